//! The news of a new version for each person: the changes to their own sessions, in local time.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::versions::{PlacedInVersion, SessionChangeKind, SessionInBoth, Version, pairs};
use crate::domain::{Conference, Instant, Person, Zone};

/// The message to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Notice {
    /// Their id.
    pub id: String,
    /// Their name, or the id.
    pub name: String,
    /// Their e-mail address, if known.
    pub email: Option<String>,
    /// Their organisation, if known.
    pub organisation: Option<String>,
    /// The time zone of the local times in this message.
    pub zone: String,
    /// Whether this is their own zone. If it is not known, the event's is used.
    pub zone_known: bool,
    /// Their sessions, by time.
    pub items: Vec<Item>,
}

/// The change of one session, from the view of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Item {
    /// The kind of change for this person. `added` and `removed` also mean that only the person joined or left the
    /// session.
    pub kind: SessionChangeKind,
    /// The session's id.
    pub session: String,
    /// Its current title.
    pub title: String,
    /// The old appointment; `null` if they had none.
    pub old: Option<Appointment>,
    /// The new appointment; `null` if they have none.
    pub new: Option<Appointment>,
    /// The session is still held, but without them.
    pub without_them: bool,
    /// The revision number of its calendar entry (SEQUENCE in iCalendar).
    pub sequence: u32,
}

/// A session in a person's calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Appointment {
    /// Its start in UTC, to the minute: `2020-11-02T06:00Z`.
    #[serde(serialize_with = "instant")]
    #[schemars(with = "String")]
    pub start: Instant,
    /// Its end in UTC, to the minute.
    #[serde(serialize_with = "instant")]
    #[schemars(with = "String")]
    pub end: Instant,
    /// Start and end in the person's local time: `Mon 2 Nov 2020 15:00-16:30`.
    pub local: String,
    /// Start and end in the event's time zone.
    pub event: String,
    /// The room's name; `null` if none is given.
    pub room: Option<String>,
    /// Where they join it: the link of the session, or of its room; `null` if none is given.
    pub link: Option<String>,
    /// The part for which they are needed, in local time; `null` if they are needed for the whole session.
    pub part: Option<String>,
    /// They need not attend: their part is recorded.
    pub recorded: bool,
}

/// RFC 3339 in UTC.
fn instant<S: serde::Serializer>(at: &Instant, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(at)
}

/// The revision numbers of the sessions' calendar entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sequences {
    /// The numbers of the old version, by session id; a missing one is 0.
    pub old: BTreeMap<String, u32>,
    /// The numbers of the new version.
    pub new: BTreeMap<String, u32>,
    /// The number for a session that changed: higher than all earlier ones.
    pub revision: u32,
}

impl Sequences {
    /// The revision number of a session's entry; if it `changed`, higher than the number that people have.
    pub fn of(&self, session: &str, changed: bool) -> u32 {
        let known = |list: &BTreeMap<String, u32>| list.get(session).copied().unwrap_or(0);
        let (old, new) = (known(&self.old), known(&self.new));
        new.max(if changed { self.revision.max(old.saturating_add(1)) } else { old })
    }
}

/// The messages to all people with a changed session; with `all`, to all people with any session, listing every
/// session. People in the order of the new file, then of the old one.
pub fn notices(old: Version<'_>, new: Version<'_>, sequences: &Sequences, all: bool) -> Vec<Notice> {
    let pairs = pairs(old, new);
    let gone = old.conference.people.iter().filter(|p| !new.conference.people.iter().any(|q| q.id == p.id));
    let people = new.conference.people.iter().chain(gone);
    let all_notices = people.map(|person| notice(person, new.conference, &pairs, sequences, all));
    all_notices.filter(|notice| !notice.items.is_empty()).collect()
}

