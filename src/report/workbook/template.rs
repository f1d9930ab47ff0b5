//! The example that a template shows.

use super::{WorkbookError, template};
use crate::instance::format::Instance;

/// An event of two days that has something in every sheet.
pub const EXAMPLE: &str = include_str!("template.json");

/// A workbook to fill in, as bytes; always the same.
///
/// # Errors
/// As for [`workbook`](super::workbook).
pub fn template_workbook() -> Result<Vec<u8>, WorkbookError> {
    let example: Instance = serde_json::from_str(EXAMPLE)?;
    template(&example)
}
