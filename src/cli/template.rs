//! `plenary template`: a workbook to fill in.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::create::{TemplateDocument, template};
use crate::report::text::wrap;

/// Write a workbook to fill in: every sheet and column explained, drop-down lists, an example.
#[derive(Debug, clap::Args)]
pub(super) struct TemplateArgs {
    /// Where to write it
    #[arg(value_name = "PROGRAMME.xlsx")]
    path: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// Writes the template, never over anything.
pub(super) fn run(args: &TemplateArgs) -> Result<Exit, Failure> {
    template(&args.path)?;
    let shown = args.path.display();
    if args.json {
        output::document(&TemplateDocument { template: shown.to_string() })?;
    } else {
        let wrote = format!("Wrote {shown}: an example to write over; the sheet \"about\" explains every column.");
        let wrote = wrap("", &wrote, output::width().0);
        output::text(&format!("{wrote}Next: plenary import {shown}\n"))?;
    }
    Ok(Exit::Done)
}
