//! Orders between sessions (`after`, `before`), sessions to be kept apart, and circles among the orders.

use super::number::{MOST_GAP, MOST_WEIGHT, decimal, whole};
use super::select::{MOST_PAIRS, SelectorScope, Subject, can_be_held, select};
use crate::domain::{Apart, Conference, Decimal, Order, PhaseId, SessionId};
use crate::instance::codes;
use crate::instance::format::{ApartEntry, At, OrderEntry};
use crate::instance::json::Span;
use crate::instance::problem::Problems;

/// One session before another, in whichever entry the order was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    /// The session that ends first.
    pub first: SessionId,
    /// The session that starts afterwards.
    pub then: SessionId,
    /// The position of the entry.
    pub span: Span,
}

/// Counts the pairs of sessions, and reports the entry that exceeds [`MOST_PAIRS`].
#[derive(Default)]
pub(crate) struct PairBudget {
    used: usize,
}

impl PairBudget {
    /// Whether `more` pairs may still be added.
    pub(crate) fn allows(&mut self, more: usize, place: Span, problems: &mut Problems) -> bool {
        let within = self.used <= MOST_PAIRS;
        self.used = self.used.saturating_add(more);
        if within && self.used > MOST_PAIRS {
            let message = format!(
                "`after`, `before`, `apart_from`, relations and interests name more than {MOST_PAIRS} pairs of sessions"
            );
            problems.add(&codes::TOO_MANY, place, message);
        }
        self.used <= MOST_PAIRS
    }
}

/// The orders of one list (`after` or `before`) of one session.
pub(crate) fn orders(
    list: &[At<OrderEntry>],
    subject: Subject,
    scope: &SelectorScope<'_>,
    budget: &mut PairBudget,
    problems: &mut Problems,
) -> Vec<(Order, Span)> {
    let mut orders = Vec::new();
    for entry in list {
        let gap_minutes = whole(entry.value.gap_minutes.as_ref(), 0, 0..=MOST_GAP, "a gap in minutes", problems);
        let selected = select(entry.into(), subject, scope, problems);
        if !budget.allows(selected.sessions.len(), entry.span, problems) {
            break;
        }
        let order = |&session| (Order { session, gap_minutes, phase: selected.phase }, entry.span);
        orders.extend(selected.sessions.iter().map(order));
    }
    orders
}

/// The sessions to be kept apart from one session.
pub(crate) fn apart(
    list: &[At<ApartEntry>],
    subject: Subject,
    scope: &SelectorScope<'_>,
    budget: &mut PairBudget,
    problems: &mut Problems,
) -> Vec<Apart> {
    let mut apart = Vec::new();
    for entry in list {
        let own = |n| decimal(Some(n), Decimal::ONE, MOST_WEIGHT, "a weight", problems);
        let weight = entry.value.weight.as_ref().map(own);
        let selected = select(entry.into(), subject, scope, problems);
        if !budget.allows(selected.sessions.len(), entry.span, problems) {
            break;
        }
        apart.extend(selected.sessions.iter().map(|&session| Apart { session, weight }));
    }
    apart
}

/// Whether an order that applies in `phase` applies to these two sessions in each timetable, because they can take
/// place in that phase only.
pub(crate) fn always_binds(conference: &Conference, phase: Option<PhaseId>, sessions: [SessionId; 2]) -> bool {
    let Some(phase) = phase else { return true };
    let only_there = |id: SessionId| {
        let session = &conference.sessions[id.index()];
        (0..conference.phases.len())
            .map(PhaseId::new)
            .all(|other| can_be_held(conference, session, other) == (other == phase))
    };
    sessions.into_iter().all(only_there)
}

/// Reports circles among the orders. Each session is reported in at most one circle.
pub(crate) fn order_cycle(conference: &Conference, edges: &[Edge], problems: &mut Problems) {
    let count = conference.sessions.len();
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, edge) in edges.iter().enumerate() {
        into[edge.then.index()].push(index);
        out[edge.first.index()].push(index);
    }
    let mut waiting: Vec<usize> = into.iter().map(Vec::len).collect();
    let mut done = vec![false; count];
    let mut free: Vec<usize> = (0..count).filter(|&s| waiting[s] == 0).collect();
    let mut next = 0;
    loop {
        while let Some(session) = free.pop() {
            done[session] = true;
            for &edge in &out[session] {
                let then = edges[edge].then.index();
                waiting[then] -= 1;
                if waiting[then] == 0 && !done[then] {
                    free.push(then);
                }
            }
        }
        while next < count && done[next] {
            next += 1;
        }
        if next == count {
            return;
        }
        // Each remaining session has a remaining session before it, so going back leads into a circle.
        let circle = circle(next, edges, &into, &done);
        report(conference, &circle, edges, problems);
        for &edge in &circle {
            let session = edges[edge].then.index();
            if !done[session] {
                // Treat it as done, so that it is not reported again and does not block others.
                done[session] = true;
                free.push(session);
            }
        }
    }
}

/// The edges of a circle, in order of time, found by going back from `from` through the sessions that are not done.
fn circle(from: usize, edges: &[Edge], into: &[Vec<usize>], done: &[bool]) -> Vec<usize> {
    let mut position = vec![usize::MAX; into.len()];
    let mut path = Vec::new();
    let mut at = from;
    while position[at] == usize::MAX {
        position[at] = path.len();
        let Some(&edge) = into[at].iter().find(|&&e| !done[edges[e].first.index()]) else { return Vec::new() };
        path.push(edge);
        at = edges[edge].first.index();
    }
    let mut circle = path.split_off(position[at]);
    circle.reverse();
    circle
}

fn report(conference: &Conference, circle: &[usize], edges: &[Edge], problems: &mut Problems) {
    const SHOWN: usize = 8;
    let name = |session: SessionId| format!("\"{}\"", conference.sessions[session.index()].id);
    let mut names: Vec<String> = circle.iter().take(SHOWN).map(|&e| name(edges[e].first)).collect();
    if circle.len() > SHOWN {
        names.push(format!("{} more", circle.len() - SHOWN));
    }
    names.extend(circle.first().map(|&e| name(edges[e].first)));
    // Report the entry that was written last: it is most likely the mistake.
    let place = circle.iter().map(|&e| edges[e].span).max().unwrap_or_default();
    problems.add(
        &codes::ORDER_CYCLE,
        place,
        format!("the sessions wait for each other in a circle: {}", names.join(" before ")),
    );
}
