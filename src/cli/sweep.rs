//! `plenary sweep`: varies one number, and shows the trade-off as a table and a picture.

use std::path::PathBuf;

use super::arguments::{CaseArgs, TimetableArgs};
use super::exit::Exit;
use super::pieces::{Pieces, PlainLines};
use super::{interrupt, output};
use crate::app::sweep::{SweepRequest, Vary};
use crate::app::{Failure, files};
use crate::report::sweep::{Sweep, document, svg, terminal};

/// Vary one number of a programme, solve each value from the same start, and show the trade-off.
///
/// NAME is longest_day_minutes, turnaround_minutes, person_gap_minutes or grid_minutes; the id of a rule, to vary its
/// weight; SERVICE.teams, SERVICE.minutes_per_day, PHASE.longest_day_minutes, AUDIENCE.people, AUDIENCE.weight or
/// ROOM.capacity, with an id before the point; or a change of what-if that ends in a number, without that number.
/// VALUES are numbers and ranges with a step, like 0,0.25,1..4:1. Today's value is always one of the values. All costs
/// are measured by today's rules and weights.
#[derive(Debug, clap::Args)]
pub(super) struct SweepArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The number to vary and its values, like "longest_day_minutes=480..840:60" or "fair-regions=0,1,2,4,8"
    #[arg(long, value_name = "NAME=VALUES")]
    vary: Vary,
    /// Schedule file that each solve starts from [default: an empty timetable]
    #[arg(long, value_name = "SCHEDULE")]
    from: Option<PathBuf>,
    #[command(flatten)]
    settings: CaseArgs,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// SVG file to write the picture to
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Solves each value and reports.
pub(super) fn run(args: &SweepArgs) -> Result<Exit, Failure> {
    if let Some(path) = &args.output {
        files::check_writable(path)?;
        let inputs = [Some(&args.instance), args.from.as_ref()].into_iter().flatten().map(PathBuf::as_path);
        files::refuse_overwriting_input(path, inputs, "an input of this command", "name another file with -o")?;
    }
    let request = SweepRequest {
        programme: args.instance.clone(),
        vary: args.vary.clone(),
        from: args.from.clone(),
        timetable_from: args.timetable.sheet_of(&[args.from.as_ref()])?,
    };
    let trials = request.prepare(&output::WarningPrinter)?;
    let stop = interrupt::watch("the results so far will be shown");
    let sweep = trials.solve(&args.settings.resolve(), &Pieces::new(PlainLines::AtEnd), stop);
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
        Some(path) => out.push_str(&format!("\nWrote {path}.\n")),
        None => out.push_str("\nTo write this table as a picture: -o FILE.svg\n"),
    }
    output::text(&out)
}
