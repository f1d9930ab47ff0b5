//! A timetable: where and when each session is held.

use super::{Instant, RoomId, SessionId};

/// Where and when a session is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placement {
    /// Its start.
    pub start: Instant,
    /// Its room; `None` in a schedule that does not say, which is counted against the number of rooms.
    pub room: Option<RoomId>,
}

/// A placement for each session of a conference; `None` where it has none.
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
