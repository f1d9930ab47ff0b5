//! Reads workbooks, folders of CSV files, single CSV files, calendars and schedules of other programs into a [`Book`].

mod archive;
mod csv;
mod encoding;
mod exports;
mod frab;
mod icalendar;
mod ods;
mod other_formats;
mod own_calendar;
mod programme;
mod size;
mod xlsx;
mod xlsx_parts;
mod xml;

use std::path::{Path, PathBuf};

use super::cell::Book;
use super::codes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::instance::{files, json};
use encoding::Decoded;
use other_formats::{Archive, known, named};
use size::{Size, too_large};

/// The largest file that is not an archive, in bytes. Its readers need ten times as much memory.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Whether a path is a workbook, a CSV file or a folder.
pub fn is_spreadsheet(path: &Path) -> bool {
    path.is_dir() || ["xlsx", "xlsm", "xls", "ods", "csv", "tsv"].iter().any(|extension| has_extension(path, extension))
}

/// Reads a workbook, a CSV file, all CSV files of a folder, a calendar, a `schedule.xml` or a `schedule.json`.
///
/// # Errors
/// A problem if the file cannot be read or is too large.
pub fn open(path: &Path) -> Result<Book, Box<Diagnostic>> {
    if path.is_dir() {
        return folder(path);
    }
    let bytes = files::read(path)?;
    from_bytes(&bytes, path)
}

/// Reads the bytes of a file. They tell the format, and for a table the ending of `path`; problems name `path`.
///
/// # Errors
/// A problem if the file cannot be read or is too large.
pub fn from_bytes(bytes: &[u8], path: &Path) -> Result<Book, Box<Diagnostic>> {
    let file = path.display().to_string();
    if bytes.starts_with(b"PK") {
        archive::check_directory(bytes, &file)?;
        let (book, read_as) = match other_formats::archive(bytes, &file)? {
            Archive::Workbook => (xlsx::read(bytes, &file)?, "an Excel workbook"),
            Archive::OpenDocument => (ods::read(bytes, &file)?, "an OpenDocument spreadsheet"),
        };
        return not_empty(Book { read_as: read_as.to_owned(), ..book });
    }
    if let Some(problem) = known(bytes, &file) {
        return Err(problem);
    }
    check_length(bytes, &file)?;
    if ["xlsx", "xlsm", "ods"].iter().any(|extension| has_extension(path, extension)) {
        let message = if bytes.is_empty() {
            "the file is empty"
        } else {
            "the name ends like that of a workbook, but the file is not a workbook"
        };
        return Err(refusal(&codes::NOT_A_WORKBOOK, &file, message.to_owned()));
    }
    let Decoded { text, encoding, warning } = encoding::decode(bytes, &file)?;
    let mut book = match of_other_programs(&text, &file)? {
        Some(book) => book,
        None => {
            let sheets = vec![csv::read(&text, &file, stem(path), &mut Size::default())?];
            let kind = if has_extension(path, "tsv") { "a TSV file" } else { "a CSV file" };
            not_empty(with_kind(Book { file, sheets, ..Book::default() }, kind))?
        }
    };
    book.read_as.extend(encoding.map(|encoding| format!(" in {encoding}")));
    book.warnings.splice(0..0, warning);
    Ok(book)
}

/// Says what the sheets are: an export of a known program, or of this kind.
fn with_kind(book: Book, kind: &str) -> Book {
    let read_as = match exports::known_export(&book) {
        Some(export) => format!("{export} ({})", kind.trim_start_matches("a ")),
        None => kind.to_owned(),
    };
    let is_own_export = read_as.starts_with(exports::OWN);
    Book { read_as, is_own_export, ..book }
}

