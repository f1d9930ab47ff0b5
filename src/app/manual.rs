//! The user's manual: its chapters by name.

use schemars::JsonSchema;
use serde::Serialize;

use super::Failure;
use crate::instance::did_you_mean;
use crate::manual::CHAPTERS;

pub use crate::manual::Chapter;

/// All chapters, in the order in which to read them.
pub fn chapters() -> &'static [Chapter] {
    CHAPTERS
}

/// The chapter of that name or title, in capital letters or not.
///
/// # Errors
/// A name that no chapter has, with the nearest one.
pub fn chapter(name: &str) -> Result<&'static Chapter, Failure> {
    let is_named = |chapter: &&Chapter| [chapter.name, chapter.title()].iter().any(|it| it.eq_ignore_ascii_case(name));
    CHAPTERS.iter().find(is_named).ok_or_else(|| {
        let hint = did_you_mean(name, CHAPTERS.iter().map(|chapter| chapter.name));
        let hint = hint.unwrap_or_else(|| "`plenary manual` lists all chapters".to_owned());
        Failure::new(format!("the manual has no chapter \"{name}\"")).hint(hint)
    })
}

/// What `manual --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ManualDocument {
    /// The chapter asked for; all of them, in the order in which to read them, if none was.
    pub chapters: Vec<ChapterDocument>,
}

/// A chapter of the manual.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChapterDocument {
    /// The word that `plenary manual` takes.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it answers, in one line.
    pub about: &'static str,
    /// Its text, in Markdown.
    pub text: &'static str,
}

impl ManualDocument {
    /// The document of these chapters.
    pub fn new(chapters: &'static [Chapter]) -> ManualDocument {
        let written = |chapter: &'static Chapter| ChapterDocument {
            name: chapter.name,
            title: chapter.title(),
            about: chapter.about,
            text: chapter.text,
        };
        ManualDocument { chapters: chapters.iter().map(written).collect() }
    }
}
