//! The conference as a whole: rooms, services, phases and days, and the lists of everything else.

use chrono::NaiveDate;

use super::{
    Audience, Comfort, Decimal, Instant, Person, PhaseId, Relation, RoomId, RuleId, RuleSettings, Session, SessionId,
    Strength, TypeId, Window, Zone, event_id,
};

/// The name of an event without a name, in files. It must not change: calendar entries of such an event have ids that are
/// made of it.
pub const NAMELESS: &str = "Conference";

/// A valid, fully resolved conference. Lists are in file order and indexed by the typed ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// The id as written, if the programme file has one; see [`Conference::identity`].
    pub id: Option<String>,
    /// Its name; [`NAMELESS`] if the programme file has none. See [`Conference::title`].
    pub name: String,
    /// Whether the programme file has a name.
    pub is_named: bool,
    /// SHA-256 of the canonical instance, lower-case hex.
    pub digest: String,
    /// The event's zone: the zone of all its local times.
    pub zone: Zone,
    /// The grid: starts are multiples of this, in minutes, from the civil midnight of the first day.
    pub grid_minutes: i64,
    /// Minutes that a room stays occupied after a session's end.
    pub turnaround_minutes: i64,
    /// Minutes that a person needs between the attended parts of two sessions.
    pub person_gap_minutes: i64,
    /// The event's comfort curve.
    pub comfort: Comfort,
    /// Rooms: the streams that can run in parallel; at least one.
    pub rooms: Vec<Room>,
    /// Services, each with its number of teams.
    pub services: Vec<Service>,
    /// Phases, in file order.
    pub phases: Vec<Phase>,
    /// Days of all phases, in order of time.
    pub days: Vec<Day>,
    /// Ids of session types.
    pub types: Vec<String>,
    /// Tracks: id and name.
    pub tracks: Vec<(String, String)>,
    /// Tags.
    pub tags: Vec<String>,
    /// Audiences.
    pub audiences: Vec<Audience>,
    /// People.
    pub people: Vec<Person>,
    /// Sessions.
    pub sessions: Vec<Session>,
    /// Relations between sessions.
    pub relations: Vec<Relation>,
    /// Pairs of sessions that the same people want to attend; each unordered pair once, smaller id first.
    pub interest: Vec<Interest>,
    /// Every rule's setting.
    pub rules: RuleSettings,
}

impl Conference {
    /// What readers see as the name of the event. An event without a name has a neutral heading.
    pub fn title(&self) -> &str {
        if self.is_named { &self.name } else { "Programme" }
    }

    /// The id by which calendars and other publications recognise the event: the id as written, or one that is made
    /// from the name and the year of the first day.
    pub fn identity(&self) -> String {
        self.id.clone().unwrap_or_else(|| event_id(&self.name, self.first_date()))
    }

    /// The date of the first day.
    pub fn first_date(&self) -> Option<NaiveDate> {
        self.days.iter().map(|day| day.date).min()
    }

    /// The strength of a rule.
    pub fn rule(&self, rule: RuleId) -> Strength {
        self.rules[rule].strength
    }

    /// The day of a session that starts at `start`, if any.
    pub fn day_at(&self, start: Instant) -> Option<super::DayId> {
        let after = self.days.partition_point(|d| d.earliest <= start);
        let index = after.checked_sub(1)?;
        (start < self.days[index].latest).then(|| super::DayId::new(index))
    }

    /// The date of a session that starts at `start`: that of its day, else the civil date of its start.
    pub fn date_at(&self, start: Instant) -> NaiveDate {
        match self.day_at(start) {
            Some(day) => self.days[day.index()].date,
            None => self.zone.civil(start).date(),
        }
    }

    /// Whether `phase` takes sessions of the type `kind`.
    pub fn phase_takes(&self, phase: PhaseId, kind: TypeId) -> bool {
        self.phases[phase.index()].types.as_ref().is_none_or(|types| types.contains(&kind))
    }

    /// The origin of the grid: the first instant of the first day's civil date, in the event's zone.
    pub fn origin(&self) -> Instant {
        let date = self.days.iter().map(|d| d.date).min().unwrap_or_default();
        self.zone.first_at_or_after(date.and_time(chrono::NaiveTime::MIN))
    }

    /// All sessions' ids, in file order.
    pub fn session_ids(&self) -> impl Iterator<Item = SessionId> + use<> {
        (0..self.sessions.len()).map(SessionId::new)
    }
}

/// A room: one of the streams that run in parallel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// The id as written.
    pub id: String,
    /// The name, or the id where none is given.
    pub name: String,
    /// How many people fit; `None` for no limit.
    pub capacity: Option<i64>,
    /// When the room is closed.
    pub closed: Vec<Window>,
    /// Where people join the sessions in it that have no link of their own: an address with `http` or `https`.
    pub link: Option<String>,
}

/// A service that sessions need, with a limited number of teams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// The id as written.
    pub id: String,
    /// The number of teams: each serves one session at a time.
    pub teams: i64,
    /// The rooms where it is available; `None` for all.
    pub rooms: Option<Vec<RoomId>>,
    /// The minutes of sessions that all teams together can serve on one day; `None` for no limit.
    pub minutes_per_day: Option<i64>,
}

/// A block of days with its own session types, slots and longest day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// The id as written.
    pub id: String,
    /// The name, or the id where none is given.
    pub name: String,
    /// The session types that it takes; `None` for all.
    pub types: Option<Vec<TypeId>>,
    /// The longest time from a day's first start to its last end, in elapsed minutes; `None` for no limit.
    pub longest_day_minutes: Option<i64>,
    /// The common slots of all its days; empty if sessions start on the grid.
    pub slots: Vec<Slot>,
}

/// A common slot on one day. A session starts with a slot and ends inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The slot's time.
    pub window: Window,
    /// The rooms where it applies; `None` for all.
    pub rooms: Option<Vec<RoomId>>,
}

/// A day of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Its phase.
    pub phase: PhaseId,
    /// Its date in the event's zone.
    pub date: NaiveDate,
    /// No session starts before.
    pub earliest: Instant,
    /// No session ends after.
    pub latest: Instant,
}

/// The people who want to attend both of two sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interest {
    /// One session.
    pub first: SessionId,
    /// The other; greater than `first`.
    pub second: SessionId,
    /// The number of people who want both.
    pub people: Decimal,
}
