//! Orders between sessions, sessions to be kept apart, and circles among the orders.

use super::number::{MOST_GAP, MOST_WEIGHT, decimal, whole};
use super::select::{MOST_PAIRS, SelectorScope, Subject, can_be_held, select};
use crate::domain::{Apart, Conference, Decimal, Order, PhaseId, SessionId};
use crate::instance::codes;
use crate::instance::format::{ApartEntry, At, OrderEntry};
use crate::instance::json::Span;
use crate::instance::problem::Problems;

/// One session before another, wherever the order was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    /// Ends first.
    pub first: SessionId,
    /// Starts after.
    pub then: SessionId,
    /// The entry.
    pub span: Span,
}

/// Counts resolved pairs; reports the entry that exceeds [`MOST_PAIRS`].
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
            let message = format!("orders, relations and the like come to more than {MOST_PAIRS} pairs of sessions");
            problems.add(&codes::TOO_MANY, place, message);
        }
        self.used <= MOST_PAIRS
    }
}

/// The orders of one list (`after` or `before`) of one session.
pub(crate) fn orders(
    list: &[At<OrderEntry>],
    subject: Subject,
    programme: &SelectorScope<'_>,
    budget: &mut PairBudget,
    problems: &mut Problems,
) -> Vec<(Order, Span)> {
    let mut orders = Vec::new();
    for entry in list {
        let gap_minutes = whole(entry.value.gap_minutes.as_ref(), 0, 0..=MOST_GAP, "a gap in minutes", problems);
        let selected = select(entry.into(), subject, programme, problems);
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
    programme: &SelectorScope<'_>,
    budget: &mut PairBudget,
    problems: &mut Problems,
) -> Vec<Apart> {
    let mut apart = Vec::new();
    for entry in list {
        let own = |n| decimal(Some(n), Decimal::ONE, MOST_WEIGHT, "a weight", problems);
        let weight = entry.value.weight.as_ref().map(own);
        let selected = select(entry.into(), subject, programme, problems);
        if !budget.allows(selected.sessions.len(), entry.span, problems) {
            break;
        }
        apart.extend(selected.sessions.iter().map(|&session| Apart { session, weight }));
    }
    apart
}

/// Whether an order that binds in `phase` binds these two in any timetable: they can be held nowhere else.
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

/// Reports circles among the orders: each session is reported in one circle at most.
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
        // Everything left has something left before it: going back must come round.
        let circle = circle(next, edges, &into, &done);
        report(conference, &circle, edges, problems);
        for &edge in &circle {
            let session = edges[edge].then.index();
            if !done[session] {
                // Not to be waited for, nor to be freed again.
                done[session] = true;
                free.push(session);
            }
        }
    }
}

/// The edges of a circle, in the order of time, found by going back from `from` through what is not done.
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
    // The place is the entry written last: the likeliest to be the mistake.
    let place = circle.iter().map(|&e| edges[e].span).max().unwrap_or_default();
    problems.add(&codes::ORDER_CYCLE, place, format!("the orders go in a circle: {}", names.join(" before ")));
}
