//! Finds a conflict: first by counting over the whole programme, then among sessions that have something in common,
//! then over the whole programme with a search.

use std::collections::{BTreeMap, BTreeSet};

use super::feasibility_oracle::{InfeasibilityProof, Oracle, Verdict};
use super::whole_programme;
use crate::domain::{Conference, Schedule, SessionId};
use crate::rules::ground;

/// Larger groups of sessions are only checked by counting.
const MOST_TOGETHER: usize = 40;
/// A programme of at most this many sessions is checked as a whole before its parts.
const FEW: usize = 30;

/// The result of the search for a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Located {
    /// A timetable of all sessions.
    Timetable(Schedule),
    /// Sessions that cannot all be held.
    Conflict(Vec<SessionId>),
    /// Neither.
    Nothing,
}

/// Looks for a timetable of these sessions, ascending, or for some of them that cannot all be held. `hard` is the
/// conference with its hard rules only. `again`: a conflict is known already, so the remaining time is kept for its
/// repairs.
pub(super) fn locate(
    oracle: &mut Oracle<'_>,
    conference: &Conference,
    hard: &Conference,
    sessions: &[SessionId],
    again: bool,
) -> Located {
    if let Verdict::Impossible(InfeasibilityProof { sessions, .. }) = oracle.count(hard, sessions) {
        return Located::Conflict(sessions);
    }
    if sessions.len() <= FEW {
        if let Some(located) = decided(oracle.ask(hard, sessions)) {
            return located;
        }
    } else if let Some(schedule) = whole_programme::timetable(oracle, conference, sessions, None, 1) {
        return Located::Timetable(schedule);
    }
    for group in groups(hard, sessions) {
        if oracle.is_over() {
            return Located::Nothing;
        }
        if let Verdict::Impossible(InfeasibilityProof { sessions, .. }) = oracle.ask(hard, &group) {
            return Located::Conflict(sessions);
        }
    }
    if sessions.len() > FEW && !again {
        if let Some(schedule) = whole_programme::timetable(oracle, conference, sessions, None, 4) {
            return Located::Timetable(schedule);
        }
        return decided(oracle.ask(hard, sessions)).unwrap_or(Located::Nothing);
    }
    Located::Nothing
}

fn decided(verdict: Verdict) -> Option<Located> {
    match verdict {
        Verdict::Possible(schedule) => Some(Located::Timetable(schedule)),
        Verdict::Impossible(argument) => Some(Located::Conflict(argument.sessions)),
        Verdict::Unknown => None,
    }
}

/// Groups of sessions that share a person, a service, an order or a relation, or the only days on which they can be
/// held; the smallest groups first.
fn groups(conference: &Conference, sessions: &[SessionId]) -> Vec<Vec<SessionId>> {
    let mut groups: BTreeSet<Vec<SessionId>> = BTreeSet::new();
    let data = |session: SessionId| &conference.sessions[session.index()];
    for person in 0..conference.people.len() {
        let needs = |session: &SessionId| {
            data(*session).participants.iter().any(|participation| participation.person.index() == person)
        };
        groups.insert(sessions.iter().copied().filter(needs).collect());
    }
    for service in 0..conference.services.len() {
        let needs = |session: &SessionId| data(*session).services.iter().any(|other| other.index() == service);
        groups.insert(sessions.iter().copied().filter(needs).collect());
    }
    groups.extend(tied(conference, sessions));
    groups.extend(confined(conference, sessions));
    let mut groups: Vec<Vec<SessionId>> =
        groups.into_iter().filter(|group| (2..=MOST_TOGETHER).contains(&group.len())).collect();
    groups.sort_by_key(|group| (group.len(), group.clone()));
    groups
}

/// Groups that orders, relations, people or `apart_from` connect, directly or through other sessions.
fn tied(conference: &Conference, sessions: &[SessionId]) -> Vec<Vec<SessionId>> {
    let mut root: BTreeMap<SessionId, SessionId> = sessions.iter().map(|&session| (session, session)).collect();
    let mut join = |a: SessionId, b: SessionId| {
        let (Some(&a), Some(&b)) = (root.get(&a), root.get(&b)) else { return };
        if a != b {
            root.values_mut().filter(|root| **root == b).for_each(|root| *root = a);
        }
    };
    for &session in sessions {
        let data = &conference.sessions[session.index()];
        data.after.iter().chain(&data.before).for_each(|order| join(session, order.session));
        data.apart_from.iter().for_each(|other| join(session, other.session));
    }
    for relation in &conference.relations {
        relation.pairs().into_iter().for_each(|(a, b)| join(a, b));
    }
    let mut first: BTreeMap<usize, SessionId> = BTreeMap::new();
    for &session in sessions {
        for participation in &conference.sessions[session.index()].participants {
            join(*first.entry(participation.person.index()).or_insert(session), session);
        }
    }
    let mut groups: BTreeMap<SessionId, Vec<SessionId>> = BTreeMap::new();
    root.into_iter().for_each(|(session, root)| groups.entry(root).or_default().push(session));
    groups.into_values().collect()
}

/// For each set of days that is the whole choice of some session: all sessions whose choice lies within it.
fn confined(conference: &Conference, sessions: &[SessionId]) -> Vec<Vec<SessionId>> {
    let Ok(grounded) = ground(conference) else { return Vec::new() };
    let model = &grounded.model;
    let days = |session: SessionId| -> BTreeSet<u32> {
        model.places(session.index()).map(|place| model.starts[place.start as usize].day).collect()
    };
    let days: Vec<(SessionId, BTreeSet<u32>)> = sessions.iter().map(|&session| (session, days(session))).collect();
    let sets: BTreeSet<&BTreeSet<u32>> = days.iter().map(|(_, days)| days).collect();
    let inside = |set: &BTreeSet<u32>| {
        days.iter().filter(|(_, days)| days.is_subset(set)).map(|(session, _)| *session).collect()
    };
    sets.into_iter().map(inside).collect()
}
