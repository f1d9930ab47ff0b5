//! `plenary init`: writes an example programme to edit.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::create::{InitDocument, example};

/// Write an example programme with five sessions, to edit.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// Directory to write to; created if it does not exist
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// Writes the example. It never replaces a file.
pub(super) fn run(args: &InitArgs) -> Result<Exit, Failure> {
    let instance = example(&args.dir)?.display().to_string();
    if args.json {
        output::document(&InitDocument { instance })?;
    } else {
        output::text(&format!(
            "Wrote {instance}: an example with five sessions in two phases.\nNext: plenary solve {instance}\n"
        ))?;
    }
    Ok(Exit::Done)
}
