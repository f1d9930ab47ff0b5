//! `plenary manual`: prints a chapter of the manual, page by page on a terminal.

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

/// The widest text, in columns: wider lines are hard to read.
const WIDEST: usize = 80;

/// Read the manual, chapter by chapter.
///
/// On a terminal, the program in the variable PAGER shows the chapter; the default is less. Headings are bold unless the
/// variable NO_COLOR is set.
#[derive(Debug, clap::Args)]
pub(super) struct ManualArgs {
    /// Name or title of the chapter [default: list all chapters]
    #[arg(value_name = "CHAPTER")]
    chapter: Option<String>,
    /// Print one JSON document instead of text: the chapter, or all chapters, in Markdown
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

/// A table of all chapters.
fn list(width: Width) -> String {
    let row = |chapter: &Chapter| vec![chapter.name.to_owned(), chapter.about.to_owned()];
    let rows = chapters().iter().map(row).collect();
    let shown = table(&[Column::Text("chapter"), Column::Text("what it answers")], rows, width);
    let next = wrap("", "To read one: plenary manual CHAPTER, for example plenary manual first-hour", width.0);
    format!("The manual of plenary\n\n{shown}\n{next}")
}
