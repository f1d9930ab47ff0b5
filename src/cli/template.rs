//! `plenary template`: writes a workbook to fill in.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::create::{TemplateDocument, template};
use crate::report::text::wrap;

/// Write a workbook to fill in, with an example, drop-down lists and an explanation of each column.
#[derive(Debug, clap::Args)]
pub(super) struct TemplateArgs {
    /// Workbook to write; it must not exist yet
    #[arg(value_name = "WORKBOOK.xlsx")]
    path: PathBuf,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// Writes the template. It never replaces a file.
pub(super) fn run(args: &TemplateArgs) -> Result<Exit, Failure> {
    template(&args.path)?;
    let shown = args.path.display();
    if args.json {
        output::document(&TemplateDocument { template: shown.to_string() })?;
    } else {
        let wrote = format!("Wrote {shown}: an example to overwrite. The sheet \"about\" explains each column.");
        let wrote = wrap("", &wrote, output::width().0);
        output::text(&format!("{wrote}Next: plenary import {shown}\n"))?;
    }
    Ok(Exit::Done)
}
