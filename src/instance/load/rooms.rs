//! Rooms and services.

use super::details::link;
use super::names::IdTable;
use super::number::{MOST_COUNT, whole};
use super::time;
use crate::domain::{Room, RoomId, Service, Window, Zone};
use crate::instance::codes;
use crate::instance::format::{self, At};
use crate::instance::problem::Problems;

/// The rooms; one room, `room-1`, if the list is missing.
pub(crate) fn rooms(
    list: Option<&[At<format::Room>]>,
    zone: Zone,
    names: &mut IdTable,
    problems: &mut Problems,
) -> Vec<Room> {
    let Some(list) = list else {
        let id = names.declare(&"room-1".to_owned().into(), 0, problems);
        return vec![Room { name: id.clone(), id, capacity: None, closed: Vec::new(), link: None }];
    };
    let mut rooms = Vec::with_capacity(list.len());
    for room in list {
        let room = &room.value;
        let id = names.declare(&room.id, rooms.len(), problems);
        let capacity = room.capacity.as_ref().map(|n| whole(Some(n), 0, 0..=MOST_COUNT, "a capacity", problems));
        let closed = room.closed.iter().filter_map(|w| time::window(w, zone, problems)).collect();
        let name = room.name.clone().unwrap_or_else(|| id.clone());
        let link = room.link.as_ref().and_then(|written| link(written, problems));
        rooms.push(Room { id, name, capacity, closed: Window::union(closed), link });
    }
    rooms
}

/// The services.
pub(crate) fn services(
    list: &[At<format::Service>],
    rooms: &IdTable,
    names: &mut IdTable,
    problems: &mut Problems,
) -> Vec<Service> {
    let mut services = Vec::with_capacity(list.len());
    let all_rooms = rooms.all().count();
    for service in list {
        let service = &service.value;
        let id = names.declare(&service.id, services.len(), problems);
        let per_day = |n| whole(Some(n), 0, 0..=MOST_COUNT, "the minutes per day", problems);
        let minutes_per_day = service.minutes_per_day.as_ref().map(per_day);
        let rooms = service.rooms.as_deref().map(|list| room_ids(list, rooms, problems));
        let teams = teams(service, &id, rooms.as_ref().map_or(all_rooms, Vec::len), problems);
        services.push(Service { id, teams, rooms, minutes_per_day });
    }
    services
}

/// The teams of a service. If it is a part of its rooms, it has as many as rooms, which is no limit: a room holds one
/// session at a time.
fn teams(service: &format::Service, id: &str, rooms: usize, problems: &mut Problems) -> i64 {
    let teams = whole(service.teams.as_ref(), 1, 0..=MOST_COUNT, "a number of teams", problems);
    if let Some(unlimited) = service.unlimited.as_ref().filter(|unlimited| unlimited.value) {
        if service.teams.is_some() {
            let message = format!("the service \"{id}\" is unlimited, and has a number of teams");
            problems.add(&codes::BAD_NUMBER, unlimited.span, message);
        }
        return rooms.max(1) as i64;
    }
    if service.teams.is_none() && service.unlimited.is_none() && service.rooms.is_some() && rooms > 1 {
        let message =
            format!("the service \"{id}\" has {rooms} rooms and one team: only one session at a time can have it");
        problems.add(&codes::ONE_TEAM, service.id.span, message);
    }
    teams
}

/// The rooms that a list names, each once, in the order of the conference.
pub(crate) fn room_ids(list: &[At<String>], rooms: &IdTable, problems: &mut Problems) -> Vec<RoomId> {
    let mut found: Vec<RoomId> = list.iter().filter_map(|id| rooms.find(id, problems)).map(RoomId::new).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Reports an empty list of rooms.
pub(crate) fn no_rooms(list: &At<Vec<At<format::Room>>>, problems: &mut Problems) {
    if list.value.is_empty() && !problems.has_lost_any(list.span) {
        problems.add(&codes::NO_ROOMS, list.span, "the list of rooms is empty".into());
    }
}
