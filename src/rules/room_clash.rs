//! `room-clash`: a room holds one session at a time.

use super::words::{Words, length, list};
use super::{Constraint, GroundError, Grounding, HARD, Rule, Selection, Shortage};
use crate::domain::{Conference, Room, RoomId, RuleId, RuleInfo, Strength};
use crate::model::{Cumulative, Price, Role, Use};

/// A room holds one session over `[start, end + turnaround)`. The model counts over rooms that are alike.
pub(super) struct RoomClash;

/// The most copies of a room that is closed at times. The model treats such rooms one by one, so more would be slow.
const MOST_COPIES: usize = 24;

impl Rule for RoomClash {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::RoomClash,
            sentence: "A room holds one session at a time and stays empty for the turnaround after it.",
            charges: None,
            default: Strength::Hard,
            legal: HARD,
            options: &[],
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
            grounding.builder.cumulative(Cumulative { label, capacity, price: Price::Hard, role, uses });
        }
        Ok(())
    }

    fn is_certified(&self, _: &[String]) -> bool {
        true
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let c = of.conference;
        let mut alike: Vec<Vec<RoomId>> = Vec::new();
        for room in (0..c.rooms.len()).map(RoomId::new) {
            match alike.iter_mut().find(|group| is_alike(c, group[0], room)) {
                Some(group) => group.push(room),
                None => alike.push(vec![room]),
            }
        }
        let turnaround = (c.turnaround_minutes > 0).then_some(Constraint::Turnaround);
        alike.into_iter().map(Constraint::Rooms).chain(turnaround).collect()
    }

    fn shortage_sentence(&self, words: Words<'_>, short: &Shortage<'_>) -> String {
        let (who, needed) = (&short.who, short.needed_time());
        format!("{who} need rooms for {needed} in all{}; {}.", words.turnaround_included(), short.there_is())
    }
}

fn is_alike(conference: &Conference, a: RoomId, b: RoomId) -> bool {
    let (first, second) = (&conference.rooms[a.index()], &conference.rooms[b.index()]);
    let services = || conference.services.iter().filter_map(|service| service.rooms.as_ref());
    (first.capacity, &first.closed) == (second.capacity, &second.closed)
        && services().all(|rooms| rooms.contains(&a) == rooms.contains(&b))
}

/// Adds `count` rooms like this one, or fewer if it is closed at times.
pub(crate) fn add_copies(c: &mut Conference, room: RoomId, count: usize) {
    let data = c.rooms[room.index()].clone();
    let count = if data.closed.is_empty() { count } else { count.min(MOST_COPIES) };
    for copy in 0..count {
        let id = RoomId::new(c.rooms.len());
        c.rooms.push(Room { id: format!("{}+{}", data.id, copy + 1), ..data.clone() });
        let lists = c.services.iter_mut().filter_map(|service| service.rooms.as_mut());
        let slots = c.phases.iter_mut().flat_map(|phase| &mut phase.slots).filter_map(|slot| slot.rooms.as_mut());
        lists.chain(slots).filter(|rooms| rooms.contains(&room)).for_each(|rooms| rooms.push(id));
    }
}

pub(super) fn without_turnaround(c: &mut Conference) {
    c.turnaround_minutes = 0;
}

/// `a and b each hold one session at a time.`
pub(super) fn one_at_a_time(words: Words<'_>, rooms: &[RoomId]) -> String {
    match rooms {
        [room] => format!("{} holds one session at a time.", words.room(*room)),
        rooms => format!("{} each hold one session at a time.", list(rooms.iter().map(|&room| words.room(room)))),
    }
}

/// `A room stays empty for 10 min after each session.`
pub(super) fn turnaround(words: Words<'_>) -> String {
    format!("A room stays empty for {} after each session.", length(words.0.turnaround_minutes))
}

#[cfg(test)]
mod tests {
    use crate::rules::ground;
    use crate::rules::testing::{RuleId, conference, rooms, session, violations};

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
    fn rooms_that_differ_are_counted_separately() {
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
        let named = &grounded.labels[grounded.model.cumulatives[0].label.0 as usize];
        assert_eq!((named.rule, named.subject.join(" ")), (RuleId::RoomClash, "room-0 room-1".into()));
    }
}
