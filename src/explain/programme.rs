//! The programme as those read it who take part: what, who, where and when, in the order of time.
//!
//! Who may read it is decided here and nowhere else: what is not for the public is not in a public view, so that no
//! format can give it away.

mod build;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::{Instant, Zone};

pub use build::programme;

/// For whom a programme is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Everybody.
    Public,
    /// The organisers: attendance, costs, addresses and absences as well.
    Internal,
}

/// A programme, ready to be written in any format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// The event's name.
    pub name: String,
    /// The event's zone, in which civil times are.
    pub zone: String,
    /// The first midnight of the event, which every version of it shares.
    pub origin: Instant,
    /// Changes with the instance and with every placement, and with nothing else: twelve hexadecimal digits.
    pub version: String,
    /// As what it was released; `None` where it was not. [`programme()`] knows nothing of that.
    pub release: Option<ReleaseInfo>,
    /// For whom it is.
    pub readers: Readers,
    /// Rooms, in file order.
    pub rooms: Vec<NamedItem>,
    /// Phases, in file order.
    pub phases: Vec<NamedItem>,
    /// Session types, in file order.
    pub types: Vec<NamedItem>,
    /// Tracks, in file order.
    pub tracks: Vec<NamedItem>,
    /// People with a part in some session, in file order.
    pub people: Vec<ProgrammePerson>,
    /// The event's comfort curve: first minute of the local day, first minute after, discomfort in per cent.
    pub comfort: Vec<(u32, u32, u8)>,
    /// Days on which something is held, in order of time.
    pub days: Vec<ProgrammeDay>,
    /// All sessions: by start, then room, then in file order; those without a place last.
    pub sessions: Vec<ProgrammeSession>,
}

impl Programme {
    /// The sessions that have a place, in order of time.
    pub fn held(&self) -> impl Iterator<Item = (&ProgrammeSession, ScheduledTime)> {
        self.sessions.iter().filter_map(|session| Some((session, session.held?)))
    }

    /// The sessions without a place, in file order.
    pub fn unplaced(&self) -> impl Iterator<Item = &ProgrammeSession> {
        self.sessions.iter().filter(|session| session.held.is_none())
    }

    /// Leaves out all other sessions, and with them the people who then have no part.
    pub fn keep(&mut self, kept: impl Fn(&ProgrammeSession) -> bool) {
        self.sessions.retain(kept);
        let seated: BTreeSet<usize> = self.sessions.iter().flat_map(|session| session.people.iter().copied()).collect();
        let positions: BTreeMap<usize, usize> = seated.iter().copied().zip(0..).collect();
        let mut index = 0..;
        self.people.retain(|_| index.next().is_some_and(|index| seated.contains(&index)));
        for person in self.sessions.iter_mut().flat_map(|session| &mut session.people) {
            *person = positions[person];
        }
    }

    /// The sessions of a day, in order of time.
    pub fn of_day(&self, day: usize) -> impl Iterator<Item = (&ProgrammeSession, ScheduledTime)> {
        self.held().filter(move |(_, held)| held.day == day)
    }
}

/// As what a timetable was released. Texts are a file's: they may say anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseInfo {
    /// The version as people name it: `1.1`.
    pub version: String,
    /// It is a draft, which may still change.
    pub draft: bool,
    /// The names of the phases that it publishes; `None` for all.
    pub phases: Option<Vec<String>>,
}

/// Something with an id and a name that no other of its kind has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedItem {
    /// The id as written.
    pub id: String,
    /// The name; with the id behind it where two have the same.
    pub name: String,
}

/// Somebody with a part in the programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammePerson {
    /// The id as written.
    pub id: String,
    /// The name, or the id.
    pub name: String,
    /// Their organisation; empty if not given.
    pub organisation: String,
    /// What only organisers read.
    pub internal: Option<PersonInternal>,
}

/// What only organisers read of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonInternal {
    /// Their e-mail address; empty if not given.
    pub email: String,
    /// Their zone; empty while to be confirmed.
    pub zone: String,
    /// If given, away outside of these.
    pub available: Option<Vec<(EventTime, EventTime)>>,
    /// Away during these.
    pub away: Vec<(EventTime, EventTime)>,
    /// Sessions that need them live and have a place.
    pub sessions: usize,
    /// Minutes between 23:00 and 06:00 local time.
    pub night_minutes: i64,
    /// Their own discomfort, in hundredths of a discomfort-minute.
    pub discomfort: i64,
    /// What the rules charge on their account, in hundredths of a discomfort-minute.
    pub cost: i64,
}

/// A day of the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgrammeDay {
    /// Its date in the event's zone. A session after midnight belongs to the day it continues.
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
    /// Its type, by position.
    pub kind: usize,
    /// Its track, by position.
    pub track: Option<usize>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its length in minutes.
    pub minutes: i64,
    /// The revision of the release in which it last changed; 0 in the first, and before any.
    pub sequence: u32,
    /// Who has a part in it, by position.
    pub people: Vec<usize>,
    /// Where and when; `None` where it has no place.
    pub held: Option<ScheduledTime>,
    /// What only organisers read.
    pub internal: Option<SessionInternal>,
}

/// Where and when a session is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScheduledTime {
    /// Its start.
    pub start: EventTime,
    /// Its end.
    pub end: EventTime,
    /// The room, by position; `None` where the schedule does not say.
    pub room: Option<usize>,
    /// The day, by position in [`Programme::days`].
    pub day: usize,
    /// The phase, by position; `None` outside the hours of every day.
    pub phase: Option<usize>,
}

/// What only organisers read of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionInternal {
    /// How many people are expected.
    pub attendance: i64,
    /// What it is charged for alone, in hundredths of a discomfort-minute.
    pub cost: i64,
}

/// An instant, with what the event's clocks show.
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
    /// An instant in a zone.
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

    /// What clocks of the event show: `06:00`.
    pub fn clock(&self) -> String {
        self.civil.format("%H:%M").to_string()
    }

    /// As people say it: `Mon 2 Nov 2020 06:00`.
    pub fn text(&self) -> String {
        self.civil.format("%a %-d %b %Y %H:%M").to_string()
    }
}
