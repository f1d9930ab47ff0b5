//! Sessions, who they need, and how they relate.

use super::{
    AudienceId, Decimal, Instant, PersonId, PhaseId, RoomId, ServiceId, SessionId, Strength, TagId, TrackId, TypeId,
    Window,
};

/// One event of the programme.
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
    /// How many people attend.
    pub attendance: i64,
    /// Multipliers on audiences' shares of the attendance; audiences not named have 1.
    pub multipliers: Vec<(AudienceId, Decimal)>,
    /// Who it needs; each person once.
    pub participants: Vec<Participation>,
    /// Services it needs, each once.
    pub services: Vec<ServiceId>,
    /// Nothing may run beside it.
    pub alone: bool,
    /// Sessions that must have ended before this one starts.
    pub after: Vec<Order>,
    /// Sessions that may start only after this one has ended.
    pub before: Vec<Order>,
    /// Sessions that should not overlap it.
    pub apart_from: Vec<Apart>,
    /// Times and rooms it would rather avoid.
    pub wishes: Vec<Wish>,
    /// If given, it must lie inside the union of these.
    pub allowed: Option<Vec<Window>>,
    /// If given, it must be held there.
    pub fixed: Option<Fixed>,
    /// If given, it is held in one of these rooms: where a draft's room is kept.
    pub rooms: Option<Vec<RoomId>>,
}

impl Session {
    /// The end of the session if it starts at `start`.
    pub fn end(&self, start: Instant) -> Instant {
        start.plus(self.minutes)
    }
}

/// A person's part in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Participation {
    /// Who.
    pub person: PersonId,
    /// The role's weight (the highest, if they are named twice): how many attendees their discomfort counts for.
    pub weight: Decimal,
    /// A clash is priced, never forbidden.
    pub optional: bool,
    /// Not needed live: counts in no person rule.
    pub recorded: bool,
    /// First attended minute, from the session's start.
    pub from: i64,
    /// First minute no longer attended, from the session's start.
    pub until: i64,
}

/// One session of an order: after or before another, with a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The other session.
    pub session: SessionId,
    /// Minutes between the end of the earlier and the start of the later, at least.
    pub gap_minutes: i64,
    /// The order binds only where both are placed in this phase; `None` everywhere.
    pub phase: Option<PhaseId>,
}

/// A session that should not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Apart {
    /// The other session.
    pub session: SessionId,
    /// A weight of its own makes this pair soft.
    pub weight: Option<Decimal>,
}

/// Something a session would rather avoid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// When; `None` for always.
    pub window: Option<Window>,
    /// Where; `None` for everywhere.
    pub rooms: Option<Vec<RoomId>>,
    /// Discomfort of each minute there, in per cent, 0..=100.
    pub discomfort: u8,
}

/// A given placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fixed {
    /// The start.
    pub start: Instant,
    /// The room, if given.
    pub room: Option<RoomId>,
}

/// A relation between sessions of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What must hold.
    pub kind: RelationKind,
    /// The kind as written: `directly-after`.
    pub name: &'static str,
    /// The sessions, in order, each once.
    pub sessions: Vec<SessionId>,
    /// `Hard`, or the relation's own weight.
    pub strength: Strength,
    /// It holds between neighbours of the list, rather than between all pairs.
    pub neighbours: bool,
}

/// What a relation asks of two sessions, the first before the second in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// Minutes from the end of the first to the start of the second.
    Gap {
        /// At least.
        least: i64,
        /// At most, if given.
        most: Option<i64>,
        /// Either may come first.
        either_order: bool,
        /// In the same room.
        same_room: bool,
    },
    /// Days between their dates, in either order.
    Days {
        /// At least.
        least: i64,
        /// At most, if given.
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
