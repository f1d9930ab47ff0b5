//! The content of a spreadsheet: typed cells, rows, sheets, and positions of cells.

use chrono::NaiveDateTime;

use crate::diagnostic::Diagnostic;
use crate::domain::hours_and_minutes;
use crate::sheets::codes::{BROKEN_FORMULA, UNCALCULATED_FORMULA};
use crate::sheets::problem::Fault;

/// The value of a cell. Empty cells are not stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text, exactly as written.
    Text(String),
    /// A number without a date format.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A date, or a date with a time of day.
    Date(NaiveDateTime),
    /// A time of day, or a length of time, in minutes.
    Clock(i64),
    /// The error that a formula has instead of a value: `#REF!`.
    Broken(String),
    /// A formula without a value: the program that wrote the file did not calculate it.
    Uncalculated,
}

impl Cell {
    /// The value as people see it, without surrounding blanks.
    pub fn shown(&self) -> String {
        match self {
            Cell::Text(text) => trimmed(text).to_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Cell::Date(at) if at.time() == chrono::NaiveTime::MIN => at.format("%Y-%m-%d").to_string(),
            Cell::Date(at) => at.format("%Y-%m-%d %H:%M").to_string(),
            Cell::Clock(minutes) => hours_and_minutes(*minutes),
            Cell::Broken(what) => what.clone(),
            Cell::Uncalculated => "formula without a value".to_owned(),
        }
    }

    /// Why a formula has no value; `None` for every cell with a value.
    pub(crate) fn formula_fault(&self) -> Option<Fault> {
        match self {
            Cell::Broken(what) => {
                Some(Fault::new(&BROKEN_FORMULA, format!("the formula in this cell has the error {what}")))
            }
            Cell::Uncalculated => {
                let message = "this cell has a formula, but the file does not contain its value";
                Some(Fault::new(&UNCALCULATED_FORMULA, message))
            }
            _ => None,
        }
    }

    /// Whether the cell looks empty.
    pub fn is_blank(&self) -> bool {
        matches!(self, Cell::Text(text) if trimmed(text).is_empty())
    }
}

/// A text without surrounding blanks and invisible characters, which copying often adds.
pub(crate) fn trimmed(text: &str) -> &str {
    let unseen =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}');
    text.trim_matches(unseen)
}

/// A sheet: its rows that are not blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The file of the sheet, as named in problems.
    pub file: String,
    /// The rows that are not blank, in order.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// The row number, from 1.
    pub number: usize,
    /// The cells that are not blank, in order: column (from 0) and value.
    pub cells: Vec<(usize, Cell)>,
}

impl Row {
    /// The cell of a column.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.binary_search_by_key(&column, |(at, _)| *at).ok().map(|index| &self.cells[index].1)
    }
}

/// A workbook, or a folder of CSV files: the sheets in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    /// The file or folder, for messages.
    pub file: String,
    /// The sheets.
    pub sheets: Vec<Sheet>,
    /// What the file was taken for, as a noun with its article: `an OpenDocument spreadsheet`.
    pub read_as: String,
    /// Whether plenary wrote the file: every row of sessions is a session.
    pub is_own_export: bool,
    /// Warnings about what was left out when the file was opened.
    pub warnings: Vec<Diagnostic>,
}

impl Book {
    /// Takes the only sheet for the sheet of sessions, unless its name is that of another sheet: the name of a CSV file
    /// is any.
    pub fn name_only_sheet(&mut self) {
        if let [only] = &mut self.sheets[..] {
            let name = super::headings::heading(&only.name);
            if !super::layout::layouts().iter().any(|layout| layout.is_called(&name)) {
                only.name = super::layout::SESSIONS.name.to_owned();
            }
        }
    }
}

/// The position of a cell, a row or a sheet in a workbook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CellPlace {
    /// The position of the sheet in its book.
    pub sheet: usize,
    /// The row, from 1; 0 for the sheet as a whole.
    pub row: usize,
    /// The column, from 0; `None` for the whole row.
    pub column: Option<usize>,
}

impl CellPlace {
    /// The same row, in another column.
    pub(crate) fn at(&self, column: usize) -> CellPlace {
        CellPlace { column: Some(column), ..self.clone() }
    }
}

/// The letters of a column (from 0): `A`, `Z`, `AA`.
pub(crate) fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        assert_eq!(
            [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters),
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]
        );
    }

    #[test]
    fn blanks_of_all_kinds_are_removed() {
        assert_eq!(trimmed(" \u{feff}\u{a0}Zürich \u{200b}\n"), "Zürich");
        assert!(Cell::Text("\u{a0} ".into()).is_blank());
    }

    #[test]
    fn cells_are_shown_as_people_see_them() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
        assert_eq!(Cell::Date(at("2020-11-02T00:00")).shown(), "2020-11-02");
        assert_eq!(Cell::Date(at("2020-11-02T09:30")).shown(), "2020-11-02 09:30");
        assert_eq!(Cell::Clock(1560).shown(), "26:00");
        assert_eq!(Cell::Number(101.0).shown(), "101");
    }
}
