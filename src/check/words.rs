//! Names of sessions, people and rooms, and times, for the messages of violations.

use super::groups::Group;
use crate::domain::{Conference, Instant, PersonId, RoomId, SessionId, date};

/// A session: its id, and its title if it has one.
pub(super) fn session(conference: &Conference, id: SessionId) -> String {
    let session = &conference.sessions[id.index()];
    if session.title == session.id { session.id.clone() } else { format!("{} \"{}\"", session.id, session.title) }
}

/// Sessions with commas between them: the first six and the number of the others.
pub(super) fn sessions(conference: &Conference, ids: &[SessionId]) -> String {
    const MOST: usize = 6;
    let mut text = ids.iter().take(MOST).map(|&id| session(conference, id)).collect::<Vec<_>>().join(", ");
    if ids.len() > MOST {
        text.push_str(&format!(" and {} more", ids.len() - MOST));
    }
    text
}

/// A person: their id, and their name if they have one.
pub(super) fn person(conference: &Conference, id: PersonId) -> String {
    let person = &conference.people[id.index()];
    if person.label() == person.id { person.id.clone() } else { format!("{} ({})", person.id, person.label()) }
}

/// A room's id.
pub(super) fn room(conference: &Conference, id: RoomId) -> String {
    conference.rooms.get(id.index()).map_or_else(|| format!("number {}", id.0), |room| room.id.clone())
}

/// A region: its audience's id, and the outermost zones if the audience has several regions.
pub(super) fn region(conference: &Conference, region: &Group) -> String {
    let audience = &conference.audiences[region.audience];
    let zone = |index: &usize| audience.zones[*index].zone.name();
    match region.zones.as_slice() {
        zones if zones.len() == audience.zones.len() => format!("audience {}", audience.id),
        [] => format!("audience {}", audience.id),
        [only] => format!("audience {} in {}", audience.id, zone(only)),
        [first, .., last] => format!("audience {} from {} to {}", audience.id, zone(first), zone(last)),
    }
}

/// Hundredths of a per cent: `20 %`, `20.05 %`.
pub(super) fn percent(hundredths: i128) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// The day of a start: `Mon 2 Nov 2020`.
pub(super) fn day(conference: &Conference, start: Instant) -> String {
    date(conference.date_at(start))
}

/// A count with its noun: `1 team`, `2 teams`.
pub(super) fn count(number: i64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// An instant in the event's zone: `Mon 2 Nov 2020 06:00`.
pub(super) fn time(conference: &Conference, at: Instant) -> String {
    conference.zone.date_time(at)
}

/// A time range in the event's zone: `Mon 2 Nov 2020 06:00-07:30`.
pub(super) fn range(conference: &Conference, from: Instant, until: Instant) -> String {
    conference.zone.time_range(from, until)
}

/// An instant in the event's zone and, if the person is in another zone, in theirs:
/// `Mon 2 Nov 2020 06:00 (Mon 2 Nov 11:30 in Asia/Kolkata)`.
pub(super) fn time_for(conference: &Conference, id: PersonId, at: Instant) -> String {
    let event = time(conference, at);
    match conference.people[id.index()].zone {
        Some(zone) if zone != conference.zone => format!("{event} ({} in {zone})", zone.short_date_time(at)),
        _ => event,
    }
}

/// A time range in the event's zone and, if the person is in another zone, in theirs.
pub(super) fn range_for(conference: &Conference, id: PersonId, from: Instant, until: Instant) -> String {
    let event = range(conference, from, until);
    match conference.people[id.index()].zone {
        Some(zone) if zone != conference.zone => {
            format!("{event} ({} in {zone})", zone.short_time_range(from, until))
        }
        _ => event,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Build;
    use super::*;

    #[test]
    fn of_more_than_six_sessions_the_rest_is_counted() {
        let mut b = Build::new();
        for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            b.session(name, 60);
        }
        let c = b.done();
        let ids: Vec<SessionId> = c.session_ids().collect();
        assert_eq!(sessions(&c, &ids[..6]), "a, b, c, d, e, f");
        assert_eq!(sessions(&c, &ids[..7]), "a, b, c, d, e, f and 1 more");
        assert_eq!(sessions(&c, &ids), "a, b, c, d, e, f and 2 more");
    }

    #[test]
    fn percents_have_no_zeros_at_their_end() {
        assert_eq!([2_000, 2_005, 2_050, 7, 0].map(percent), ["20 %", "20.05 %", "20.5 %", "0.07 %", "0 %"]);
    }
}
