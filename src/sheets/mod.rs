//! Spreadsheets: a programme as people keep it, read into an instance, and an instance written so that they can go on.
//!
//! [`open()`] reads a workbook or a folder of CSV files into plain cells; [`import`] makes an instance of them, with
//! every problem at its sheet, row and column. [`workbook`] writes an instance, and [`import`] reads it back as it was:
//! what has no column of its own stands in a column of JSON, and no cell is written that would not be read as the same
//! value.
//!
//! The sheets and columns are listed once, in [`layout`]; reading, writing and the template follow those lists.

mod cell;
pub mod codes;
mod directory;
mod headings;
mod kinds;
pub mod layout;
mod near;
mod open;
mod problem;
mod read;
mod template;
mod timetable;
mod write;
mod zones;

pub use cell::{Book, Cell, Row, Sheet};
pub use directory::Of;
pub use headings::Heading;
pub use kinds::Kind;
pub use open::{from_bytes, is_spreadsheet, open};
pub use read::{Imported, Options, import, schedule};
pub use template::{EXAMPLE, template_workbook};
pub use write::{WorkbookError, workbook};

/// Sheets that are written for people and not read; beside them the grids, one for each day.
const OWN_SHEETS: [&str; 5] = ["about", "lists", "timetable", "by person", "by region"];
