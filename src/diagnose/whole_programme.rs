//! Finds a timetable of a whole programme with the normal solver, and stops at the first complete one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::feasibility_oracle::Oracle;
use super::projection::{lift, restrict};
use crate::check::check;
use crate::domain::{Conference, Problem, Schedule, SessionId};
use crate::schedule::{Search, search};
use crate::solve::{Budget, Method, Progress};

/// Finds a timetable of these sessions (ascending) that the checker accepts, within a number of slices of the oracle's
/// time. `near`: a timetable to start from.
pub(super) fn timetable(
    oracle: &mut Oracle<'_>,
    conference: &Conference,
    sessions: &[SessionId],
    near: Option<&Schedule>,
    slices: u32,
) -> Option<Schedule> {
    oracle.questions += 1;
    let narrow = restrict(conference, sessions);
    let cut = |near: &Schedule| Schedule { placements: sessions.iter().map(|&session| near.get(session)).collect() };
    let left = oracle.deadline.saturating_duration_since(Instant::now());
    let wanted = Search {
        seed: oracle.seed,
        budget: Budget::Time(left.min(oracle.slice * slices)),
        threads: 2,
        method: Method::Search,
        start: near.map(cut),
        ..Search::default()
    };
    // The first complete timetable is enough.
    let enough = AtomicBool::new(oracle.is_over());
    let outer = oracle.stop;
    let mut progress = |progress: &Progress| {
        if progress.best.is_some_and(|score| score.unplaced == 0) || outer.load(Ordering::Relaxed) {
            enough.store(true, Ordering::Relaxed);
        }
    };
    let problem = Problem::from(&narrow);
    let found = search(problem, &wanted, &mut progress, &enough).ok()?;
    let feasible = check(problem, &found.schedule).is_feasible();
    feasible.then(|| lift(&found.schedule, sessions, conference.sessions.len()))
}
