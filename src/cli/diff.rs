//! `plenary diff`: what changed between two versions of a timetable, and for whom.

use std::path::PathBuf;

use clap::ValueEnum;

use super::exit::Exit;
use super::failure::Failure;
use super::output;
use super::versions::{Paths, Versions};
use crate::check::check;
use crate::explain::diff::diff;
use crate::report;

/// What changed between two versions of a timetable: every session by everybody's clock, and the cost by rule.
#[derive(Debug, clap::Args)]
pub struct Args {
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
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// `--format`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text of 80 columns
    Terminal,
    /// Lists and a table for a page or a message
    Markdown,
    /// One document; costs in hundredths of a discomfort-minute
    Json,
}

/// Compares and tells.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let versions = Versions::read(&Paths {
        instance: &args.instance,
        old_instance: args.old_instance.as_ref(),
        old: &args.old,
        new: &args.new,
    })?;
    let (old, new) = (versions.old.version(), versions.new.version());
    let verdict = |version: crate::explain::versions::Version<'_>| check(version.conference, version.schedule);
    let view = diff((old, &verdict(old)), (new, &verdict(new)));
    match if args.json { Format::Json } else { args.format } {
        Format::Terminal => output::text(&report::diff::terminal(&view, output::width()))?,
        Format::Markdown => output::text(&report::diff::markdown(&view))?,
        Format::Json => output::document(&view)?,
    }
    Ok(Exit::Done)
}
