//! Locks: what a session keeps of its placement in a draft (its day, its time, its room, or time and room).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Conference, Instant, Placement, RoomId, SessionId, Window};

/// What a session keeps of its placement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lock {
    /// Its day.
    Day,
    /// Its start.
    Time,
    /// Its room.
    Room,
    /// Its start and its room.
    #[default]
    Fixed,
}

impl Lock {
    /// All locks with their names.
    pub const ALL: [(&'static str, Lock); 4] =
        [("day", Lock::Day), ("time", Lock::Time), ("room", Lock::Room), ("fixed", Lock::Fixed)];

    /// The lock's name.
    pub fn name(self) -> &'static str {
        Lock::ALL.iter().find(|(_, lock)| *lock == self).map_or("", |(name, _)| name)
    }

    /// The lock with that name.
    pub fn parse(name: &str) -> Option<Lock> {
        Lock::ALL.iter().find(|(known, _)| *known == name).map(|&(_, lock)| lock)
    }
}

impl Conference {
    /// Restricts a session to what the lock keeps of its placement.
    pub fn keep(&mut self, session: SessionId, place: Placement, lock: Lock) {
        let day = self.day_at(place.start).map(|day| self.days[day.index()]);
        let Some(session) = self.sessions.get_mut(session.index()) else { return };
        let until = session.end(place.start);
        if lock == Lock::Day {
            let day = day.map_or(Window { from: place.start, until }, |d| Window { from: d.earliest, until: d.latest });
            session.kept.inside(day);
        }
        if matches!(lock, Lock::Time | Lock::Fixed) {
            session.kept.starting_at(place.start);
        }
        if let (Lock::Room | Lock::Fixed, Some(room)) = (lock, place.room) {
            session.kept.in_room(room);
        }
    }

    /// Restricts a session to start no earlier than an instant.
    pub fn not_before(&mut self, session: SessionId, instant: Instant) {
        let until = self.days.iter().map(|day| day.latest).max().unwrap_or(instant);
        if let Some(session) = self.sessions.get_mut(session.index()) {
            session.kept.inside(Window { from: instant, until: until.max(instant) });
        }
    }
}

/// What locks leave of a session's placements, in addition to its allowed times and its fixed start. It restricts where
/// the session may be; it never changes what a place costs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The only start; `None` for any.
    pub start: Option<Instant>,
    /// The session takes place inside; `None` for any time. Nothing fits into it if two locks contradict each other.
    pub window: Option<Window>,
    /// The only rooms; `None` for any.
    pub rooms: Option<Vec<RoomId>>,
}

impl Kept {
    fn inside(&mut self, bounds: Window) {
        let cut = |w: Window| {
            let from = w.from.max(bounds.from);
            Window { from, until: w.until.min(bounds.until).max(from) }
        };
        self.window = Some(self.window.map_or(bounds, cut));
    }

    fn starting_at(&mut self, start: Instant) {
        if self.start.is_some_and(|kept| kept != start) {
            self.window = Some(Window { from: start, until: start });
        }
        self.start = Some(start);
    }

    fn in_room(&mut self, room: RoomId) {
        match &mut self.rooms {
            Some(rooms) => rooms.retain(|kept| *kept == room),
            None => self.rooms = Some(vec![room]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RoomId;
    use crate::domain::testing::{at, conference, session};

    fn given() -> (Conference, Placement) {
        let mut conference = conference();
        conference.sessions = vec![session("a", 60)];
        (conference, Placement { start: at("02T10:00"), room: Some(RoomId(0)) })
    }

    #[test]
    fn each_lock_keeps_its_part_of_the_placement() {
        let (mut conference, place) = given();
        let day = conference.days[0];
        conference.keep(SessionId(0), place, Lock::Day);
        let window = Some(Window { from: day.earliest, until: day.latest });
        assert_eq!(conference.sessions[0].kept, Kept { window, ..Kept::default() });
        conference.keep(SessionId(0), place, Lock::Room);
        assert_eq!(conference.sessions[0].kept, Kept { window, rooms: Some(vec![RoomId(0)]), start: None });
        conference.keep(SessionId(0), place, Lock::Time);
        assert_eq!(conference.sessions[0].kept.start, Some(place.start));
        let (mut other, _) = given();
        other.keep(SessionId(0), place, Lock::Fixed);
        assert_eq!(
            other.sessions[0].kept,
            Kept { start: Some(place.start), window: None, rooms: Some(vec![RoomId(0)]) }
        );
    }

    #[test]
    fn locks_that_contradict_each_other_leave_no_place() {
        let (mut conference, place) = given();
        conference.keep(SessionId(0), place, Lock::Fixed);
        let later = Placement { start: place.start.plus(60), room: Some(RoomId(1)) };
        conference.keep(SessionId(0), later, Lock::Fixed);
        let kept = &conference.sessions[0].kept;
        assert_eq!(kept.rooms, Some(vec![]));
        assert!(kept.window.is_some_and(|window| window.from == window.until), "{kept:?}");
    }

    #[test]
    fn a_day_is_cut_at_the_earliest_start() {
        let (mut conference, place) = given();
        let day = conference.days[0];
        conference.keep(SessionId(0), place, Lock::Day);
        conference.not_before(SessionId(0), place.start);
        assert_eq!(conference.sessions[0].kept.window, Some(Window { from: place.start, until: day.latest }));
    }

    #[test]
    fn names_of_locks_are_read_as_they_are_written() {
        assert!(
            Lock::ALL.iter().all(|&(name, lock)| Lock::parse(name) == Some(lock) && serde_json::json!(lock) == name)
        );
    }
}
