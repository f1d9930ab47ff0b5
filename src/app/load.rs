//! Reads the input of a command: a programme file, its timetable, and ids and times on the command line.

mod times;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::import::open_programme;
use super::observer::warn;
use super::{Failure, Observer, Silent};
use crate::check::{Report, check};
use crate::diagnostic::printable;
use crate::domain::{
    Conference, NAMELESS, NameIndex, NameLookup, Problem, Request, RoomId, Schedule, SessionId, event_id,
};
use crate::explain::versions::Version;
use crate::generate::render as document_text;
use crate::instance::format::{Instance, Release};
use crate::instance::{self, ReadSchedule, files};
pub use crate::sheets::TimetableSheet;
use crate::{rules, sheets};
pub use times::{absolute_instant, day, instant, instant_in, zone};

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
    // The timetable is not used, so nothing of it can be a problem of the programme.
    let options = sheets::Options { timetable_from: Some(TimetableSheet::Sessions), ..sheets::Options::default() };
    let mut read = sheets::import(&book, options, &rules::catalogue());
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

/// A schedule file, as a command names it.
#[derive(Debug, Clone, Copy)]
pub struct ScheduleFile<'a> {
    /// The file.
    pub path: &'a Path,
    /// If it is a workbook: the sheet whose starts and rooms count; `None`: the one that was edited.
    pub sheet: Option<TimetableSheet>,
}

impl<'a> ScheduleFile<'a> {
    /// A schedule file of which this sheet counts.
    pub fn new(path: &'a Path, sheet: Option<TimetableSheet>) -> ScheduleFile<'a> {
        ScheduleFile { path, sheet }
    }
}

impl<'a> From<&'a Path> for ScheduleFile<'a> {
    fn from(path: &'a Path) -> ScheduleFile<'a> {
        ScheduleFile::new(path, None)
    }
}

impl<'a> From<&'a PathBuf> for ScheduleFile<'a> {
    fn from(path: &'a PathBuf) -> ScheduleFile<'a> {
        ScheduleFile::new(path, None)
    }
}

/// Refuses the choice of a sheet if none of the schedule files of a command is a spreadsheet.
///
/// # Errors
/// A [`Failure`] that names `--timetable-from`.
pub fn refuse_unused_sheet(chosen: Option<TimetableSheet>, files: &[Option<&PathBuf>]) -> Result<(), Failure> {
    match chosen {
        Some(sheet) if !files.iter().flatten().any(|path| sheets::is_spreadsheet(path)) => {
            let failure =
                Failure::new(format!("--timetable-from {}: no schedule file here is a workbook", sheet.name()));
            Err(failure.hint("leave out --timetable-from, or name a workbook as the schedule file"))
        }
        _ => Ok(()),
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
    pub fn read<'a>(
        programme: &Path,
        schedule: impl Into<ScheduleFile<'a>>,
        observer: &dyn Observer,
    ) -> Result<Timetable, Failure> {
        Timetable::read_for(self::programme(programme, observer)?, schedule, observer)
    }

    /// Reads a timetable for a conference.
    ///
    /// # Errors
    /// A [`Failure`] with all problems of the file.
    pub fn read_for<'a>(
        conference: Conference,
        schedule: impl Into<ScheduleFile<'a>>,
        observer: &dyn Observer,
    ) -> Result<Timetable, Failure> {
        Timetable::read_accepted(conference, schedule.into(), observer, |_, _| Ok(()))
    }

    /// Reads a timetable for a conference from the text of a schedule file.
    ///
    /// # Errors
    /// A [`Failure`] with all problems of the file.
    pub fn parse(
        conference: Conference,
        text: &[u8],
        path: &Path,
        observer: &dyn Observer,
    ) -> Result<Timetable, Failure> {
        let read = instance::read_schedule(text, &path.display().to_string(), &conference);
        let (schedule, file) = usable(path, read, observer)?;
        let request = file.request.clone();
        Ok(Timetable { conference, schedule, request, file })
    }

    /// Reads a timetable for a conference if `accept` accepts the head of the file. `accept` is called first, so its
    /// error comes before any problem of the sessions.
    ///
    /// # Errors
    /// The error of `accept`, or a [`Failure`] with all problems of the file.
    pub fn read_accepted(
        conference: Conference,
        file: ScheduleFile<'_>,
        observer: &dyn Observer,
        accept: impl FnOnce(&ReadSchedule, &Conference) -> Result<(), Failure>,
    ) -> Result<Timetable, Failure> {
        let read = read(file, &conference, instance::read_schedule)?;
        accept(&read, &conference)?;
        let (schedule, file) = usable(file.path, read, observer)?;
        let request = file.request.clone();
        let mut read = Timetable { conference, schedule, request, file };
        if read.conference.id.is_none() && read.release().is_some() {
            read.conference.id = read.kept_id(&read.conference);
        }
        Ok(read)
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

    /// The id that a new state of the event without an id keeps, because calendars know the event by it: the one of a
    /// release, or the one that was made for an event without a name, if it has a name now.
    pub(super) fn kept_id(&self, new: &Conference) -> Option<String> {
        let document = self.file.document.as_ref()?;
        let got_name = new.is_named && document.name.as_deref() == Some(NAMELESS);
        let written = document.release.as_ref().and(document.id.clone());
        written.or_else(|| got_name.then(|| event_id(NAMELESS, self.conference.first_date())))
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
    file: ScheduleFile<'_>,
    conference: &Conference,
    observer: &dyn Observer,
) -> Result<(Schedule, ReadSchedule), Failure> {
    usable(file.path, read(file, conference, instance::read_draft)?, observer)
}

/// Reads a schedule from a spreadsheet, or with `json` from a JSON file.
fn read(
    ScheduleFile { path, sheet }: ScheduleFile<'_>,
    conference: &Conference,
    json: impl FnOnce(&[u8], &str, &Conference) -> ReadSchedule,
) -> Result<ReadSchedule, Failure> {
    if sheets::is_spreadsheet(path) {
        return Ok(sheets::schedule(&sheets::open(path)?, conference, sheet));
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
