//! Reduces a conflict to a minimal one: a set of constraints that cannot hold together, each of which is needed.
//!
//! The method is QuickXplain (Junker: preferred explanations and relaxations for over-constrained problems, AAAI 2004),
//! a divide and conquer: whole halves are relaxed at once if the rest is already infeasible. If counting proves the
//! conflict, counting also reduces it, without a search. At the end each constraint is tried once more with the full
//! method. A constraint for which no answer was found in time counts as needed, and is marked as unconfirmed.

use std::collections::BTreeSet;

use super::constraints::{Constraint, about, held};
use super::feasibility_oracle::{CachedAnswer, ConstraintCache, InfeasibilityProof, Oracle, Verdict};
use crate::domain::{Conference, SessionId};

/// With more sessions than this in a conflict, all sessions of one type form one constraint.
const MOST_SINGLE: usize = 40;

/// Constraints that cannot all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictSet {
    /// The constraints; first those that say which sessions are held.
    pub constraints: Vec<Constraint>,
    /// For each constraint: whether a timetable was found that satisfies all the others.
    pub needed: Vec<bool>,
    /// The proof that they cannot all hold.
    pub argument: InfeasibilityProof,
}

impl ConflictSet {
    /// The sessions that its constraints say are held, ascending.
    pub fn sessions(&self) -> Vec<SessionId> {
        held(&self.constraints)
    }

    /// Whether every constraint is known to be needed.
    pub fn is_minimal(&self) -> bool {
        self.needed.iter().all(|&needed| needed)
    }
}

/// Reduces a conflict to a minimal one. `conference` has only hard rules, and not all of `sessions` can be held in it.
/// Returns `None` if this cannot be shown again in the remaining time.
pub(super) fn minimal(oracle: &mut Oracle<'_>, conference: &Conference, sessions: &[SessionId]) -> Option<ConflictSet> {
    let (chosen, mut needed) = match oracle.count(conference, sessions) {
        // Each session that the region attends would be a conflict by itself; together they are one.
        Verdict::Impossible(proof) if proof.is_about_good_days() => {
            (vec![Constraint::Held(proof.sessions)], vec![true])
        }
        _ => fewest_held(oracle, conference, sessions)?,
    };
    let (count, mut constraints) = (chosen.len(), chosen);
    constraints.extend(about(conference, &held(&constraints)));
    let all: Vec<usize> = (count..constraints.len()).collect();
    let mut cache = ConstraintCache::new(conference, constraints);
    let background: BTreeSet<usize> = (0..count).collect();
    let whole = background.iter().chain(&all).copied().collect();
    let found = narrowed(&mut cache, oracle, &whole, &background, &all);
    let mut kept: BTreeSet<usize> = background.iter().copied().chain(found).collect();
    let rest = confirm(&mut cache, oracle, &mut kept, count);
    needed.extend(rest);
    let argument = match cache.verdict(oracle, &kept) {
        Verdict::Impossible(argument) => argument,
        _ => return None,
    };
    let constraints = kept.iter().map(|&index| cache.constraints[index].clone()).collect();
    Some(ConflictSet { constraints, needed, argument })
}

/// A minimal set of the sessions that cannot all be held, in constraints of one or several sessions; and for each whether
/// it is known to be needed.
fn fewest_held(
    oracle: &mut Oracle<'_>,
    conference: &Conference,
    sessions: &[SessionId],
) -> Option<(Vec<Constraint>, Vec<bool>)> {
    let (chosen, needed) = fewest(oracle, conference, groups(conference, sessions))?;
    let left = held(&chosen);
    if left.len() > chosen.len() && left.len() <= MOST_SINGLE {
        return fewest(oracle, conference, single(conference, &left));
    }
    Some((chosen, needed))
}

