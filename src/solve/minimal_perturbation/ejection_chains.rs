//! Ejection chains: an activity takes the place of another, which takes the place of a third, and the last one takes a
//! free place.

use crate::model::{Cost, Delta, Place, State};
use crate::solve::stop_condition::DeltaBudget;

/// A search for the best chain of one length.
pub(crate) struct ChainSearch<'s, 'l, 'b> {
    state: &'s mut State<'l>,
    places: &'s OrderedPlaces,
    /// Number of beginnings that are followed if more than one further activity would have to move.
    beam: usize,
    budget: &'s mut DeltaBudget<'b>,
    /// The total at the beginning.
    before: Delta,
    best: Option<(Cost, Vec<(usize, Place)>)>,
}

/// The places of every activity: by ascending unary cost, and by day.
pub(crate) struct OrderedPlaces {
    cheapest: Vec<Vec<Place>>,
    by_day: Vec<Vec<Vec<Place>>>,
    /// The lowest unary cost of each activity.
    least: Vec<Cost>,
}

impl OrderedPlaces {
    /// Sorts the places in both ways.
    pub(crate) fn new(state: &State<'_>, places: &[Vec<Place>]) -> OrderedPlaces {
        let model = state.model();
        let cost = |activity, place: &Place| (model.unary(activity, *place), *place);
        let mut cheapest = places.to_vec();
        let mut by_day = Vec::with_capacity(places.len());
        for (activity, places) in cheapest.iter_mut().enumerate() {
            let mut days = vec![Vec::new(); model.days.len()];
            places.iter().for_each(|&place| days[model.starts[place.start as usize].day as usize].push(place));
            by_day.push(days);
            places.sort_by_key(|place| cost(activity, place));
        }
        let least = cheapest.iter().enumerate().map(|(a, places)| places.first().map_or(0, |p| cost(a, p).0)).collect();
        OrderedPlaces { cheapest, by_day, least }
    }
}

impl<'s, 'l, 'b> ChainSearch<'s, 'l, 'b> {
    /// A search in a state that breaks no hard condition.
    pub(crate) fn new(
        state: &'s mut State<'l>,
        places: &'s OrderedPlaces,
        beam: usize,
        budget: &'s mut DeltaBudget<'b>,
    ) -> ChainSearch<'s, 'l, 'b> {
        let before = *state.total();
        ChainSearch { state, places, beam, budget, before, best: None }
    }

    /// Places an activity along the shortest chain; of the shortest ones, the cheapest. Returns whether a chain was
    /// found.
    pub(crate) fn place(mut self, activity: usize, longest: usize) -> bool {
        for length in 1..=longest {
            self.extend(activity, length, &mut Vec::new());
            if let Some((_, chain)) = self.best.take() {
                for &(moved, _) in &chain {
                    let _ = self.state.remove(moved);
                }
                for (moved, place) in chain {
                    self.state.insert(moved, place);
                }
                return true;
            }
        }
        false
    }

    /// Tries chains of exactly `length` more activities, after `trail`, that continue with an unplaced activity.
    fn extend(&mut self, activity: usize, length: usize, trail: &mut Vec<(usize, Place)>) {
        if length == 1 {
            return self.close(activity, trail);
        }
        let mut beginnings = Vec::new();
        for other in 0..self.places.least.len() {
            let taken = trail.iter().any(|&(moved, _)| moved == other);
            if other != activity && !taken && self.places.cheapest[other].len() > 1 {
                self.beginnings(activity, other, &mut beginnings);
            }
        }
        beginnings.sort_unstable();
        if length > 2 {
            beginnings.truncate(self.beam);
        }
        for (estimate, other, place) in beginnings {
            if self.budget.left() == 0 || self.best.as_ref().is_some_and(|(best, _)| estimate >= *best) {
                return;
            }
            let saved = *self.state.total();
            let Some((was, _)) = self.state.remove(other) else { continue };
            self.state.insert(activity, place);
            trail.push((activity, place));
            self.extend(other, length - 1, trail);
            trail.pop();
            self.state.undo_insert(activity);
            self.state.undo_remove(other, was);
            self.state.reset_total(saved);
        }
    }

    /// The places on the day of `other` that an activity could take if `other` were removed, with a lower bound on the
    /// cost.
    fn beginnings(&mut self, activity: usize, other: usize, found: &mut Vec<(Cost, usize, Place)>) {
        let saved = *self.state.total();
        let Some((was, _)) = self.state.remove(other) else { return };
        let cost = self.state.total().soft;
        let day = self.state.model().starts[was.start as usize].day as usize;
        for &place in &self.places.by_day[activity][day] {
            if !self.budget.take() {
                break;
            }
            let added = self.state.insertion_delta(activity, place);
            // What `other` adds can also lower the cost of a LeastExcess, the part of `activity` in it included.
            let rises = self.state.model().least_excesses.is_empty();
            let least = if rises { added.soft } else { self.state.least_added(activity, place) };
            let estimate = cost + least + self.places.least[other] - self.state.index().saving(other).soft;
            if added.breaks_nothing() && self.best.as_ref().is_none_or(|(best, _)| estimate < *best) {
                found.push((estimate, other, place));
            }
        }
        self.state.undo_remove(other, was);
        self.state.reset_total(saved);
    }

    /// The cheapest free place for the last activity of a chain.
    fn close(&mut self, activity: usize, trail: &[(usize, Place)]) {
        let cost = self.state.total().soft;
        for &place in &self.places.cheapest[activity] {
            let estimate = cost + self.state.least_added(activity, place);
            if self.best.as_ref().is_some_and(|(best, _)| estimate >= *best) || !self.budget.take() {
                return;
            }
            let added = self.state.insertion_delta(activity, place);
            let cost = cost + added.soft;
            // The removal of the others can have broken a sum.
            let mut after = *self.state.total();
            after.add(&added);
            if after.breaks_at_most(&self.before) && self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
                let mut chain = trail.to_vec();
                chain.push((activity, place));
                self.best = Some((cost, chain));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::model::ModelIndex;
    use crate::solve::construction::all_places;
    use crate::solve::stop_condition::StopCondition;
    use crate::solve::testing::one_good_bucket;

    #[test]
    fn a_chain_does_not_take_away_what_makes_a_sum_good() {
        let model = one_good_bucket();
        let index = ModelIndex::new(&model);
        let at = |start| Some(Place { start, class: 0 });
        let before = vec![None, at(0), at(0)];
        let mut state = State::new(&index, &before);
        let places = OrderedPlaces::new(&state, &all_places(&index));
        let stop = AtomicBool::new(false);
        let mut budget = DeltaBudget::new(1_000, StopCondition::new(&stop, None));
        assert!(!ChainSearch::new(&mut state, &places, 8, &mut budget).place(0, 2));
        assert_eq!(*state.assignment(), before);
    }
}
