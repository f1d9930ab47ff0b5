//! `plenary init`: an example to edit.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::create::{InitDocument, example};

/// Write a five-session example to edit.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// Where; made if it does not exist
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// Writes the example, never over anything.
pub(super) fn run(args: &InitArgs) -> Result<Exit, Failure> {
    let instance = example(&args.dir)?.display().to_string();
    if args.json {
        output::document(&InitDocument { instance })?;
    } else {
        output::text(&format!("Wrote {instance}: five sessions in two phases.\nNext: plenary solve {instance}\n"))?;
    }
    Ok(Exit::Done)
}
