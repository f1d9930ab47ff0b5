//! Hubs: at most two activities whose orders the bound keeps, one that precedes many and one that follows many.
//!
//! An opening and a closing would each like the best hour of any day, but everything else has to fit between them.
//! For every pair of their starts, each other activity picks among the places that the pair leaves it, each day among
//! the windows; the pair for which the sum is least bounds every complete assignment, because that assignment's own
//! pair is one of them.

mod anchor;
mod cheapest_pair;
#[cfg(test)]
mod tests;

use crate::model::{Model, Precedence, PrecedenceKind, Price};

use super::day_window::{WindowLimits, window_limits};
use anchor::Anchor;
pub(super) use cheapest_pair::{DayValues, SubproblemSolution};

/// The first and the last hub, as indices of activities.
pub type Anchors = (Option<u32>, Option<u32>);

/// The activities that precede and follow the most others, and at least so many, by hard orders; of equals the one of the
/// lower index.
pub(super) fn choose(model: &Model, least: usize) -> Anchors {
    let pairs: Vec<(u32, u32)> = kept_precedences(model).flat_map(|(order, _)| order.pairs.iter().copied()).collect();
    let first = most_frequent_first(pairs.iter().copied(), None, least);
    (first, most_frequent_first(pairs.iter().map(|&(a, b)| (b, a)), first, least))
}

/// The activity that stands first in the most different pairs, at least so many, and is not `taken`.
fn most_frequent_first(pairs: impl Iterator<Item = (u32, u32)>, taken: Option<u32>, least: usize) -> Option<u32> {
    let mut pairs: Vec<(u32, u32)> = pairs.filter(|&(a, b)| a != b && Some(a) != taken).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let counts = pairs.chunk_by(|a, b| a.0 == b.0).map(|group| (group.len(), group[0].0));
    // Of equals the last is taken, so they are given from behind.
    counts.rev().filter(|&(count, _)| count >= least).max_by_key(|&(count, _)| count).map(|(_, hub)| hub)
}

/// The orders that hubs keep, with the least gap in steps.
fn kept_precedences(model: &Model) -> impl Iterator<Item = (&Precedence, i64)> {
    model.precedences.iter().filter(|order| order.price == Price::Hard).filter_map(|order| match order.kind {
        PrecedenceKind::Gap { least, either_order: false, .. } => Some((order, least)),
        _ => None,
    })
}

/// What two hubs allow, compiled for lists of places.
#[derive(Debug, Clone)]
pub(super) struct AnchorConstraints {
    activities: usize,
    days: Vec<WindowLimits>,
    /// The activities that have an order with a hub, without the hubs themselves.
    tied: Vec<usize>,
    first: Anchor,
    last: Anchor,
}

impl AnchorConstraints {
    /// Compiles hubs; `starts` holds, for each activity, the start of each of its places.
    pub(super) fn new(model: &Model, hubs: Anchors, starts: &[&[u32]]) -> AnchorConstraints {
        let (first, last) = (Anchor::first(model, hubs.0, starts), Anchor::last(model, hubs.1, starts));
        let is_hub = |activity: usize| [hubs.0, hubs.1].contains(&Some(activity as u32));
        let tied = (0..starts.len()).filter(|&x| !is_hub(x) && (first.binds(x) || last.binds(x))).collect();
        AnchorConstraints { activities: starts.len(), days: window_limits(model), tied, first, last }
    }

    /// The days' openings.
    pub(super) fn days(&self) -> &[WindowLimits] {
        &self.days
    }
}
