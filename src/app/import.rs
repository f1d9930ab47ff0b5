//! Reads spreadsheets, and writes a programme file and, if they contain a timetable, a schedule file.

mod into;
mod missing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::create::refuse_existing;
use super::load::TimetableSheet;
use super::{Failure, files};
use crate::diagnostic::Diagnostic;
use crate::domain::{Conference, Zone};
use crate::generate::render as document_text;
use crate::instance;
use crate::report::workbook::marked;
use crate::rules;
use crate::sheets::{self, Book, Mapping, Options};
pub use crate::sheets::{ImportNotes, UnusedColumn};
pub use into::Merged;
use missing::{WithoutZone, read_zones, write_list};

/// A request to import spreadsheets.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// The file to import, or a folder with one CSV file for each sheet.
    pub source: PathBuf,
    /// The programme file to write. `None`: next to the source, and then an existing file is never replaced.
    pub output: Option<PathBuf>,
    /// The schedule file to write, with the timetable in the columns `start` and `room`; `None` to write none.
    pub schedule: Option<PathBuf>,
    /// The programme file into which a newer export is merged. It is replaced, unless `output` names another file.
    pub into: Option<PathBuf>,
    /// The time zone of people without one in the spreadsheets.
    pub people_zone: Option<String>,
    /// The time zone of the event, if the spreadsheets do not name it.
    pub time_zone: Option<String>,
    /// The days of the event, if there is no sheet of days.
    pub days: Vec<NaiveDate>,
    /// What columns and sheets mean: `Durée=minutes`.
    pub map: Vec<String>,
    /// A mapping file to read.
    pub mapping: Option<PathBuf>,
    /// The mapping file to write, with what each column was read as.
    pub write_mapping: Option<PathBuf>,
    /// The statuses of the sessions to take. Empty: all but rejected, withdrawn and cancelled ones.
    pub statuses: Vec<String>,
    /// Whether breaks are sessions.
    pub with_breaks: bool,
    /// The workbook to write, with a comment at each doubtful cell.
    pub marked: Option<PathBuf>,
    /// A workbook to write with the people who have no time zone, to fill in; `None` to write none.
    pub write_missing: Option<PathBuf>,
    /// The same workbook, filled in; `None` if there is none.
    pub missing: Option<PathBuf>,
    /// The sheet whose starts and rooms count; `None`: the one that was edited.
    pub timetable_from: Option<TimetableSheet>,
}

/// The result of an import; `import --json` prints it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Imported {
    /// What the source was taken for: `an Excel workbook`, `an iCalendar file`.
    pub read_as: String,
    /// The programme file that was written.
    pub instance: String,
    /// The schedule file that was written; `null` without `--schedule`.
    pub schedule: Option<String>,
    /// Number of sessions.
    pub sessions: usize,
    /// Number of people.
    pub people: usize,
    /// Number of days of the event.
    pub days: usize,
    /// Number of sessions with a start in the spreadsheets; `null` if they have no column for starts.
    pub placed: Option<usize>,
    /// What a newer export changed; `null` without `--into`.
    pub merged: Option<Merged>,
    /// Columns that were not used, by sheet; `notes` has the same with guesses.
    pub kept: Vec<UnusedHeadings>,
    /// Sheets that were not read; `notes` has the same with guesses.
    pub unread: Vec<String>,
    /// What was not used, and what was assumed.
    pub notes: ImportNotes,
    /// Warnings about the spreadsheets.
    pub diagnostics: Vec<Diagnostic>,
}

/// The columns of a sheet that were not used.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnusedHeadings {
    /// Name of the sheet.
    pub sheet: String,
    /// Headings of the columns.
    pub columns: Vec<String>,
}

