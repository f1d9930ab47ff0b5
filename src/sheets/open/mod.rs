//! From files to a [`Book`]: workbooks, folders of CSV files, single CSV files.

mod csv;
mod xlsx;

use std::path::{Path, PathBuf};

use super::cell::Book;
use super::codes;
use crate::diagnostic::Diagnostic;
use crate::instance::files;

/// More cells than this in all sheets together are refused: the largest programme the format allows has a tenth.
const MOST_CELLS: usize = 4_000_000;
/// Columns further to the right are refused.
const MOST_COLUMNS: usize = 1_000;

/// Whether a path leads to something with sheets: a workbook, a CSV file, or a folder.
pub fn is_spreadsheet(path: &Path) -> bool {
    path.is_dir() || ["xlsx", "xlsm", "xls", "ods", "csv", "tsv"].iter().any(|extension| has_extension(path, extension))
}

/// Reads a workbook, a CSV file, or all CSV files of a folder.
///
/// # Errors
/// A problem for what cannot be read at all, or holds too much.
pub fn open(path: &Path) -> Result<Book, Box<Diagnostic>> {
    if path.is_dir() {
        return folder(path);
    }
    let bytes = files::read(path)?;
    from_bytes(&bytes, path)
}

/// Reads a file's bytes; its name tells the kind, and names it in problems.
///
/// # Errors
/// A problem for what cannot be read at all, or holds too much.
pub fn from_bytes(bytes: &[u8], path: &Path) -> Result<Book, Box<Diagnostic>> {
    let file = path.display().to_string();
    let book = if bytes.starts_with(b"PK") {
        xlsx::read(bytes, &file)?
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let message = "this is a workbook of an older kind (.xls), or one with a password".to_owned();
        return Err(refusal(&codes::NOT_A_WORKBOOK, &file, message));
    } else if has_extension(path, "xlsx") || has_extension(path, "xlsm") {
        let message = if bytes.is_empty() { "the file is empty" } else { "this is not a workbook, whatever its name" };
        return Err(refusal(&codes::NOT_A_WORKBOOK, &file, message.to_owned()));
    } else {
        Book { file: file.clone(), sheets: vec![csv::read(bytes, &file, stem(path))?] }
    };
    not_empty(book)
}

/// The CSV files of a folder, in the order of their names, each a sheet.
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
        return Err(refusal(&codes::EMPTY_WORKBOOK, &book.file, "nothing stands in it".to_owned()));
    }
    Ok(book)
}

fn refusal(code: &'static crate::instance::codes::Code, file: &str, message: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::of_file(code.id, file, message, Some(code.action.to_owned())))
}

fn too_large(file: &str) -> Box<Diagnostic> {
    let message = format!("there are more than {MOST_CELLS} cells, or more than {MOST_COLUMNS} columns");
    refusal(&codes::TOO_LARGE_SHEET, file, message)
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
