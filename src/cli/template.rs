//! `plenary template`: a workbook to fill in.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::exit::Exit;
use super::failure::Failure;
use super::output;
use crate::instance::files;
use crate::report::text::wrap;
use crate::report::workbook;

/// Write a workbook to fill in: every sheet and column explained, drop-down lists, an example.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to write it
    #[arg(value_name = "PROGRAMME.xlsx")]
    path: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize, JsonSchema)]
pub struct Answer {
    /// The file written, a workbook.
    template: String,
}

/// Writes the template, never over anything.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let shown = args.path.display();
    if args.path.symlink_metadata().is_ok() {
        return Err(Failure::new(format!("{shown} exists; it was left as it is")).hint("name another file"));
    }
    if !args.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx")) {
        return Err(Failure::new(format!("{shown} does not end in .xlsx")).hint("plenary template PROGRAMME.xlsx"));
    }
    output::writable(&args.path)?;
    let bytes = workbook::template_workbook().map_err(Failure::internal)?;
    files::write(&args.path, &bytes)?;
    if args.json {
        output::document(&Answer { template: shown.to_string() })?;
    } else {
        let wrote = format!("Wrote {shown}: an example to write over; the sheet \"about\" explains every column.");
        let wrote = wrap("", &wrote, output::width().0);
        output::text(&format!("{wrote}Next: plenary import {shown}\n"))?;
    }
    Ok(Exit::Done)
}
