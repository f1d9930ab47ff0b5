//! Exhaustive large neighbourhood search on a small model: takes a few activities out and puts them back optimally, by
//! branch and bound, for every group of activities.

use std::cmp::Reverse;

use super::stop_condition::DeltaBudget;
use super::tuning;
use crate::model::{Assignment, Cost, ModelIndex, Place, Score, State};

/// Improves an assignment that breaks no hard condition. Computes no more deltas than `budget`
/// allows.
///
/// Annealing passes through assignments with violations. If hard conditions are tight, it may end close to the best
/// valid assignment without reaching it. Here every step is valid, and several activities can move in one step.
pub(crate) fn exhaustive_lns(
    index: &ModelIndex<'_>,
    places: &[Vec<Place>],
    assignment: &Assignment,
    tuning: &tuning::ExhaustiveLns,
    budget: DeltaBudget<'_>,
) -> (Score, Assignment) {
    let state = State::new(index, assignment);
    let score = state.total().score();
    if score.violations > 0 || places.iter().map(Vec::len).sum::<usize>() > tuning.most_places {
        return (score, assignment.clone());
    }
    let mut sorted = places.to_vec();
    for (activity, places) in sorted.iter_mut().enumerate() {
        places.sort_by_key(|&place| (index.model.unary(activity, place), place));
    }
    let mut lns = ExhaustiveLns { state, places: sorted, best: (score, assignment.clone()), budget };
    let mut size = 1;
    while size <= tuning.largest.min(places.len()) && lns.budget.left() > 0 {
        size = if lns.improve(size, 0, &mut Vec::new()) { 1 } else { size + 1 };
    }
    lns.best
}

struct ExhaustiveLns<'l, 's> {
    state: State<'l>,
    places: Vec<Vec<Place>>,
    best: (Score, Assignment),
    budget: DeltaBudget<'s>,
}

impl ExhaustiveLns<'_, '_> {
    /// Tries all groups of `size` activities that begin with `group`. Stops at the first improvement.
    fn improve(&mut self, size: usize, from: usize, group: &mut Vec<usize>) -> bool {
        if group.len() == size {
            return self.reinsert_best(group);
        }
        for activity in from..self.places.len() {
            group.push(activity);
            if self.improve(size, activity + 1, group) {
                return true;
            }
            group.pop();
        }
        false
    }

    /// Takes a group out and looks for better places.
    fn reinsert_best(&mut self, group: &[usize]) -> bool {
        let before = self.best.0;
        for &activity in group {
            let _ = self.state.remove(activity);
        }
        // The largest penalty first, because it decides before any cost.
        let mut order = group.to_vec();
        order.sort_by_key(|&a| (Reverse(self.state.model().activities[a].unplaced_penalty), a));
        self.branch(&order);
        let chosen: Vec<(usize, Option<Place>)> = order.iter().map(|&a| (a, self.best.1[a])).collect();
        for (activity, place) in chosen {
            if let Some(place) = place {
                self.state.insert(activity, place);
            }
        }
        self.best.0 < before
    }

    /// The most that placing these activities can save.
    fn largest_saving(&self, rest: &[usize]) -> Cost {
        if rest.is_empty() {
            return 0;
        }
        let each = rest.iter().map(|&activity| self.state.index().saving(activity).soft);
        each.sum::<Cost>() + self.state.least_excess_score().soft
    }

    fn branch(&mut self, rest: &[usize]) {
        let score = self.state.total().score();
        let placeable: i64 = rest.iter().map(|&a| self.state.model().activities[a].unplaced_penalty).sum();
        let saving = self.largest_saving(rest);
        if (score.unplaced - placeable, score.soft - saving) >= (self.best.0.unplaced, self.best.0.soft) {
            return;
        }
        let Some((&activity, rest)) = rest.split_first() else {
            if score < self.best.0 {
                self.best = (score, self.state.assignment().clone());
            }
            return;
        };
        let level = score.unplaced - placeable == self.best.0.unplaced;
        for choice in 0..self.places[activity].len() {
            let place = self.places[activity][choice];
            if level && score.soft - saving + self.state.model().unary(activity, place) >= self.best.0.soft {
                break;
            }
            if !self.budget.take() {
                return;
            }
            let added = self.state.insertion_delta(activity, place);
            if !added.breaks_only_sums() {
                continue;
            }
            let saved = *self.state.total();
            self.state.insert_with_delta(activity, place, &added);
            self.branch(rest);
            self.state.undo_insert(activity);
            self.state.reset_total(saved);
        }
        self.branch(rest);
    }
}
