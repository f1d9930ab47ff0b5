//! Two versions of a timetable side by side, session by session.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{Conference, Instant, Participation, PersonId, Placement, Schedule, Session, SessionId};

/// A version of a timetable, and the conference as it was then.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The conference.
    pub conference: &'a Conference,
    /// The timetable.
    pub schedule: &'a Schedule,
}

/// A session that has a place in some version.
#[derive(Debug, Clone, Copy)]
pub struct PlacedInVersion<'a> {
    /// The conference.
    pub conference: &'a Conference,
    /// The session.
    pub session: SessionId,
    /// Its place.
    pub at: Placement,
}

impl<'a> PlacedInVersion<'a> {
    /// What is known of the session.
    pub fn data(&self) -> &'a Session {
        &self.conference.sessions[self.session.index()]
    }

    /// When it ends.
    pub fn end(&self) -> Instant {
        self.data().end(self.at.start)
    }

    /// Its room's id, where the version says one.
    pub fn room(&self) -> Option<&'a str> {
        let room = self.at.room.and_then(|room| self.conference.rooms.get(room.index()));
        room.map(|room| room.id.as_str())
    }

    /// The people it needs, by id, with their seats, in the order of the file.
    pub fn panel(&self) -> impl Iterator<Item = (&'a str, &'a Participation)> + use<'a> {
        let conference = self.conference;
        let id = move |person: PersonId| conference.people[person.index()].id.as_str();
        self.data().participants.iter().map(move |seat| (id(seat.person), seat))
    }

    /// Somebody's seat in it.
    pub fn seat(&self, person: &str) -> Option<&'a Participation> {
        self.panel().find(|(id, _)| *id == person).map(|(_, seat)| seat)
    }
}

/// What became of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SessionChangeKind {
    /// It had no place, or was not there, and has one now.
    Added,
    /// It had a place and has none now, or is gone.
    Removed,
    /// It starts or ends at another time; its room may be another too.
    Moved,
    /// Only its room is another.
    Room,
    /// Its time and room are the same; its title, or who it needs for which part, is not.
    Edited,
    /// Nothing of that is different.
    Unchanged,
}

impl SessionChangeKind {
    /// As written in files.
    pub fn id(self) -> &'static str {
        match self {
            SessionChangeKind::Added => "added",
            SessionChangeKind::Removed => "removed",
            SessionChangeKind::Moved => "moved",
            SessionChangeKind::Room => "room",
            SessionChangeKind::Edited => "edited",
            SessionChangeKind::Unchanged => "unchanged",
        }
    }
}

/// A session in both versions.
#[derive(Debug, Clone, Copy)]
pub struct SessionInBoth<'a> {
    /// Its id.
    pub id: &'a str,
    /// Where it was; `None` where it had no place.
    pub old: Option<PlacedInVersion<'a>>,
    /// Where it is; `None` where it has no place.
    pub new: Option<PlacedInVersion<'a>>,
}

impl SessionInBoth<'_> {
    /// What became of it.
    pub fn kind(&self) -> SessionChangeKind {
        let (old, new) = match (&self.old, &self.new) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => return SessionChangeKind::Added,
            (Some(_), None) => return SessionChangeKind::Removed,
            (None, None) => return SessionChangeKind::Unchanged,
        };
        let part = |held: &PlacedInVersion<'_>| -> Vec<(String, i64, i64)> {
            held.panel().map(|(id, seat)| (id.to_owned(), seat.from, seat.until)).collect()
        };
        if (old.at.start, old.end()) != (new.at.start, new.end()) {
            SessionChangeKind::Moved
        } else if old.room() != new.room() {
            SessionChangeKind::Room
        } else if old.data().title != new.data().title || part(old) != part(new) {
            SessionChangeKind::Edited
        } else {
            SessionChangeKind::Unchanged
        }
    }

    /// When it is held now, or was held last.
    pub fn start(&self) -> Option<Instant> {
        self.new.or(self.old).map(|held| held.at.start)
    }
}

/// The sessions that have a place in either version, in order of their time now (then, where they have none now), among
/// equals in the order of the new file, then of the old one.
pub fn pairs<'a>(old: Version<'a>, new: Version<'a>) -> Vec<SessionInBoth<'a>> {
    let before = held(old);
    let after = held(new);
    let known: BTreeMap<&str, PlacedInVersion<'_>> = before.iter().copied().collect();
    let still: BTreeMap<&str, PlacedInVersion<'_>> = after.iter().copied().collect();
    let now = after.iter().map(|&(id, held)| SessionInBoth { id, old: known.get(id).copied(), new: Some(held) });
    let gone = before.iter().filter(|(id, _)| !still.contains_key(id));
    let gone = gone.map(|&(id, held)| SessionInBoth { id, old: Some(held), new: None });
    let mut pairs: Vec<SessionInBoth<'_>> = now.chain(gone).collect();
    pairs.sort_by_key(SessionInBoth::start);
    pairs
}

