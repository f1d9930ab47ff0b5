//! Reads the input of a command: a programme file, its timetable, and ids and times on the command line.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::import::open_programme;
use super::observer::warn;
use super::{Failure, Observer, Silent};
use crate::check::{Report, check};
use crate::diagnostic::printable;
use crate::domain::{
    Conference, Instant, LocalInstants, NameIndex, NameLookup, Problem, Request, RoomId, Schedule, SessionId,
};
use crate::explain::versions::Version;
use crate::generate::render as document_text;
use crate::instance::format::{Instance, Release};
use crate::instance::{self, ReadSchedule, files};
use crate::sheets::typed_moment;
use crate::{rules, sheets};

/// Longest text of a file in a note, in characters.
const LONGEST: usize = 200;
/// Most elements of one name that are listed.
const MOST_NAMED: usize = 8;

/// Reads a programme: a programme file, or the spreadsheets from which `import` would make one. Passes its warnings to
/// the observer.
///
/// # Errors
/// A [`Failure`] with all problems of the file, each with line and column, or with sheet, row and column.
pub fn programme(path: &Path, observer: &dyn Observer) -> Result<Conference, Failure> {
    if sheets::is_spreadsheet(path) {
        return imported(path, observer).map(|(_, conference)| conference);
    }
    parse_programme(&files::read(path)?, &path.display().to_string(), observer)
}

/// The text of a programme file. For spreadsheets, that of the file that `import` would write; their warnings are not
/// repeated.
///
/// # Errors
/// A [`Failure`] for a file that cannot be read, or with all problems of the spreadsheets.
pub fn programme_text(path: &Path) -> Result<Vec<u8>, Failure> {
    if !sheets::is_spreadsheet(path) {
        return Ok(files::read(path)?);
    }
    let (instance, _) = imported(path, &Silent)?;
    let document = serde_json::to_value(instance).map_err(Failure::internal)?;
    Ok(document_text(&document).into_bytes())
}

/// The programme in spreadsheets.
fn imported(path: &Path, observer: &dyn Observer) -> Result<(Instance, Conference), Failure> {
    let book = open_programme(path)?;
    let mut read = sheets::import(&book, sheets::Options::default(), &rules::catalogue());
    read.diagnostics.splice(0..0, book.warnings);
    let (Some(instance), Some(conference)) = (read.instance, read.conference) else {
        return Err(Failure::of_file("programme", read.diagnostics));
    };
    warn(observer, &read.diagnostics);
    Ok((instance, conference))
}

/// Reads the text of a programme file. Problems give `name` as the name of the file.
///
/// # Errors
/// A [`Failure`] with all problems of the text, each with line and column.
pub fn parse_programme(text: &[u8], name: &str, observer: &dyn Observer) -> Result<Conference, Failure> {
    let loaded = instance::load(text, name, &rules::catalogue());
    match loaded.conference {
        Some(conference) => {
            warn(observer, &loaded.diagnostics);
            Ok(conference)
        }
        None => Err(Failure::of_file("programme file", loaded.diagnostics)),
    }
}

/// A timetable from a file, with its conference and its request.
#[derive(Debug)]
pub struct Timetable {
    /// The conference.
    pub conference: Conference,
    /// The placements.
    pub schedule: Schedule,
    /// The request the timetable was made for: locks and an earlier timetable, for example.
    pub request: Request,
    /// The other content of the file.
    pub file: ReadSchedule,
}

impl Timetable {
    /// Reads a programme file and a timetable for it.
    ///
    /// # Errors
    /// A [`Failure`] with all problems of the first file that cannot be used.
    pub fn read(programme: &Path, schedule: &Path, observer: &dyn Observer) -> Result<Timetable, Failure> {
        Timetable::read_for(self::programme(programme, observer)?, schedule, observer)
    }

    /// Reads a timetable for a conference.
    ///
    /// # Errors
    /// A [`Failure`] with all problems of the file.
    pub fn read_for(conference: Conference, path: &Path, observer: &dyn Observer) -> Result<Timetable, Failure> {
        Timetable::read_accepted(conference, path, observer, |_, _| Ok(()))
    }

