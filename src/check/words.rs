//! How violations name sessions, people, rooms and times.

use crate::domain::{Conference, Instant, PersonId, RoomId, SessionId, Zone};

/// A session: its id, and its title where that says more.
pub(super) fn session(conference: &Conference, id: SessionId) -> String {
    let session = &conference.sessions[id.index()];
    if session.title == session.id { session.id.clone() } else { format!("{} \"{}\"", session.id, session.title) }
}

/// Sessions, comma-separated; a long list is cut.
pub(super) fn sessions(conference: &Conference, ids: &[SessionId]) -> String {
    const MOST: usize = 6;
    let mut text = ids.iter().take(MOST).map(|&id| session(conference, id)).collect::<Vec<_>>().join(", ");
    if ids.len() > MOST {
        text.push_str(&format!(" and {} more", ids.len() - MOST));
    }
    text
}

/// A person: their id, and their name where that says more.
pub(super) fn person(conference: &Conference, id: PersonId) -> String {
    let person = &conference.people[id.index()];
    if person.label() == person.id { person.id.clone() } else { format!("{} ({})", person.id, person.label()) }
}

/// A room's id.
pub(super) fn room(conference: &Conference, id: RoomId) -> String {
    conference.rooms.get(id.index()).map_or_else(|| format!("number {}", id.0), |room| room.id.clone())
}

/// An instant in `zone`: `2020-11-02T06:00+00:00`.
pub(super) fn instant(zone: Zone, at: Instant) -> String {
    let offset = i32::try_from(zone.offset_minutes(at)).unwrap_or(0);
    format!("{}{}", zone.civil(at).format("%Y-%m-%dT%H:%M"), Zone::Fixed(offset))
}

/// An instant in the event's zone.
pub(super) fn time(conference: &Conference, at: Instant) -> String {
    instant(conference.zone, at)
}

/// An instant in the event's zone and, where a person has another, in theirs.
pub(super) fn time_for(conference: &Conference, id: PersonId, at: Instant) -> String {
    let here = time(conference, at);
    match conference.people[id.index()].zone {
        Some(zone) if zone != conference.zone => {
            format!("{here} ({} in {zone})", zone.civil(at).format("%Y-%m-%d %H:%M"))
        }
        _ => here,
    }
}
