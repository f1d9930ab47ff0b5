//! `plenary undo`: takes the last change by hand back.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::editing::undo;
use crate::report::history::undone;

/// Take back the last change by hand; repeat it to take back the ones before.
///
/// The schedule file is again, byte by byte, what it was before that change. The exit code is 1 if there is nothing to
/// take back.
#[derive(Debug, clap::Args)]
pub(super) struct UndoArgs {
    /// The schedule file
    schedule: PathBuf,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Takes the change back.
pub(super) fn run(args: &UndoArgs) -> Result<Exit, Failure> {
    let answer = undo(&args.schedule, &output::WarningPrinter)?;
    if args.json {
        output::document(&answer)?;
    } else {
        output::text(&undone(&answer, output::width()))?;
    }
    Ok(Exit::answer(answer.change.is_some()))
}
