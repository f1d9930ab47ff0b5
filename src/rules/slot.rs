//! `slot`: where the phase has slots, a session starts with one and ends inside it.

use super::conditions::{slot_takes, slots_at};
use super::{GroundError, Grounding, HARD, Rule};
use crate::domain::{RuleInfo, Strength};

/// Where the day's phase has common slots, a session starts with one of its room's and ends inside it.
pub struct Slot;

impl Rule for Slot {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "slot",
            sentence: "Where a phase has slots, a session starts with one and ends inside it.",
            default: Strength::Hard,
            legal: HARD,
            has_share: false,
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        for start in 0..grounding.starts() {
            let from = grounding.axis.start_instant(start);
            let Some(slots) = slots_at(grounding.conference, grounding.axis.start_day(start), from) else { continue };
            for index in grounding.sessions() {
                let end = grounding.session(index).end(from);
                if !slot_takes(&slots, end, None) {
                    grounding.forbid(index, start);
                    continue;
                }
                for class in 0..grounding.classes.len() {
                    if !slot_takes(&slots, end, Some(grounding.room(class))) {
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
    use crate::domain::{RoomId, Slot, Window};
    use crate::rules::testing::{at, conference, rooms, session, violations};

    #[test]
    fn starts_with_a_slot_of_its_room_and_ends_inside_it() {
        let mut given = conference();
        given.rooms = rooms(2);
        let slot = |from, until, rooms| Slot { window: Window { from: at(from), until: at(until) }, rooms };
        given.phases[0].slots = vec![
            slot("02T09:15", "02T10:15", None),
            slot("02T11:15", "02T12:45", Some(vec![RoomId(1)])),
            slot("02T14:00", "02T14:45", None),
        ];
        given.sessions = vec![session("a", 60)];
        assert_eq!(violations(&given, &["02T09:15@0"]), 0);
        assert_eq!(violations(&given, &["02T09:15@1"]), 0);
        assert_eq!(violations(&given, &["02T10:00@0"]), 1, "on the grid, but no slot");
        assert_eq!(violations(&given, &["02T11:15@1"]), 0);
        assert_eq!(violations(&given, &["02T11:15@0"]), 1, "another room's slot");
        assert_eq!(violations(&given, &["02T14:00@0"]), 1, "too short a slot");
    }
}
