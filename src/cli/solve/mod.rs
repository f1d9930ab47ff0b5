//! `plenary solve`: from an instance to a checked timetable.

mod destination;
pub mod file;
mod locks;
mod settings;
mod told;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ValueEnum;

use super::exit::Exit;
use super::failure::Failure;
use super::pipeline::{self, Solved};
use super::progress::Display;
use super::proven::Proven;
use super::{inputs, interrupt, output};
use crate::check::Report;
use crate::domain::{Conference, Schedule};
use crate::explain::view::Overview;
use crate::explain::{self, Moved};
use crate::instance::ReadSchedule;
use crate::model::Assignment;
use crate::rules::Grounded;
use crate::schedule::{from_schedule, priced};
use crate::solve::{Method, Options, Solution};

use destination::Destination;
use locks::Locks;
use settings::Settings;
pub use settings::time_limit;
pub use told::Answer;

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
    /// Change as little as possible of the schedule given by --from: the fewest sessions first, the cost second
    #[arg(long, requires = "from")]
    repair: bool,
    /// Keep what this names where --from has it: session=, phase=, type=, track= or status=, with :day, :time or :room
    /// to keep only that
    #[arg(long, value_name = "WHAT", requires = "from")]
    lock: Vec<String>,
    /// What starts before this time has happened: it stays, and nothing is moved there
    #[arg(long, value_name = "TIME", requires = "from")]
    freeze_before: Option<String>,
    /// Neither is anything moved to or from so many hours after it
    #[arg(long, value_name = "HOURS", requires = "freeze_before", value_parser = clap::value_parser!(u32).range(..=10_000))]
    notice: Option<u32>,
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
    draft: Option<Draft>,
    /// What is no longer where the draft had it, in a repair.
    moved: Option<Vec<Moved>>,
    schedule: Schedule,
    view: Overview,
    solution: &'a Solution,
    proven: Proven,
    seconds: f64,
}

/// What the work starts from.
struct Draft {
    schedule: Schedule,
    read: ReadSchedule,
    locks: Locks,
}

/// Solves, checks, writes, tells.
pub fn run(args: Args) -> Result<Exit, Failure> {
    let started = Instant::now();
    let settings = settings::resolve(&args)?;
    let mut conference = inputs::instance(&settings.instance)?;
    let destination = Destination::prepare(&settings, &conference)?;
    let draft = match &settings.from {
        Some(path) => Some(draft(&args, path, &mut conference)?),
        None => None,
    };
    let grounded = inputs::ground(&conference)?;
    let initial = draft.as_ref().map(|draft| from_schedule(&conference, &grounded, &draft.schedule));
    let solved = search(&settings, &conference, &grounded, initial, started)?;
    let Solved { solution, schedule, report, mut proven } = solved;
    unbroken(&report, &solution)?;
    if draft.as_ref().is_some_and(|draft| !draft.locks.is_empty()) {
        // It holds only among the timetables that keep the locks, of which the instance knows nothing.
        proven.forget();
    }
    let mut view = explain::overview(&conference, &schedule, &report);
    let reasons = explain::reasons_for_all(&conference, &grounded, &schedule, &report);
    for (session, reasons) in view.unplaced.iter_mut().zip(reasons) {
        session.reasons = reasons;
    }
    let repaired = draft.as_ref().filter(|_| settings.method == Method::Repair);
    let moved = repaired.map(|draft| explain::moves(&conference, &draft.schedule, &schedule, &report));
    let seconds = started.elapsed().as_secs_f64();
    let (settings, conference, solution) = (&settings, &conference, &solution);
    let outcome = Outcome { settings, conference, draft, moved, schedule, view, solution, proven, seconds };
    let written = destination.write(&file::bytes(&outcome)?, report.is_complete())?;
    if settings.json {
        output::document(&told::document(&outcome, &written))?;
    } else {
        output::text(&told::text(&outcome, &written))?;
    }
    Ok(Exit::answer(report.is_valid() && report.is_complete()))
}

/// Reads the schedule to start from, and puts its locks on the conference.
fn draft(args: &Args, path: &Path, conference: &mut Conference) -> Result<Draft, Failure> {
    let (schedule, read) = inputs::draft(path, conference)?;
    let locks = Locks::resolve(args, conference, &schedule, &read)?;
    conference.earlier = Some(schedule.clone());
    conference.rooms_count = args.repair;
    locks.apply(conference);
    Ok(Draft { schedule, read, locks })
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
        ..Options::default()
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
