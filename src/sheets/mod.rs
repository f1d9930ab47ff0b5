//! Spreadsheets: a programme as people keep it, read into an instance.
//!
//! [`open()`] reads a workbook or a folder of CSV files into plain cells; [`import`] makes an instance of them, with
//! every problem at its sheet, row and column. What [`workbook`](mod@crate::report::workbook) writes, it reads back as it
//! was: what has no column of its own stands in a column of JSON.
//!
//! The sheets and columns are listed once, in [`layout`]; reading, writing and the template all follow those lists.

pub(crate) mod cell;
pub(crate) mod cell_types;
pub mod codes;
pub(crate) mod directory;
pub(crate) mod headings;
pub mod layout;
mod open;
mod problem;
pub(crate) mod read;
mod similar_names;
mod tsv;
mod zones;

pub use cell::{Book, Cell, Row, Sheet};
pub use cell_types::CellType;
pub use directory::EntityKind;
pub use headings::Heading;
pub use open::{from_bytes, is_spreadsheet, open};
pub use read::{Imported, Options, import, schedule};

/// Sheets that are written for people and not read; beside them the grids, one for each day.
const OWN_SHEETS: [&str; 5] = ["about", "lists", "timetable", "by person", "by region"];
