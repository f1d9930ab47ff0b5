//! `plenary redo`: makes the change again that was taken back last.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::editing::redo;
use crate::report::history::redone;

/// Make the change again that `plenary undo` took back last; repeat it to make the ones before again.
///
/// The schedule file is again, byte by byte, what it was after that change. The exit code is 1 if there is nothing to
/// make again, which is so after every new change.
#[derive(Debug, clap::Args)]
pub(super) struct RedoArgs {
    /// The schedule file
    schedule: PathBuf,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Makes the change again.
pub(super) fn run(args: &RedoArgs) -> Result<Exit, Failure> {
    let answer = redo(&args.schedule, &output::WarningPrinter)?;
    if args.json {
        output::document(&answer)?;
    } else {
        output::text(&redone(&answer, output::width()))?;
    }
    Ok(Exit::answer(answer.change.is_some()))
}
