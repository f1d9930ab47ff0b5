//! A timetable of a whole programme, by the solver as it is used for timetables: the first that is complete.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::feasible::Oracle;
use super::narrow::{restrict, widen};
use crate::check::check;
use crate::domain::{Conference, Schedule, SessionId};
use crate::rules::ground;
use crate::schedule::{from_schedule, priced, to_schedule};
use crate::solve::{Budget, Method, Options, solve};

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
    let grounded = ground(&narrow).ok()?;
    let initial = near.map(|near| {
        let cut = Schedule { placements: sessions.iter().map(|&session| near.get(session)).collect() };
        from_schedule(&narrow, &grounded, &cut)
    });
    let left = oracle.deadline.saturating_duration_since(Instant::now());
    let options = Options {
        seed: oracle.seed,
        budget: Budget::Time(left.min(oracle.slice * slices)),
        threads: 2,
        method: Method::Search,
        initial,
        priced: priced(&grounded),
        ..Options::default()
    };
    // The first that is complete will do.
    let enough = AtomicBool::new(oracle.is_over());
    let outer = oracle.stop;
    let solution = solve(
        &grounded.model,
        &options,
        &mut |progress| {
            if progress.best.is_some_and(|score| score.unplaced == 0) || outer.load(Ordering::Relaxed) {
                enough.store(true, Ordering::Relaxed);
            }
        },
        &enough,
    );
    let schedule = to_schedule(&narrow, &grounded, &solution.assignment);
    let report = check(&narrow, &schedule);
    let accepted = report.is_valid() && report.is_complete();
    accepted.then(|| widen(&schedule, sessions, conference.sessions.len()))
}