    /// Reads a timetable for a conference if `accept` accepts the head of the file. `accept` is called first, so its
    /// error comes before any problem of the sessions.
    ///
    /// # Errors
    /// The error of `accept`, or a [`Failure`] with all problems of the file.
    pub fn read_accepted(
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

    /// The problem that determines its cost: the conference and the earlier timetable.
    pub fn problem(&self) -> Problem<'_> {
        self.request.problem(&self.conference)
    }

    /// Checks the timetable by its programme and its request.
    pub fn check(&self) -> Report {
        check(self.request.problem(&self.request.restrict(&self.conference)), &self.schedule)
    }

    /// The timetable as the input of a comparison of versions.
    pub fn version(&self) -> Version<'_> {
        Version { conference: &self.conference, schedule: &self.schedule }
    }

    /// The stamp of `release`, if the timetable was released.
    pub fn release(&self) -> Option<&Release> {
        self.file.document.as_ref().and_then(|document| document.release.as_ref())
    }

    /// The number of revisions of the calendar entry of each session, by session id, as stored in the file.
    pub fn sequences(&self) -> BTreeMap<String, u32> {
        let ids = self.conference.sessions.iter().map(|session| session.id.clone());
        ids.zip(self.file.sequences.iter().copied()).collect()
    }
}

/// Reads a schedule to start from. Ignores sessions and rooms that the programme does not have any more.
///
/// # Errors
/// A [`Failure`] with all problems of the file.
pub fn draft(
    path: &Path,
    conference: &Conference,
    observer: &dyn Observer,
) -> Result<(Schedule, ReadSchedule), Failure> {
    usable(path, read(path, conference, instance::read_draft)?, observer)
}

/// Reads a schedule from a spreadsheet, or with `json` from a JSON file.
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
        None => Err(Failure::of_file("schedule file", read.diagnostics)),
    }
}

/// Notes if a schedule is a release of some phases only: its other sessions are missing, not unplaced.
fn note_phases(path: &Path, read: &ReadSchedule, observer: &dyn Observer) {
    let release = read.document.as_ref().and_then(|document| document.release.as_ref());
    if let Some(phases) = release.and_then(|release| release.phases.as_ref()) {
        let (file, phases) = (path.display(), printable(&phases.join(", "), LONGEST));
        observer
            .note(&format!("{file} is a release of {phases} only; it does not contain the sessions of other phases"));
    }
}

/// The session with this id or title.
///
/// # Errors
/// A [`Failure`] with the candidates, if there is no such session, or more than one.
pub fn session(conference: &Conference, text: &str) -> Result<SessionId, Failure> {
    let all = conference.sessions.iter().map(|session| (session.id.as_str(), session.title.as_str()));
    find("session", text, all).map(SessionId::new)
}

/// The room with this id or name.
///
/// # Errors
/// A [`Failure`] with the candidates, if there is no such room, or more than one.
pub fn room(conference: &Conference, text: &str) -> Result<RoomId, Failure> {
    find("room", text, conference.rooms.iter().map(|room| (room.id.as_str(), room.name.as_str()))).map(RoomId::new)
}

/// The position of the element that a text on the command line means: its id, or its name if no other has it.
///
/// # Errors
/// A [`Failure`] with the candidates, if there is no such element, or more than one.
pub fn find<'a>(
    what: &str,
    text: &str,
    elements: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> Result<usize, Failure> {
    // Ids first: most texts are ids, and an index of all names takes time.
    if let Some(found) = elements.clone().position(|(id, _)| id == text) {
        return Ok(found);
    }
    let index = NameIndex::of(elements.clone());
    match index.find_typed(text) {
        NameLookup::One(id) => elements.clone().position(|(known, _)| known == id).ok_or_else(|| {
            // Not possible: the index has only known ids.
            unknown(what, text, elements.map(|(id, _)| id))
        }),
        NameLookup::Several(ids) => {
            let ids: Vec<String> = ids.iter().take(MOST_NAMED).map(|id| printable(&index.label(id), LONGEST)).collect();
            let failure = Failure::new(format!("several have the name \"{text}\"; which {what} do you mean?"));
            Err(failure.hint(format!("write one of the ids: {}", ids.join(", "))))
        }
        NameLookup::None => {
            let candidates = index.candidates(text);
            if candidates.is_empty() {
                return Err(unknown(what, text, elements.map(|(id, _)| id)));
            }
            let candidates: Vec<String> = candidates.iter().map(|one| printable(one, LONGEST)).collect();
            let failure = Failure::new(format!("there is no {what} \"{text}\""));
            Err(failure.hint(format!("did you mean: {}", candidates.join(", "))))
        }
    }
}

