//! `plenary solve`: from an instance to a checked timetable.

mod destination;
mod file;
mod settings;
mod told;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::ValueEnum;

use super::exit::Exit;
use super::failure::Failure;
use super::pipeline::{self, Solved};
use super::progress::Display;
use super::proven::Proven;
use super::{inputs, interrupt, output};
use crate::check::Report;
use crate::domain::{Conference, Schedule, Strength};
use crate::explain;
use crate::explain::view::Overview;
use crate::model::Assignment;
use crate::rules::Grounded;
use crate::schedule::{from_schedule, priced};
use crate::solve::{Options, Solution};

use destination::Destination;
use settings::Settings;

pub use settings::time_limit;

/// Make a timetable for an instance, prove how good it is, and write it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The instance
    instance: PathBuf,
    /// Where to write the timetable [default: the instance's name with .schedule.json]
    #[arg(short, long, value_name = "SCHEDULE")]
    output: Option<PathBuf>,
    /// Seed of all random draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Work for so many steps of each searcher: the same seed and steps give the same bytes on every machine
    #[arg(long, value_name = "N", conflicts_with = "time_limit", value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// Work for so long [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = settings::time_limit)]
    time_limit: Option<Duration>,
    /// Logical searchers that exchange their best
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=256))]
    searchers: u32,
    /// Threads; they change the time, never the result under --steps [default: the machine's cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
    /// How to solve
    #[arg(long, value_enum, default_value_t = MethodName::Auto)]
    method: MethodName,
    /// The solver of integer programs
    #[arg(long, value_enum, default_value_t = BackendName::Microlp)]
    backend: BackendName,
    /// Start from this schedule; the rule `stay` counts what moves against it
    #[arg(long, value_name = "SCHEDULE")]
    from: Option<PathBuf>,
    /// One JSON document on standard output; costs in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// `--method`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodName {
    /// Search, and prove small instances optimal
    Auto,
    /// Search and a bound only
    Search,
    /// An integer program whatever the size
    Exact,
}

/// `--backend`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BackendName {
    /// Pure Rust, always there
    Microlp,
    /// Needs a build with `--features highs`
    Highs,
}

/// All there is to say about a finished solve.
struct Outcome<'a> {
    settings: &'a Settings,
    conference: &'a Conference,
    schedule: Schedule,
    view: Overview,
    solution: &'a Solution,
    proven: Proven,
    seconds: f64,
}

/// Solves, checks, writes, tells.
pub fn run(args: Args) -> Result<Exit, Failure> {
    let started = Instant::now();
    let settings = settings::resolve(args)?;
    let mut conference = inputs::instance(&settings.instance)?;
    let destination = Destination::prepare(&settings, &conference)?;
    let earlier = match &settings.from {
        Some(path) => Some(inputs::schedule(path, &conference)?.0),
        None => None,
    };
    if conference.rule("stay") != Strength::Off {
        conference.earlier.clone_from(&earlier);
    }
    let grounded = inputs::ground(&conference)?;
    let initial = earlier.as_ref().map(|earlier| from_schedule(&conference, &grounded, earlier));
    let solved = search(&settings, &conference, &grounded, initial, started)?;
    let Solved { solution, schedule, report, proven } = solved;
    unbroken(&report, &solution)?;
    let mut view = explain::overview(&conference, &schedule, &report);
    let reasons = explain::reasons_for_all(&conference, &grounded, &schedule, &report);
    for (session, reasons) in view.unplaced.iter_mut().zip(reasons) {
        session.reasons = reasons;
    }
    let seconds = started.elapsed().as_secs_f64();
    let outcome =
        Outcome { settings: &settings, conference: &conference, schedule, view, solution: &solution, proven, seconds };
    let written = destination.write(&file::bytes(&outcome)?, report.is_complete())?;
    if settings.json {
        output::document(&told::document(&outcome, &written)?)?;
    } else {
        output::text(&told::text(&outcome, &written))?;
    }
    Ok(Exit::answer(report.is_valid() && report.is_complete()))
}

/// The solve itself, with progress on standard error and an ear for Ctrl-C.
fn search(
    settings: &Settings,
    conference: &Conference,
    grounded: &Grounded,
    initial: Option<Assignment>,
    started: Instant,
) -> Result<Solved, Failure> {
    let options = Options {
        seed: settings.seed,
        budget: settings.budget,
        searchers: settings.searchers,
        threads: settings.threads,
        method: settings.method,
        backend: settings.backend,
        initial,
        priced: priced(grounded),
    };
    let stop = interrupt::watch("the best timetable so far will be written");
    let mut display = Display::begin(started);
    let solved = pipeline::solve(conference, grounded, &options, &mut |progress| display.show(progress), stop);
    display.end();
    solved
}

/// Nothing that breaks a hard rule is written.
fn unbroken(report: &Report, solution: &Solution) -> Result<(), Failure> {
    if solution.score.violations > 0 {
        let failure = Failure::new("the hard rules cannot hold, whatever is left out of the timetable");
        return Err(failure.hint("give the hard rules that speak of the whole programme a weight instead"));
    }
    if let Some(violation) = report.violations.first() {
        return Err(Failure::internal(format!("the checker found {} broken: {}", violation.rule, violation.message)));
    }
    Ok(())
}