fn notice(
    person: &Person,
    conference: &Conference,
    pairs: &[SessionInBoth<'_>],
    sequences: &Sequences,
    all: bool,
) -> Notice {
    let zone = person.zone.unwrap_or(conference.zone);
    let items = pairs.iter().filter_map(|pair| item(&person.id, zone, pair, sequences));
    Notice {
        id: person.id.clone(),
        name: person.label().to_owned(),
        email: person.email.clone(),
        organisation: person.organisation.clone(),
        zone: zone.name(),
        zone_known: person.zone.is_some(),
        items: items.filter(|item| all || item.kind != SessionChangeKind::Unchanged).collect(),
    }
}

/// The change of a session for one person; `None` if they have no part in it.
fn item(person: &str, zone: Zone, pair: &SessionInBoth<'_>, sequences: &Sequences) -> Option<Item> {
    let theirs = |held: Option<PlacedInVersion<'_>>| held.and_then(|held| appointment(person, zone, held));
    let (old, new) = (theirs(pair.old), theirs(pair.new));
    if old.is_none() && new.is_none() {
        return None;
    }
    let kind = match (&old, &new) {
        (None, _) => SessionChangeKind::Added,
        (_, None) => SessionChangeKind::Removed,
        (Some(old), Some(new)) => match pair.kind() {
            // Only other people joined or left.
            SessionChangeKind::Edited if old == new && same_title(pair) => SessionChangeKind::Unchanged,
            kind => kind,
        },
    };
    let held = pair.new.or(pair.old)?;
    Some(Item {
        kind,
        session: pair.id.to_owned(),
        title: held.data().title.clone(),
        without_them: new.is_none() && pair.new.is_some(),
        old,
        new,
        sequence: sequences
            .of(pair.id, kind != SessionChangeKind::Unchanged || pair.kind() != SessionChangeKind::Unchanged),
    })
}

fn same_title(pair: &SessionInBoth<'_>) -> bool {
    matches!((pair.old, pair.new), (Some(old), Some(new)) if old.data().title == new.data().title)
}

/// A session in a person's calendar; `None` if it does not need them.
fn appointment(person: &str, zone: Zone, held: PlacedInVersion<'_>) -> Option<Appointment> {
    let participation = held.participation(person)?;
    let (start, end) = (held.at.start, held.end());
    let whole = participation.from <= 0 && participation.until >= held.data().minutes;
    let room = held.at.room.and_then(|room| held.conference.rooms.get(room.index()));
    Some(Appointment {
        start,
        end,
        local: zone.time_range(start, end),
        event: held.conference.zone.time_range(start, end),
        room: room.map(|room| room.name.clone()),
        link: held.data().details.link.clone().or_else(|| room.and_then(|room| room.link.clone())),
        part: (!whole).then(|| zone.time_range(start.plus(participation.from), start.plus(participation.until))),
        recorded: participation.recorded,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_person, at, conference, rooms, session};
    use crate::domain::{Placement, RoomId, Schedule};

    fn two() -> Conference {
        let mut conference = conference();
        conference.rooms = rooms(1);
        conference.sessions = vec![session("a", 60), session("b", 60)];
        add_person(&mut conference, "Asia/Tokyo", &[0, 1]);
        add_person(&mut conference, "UTC", &[1]);
        conference
    }

    fn timetable(starts: [Option<&str>; 2]) -> Schedule {
        let place = |start: &str| Placement { start: at(start), room: Some(RoomId(0)) };
        Schedule { placements: starts.map(|start| start.map(place)).into() }
    }

    fn notices_between(
        old: (&Conference, [Option<&str>; 2]),
        new: (&Conference, [Option<&str>; 2]),
        all: bool,
    ) -> Vec<Notice> {
        let (before, after) = (timetable(old.1), timetable(new.1));
        let sequences = Sequences { old: [("b".to_owned(), 3)].into(), new: BTreeMap::new(), revision: 4 };
        let old = Version { conference: old.0, schedule: &before };
        let new = Version { conference: new.0, schedule: &after };
        notices(old, new, &sequences, all)
    }

    /// A session, its kind of change, and the revision number of its entry.
    type CalendarEntry = (String, SessionChangeKind, u32);

    fn kinds(notices: &[Notice]) -> Vec<(String, Vec<CalendarEntry>)> {
        let items = |notice: &Notice| {
            notice.items.iter().map(|item| (item.session.clone(), item.kind, item.sequence)).collect()
        };
        notices.iter().map(|notice| (notice.id.clone(), items(notice))).collect()
    }

    #[test]
    fn only_affected_people_get_a_notice_with_the_old_time() {
        let conference = two();
        let before = [Some("02T10:00"), Some("02T12:00")];
        let found = notices_between((&conference, before), (&conference, [Some("02T15:00"), Some("02T12:00")]), false);
        assert_eq!(kinds(&found), [("person-0".into(), vec![("a".into(), SessionChangeKind::Moved, 4)])]);
        let item = &found[0].items[0];
        let local = |appointment: &Option<Appointment>| appointment.as_ref().map(|a| a.local.clone()).unwrap();
        assert_eq!(local(&item.old), "Mon 2 Nov 2020 19:00-20:00");
        assert_eq!(local(&item.new), "Tue 3 Nov 2020 00:00-01:00");
        assert_eq!(item.new.as_ref().unwrap().event, "Mon 2 Nov 2020 15:00-16:00");
        // With `all`, unchanged sessions are listed too, with their old revision number.
        let all = notices_between((&conference, before), (&conference, before), true);
        let same = |id: &str, sequence| (id.to_owned(), SessionChangeKind::Unchanged, sequence);
        let expected =
            [("person-0".to_owned(), vec![same("a", 0), same("b", 3)]), ("person-1".to_owned(), vec![same("b", 3)])];
        assert_eq!(kinds(&all), expected);
        assert!(notices_between((&conference, before), (&conference, before), false).is_empty());
    }

    #[test]
    fn people_who_join_or_leave_get_a_notice_and_the_others_do_not() {
        let old = two();
        let mut new = old.clone();
        new.sessions[1].participants.retain(|participation| participation.person.index() != 0);
        new.people.swap(0, 1);
        new.sessions
            .iter_mut()
            .flat_map(|s| &mut s.participants)
            .for_each(|participation| participation.person.0 = 1 - participation.person.0);
        let places = [Some("02T10:00"), Some("02T12:00")];
        let found = notices_between((&old, places), (&new, places), false);
        assert_eq!(kinds(&found), [("person-0".into(), vec![("b".into(), SessionChangeKind::Removed, 4)])]);
        assert!(found[0].items[0].without_them);
        let found = notices_between((&new, places), (&old, places), false);
        assert_eq!(kinds(&found), [("person-0".into(), vec![("b".into(), SessionChangeKind::Added, 4)])]);
    }

    #[test]
    fn a_removed_session_is_announced_also_to_a_removed_person() {
        let old = two();
        let mut new = old.clone();
        new.sessions.pop();
        new.people.pop();
        let found =
            notices_between((&old, [Some("02T10:00"), Some("02T12:00")]), (&new, [Some("02T10:00"), None]), false);
        let removed = || vec![("b".to_owned(), SessionChangeKind::Removed, 4)];
        assert_eq!(kinds(&found), [("person-0".into(), removed()), ("person-1".into(), removed())]);
        assert!(!found[1].items[0].without_them);
    }

    #[test]
    fn a_changed_session_gets_a_higher_revision_than_people_have() {
        let list = |revision| [("a".to_owned(), revision)].into();
        let sequences = Sequences { old: list(7), new: list(2), revision: 4 };
        assert_eq!((sequences.of("a", true), sequences.of("a", false)), (8, 7));
        assert_eq!((sequences.of("b", true), sequences.of("b", false)), (4, 0));
    }

    #[test]
    fn a_part_of_a_session_is_given_in_local_time() {
        let mut conference = two();
        conference.sessions[1].participants[0].from = 30;
        conference.people[0].zone = None;
        let places = [None, Some("02T12:00")];
        let found = notices_between((&conference, [None, None]), (&conference, places), false);
        let appointment = found[0].items[0].new.as_ref().unwrap();
        assert_eq!(appointment.part.as_deref(), Some("Mon 2 Nov 2020 12:30-13:00"));
        assert_eq!((found[0].zone.as_str(), found[0].zone_known), (conference.zone.name().as_str(), false));
        assert_eq!(found[1].items[0].new.as_ref().unwrap().part, None);
    }
}
