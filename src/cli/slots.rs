//! `plenary slots`: where a session could move, and what that costs each region and person.

use std::path::PathBuf;

use super::arguments::TimetableArgs;
use super::exit::Exit;
use super::output;
use crate::app::explain::slots;
use crate::app::load::{ScheduleFile, Timetable};
use crate::app::{Failure, SlotOptions};
use crate::report::slots::{Detail, slots as report};

/// List where a session could move if nothing else moves, and which sessions it could swap with, the cheapest first.
///
/// For an unplaced session, the command lists where it fits, and which sessions it could replace. The exit code is 1 if
/// nothing fits.
#[derive(Debug, clap::Args)]
pub(super) struct SlotsArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file
    schedule: PathBuf,
    /// Id of the session
    session: String,
    /// Largest number of places, and of sessions to swap with, to list
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// List sessions to swap with as well; this is the default
    #[arg(long, overrides_with = "no_swaps")]
    swaps: bool,
    /// List free places only
    #[arg(long, overrides_with = "swaps")]
    no_swaps: bool,
    /// List moves that break hard rules as well, with the broken rules, the least harmful first
    #[arg(long)]
    all: bool,
    /// Print the cost of each place by rule, region and person, and every broken rule in words
    #[arg(short, long)]
    verbose: bool,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Finds the places and lists them.
pub(super) fn run(args: &SlotsArgs) -> Result<Exit, Failure> {
    let sheet = args.timetable.sheet_of(&[Some(&args.schedule)])?;
    let file = ScheduleFile::new(&args.schedule, sheet);
    let timetable = Timetable::read(&args.instance, file, &output::WarningPrinter)?;
    let swaps = !args.no_swaps;
    let options = SlotOptions { most: args.limit as usize, swaps, all: args.all, near: None };
    let view = slots(&timetable, &args.session, options)?;
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
