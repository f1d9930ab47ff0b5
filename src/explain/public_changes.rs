//! The changes of a new version as the public may know them: which sessions are new, cancelled, or have another time,
//! room or title. Changes of links and of people's parts are not among them.

use super::programme::EventTime;
use super::versions::{PlacedInVersion, SessionChangeKind, Version, pairs};

/// The change of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicChange {
    /// What changed. `Edited`: only the title.
    pub kind: SessionChangeKind,
    /// The session's id.
    pub session: String,
    /// Its current title, or the last one; empty if it has none but its id.
    pub title: String,
    /// Its old title, if that was another one; empty if it had none but its id.
    pub old_title: Option<String>,
    /// The name of its type.
    pub session_type: String,
    /// Its old place; `None` for a new session.
    pub old: Option<PublicPlace>,
    /// Its new place; `None` for a cancelled session.
    pub new: Option<PublicPlace>,
}

/// When and where a session is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicPlace {
    /// Its start.
    pub start: EventTime,
    /// Its end.
    pub end: EventTime,
    /// Both as people write them, in the event's time zone: `Mon 2 Nov 2020 06:00-07:30`.
    pub when: String,
    /// The room's name; `None` if the version does not give one.
    pub room: Option<String>,
}

/// The changes from an old version to a new one, by new start, or old start for cancelled sessions.
pub fn public_changes(old: Version<'_>, new: Version<'_>) -> Vec<PublicChange> {
    let change = |pair: &super::versions::SessionInBoth<'_>| {
        let held = pair.new.or(pair.old)?;
        let (title, before) = (title(&held), pair.old.map_or_else(String::new, |old| self::title(&old)));
        let old_title = (pair.old.is_some() && before != title).then_some(before);
        let kind = pair.kind();
        if kind == SessionChangeKind::Unchanged || (kind == SessionChangeKind::Edited && old_title.is_none()) {
            return None;
        }
        Some(PublicChange {
            kind,
            session: pair.id.to_owned(),
            title,
            old_title,
            session_type: held.conference.types[held.data().session_type.index()].clone(),
            old: pair.old.as_ref().map(place),
            new: pair.new.as_ref().map(place),
        })
    };
    pairs(old, new).iter().filter_map(change).collect()
}

/// The title; an id is not one.
fn title(held: &PlacedInVersion<'_>) -> String {
    let session = held.data();
    if session.title == session.id { String::new() } else { session.title.clone() }
}

fn place(held: &PlacedInVersion<'_>) -> PublicPlace {
    let zone = held.conference.zone;
    let room = held.at.room.and_then(|room| held.conference.rooms.get(room.index()));
    PublicPlace {
        start: EventTime::new(zone, held.at.start),
        end: EventTime::new(zone, held.end()),
        when: zone.time_range(held.at.start, held.end()),
        room: room.map(|room| room.name.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_person, at, conference, rooms, session};
    use crate::domain::{Placement, RoomId, Schedule};

    #[test]
    fn times_rooms_and_titles_are_public_and_the_parts_of_people_are_not() {
        let mut old = conference();
        old.rooms = rooms(2);
        old.sessions = ["a", "moved", "room", "gone", "titled", "staffed"].map(|id| session(id, 60)).into();
        let mut new = old.clone();
        new.sessions[4].title = "A title".into();
        add_person(&mut new, "UTC", &[5]);
        new.sessions.push(session("new", 60));
        let place = |start: &str, room| Some(Placement { start: at(start), room: Some(RoomId(room)) });
        let mut before: Vec<_> = (0..6).map(|hour| place(&format!("02T{:02}:00", 10 + hour), 0)).collect();
        let old_schedule = Schedule { placements: before.clone() };
        (before[1], before[2], before[3]) = (place("02T20:00", 1), place("02T12:00", 1), None);
        before.push(place("02T09:00", 0));
        let new_schedule = Schedule { placements: before };
        let old = Version { conference: &old, schedule: &old_schedule };
        let new = Version { conference: &new, schedule: &new_schedule };
        let changes = public_changes(old, new);
        let found: Vec<_> = changes.iter().map(|change| (change.session.as_str(), change.kind)).collect();
        let expected = [
            ("new", SessionChangeKind::Added),
            ("room", SessionChangeKind::Room),
            ("gone", SessionChangeKind::Removed),
            ("titled", SessionChangeKind::Edited),
            ("moved", SessionChangeKind::Moved),
        ];
        assert_eq!(found, expected);
        let (titled, moved) = (&changes[3], &changes[4]);
        assert_eq!((titled.title.as_str(), titled.old_title.as_deref()), ("A title", Some("")));
        assert_eq!((moved.title.as_str(), moved.session_type.as_str()), ("", "talk"));
        let new = moved.new.as_ref().unwrap();
        assert_eq!((new.when.as_str(), new.room.as_deref()), ("Mon 2 Nov 2020 20:00-21:00", Some("Room 1")));
        assert!(public_changes(old, old).is_empty());
    }
}
