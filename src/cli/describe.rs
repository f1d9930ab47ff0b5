//! `plenary describe`: a programme in figures, before anything is scheduled.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::{Failure, describe, load};
use crate::report;

/// Describe a programme before it is scheduled: sessions, people, and room against need.
#[derive(Debug, clap::Args)]
pub(super) struct DescribeArgs {
    /// The instance
    instance: PathBuf,
    /// One JSON document on standard output; lengths in minutes
    #[arg(long)]
    json: bool,
}

/// How many of the most needed people are listed.
const MOST_PEOPLE: usize = 10;

/// Describes it.
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