/// The sessions that have a place, in file order.
fn held(version: Version<'_>) -> Vec<(&str, PlacedInVersion<'_>)> {
    let Version { conference, schedule } = version;
    let placed = schedule.placed().filter(|(session, _)| session.index() < conference.sessions.len());
    placed
        .map(|(session, at)| {
            (conference.sessions[session.index()].id.as_str(), PlacedInVersion { conference, session, at })
        })
        .collect()
}

/// The timetable with only what is held on days of these phases, by id.
pub fn of_phases(version: Version<'_>, phases: &[String]) -> Schedule {
    let Version { conference, schedule } = version;
    let inside = |at: &Placement| {
        let phase = conference.day_at(at.start).map(|day| conference.days[day.index()].phase);
        phase.is_some_and(|phase| phases.contains(&conference.phases[phase.index()].id))
    };
    Schedule { placements: schedule.placements.iter().map(|at| at.filter(inside)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RoomId;
    use crate::domain::testing::{add_day, add_person, at, conference, phase, rooms, session};

    fn place(start: &str, room: u32) -> Option<Placement> {
        Some(Placement { start: at(start), room: Some(RoomId(room)) })
    }

    fn kinds(old: (&Conference, &Schedule), new: (&Conference, &Schedule)) -> Vec<(String, SessionChangeKind)> {
        let version = |(conference, schedule)| Version { conference, schedule };
        pairs(version(old), version(new)).iter().map(|pair| (pair.id.to_owned(), pair.kind())).collect()
    }

    #[test]
    fn what_became_of_each_session_in_order_of_time() {
        let mut old = conference();
        old.rooms = rooms(2);
        old.sessions = ["same", "moved", "room", "gone", "longer", "named", "staffed"].map(|id| session(id, 60)).into();
        // The new file has another order, its rooms too: ids count, not positions.
        let mut new = old.clone();
        new.rooms.reverse();
        new.sessions.retain(|session| session.id != "gone");
        new.sessions.push(session("new", 60));
        new.sessions[3].minutes = 90;
        new.sessions[4].title = "another".into();
        add_person(&mut new, "UTC", &[5]);
        let before = Schedule {
            placements: (0..7).map(|hour| place(&format!("02T{:02}:00", 10 + hour), 0)).collect::<Vec<_>>(),
        };
        let hours = [(10, 1), (20, 1), (12, 0), (14, 1), (15, 1), (16, 1), (9, 0)];
        let after = Schedule {
            placements: hours.iter().map(|(hour, room)| place(&format!("02T{hour:02}:00"), *room)).collect::<Vec<_>>(),
        };
        let expected = [
            ("new", SessionChangeKind::Added),
            ("same", SessionChangeKind::Unchanged),
            ("room", SessionChangeKind::Room),
            ("gone", SessionChangeKind::Removed),
            ("longer", SessionChangeKind::Moved),
            ("named", SessionChangeKind::Edited),
            ("staffed", SessionChangeKind::Edited),
            ("moved", SessionChangeKind::Moved),
        ];
        let expected = expected.map(|(id, kind)| (id.to_owned(), kind));
        assert_eq!(kinds((&old, &before), (&new, &after)), expected);
    }

    #[test]
    fn a_phase_alone_has_what_is_held_on_its_days() {
        let mut conference = conference();
        conference.phases.push(phase("q"));
        add_day(&mut conference, 3, "03T00:00", "04T00:00");
        conference.sessions = ["a", "b", "c"].map(|id| session(id, 60)).into();
        let schedule = Schedule { placements: vec![place("02T10:00", 0), place("03T10:00", 0), place("09T10:00", 0)] };
        let version = Version { conference: &conference, schedule: &schedule };
        let only = |phases: &[&str]| {
            let phases: Vec<String> = phases.iter().map(|id| (*id).to_owned()).collect();
            of_phases(version, &phases).placed().map(|(id, _)| id.0).collect::<Vec<_>>()
        };
        assert_eq!(only(&["p"]), [0]);
        assert_eq!(only(&["p", "q"]), [0, 1]);
        assert!(only(&[]).is_empty());
    }
}
