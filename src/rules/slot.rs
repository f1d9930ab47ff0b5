//! `slot`: where the phase has slots, a session starts with a slot and ends inside it.

use super::conditions::{refine_grid, slot_takes, slots_at};
use super::words::Words;
use super::{Constraint, GroundError, Grounding, HARD, Rule, Selection};
use crate::domain::{Conference, PhaseId, RuleId, RuleInfo, Strength};

/// Where the day's phase has common slots, a session starts with a slot of its room and ends inside it.
pub(super) struct Slot;

impl Rule for Slot {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Slot,
            sentence: "Where a phase has slots, a session starts with a slot and ends inside it.",
            charges: None,
            default: Strength::Hard,
            legal: HARD,
            options: &[],
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

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let phases = of.conference.phases.iter().enumerate().filter(|(_, phase)| !phase.slots.is_empty());
        phases.map(|(index, _)| Constraint::Slots(PhaseId::new(index))).collect()
    }
}

pub(super) fn without_slots(c: &mut Conference, phase: PhaseId) {
    let slots = std::mem::take(&mut c.phases[phase.index()].slots);
    slots.iter().for_each(|slot| refine_grid(c, slot.window.from));
}

/// `Sessions of week-2 start with one of its slots and end inside it.`
pub(super) fn slots(words: Words<'_>, phase: PhaseId) -> String {
    format!("Sessions of {} start with one of its slots and end inside it.", words.phase(phase))
}

#[cfg(test)]
mod tests {
    use crate::domain::{RoomId, Slot, Window};
    use crate::rules::testing::{at, conference, rooms, session, violations};

    #[test]
    fn a_session_starts_with_a_slot_of_its_room_and_ends_inside_it() {
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
