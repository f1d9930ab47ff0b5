//! Anchors: at most two activities whose hard precedences the bound keeps, one that precedes many others and one that
//! follows many others.
//!
//! Example: an opening and a closing. Each of them alone would take the best hour of any day, but all other sessions
//! must fit between them. For every pair of their places, each other activity chooses among the places that the pair
//! allows, and each day among the windows that it allows. The least sum over all pairs is a lower bound, because the
//! pair of any complete assignment is one of them.

mod anchor;
mod cheapest_pair;
#[cfg(test)]
mod tests;

use crate::model::{Model, Precedence, PrecedenceKind, Price};

use super::day_window::{WindowLimits, window_limits};
use anchor::Anchor;
pub(super) use cheapest_pair::{DayValues, SubproblemSolution};

/// The first and the last anchor, as indices of activities.
pub type Anchors = (Option<u32>, Option<u32>);

/// The activities that precede and follow the largest number of others by hard precedences, if this number is at least
/// `least`. Ties go to the lower index.
pub(super) fn choose(model: &Model, least: usize) -> Anchors {
    let pairs: Vec<(u32, u32)> =
        kept_precedences(model).flat_map(|(precedence, _)| precedence.pairs.iter().copied()).collect();
    let first = most_frequent_first(pairs.iter().copied(), None, least);
    (first, most_frequent_first(pairs.iter().map(|&(a, b)| (b, a)), first, least))
}

/// The activity that is first in the largest number of different pairs, if this number is at least `least`. The
/// activity `taken` is not considered.
fn most_frequent_first(pairs: impl Iterator<Item = (u32, u32)>, taken: Option<u32>, least: usize) -> Option<u32> {
    let mut pairs: Vec<(u32, u32)> = pairs.filter(|&(a, b)| a != b && Some(a) != taken).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let counts = pairs.chunk_by(|a, b| a.0 == b.0).map(|group| (group.len(), group[0].0));
    // `max_by_key` returns the last of equal elements, so the order is reversed.
    counts.rev().filter(|&(count, _)| count >= least).max_by_key(|&(count, _)| count).map(|(_, anchor)| anchor)
}

/// The hard precedences that anchors can keep, with their least gap in steps.
fn kept_precedences(model: &Model) -> impl Iterator<Item = (&Precedence, i64)> {
    model.precedences.iter().filter(|precedence| precedence.price == Price::Hard).filter_map(|precedence| {
        match precedence.kind {
            PrecedenceKind::Gap { least, either_order: false, .. } => Some((precedence, least)),
            _ => None,
        }
    })
}

/// The constraints of two anchors, compiled for lists of places.
#[derive(Debug, Clone)]
pub(super) struct AnchorConstraints {
    activities: usize,
    days: Vec<WindowLimits>,
    /// The activities that have a precedence with an anchor, without the anchors.
    tied: Vec<usize>,
    first: Anchor,
    last: Anchor,
}

impl AnchorConstraints {
    /// Compiles the anchors' constraints. `starts` holds, for each activity, the start of each of its places.
    pub(super) fn new(model: &Model, anchors: Anchors, starts: &[&[u32]]) -> AnchorConstraints {
        let (first, last) = (Anchor::first(model, anchors.0, starts), Anchor::last(model, anchors.1, starts));
        let is_anchor = |activity: usize| [anchors.0, anchors.1].contains(&Some(activity as u32));
        let tied = (0..starts.len()).filter(|&x| !is_anchor(x) && (first.binds(x) || last.binds(x))).collect();
        AnchorConstraints { activities: starts.len(), days: window_limits(model), tied, first, last }
    }

    /// The limits of each day's window.
    pub(super) fn days(&self) -> &[WindowLimits] {
        &self.days
    }
}
