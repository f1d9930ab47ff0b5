//! From a conference to a checked timetable with its proof: the one place where a search, a check and a certificate
//! follow each other.

mod document;
mod file;
mod locks;

use std::sync::atomic::AtomicBool;

use super::verified_bound::VerifiedBound;
use super::{Failure, Observer};
use crate::check::{self, Report};
use crate::domain::{Conference, Request, Schedule};
use crate::explain::view::Overview;
use crate::explain::{self, Moved};
use crate::rules::{self, GroundError, Grounded};
use crate::schedule::{self, SearchOutcome};
use crate::solve::{Progress, Solution};

pub use crate::schedule::Search;
pub use document::Solved;
pub use file::schedule_file;
pub(super) use file::{days, scheduled_session};
pub use locks::{Draft, Locks};

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
    pub proven: VerifiedBound,
    /// How it was found.
    pub solution: Solution,
    grounded: Grounded,
}

/// Turns a conference into a model.
///
/// # Errors
/// A [`Failure`] if it is too large.
pub(super) fn ground<'a>(problem: impl Into<crate::domain::Problem<'a>>) -> Result<Grounded, Failure> {
    rules::ground(problem).map_err(too_large)
}

fn too_large(error: GroundError) -> Failure {
    Failure::new(format!("the instance is too large: {error}"))
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
    let mut progress = |progress: &Progress| observer.progress(piece, progress);
    let found = schedule::search(problem, search, &mut progress, stop).map_err(too_large)?;
    let SearchOutcome { grounded, solution, schedule } = found;
    let report = check::check(problem, &schedule);
    if report.is_valid() {
        agree(&report, &solution)?;
    }
    let mut proven = VerifiedBound::new(problem, &grounded, &report, &solution, observer)?;
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
            let failure = Failure::new("the hard rules cannot hold, whichever sessions are unplaced");
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
