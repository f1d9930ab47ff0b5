//! Compares the README and the manual with the program: their commands work, their outputs are those of the program,
//! their tables and examples agree with it, and their figures are those of the committed baseline.
//!
//! `INSTA_UPDATE=always cargo test documents` updates the outputs; read the differences before you commit them.

mod blocks;
mod commands;
mod figures;
mod manual;
mod outputs;
mod tables;

use std::fs;
use std::path::PathBuf;

use plenary::manual::CHAPTERS;

use crate::common::root;

/// The README, a chapter or another Markdown file.
struct Document {
    /// The path in the repository.
    path: String,
    text: String,
}

impl Document {
    fn read(path: &str) -> Document {
        let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        Document { path: path.to_owned(), text }
    }

    fn readme() -> Document {
        Document::read("README.md")
    }

    fn chapter(name: &str) -> Document {
        Document::read(&format!("src/manual/{name}.md"))
    }

    fn file(&self) -> PathBuf {
        root().join(&self.path)
    }
}

/// The README and all chapters.
fn all() -> Vec<Document> {
    let chapters = CHAPTERS.iter().map(|chapter| Document::chapter(chapter.name));
    [Document::readme()].into_iter().chain(chapters).collect()
}
