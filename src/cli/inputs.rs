//! Reading what a command works on.

use std::path::Path;

use super::failure::Failure;
use super::output;
use crate::diagnostic::{Diagnostic, has_errors, printable, render};
use crate::domain::{Conference, Schedule, SessionId};
use crate::instance::{self, ReadSchedule, files};
use crate::rules::{self, Grounded};
use crate::sheets;

/// The most characters of a file's own words in a note.
const LONGEST: usize = 200;

/// Loads an instance. Warnings are told at once; errors are the failure.
pub fn instance(path: &Path) -> Result<Conference, Failure> {
    let bytes = files::read(path)?;
    let loaded = instance::load(&bytes, &path.display().to_string(), &rules::catalogue());
    match loaded.conference {
        Some(conference) => {
            warn(&loaded.diagnostics);
            Ok(conference)
        }
        None => Err(Failure::of_file("instance", loaded.diagnostics)),
    }
}

/// Reads a schedule for a conference: the program's own, hand-made, or a spreadsheet with ids, starts and rooms.
pub fn schedule(path: &Path, conference: &Conference) -> Result<(Schedule, ReadSchedule), Failure> {
    schedule_if(path, conference, |_| Ok(()))
}

/// Reads a schedule to go on from: what the instance has lost since is passed over.
pub fn draft(path: &Path, conference: &Conference) -> Result<(Schedule, ReadSchedule), Failure> {
    taken(path, read(path, conference, instance::read_draft)?)
}

/// Reads a schedule if what it says of itself will do; that comes before any problem of its sessions.
pub fn schedule_if(
    path: &Path,
    conference: &Conference,
    will_do: impl FnOnce(&ReadSchedule) -> Result<(), Failure>,
) -> Result<(Schedule, ReadSchedule), Failure> {
    let read = read(path, conference, instance::read_schedule)?;
    will_do(&read)?;
    taken(path, read)
}

/// Reads a spreadsheet, or JSON in the way given.
fn read(
    path: &Path,
    conference: &Conference,
    json: impl FnOnce(&[u8], &str, &Conference) -> ReadSchedule,
) -> Result<ReadSchedule, Failure> {
    if sheets::is_spreadsheet(path) {
        return Ok(sheets::schedule(&sheets::open(path)?, conference));
    }
    Ok(json(&files::read(path)?, &path.display().to_string(), conference))
}

fn taken(path: &Path, mut read: ReadSchedule) -> Result<(Schedule, ReadSchedule), Failure> {
    match read.schedule.take() {
        Some(schedule) => {
            warn(&read.diagnostics);
            note_phases(path, &read);
            Ok((schedule, read))
        }
        None => Err(Failure::of_file("schedule", read.diagnostics)),
    }
}

/// Tells where a schedule is a release of some phases alone: what it does not have is not left out.
fn note_phases(path: &Path, read: &ReadSchedule) {
    let release = read.document.as_ref().and_then(|document| document.release.as_ref());
    if let Some(phases) = release.and_then(|release| release.phases.as_ref()) {
        let (file, phases) = (path.display(), printable(&phases.join(", "), LONGEST));
        output::note(&format!("{file} publishes {phases} alone; what is held in other phases is not in it"));
    }
}

/// The conference as a model.
pub fn ground(conference: &Conference) -> Result<Grounded, Failure> {
    rules::ground(conference).map_err(|error| Failure::new(format!("the instance is too large: {error}")))
}

/// The session of that id.
pub fn session(conference: &Conference, id: &str) -> Result<SessionId, Failure> {
    let ids = || conference.sessions.iter().map(|session| session.id.as_str());
    match ids().position(|known| known == id) {
        Some(index) => Ok(SessionId::new(index)),
        None => Err(unknown("session", id, ids())),
    }
}

/// A failure for an id that nobody has, with the nearest one that somebody has.
pub fn unknown<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str> + Clone) -> Failure {
    let failure = Failure::new(format!("there is no {what} \"{id}\""));
    match instance::did_you_mean(id, known.clone()) {
        Some(hint) => failure.hint(hint),
        None => {
            let mut some: Vec<&str> = known.take(8).collect();
            if some.len() == 8 {
                some[7] = "...";
            }
            failure.hint(format!("there are: {}", some.join(", ")))
        }
    }
}

fn warn(diagnostics: &[Diagnostic]) {
    if !diagnostics.is_empty() && !has_errors(diagnostics) {
        output::talk(render(diagnostics).trim_end());
    }
}
