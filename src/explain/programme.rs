//! The programme for its readers: what, who, where and when, by time.
//!
//! What a reader may see is decided only here. Internal data is not in a public view, so no format can reveal it.

mod build;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::{Conference, Instant, Zone};

pub use build::programme;

/// The intended readers of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// The public.
    Public,
    /// The organisers, who also see attendance, costs, addresses and absences.
    Internal,
}

/// A programme, ready to be written in any format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// The id by which calendars and other publications recognise the event; it may be any text.
    pub identity: String,
    /// The event's name.
    pub name: String,
    /// The event's time zone, which all civil times use.
    pub zone: String,
    /// The first midnight of the event; the same in all versions.
    pub origin: Instant,
    /// A hash of the programme file and all placements: twelve hexadecimal digits.
    pub version: String,
    /// The release that it belongs to; `None` if none. [`programme()`] always leaves it empty.
    pub release: Option<ReleaseInfo>,
    /// The intended readers.
    pub readers: Readers,
    /// Rooms, in file order.
    pub rooms: Vec<NamedItem>,
    /// Phases, in file order.
    pub phases: Vec<NamedItem>,
    /// Session types, in file order.
    pub types: Vec<NamedItem>,
    /// Tracks, in file order.
    pub tracks: Vec<NamedItem>,
    /// People with a role in some session, in file order.
    pub people: Vec<ProgrammePerson>,
    /// The event's comfort curve: first minute of the local day, first minute after, discomfort in per cent.
    pub comfort: Vec<(u32, u32, u8)>,
    /// Days on which sessions are held, by time.
    pub days: Vec<ProgrammeDay>,
    /// All days of the event with their hours, by time.
    pub event_days: Vec<ProgrammeDay>,
    /// All sessions: by start, then room, then in file order; those without a place last.
    pub sessions: Vec<ProgrammeSession>,
}

impl Programme {
    /// The sessions that have a place, by time.
    pub fn held(&self) -> impl Iterator<Item = (&ProgrammeSession, ScheduledTime)> {
        self.sessions.iter().filter_map(|session| Some((session, session.held?)))
    }

    /// The sessions without a place, in file order.
    pub fn unplaced(&self) -> impl Iterator<Item = &ProgrammeSession> {
        self.sessions.iter().filter(|session| session.held.is_none())
    }

    /// Adds the links that only organisers see otherwise: that of the session, or that of its room.
    pub fn add_links(&mut self, conference: &Conference) {
        for session in &mut self.sessions {
            let known = conference.sessions.iter().find(|known| known.id == session.id);
            let room = session.held.and_then(|held| conference.rooms.get(held.room?));
            let own = known.and_then(|known| known.details.link.clone());
            session.link = own.or_else(|| room.and_then(|room| room.link.clone()));
        }
    }

    /// Keeps only some sessions, and the people who have a role in them.
    pub fn keep(&mut self, kept: impl Fn(&ProgrammeSession) -> bool) {
        self.sessions.retain(kept);
        let with_role: BTreeSet<usize> =
            self.sessions.iter().flat_map(|session| session.people.iter().copied()).collect();
        let positions: BTreeMap<usize, usize> = with_role.iter().copied().zip(0..).collect();
        let mut index = 0..;
        self.people.retain(|_| index.next().is_some_and(|index| with_role.contains(&index)));
        for person in self.sessions.iter_mut().flat_map(|session| &mut session.people) {
            *person = positions[person];
        }
    }

    /// The sessions of a day, by time.
    pub fn of_day(&self, day: usize) -> impl Iterator<Item = (&ProgrammeSession, ScheduledTime)> {
        self.held().filter(move |(_, held)| held.day == day)
    }
}

/// The release of a timetable. The texts come from a file and may contain anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseInfo {
    /// The version number as people write it: `1.1`.
    pub version: String,
    /// Whether it is a draft, which may still change.
    pub draft: bool,
    /// The names of the phases that it publishes; `None` means all.
    pub phases: Option<Vec<String>>,
}

/// An item with an id and a unique name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedItem {
    /// The id as written.
    pub id: String,
    /// The name, followed by the id if two items have the same name.
    pub name: String,
}

