//! Finds chapters of the user's manual.

use schemars::JsonSchema;
use serde::Serialize;

use super::Failure;
use crate::instance::did_you_mean;
use crate::manual::CHAPTERS;

pub use crate::manual::Chapter;

/// All chapters, in reading order.
pub fn chapters() -> &'static [Chapter] {
    CHAPTERS
}

/// The chapter with this name or title, in upper or lower case.
///
/// # Errors
/// No chapter has this name; the hint has the most similar one.
pub fn chapter(name: &str) -> Result<&'static Chapter, Failure> {
    let is_named =
        |chapter: &&Chapter| [chapter.name, chapter.title()].iter().any(|known| known.eq_ignore_ascii_case(name));
    CHAPTERS.iter().find(is_named).ok_or_else(|| {
        let hint = did_you_mean(name, CHAPTERS.iter().map(|chapter| chapter.name));
        let hint = hint.unwrap_or_else(|| "`plenary manual` lists all chapters".to_owned());
        Failure::new(format!("the manual has no chapter \"{name}\"")).hint(hint)
    })
}

/// What `manual --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ManualDocument {
    /// The requested chapter, or all chapters in reading order.
    pub chapters: Vec<ChapterDocument>,
}

/// A chapter of the manual.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChapterDocument {
    /// Name of the chapter, as in `plenary manual NAME`.
    pub name: &'static str,
    /// Title of the chapter.
    pub title: &'static str,
    /// Summary in one line.
    pub about: &'static str,
    /// Text of the chapter, in Markdown.
    pub text: &'static str,
}

impl ManualDocument {
    /// The document with these chapters.
    pub fn new(chapters: &'static [Chapter]) -> ManualDocument {
        let document = |chapter: &'static Chapter| ChapterDocument {
            name: chapter.name,
            title: chapter.title(),
            about: chapter.about,
            text: chapter.text,
        };
        ManualDocument { chapters: chapters.iter().map(document).collect() }
    }
}
