//! `plenary solve`: makes a timetable from a programme file and checks it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ValueEnum;

use super::arguments::{TimetableArgs, budget, threads, time_limit};
use super::exit::Exit;
use super::progress::Display;
use super::{interrupt, output};
use crate::app::files::{Destination, Written};
use crate::app::load::{self, ScheduleFile};
use crate::app::solve::{Draft, Locks, Outcome, Search, Solved, schedule_file, solve};
use crate::app::{Backend, Budget, Failure, Method};
use crate::domain::Request;
use crate::report::numbers::{count, discomfort, thousands};
use crate::report::text::{section, wrap};
use crate::report::{overview, repair};

/// Make a timetable for a programme, prove how good it is, and write it.
#[derive(Debug, clap::Args)]
pub(super) struct SolveArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// Schedule file to write [default: the name of PROGRAMME with .schedule.json]
    #[arg(short, long, value_name = "SCHEDULE")]
    output: Option<PathBuf>,
    /// Seed of the random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Work for this number of steps of each searcher. The same seed and steps give the same file on every machine
    #[arg(long, value_name = "N", conflicts_with = "time_limit", value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// Work for this time, like 30s or 5min [default: 30s]
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    time_limit: Option<Duration>,
    /// Number of searchers. They search independently and exchange their best timetables
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=256))]
    searchers: u32,
    /// Number of threads. It changes the time, but with --steps not the result [default: number of processor cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
    /// Method of solving
    #[arg(long, value_enum, default_value_t = MethodName::Auto)]
    method: MethodName,
    /// The solver of integer programs
    #[arg(long, value_enum, default_value_t = BackendName::Microlp)]
    backend: BackendName,
    /// Start from the timetable in this schedule file. The rule `stay` charges for sessions that move from it
    #[arg(long, value_name = "SCHEDULE")]
    from: Option<PathBuf>,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Move as few sessions of the --from timetable as possible, and look at the cost only after that
    #[arg(long, requires = "from")]
    repair: bool,
    /// Keep the sessions with this session=, phase=, type=, track= or status= where --from has them; add :day, :time or
    /// :room to keep only that. Repeat the option for several locks
    #[arg(long, value_name = "WHAT", requires = "from")]
    lock: Vec<String>,
    /// Keep everything that starts before this time, and move no session to before it
    #[arg(long, value_name = "TIME", requires = "from")]
    freeze_before: Option<String>,
    /// Also freeze everything within HOURS after --freeze-before
    #[arg(long, value_name = "HOURS", requires = "freeze_before", value_parser = clap::value_parser!(u32).range(..=10_000))]
    notice: Option<u32>,
    /// Also print how many moves the search valued per second
    #[arg(short, long)]
    verbose: bool,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// `--method`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MethodName {
    /// Search, and prove small programmes optimal
    Auto,
    /// Search and compute a bound, but try no proof
    Search,
    /// Solve an integer program, whatever the size
    Exact,
}

/// `--backend`
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum BackendName {
    /// Pure Rust, always available
    Microlp,
    /// HiGHS; needs a build with `--features highs`
    Highs,
}

/// The number of worst-off people in the report.
const WORST_OFF: usize = 10;

/// Solves, checks, writes and reports.
pub(super) fn run(args: &SolveArgs) -> Result<Exit, Failure> {
    let started = Instant::now();
    let mut search = search(args)?;
    let sheet = args.timetable.sheet_of(&[args.from.as_ref()])?;
    let conference = load::programme(&args.instance, &output::WarningPrinter)?;
    let path = args.output.clone().unwrap_or_else(|| args.instance.with_extension("schedule.json"));
    let destination = Destination::prepare(&path, &args.instance)?;
    let draft = match &args.from {
        Some(from) => {
            let file = ScheduleFile::new(from, sheet);
            Some(Draft::read(file, &conference, &locks(args), args.repair, &output::WarningPrinter)?)
        }
        None => None,
    };
    search.start = draft.as_ref().map(|draft| draft.schedule.clone());
    let request = draft.as_ref().map_or_else(Request::default, |draft| draft.request.clone());
    let stop = interrupt::watch("the best timetable so far will be written");
    let display = Display::begin(started);
    let outcome = solve(&conference, &request, &search, &display, stop);
    display.end();
    let outcome = outcome?;
    outcome.refuse_violations()?;
    let view = outcome.overview();
    let moved = args.repair.then(|| outcome.moves());
    let seconds = started.elapsed().as_secs_f64();
    let bytes = schedule_file(&outcome, &view, &search, draft.as_ref())?;
    let written = destination.write(&bytes, outcome.report.is_complete(), &conference)?;
    if args.json {
        output::document(&Solved::new(&outcome, &view, &search, moved.as_deref(), &written, seconds))?;
    } else {
        let width = output::width();
        let mut out = overview::verdict(&view);
        if let Some(moved) = &moved {
            out.push_str(&repair::moves(moved, view.sessions, width));
        }
        out.push_str(&overview::unplaced(&view.unplaced, width));
        out.push_str(&overview::cost(&view, width));
        out.push_str(&overview::regions(&view.regions, width));
        out.push_str(&overview::people(&view.people, WORST_OFF, width));
        out.push_str(&overview::days(&view.days, &conference.zone.name(), width));
        let result = [
            overview::verdict(&view),
            format!("Cost: {} discomfort-minutes.", discomfort(view.cost)),
            proven(&outcome, &request, moved.is_some()),
            time(&outcome, seconds, args.verbose),
            files(&written),
        ];
        let body: String = result.iter().map(|sentence| wrap("", sentence, width.0 - 2)).collect();
        out.push_str(&section("Result", &body));
        out.push_str(&section("Next", &next(args, &search, &outcome, &written)));
        output::text(&out)?;
    }
    Ok(Exit::answer(outcome.report.is_feasible()))
}

