//! Reading what a command works on.

use std::path::Path;

use super::failure::Failure;
use super::output;
use crate::diagnostic::{Diagnostic, has_errors, render};
use crate::domain::{Conference, Schedule, SessionId};
use crate::instance::{self, ReadSchedule, files};
use crate::rules::{self, Grounded};
use crate::sheets;

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
    let mut read = if sheets::is_spreadsheet(path) {
        sheets::schedule(&sheets::open(path)?, conference)
    } else {
        instance::read_schedule(&files::read(path)?, &path.display().to_string(), conference)
    };
    match read.schedule.take() {
        Some(schedule) => {
            warn(&read.diagnostics);
            Ok((schedule, read))
        }
        None => Err(Failure::of_file("schedule", read.diagnostics)),
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
