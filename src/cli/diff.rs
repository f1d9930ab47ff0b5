//! `plenary diff`: what changed between two versions of a timetable, and for whom.

use std::path::PathBuf;

use clap::ValueEnum;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::versions::{Paths, Versions};
use crate::report;

/// What changed between two versions of a timetable: every session by everybody's clock, and the cost by rule.
#[derive(Debug, clap::Args)]
pub(super) struct DiffArgs {
    /// The instance
    instance: PathBuf,
    /// The version before
    old: PathBuf,
    /// The version after
    new: PathBuf,
    /// The instance OLD was made for, where INSTANCE has changed since
    #[arg(long, value_name = "FILE")]
    old_instance: Option<PathBuf>,
    /// The form
    #[arg(long, value_enum, default_value_t = DiffFormat::Terminal)]
    format: DiffFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// Text of 80 columns
    Terminal,
    /// Lists and a table for a page or a message
    Markdown,
    /// One document; costs in hundredths of a discomfort-minute
    Json,
}

/// Compares and reports.
pub(super) fn run(args: &DiffArgs) -> Result<Exit, Failure> {
    let paths =
        Paths { programme: &args.instance, old_programme: args.old_instance.as_ref(), old: &args.old, new: &args.new };
    let view = Versions::read(&paths, &output::WarningPrinter)?.diff();
    match if args.json { DiffFormat::Json } else { args.format } {
        DiffFormat::Terminal => output::text(&report::diff::terminal(&view, output::width()))?,
        DiffFormat::Markdown => output::text(&report::diff::markdown(&view))?,
        DiffFormat::Json => output::document(&view)?,
    }
    Ok(Exit::Done)
}
