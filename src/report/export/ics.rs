//! The programme or a part of it as a calendar (RFC 5545).

use super::{Options, version, words};
use crate::explain::cancellations::Cancellation;
use crate::explain::programme::{NamedItem, Programme, ProgrammeSession, ScheduledTime};
use crate::report::ics::{Calendar, Event, Status, calendar, uid};

/// Writes the selected placed sessions as events, tentative if the programme is a draft; then the cancellations of
/// entries from an earlier version. The time stamp is the given one or the event's first midnight, never the current
/// time.
pub(crate) fn text(programme: &Programme, options: &Options) -> String {
    let needs = |session: &ProgrammeSession, wanted: &NamedItem| {
        session.people.iter().any(|&person| programme.people[person].id == wanted.id)
    };
    let is_of = |session: &ProgrammeSession, wanted: &NamedItem| {
        session.track.is_some_and(|track| programme.tracks[track].id == wanted.id)
    };
    let is_in =
        |held: &ScheduledTime, wanted: &NamedItem| held.room.is_some_and(|room| programme.rooms[room].id == wanted.id);
    let wanted = |session: &ProgrammeSession, held: &ScheduledTime| {
        options.person.as_ref().is_none_or(|person| needs(session, person))
            && options.track.as_ref().is_none_or(|track| is_of(session, track))
            && options.room.as_ref().is_none_or(|room| is_in(held, room))
    };
    let held = programme.held().filter(|(session, held)| wanted(session, held));
    let owners = [&options.track, &options.room, &options.person];
    let names = owners.into_iter().flatten().map(|owner| owner.name.clone()).filter(|name| !name.is_empty());
    let parts: Vec<String> = std::iter::once(programme.name.clone()).chain(names).collect();
    let events = held.map(|(session, held)| event(programme, session, held));
    calendar(&Calendar {
        name: parts.join(": "),
        published: true,
        stamp: options.stamp.map_or(programme.origin, |stamp| stamp.at),
        events: events.chain(options.withdrawn.iter().map(|entry| cancelled(programme, entry))).collect(),
    })
}

fn event(programme: &Programme, session: &ProgrammeSession, held: ScheduledTime) -> Event {
    let people = words::people(programme, session);
    Event {
        uid: uid(&programme.identity, &session.id),
        session: session.id.clone(),
        sequence: session.sequence,
        status: if version::is_draft(programme) || session.tentative { Status::Tentative } else { Status::Confirmed },
        start: held.start.at,
        end: held.end.at,
        summary: session.title.clone(),
        description: [
            if people.is_empty() { String::new() } else { format!("With {}", people.join(", ")) },
            words::languages(session),
            session.description.clone(),
            session.link.as_ref().map_or_else(String::new, |link| format!("Join: {link}")),
        ]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n"),
        location: words::room(programme, held),
        url: session.link.clone(),
        categories: [programme.types[session.kind].name.clone()]
            .into_iter()
            .chain(session.track.map(|_| words::track(programme, session)))
            .collect(),
        people,
    }
}

fn cancelled(programme: &Programme, entry: &Cancellation) -> Event {
    let elsewhere = "This session is still held, but no longer belongs to this calendar.";
    let event = Event {
        uid: uid(&programme.identity, &entry.session),
        session: entry.session.clone(),
        sequence: entry.sequence,
        status: Status::Confirmed,
        start: entry.start,
        end: entry.end,
        summary: entry.title.clone(),
        description: if entry.elsewhere { elsewhere.to_owned() } else { String::new() },
        location: entry.room.as_deref().map_or_else(|| words::NO_ROOM.to_owned(), words::line),
        url: None,
        categories: Vec::new(),
        people: Vec::new(),
    };
    event.cancelled()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{draft, hostile, small, times};
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
    fn a_calendar_for_a_person_or_a_track_has_only_their_sessions() {
        let view = small(Readers::Public);
        let named = |id: &str| Some(NamedItem { id: id.into(), name: id.to_uppercase() });
        let of_person = text(&view, &Options { person: named("person-0"), ..Options::default() });
        assert_eq!(times(&of_person, "BEGIN:VEVENT"), 1);
        assert!(of_person.contains("NAME:A small event 2020: PERSON-0\r\n"), "{of_person}");
        let of_track = |id| text(&view, &Options { track: named(id), ..Options::default() });
        assert_eq!(["t", "u"].map(|id| times(&of_track(id), "BEGIN:VEVENT")), [1, 0]);
        let of_room = |id| text(&view, &Options { room: named(id), ..Options::default() });
        assert_eq!(["room-0", "room-9"].map(|id| times(&of_room(id), "BEGIN:VEVENT")), [1, 0], "{:?}", view.rooms);
        let nameless = NamedItem { id: "person-0".into(), name: String::new() };
        let of_nameless = text(&view, &Options { person: Some(nameless), ..Options::default() });
        assert!(of_nameless.contains("\r\nNAME:A small event 2020\r\n"), "{of_nameless}");
        let of_unknown_person = text(&view, &Options { person: named("gone"), ..Options::default() });
        assert_eq!(times(&of_unknown_person, "BEGIN:VEVENT"), 0);
    }

    #[test]
    fn a_draft_is_tentative_and_withdrawn_sessions_are_cancelled() {
        let view = draft("1.1");
        let (start, end) = (view.origin, view.origin.plus(60));
        let entry = |room: Option<&str>, elsewhere| Cancellation {
            session: "gone".into(),
            title: "Gone; a pity".into(),
            start,
            end,
            room: room.map(str::to_owned),
            sequence: 3,
            elsewhere,
        };
        let withdrawn = vec![entry(Some("Room 1"), false), entry(None, true)];
        let text = text(&view, &Options { withdrawn, ..Options::default() });
        assert_eq!((times(&text, "STATUS:TENTATIVE"), times(&text, "STATUS:CANCELLED")), (2, 2), "{text}");
        let expected = "DTSTART:20201102T000000Z\r\nDTEND:20201102T010000Z\r\nSEQUENCE:3\r\nSTATUS:CANCELLED\r\n\
            SUMMARY:Cancelled: Gone\\; a pity\r\nLOCATION:Room 1\r\nX-PLENARY-SESSION:gone\r\nEND:VEVENT\r\n";
        assert!(text.contains(expected), "{text}");
        assert!(
            text.contains("DESCRIPTION:This session is still held\\, but no longer belongs to this cale\r\n ndar.\r\n"),
            "{text}"
        );
        assert!(
            text.ends_with(
                "LOCATION:Room to be announced\r\nX-PLENARY-SESSION:gone\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
            "{text}"
        );
    }
}
