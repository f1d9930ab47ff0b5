//! All statements that concern some sessions, and a conference without some of them.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use super::constraint::{Constraint, relax};
pub(crate) use super::day_hours::widest;
pub(crate) use super::room_clash::add_copies;
use super::{relation, rule};
use crate::domain::{Conference, PersonId, RoomId, RuleId, Session, SessionId, Strength};

/// Some sessions of a conference, of which it is asked what is demanded.
pub(crate) struct Selection<'c> {
    /// The conference: it has only hard rules.
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

    /// How many seats each person has in them.
    pub(super) fn seats(&self) -> BTreeMap<PersonId, usize> {
        let mut seats = BTreeMap::new();
        for seat in self.sessions().flat_map(|(_, session)| &session.participants) {
            *seats.entry(seat.person).or_default() += 1;
        }
        seats
    }
}

/// The sessions that some of the statements say are held, ascending.
pub(crate) fn held<'s>(statements: impl IntoIterator<Item = &'s Constraint>) -> Vec<SessionId> {
    let sessions = |statement: &'s Constraint| match statement {
        Constraint::Held(sessions) => sessions.as_slice(),
        _ => &[],
    };
    let mut all: Vec<SessionId> = statements.into_iter().flat_map(sessions).copied().collect();
    all.sort_unstable();
    all
}

/// Every statement of a conference that has only hard rules, as far as it concerns these sessions. That they are held is
/// not among them.
pub(crate) fn about(conference: &Conference, sessions: &[SessionId]) -> Vec<Constraint> {
    let selection = Selection::of(conference, sessions);
    let hard = RuleId::ALL.into_iter().filter(|&id| conference.rule(id) == Strength::Hard);
    let mut all: Vec<Constraint> = hard.flat_map(|id| rule(id).constraints(&selection)).collect();
    all.sort_by_key(Constraint::rank);
    // What two rules say of one thing is one statement.
    all.dedup();
    all
}

/// The conference without these statements, as far as they are not about what is held.
pub(crate) fn without(conference: &Conference, statements: &[&Constraint], sessions: usize) -> Conference {
    let mut left = conference.clone();
    let mut pairs = BTreeSet::new();
    let mut alike: Vec<RoomId> = Vec::new();
    for statement in statements {
        match statement {
            Constraint::Rooms(rooms) => alike.extend(rooms.first()),
            Constraint::Relation { relation, first, second } => drop(pairs.insert((*relation, *first, *second))),
            statement => relax(&mut left, statement),
        }
    }
    relation::relax(&mut left, &pairs);
    // Last: the copies are to be like the rooms as they are now.
    alike.into_iter().for_each(|room| add_copies(&mut left, room, sessions.saturating_sub(1)));
    left
}
