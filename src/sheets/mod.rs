//! Imports programmes from spreadsheets.
//!
//! [`open()`] reads a workbook or a folder of CSV files into plain cells. [`import`] makes an instance from them and
//! reports each problem with its sheet, row and column. It reads back unchanged what
//! [`workbook`](mod@crate::report::workbook) writes: fields without a column are in a column of JSON.
//!
//! [`layout`] lists the sheets and columns. Reading, writing and the template all use these lists.

pub(crate) mod cell;
pub(crate) mod cell_types;
pub mod codes;
pub(crate) mod directory;
pub(crate) mod headings;
pub mod layout;
pub mod mapping;
mod open;
pub(crate) mod own_marks;
pub(crate) mod people_headings;
pub(crate) mod person_names;
mod problem;
pub(crate) mod read;
mod similar_names;
mod tsv;
mod zones;

pub use cell::{Book, Cell, Row, Sheet};
pub use cell_types::CellType;
pub(crate) use cell_types::dates::{typed_day, typed_moment};
pub(crate) use codes::UNCLEAR_DATE;
pub use directory::EntityKind;
pub use headings::Heading;
pub use mapping::Mapping;
pub use open::{from_bytes, is_spreadsheet, open};
pub use read::{
    FilledInZones, ImportNotes, Imported, LeftOutRows, Options, PassedOverColumn, Spellings, TimetableSheet,
    UnreadSheet, UnusedColumn, filled_in_zones, import, schedule,
};

/// Sheets that an export writes for people and an import ignores. (It also ignores the grids of the days.)
const IGNORED_SHEETS: [&str; 5] = ["about", "lists", "timetable", "by person", "by region"];
