//! All constraints on a set of sessions, and a conference without some of them.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use super::constraint::{Constraint, relax};
pub(crate) use super::day_hours::widest;
pub(crate) use super::room_clash::add_copies;
use super::{relation, rule};
use crate::domain::{Conference, PersonId, RoomId, RuleId, Session, SessionId, Strength};

/// A set of sessions whose constraints are listed.
pub(crate) struct Selection<'c> {
    /// The conference. Its rules are hard or off.
    pub(super) conference: &'c Conference,
    sessions: BTreeSet<SessionId>,
}

impl<'c> Selection<'c> {
    /// These sessions.
    pub(super) fn of(conference: &'c Conference, sessions: &[SessionId]) -> Selection<'c> {
        Selection { conference, sessions: sessions.iter().copied().collect() }
    }

    /// The sessions with their ids, ascending.
    pub(super) fn sessions(&self) -> impl Iterator<Item = (SessionId, &'c Session)> + '_ {
        self.sessions.iter().map(|&id| (id, &self.conference.sessions[id.index()]))
    }

    /// Whether a session is among them.
    pub(super) fn contains(&self, session: SessionId) -> bool {
        self.sessions.contains(&session)
    }

    /// The number of these sessions in which each person takes part.
    pub(super) fn participation_counts(&self) -> BTreeMap<PersonId, usize> {
        let mut counts = BTreeMap::new();
        for participation in self.sessions().flat_map(|(_, session)| &session.participants) {
            *counts.entry(participation.person).or_default() += 1;
        }
        counts
    }
}

/// The sessions of the `Held` constraints, ascending.
pub(crate) fn held<'s>(constraints: impl IntoIterator<Item = &'s Constraint>) -> Vec<SessionId> {
    let sessions = |constraint: &'s Constraint| match constraint {
        Constraint::Held(sessions) => sessions.as_slice(),
        _ => &[],
    };
    let mut all: Vec<SessionId> = constraints.into_iter().flat_map(sessions).copied().collect();
    all.sort_unstable();
    all
}

/// The constraints on these sessions, in a conference whose rules are hard or off. `Held` is not among them.
pub(crate) fn about(conference: &Conference, sessions: &[SessionId]) -> Vec<Constraint> {
    let selection = Selection::of(conference, sessions);
    let hard = RuleId::ALL.into_iter().filter(|&id| conference.rule(id) == Strength::Hard);
    let mut all: Vec<Constraint> = hard.flat_map(|id| rule(id).constraints(&selection)).collect();
    all.sort_by_key(Constraint::rank);
    // Two rules can share a constraint (`Busy`, `Track`).
    all.dedup();
    all
}

/// The conference without these constraints; `Held` is ignored.
pub(crate) fn without(conference: &Conference, constraints: &[&Constraint], sessions: usize) -> Conference {
    let mut relaxed = conference.clone();
    let mut pairs = BTreeSet::new();
    let mut alike: Vec<RoomId> = Vec::new();
    for constraint in constraints {
        match constraint {
            Constraint::Rooms(rooms) => alike.extend(rooms.first()),
            Constraint::Relation { relation, first, second } => drop(pairs.insert((*relation, *first, *second))),
            constraint => relax(&mut relaxed, constraint),
        }
    }
    relation::relax(&mut relaxed, &pairs);
    // Last, so that the copies are like the relaxed rooms.
    alike.into_iter().for_each(|room| add_copies(&mut relaxed, room, sessions.saturating_sub(1)));
    relaxed
}
