//! From a view to bytes: what people read on a terminal, and files to publish ([`export`]).
//!
//! Every report is a pure function from a view (see [`crate::explain`]) and a [`Width`] to a text that ends with a
//! line break. Nothing here reads a file, a clock or the environment, and colour is not used at all. Texts that come
//! from an instance pass through [`text::printable`], so that no title can move the cursor.

pub mod advice;
pub mod bench;
pub mod describe;
pub mod diff;
pub mod export;
pub mod ics;
pub mod markdown;
pub mod names;
pub mod notify;
pub mod numbers;
pub mod overview;
pub mod placement;
pub mod progress;
pub mod repair;
pub mod slots;
pub mod story;
pub mod summary;
pub mod sweep;
pub mod table;
pub mod text;
pub mod what_if;
pub mod why;
pub mod workbook;

/// How many columns a line may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width(pub usize);

impl Width {
    /// Where the output is no terminal: 80 columns.
    pub const PIPED: Width = Width(80);

    /// A terminal's columns, kept within what stays readable.
    pub fn terminal(columns: usize) -> Width {
        Width(columns.clamp(60, 140))
    }
}
