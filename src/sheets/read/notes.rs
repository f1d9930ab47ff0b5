//! What an import tells about itself: what it did not use, and what it assumed.

use schemars::JsonSchema;
use serde::Serialize;

use crate::sheets::mapping::Mapping;

/// What an import did not use, and what it assumed.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ImportNotes {
    /// Whether times without a time zone were read as UTC, because the spreadsheets name no time zone.
    pub times_read_as_utc: bool,
    /// The grid in minutes, if it was chosen to fit the starts.
    pub grid_minutes: Option<i64>,
    /// Columns that were not used. Their cells are kept in `extra`.
    pub unused_columns: Vec<UnusedColumn>,
    /// Sheets that were not read.
    pub unread_sheets: Vec<UnreadSheet>,
    /// Columns that were not used because another column has their values.
    pub passed_over: Vec<PassedOverColumn>,
    /// Rows that were left out.
    pub left_out: Vec<LeftOutRows>,
    /// Columns that were read as speakers because of their contents.
    pub read_by_contents: Vec<String>,
    /// People whose names are written in several ways.
    pub spellings: Vec<Spellings>,
    /// Number of places for people that are still open, like "TBC".
    pub to_be_confirmed: usize,
    /// Whether the spreadsheets have a sheet of days or phases.
    #[serde(skip)]
    pub has_days: bool,
    /// What each used column means, as a mapping for the next import.
    #[serde(skip)]
    pub mapping: Mapping,
}

/// A column that was not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnusedColumn {
    /// Name of the sheet.
    pub sheet: String,
    /// The letters of the column: `E`.
    pub column: String,
    /// Its heading.
    pub heading: String,
    /// The column that it may be meant as, if there is a guess.
    pub guess: Option<&'static str>,
}

/// A sheet that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnreadSheet {
    /// Its name.
    pub name: String,
    /// The sheet that it may be meant as, if there is a guess.
    pub guess: Option<&'static str>,
}

/// A column whose values another column has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PassedOverColumn {
    /// Name of the sheet.
    pub sheet: String,
    /// Its heading.
    pub heading: String,
    /// The column that has its values.
    pub taken: &'static str,
}

/// Rows that were left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftOutRows {
    /// Name of the sheet.
    pub sheet: String,
    /// The reason: `status "Rejected"`, `title of a section`, `total`, `break`.
    pub reason: String,
    /// The row numbers.
    pub rows: Vec<usize>,
}

/// A person whose name is written in several ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Spellings {
    /// The name that was kept.
    pub name: String,
    /// The other ways in which it is written.
    pub others: Vec<String>,
}
