//! A timetable of a whole programme, by the solver as it is used for timetables: the first that is complete.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::feasibility_oracle::Oracle;
use super::projection::{lift, restrict};
use crate::check::check;
use crate::domain::{Conference, Problem, Schedule, SessionId};
use crate::schedule::{Search, search};
use crate::solve::{Budget, Method, Progress};

/// A timetable of these sessions, ascending, that the checker accepts, if one is found within so many slices of the
/// oracle's time. `near`: one to begin with.
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
    // The first that is complete will do.
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
