//! Instants as text, for people and for files, in the event's time zone and in others.

use super::view::Spot;
use crate::domain::{Conference, Instant, Placement, Zone};

/// RFC 3339 with the event's offset: `2020-11-02T06:00:00+00:00`.
pub fn rfc3339(conference: &Conference, at: Instant) -> String {
    let offset = i32::try_from(conference.zone.offset_minutes(at)).unwrap_or(0);
    format!("{}{}", conference.zone.civil(at).format("%Y-%m-%dT%H:%M:%S"), Zone::Fixed(offset))
}

/// The same instant in zones from west to east: `Mon 2 Nov 06:00 to 09:00`, or one time if the clocks agree.
pub(super) fn across(zones: &[Zone], at: Instant) -> String {
    let (Some(west), Some(east)) = (zones.first(), zones.last()) else { return String::new() };
    let (first, last) = (west.civil(at), east.civil(at));
    let begin = west.short_date_time(at);
    if first == last {
        begin
    } else if first.date() == last.date() {
        format!("{begin} to {}", east.clock(at))
    } else {
        format!("{begin} to {}", east.short_date_time(at))
    }
}

/// The view of a placement.
pub(super) fn spot(conference: &Conference, placement: Placement) -> Spot {
    Spot {
        start: rfc3339(conference, placement.start),
        when: conference.zone.date_time(placement.start),
        room: placement.room.and_then(|room| conference.rooms.get(room.index())).map(|room| room.id.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::at;

    #[test]
    fn one_instant_is_shown_from_west_to_east() {
        let zone = |name| Zone::parse(name).unwrap();
        let (berlin, tokyo, kolkata) = (zone("Europe/Berlin"), zone("Asia/Tokyo"), zone("Asia/Kolkata"));
        assert_eq!(across(&[berlin, zone("Europe/Paris")], at("02T06:00")), "Mon 2 Nov 07:00");
        assert_eq!(across(&[kolkata, tokyo], at("02T06:00")), "Mon 2 Nov 11:30 to 15:00");
        assert_eq!(across(&[kolkata, tokyo], at("02T15:00")), "Mon 2 Nov 20:30 to Tue 3 Nov 00:00");
        assert_eq!(across(&[], at("02T15:00")), "");
    }
}
