//! From a conference to a checked timetable with its proof: what `solve` and `bench` have in common.

use std::sync::atomic::AtomicBool;

use super::failure::Failure;
use super::proven::Proven;
use crate::check::{self, Report};
use crate::domain::{Conference, Schedule};
use crate::rules::Grounded;
use crate::schedule::to_schedule;
use crate::solve::{self, Options, Progress, Solution};

/// A solve, with the checker's word on it.
pub struct Solved {
    /// What the solver found.
    pub solution: Solution,
    /// The timetable.
    pub schedule: Schedule,
    /// The independent reading of it.
    pub report: Report,
    /// What is proven about it.
    pub proven: Proven,
}

/// Solves, checks, and has the bound verified. Broken hard rules are in the report.
///
/// # Errors
/// A mistake of the program: solver and checker, or cost and bound, contradict each other.
pub fn solve(
    conference: &Conference,
    grounded: &Grounded,
    options: &Options,
    progress: &mut dyn FnMut(&Progress),
    stop: &AtomicBool,
) -> Result<Solved, Failure> {
    let solution = solve::solve(&grounded.model, options, progress, stop);
    let schedule = to_schedule(conference, grounded, &solution.assignment);
    let report = check::check(conference, &schedule);
    if report.is_valid() {
        agree(&report, &solution)?;
    }
    let proven = Proven::new(conference, grounded, &report, &solution)?;
    Ok(Solved { solution, schedule, report, proven })
}

/// Two implementations of every rule have to agree before anything is said about a timetable.
fn agree(report: &Report, solution: &Solution) -> Result<(), Failure> {
    let (found, expected) = (report.cost, solution.score.soft);
    if found != expected {
        return Err(Failure::internal(format!("the checker found a cost of {found}, the solver one of {expected}")));
    }
    let (found, expected) = (report.unplaced_minutes, solution.score.unplaced);
    if found != expected {
        let message = format!("the checker found {found} attendee-minutes left out, the solver {expected}");
        return Err(Failure::internal(message));
    }
    Ok(())
}
