//! Instants as people and files write them, in the event's zone.

use super::view::Spot;
use crate::domain::{Conference, Instant, Placement, Zone};

/// RFC 3339 with the event's offset: `2020-11-02T06:00:00+00:00`.
pub fn rfc3339(conference: &Conference, at: Instant) -> String {
    let offset = i32::try_from(conference.zone.offset_minutes(at)).unwrap_or(0);
    format!("{}{}", conference.zone.civil(at).format("%Y-%m-%dT%H:%M:%S"), Zone::Fixed(offset))
}

/// As people say it, in the event's zone: `Mon 2 Nov 2020 06:00`.
pub fn local(conference: &Conference, at: Instant) -> String {
    conference.zone.civil(at).format("%a %-d %b %Y %H:%M").to_string()
}

/// A placement as a view.
pub(super) fn spot(conference: &Conference, placement: Placement) -> Spot {
    Spot {
        start: rfc3339(conference, placement.start),
        when: local(conference, placement.start),
        room: placement.room.and_then(|room| conference.rooms.get(room.index())).map(|room| room.id.clone()),
    }
}
