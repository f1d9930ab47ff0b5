//! `plenary history`: the changes by hand.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::editing::history;
use crate::report::history::history as report;

/// List the changes by hand, of `plenary move`, `undo`, `redo` and `board`, the first one first.
#[derive(Debug, clap::Args)]
pub(super) struct HistoryArgs {
    /// The schedule file
    schedule: PathBuf,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Lists the changes.
pub(super) fn run(args: &HistoryArgs) -> Result<Exit, Failure> {
    let view = history(&args.schedule, &output::WarningPrinter)?;
    if args.json {
        output::document(&view)?;
    } else {
        output::text(&report(&view, output::width()))?;
    }
    Ok(Exit::Done)
}
