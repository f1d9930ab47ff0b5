//! From spreadsheets to a programme file, and to a timetable where they have one.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::create::refuse_existing;
use super::{Failure, files};
use crate::diagnostic::Diagnostic;
use crate::domain::Zone;
use crate::generate::render as document_text;
use crate::rules;
use crate::sheets::{self, Options};

/// What is asked.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The workbook, or a folder with a CSV file for each sheet.
    pub source: PathBuf,
    /// Where to write the programme file; beside the source if not given, and then never over anything.
    pub output: Option<PathBuf>,
    /// Where to write the timetable of the columns start and room.
    pub schedule: Option<PathBuf>,
    /// The zone of people for whom none is given.
    pub people_zone: Option<String>,
}

/// What was written, and what `import --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Imported {
    /// The file written, an instance.
    pub instance: String,
    /// The file of the timetable; `null` where none was asked for.
    pub schedule: Option<String>,
    /// How many sessions the instance has.
    pub sessions: usize,
    /// How many people it has.
    pub people: usize,
    /// How many days the event has.
    pub days: usize,
    /// How many sessions have a start in the programme; `null` where it has no column for them.
    pub placed: Option<usize>,
    /// Columns that nobody knows, kept in `extra` and not used.
    pub kept: Vec<UnknownColumns>,
    /// Sheets that were not read.
    pub unread: Vec<String>,
    /// What in the programme is probably not as it was meant.
    pub diagnostics: Vec<Diagnostic>,
}

/// Columns of a sheet that nobody knows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnknownColumns {
    /// The sheet's name.
    pub sheet: String,
    /// The columns' headings.
    pub columns: Vec<String>,
}

/// Reads spreadsheets, and writes the programme file and, if asked for, the timetable.
///
/// # Errors
/// All problems of the spreadsheets; files that cannot be written.
pub fn import(asked: &ImportRequest) -> Result<Imported, Failure> {
    if let Some(zone) = asked.people_zone.as_deref().filter(|zone| Zone::parse(zone).is_err()) {
        let failure = Failure::new(format!("--people-zone {zone}: there is no such time zone"));
        return Err(failure.hint("use an IANA name like Europe/Berlin, or an offset like +05:30"));
    }
    let path = asked.output.clone().unwrap_or_else(|| default_schedule_path(&asked.source));
    // What was edited since must not be lost to a second import without a word.
    if asked.output.is_none() {
        refuse_existing(&path, &format!("to write over it: -o {}", path.display()))?;
    }
    for place in [Some(&path), asked.schedule.as_ref()].into_iter().flatten() {
        let inputs = [asked.source.as_path()];
        files::spare_inputs(place, inputs, "the programme itself", "name another file with -o")?;
        files::writable(place)?;
    }
    if asked.schedule.as_ref() == Some(&path) {
        let failure = Failure::new("the instance and the schedule cannot be one file");
        return Err(failure.hint("name another file with --schedule"));
    }
    let book = sheets::open(&asked.source)?;
    let options = Options { people_zone: asked.people_zone.as_deref() };
    let read = sheets::import(&book, options, &rules::catalogue());
    let (Some(instance), Some(conference)) = (&read.instance, &read.conference) else {
        return Err(Failure::of_file("programme", read.diagnostics));
    };
    if asked.schedule.is_some() && read.schedule.is_none() {
        let failure = Failure::new("the programme has no starts, so there is no timetable to write");
        return Err(failure.hint("add a column \"start\" to the sheet of sessions, or leave out --schedule"));
    }
    write(&path, instance)?;
    if let (Some(place), Some((schedule, _))) = (&asked.schedule, &read.schedule) {
        write(place, schedule)?;
    }
    Ok(Imported {
        instance: path.display().to_string(),
        schedule: asked.schedule.as_ref().map(|path| path.display().to_string()),
        sessions: conference.sessions.len(),
        people: conference.people.len(),
        days: conference.days.len(),
        placed: read.schedule.as_ref().map(|(_, schedule)| schedule.placements.iter().flatten().count()),
        kept: read.kept.into_iter().map(|(sheet, columns)| UnknownColumns { sheet, columns }).collect(),
        unread: read.unread,
        diagnostics: read.diagnostics,
    })
}

fn write(path: &Path, document: &impl Serialize) -> Result<(), Failure> {
    let document = serde_json::to_value(document).map_err(Failure::internal)?;
    files::write(path, document_text(&document).as_bytes())
}

/// `programme.xlsx` and the folder `programme` -> `programme.json`
fn default_schedule_path(programme: &Path) -> PathBuf {
    let name = programme.file_name().map(PathBuf::from).unwrap_or_else(|| PathBuf::from("instance"));
    let name = if programme.is_dir() {
        PathBuf::from(format!("{}.json", name.display()))
    } else {
        name.with_extension("json")
    };
    programme.with_file_name(name)
}
