//! `allowed`: a session takes place inside its allowed windows, in its rooms, and where it is fixed.

use super::conditions::{Allowed as Conditions, refine_grid};
use super::words::{Words, alternatives};
use super::{Constraint, GroundError, Grounding, HARD, Rule, Selection};
use crate::domain::{Conference, Instant, Kept, RoomId, RuleId, RuleInfo, Session, SessionId, Strength};

/// A session takes place inside the union of its allowed windows, and at its fixed start and room.
pub(super) struct Allowed;

impl Rule for Allowed {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Allowed,
            sentence: "A session takes place inside its allowed times, and at its fixed time and room.",
            charges: None,
            default: Strength::Hard,
            legal: HARD,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        for index in grounding.sessions() {
            let session = grounding.session(index);
            let conditions = Conditions::of(session);
            let room = session.fixed.and_then(|fixed| fixed.room);
            let rooms = session.kept.rooms.as_ref();
            if conditions.always() && session.kept == Kept::default() {
                continue;
            }
            for start in 0..grounding.starts() {
                let from = grounding.axis.start_instant(start);
                if !conditions.takes(from, session.end(from)) || !keeps_time(session, from) {
                    grounding.forbid(index, start);
                }
                for class in 0..grounding.classes.len() {
                    let holds = |room: &RoomId| grounding.classes[class].contains(room);
                    if room.is_some_and(|room| !holds(&room)) || rooms.is_some_and(|rooms| !rooms.iter().any(holds)) {
                        grounding.forbid_in(index, start, class);
                    }
                }
            }
        }
        Ok(())
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let fixed = of.sessions().filter(|(_, session)| session.fixed.is_some()).map(|(id, _)| Constraint::Fixed(id));
        let allowed =
            of.sessions().filter(|(_, session)| session.allowed.is_some()).map(|(id, _)| Constraint::Allowed(id));
        fixed.chain(allowed).collect()
    }
}

/// Whether the locks of a session leave it a start.
fn keeps_time(session: &Session, start: Instant) -> bool {
    let kept = &session.kept;
    kept.start.is_none_or(|kept| kept == start)
        && kept.window.is_none_or(|window| window.from <= start && session.end(start) <= window.until)
}

pub(super) fn unfix(c: &mut Conference, session: SessionId) {
    if let Some(fixed) = c.sessions[session.index()].fixed.take() {
        refine_grid(c, fixed.start);
    }
}

pub(super) fn at_any_time(c: &mut Conference, session: SessionId) {
    c.sessions[session.index()].allowed = None;
}

/// `a is fixed at Mon 2 Nov 2020 09:00 in room-1.`
pub(super) fn fixed(words: Words<'_>, session: SessionId) -> String {
    let who = words.session(session);
    match words.0.sessions[session.index()].fixed {
        Some(fixed) => {
            let room = fixed.room.map_or_else(String::new, |room| format!(" in {}", words.room(room)));
            format!("{who} is fixed at {}{room}.", words.moment(fixed.start))
        }
        None => format!("{who} is fixed."),
    }
}

/// `a may take place only Mon 2 Nov 2020 09:00-12:00.`
pub(super) fn times(words: Words<'_>, session: SessionId) -> String {
    let windows = words.0.sessions[session.index()].allowed.as_deref().unwrap_or_default();
    let windows = windows.iter().map(|window| words.window(*window));
    format!("{} may take place only {}.", words.session(session), alternatives(windows))
}

#[cfg(test)]
mod tests {
    use crate::domain::{Fixed, RoomId, Window};
    use crate::rules::testing::{at, conference, rooms, session, violations};

    #[test]
    fn a_session_lies_inside_the_union_of_its_windows() {
        let mut given = conference();
        let window = |from, until| Window { from: at(from), until: at(until) };
        given.sessions = vec![session("a", 90)];
        given.sessions[0].allowed = Some(vec![window("02T09:00", "02T10:00"), window("02T10:00", "02T12:00")]);
        assert_eq!(violations(&given, &["02T09:00"]), 0, "touching windows are one");
        assert_eq!(violations(&given, &["02T08:00"]), 1);
        assert_eq!(violations(&given, &["02T11:00"]), 1);
    }

    #[test]
    fn a_fixed_session_keeps_its_start_and_room_also_off_the_grid() {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 60), session("b", 60)];
        given.sessions[0].fixed = Some(Fixed { start: at("02T18:35"), room: Some(RoomId(1)) });
        assert_eq!(violations(&given, &["02T18:35@1", "-"]), 0);
        assert_eq!(violations(&given, &["02T18:35@0", "-"]), 1);
        assert_eq!(violations(&given, &["02T18:00@1", "-"]), 1);
        assert_eq!(
            violations(&given, &["-", "02T18:35@0"]),
            1,
            "a start off the grid belongs to the session fixed there"
        );
    }

    #[test]
    fn a_session_with_a_list_of_rooms_is_in_one_of_them() {
        let mut given = conference();
        given.rooms = rooms(3);
        given.sessions = vec![session("a", 60)];
        given.sessions[0].kept.rooms = Some(vec![RoomId(1), RoomId(2)]);
        let broken = |place| violations(&given, &[place]);
        assert_eq!(["02T09:00@1", "02T12:00@2", "02T09:00@0"].map(broken), [0, 0, 1]);
    }

    #[test]
    fn locks_leave_a_start_or_a_window() {
        let mut given = conference();
        given.sessions = vec![session("a", 60)];
        given.sessions[0].kept.start = Some(at("02T09:00"));
        let broken =
            |given: &_| ["02T08:00", "02T09:00", "02T10:00", "02T11:00"].map(|place| violations(given, &[place]));
        assert_eq!(broken(&given), [1, 0, 1, 1]);
        given.sessions[0].kept.start = None;
        given.sessions[0].kept.window = Some(Window { from: at("02T09:00"), until: at("02T11:00") });
        assert_eq!(broken(&given), [1, 0, 0, 1]);
        given.sessions[0].kept.start = Some(at("02T10:00"));
        assert_eq!(broken(&given), [1, 1, 0, 1]);
    }
}
