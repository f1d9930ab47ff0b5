//! What a repair moved, and why: what would be broken if it were still where it was.

use schemars::JsonSchema;
use serde::Serialize;

use super::moves::moved;
use super::times::spot;
use super::view::Spot;
use crate::check::{Checker, Report};
use crate::domain::{Placement, Problem, Schedule, SessionId};

/// Reasons told for one move.
const MOST_REASONS: usize = 2;

/// A session that is no longer where it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it was.
    pub from: Spot,
    /// Where it is; `null` where it has no place any more.
    pub to: Option<Spot>,
    /// What would be broken, all else as it is now, if it were back: messages of the checker. Empty where that is
    /// allowed and only dearer.
    pub because: Vec<String>,
    /// What being back would cost more, in hundredths of a discomfort-minute.
    pub saves: i64,
}

/// The sessions that are elsewhere in `now` than in `before`, in the order of their new starts; the unplaced ones last.
///
/// `report` is the checker's verdict on `now`.
pub fn moves<'a>(problem: impl Into<Problem<'a>>, before: &Schedule, now: &Schedule, report: &Report) -> Vec<Moved> {
    let problem @ Problem { conference, .. } = problem.into();
    let mut checker = Checker::new(problem);
    let changed = |&session: &SessionId| before.get(session).is_some_and(|old| is_elsewhere(old, now.get(session)));
    let mut sessions: Vec<SessionId> = conference.session_ids().filter(changed).collect();
    sessions.sort_by_key(|&session| (now.get(session).is_none(), now.get(session), session));
    let told = |session: SessionId| {
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
    sessions.into_iter().filter_map(told).collect()
}

/// Whether a place is another one; a room that was not said has not changed.
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
    fn a_move_is_told_with_what_it_avoids() {
        let mut given = conference();
        given.rules = RuleSettings::hard(&[RuleId::RoomClash]);
        given.sessions = vec![session("a", 60), session("b", 60)];
        let place = |start| Some(Placement { start: at(start), room: Some(RoomId(0)) });
        let before = Schedule { placements: vec![place("02T10:00"), place("02T12:00")] };
        let now = Schedule { placements: vec![place("02T12:00"), place("02T10:00")] };
        let told = moves(&given, &before, &now, &check(&given, &now));
        assert_eq!(told.iter().map(|moved| moved.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(told[0].from.when, "Mon 2 Nov 2020 12:00");
        assert!(told[0].because[0].contains('a'), "{:?}", told[0].because);
    }
}