/// The arguments with the defaults filled in.
fn search(args: &SolveArgs) -> Result<Search, Failure> {
    let default = Search::default();
    Ok(Search {
        seed: args.seed,
        budget: budget(args.steps, args.time_limit, default.budget),
        searchers: args.searchers,
        threads: threads(args.threads),
        method: match args.method {
            _ if args.repair => Method::Repair,
            MethodName::Auto => Method::Auto,
            MethodName::Search => Method::Search,
            MethodName::Exact => Method::Exact,
        },
        backend: backend(args.backend)?,
        ..default
    })
}

fn backend(name: BackendName) -> Result<Backend, Failure> {
    match name {
        BackendName::Microlp => Ok(Backend::Microlp),
        #[cfg(feature = "highs")]
        BackendName::Highs => Ok(Backend::Highs),
        #[cfg(not(feature = "highs"))]
        BackendName::Highs => Err(Failure::new("this build of plenary has no HiGHS")
            .hint("build it with: cargo build --release --features highs (needs cmake, libclang, a C++ compiler)")),
    }
}

fn locks(args: &SolveArgs) -> Locks {
    let notice_hours = args.notice.unwrap_or(0);
    Locks { named: args.lock.clone(), freeze_before: args.freeze_before.clone(), notice_hours }
}

/// What is proven about the timetable. Locks and a repair restrict the search, so that no bound applies to it.
fn proven(outcome: &Outcome, request: &Request, repaired: bool) -> String {
    if request.has_locks() {
        let kept = count(request.kept_sessions().len(), "session");
        return format!(
            "With locks on {kept} no bound is reported: it would only hold for timetables that respect the locks."
        );
    }
    if repaired {
        return "No bound is reported for a repair: it moves as few sessions as it can, and looks at the cost second."
            .to_owned();
    }
    overview::quality(&outcome.proven.quality)
}

fn time(outcome: &Outcome, seconds: f64, verbose: bool) -> String {
    let early = if outcome.solution.interrupted { "Interrupted: this is the best timetable so far. " } else { "" };
    let mut out = format!("{early}Took {seconds:.1} s");
    if let Some(first) = outcome.solution.first_feasible {
        out.push_str(&format!("; the first complete timetable was found after {:.1} s", first.as_secs_f64()));
    }
    out.push('.');
    if verbose {
        let speed = thousands(outcome.moves_per_second() as i64);
        out.push_str(&format!(" The search valued {speed} moves per second on one core."));
    }
    out
}

fn files(written: &Written) -> String {
    let kept = written.kept.as_ref().map_or_else(String::new, |kept| {
        format!(" {} is unchanged: only a complete timetable replaces an existing one.", kept.display())
    });
    format!("Wrote {}.{kept}", written.path.display())
}

/// The commands that usually follow.
fn next(args: &SolveArgs, search: &Search, outcome: &Outcome, written: &Written) -> String {
    let word = |path: &Path| shell_words::quote(&path.display().to_string()).into_owned();
    let (programme, timetable) = (word(&args.instance), word(&written.path));
    let mut commands = Vec::new();
    if !outcome.report.is_complete() {
        commands.push(format!("why {programme}"));
    }
    commands.push(format!("explain {programme} {timetable} SESSION"));
    let certificate = if outcome.proven.certificate.is_some() { " --certificate" } else { "" };
    commands.push(format!("check {programme} {timetable}{certificate}"));
    if outcome.report.is_feasible() {
        let page = word(&args.instance.with_extension("html"));
        commands.push(format!("export {programme} {timetable} --to html -o {page}"));
    }
    if outcome.proven.quality.proof.is_none() {
        let more = match search.budget {
            Budget::Steps(steps) => format!("--steps {}", steps.saturating_mul(4)),
            Budget::Time(limit) => format!("--time-limit {}s", limit.as_secs().saturating_mul(4).max(10)),
        };
        commands.push(format!("solve {programme} --from {timetable} {more}"));
    }
    commands.iter().map(|command| format!("plenary {command}\n")).collect()
}
