//! Sessions, their participants, and the relations between sessions.

use super::{
    AudienceId, Decimal, Details, Instant, Kept, PersonId, PhaseId, RoomId, ServiceId, SessionId, Strength, TagId,
    TrackId, TypeId, Window,
};

/// A session of the programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The id as written.
    pub id: String,
    /// The title, or the id where none is given.
    pub title: String,
    /// Its type.
    pub session_type: TypeId,
    /// Its track.
    pub track: Option<TrackId>,
    /// Its tags, each once.
    pub tags: Vec<TagId>,
    /// Its length in minutes, at least 1.
    pub minutes: i64,
    /// The number of attendees.
    pub attendance: i64,
    /// Multipliers of audiences' shares of the attendance; other audiences have 1.
    pub multipliers: Vec<(AudienceId, Decimal)>,
    /// The people it needs; each person once.
    pub participants: Vec<Participation>,
    /// The services it needs, each once.
    pub services: Vec<ServiceId>,
    /// Whether no other session may overlap it.
    pub alone: bool,
    /// Sessions that must have ended before this one starts.
    pub after: Vec<Order>,
    /// Sessions that may start only after this one has ended.
    pub before: Vec<Order>,
    /// Sessions that should not overlap it.
    pub apart_from: Vec<Apart>,
    /// Times and rooms that it wishes to avoid.
    pub wishes: Vec<Wish>,
    /// If given, it must take place inside the union of these windows.
    pub allowed: Option<Vec<Window>>,
    /// If given, it must have this start (and room).
    pub fixed: Option<Fixed>,
    /// What locks leave of its placements; a programme has none.
    pub kept: Kept,
    /// What participants are told about it.
    pub details: Details,
}

impl Session {
    /// Keeps only the parts for which `keep` holds. A person who has none left has no role either.
    pub fn retain_participants(&mut self, keep: impl FnMut(&Participation) -> bool) {
        self.participants.retain(keep);
        let left = &self.participants;
        self.details.roles.retain(|(person, _)| left.iter().any(|part| part.person == *person));
    }

    /// The end of the session if it starts at `start`.
    pub fn end(&self, start: Instant) -> Instant {
        start.plus(self.minutes)
    }
}

/// A person's part in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Participation {
    /// The person.
    pub person: PersonId,
    /// The weight of their role (the highest, if they have several): their discomfort counts as that of this many
    /// attendees.
    pub weight: Decimal,
    /// Whether a clash has a price instead of being forbidden.
    pub optional: bool,
    /// Whether their part is recorded: they are not needed live, and no rule on people counts it.
    pub recorded: bool,
    /// First attended minute, from the session's start.
    pub from: i64,
    /// First minute no longer attended, from the session's start.
    pub until: i64,
}

/// An order: the session is after or before another one, with a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The other session.
    pub session: SessionId,
    /// The least minutes between the end of the earlier session and the start of the later one.
    pub gap_minutes: i64,
    /// The order holds only if both sessions are placed in this phase; `None` for all phases.
    pub phase: Option<PhaseId>,
}

/// Another session that should not overlap this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart {
    /// The other session.
    pub session: SessionId,
    /// The pair's own weight, which makes it soft; `None` for the setting of the rule.
    pub weight: Option<Decimal>,
}

/// A time or room that a session wishes to avoid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The time window; `None` for any time.
    pub window: Option<Window>,
    /// The rooms; `None` for any room.
    pub rooms: Option<Vec<RoomId>>,
    /// The discomfort of each such minute, in per cent, 0..=100.
    pub discomfort: u8,
}

/// A fixed start, and room if given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fixed {
    /// The start.
    pub start: Instant,
    /// The room, if given.
    pub room: Option<RoomId>,
}

/// A relation between the sessions of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What the relation requires.
    pub kind: RelationKind,
    /// The kind as written: `directly-after`.
    pub name: &'static str,
    /// The sessions, in order, each once.
    pub sessions: Vec<SessionId>,
    /// `Hard`, or the relation's own weight.
    pub strength: Strength,
    /// Whether it holds only between neighbours of the list instead of between all pairs.
    pub neighbours: bool,
}

/// What a relation requires of two sessions, of which the first comes before the second in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// Minutes from the end of the first to the start of the second.
    Gap {
        /// The least number of minutes.
        least: i64,
        /// The most minutes, if given.
        most: Option<i64>,
        /// Whether either session may come first.
        either_order: bool,
        /// Whether both have to be in the same room.
        same_room: bool,
    },
    /// Days between their dates, in either order.
    Days {
        /// The least number of days.
        least: i64,
        /// The most days, if given.
        most: Option<i64>,
    },
}

impl Relation {
    /// The pairs between which the relation holds.
    pub fn pairs(&self) -> Vec<(SessionId, SessionId)> {
        if self.neighbours {
            return self.sessions.windows(2).map(|w| (w[0], w[1])).collect();
        }
        let rest = |i: usize| self.sessions[i + 1..].iter().map(move |&b| (self.sessions[i], b));
        (0..self.sessions.len()).flat_map(rest).collect()
    }
}