/// The failure for an unknown id, with the most similar known id or a list of known ids as the hint.
pub fn unknown<'a>(what: &str, id: &str, known: impl Iterator<Item = &'a str> + Clone) -> Failure {
    let failure = Failure::new(format!("there is no {what} \"{id}\""));
    match instance::did_you_mean(id, known.clone()) {
        Some(hint) => failure.hint(hint),
        None => {
            let mut some: Vec<&str> = known.take(8).collect();
            if some.len() == 8 {
                some[7] = "...";
            }
            failure.hint(format!("the known ids are: {}", some.join(", ")))
        }
    }
}

/// Range of accepted times, in minutes since 1970: the years 1970 to 2100, and one year before for time zones.
const YEARS: std::ops::RangeInclusive<i64> = -525_600..=69_000_000;

/// Reads a time as `import` reads it: RFC 3339 with an offset, or a local time in the event's time zone, for example
/// `10 Nov 14:00`; the year is that of the event if it is left out. The error names `option`.
///
/// # Errors
/// A [`Failure`] for a text that is not a time, a year outside 1970 to 2100, or a local time that does not exist
/// because the clocks change.
pub fn instant(conference: &Conference, option: &str, text: &str) -> Result<Instant, Failure> {
    let hint = "write a time like 2020-11-09T14:00, \"9 Nov 14:00\", or with an offset: 2020-11-09T14:00Z";
    let wrong = |why: &str| Failure::new(format!("{option} {text}: {why}")).hint(hint);
    let bounded = |at: Instant| {
        if YEARS.contains(&at.0) { Ok(at) } else { Err(wrong("the year is outside 1970 to 2100")) }
    };
    let text = text.trim();
    let days: Vec<NaiveDate> = conference.days.iter().map(|day| day.date).collect();
    let read = typed_moment(text, &days).map_err(|fault| match fault.help {
        Some(help) => Failure::new(format!("{option} {text}: {}", fault.message)).hint(help),
        None => wrong("this is not a date with a time"),
    })?;
    if let Some(at) = with_offset(&read) {
        return bounded(at);
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"];
    let civil = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(&read, form).ok());
    let Some(civil) = civil.or_else(|| midnight_after(&read)) else {
        return Err(wrong("this is not a date with a time"));
    };
    let naive = bounded(Instant::from_utc(civil))?;
    match conference.zone.instants(naive.utc()) {
        LocalInstants::Once(at) | LocalInstants::Twice(at, _) => Ok(at),
        LocalInstants::Skipped => Err(wrong(&format!(
            "this time does not exist in {}, because the clocks go forward",
            conference.zone.name()
        ))),
    }
}

/// The midnight that ends the day: `2020-11-09T24:00`.
fn midnight_after(text: &str) -> Option<NaiveDateTime> {
    let day = text.strip_suffix("24:00")?.trim_end_matches(['T', ' ']);
    Some(NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?.succ_opt()?.and_time(chrono::NaiveTime::MIN))
}

/// Reads a time with an offset. Used where the time zone of the event is not known.
///
/// # Errors
/// A text that says how to write the time.
pub fn absolute_instant(text: &str) -> Result<Instant, String> {
    let at = with_offset(text).filter(|at| (0..*YEARS.end()).contains(&at.0));
    at.ok_or_else(|| "write a time with an offset, like 2020-10-01T12:00Z".to_owned())
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
    fn a_time_without_an_event_needs_an_offset_and_a_year_from_1970_to_2100() {
        assert_eq!(absolute_instant("1970-01-01T01:00+01:00"), Ok(Instant(0)));
        assert!(absolute_instant("2020-10-01T12:00Z").is_ok() && absolute_instant("2020-10-01T12:00:00-05:00").is_ok());
        assert!(absolute_instant("2020-10-01T12:00").is_err() && absolute_instant("9999-01-01T00:00Z").is_err());
    }
}
