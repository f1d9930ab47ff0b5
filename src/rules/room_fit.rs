//! `room-fit`: the room is open, has the session's services, and is large enough.

use std::collections::{BTreeMap, BTreeSet};

use super::exact_arithmetic::ratio;
use super::words::{Words, list};
use super::{Constraint, GroundError, Grounding, HARD_OR_WEIGHT, Rule, Selection};
use crate::domain::{Conference, Decimal, RoomId, RuleId, RuleInfo, ServiceId, Session, Strength};

/// The room is open during the session, has its services, and is large enough for its attendance. A weight prices only
/// the attendance above the capacity.
pub(super) struct RoomFit;

impl Rule for RoomFit {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::RoomFit,
            sentence: "The room is open, has the services the session needs, and is large enough for its attendance.",
            charges: Some("each minute: the attendees above the room's capacity (the rest of the rule stays hard)"),
            default: Strength::Hard,
            legal: HARD_OR_WEIGHT,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        for class in 0..grounding.classes.len() {
            let room = grounding.room(class);
            for index in grounding.sessions() {
                let session = grounding.session(index);
                let above = people_above_capacity(grounding, session, room);
                let never = !has_services(grounding, session, room) || (above > 0 && strength == Strength::Hard);
                let price = match strength {
                    Strength::Weight(weight) => {
                        let factors = [weight.micros.into(), above.into(), session.minutes.into(), 100];
                        ratio(&factors, Decimal::SCALE.into())?
                    }
                    _ => 0,
                };
                let closed = &grounding.conference.rooms[room.index()].closed;
                if !never && price == 0 && closed.is_empty() {
                    continue;
                }
                for start in 0..grounding.starts() {
                    let from = grounding.axis.start_instant(start);
                    if never || closed.iter().any(|window| window.overlap(from, session.end(from)) > 0) {
                        grounding.forbid_in(index, start, class);
                    } else {
                        grounding.cost_in(index, start, class, price);
                    }
                }
            }
        }
        Ok(())
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let c = of.conference;
        let rooms = || c.rooms.iter().enumerate().map(|(index, room)| (RoomId::new(index), room));
        let mut sizes: BTreeMap<i64, Vec<RoomId>> = BTreeMap::new();
        rooms()
            .for_each(|(id, room)| room.capacity.into_iter().for_each(|size| sizes.entry(size).or_default().push(id)));
        let services: BTreeSet<_> = of.sessions().flat_map(|(_, session)| &session.services).copied().collect();
        let somewhere = services.into_iter().filter(|service| c.services[service.index()].rooms.is_some());
        let closed = rooms().filter(|(_, room)| !room.closed.is_empty()).map(|(id, _)| Constraint::Closed(id));
        somewhere
            .map(Constraint::ServiceRooms)
            .chain(closed)
            .chain(sizes.into_values().map(Constraint::Capacity))
            .collect()
    }

    /// A weight prices the capacity alone; the rest of the rule stays hard.
    fn hard_part(&self, conference: &mut Conference, strength: Strength) -> Strength {
        if let Strength::Weight(_) = strength {
            conference.rooms.iter_mut().for_each(|room| room.capacity = None);
            return Strength::Hard;
        }
        strength
    }
}

pub(super) fn never_closed(c: &mut Conference, room: RoomId) {
    c.rooms[room.index()].closed.clear();
}

pub(super) fn without_capacity(c: &mut Conference, rooms: &[RoomId]) {
    rooms.iter().for_each(|room| c.rooms[room.index()].capacity = None);
}

pub(super) fn in_all_rooms(c: &mut Conference, service: ServiceId) {
    c.services[service.index()].rooms = None;
}

/// `a is closed Mon 2 Nov 2020 09:00-12:00.`
pub(super) fn closed(words: Words<'_>, room: RoomId) -> String {
    let windows = words.0.rooms[room.index()].closed.iter().map(|window| words.window(*window));
    format!("{} is closed {}.", words.room(room), list(windows))
}

/// `a and b hold 50 people.`
pub(super) fn capacity(words: Words<'_>, rooms: &[RoomId]) -> String {
    let size = words.0.rooms[rooms[0].index()].capacity.unwrap_or(0);
    let holds = if rooms.len() == 1 { "holds" } else { "hold" };
    format!("{} {holds} {size} people.", list(rooms.iter().map(|&room| words.room(room))))
}

/// `a is the only room with interpretation.`
pub(super) fn service_rooms(words: Words<'_>, service: ServiceId) -> String {
    let rooms = words.0.services[service.index()].rooms.as_deref().unwrap_or_default();
    let service = words.service(service);
    match rooms {
        [] => format!("No room has {service}."),
        [room] => format!("{} is the only room with {service}.", words.room(*room)),
        rooms => format!("Only {} have {service}.", list(rooms.iter().map(|&room| words.room(room)))),
    }
}

fn people_above_capacity(grounding: &Grounding<'_>, session: &Session, room: RoomId) -> i64 {
    let capacity = grounding.conference.rooms[room.index()].capacity;
    capacity.map_or(0, |capacity| (session.attendance - capacity).max(0))
}

fn has_services(grounding: &Grounding<'_>, session: &Session, room: RoomId) -> bool {
    let available = |rooms: &Vec<RoomId>| rooms.contains(&room);
    let services = session.services.iter().map(|service| &grounding.conference.services[service.index()]);
    services.into_iter().all(|service| service.rooms.as_ref().is_none_or(available))
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, RoomId, Service, ServiceId, Window};
    use crate::rules::testing::{RuleId, at, conference, cost, rooms, session, violations, weigh};

    fn small_room() -> Conference {
        let mut given = conference();
        given.rooms = rooms(2);
        given.rooms[1].capacity = Some(7);
        given.sessions = vec![session("a", 60)];
        given
    }

    #[test]
    fn people_above_the_capacity_are_forbidden_or_cost() {
        let mut given = small_room();
        assert_eq!(violations(&given, &["02T10:00@1"]), 1);
        assert_eq!(cost(&given, &["02T10:00@0"]), 0);
        weigh(&mut given, RuleId::RoomFit, "0.5");
        // 0.5 x 3 people x 60 minutes x 100.
        assert_eq!(cost(&given, &["02T10:00@1"]), 9000);
        assert_eq!(cost(&given, &["02T10:00@0"]), 0);
    }

    #[test]
    fn a_closed_room_and_a_missing_service_are_forbidden_at_any_setting() {
        for weight in [None, Some("1")] {
            let mut given = small_room();
            given.rooms[0].closed = vec![Window { from: at("02T10:30"), until: at("02T12:00") }];
            let service = Service { id: "i".into(), teams: 1, rooms: Some(vec![RoomId(0)]), minutes_per_day: None };
            given.services = vec![service];
            given.sessions[0].services = vec![ServiceId(0)];
            given.rooms[1].capacity = None;
            if let Some(weight) = weight {
                weigh(&mut given, RuleId::RoomFit, weight);
            }
            assert_eq!(violations(&given, &["02T09:00@0"]), 0);
            assert_eq!(violations(&given, &["02T10:00@0"]), 1);
            assert_eq!(violations(&given, &["02T12:00@0"]), 0);
            assert_eq!(violations(&given, &["02T09:00@1"]), 1, "no service");
        }
    }

    #[test]
    fn a_start_is_forbidden_if_no_room_suits() {
        let mut given = small_room();
        given.rooms.remove(0);
        assert_eq!(violations(&given, &["02T10:00@0"]), 1);
        weigh(&mut given, RuleId::RoomFit, "1");
        assert_eq!(cost(&given, &["02T10:00@0"]), 18_000);
    }
}
