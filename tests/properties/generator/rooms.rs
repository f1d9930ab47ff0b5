//! Rooms and services.

use plenary::domain::{Conference, Room, RoomId, Service, Window};

use super::{Draft, Focus, window};

/// Draws rooms and services.
pub fn draw(draft: &mut Draft, conference: &mut Conference) {
    let crowded = draft.focus == Focus::Crowd;
    let random = &mut draft.random;
    let rooms = match draft.sessions {
        _ if crowded => 2,
        2 | 3 => random.pick(&[1, 2, 2, 3]),
        4 => random.pick(&[1, 2, 2]),
        _ => random.pick(&[1, 1, 2]),
    };
    let capacity = random.chance(30).then(|| random.pick(&[10, 60]));
    for index in 0..rooms {
        let closed: Vec<Window> = if random.chance(20) { vec![window(random, conference, 15, 240)] } else { vec![] };
        let own = random.chance(25).then(|| random.pick(&[7, 60, 100]));
        let id = format!("room-{}", index + 1);
        conference.rooms.push(Room { name: id.clone(), id, capacity: own.or(capacity), closed, link: None });
    }
    let rooms: Vec<RoomId> = (0..conference.rooms.len()).map(RoomId::new).collect();
    for id in &["interpretation", "captioning"][..random.below(3)] {
        let some = random.some(&rooms, 60);
        conference.services.push(Service {
            id: id.to_string(),
            teams: random.pick(&[1, 1, 1, 2]),
            rooms: (!some.is_empty() && random.chance(40)).then_some(some),
            minutes_per_day: random.chance(40).then(|| 15 * random.between(2, 10)),
        });
    }
}
