//! Writes views as bytes: reports for the terminal, and files to publish ([`export`]).
//!
//! Every report is a pure function from a view (see [`crate::explain`]) and a [`Width`] to a text that ends with a line
//! break. Nothing here reads a file, the clock or the environment, and no colour is used. Texts from a programme file
//! pass through [`text::printable`], so that no title can control the terminal.

pub mod advice;
pub mod bench;
pub mod board;
mod chart;
pub mod describe;
pub mod diff;
pub mod edits;
pub mod export;
pub mod file_names;
pub mod frontier;
pub mod history;
pub mod ics;
pub mod job_files;
pub mod markdown;
pub mod notify;
pub mod numbers;
pub mod overview;
pub mod person_influence;
pub mod placement;
pub mod progress;
pub mod region_influence;
pub mod repair;
pub mod session_explanation;
pub mod show;
pub mod slots;
pub mod summary;
pub mod sweep;
pub mod table;
pub mod text;
pub mod trajectory;
pub mod what_if;
pub mod why;
pub mod workbook;

/// The number of columns of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width(pub usize);

impl Width {
    /// The width if the output is not a terminal: 80 columns.
    pub const PIPED: Width = Width(80);

    /// A terminal's width, limited to a readable range.
    pub fn terminal(columns: usize) -> Width {
        Width(columns.clamp(60, 140))
    }
}
