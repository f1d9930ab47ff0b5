//! `plenary sweep`: one number varied, the trade-off as a table and a picture.

use std::path::PathBuf;

use super::arguments::Effort;
use super::exit::Exit;
use super::pieces::{Pieces, PlainLines};
use super::{interrupt, output};
use crate::app::sweep::{SweepRequest, Vary};
use crate::app::{Failure, files};
use crate::report::sweep::{Sweep, document, svg, terminal};

/// Vary one number, solve each value from the same start, and show the trade-off.
///
/// What can be varied: longest_day_minutes, turnaround_minutes, person_gap_minutes, grid_minutes; a rule's weight by the
/// rule's id; SERVICE.teams, SERVICE.minutes_per_day, PHASE.longest_day_minutes, AUDIENCE.people, AUDIENCE.weight,
/// ROOM.capacity; or any change of what-if that ends in a number, without the number. Values are numbers and ranges with
/// a step: 0,0.25,1..4:1. All results are measured by today's rules and weights. Today's value is always among them.
#[derive(Debug, clap::Args)]
pub(super) struct SweepArgs {
    /// The instance
    instance: PathBuf,
    /// What is varied, and its values: "longest_day_minutes=480..840:60", "fair-regions=0,1,2,4,8"
    #[arg(long, value_name = "NAME=VALUES")]
    vary: Vary,
    /// Start from this schedule; sessions begin where they are in it
    #[arg(long, value_name = "SCHEDULE")]
    from: Option<PathBuf>,
    #[command(flatten)]
    effort: Effort,
    /// Write the picture to this file, as SVG
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// One JSON document on standard output; costs in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Solves every value, and reports.
pub(super) fn run(args: &SweepArgs) -> Result<Exit, Failure> {
    if let Some(path) = &args.output {
        files::writable(path)?;
        let inputs = [Some(&args.instance), args.from.as_ref()].into_iter().flatten().map(PathBuf::as_path);
        files::spare_inputs(path, inputs, "an input", "name another file with -o")?;
    }
    let asked = SweepRequest { programme: args.instance.clone(), vary: args.vary.clone(), from: args.from.clone() };
    let trials = asked.prepare(&output::WarningPrinter)?;
    let stop = interrupt::watch("what there is so far will be told");
    let sweep = trials.solve(&args.effort.resolve(), &Pieces::new(PlainLines::AtEnd), stop);
    report(args, &sweep)?;
    Ok(if sweep.interrupted || sweep.problems() == sweep.points.len() { Exit::Failed } else { Exit::Done })
}

fn report(args: &SweepArgs, sweep: &Sweep) -> Result<(), Failure> {
    if let Some(path) = &args.output {
        files::write(path, svg::svg(sweep).map_err(Failure::internal)?.as_bytes())?;
    }
    let written = args.output.as_ref().map(|path| path.display().to_string());
    if args.json {
        return output::document(&document::document(sweep, written));
    }
    let mut out = terminal::text(sweep, output::width());
    match written {
        Some(path) => out.push_str(&format!("\nWritten to {path}\n")),
        None => out.push_str("\nWith -o FILE.svg this becomes a picture.\n"),
    }
    output::text(&out)
}
