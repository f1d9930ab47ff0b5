//! From a conference to a checked timetable with its proof: the one place where ground, solve, schedule, check and
//! certify follow each other.

mod document;
mod file;
mod locks;

use std::num::NonZero;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::bound::Proven;
use super::{Failure, Observer};
use crate::check::{self, Report};
use crate::domain::{Conference, Request, Schedule};
use crate::explain::view::Overview;
use crate::explain::{self, Moved};
use crate::rules::{self, Grounded};
use crate::schedule::{from_schedule, priced, to_schedule};
use crate::solve::exact::Backend;
use crate::solve::{self, Budget, Method, Options, Solution};

pub use document::Solved;
pub use file::schedule_file;
pub(super) use file::{days, scheduled_session};
pub use locks::{Draft, Locks};

/// How a timetable is searched for. Under [`Budget::Steps`], `threads` changes the time and nothing else.
#[derive(Debug, Clone)]
pub struct Search {
    /// Seed of all random draws.
    pub seed: u64,
    /// How long.
    pub budget: Budget,
    /// Logical searchers, at least 1, that exchange their best.
    pub searchers: u32,
    /// Threads that carry them.
    pub threads: usize,
    /// How.
    pub method: Method,
    /// The solver of integer programs.
    pub backend: Backend,
    /// The timetable that the search begins with.
    pub start: Option<Schedule>,
}

impl Default for Search {
    /// Thirty seconds on all cores, as `plenary solve` does without arguments.
    fn default() -> Search {
        Search {
            seed: 1,
            budget: Budget::Time(Duration::from_secs(30)),
            searchers: 2,
            threads: std::thread::available_parallelism().map_or(1, NonZero::get),
            method: Method::Auto,
            backend: Backend::Microlp,
            start: None,
        }
    }
}

/// A timetable, with the checker's verdict on it and what is proven about it.
#[derive(Debug)]
pub struct Outcome {
    /// The conference under the request: what was solved.
    pub conference: Conference,
    /// What was asked of the timetable beyond the programme.
    pub request: Request,
    /// The timetable.
    pub schedule: Schedule,
    /// The independent reading of it.
    pub report: Report,
    /// What is proven about it.
    pub proven: Proven,
    /// How it was found.
    pub solution: Solution,
    grounded: Grounded,
}

/// Turns a conference into a model.
///
/// # Errors
/// A [`Failure`] if it is too large.
pub(super) fn ground<'a>(problem: impl Into<crate::domain::Problem<'a>>) -> Result<Grounded, Failure> {
    rules::ground(problem).map_err(|error| Failure::new(format!("the instance is too large: {error}")))
}

/// Solves, checks, and has the bound verified. Broken hard rules are in the report. `stop` ends the search early; the
/// outcome then is the best so far.
///
/// # Errors
/// A conference that is too large; and a mistake of the program: solver and checker, or cost and bound, contradict each
/// other.
pub fn solve(
    conference: &Conference,
    request: &Request,
    search: &Search,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Result<Outcome, Failure> {
    solve_piece(conference, request, search, (0, observer), stop)
}

/// The same for one of several pieces of work.
pub(super) fn solve_piece(
    conference: &Conference,
    request: &Request,
    search: &Search,
    (piece, observer): (usize, &dyn Observer),
    stop: &AtomicBool,
) -> Result<Outcome, Failure> {
    let restricted = request.restrict(conference);
    let problem = request.problem(&restricted);
    let grounded = ground(problem)?;
    let options = Options {
        seed: search.seed,
        budget: search.budget,
        searchers: search.searchers,
        threads: search.threads,
        method: search.method,
        backend: search.backend,
        initial: search.start.as_ref().map(|start| from_schedule(&restricted, &grounded, start)),
        priced: priced(&grounded),
    };
    let mut progress = |progress: &solve::Progress| observer.progress(piece, progress);
    let solution = solve::solve(&grounded.model, &options, &mut progress, stop);
    let schedule = to_schedule(&restricted, &grounded, &solution.assignment);
    let report = check::check(problem, &schedule);
    if report.is_valid() {
        agree(&report, &solution)?;
    }
    let mut proven = Proven::new(problem, &grounded, &report, &solution, observer)?;
    if request.has_locks() {
        proven.withdraw();
    }
    let request = request.clone();
    Ok(Outcome { conference: restricted, request, schedule, report, proven, solution, grounded })
}

/// Two implementations of every rule have to agree before anything is said about a timetable.
fn agree(report: &Report, solution: &Solution) -> Result<(), Failure> {
    let (found, expected) = (report.cost, solution.score.soft);
    if found != expected {
        return Err(Failure::internal(format!("the checker found a cost of {found}, the solver one of {expected}")));
    }
    let (found, expected) = (report.unplaced_minutes, solution.score.unplaced);
    if found != expected {
        let message = format!("the checker found {found} attendee-minutes unplaced, the solver {expected}");
        return Err(Failure::internal(message));
    }
    Ok(())
}

impl Outcome {
    /// Refuses a timetable that breaks a hard rule: no such thing is written.
    ///
    /// # Errors
    /// A [`Failure`] that says why there is none that breaks nothing, or that the program is at fault.
    pub fn refuse_violations(&self) -> Result<(), Failure> {
        if self.solution.score.violations > 0 {
            let failure = Failure::new("the hard rules cannot hold, whatever is left out of the timetable");
            return Err(failure.hint("give the hard rules that speak of the whole programme a weight instead"));
        }
        if let Some(violation) = self.report.violations.first() {
            return Err(Failure::internal(format!(
                "the checker found {} broken: {}",
                violation.rule, violation.message
            )));
        }
        Ok(())
    }

    /// The timetable at a glance, with the reasons why sessions have no place.
    pub fn overview(&self) -> Overview {
        let mut view = explain::overview(&self.conference, &self.schedule, &self.report);
        let problem = self.request.problem(&self.conference);
        let reasons = explain::reasons_for_all(problem, &self.grounded, &self.schedule, &self.report);
        for (session, reasons) in view.unplaced.iter_mut().zip(reasons) {
            session.reasons = reasons;
        }
        view
    }

    /// What is no longer where the earlier timetable has it, with what being back would break or cost.
    pub fn moves(&self) -> Vec<Moved> {
        let problem = self.request.problem(&self.conference);
        let moves = |before| explain::moves(problem, before, &self.schedule, &self.report);
        self.request.reference.as_ref().map(|reference| moves(&reference.schedule)).unwrap_or_default()
    }

    /// Candidate moves valued in full, a second and core, while searching; 0 where there was no search.
    pub fn moves_per_second(&self) -> f64 {
        let seconds = self.solution.search_time.as_secs_f64();
        if seconds > 0.0 { (self.solution.evaluated as f64 / seconds).round() } else { 0.0 }
    }
}