/// One constraint per session, the longest session first: the fewer sessions a conflict has, the easier it is to read.
fn single(conference: &Conference, sessions: &[SessionId]) -> Vec<Constraint> {
    let mut sessions = sessions.to_vec();
    sessions.sort_by_key(|session| (-conference.sessions[session.index()].minutes, *session));
    sessions.into_iter().map(|session| Constraint::Held(vec![session])).collect()
}

/// One constraint per session, or per session type if there are many sessions.
fn groups(conference: &Conference, sessions: &[SessionId]) -> Vec<Constraint> {
    if sessions.len() <= MOST_SINGLE {
        return single(conference, sessions);
    }
    let kind = |session: &SessionId| conference.sessions[session.index()].session_type;
    let kinds: BTreeSet<_> = sessions.iter().map(kind).collect();
    let mut groups: Vec<Vec<SessionId>> = kinds
        .into_iter()
        .map(|wanted| sessions.iter().copied().filter(|session| kind(session) == wanted).collect())
        .collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    groups.into_iter().map(Constraint::Held).collect()
}

/// A minimal subset of these that cannot all be held, and for each whether it is known to be needed.
fn fewest(
    oracle: &mut Oracle<'_>,
    conference: &Conference,
    constraints: Vec<Constraint>,
) -> Option<(Vec<Constraint>, Vec<bool>)> {
    let all: Vec<usize> = (0..constraints.len()).collect();
    let mut cache = ConstraintCache::new(conference, constraints);
    let whole: BTreeSet<usize> = all.iter().copied().collect();
    if cache.ask(oracle, &whole) != CachedAnswer::Impossible {
        return None;
    }
    let found = narrowed(&mut cache, oracle, &whole, &BTreeSet::new(), &all);
    let mut kept: BTreeSet<usize> = found.into_iter().collect();
    let needed = confirm(&mut cache, oracle, &mut kept, 0);
    Some((kept.iter().map(|&index| cache.constraints[index].clone()).collect(), needed))
}

/// [`quick_xplain`], by counting alone if that proves the whole impossible.
fn narrowed(
    cache: &mut ConstraintCache,
    oracle: &mut Oracle<'_>,
    whole: &BTreeSet<usize>,
    background: &BTreeSet<usize>,
    items: &[usize],
) -> Vec<usize> {
    cache.counting = cache.is_counted(oracle, whole);
    let found = quick_xplain(cache, oracle, background, false, items);
    cache.counting = false;
    found
}

/// A minimal subset of `items` that is infeasible together with the background, given that all of them are; earlier
/// items are kept in preference to later ones. `changed`: the background grew since it was last checked.
fn quick_xplain(
    cache: &mut ConstraintCache,
    oracle: &mut Oracle<'_>,
    background: &BTreeSet<usize>,
    changed: bool,
    items: &[usize],
) -> Vec<usize> {
    if items.is_empty() || (changed && cache.ask(oracle, background) == CachedAnswer::Impossible) {
        return Vec::new();
    }
    if items.len() == 1 {
        return items.to_vec();
    }
    let (first, second) = items.split_at(items.len() / 2);
    let with = |more: &[usize]| background.iter().chain(more).copied().collect::<BTreeSet<usize>>();
    let later = quick_xplain(cache, oracle, &with(first), true, second);
    let earlier = quick_xplain(cache, oracle, &with(&later), !later.is_empty(), first);
    [earlier, later].concat()
}

/// Tries once more to drop each of those kept, from position `from` on. Returns, for each that remains, whether a
/// timetable is known that satisfies all the others.
fn confirm(cache: &mut ConstraintCache, oracle: &mut Oracle<'_>, kept: &mut BTreeSet<usize>, from: usize) -> Vec<bool> {
    let mut needed = Vec::new();
    for index in kept.iter().copied().filter(|&index| index >= from).collect::<Vec<_>>() {
        kept.remove(&index);
        match cache.ask(oracle, kept) {
            CachedAnswer::Impossible => {}
            answer => {
                kept.insert(index);
                needed.push(answer == CachedAnswer::Possible);
            }
        }
    }
    needed
}
