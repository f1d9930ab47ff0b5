//! `plenary slots`: where else could a session go, and what would that cost whom?

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::explain::slots;
use crate::app::load::Timetable;
use crate::app::{Failure, SlotsAsked};
use crate::report::slots::{Detail, slots as report};

/// Where else a session could go with all else untouched, and with which it could change places, cheapest first.
///
/// For a session without a place: where it fits, and whose place it could take. The exit code is 1 where nothing fits.
#[derive(Debug, clap::Args)]
pub(super) struct SlotsArgs {
    /// The instance
    instance: PathBuf,
    /// The schedule
    schedule: PathBuf,
    /// The session's id
    session: String,
    /// How many places, and how many sessions to change with, are told
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// Sessions to change places with as well (the default)
    #[arg(long, overrides_with = "no_swaps")]
    swaps: bool,
    /// Free places only
    #[arg(long, overrides_with = "swaps")]
    no_swaps: bool,
    /// Also list places that break a hard rule, those that break the least first
    #[arg(long)]
    all: bool,
    /// Print the cost of each place by rule, region and person, and every broken rule in words
    #[arg(short, long)]
    verbose: bool,
    /// One JSON document on standard output; costs in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Looks and reports.
pub(super) fn run(args: &SlotsArgs) -> Result<Exit, Failure> {
    let timetable = Timetable::read(&args.instance, &args.schedule, &output::WarningPrinter)?;
    let swaps = !args.no_swaps;
    let view = slots(&timetable, &args.session, SlotsAsked { most: args.limit as usize, swaps, all: args.all })?;
    if args.json {
        output::document(&view)?;
    } else {
        let detail = if args.verbose { Detail::Full } else { Detail::Line };
        let mut out = report(&view, swaps, detail, output::width());
        if !args.verbose {
            out.push_str("\nWith --verbose: the cost of each place by rule, region and person.\n");
        }
        output::text(&out)?;
    }
    Ok(Exit::answer(view.fitting_places + view.fitting_swaps > 0))
}