/// Reads spreadsheets, and writes the programme file and, if requested, the schedule file.
///
/// # Errors
/// A [`Failure`] with all problems of the spreadsheets, or for a file that cannot be written.
pub fn import(request: &ImportRequest) -> Result<Imported, Failure> {
    for (option, zone) in [("--people-zone", &request.people_zone), ("--time-zone", &request.time_zone)] {
        if let Some(zone) = zone.as_deref().filter(|zone| Zone::parse(zone).is_err()) {
            let failure = Failure::new(format!("{option} {zone}: we do not know this time zone"));
            return Err(failure.hint("use an IANA name like Europe/Berlin, or an offset like +05:30"));
        }
    }
    let old = request.into.as_deref().map(read_programme).transpose()?;
    let mapping = mapping(request, old.as_ref())?;
    let path = request.output.clone().or_else(|| request.into.clone());
    let path = path.unwrap_or_else(|| default_output(&request.source));
    // A second import must not silently replace a file that was edited since the first.
    if request.output.is_none() && request.into.is_none() {
        refuse_existing(&path, &format!("to replace it: -o {}", path.display()))?;
    }
    let outputs = [
        Some(&path),
        request.schedule.as_ref(),
        request.write_missing.as_ref(),
        request.write_mapping.as_ref(),
        request.marked.as_ref(),
    ];
    let outputs: Vec<&PathBuf> = outputs.into_iter().flatten().collect();
    for (index, place) in outputs.iter().enumerate() {
        // The programme file of --into may be replaced by the merged one, and by nothing else.
        let into = request.into.as_ref().filter(|_| index > 0);
        let inputs = [Some(&request.source), request.missing.as_ref(), request.mapping.as_ref(), into];
        let inputs = inputs.into_iter().flatten().map(PathBuf::as_path);
        files::refuse_overwriting_input(place, inputs, "an input of this import", "name another file")?;
        files::check_writable(place)?;
        if outputs[..index].contains(place) {
            let failure =
                Failure::new(format!("two files that are to be written have the same name, {}", place.display()));
            return Err(failure.hint("name another file for one of them"));
        }
    }
    let mut zones = old.as_ref().map(into::zones).unwrap_or_default();
    let filled_in = request.missing.as_deref().map(read_zones).transpose()?.unwrap_or_default();
    zones.people.extend(filled_in.people);
    zones.audiences.extend(filled_in.audiences);
    let days = match &old {
        Some(old) if request.days.is_empty() => days_of(old),
        _ => request.days.clone(),
    };
    let book = open_programme(&request.source)?;
    let own_zone = old.as_ref().and_then(|old| old.get("time_zone")).and_then(Value::as_str);
    let options = Options {
        people_zone: request.people_zone.as_deref(),
        time_zone: request.time_zone.as_deref().or(own_zone),
        days: &days,
        mapping: &mapping,
        statuses: &request.statuses,
        with_breaks: request.with_breaks,
        zones: Some(&zones),
        timetable_from: request.timetable_from,
    };
    let mut read = sheets::import(&book, options, &rules::catalogue());
    read.diagnostics.splice(0..0, book.warnings.iter().cloned());
    if let Some(place) = &request.marked {
        files::write(place, &marked(&book, &read.diagnostics).map_err(Failure::internal)?)?;
    }
    let lacking = WithoutZone::of(&read.document);
    if let Some(list) = request.write_missing.as_deref() {
        write_list(list, &lacking)?;
    }
    let (Some(instance), Some(conference)) = (&read.instance, &read.conference) else {
        let failure = Failure::of_file(&format!("programme, read as {},", book.read_as), read.diagnostics);
        return Err(match (&request.write_missing, &request.marked) {
            (Some(list), _) if !lacking.is_empty() => failure.hint(lacking.next_step(list)),
            (_, Some(place)) => failure.hint(format!("the problems are marked in {}", place.display())),
            _ => failure,
        });
    };
    if request.schedule.is_some() && read.schedule.is_none() {
        let failure = Failure::new("--schedule: the spreadsheets contain no timetable, because they have no starts");
        return Err(failure.hint("add a column \"start\" to the sheet \"sessions\", or leave out --schedule"));
    }
    let mut document = serde_json::to_value(instance).map_err(Failure::internal)?;
    let (mut merged, mut renamed) = (None, BTreeMap::new());
    let mut loaded = None;
    if let Some(old) = &old {
        let (whole, changes, ids) = into::merge(old, document, &read.notes);
        (document, merged, renamed) = (whole, Some(changes), ids);
        loaded = Some(accepted(&document, &path)?);
    }
    let conference = loaded.as_ref().unwrap_or(conference);
    into::keep_mapping(&mut document, &mapping);
    write(&path, &document)?;
    if let Some(place) = &request.write_mapping {
        write(place, &read.notes.mapping)?;
    }
    if let (Some(place), Some((schedule, _))) = (&request.schedule, &read.schedule) {
        let mut schedule = serde_json::to_value(schedule).map_err(Failure::internal)?;
        into::rename(&mut schedule, &renamed);
        write(place, &schedule)?;
    }
    Ok(Imported {
        merged,
        read_as: book.read_as,
        instance: path.display().to_string(),
        schedule: request.schedule.as_ref().map(|path| path.display().to_string()),
        sessions: conference.sessions.len(),
        people: conference.people.len(),
        days: conference.days.len(),
        placed: read.schedule.as_ref().map(|(_, schedule)| schedule.placements.iter().flatten().count()),
        kept: kept(&read.notes.unused_columns),
        unread: read.notes.unread_sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        notes: read.notes,
        diagnostics: read.diagnostics,
    })
}

