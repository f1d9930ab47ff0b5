//! Reads workbooks, folders of CSV files and single CSV files into a [`Book`].

mod csv;
mod xlsx;

use std::path::{Path, PathBuf};

use super::cell::Book;
use super::codes;
use crate::diagnostic::Diagnostic;
use crate::instance::files;

/// The most cells of all sheets together. The largest programme that the format allows needs a tenth of this.
const MOST_CELLS: usize = 4_000_000;
/// The most columns of a sheet.
const MOST_COLUMNS: usize = 1_000;

/// Whether a path is a workbook, a CSV file or a folder.
pub fn is_spreadsheet(path: &Path) -> bool {
    path.is_dir() || ["xlsx", "xlsm", "xls", "ods", "csv", "tsv"].iter().any(|extension| has_extension(path, extension))
}

/// Reads a workbook, a CSV file, or all CSV files of a folder.
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

/// Reads the bytes of a file. The ending of `path` tells the kind; problems name `path`.
///
/// # Errors
/// A problem if the file cannot be read or is too large.
pub fn from_bytes(bytes: &[u8], path: &Path) -> Result<Book, Box<Diagnostic>> {
    let file = path.display().to_string();
    let book = if bytes.starts_with(b"PK") {
        xlsx::read(bytes, &file)?
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let message = "this is an old workbook (.xls), or a workbook with a password".to_owned();
        return Err(refusal(&codes::NOT_A_WORKBOOK, &file, message));
    } else if has_extension(path, "xlsx") || has_extension(path, "xlsm") {
        let message = if bytes.is_empty() {
            "the file is empty"
        } else {
            "the name ends like that of a workbook, but the file is not a workbook"
        };
        return Err(refusal(&codes::NOT_A_WORKBOOK, &file, message.to_owned()));
    } else {
        Book { file: file.clone(), sheets: vec![csv::read(bytes, &file, stem(path))?] }
    };
    not_empty(book)
}

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
    let mut book = Book { file, sheets: Vec::new() };
    let mut cells = 0;
    for path in paths {
        let sheet = csv::read(&files::read(&path)?, &path.display().to_string(), stem(&path))?;
        cells += sheet.rows.iter().map(|row| row.cells.len()).sum::<usize>();
        book.sheets.push(sheet);
        if cells > MOST_CELLS {
            return Err(too_large(&book.file));
        }
    }
    not_empty(book)
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

fn too_large(file: &str) -> Box<Diagnostic> {
    let message = format!("the sheets have more than {MOST_CELLS} cells, or more than {MOST_COLUMNS} columns");
    refusal(&codes::TOO_LARGE_SHEET, file, message)
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
