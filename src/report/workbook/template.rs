//! The example in the template.

use super::{WorkbookError, template};
use crate::instance::format::Instance;

/// An event of two days with rows in every sheet.
pub const EXAMPLE: &str = include_str!("template.json");

/// The template workbook, as bytes; always the same.
///
/// # Errors
/// As for [`workbook`](super::workbook).
pub fn template_workbook() -> Result<Vec<u8>, WorkbookError> {
    let example: Instance = serde_json::from_str(EXAMPLE)?;
    template(&example)
}
