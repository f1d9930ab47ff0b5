//! How much of a file is taken: the cells and the texts of all its sheets together.

use super::refusal;
use crate::diagnostic::Diagnostic;
use crate::sheets::cell::Cell;
use crate::sheets::codes;

/// The most cells. The largest programme that the format allows has less than half of this.
pub(super) const MOST_CELLS: usize = 1_000_000;
/// The most columns of a sheet.
pub(super) const MOST_COLUMNS: usize = 1_000;
/// The most sheets. A programme of 1000 days has a sheet for each day.
const MOST_SHEETS: usize = 2_000;
/// The most bytes of all texts. One text may be in many cells, so that the size of a file says little.
const MOST_TEXT: usize = 64 * 1024 * 1024;
/// The most bytes of one text. A description has 100,000 characters at most.
const LONGEST_TEXT: usize = 400_000;

/// The most lines, parameters and values of a calendar.
const MOST_PIECES: usize = 2_000_000;

/// What was taken so far.
#[derive(Debug, Default)]
pub(super) struct Size {
    cells: usize,
    text: usize,
    sheets: usize,
}

impl Size {
    /// Adds a cell that is taken this many times.
    ///
    /// # Errors
    /// A problem if it is too much. Check this before the copies are made.
    pub(super) fn add(&mut self, cell: &Cell, copies: usize, file: &str) -> Result<(), Box<Diagnostic>> {
        let length = if let Cell::Text(text) | Cell::Broken(text) = cell { text.len() } else { 0 };
        if length > LONGEST_TEXT {
            return Err(too_large(file, &format!("a cell has a text of more than {LONGEST_TEXT} bytes")));
        }
        self.cells = self.cells.saturating_add(copies);
        self.text = self.text.saturating_add(length.saturating_mul(copies));
        if self.cells > MOST_CELLS {
            return Err(too_large(file, &format!("the sheets have more than {MOST_CELLS} cells")));
        }
        if self.text > MOST_TEXT {
            let most = MOST_TEXT / 1024 / 1024;
            return Err(too_large(file, &format!("the texts of the sheets have more than {most} MiB")));
        }
        Ok(())
    }

    /// Adds a sheet.
    ///
    /// # Errors
    /// A problem if there are too many.
    pub(super) fn add_sheet(&mut self, file: &str) -> Result<(), Box<Diagnostic>> {
        self.sheets += 1;
        if self.sheets > MOST_SHEETS {
            return Err(too_large(file, &format!("the file has more than {MOST_SHEETS} sheets")));
        }
        Ok(())
    }
}

/// Refuses a calendar of very many lines, parameters and values: its reader stores each with a hundred bytes or more.
///
/// # Errors
/// A problem that says how many are read.
pub(super) fn check_pieces(text: &str, file: &str) -> Result<(), Box<Diagnostic>> {
    let marks = text.bytes().filter(|byte| matches!(byte, b'\n' | b';' | b',' | b':' | b'='));
    if marks.count() > MOST_PIECES {
        return Err(too_large(file, &format!("the calendar has more than {MOST_PIECES} lines and values")));
    }
    Ok(())
}

/// The problem for a column, from 0, that is too far to the right.
pub(super) fn too_wide(file: &str) -> Box<Diagnostic> {
    too_large(file, &format!("a sheet has more than {MOST_COLUMNS} columns"))
}

/// A problem that says what is too large.
pub(super) fn too_large(file: &str, message: &str) -> Box<Diagnostic> {
    refusal(&codes::TOO_LARGE_SHEET, file, message.to_owned())
}
