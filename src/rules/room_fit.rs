//! `room-fit`: the room is open, has the services, and takes the people.

use super::amounts::ratio;
use super::{GroundError, Grounding, HARD_OR_WEIGHT, Rule};
use crate::domain::{Decimal, RoomId, RuleInfo, Session, Strength};

/// The room is open over the session, its services are to be had there, and everybody fits in; a weight prices the last.
pub struct RoomFit;

impl Rule for RoomFit {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "room-fit",
            sentence: "The room is open, has the services the session needs, and holds its attendance.",
            default: Strength::Hard,
            legal: HARD_OR_WEIGHT,
            has_share: false,
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        for class in 0..grounding.classes.len() {
            let room = grounding.room(class);
            for index in grounding.sessions() {
                let session = grounding.session(index);
                let crowd = excess_people(grounding, session, room);
                let never = !has_services(grounding, session, room) || (crowd > 0 && strength == Strength::Hard);
                let price = match strength {
                    Strength::Weight(weight) => {
                        let factors = [weight.micros.into(), crowd.into(), session.minutes.into(), 100];
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
}

fn excess_people(grounding: &Grounding<'_>, session: &Session, room: RoomId) -> i64 {
    let capacity = grounding.conference.rooms[room.index()].capacity;
    capacity.map_or(0, |capacity| (session.attendance - capacity).max(0))
}

fn has_services(grounding: &Grounding<'_>, session: &Session, room: RoomId) -> bool {
    let there = |rooms: &Vec<RoomId>| rooms.contains(&room);
    let services = session.services.iter().map(|service| &grounding.conference.services[service.index()]);
    services.into_iter().all(|service| service.rooms.as_ref().is_none_or(there))
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, RoomId, Service, ServiceId, Window};
    use crate::rules::testing::{at, conference, cost, rooms, session, violations, weigh};

    fn small_room() -> Conference {
        let mut given = conference();
        given.rooms = rooms(2);
        given.rooms[1].capacity = Some(7);
        given.sessions = vec![session("a", 60)];
        given
    }

    #[test]
    fn capacity_forbids_or_costs_the_excess_people() {
        let mut given = small_room();
        assert_eq!(violations(&given, &["02T10:00@1"]), 1);
        assert_eq!(cost(&given, &["02T10:00@0"]), 0);
        weigh(&mut given, "room-fit", "0.5");
        // 0.5 x 3 people x 60 minutes x 100.
        assert_eq!(cost(&given, &["02T10:00@1"]), 9000);
        assert_eq!(cost(&given, &["02T10:00@0"]), 0);
    }

    #[test]
    fn a_closed_room_and_a_missing_service_forbid_in_either_setting() {
        for weight in [None, Some("1")] {
            let mut given = small_room();
            given.rooms[0].closed = vec![Window { from: at("02T10:30"), until: at("02T12:00") }];
            let service = Service { id: "i".into(), teams: 1, rooms: Some(vec![RoomId(0)]), minutes_per_day: None };
            given.services = vec![service];
            given.sessions[0].services = vec![ServiceId(0)];
            given.rooms[1].capacity = None;
            if let Some(weight) = weight {
                weigh(&mut given, "room-fit", weight);
            }
            assert_eq!(violations(&given, &["02T09:00@0"]), 0);
            assert_eq!(violations(&given, &["02T10:00@0"]), 1);
            assert_eq!(violations(&given, &["02T12:00@0"]), 0);
            assert_eq!(violations(&given, &["02T09:00@1"]), 1, "no service");
        }
    }

    #[test]
    fn the_only_room_forbids_the_start() {
        let mut given = small_room();
        given.rooms.remove(0);
        assert_eq!(violations(&given, &["02T10:00@0"]), 1);
        weigh(&mut given, "room-fit", "1");
        assert_eq!(cost(&given, &["02T10:00@0"]), 18_000);
    }
}
