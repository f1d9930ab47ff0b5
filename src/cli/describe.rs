//! `plenary describe`: figures of a programme, before any session is scheduled.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::{Failure, describe, load};
use crate::report;

/// Show figures of a programme before you solve it: sessions, people, available and needed room time.
#[derive(Debug, clap::Args)]
pub(super) struct DescribeArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// Print one JSON document instead of text; durations are in minutes
    #[arg(long)]
    json: bool,
}

/// Number of people listed, those with the most minutes in sessions first.
const MOST_PEOPLE: usize = 10;

/// Reads the programme and shows its figures.
pub(super) fn run(args: &DescribeArgs) -> Result<Exit, Failure> {
    let conference = load::programme(&args.instance, &output::WarningPrinter)?;
    let view = describe(&conference);
    if args.json {
        output::document(&view)?;
    } else {
        output::text(&report::describe::describe(&view, MOST_PEOPLE, output::width()))?;
    }
    Ok(Exit::Done)
}
