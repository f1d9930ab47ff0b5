//! Compares two versions of a timetable, session by session.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{Conference, Instant, Participation, PersonId, Placement, Schedule, Session, SessionId};

/// A version of a timetable with its conference.
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
    /// The session's data.
    pub fn data(&self) -> &'a Session {
        &self.conference.sessions[self.session.index()]
    }

    /// Its end.
    pub fn end(&self) -> Instant {
        self.data().end(self.at.start)
    }

    /// Its room's id; `None` if the version does not give one.
    pub fn room(&self) -> Option<&'a str> {
        let room = self.at.room.and_then(|room| self.conference.rooms.get(room.index()));
        room.map(|room| room.id.as_str())
    }

    /// Where people join it: its link, or that of its room.
    pub fn link(&self) -> Option<&'a str> {
        let room = self.at.room.and_then(|room| self.conference.rooms.get(room.index()));
        self.data().details.link.as_deref().or_else(|| room.and_then(|room| room.link.as_deref()))
    }

    /// The people it needs, by id, with their roles, in file order.
    pub fn participants(&self) -> impl Iterator<Item = (&'a str, &'a Participation)> + use<'a> {
        let conference = self.conference;
        let id = move |person: PersonId| conference.people[person.index()].id.as_str();
        self.data().participants.iter().map(move |participation| (id(participation.person), participation))
    }

    /// A person's role in it; `None` if it does not need them.
    pub fn participation(&self, person: &str) -> Option<&'a Participation> {
        self.participants().find(|(id, _)| *id == person).map(|(_, participation)| participation)
    }
}

/// How a session changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SessionChangeKind {
    /// It has a place now, and had none or did not exist before.
    Added,
    /// It had a place before, and has none or does not exist now.
    Removed,
    /// Its start or end changed; its room may have changed too.
    Moved,
    /// Only its room changed.
    Room,
    /// Its time and room are the same; its title, its link or its people's roles changed.
    Edited,
    /// None of these changed.
    Unchanged,
}

impl SessionChangeKind {
    /// The name used in files.
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

/// A session with its places in both versions.
#[derive(Debug, Clone, Copy)]
pub struct SessionInBoth<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its old place; `None` if it had none.
    pub old: Option<PlacedInVersion<'a>>,
    /// Its new place; `None` if it has none.
    pub new: Option<PlacedInVersion<'a>>,
}

impl SessionInBoth<'_> {
    /// How it changed.
    pub fn kind(&self) -> SessionChangeKind {
        let (old, new) = match (&self.old, &self.new) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => return SessionChangeKind::Added,
            (Some(_), None) => return SessionChangeKind::Removed,
            (None, None) => return SessionChangeKind::Unchanged,
        };
        let part = |held: &PlacedInVersion<'_>| -> Vec<(String, i64, i64)> {
            held.participants()
                .map(|(id, participation)| (id.to_owned(), participation.from, participation.until))
                .collect()
        };
        if (old.at.start, old.end()) != (new.at.start, new.end()) {
            SessionChangeKind::Moved
        } else if old.room() != new.room() {
            SessionChangeKind::Room
        } else if old.data().title != new.data().title || old.link() != new.link() || part(old) != part(new) {
            SessionChangeKind::Edited
        } else {
            SessionChangeKind::Unchanged
        }
    }

    /// Its new start, or the old one if it has no place now.
    pub fn start(&self) -> Option<Instant> {
        self.new.or(self.old).map(|held| held.at.start)
    }
}

/// The sessions that have a place in either version, by new start (or old start if they have no new one); ties in the
/// order of the new file, then of the old one.
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

/// The timetable restricted to the sessions on days of these phases, by id.
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
    fn each_session_has_its_kind_of_change_by_time() {
        let mut old = conference();
        old.rooms = rooms(2);
        old.sessions = ["same", "moved", "room", "gone", "longer", "named", "staffed"].map(|id| session(id, 60)).into();
        // The new file has another order of sessions and rooms: ids count, not positions.
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
    fn a_phase_has_the_sessions_on_its_days() {
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
