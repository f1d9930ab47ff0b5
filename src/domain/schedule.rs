//! A timetable: when and where each session takes place.

use super::{Instant, RoomId, SessionId};

/// When and where a session takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placement {
    /// The start.
    pub start: Instant,
    /// The room; `None` if the schedule names none. Such sessions are counted against the number of rooms.
    pub room: Option<RoomId>,
}

/// The placement of each session of a conference; `None` for an unplaced session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// By session.
    pub placements: Vec<Option<Placement>>,
}

impl Schedule {
    /// A schedule of `sessions` sessions, none of them placed.
    pub fn empty(sessions: usize) -> Schedule {
        Schedule { placements: vec![None; sessions] }
    }

    /// The placement of a session.
    pub fn get(&self, session: SessionId) -> Option<Placement> {
        self.placements.get(session.index()).copied().flatten()
    }

    /// The placed sessions, in file order.
    pub fn placed(&self) -> impl Iterator<Item = (SessionId, Placement)> + '_ {
        self.placements.iter().enumerate().filter_map(|(i, p)| p.map(|p| (SessionId::new(i), p)))
    }
}
