//! `plenary diff`: what changed between two versions of a timetable, and which people it affects.

use std::path::PathBuf;

use clap::ValueEnum;

use super::arguments::TimetableArgs;
use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::versions::{Paths, Versions};
use crate::report;

/// Compare two versions of a timetable: which sessions changed, their times for each person, and the cost by rule.
#[derive(Debug, clap::Args)]
pub(super) struct DiffArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file of the old version
    old: PathBuf,
    /// The schedule file of the new version
    new: PathBuf,
    /// The programme file that OLD was made for, if PROGRAMME has changed since
    #[arg(long, value_name = "FILE")]
    old_instance: Option<PathBuf>,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Format of the output
    #[arg(long, value_enum, default_value_t = DiffFormat::Terminal)]
    format: DiffFormat,
    /// Same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// Text, 80 columns wide
    Terminal,
    /// Markdown lists and a table, for a web page or a message
    Markdown,
    /// One JSON document; costs are in hundredths of a discomfort-minute
    Json,
}

/// Compares both versions and reports.
pub(super) fn run(args: &DiffArgs) -> Result<Exit, Failure> {
    let paths = Paths {
        programme: &args.instance,
        old_programme: args.old_instance.as_ref(),
        old: &args.old,
        new: &args.new,
        timetable_from: args.timetable.sheet_of(&[Some(&args.old), Some(&args.new)])?,
    };
    let view = Versions::read(&paths, &output::WarningPrinter)?.diff();
    match if args.json { DiffFormat::Json } else { args.format } {
        DiffFormat::Terminal => output::text(&report::diff::terminal(&view, output::width()))?,
        DiffFormat::Markdown => output::text(&report::diff::markdown(&view))?,
        DiffFormat::Json => output::document(&view)?,
    }
    Ok(Exit::Done)
}
