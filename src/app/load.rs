//! Reading what a command works on: a programme file, a timetable of it, ids and times on the command line.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, NaiveDateTime};

use super::observer::warn;
use super::{Failure, Observer};
use crate::check::{Report, check};
use crate::diagnostic::printable;
use crate::domain::{Conference, Instant, LocalInstants, Problem, Request, RoomId, Schedule, SessionId};
use crate::explain::versions::Version;
use crate::instance::format::Release;
use crate::instance::{self, ReadSchedule, files};
use crate::{rules, sheets};

/// The most characters of a file's own words in a note.
const LONGEST: usize = 200;

/// Reads a programme file. Warnings go to the observer at once.
///
/// # Errors
/// All problems of the file, each with its place.
pub fn programme(path: &Path, observer: &dyn Observer) -> Result<Conference, Failure> {
    parse_programme(&files::read(path)?, &path.display().to_string(), observer)
}

/// Reads the text of a programme file. `name` is what problems call it.
///
/// # Errors
/// All problems of the text, each with its place.
pub fn parse_programme(text: &[u8], name: &str, observer: &dyn Observer) -> Result<Conference, Failure> {
    let loaded = instance::load(text, name, &rules::catalogue());
    match loaded.conference {
        Some(conference) => {
            warn(observer, &loaded.diagnostics);
            Ok(conference)
        }
        None => Err(Failure::of_file("instance", loaded.diagnostics)),
    }
}

/// A timetable from a file, with the conference it is of and the request it was made for.
#[derive(Debug)]
pub struct Timetable {
    /// The conference.
    pub conference: Conference,
    /// The placements.
    pub schedule: Schedule,
    /// What was asked of it beyond the programme.
    pub request: Request,
    /// What else its file says.
    pub file: ReadSchedule,
}

impl Timetable {
    /// Reads a programme file and a timetable of it.
    ///
    /// # Errors
    /// All problems of the first file that cannot be used.
    pub fn read(programme: &Path, schedule: &Path, observer: &dyn Observer) -> Result<Timetable, Failure> {
        Timetable::of(self::programme(programme, observer)?, schedule, observer)
    }

    /// Reads a timetable of a conference.
    ///
    /// # Errors
    /// All problems of the file.
    pub fn of(conference: Conference, path: &Path, observer: &dyn Observer) -> Result<Timetable, Failure> {
        Timetable::of_if(conference, path, observer, |_, _| Ok(()))
    }

    /// Reads a timetable of a conference if what its file says of itself is accepted; that comes before any problem of
    /// its sessions.
    ///
    /// # Errors
    /// What `accept` says, or all problems of the file.
    pub fn of_if(
        conference: Conference,
        path: &Path,
        observer: &dyn Observer,
        accept: impl FnOnce(&ReadSchedule, &Conference) -> Result<(), Failure>,
    ) -> Result<Timetable, Failure> {
        let read = read(path, &conference, instance::read_schedule)?;
        accept(&read, &conference)?;
        let (schedule, file) = usable(path, read, observer)?;
        let request = file.request.clone();
        Ok(Timetable { conference, schedule, request, file })
    }

    /// What its cost depends on.
    pub fn problem(&self) -> Problem<'_> {
        self.request.problem(&self.conference)
    }

    /// The checker's verdict, by the programme and by the request.
    pub fn check(&self) -> Report {
        check(self.request.problem(&self.request.restrict(&self.conference)), &self.schedule)
    }

    /// As the explanations take it.
    pub fn version(&self) -> Version<'_> {
        Version { conference: &self.conference, schedule: &self.schedule }
    }

    /// The stamp of its release, if it was released.
    pub fn release(&self) -> Option<&Release> {
        self.file.document.as_ref().and_then(|document| document.release.as_ref())
    }

    /// By session id: how often its entry in calendars was revised, as the file says.
    pub fn sequences(&self) -> BTreeMap<String, u32> {
        let ids = self.conference.sessions.iter().map(|session| session.id.clone());
        ids.zip(self.file.sequences.iter().copied()).collect()
    }
}

