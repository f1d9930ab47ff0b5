//! `plenary describe`: a programme in figures, before anything is scheduled.

use std::path::PathBuf;

use super::exit::Exit;
use super::failure::Failure;
use super::{inputs, output};
use crate::explain;
use crate::report::describe;

/// Describe a programme before it is scheduled: sessions, people, and room against need.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The instance
    instance: PathBuf,
    /// One JSON document on standard output; lengths in minutes
    #[arg(long)]
    json: bool,
}

/// How many of the most needed people are listed.
const MOST_PEOPLE: usize = 10;

/// Describes it.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let conference = inputs::instance(&args.instance)?;
    let view = explain::describe(&conference);
    if args.json {
        output::document(&view)?;
    } else {
        output::text(&describe::describe(&view, MOST_PEOPLE, output::width()))?;
    }
    Ok(Exit::Done)
}
