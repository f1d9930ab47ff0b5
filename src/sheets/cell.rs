//! What stands in a spreadsheet: cells with their kinds, sheets, and places in them.

use chrono::NaiveDateTime;

use crate::domain::hours_and_minutes;

/// A cell's value. An empty one is not stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, exactly as it stands there.
    Text(String),
    /// A number that no date format dresses up.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A date, or a date with a time of day.
    Date(NaiveDateTime),
    /// A time of day, or a length of time, in minutes.
    Clock(i64),
    /// What a formula left behind instead of a value: `#REF!`.
    Broken(String),
}

impl Cell {
    /// The value as people see it, without the blanks around it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Text(text) => trimmed(text).to_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Cell::Date(at) if at.time() == chrono::NaiveTime::MIN => at.format("%Y-%m-%d").to_string(),
            Cell::Date(at) => at.format("%Y-%m-%d %H:%M").to_string(),
            Cell::Clock(minutes) => hours_and_minutes(*minutes),
            Cell::Broken(what) => what.clone(),
        }
    }

    /// Whether nothing is to be seen there.
    pub fn is_blank(&self) -> bool {
        matches!(self, Cell::Text(text) if trimmed(text).is_empty())
    }
}

/// A text without the blanks and invisible marks that copying leaves around it.
pub(crate) fn trimmed(text: &str) -> &str {
    let unseen =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}');
    text.trim_matches(unseen)
}

/// A sheet: rows of cells, from the first to the last that is not blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The file it stands in, as named in problems.
    pub file: String,
    /// Rows with something in them, in order.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its number, from 1.
    pub number: usize,
    /// Its cells in order: column, from 0, and value; none of them blank.
    pub cells: Vec<(usize, Cell)>,
}

impl Row {
    /// The cell of a column.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.binary_search_by_key(&column, |(at, _)| *at).ok().map(|index| &self.cells[index].1)
    }
}

/// A workbook: its sheets in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Book {
    /// The file or folder, as named in problems.
    pub file: String,
    /// The sheets.
    pub sheets: Vec<Sheet>,
}

/// A place in a workbook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CellPlace {
    /// The sheet's position in its book.
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

/// A column's letters: `A`, `Z`, `AA`.
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
    fn blanks_of_every_kind_are_taken_off() {
        assert_eq!(trimmed(" \u{feff}\u{a0}Zürich \u{200b}\n"), "Zürich");
        assert!(Cell::Text("\u{a0} ".into()).is_blank());
    }

    #[test]
    fn cells_show_what_people_see() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
        assert_eq!(Cell::Date(at("2020-11-02T00:00")).shown(), "2020-11-02");
        assert_eq!(Cell::Date(at("2020-11-02T09:30")).shown(), "2020-11-02 09:30");
        assert_eq!(Cell::Clock(1560).shown(), "26:00");
        assert_eq!(Cell::Number(101.0).shown(), "101");
    }
}
