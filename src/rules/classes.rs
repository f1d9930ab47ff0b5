//! Classes of interchangeable rooms.

use std::collections::BTreeSet;

use crate::domain::{Conference, Reference, Relation, RelationKind, RoomId, RuleId, SessionId, Strength};

/// The rooms of each class. Classes are in the order of their first rooms.
///
/// Rooms are interchangeable if they have equal capacity and the same services, are never closed, and no fixed place,
/// slot or wish names them. A session needs only one room of a class, so counting shows whether one is free. Every
/// other room is a class by itself. So is every room if a relation requires the same room in a way that counting cannot
/// ensure, and every room of the reference timetable if room changes count.
pub(crate) fn classes(conference: &Conference, reference: Option<&Reference>) -> Vec<Vec<RoomId>> {
    let separate = if counting_keeps_rooms(conference) { named(conference, reference) } else { all(conference) };
    let mut classes: Vec<Vec<RoomId>> = Vec::new();
    for room in all(conference) {
        let same = |class: &&mut Vec<RoomId>| {
            !separate.contains(&room) && !separate.contains(&class[0]) && alike(conference, class[0], room)
        };
        match classes.iter_mut().find(same) {
            Some(class) => class.push(room),
            None => classes.push(vec![room]),
        }
    }
    classes
}

fn all(conference: &Conference) -> BTreeSet<RoomId> {
    (0..conference.rooms.len()).map(RoomId::new).collect()
}

/// Rooms that are closed at times, or that a session, slot, wish or the reference timetable names.
fn named(conference: &Conference, reference: Option<&Reference>) -> BTreeSet<RoomId> {
    let closed = all(conference).into_iter().filter(|room| !conference.rooms[room.index()].closed.is_empty());
    let fixed = conference.sessions.iter().filter_map(|session| session.fixed.and_then(|fixed| fixed.room));
    let slots =
        conference.phases.iter().flat_map(|phase| &phase.slots).filter_map(|slot| slot.rooms.as_ref()).flatten();
    let wishes = conference.sessions.iter().flat_map(|s| &s.wishes).filter_map(|wish| wish.rooms.as_ref()).flatten();
    let stay = conference.rule(RuleId::Stay) != Strength::Off;
    let counting = reference.into_iter().filter(|reference| stay || reference.count_room_changes);
    let earlier = counting.flat_map(|reference| &reference.schedule.placements);
    let earlier = earlier.filter_map(|placement| placement.and_then(|placement| placement.room));
    let kept = conference.sessions.iter().filter_map(|session| session.kept.rooms.as_ref()).flatten();
    closed.chain(fixed).chain(slots.copied()).chain(wishes.copied()).chain(earlier).chain(kept.copied()).collect()
}

fn alike(conference: &Conference, a: RoomId, b: RoomId) -> bool {
    let has = |room: RoomId| {
        let lists = conference.services.iter().filter_map(|service| service.rooms.as_ref());
        lists.map(move |rooms| rooms.contains(&room))
    };
    conference.rooms[a.index()].capacity == conference.rooms[b.index()].capacity && has(a).eq(has(b))
}

/// The pairs of a relation that requires the second session to start exactly when the room of the first becomes free,
/// and in that room; `None` for other relations.
pub(crate) fn back_to_back(conference: &Conference, relation: &Relation) -> Option<Vec<(SessionId, SessionId)>> {
    let turnaround = conference.turnaround_minutes;
    let exact = RelationKind::Gap { least: turnaround, most: Some(turnaround), either_order: false, same_room: true };
    (relation.kind == exact).then(|| relation.pairs())
}

/// Whether every relation that requires the same room is a chain of back-to-back sessions. Then each chain can pass on
/// its room, so being in the same class is as good as being in the same room.
fn counting_keeps_rooms(conference: &Conference) -> bool {
    let (mut first, mut second) = (BTreeSet::new(), BTreeSet::new());
    conference.relations.iter().all(|relation| match relation.kind {
        RelationKind::Gap { same_room: true, .. } => match back_to_back(conference, relation) {
            // Two sessions directly after (or before) the same session cannot both have its room.
            Some(pairs) => pairs.iter().all(|&(a, b)| first.insert(a) && second.insert(b)),
            None => false,
        },
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Service, Window, Wish};
    use crate::rules::testing::{at, conference, rooms, session};

    fn ids(classes: &[&[u32]]) -> Vec<Vec<RoomId>> {
        classes.iter().map(|class| class.iter().map(|&room| RoomId(room)).collect()).collect()
    }

    fn same_room(sessions: &[u32], least: i64) -> Relation {
        Relation {
            kind: RelationKind::Gap { least, most: Some(10), either_order: false, same_room: true },
            name: "gap",
            sessions: sessions.iter().map(|&s| SessionId(s)).collect(),
            strength: Strength::Hard,
            neighbours: true,
        }
    }

    #[test]
    fn rooms_that_are_alike_form_a_class() {
        let mut conference = conference();
        conference.rooms = rooms(5);
        conference.rooms[1].capacity = Some(80);
        conference.rooms[3].closed = vec![Window { from: at("02T10:00"), until: at("02T11:00") }];
        conference.services.push(Service {
            id: "interpretation".into(),
            teams: 1,
            rooms: Some(vec![RoomId(0), RoomId(4)]),
            minutes_per_day: None,
        });
        assert_eq!(classes(&conference, None), ids(&[&[0, 4], &[1], &[2], &[3]]));
    }

    #[test]
    fn a_room_that_a_wish_names_is_a_class_by_itself() {
        let mut conference = conference();
        conference.rooms = rooms(3);
        let mut session = session("s", 60);
        session.wishes.push(Wish { window: None, rooms: Some(vec![RoomId(1)]), discomfort: 5 });
        conference.sessions.push(session);
        assert_eq!(classes(&conference, None), ids(&[&[0, 2], &[1]]));
    }

    #[test]
    fn back_to_back_chains_share_a_class_and_other_same_rooms_do_not() {
        let mut conference = conference();
        conference.rooms = rooms(2);
        conference.turnaround_minutes = 10;
        conference.sessions = ["a", "b", "c"].map(|id| session(id, 60)).to_vec();
        conference.relations = vec![same_room(&[0, 1, 2], 10)];
        assert_eq!(classes(&conference, None), ids(&[&[0, 1]]));
        conference.relations.push(same_room(&[0, 2], 10));
        assert_eq!(classes(&conference, None), ids(&[&[0], &[1]]), "two sessions follow the first");
        conference.relations = vec![same_room(&[0, 1], 0)];
        assert_eq!(classes(&conference, None), ids(&[&[0], &[1]]), "a pause between");
    }
}
