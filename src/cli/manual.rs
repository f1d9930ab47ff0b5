//! `plenary manual`: the chapters of the manual, in pages where standard output is a terminal.

use std::env;
use std::io::{self, IsTerminal};
use std::slice;

use super::exit::Exit;
use super::{output, pager};
use crate::app::Failure;
use crate::app::manual::{Chapter, ManualDocument, chapter, chapters};
use crate::report::Width;
use crate::report::markdown::{Style, render};
use crate::report::table::{Column, table};
use crate::report::text::wrap;

/// A wider text is hard to read.
const WIDEST: usize = 80;

/// Read the manual, chapter by chapter.
///
/// On a terminal, a chapter is shown by the program in the variable PAGER, or by less. Headings are bold there, unless
/// the variable NO_COLOR is set.
#[derive(Debug, clap::Args)]
pub(super) struct ManualArgs {
    /// The chapter to read; without it, a list of all chapters
    #[arg(value_name = "CHAPTER")]
    chapter: Option<String>,
    /// One JSON document on standard output: the chapter, or all of them, in Markdown
    #[arg(long)]
    json: bool,
}

/// Prints the chapter, or the list.
pub(super) fn run(args: &ManualArgs) -> Result<Exit, Failure> {
    let one = args.chapter.as_deref().map(chapter).transpose()?;
    if args.json {
        output::document(&ManualDocument::new(one.map_or(chapters(), slice::from_ref)))?;
        return Ok(Exit::Done);
    }
    let terminal = io::stdout().is_terminal();
    let width = Width(output::width().0.min(WIDEST));
    let Some(chapter) = one else {
        output::text(&list(width))?;
        return Ok(Exit::Done);
    };
    let bold = terminal && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let text = render(chapter.text, Style { width, bold });
    if terminal {
        pager::show(&text)?
    } else {
        output::text(&text)?
    }
    Ok(Exit::Done)
}

/// The chapters, a line each.
fn list(width: Width) -> String {
    let row = |chapter: &Chapter| vec![chapter.name.to_owned(), chapter.about.to_owned()];
    let rows = chapters().iter().map(row).collect();
    let shown = table(&[Column::Text("chapter"), Column::Text("what it answers")], rows, width);
    let next = wrap("", "To read one: plenary manual CHAPTER, for example plenary manual first-hour", width.0);
    format!("The manual of plenary\n\n{shown}\n{next}")
}
