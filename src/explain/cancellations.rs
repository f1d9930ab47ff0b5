//! Cancellations for people who have a calendar of an earlier version: the entries that no longer take place, and the
//! revision number of each entry.

use std::collections::BTreeMap;

use super::notices::Sequences;
use super::versions::{PlacedInVersion, SessionChangeKind, SessionInBoth, Version, pairs};
use crate::domain::Instant;

/// The entries that a calendar contains: all, or those of a person, a track and a room, as far as these are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CalendarOwner<'a> {
    /// Only sessions that need this person, by id.
    pub person: Option<&'a str>,
    /// Only sessions of this track, by id.
    pub track: Option<&'a str>,
    /// Only sessions in this room, by id.
    pub room: Option<&'a str>,
}

impl CalendarOwner<'_> {
    fn has(&self, held: &PlacedInVersion<'_>) -> bool {
        let track = held.data().track.and_then(|track| held.conference.tracks.get(track.index()));
        self.person.is_none_or(|person| held.participation(person).is_some())
            && self.track.is_none_or(|wanted| track.is_some_and(|(id, _)| id == wanted))
            && self.room.is_none_or(|wanted| held.room() == Some(wanted))
    }
}

/// An entry that people may have and that is cancelled in their calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// The session's id.
    pub session: String,
    /// Its current title; the old one if it is no longer held.
    pub title: String,
    /// Its start in the old version.
    pub start: Instant,
    /// Its end in the old version.
    pub end: Instant,
    /// The room's name, if one was given.
    pub room: Option<String>,
    /// The new revision number of the entry: higher than the old one.
    pub sequence: u32,
    /// It is still held, but no longer belongs to this calendar.
    pub elsewhere: bool,
}

/// The entries of the old version's calendar that the new version's does not have, by old start; ties in the order of
/// the new file, then of the old one.
pub fn cancellations(
    old: Version<'_>,
    new: Version<'_>,
    sequences: &Sequences,
    whose: CalendarOwner<'_>,
) -> Vec<Cancellation> {
    let mut gone: Vec<Cancellation> =
        pairs(old, new).iter().filter_map(|pair| withdrawn_of(pair, sequences, whose)).collect();
    gone.sort_by_key(|entry| entry.start);
    gone
}

fn withdrawn_of(pair: &SessionInBoth<'_>, sequences: &Sequences, whose: CalendarOwner<'_>) -> Option<Cancellation> {
    let had = pair.old.filter(|held| whose.has(held))?;
    if pair.new.is_some_and(|held| whose.has(&held)) {
        return None;
    }
    let room = had.at.room.and_then(|room| had.conference.rooms.get(room.index()));
    Some(Cancellation {
        session: pair.id.to_owned(),
        title: pair.new.unwrap_or(had).data().title.clone(),
        start: had.at.start,
        end: had.end(),
        room: room.map(|room| room.name.clone()),
        sequence: sequences.of(pair.id, true),
        elsewhere: pair.new.is_some(),
    })
}

