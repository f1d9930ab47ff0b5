//! The programme as a calendar (RFC 5545), whole or a part of it.

use super::{Options, words};
use crate::explain::programme::{Held, Programme, Session};
use crate::report::ics::{Calendar, Event, Status, calendar, uid};

/// The sessions that have a place and are wanted, as events. The stamp is the one given, or the event's first midnight:
/// never a clock's.
pub fn text(programme: &Programme, options: &Options) -> String {
    let wanted = |session: &Session| {
        options.person.is_none_or(|person| session.people.contains(&person))
            && options.track.is_none_or(|track| session.track == Some(track))
    };
    let held = programme.held().filter(|(session, _)| wanted(session));
    let parts = [
        Some(programme.name.clone()),
        options.track.map(|track| programme.tracks[track].name.clone()),
        options.person.map(|person| programme.people[person].name.clone()),
    ];
    calendar(&Calendar {
        name: parts.into_iter().flatten().collect::<Vec<_>>().join(": "),
        stamp: options.stamp.map_or(programme.origin, |stamp| stamp.at),
        events: held.map(|(session, held)| event(programme, session, held)).collect(),
    })
}

fn event(programme: &Programme, session: &Session, held: Held) -> Event {
    let people = words::people(programme, session);
    Event {
        uid: uid(&programme.name, &session.id),
        sequence: session.sequence,
        status: Status::Confirmed,
        start: held.start.at,
        end: held.end.at,
        summary: session.title.clone(),
        description: if people.is_empty() { String::new() } else { format!("With {}", people.join(", ")) },
        location: words::room(programme, held),
        categories: [programme.types[session.kind].name.clone()]
            .into_iter()
            .chain(session.track.map(|_| words::track(programme, session)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{hostile, small, times};
    use super::*;
    use crate::explain::programme::Readers;

    #[test]
    fn every_placed_session_is_an_event() {
        let view = small(Readers::Public);
        let all = text(&view, &Options::default());
        assert_eq!(times(&all, "BEGIN:VEVENT"), 2, "{all}");
        assert!(
            all.contains("DTSTAMP:20201102T000000Z\r\n") && all.contains("SUMMARY:Talk\\, with a comma\r\n"),
            "{all}"
        );
        assert_eq!(times(&text(&hostile(), &Options::default()), "\r\nBEGIN:VEVENT\r\n"), 5);
    }

    #[test]
    fn a_part_for_a_person_or_a_track() {
        let view = small(Readers::Public);
        let of_person = text(&view, &Options { person: Some(0), ..Options::default() });
        assert_eq!(times(&of_person, "BEGIN:VEVENT"), 1);
        assert!(of_person.contains("NAME:A small event 2020: person-0\r\n"), "{of_person}");
        assert_eq!(times(&text(&view, &Options { track: Some(1), ..Options::default() }), "BEGIN:VEVENT"), 0);
    }
}
