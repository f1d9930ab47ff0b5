//! Problems in a workbook: [`Diagnostic`]s as for other files, with sheet and cell as the position.

use std::collections::BTreeSet;

use super::cell::{Book, CellPlace, letters};
use crate::diagnostic::{Diagnostic, Severity};
use crate::instance::codes::Code;

/// A problem of a value, before its position is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The kind of problem.
    pub code: &'static Code,
    /// The problem in one sentence.
    pub message: String,
    /// What to do about it; `None` for the action of the code.
    pub help: Option<String>,
}

impl Fault {
    /// A fault with the action of its code as help.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Fault {
        Fault { code, message: message.into(), help: None }
    }

    /// The same with a more precise help.
    pub fn help(self, help: impl Into<String>) -> Fault {
        Fault { help: Some(help.into()), ..self }
    }
}

/// The problems of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: Vec<(Option<CellPlace>, Diagnostic)>,
    /// The sheets and rows that have errors.
    broken_rows: BTreeSet<(usize, usize)>,
}

impl Problems {
    /// Adds a fault at a position.
    pub(crate) fn add(&mut self, book: &Book, place: &CellPlace, fault: Fault) {
        let sheet = book.sheets.get(place.sheet);
        let value = sheet.and_then(|sheet| {
            let at = sheet.rows.binary_search_by_key(&place.row, |row| row.number).ok()?;
            sheet.rows[at].cell(place.column?).map(|cell| cell.shown())
        });
        let found = Diagnostic { value, ..of_book(book, fault) };
        if found.is_error() {
            self.broken_rows.insert((place.sheet, place.row));
        }
        self.carry_over(book, Some(place), found);
    }

    /// Adds a fault of the workbook as a whole.
    pub(crate) fn add_whole(&mut self, book: &Book, fault: Fault) {
        self.found.push((None, of_book(book, fault)));
    }

    /// Adds a problem of the imported document at the cell from which the value came.
    pub(crate) fn carry_over(&mut self, book: &Book, place: Option<&CellPlace>, found: Diagnostic) {
        let Some(place) = place else {
            let pointer = found.pointer.clone();
            self.found.push((None, Diagnostic { file: Some(book.file.clone()), line: 0, column: 0, pointer, ..found }));
            return;
        };
        let sheet = book.sheets.get(place.sheet);
        let diagnostic = Diagnostic {
            file: Some(sheet.map_or_else(|| book.file.clone(), |sheet| sheet.file.clone())),
            line: place.row,
            column: place.column.map_or(usize::from(place.row > 0), |column| column + 1),
            pointer: pointer(book, place),
            ..found
        };
        self.found.push((Some(place.clone()), diagnostic));
    }

    /// Whether a problem is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(|(_, diagnostic)| diagnostic.severity == Severity::Error)
    }

    /// Whether the row of a position has an error.
    pub(crate) fn has_error_in_row(&self, place: &CellPlace) -> bool {
        self.broken_rows.contains(&(place.sheet, place.row))
    }

    /// All problems: first those of the workbook, then by sheet, row and column.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|(a, x), (b, y)| (a, x.severity).cmp(&(b, y.severity)));
        self.found.dedup();
        self.found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }
}

/// The diagnostic for a fault, without a position.
fn of_book(book: &Book, fault: Fault) -> Diagnostic {
    let help = Some(fault.help.unwrap_or_else(|| fault.code.action.to_owned()));
    let found = Diagnostic::of_file(fault.code.id, &book.file, fault.message, help);
    Diagnostic { severity: fault.code.severity, ..found }
}

/// A position as people write it: `sessions!C5`; `sessions!5` for a row, `sessions` for a sheet.
fn pointer(book: &Book, place: &CellPlace) -> String {
    let name = book.sheets.get(place.sheet).map_or("", |sheet| sheet.name.as_str());
    match place.column {
        _ if place.row == 0 => name.to_owned(),
        Some(column) => format!("{name}!{}{}", letters(column), place.row),
        None => format!("{name}!{}", place.row),
    }
}
