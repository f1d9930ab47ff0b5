//! `allowed`: inside the allowed windows, and where it is fixed or kept.

use super::conditions::Allowed as Conditions;
use super::{GroundError, Grounding, HARD, Rule};
use crate::domain::{RoomId, RuleInfo, Strength};

/// A session lies inside the union of its allowed windows, and is where it is fixed.
pub struct Allowed;

impl Rule for Allowed {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "allowed",
            sentence: "A session lies inside its allowed times, and is where it is fixed.",
            default: Strength::Hard,
            legal: HARD,
            has_share: false,
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        for index in grounding.sessions() {
            let session = grounding.session(index);
            let conditions = Conditions::of(session);
            let room = session.fixed.and_then(|fixed| fixed.room);
            let rooms = session.rooms.as_ref();
            if conditions.always() && rooms.is_none() {
                continue;
            }
            for start in 0..grounding.starts() {
                let from = grounding.axis.start_instant(start);
                if !conditions.takes(from, session.end(from)) {
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
}

#[cfg(test)]
mod tests {
    use crate::domain::{Fixed, RoomId, Window};
    use crate::rules::testing::{at, conference, rooms, session, violations};

    #[test]
    fn inside_the_union_of_the_windows() {
        let mut given = conference();
        let window = |from, until| Window { from: at(from), until: at(until) };
        given.sessions = vec![session("a", 90)];
        given.sessions[0].allowed = Some(vec![window("02T09:00", "02T10:00"), window("02T10:00", "02T12:00")]);
        assert_eq!(violations(&given, &["02T09:00"]), 0, "touching windows are one");
        assert_eq!(violations(&given, &["02T08:00"]), 1);
        assert_eq!(violations(&given, &["02T11:00"]), 1);
    }

    #[test]
    fn fixed_in_time_and_room_and_off_the_grid() {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 60), session("b", 60)];
        given.sessions[0].fixed = Some(Fixed { start: at("02T18:35"), room: Some(RoomId(1)) });
        assert_eq!(violations(&given, &["02T18:35@1", "-"]), 0);
        assert_eq!(violations(&given, &["02T18:35@0", "-"]), 1);
        assert_eq!(violations(&given, &["02T18:00@1", "-"]), 1);
        assert_eq!(violations(&given, &["-", "02T18:35@0"]), 1, "another's start off the grid is none of mine");
    }

    #[test]
    fn kept_in_its_rooms_at_any_time() {
        let mut given = conference();
        given.rooms = rooms(3);
        given.sessions = vec![session("a", 60)];
        given.sessions[0].rooms = Some(vec![RoomId(1), RoomId(2)]);
        let broken = |place| violations(&given, &[place]);
        assert_eq!(["02T09:00@1", "02T12:00@2", "02T09:00@0"].map(broken), [0, 0, 1]);
    }
}