/// The revision number of each session placed in either version, by session id, counted as in the messages to people.
pub fn revisions(old: Version<'_>, new: Version<'_>, sequences: &Sequences) -> BTreeMap<String, u32> {
    let revision = |pair: &SessionInBoth<'_>| sequences.of(pair.id, pair.kind() != SessionChangeKind::Unchanged);
    pairs(old, new).iter().map(|pair| (pair.id.to_owned(), revision(pair))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_person, at, conference, rooms, session};
    use crate::domain::{Conference, Placement, RoomId, Schedule, TrackId};

    fn three() -> Conference {
        let mut conference = conference();
        conference.rooms = rooms(1);
        conference.sessions = vec![session("a", 60), session("b", 60), session("c", 60)];
        conference.sessions[1].track = Some(TrackId(0));
        add_person(&mut conference, "Asia/Tokyo", &[0, 1]);
        add_person(&mut conference, "UTC", &[1]);
        conference
    }

    fn timetable(starts: &[Option<&str>]) -> Schedule {
        let place = |start: &str| Placement { start: at(start), room: Some(RoomId(0)) };
        Schedule { placements: starts.iter().map(|start| start.map(place)).collect() }
    }

    const BEFORE: [Option<&str>; 3] = [Some("02T12:00"), Some("02T10:00"), Some("02T11:00")];

    fn sequences() -> Sequences {
        Sequences { old: [("b".to_owned(), 1)].into(), new: BTreeMap::new(), revision: 2 }
    }

    /// Ids, starts and revisions of the cancelled entries.
    fn gone(
        old: &Conference,
        new: (&Conference, &[Option<&str>]),
        whose: CalendarOwner<'_>,
    ) -> Vec<(String, Instant, u32)> {
        let (before, after) = (timetable(&BEFORE), timetable(new.1));
        let old = Version { conference: old, schedule: &before };
        let new = Version { conference: new.0, schedule: &after };
        let gone = cancellations(old, new, &sequences(), whose);
        gone.into_iter().map(|entry| (entry.session, entry.start, entry.sequence)).collect()
    }

    fn entry(id: &str, start: &str) -> (String, Instant, u32) {
        (id.to_owned(), at(start), 2)
    }

    fn of_person(id: &str) -> CalendarOwner<'_> {
        CalendarOwner { person: Some(id), ..CalendarOwner::default() }
    }

    #[test]
    fn a_session_without_a_place_is_cancelled_at_its_old_time() {
        let conference = three();
        let after = [None, None, Some("02T15:00")];
        let all = gone(&conference, (&conference, &after), CalendarOwner::default());
        assert_eq!(all, [entry("b", "02T10:00"), entry("a", "02T12:00")]);
        assert_eq!(gone(&conference, (&conference, &after), of_person("person-1")), [entry("b", "02T10:00")]);
        assert_eq!(gone(&conference, (&conference, &BEFORE), CalendarOwner::default()), []);
    }

    #[test]
    fn a_session_that_no_longer_needs_a_person_is_cancelled_for_that_person_only() {
        let old = three();
        let mut new = old.clone();
        new.sessions[1].participants.retain(|participation| participation.person.index() != 0);
        assert_eq!(gone(&old, (&new, &BEFORE), of_person("person-0")), [entry("b", "02T10:00")]);
        assert_eq!(gone(&old, (&new, &BEFORE), of_person("person-1")), []);
        assert_eq!(gone(&old, (&new, &BEFORE), CalendarOwner::default()), []);
        // The new programme file has neither the person nor the session.
        new.sessions.truncate(1);
        new.people.pop();
        new.sessions[0].participants.clear();
        let theirs = gone(&old, (&new, &BEFORE[..1]), of_person("person-1"));
        assert_eq!(theirs, [entry("b", "02T10:00")]);
    }

    #[test]
    fn a_session_that_changes_its_track_is_cancelled_in_the_old_track_with_a_higher_revision() {
        let old = three();
        let mut new = old.clone();
        new.sessions[1].track = Some(TrackId(1));
        let of_track = |id| CalendarOwner { track: Some(id), ..CalendarOwner::default() };
        assert_eq!(gone(&old, (&new, &BEFORE), of_track("t")), [entry("b", "02T10:00")]);
        assert_eq!(gone(&old, (&new, &BEFORE), of_track("u")), []);
    }

    #[test]
    fn a_session_that_changes_its_room_is_cancelled_in_the_calendar_of_the_old_room_only() {
        let mut conference = three();
        conference.rooms = rooms(2);
        let before = timetable(&BEFORE);
        let mut after = before.clone();
        after.placements[1] = after.placements[1].map(|at| Placement { room: Some(RoomId(1)), ..at });
        let version = |schedule| Version { conference: &conference, schedule };
        let of_room = |room: usize| {
            let room = Some(conference.rooms[room].id.as_str());
            let whose = CalendarOwner { room, ..CalendarOwner::default() };
            cancellations(version(&before), version(&after), &sequences(), whose)
        };
        assert_eq!(of_room(0).iter().map(|entry| entry.session.as_str()).collect::<Vec<_>>(), ["b"]);
        assert!(of_room(0)[0].elsewhere && of_room(1).is_empty());
    }

    #[test]
    fn only_changed_sessions_get_a_higher_revision() {
        let conference = three();
        let (before, after) = (timetable(&BEFORE), timetable(&[BEFORE[0], BEFORE[1], Some("02T15:00")]));
        let version = |schedule| Version { conference: &conference, schedule };
        let found = revisions(version(&before), version(&after), &sequences());
        let expected = [("a", 0), ("b", 1), ("c", 2)].map(|(id, revision)| (id.to_owned(), revision));
        assert_eq!(found, expected.into());
    }
}