/// Opens spreadsheets with a programme. The sheet of a single CSV file is that of the sessions, whatever the file is called.
///
/// # Errors
/// A [`Failure`] for a file that cannot be read.
pub(super) fn open_programme(path: &Path) -> Result<Book, Failure> {
    let mut book = sheets::open(path)?;
    let is_text = |end: &std::ffi::OsStr| ["csv", "tsv", "txt"].iter().any(|text| end.eq_ignore_ascii_case(text));
    if path.extension().is_some_and(is_text) {
        book.name_only_sheet();
    }
    Ok(book)
}

/// The programme after a merge, if the loader accepts it.
fn accepted(document: &Value, path: &Path) -> Result<Conference, Failure> {
    let loaded = instance::load(document_text(document).as_bytes(), &path.display().to_string(), &rules::catalogue());
    loaded.conference.ok_or_else(|| Failure::of_file("programme, after the merge,", loaded.diagnostics))
}

/// The headings of unused columns, by sheet.
fn kept(columns: &[UnusedColumn]) -> Vec<UnusedHeadings> {
    let mut kept: Vec<UnusedHeadings> = Vec::new();
    for column in columns {
        match kept.last_mut().filter(|last| last.sheet == column.sheet) {
            Some(last) => last.columns.push(column.heading.clone()),
            None => {
                kept.push(UnusedHeadings { sheet: column.sheet.clone(), columns: vec![column.heading.clone()] });
            }
        }
    }
    kept
}

/// The mapping of the mapping file and of the command line, which has precedence.
fn mapping(request: &ImportRequest, old: Option<&Value>) -> Result<Mapping, Failure> {
    let mut mapping = match &request.mapping {
        Some(path) => {
            let text = instance::files::read(path)?;
            let wrong = |error: String| {
                let failure = Failure::new(format!("{}: {error}", path.display()));
                failure.hint("`plenary import --write-mapping FILE` writes a mapping file")
            };
            let mapping: Mapping = serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
            mapping.check().map_err(wrong)?;
            mapping
        }
        // The programme keeps the mapping of its last import.
        None => old.map(into::kept_mapping).unwrap_or_default(),
    };
    for entry in &request.map {
        mapping.add(entry).map_err(|error| Failure::new(format!("--map: {error}")))?;
    }
    Ok(mapping)
}

/// The programme file into which an export is merged.
fn read_programme(path: &Path) -> Result<Value, Failure> {
    let text = instance::files::read(path)?;
    let loaded = instance::load(&text, &path.display().to_string(), &rules::catalogue());
    if loaded.conference.is_none() {
        return Err(Failure::of_file("programme file of --into", loaded.diagnostics));
    }
    serde_json::from_slice(&text).map_err(Failure::internal)
}

/// The days of a programme.
fn days_of(programme: &Value) -> Vec<NaiveDate> {
    let phases = programme.get("phases").and_then(Value::as_array).into_iter().flatten();
    let days = phases.filter_map(|phase| phase.get("days")?.as_array()).flatten();
    days.filter_map(|day| day.as_str()?.parse().ok()).collect()
}

fn write(path: &Path, document: &impl Serialize) -> Result<(), Failure> {
    let document = serde_json::to_value(document).map_err(Failure::internal)?;
    files::write(path, document_text(&document).as_bytes())
}

/// The programme file to write for a source: `programme.xlsx` and the folder `programme` -> `programme.json`
fn default_output(programme: &Path) -> PathBuf {
    let name = programme.file_name().map(PathBuf::from).unwrap_or_else(|| PathBuf::from("programme"));
    let name = if programme.is_dir() {
        PathBuf::from(format!("{}.json", name.display()))
    } else {
        name.with_extension("json")
    };
    programme.with_file_name(name)
}
