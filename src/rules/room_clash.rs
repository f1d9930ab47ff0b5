//! `room-clash`: a room holds one session at a time.

use super::{GroundError, Grounding, HARD, Rule};
use crate::domain::{RuleInfo, Strength};
use crate::model::{Price, Profile, Role, Use};

/// A room holds one session over `[start, end + turnaround)`; counted over rooms that are alike.
pub struct RoomClash;

impl Rule for RoomClash {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "room-clash",
            sentence: "A room holds one session at a time, and the turnaround after it.",
            default: Strength::Hard,
            legal: HARD,
            has_share: false,
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, _: Strength) -> Result<(), GroundError> {
        let turnaround = grounding.conference.turnaround_minutes;
        for (class, rooms) in grounding.classes.iter().enumerate() {
            let ids = rooms.iter().map(|room| grounding.conference.rooms[room.index()].id.clone()).collect();
            let label = grounding.label(ids);
            let of = |session| Use { class: Some(class as u32), ..grounding.use_of(session, turnaround, 1) };
            let uses = grounding.sessions().map(of).collect();
            let role = Role::Resource { turnaround: grounding.axis.steps(turnaround) as u32 };
            let capacity = rooms.len() as u32;
            grounding.builder.profile(Profile { label, capacity, price: Price::Hard, role, uses });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::ground;
    use crate::rules::testing::{conference, rooms, session, violations};

    #[test]
    fn two_sessions_need_two_rooms_until_the_turnaround_is_over() {
        let mut given = conference();
        given.grid_minutes = 10;
        given.turnaround_minutes = 20;
        given.sessions = vec![session("a", 60), session("b", 60)];
        assert_eq!(violations(&given, &["02T10:00", "02T11:20"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T11:10"]), 1, "one step of ten minutes");
        assert_eq!(violations(&given, &["02T10:00", "02T10:00"]), 8);
        given.rooms = rooms(2);
        assert_eq!(violations(&given, &["02T10:00", "02T10:00@1"]), 0);
    }

    #[test]
    fn rooms_that_differ_are_counted_apart() {
        let mut given = conference();
        given.rooms = rooms(2);
        given.rooms[1].capacity = Some(1000);
        given.sessions = vec![session("a", 60), session("b", 60)];
        assert_eq!(violations(&given, &["02T10:00", "02T10:00@1"]), 0);
        assert_eq!(violations(&given, &["02T10:00@1", "02T10:00@1"]), 1);
    }

    #[test]
    fn the_label_names_the_rooms() {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 60), session("b", 60), session("c", 60)];
        let grounded = ground(&given).unwrap();
        let named = &grounded.labels[grounded.model.profiles[0].label.0 as usize];
        assert_eq!((named.rule, named.subject.join(" ")), ("room-clash", "room-0 room-1".into()));
    }
}
