//! From a conference to a checked timetable with its proof. Only this module combines a search, a check and the
//! verification of the certificate.

mod document;
mod file;
mod locks;

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use super::verified_bound::VerifiedBound;
use super::{Failure, Observer};
use crate::check::{self, Report};
use crate::domain::{Conference, Request, Schedule};
use crate::explain::view::Overview;
use crate::explain::{self, Moved};
use crate::report::trajectory::{Point, Trajectory};
use crate::rules::{self, GroundError, Grounded};
use crate::schedule::{self, SearchOutcome};
use crate::solve::{Progress, Solution};

pub use crate::schedule::Search;
pub use document::Solved;
pub(super) use file::{days, scheduled_session, status};
pub use file::{empty_schedule_file, schedule_file};
pub use locks::{Draft, Locks};

/// A timetable, with the report of the checker and what is proven about it.
#[derive(Debug)]
pub struct Outcome {
    /// The conference that was solved, restricted by the request.
    pub conference: Conference,
    /// The request the timetable was made for: locks and an earlier timetable, for example.
    pub request: Request,
    /// The timetable.
    pub schedule: Schedule,
    /// The report of the checker, which is independent of the solver.
    pub report: Report,
    /// What is proven about it.
    pub proven: VerifiedBound,
    /// The result of the solver: steps, times, score.
    pub solution: Solution,
    /// How cost and bound changed during the solve.
    pub trajectory: Trajectory,
    grounded: Grounded,
}

/// Builds the model of a conference.
///
/// # Errors
/// A [`Failure`] if the conference is too large.
pub(super) fn ground<'a>(problem: impl Into<crate::domain::Problem<'a>>) -> Result<Grounded, Failure> {
    rules::ground(problem).map_err(too_large)
}

fn too_large(error: GroundError) -> Failure {
    Failure::new(format!("the programme is too large: {error}"))
}

/// Solves a conference, checks the timetable and verifies the bound. The report contains broken hard rules. If `stop`
/// is set, the search ends early and the outcome is the best timetable so far.
///
/// # Errors
/// A [`Failure`] if the conference is too large, or for a mistake in plenary itself: the solver and the checker, or the
/// cost and the bound, contradict each other.
pub fn solve(
    conference: &Conference,
    request: &Request,
    search: &Search,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Result<Outcome, Failure> {
    solve_piece(conference, request, search, (0, observer), stop)
}

/// Same as [`solve`], for one of several pieces of work.
pub(super) fn solve_piece(
    conference: &Conference,
    request: &Request,
    search: &Search,
    (piece, observer): (usize, &dyn Observer),
    stop: &AtomicBool,
) -> Result<Outcome, Failure> {
    let restricted = request.restrict(conference);
    let problem = request.problem(&restricted);
    let (started, mut trajectory) = (Instant::now(), Trajectory::default());
    let mut progress = |progress: &Progress| {
        let complete = progress.best.filter(|best| best.violations == 0 && best.unplaced == 0);
        trajectory.add(point(started, complete.map(|best| best.soft), progress.bound, progress.steps));
        observer.progress(piece, progress);
    };
    let found = schedule::search(problem, search, &mut progress, stop).map_err(too_large)?;
    let SearchOutcome { grounded, solution, schedule } = found;
    let report = check::check(problem, &schedule);
    if report.is_valid() {
        check_agreement(&report, &solution)?;
    }
    let mut proven = VerifiedBound::new(problem, &grounded, &report, &solution, observer)?;
    if request.has_locks() {
        proven.withdraw();
    }
    let cost = report.is_feasible().then_some(report.cost);
    trajectory.add(point(started, cost, proven.quality.bound, solution.steps));
    let request = request.clone();
    Ok(Outcome { conference: restricted, request, schedule, report, proven, solution, trajectory, grounded })
}

fn point(started: Instant, cost: Option<i64>, bound: Option<i64>, steps: u64) -> Point {
    Point { seconds: started.elapsed().as_secs_f64(), steps, cost, bound }
}

/// The cost and the unplaced minutes of the solver and of the checker, two implementations of each rule, must be equal.
fn check_agreement(report: &Report, solution: &Solution) -> Result<(), Failure> {
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
    /// Refuses a timetable that breaks a hard rule, so that no such timetable is written.
    ///
    /// # Errors
    /// A [`Failure`] if the hard rules cannot be satisfied, or for a mistake in plenary itself.
    pub fn refuse_violations(&self) -> Result<(), Failure> {
        if self.solution.score.violations > 0 {
            let failure = Failure::new("no timetable satisfies the hard rules, even if sessions are left unplaced");
            return Err(
                failure.hint("set a weight instead of \"hard\" for the hard rules that apply to the whole programme")
            );
        }
        if let Some(violation) = self.report.violations.first() {
            return Err(Failure::internal(format!(
                "the checker found {} broken: {}",
                violation.rule, violation.message
            )));
        }
        Ok(())
    }

    /// The figures of the timetable, with the reasons why sessions are unplaced.
    pub fn overview(&self) -> Overview {
        let mut view = explain::overview(&self.conference, &self.schedule, &self.report);
        let problem = self.request.problem(&self.conference);
        let reasons = explain::reasons_for_all(problem, &self.grounded, &self.schedule, &self.report);
        for (session, reasons) in view.unplaced.iter_mut().zip(reasons) {
            session.reasons = reasons;
        }
        view
    }

    /// The sessions that moved from the earlier timetable, with what moving each one back would break or cost.
    pub fn moves(&self) -> Vec<Moved> {
        let problem = self.request.problem(&self.conference);
        let moves = |before| explain::moves(problem, before, &self.schedule, &self.report);
        self.request.reference.as_ref().map(|reference| moves(&reference.schedule)).unwrap_or_default()
    }

    /// Candidate moves that the search evaluated completely, per second and core; 0 without a search.
    pub fn moves_per_second(&self) -> f64 {
        let seconds = self.solution.search_time.as_secs_f64();
        if seconds > 0.0 { (self.solution.evaluated as f64 / seconds).round() } else { 0.0 }
    }
}