/// A person with a role in the programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammePerson {
    /// The id as written.
    pub id: String,
    /// The name as shown. If none is given: the id for organisers, the organisation for the public; it may be empty.
    pub name: String,
    /// Their organisation; empty if not given, or if it is shown as the name.
    pub organisation: String,
    /// Data for organisers only.
    pub internal: Option<PersonInternal>,
}

/// Data about a person for organisers only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonInternal {
    /// Their e-mail address; empty if not given.
    pub email: String,
    /// Their time zone; empty if not known yet.
    pub zone: String,
    /// If given, they are away outside these times.
    pub available: Option<Vec<(EventTime, EventTime)>>,
    /// They are away at these times.
    pub away: Vec<(EventTime, EventTime)>,
    /// Number of placed sessions that need them live.
    pub sessions: usize,
    /// Minutes between 23:00 and 06:00 local time.
    pub night_minutes: i64,
    /// Their own discomfort, in hundredths of a discomfort-minute.
    pub discomfort: i64,
    /// The charges of the rules for this person, in hundredths of a discomfort-minute.
    pub cost: i64,
}

/// A day of the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgrammeDay {
    /// Its date in the event's time zone. A session after midnight belongs to the day that it continues.
    pub date: NaiveDate,
    /// The first start.
    pub from: EventTime,
    /// The last end.
    pub until: EventTime,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeSession {
    /// The id as written.
    pub id: String,
    /// The title, or the id.
    pub title: String,
    /// The index of its type.
    pub kind: usize,
    /// The index of its track.
    pub track: Option<usize>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its length in minutes.
    pub minutes: i64,
    /// The revision of the release in which it last changed; 0 in the first release and before it.
    pub sequence: u32,
    /// The indices of the people with a role in it.
    pub people: Vec<usize>,
    /// For each of [`people`](Self::people), the roles in it: `moderator` or `moderator, speaker`. Empty if not known.
    pub roles: Vec<String>,
    /// Its time and room; `None` if it has no place.
    pub held: Option<ScheduledTime>,
    /// What it is about; plain text, possibly of several paragraphs. Empty if not given.
    pub description: String,
    /// Where people join it; `None` if there is none or the readers may not see it.
    pub link: Option<String>,
    /// The languages that are spoken.
    pub languages: Vec<String>,
    /// The languages into which it is interpreted.
    pub interpretation: Vec<String>,
    /// Whether it may still change or be cancelled.
    pub tentative: bool,
    /// Data for organisers only.
    pub internal: Option<SessionInternal>,
}

/// The time and room of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScheduledTime {
    /// Its start.
    pub start: EventTime,
    /// Its end.
    pub end: EventTime,
    /// The index of the room; `None` if the schedule does not give one.
    pub room: Option<usize>,
    /// The index of the day in [`Programme::days`].
    pub day: usize,
    /// The index of the phase; `None` outside the hours of every day.
    pub phase: Option<usize>,
}

/// Data about a session for organisers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionInternal {
    /// The expected number of attendees.
    pub attendance: i64,
    /// The charges for this session alone, in hundredths of a discomfort-minute.
    pub cost: i64,
}

/// An instant with the event's civil time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventTime {
    /// The instant.
    pub at: Instant,
    /// The civil time in the event's zone.
    pub civil: NaiveDateTime,
    /// Minutes east of UTC.
    pub offset: i32,
}

impl EventTime {
    /// Converts an instant to a zone.
    pub fn new(zone: Zone, at: Instant) -> EventTime {
        let offset = i32::try_from(zone.offset_minutes(at)).unwrap_or(0);
        EventTime { at, civil: zone.civil(at), offset }
    }

    /// RFC 3339 with the event's offset: `2020-11-02T06:00:00+00:00`.
    pub fn rfc3339(&self) -> String {
        format!("{}{}", self.civil.format("%Y-%m-%dT%H:%M:%S"), Zone::Fixed(self.offset))
    }

    /// RFC 3339 in UTC: `2020-11-02T06:00:00Z`.
    pub fn utc(&self) -> String {
        self.at.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// The event's time of day: `06:00`.
    pub fn clock(&self) -> String {
        self.civil.format("%H:%M").to_string()
    }

    /// Date and time as people write them: `Mon 2 Nov 2020 06:00`.
    pub fn text(&self) -> String {
        self.civil.format("%a %-d %b %Y %H:%M").to_string()
    }
}