/// Reads a schedule to go on from: sessions and rooms that the programme has lost since are passed over.
///
/// # Errors
/// All problems of the file.
pub fn draft(
    path: &Path,
    conference: &Conference,
    observer: &dyn Observer,
) -> Result<(Schedule, ReadSchedule), Failure> {
    usable(path, read(path, conference, instance::read_draft)?, observer)
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

fn usable(path: &Path, mut read: ReadSchedule, observer: &dyn Observer) -> Result<(Schedule, ReadSchedule), Failure> {
    match read.schedule.take() {
        Some(schedule) => {
            warn(observer, &read.diagnostics);
            note_phases(path, &read, observer);
            Ok((schedule, read))
        }
        None => Err(Failure::of_file("schedule", read.diagnostics)),
    }
}

/// Says where a schedule is a release of some phases alone: what it does not have is not unplaced.
fn note_phases(path: &Path, read: &ReadSchedule, observer: &dyn Observer) {
    let release = read.document.as_ref().and_then(|document| document.release.as_ref());
    if let Some(phases) = release.and_then(|release| release.phases.as_ref()) {
        let (file, phases) = (path.display(), printable(&phases.join(", "), LONGEST));
        observer.note(&format!("{file} publishes {phases} alone; what is held in other phases is not in it"));
    }
}

/// The session of that id.
///
/// # Errors
/// A [`Failure`] with the nearest id there is.
pub fn session(conference: &Conference, id: &str) -> Result<SessionId, Failure> {
    let ids = || conference.sessions.iter().map(|session| session.id.as_str());
    ids().position(|known| known == id).map(SessionId::new).ok_or_else(|| unknown("session", id, ids()))
}

/// The room of that id.
///
/// # Errors
/// A [`Failure`] with the nearest id there is.
pub fn room(conference: &Conference, id: &str) -> Result<RoomId, Failure> {
    let ids = || conference.rooms.iter().map(|room| room.id.as_str());
    ids().position(|known| known == id).map(RoomId::new).ok_or_else(|| unknown("room", id, ids()))
}

/// A failure for an id that nothing has, with the nearest one there is.
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

/// The years in which times are accepted: 1970 to 2100, in minutes, with a year of grace before.
const YEARS: std::ops::RangeInclusive<i64> = -525_600..=69_000_000;

/// Reads a time: RFC 3339 with an offset, or the civil time of the event's zone. `option` is named in the error.
///
/// # Errors
/// A [`Failure`] for a text that is no time, a year outside 1970 to 2100, and a time that clocks skip.
pub fn instant(conference: &Conference, option: &str, text: &str) -> Result<Instant, Failure> {
    let hint = "write it like 2020-11-09T14:00, or with an offset: 2020-11-09T14:00Z";
    let wrong = |why: &str| Failure::new(format!("{option} {text}: {why}")).hint(hint);
    let bounded = |at: Instant| {
        if YEARS.contains(&at.0) { Ok(at) } else { Err(wrong("the year is outside 1970 to 2100")) }
    };
    let text = text.trim();
    if let Some(at) = with_offset(text) {
        return bounded(at);
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"];
    let Some(civil) = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()) else {
        return Err(wrong("this is no date and time"));
    };
    let naive = bounded(Instant::from_utc(civil))?;
    match conference.zone.instants(naive.utc()) {
        LocalInstants::Once(at) | LocalInstants::Twice(at, _) => Ok(at),
        LocalInstants::Skipped => {
            Err(wrong(&format!("clocks in {} skip this time on that day", conference.zone.name())))
        }
    }
}

/// Reads a time with an offset, where there is no event whose zone it could be in.
///
/// # Errors
/// How to write it.
pub fn absolute_instant(text: &str) -> Result<Instant, String> {
    let at = with_offset(text).filter(|at| (0..*YEARS.end()).contains(&at.0));
    at.ok_or_else(|| "write it with an offset, like 2020-10-01T12:00Z".to_owned())
}

fn with_offset(text: &str) -> Option<Instant> {
    let forms = ["%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%dT%H:%M%:z", "%Y-%m-%d %H:%M%:z"];
    let zulu = text.strip_suffix(['Z', 'z']).map(|rest| format!("{rest}+00:00"));
    let text = zulu.as_deref().unwrap_or(text);
    let read = forms.iter().find_map(|form| DateTime::parse_from_str(text, form).ok());
    read.map(|at| Instant::from_utc(at.naive_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_without_an_event_need_an_offset() {
        assert_eq!(absolute_instant("1970-01-01T01:00+01:00"), Ok(Instant(0)));
        assert!(absolute_instant("2020-10-01T12:00Z").is_ok() && absolute_instant("2020-10-01T12:00:00-05:00").is_ok());
        assert!(absolute_instant("2020-10-01T12:00").is_err() && absolute_instant("9999-01-01T00:00Z").is_err());
    }
}
