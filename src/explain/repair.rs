//! The sessions that a repair moved, and why: the rules that would be broken at their old places.

use schemars::JsonSchema;
use serde::Serialize;

use super::moves::moved;
use super::times::spot;
use super::view::Spot;
use crate::check::{Checker, Report};
use crate::domain::{Placement, Problem, Schedule, SessionId};

/// The most reasons shown for one move.
const MOST_REASONS: usize = 2;

/// A session that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its old place.
    pub from: Spot,
    /// Its new place; `null` if it has none.
    pub to: Option<Spot>,
    /// The checker's messages on the hard rules that would be broken if only this session moved back. Empty if moving
    /// back is allowed.
    pub because: Vec<String>,
    /// The additional cost of moving back, in hundredths of a discomfort-minute.
    pub saves: i64,
}

/// The sessions that moved from `before` to `now`, by new start; unplaced ones last.
///
/// `report` is the checker's verdict on `now`.
pub fn moves<'a>(problem: impl Into<Problem<'a>>, before: &Schedule, now: &Schedule, report: &Report) -> Vec<Moved> {
    let problem @ Problem { conference, .. } = problem.into();
    let mut checker = Checker::new(problem);
    let changed = |&session: &SessionId| before.get(session).is_some_and(|old| is_elsewhere(old, now.get(session)));
    let mut sessions: Vec<SessionId> = conference.session_ids().filter(changed).collect();
    sessions.sort_by_key(|&session| (now.get(session).is_none(), now.get(session), session));
    let explain = |session: SessionId| {
        let old = before.get(session)?;
        let back = moved(&mut checker, conference, now, report, session, old);
        let data = &conference.sessions[session.index()];
        Some(Moved {
            id: data.id.clone(),
            title: data.title.clone(),
            from: spot(conference, old),
            to: now.get(session).map(|place| spot(conference, place)),
            because: back.broken.into_iter().take(MOST_REASONS).map(|violation| violation.message).collect(),
            saves: back.difference,
        })
    };
    sessions.into_iter().filter_map(explain).collect()
}

/// Whether the place differs. A room that the old schedule does not give counts as unchanged.
fn is_elsewhere(old: Placement, now: Option<Placement>) -> bool {
    now.is_none_or(|now| now.start != old.start || (old.room.is_some() && now.room != old.room))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::domain::testing::{at, conference, session};
    use crate::domain::{RoomId, RuleId, RuleSettings};

    #[test]
    fn a_move_comes_with_the_violation_that_it_avoids() {
        let mut given = conference();
        given.rules = RuleSettings::hard(&[RuleId::RoomClash]);
        given.sessions = vec![session("a", 60), session("b", 60)];
        let place = |start| Some(Placement { start: at(start), room: Some(RoomId(0)) });
        let before = Schedule { placements: vec![place("02T10:00"), place("02T12:00")] };
        let now = Schedule { placements: vec![place("02T12:00"), place("02T10:00")] };
        let moved_sessions = moves(&given, &before, &now, &check(&given, &now));
        assert_eq!(moved_sessions.iter().map(|moved| moved.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(moved_sessions[0].from.when, "Mon 2 Nov 2020 12:00");
        assert!(moved_sessions[0].because[0].contains('a'), "{:?}", moved_sessions[0].because);
    }
}
