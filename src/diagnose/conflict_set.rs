//! From a conflict to a minimal one: statements that cannot hold together, of which every one is needed.
//!
//! Divide and conquer after Junker (QuickXplain: preferred explanations and relaxations for over-constrained problems,
//! AAAI 2004): whole halves are taken back at once where the rest is impossible already. Where counting proves the
//! conflict, counting narrows it down, without a search; at the end each statement is tried once more in full. What was
//! not found out in time counts as needed, and is told apart.

use std::collections::BTreeSet;

use super::constraints::{Constraint, about, held};
use super::feasibility_oracle::{CachedAnswer, ConstraintCache, InfeasibilityProof, Oracle, Verdict};
use crate::domain::{Conference, SessionId};

/// With more sessions than this in a conflict, all of one type are one statement.
const MOST_SINGLE: usize = 40;

/// Statements that cannot all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictSet {
    /// The statements: those on what is held first.
    pub statements: Vec<Constraint>,
    /// By statement: whether a timetable was found that keeps all others.
    pub needed: Vec<bool>,
    /// Why they cannot all hold.
    pub argument: InfeasibilityProof,
}

impl ConflictSet {
    /// The sessions that its statements say are held, ascending.
    pub fn sessions(&self) -> Vec<SessionId> {
        held(&self.statements)
    }

    /// Whether every statement is known to be needed.
    pub fn is_minimal(&self) -> bool {
        self.needed.iter().all(|&needed| needed)
    }
}

/// Narrows a conflict down. `conference` has only hard rules, and not all of `sessions` can be held in it; `None` if
/// that cannot be shown again in the time left.
pub(super) fn minimal(oracle: &mut Oracle<'_>, conference: &Conference, sessions: &[SessionId]) -> Option<ConflictSet> {
    let (mut chosen, mut needed) = fewest(oracle, conference, groups(conference, sessions))?;
    let left = held(&chosen);
    if left.len() > chosen.len() && left.len() <= MOST_SINGLE {
        (chosen, needed) = fewest(oracle, conference, single(conference, &left))?;
    }
    let (count, mut statements) = (chosen.len(), chosen);
    statements.extend(about(conference, &held(&statements)));
    let all: Vec<usize> = (count..statements.len()).collect();
    let mut universe = ConstraintCache::new(conference, statements);
    let background: BTreeSet<usize> = (0..count).collect();
    let whole = background.iter().chain(&all).copied().collect();
    let found = narrowed(&mut universe, oracle, &whole, &background, &all);
    let mut kept: BTreeSet<usize> = background.iter().copied().chain(found).collect();
    let rest = confirm(&mut universe, oracle, &mut kept, count);
    needed.extend(rest);
    let argument = match universe.verdict(oracle, &kept) {
        Verdict::Impossible(argument) => argument,
        _ => return None,
    };
    let statements = kept.iter().map(|&index| universe.statements[index].clone()).collect();
    Some(ConflictSet { statements, needed, argument })
}

/// The longest first: the fewer sessions a conflict has, the plainer it is.
fn single(conference: &Conference, sessions: &[SessionId]) -> Vec<Constraint> {
    let mut sessions = sessions.to_vec();
    sessions.sort_by_key(|session| (-conference.sessions[session.index()].minutes, *session));
    sessions.into_iter().map(|session| Constraint::Held(vec![session])).collect()
}

/// One statement a session, or a type where there are many.
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

/// As few of these as cannot all be held, with whether each is known to be needed.
fn fewest(
    oracle: &mut Oracle<'_>,
    conference: &Conference,
    statements: Vec<Constraint>,
) -> Option<(Vec<Constraint>, Vec<bool>)> {
    let all: Vec<usize> = (0..statements.len()).collect();
    let mut universe = ConstraintCache::new(conference, statements);
    let whole: BTreeSet<usize> = all.iter().copied().collect();
    if universe.ask(oracle, &whole) != CachedAnswer::Impossible {
        return None;
    }
    let found = narrowed(&mut universe, oracle, &whole, &BTreeSet::new(), &all);
    let mut kept: BTreeSet<usize> = found.into_iter().collect();
    let needed = confirm(&mut universe, oracle, &mut kept, 0);
    Some((kept.iter().map(|&index| universe.statements[index].clone()).collect(), needed))
}

/// [`quick_xplain`], by counting alone if that proves the whole impossible.
fn narrowed(
    universe: &mut ConstraintCache,
    oracle: &mut Oracle<'_>,
    whole: &BTreeSet<usize>,
    background: &BTreeSet<usize>,
    items: &[usize],
) -> Vec<usize> {
    universe.counting = universe.is_counted(oracle, whole);
    let found = quick_xplain(universe, oracle, background, false, items);
    universe.counting = false;
    found
}

/// As few of `items` as are impossible together with the background, which they are: the first are kept rather than the
/// last. `changed`: the background grew since it was last asked about.
fn quick_xplain(
    universe: &mut ConstraintCache,
    oracle: &mut Oracle<'_>,
    background: &BTreeSet<usize>,
    changed: bool,
    items: &[usize],
) -> Vec<usize> {
    if items.is_empty() || (changed && universe.ask(oracle, background) == CachedAnswer::Impossible) {
        return Vec::new();
    }
    if items.len() == 1 {
        return items.to_vec();
    }
    let (first, second) = items.split_at(items.len() / 2);
    let with = |more: &[usize]| background.iter().chain(more).copied().collect::<BTreeSet<usize>>();
    let later = quick_xplain(universe, oracle, &with(first), true, second);
    let earlier = quick_xplain(universe, oracle, &with(&later), !later.is_empty(), first);
    [earlier, later].concat()
}

/// Tries once more to do without each of those kept from position `from` on. What is left: whether a timetable is known
/// for all others.
fn confirm(
    universe: &mut ConstraintCache,
    oracle: &mut Oracle<'_>,
    kept: &mut BTreeSet<usize>,
    from: usize,
) -> Vec<bool> {
    let mut needed = Vec::new();
    for index in kept.iter().copied().filter(|&index| index >= from).collect::<Vec<_>>() {
        kept.remove(&index);
        match universe.ask(oracle, kept) {
            CachedAnswer::Impossible => {}
            answer => {
                kept.insert(index);
                needed.push(answer == CachedAnswer::Possible);
            }
        }
    }
    needed
}