/// Reads a calendar, a `schedule.xml` or a `schedule.json`; `None` for anything that does not look like one.
fn of_other_programs(text: &str, file: &str) -> Result<Option<Book>, Box<Diagnostic>> {
    let start = text.as_bytes().trim_ascii_start();
    let is_calendar = start.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"));
    let first = start.first().filter(|first| matches!(first, b'<' | b'{' | b'['));
    if !is_calendar && first.is_none() {
        return Ok(None);
    }
    if is_calendar {
        size::check_pieces(text, file)?;
        let programme = icalendar::read(text, file)?;
        return Ok(Some(programme.book(file, "an iCalendar file")));
    }
    if first == Some(&b'<') {
        let unreadable = |error: String| {
            refusal(&codes::UNREADABLE_FORMAT, file, format!("this is an XML file that cannot be read: {error}"))
        };
        let root = xml::tree(text).map_err(unreadable)?;
        let programme = frab::xml(&root)
            .ok_or_else(|| named(file, &format!("an XML file with the root \"{}\"", root.name), OTHER_REMEDY))?;
        return Ok(Some(programme.book(file, "a schedule.xml (frab, pretalx, c3voc)")));
    }
    json::check_shape(text).map_err(|found| refusal(found.code, file, found.message))?;
    let Ok(document) = serde_json::from_str::<serde_json::Value>(text) else {
        // A table may begin with a bracket as well.
        return if first == Some(&b'{') {
            Err(named(file, "a JSON file with an error in it", OTHER_REMEDY))
        } else {
            Ok(None)
        };
    };
    if let Some(programme) = frab::json(&document) {
        return Ok(Some(programme.book(file, "a schedule.json (frab, pretalx, c3voc)")));
    }
    let format = document.get("format").and_then(serde_json::Value::as_str).unwrap_or_default();
    Err(match format {
        crate::instance::format::INSTANCE_FORMAT => named(
            file,
            "a programme file of plenary",
            "it needs no import: plenary solve FILE, or plenary export FILE SCHEDULE --to xlsx",
        ),
        crate::instance::format::SCHEDULE_FORMAT => named(
            file,
            "a schedule file of plenary",
            "use it with its programme file: plenary check PROGRAMME SCHEDULE",
        ),
        _ => named(file, "a JSON file of an unknown layout", OTHER_REMEDY),
    })
}

/// What to do with a file that is not understood.
const OTHER_REMEDY: &str = "export the programme as .xlsx, .ods, .csv, .ics, schedule.xml or schedule.json";

/// The CSV files of a folder as sheets, in the order of their names.
fn folder(path: &Path) -> Result<Book, Box<Diagnostic>> {
    let file = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        refusal(&crate::instance::codes::FILE_UNREADABLE, &file, format!("the folder cannot be read: {error}"))
    };
    let entries = std::fs::read_dir(path).map_err(unreadable)?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.is_file() && (has_extension(path, "csv") || has_extension(path, "tsv")));
    paths.sort();
    if paths.is_empty() {
        return Err(refusal(&codes::EMPTY_WORKBOOK, &file, "the folder has no .csv file".to_owned()));
    }
    let mut book = Book { file, ..Book::default() };
    let mut size = Size::default();
    for path in paths {
        size.add_sheet(&book.file)?;
        let (bytes, name) = (files::read(&path)?, path.display().to_string());
        check_length(&bytes, &name)?;
        let Decoded { text, warning, .. } = encoding::decode(&bytes, &name)?;
        book.sheets.push(csv::read(&text, &name, stem(&path), &mut size)?);
        book.warnings.extend(warning);
    }
    not_empty(with_kind(book, "a folder of CSV files"))
}

fn not_empty(book: Book) -> Result<Book, Box<Diagnostic>> {
    if book.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(refusal(&codes::EMPTY_WORKBOOK, &book.file, "all sheets are empty".to_owned()));
    }
    Ok(book)
}

fn refusal(code: &'static crate::instance::codes::Code, file: &str, message: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::of_file(code.id, file, message, Some(code.action.to_owned())))
}

fn warning(code: &'static crate::instance::codes::Code, file: &str, message: String) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..*refusal(code, file, message) }
}

fn check_length(bytes: &[u8], file: &str) -> Result<(), Box<Diagnostic>> {
    if bytes.len() <= MOST_BYTES {
        return Ok(());
    }
    Err(too_large(file, &format!("the file is larger than {} MiB", MOST_BYTES / 1024 / 1024)))
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
