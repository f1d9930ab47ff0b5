//! Locks: what a session keeps of its placement in a draft (its day, its time, its room, or time and room).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Conference, Fixed, Instant, Placement, SessionId, Window};

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
        match lock {
            Lock::Day => {
                let day =
                    day.map_or(Window { from: place.start, until }, |d| Window { from: d.earliest, until: d.latest });
                session.allowed = Some(within(session.allowed.take(), day));
            }
            Lock::Time => session.fixed = Some(Fixed { start: place.start, room: session.fixed.and_then(|f| f.room) }),
            Lock::Room => session.rooms = place.room.map(|room| vec![room]).or(session.rooms.take()),
            Lock::Fixed => session.fixed = Some(Fixed { start: place.start, room: place.room }),
        }
    }

    /// Restricts a session to start no earlier than an instant.
    pub fn not_before(&mut self, session: SessionId, instant: Instant) {
        let until = self.days.iter().map(|day| day.latest).max().unwrap_or(instant);
        if let Some(session) = self.sessions.get_mut(session.index()) {
            session.allowed = Some(within(session.allowed.take(), Window { from: instant, until: until.max(instant) }));
        }
    }
}

/// The parts of the windows inside `bounds`; without windows, `bounds`.
fn within(windows: Option<Vec<Window>>, bounds: Window) -> Vec<Window> {
    let Some(windows) = windows else { return vec![bounds] };
    let cut = windows.into_iter().map(|w| Window { from: w.from.max(bounds.from), until: w.until.min(bounds.until) });
    cut.filter(|window| window.from < window.until).collect()
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
        assert_eq!(conference.sessions[0].allowed, Some(vec![Window { from: day.earliest, until: day.latest }]));
        conference.keep(SessionId(0), place, Lock::Room);
        assert_eq!((&conference.sessions[0].rooms, conference.sessions[0].fixed), (&Some(vec![RoomId(0)]), None));
        conference.keep(SessionId(0), place, Lock::Time);
        assert_eq!(conference.sessions[0].fixed, Some(Fixed { start: place.start, room: None }));
        conference.keep(SessionId(0), place, Lock::Fixed);
        assert_eq!(conference.sessions[0].fixed, Some(Fixed { start: place.start, room: Some(RoomId(0)) }));
    }

    #[test]
    fn allowed_windows_before_the_earliest_start_are_cut() {
        let (mut conference, place) = given();
        let window = |from, until| Window { from: at(from), until: at(until) };
        conference.sessions[0].allowed = Some(vec![window("02T08:00", "02T09:00"), window("02T09:30", "02T12:00")]);
        conference.not_before(SessionId(0), place.start);
        assert_eq!(conference.sessions[0].allowed, Some(vec![window("02T10:00", "02T12:00")]));
    }

    #[test]
    fn names_of_locks_are_read_as_they_are_written() {
        assert!(
            Lock::ALL.iter().all(|&(name, lock)| Lock::parse(name) == Some(lock) && serde_json::json!(lock) == name)
        );
    }
}
