//! What a calendar has to say to those who have one of an earlier version: what of theirs is held no longer, and how
//! often each entry was revised.

use std::collections::BTreeMap;

use super::notices::Sequences;
use super::versions::{PlacedInVersion, SessionChangeKind, SessionInBoth, Version, pairs};
use crate::domain::Instant;

/// Whose calendar it is: everybody's, a person's, a track's, or what of a person's is of a track.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CalendarOwner<'a> {
    /// Only what needs this person, by id.
    pub person: Option<&'a str>,
    /// Only what is of this track, by id.
    pub track: Option<&'a str>,
}

impl CalendarOwner<'_> {
    fn has(&self, held: &PlacedInVersion<'_>) -> bool {
        let track = held.data().track.and_then(|track| held.conference.tracks.get(track.index()));
        self.person.is_none_or(|person| held.seat(person).is_some())
            && self.track.is_none_or(|wanted| track.is_some_and(|(id, _)| id == wanted))
    }
}

/// An entry that people may have, and that is to be taken out of their calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The session's id.
    pub session: String,
    /// Its title, as it is now; as it was, where it is held no longer.
    pub title: String,
    /// When they had it.
    pub start: Instant,
    /// Until when.
    pub end: Instant,
    /// The room's name, where one was said.
    pub room: Option<String>,
    /// The revision of the entry: more than it had.
    pub sequence: u32,
    /// It is held all the same, but in this calendar no longer.
    pub elsewhere: bool,
}

/// What a calendar of the old version has and one of the new version has not, in the order of the time it had; among
/// equals in the order of the new file, then of the old one.
pub fn withdrawn(
    old: Version<'_>,
    new: Version<'_>,
    sequences: &Sequences,
    whose: CalendarOwner<'_>,
) -> Vec<Withdrawn> {
    let mut gone: Vec<Withdrawn> =
        pairs(old, new).iter().filter_map(|pair| withdrawn_of(pair, sequences, whose)).collect();
    gone.sort_by_key(|entry| entry.start);
    gone
}

fn withdrawn_of(pair: &SessionInBoth<'_>, sequences: &Sequences, whose: CalendarOwner<'_>) -> Option<Withdrawn> {
    let had = pair.old.filter(|held| whose.has(held))?;
    if pair.new.is_some_and(|held| whose.has(&held)) {
        return None;
    }
    let room = had.at.room.and_then(|room| had.conference.rooms.get(room.index()));
    Some(Withdrawn {
        session: pair.id.to_owned(),
        title: pair.new.unwrap_or(had).data().title.clone(),
        start: had.at.start,
        end: had.end(),
        room: room.map(|room| room.name.clone()),
        sequence: sequences.of(pair.id, true),
        elsewhere: pair.new.is_some(),
    })
}

/// By session id, how often the entry of each session that has a place in either version was revised, as the messages
/// to people count it.
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

    /// Ids, starts and revisions of what is withdrawn.
    fn gone(
        old: &Conference,
        new: (&Conference, &[Option<&str>]),
        whose: CalendarOwner<'_>,
    ) -> Vec<(String, Instant, u32)> {
        let (before, after) = (timetable(&BEFORE), timetable(new.1));
        let old = Version { conference: old, schedule: &before };
        let new = Version { conference: new.0, schedule: &after };
        let gone = withdrawn(old, new, &sequences(), whose);
        gone.into_iter().map(|entry| (entry.session, entry.start, entry.sequence)).collect()
    }

    fn entry(id: &str, start: &str) -> (String, Instant, u32) {
        (id.to_owned(), at(start), 2)
    }

    fn of_person(id: &str) -> CalendarOwner<'_> {
        CalendarOwner { person: Some(id), track: None }
    }

    #[test]
    fn what_lost_its_place_is_withdrawn_at_the_time_it_had() {
        let conference = three();
        let after = [None, None, Some("02T15:00")];
        let all = gone(&conference, (&conference, &after), CalendarOwner::default());
        assert_eq!(all, [entry("b", "02T10:00"), entry("a", "02T12:00")]);
        assert_eq!(gone(&conference, (&conference, &after), of_person("person-1")), [entry("b", "02T10:00")]);
        assert_eq!(gone(&conference, (&conference, &BEFORE), CalendarOwner::default()), []);
    }

    #[test]
    fn what_is_held_without_somebody_is_withdrawn_from_theirs_alone() {
        let old = three();
        let mut new = old.clone();
        new.sessions[1].participants.retain(|seat| seat.person.index() != 0);
        assert_eq!(gone(&old, (&new, &BEFORE), of_person("person-0")), [entry("b", "02T10:00")]);
        assert_eq!(gone(&old, (&new, &BEFORE), of_person("person-1")), []);
        assert_eq!(gone(&old, (&new, &BEFORE), CalendarOwner::default()), []);
        // Nobody is left of them in the instance, nor of the session.
        new.sessions.truncate(1);
        new.people.pop();
        new.sessions[0].participants.clear();
        let theirs = gone(&old, (&new, &BEFORE[..1]), of_person("person-1"));
        assert_eq!(theirs, [entry("b", "02T10:00")]);
    }

    #[test]
    fn what_changed_its_track_is_withdrawn_from_the_old_one_with_a_higher_revision() {
        let old = three();
        let mut new = old.clone();
        new.sessions[1].track = Some(TrackId(1));
        let of_track = |id| CalendarOwner { person: None, track: Some(id) };
        assert_eq!(gone(&old, (&new, &BEFORE), of_track("t")), [entry("b", "02T10:00")]);
        assert_eq!(gone(&old, (&new, &BEFORE), of_track("u")), []);
    }

    #[test]
    fn revisions_rise_with_what_changed_and_with_nothing_else() {
        let conference = three();
        let (before, after) = (timetable(&BEFORE), timetable(&[BEFORE[0], BEFORE[1], Some("02T15:00")]));
        let version = |schedule| Version { conference: &conference, schedule };
        let found = revisions(version(&before), version(&after), &sequences());
        let expected = [("a", 0), ("b", 1), ("c", 2)].map(|(id, revision)| (id.to_owned(), revision));
        assert_eq!(found, expected.into());
    }
}
