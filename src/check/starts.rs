//! Candidate starts: the starts that a session's own rules allow, whatever the other sessions do.

use crate::domain::{Conference, Instant, SessionId};

use super::{days, orders};

/// Every start on the grid or of a slot inside some day's hours, sorted, each once.
pub(super) fn common(conference: &Conference) -> Vec<Instant> {
    let origin = conference.origin();
    let grid = conference.grid_minutes.max(1);
    let mut starts = Vec::new();
    for day in &conference.days {
        let first = origin.plus(-(-day.earliest.since(origin)).div_euclid(grid) * grid);
        let on_grid = (0..).map(|k| first.plus(k * grid)).take_while(|&start| start < day.latest);
        starts.extend(on_grid);
        let slots = conference.phases[day.phase.index()].slots.iter().map(|slot| slot.window.from);
        starts.extend(slots.filter(|&start| start >= day.earliest && start < day.latest));
    }
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// The starts at which a session satisfies `phase`, `slot` (in any room), `day-hours` and `allowed`. For a fixed
/// session it is the fixed start or none. `common` is the result of [`common`].
pub(super) fn of_session(conference: &Conference, common: &[Instant], id: SessionId) -> Vec<Instant> {
    let session = &conference.sessions[id.index()];
    let fixed = session.fixed.map(|fixed| [fixed.start]);
    let candidates = fixed.as_ref().map_or(common, |fixed| fixed);
    let possible = |start: &Instant| {
        days::phase_ok(conference, session, *start)
            && days::hours_ok(conference, session, *start)
            && days::slot_ok(conference, session, *start, None)
            && orders::windows_ok(session, *start)
    };
    candidates.iter().copied().filter(possible).collect()
}

/// The starts of [`of_session`] that locks leave, and the start that a lock keeps off the grid.
pub(super) fn left_by_locks(conference: &Conference, common: &[Instant], id: SessionId) -> Vec<Instant> {
    let session = &conference.sessions[id.index()];
    let kept = session.kept.start.filter(|_| session.fixed.is_none()).map(|start| [start]);
    let candidates = kept.as_ref().map_or(common, |kept| kept);
    let mut starts = of_session(conference, candidates, id);
    starts.retain(|&start| orders::kept_ok(session, start));
    starts
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, at, window};
    use super::*;
    use crate::domain::Slot;

    #[test]
    fn starts_are_on_the_grid_or_of_a_slot_and_within_the_hours() {
        let mut b = Build::new();
        b.c.days.truncate(1);
        b.c.grid_minutes = 60;
        b.c.days[0].earliest = at("2020-11-02T06:30");
        b.c.days[0].latest = at("2020-11-02T09:00");
        let starts =
            |b: &Build| common(&b.done()).iter().map(|start| start.0 - at("2020-11-02T00:00").0).collect::<Vec<_>>();
        assert_eq!(starts(&b), [7 * 60, 8 * 60]);
        let slot = |from, until| Slot { window: window(from, until), rooms: None };
        b.c.phases[0].slots = vec![
            slot("2020-11-02T06:30", "2020-11-02T07:00"),
            slot("2020-11-02T06:20", "2020-11-02T07:00"),
            slot("2020-11-02T08:00", "2020-11-02T09:00"),
            slot("2020-11-02T08:50", "2020-11-02T09:00"),
            slot("2020-11-02T09:00", "2020-11-02T10:00"),
            slot("2020-11-02T09:10", "2020-11-02T10:00"),
        ];
        assert_eq!(starts(&b), [6 * 60 + 30, 7 * 60, 8 * 60, 8 * 60 + 50]);
    }
}
