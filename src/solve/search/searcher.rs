//! One searcher: simulated annealing over a [`State`], with penalties for hard conditions.
//!
//! Simulated annealing after Kirkpatrick, Gelatt and Vecchi (Science 220, 1983). A move is accepted if its change of
//! the energy is at most the temperature times an exponential random number. This is the Metropolis rule with the
//! random number drawn first, so most candidates are rejected by their unary cost, before any constraint is evaluated.

use std::borrow::Cow;

use super::lagrangian_guidance::LagrangianGuidance;
use super::neighbourhood::{CandidateMove, Neighbourhood};
use super::random::{Exponential, Random, UNIT_BITS};
use crate::model::{Assignment, CONDITION_KINDS, ConditionKind, Cost, Delta, ModelIndex, Place, Score, State};
use crate::solve::tuning;

/// Penalty weights of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// Price of a violated unit, by kind of condition.
    pub units: [Cost; CONDITION_KINDS],
    /// Price of one unit of penalty for activities left out.
    pub unplaced: Cost,
    /// Weight of the guidance prices, in 1/1024.
    pub guidance: i64,
}

impl Weights {
    /// The energy of a delta or total.
    pub fn energy(&self, delta: &Delta) -> Cost {
        let hard: Cost = self.units.iter().zip(delta.units).map(|(weight, units)| weight * units).sum();
        delta.soft + hard + self.unplaced * delta.unplaced
    }
}

/// Numbers of moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// Candidate moves drawn: the unit of `--steps`.
    pub steps: u64,
    /// Candidate moves whose delta was computed in full; the others were rejected by their unary cost.
    pub evaluated: u64,
    /// Accepted moves.
    pub accepted: u64,
}

/// A simulated annealing searcher.
#[derive(Debug, Clone)]
pub struct Searcher<'l> {
    /// The working assignment.
    pub state: State<'l>,
    /// By activity: the places to which it moves, all or those of its domain.
    places: Cow<'l, [Vec<Place>]>,
    tuning: &'l tuning::Search,
    neighbourhood: Neighbourhood<'l>,
    random: Random,
    exponential: Exponential,
    /// The present weights.
    pub weights: Weights,
    /// The best assignment without a violation, with its score.
    pub best: Option<(Score, Assignment)>,
    /// Numbers of moves so far.
    pub counters: Counters,
    candidate: CandidateMove,
    lagrangian_guidance: Option<&'l LagrangianGuidance>,
}

impl<'l> Searcher<'l> {
    /// A searcher that starts from an assignment.
    pub fn new(
        model_index: &'l ModelIndex<'l>,
        places: &'l [Vec<Place>],
        assignment: &Assignment,
        weights: Weights,
        guidance: Option<&'l LagrangianGuidance>,
        random: Random,
        tuning: &'l tuning::Search,
    ) -> Searcher<'l> {
        let state = State::new(model_index, assignment);
        let mut searcher = Searcher {
            neighbourhood: Neighbourhood::new(model_index, places, &state, tuning),
            tuning,
            state,
            places: Cow::Borrowed(places),
            random,
            exponential: Exponential::new(),
            weights,
            best: None,
            counters: Counters::default(),
            candidate: CandidateMove::default(),
            lagrangian_guidance: guidance,
        };
        searcher.keep_best();
        searcher
    }

    /// Continues from another assignment.
    pub fn restart_from(&mut self, assignment: &Assignment) {
        self.state = State::new(self.state.index(), assignment);
        self.neighbourhood.reset(&self.state);
        self.keep_best();
    }

    /// Restricts all further moves to these places.
    pub fn restrict_to(&mut self, places: impl Into<Cow<'l, [Vec<Place>]>>) {
        self.places = places.into();
        let neighbourhood = Neighbourhood::new(self.state.index(), &self.places, &self.state, self.tuning);
        self.neighbourhood = neighbourhood.restrict_to(&self.places);
    }

    /// Energy of the working assignment.
    pub fn energy(&self) -> Cost {
        self.weights.energy(self.state.total())
    }

    /// Draws `steps` candidate moves at one temperature.
    pub fn run(&mut self, steps: u64, temperature: Cost) {
        let until = self.counters.steps + steps;
        while self.counters.steps < until {
            let mut candidate = std::mem::take(&mut self.candidate);
            self.neighbourhood.propose(&self.state, &self.places, &mut self.random, &mut candidate);
            match candidate.changes.as_slice() {
                [] => self.counters.steps += 1,
                [(activity, _)] if !candidate.alternatives.is_empty() => {
                    let activity = *activity;
                    self.relocate(activity, &candidate.alternatives, temperature);
                }
                _ => self.compound(&candidate.changes, temperature),
            }
            candidate.changes.clear();
            candidate.alternatives.clear();
            self.candidate = candidate;
        }
        #[cfg(debug_assertions)]
        self.assert_exact();
    }

    /// Debug builds compare the running total with a recomputation.
    #[cfg(debug_assertions)]
    fn assert_exact(&self) {
        let recomputed = crate::model::evaluate(self.state.model(), self.state.assignment());
        assert_eq!(self.state.total().score(), recomputed, "the deltas differ from the score");
    }

    /// The guidance's part of the energy of an activity at a place.
    fn guidance_cost(&self, activity: usize, place: Place) -> Cost {
        match self.lagrangian_guidance {
            Some(guidance) if self.weights.guidance > 0 => {
                (guidance.price(activity, place) * self.weights.guidance) >> 10
            }
            _ => 0,
        }
    }

    fn acceptance_limit(&mut self, temperature: Cost) -> Cost {
        (temperature.saturating_mul(self.exponential.draw(&mut self.random))) >> UNIT_BITS
    }

    /// Moves one activity to the first of several places that is accepted.
    fn relocate(&mut self, activity: usize, alternatives: &[Place], temperature: Cost) {
        let saved = *self.state.total();
        let Some((old, removed)) = self.state.remove(activity) else {
            return self.place_unplaced(activity, alternatives, temperature);
        };
        let gain = self.weights.energy(&removed) + self.guidance_cost(activity, old);
        let most = gain + self.saving(activity) + self.least_excess_energy();
        for &place in alternatives {
            self.counters.steps += 1;
            let limit = self.acceptance_limit(temperature);
            if self.unary(activity, place) - most > limit {
                continue;
            }
            self.counters.evaluated += 1;
            let added = self.state.insertion_delta(activity, place);
            if self.weights.energy(&added) + self.guidance_cost(activity, place) - gain <= limit {
                self.counters.accepted += 1;
                self.state.insert_with_delta(activity, place, &added);
                self.neighbourhood.moved(activity, Some(old), Some(place));
                return self.keep_best();
            }
        }
        self.state.undo_remove(activity, old);
        self.state.reset_total(saved);
    }

    fn place_unplaced(&mut self, activity: usize, alternatives: &[Place], temperature: Cost) {
        for &place in alternatives {
            self.counters.steps += 1;
            self.counters.evaluated += 1;
            let limit = self.acceptance_limit(temperature);
            let added = self.state.insertion_delta(activity, place);
            if self.weights.energy(&added) + self.guidance_cost(activity, place) <= limit {
                self.counters.accepted += 1;
                self.state.insert_with_delta(activity, place, &added);
                self.neighbourhood.moved(activity, None, Some(place));
                return self.keep_best();
            }
        }
    }

    /// The most energy that an insertion saves in bucket capacities.
    fn saving(&self, activity: usize) -> Cost {
        let saving = self.state.index().saving(activity);
        saving.soft + self.weights.units[ConditionKind::BucketCapacity as usize] * saving.buckets
    }

    /// The most energy that insertions save in LeastExcesses.
    fn least_excess_energy(&self) -> Cost {
        if self.state.model().least_excesses.is_empty() {
            return 0;
        }
        self.weights.energy(&self.state.least_excess_score())
    }

    /// The energy that an insertion adds, apart from the constraints with other activities.
    fn unary(&self, activity: usize, place: Place) -> Cost {
        let model = self.state.model();
        let own = self.state.index().unary(activity, place).saturating_add(self.guidance_cost(activity, place));
        own - self.weights.unplaced * model.activities[activity].unplaced_penalty
    }

    /// Makes several changes at once, all or none.
    fn compound(&mut self, changes: &[(usize, Option<Place>)], temperature: Cost) {
        self.counters.steps += 1;
        let saved = *self.state.total();
        let before = self.weights.energy(&saved);
        let limit = self.acceptance_limit(temperature);
        let mut olds: [Option<Place>; CandidateMove::MOST] = [None; CandidateMove::MOST];
        for (slot, &(activity, _)) in olds.iter_mut().zip(changes) {
            *slot = self.state.remove(activity).map(|(place, _)| place);
        }
        // Each pending insertion adds at least its unary cost less what it can save in bucket capacities, and all of
        // them together save at most the energy of the LeastExcesses. So most moves are rejected before they are made.
        let least = |searcher: &Self, activity, place| searcher.unary(activity, place) - searcher.saving(activity);
        let mut rest: Cost = changes.iter().filter_map(|&(a, new)| new.map(|p| least(self, a, p))).sum();
        let mut pending = changes.iter().filter(|(_, new)| new.is_some()).count();
        let has_least_excesses = !self.state.model().least_excesses.is_empty();
        let mut energy = self.weights.energy(self.state.total()) - before;
        let guided = |(&(activity, _), old): (&(usize, Option<Place>), &Option<Place>)| {
            old.map_or(0, |old| self.guidance_cost(activity, old))
        };
        energy -= changes.iter().zip(&olds).map(guided).sum::<Cost>();
        let mut inserted = 0;
        let saving = if pending > 0 { self.least_excess_energy() } else { 0 };
        let mut accepted = energy + rest - saving <= limit;
        self.counters.evaluated += u64::from(accepted);
        for &(activity, new) in changes {
            if !accepted {
                break;
            }
            if let Some(place) = new {
                let added = self.state.insertion_delta(activity, place);
                energy += self.weights.energy(&added) + self.guidance_cost(activity, place);
                rest -= least(self, activity, place);
                pending -= 1;
                // What this insertion adds to a LeastExcess, a pending one may save again.
                accepted = energy + rest <= limit || (pending > 0 && has_least_excesses);
                if !accepted {
                    break;
                }
                self.state.insert_with_delta(activity, place, &added);
            }
            inserted += 1;
        }
        if accepted {
            self.counters.accepted += 1;
            for (&(activity, new), &old) in changes.iter().zip(&olds) {
                self.neighbourhood.moved(activity, old, new);
            }
            return self.keep_best();
        }
        for &(activity, _) in changes[..inserted].iter().rev() {
            self.state.undo_insert(activity);
        }
        for (&(activity, _), &old) in changes.iter().zip(&olds).rev() {
            if let Some(old) = old {
                self.state.undo_remove(activity, old);
            }
        }
        self.state.reset_total(saved);
    }

    /// Keeps the working assignment if it has no violation and is the best so far.
    fn keep_best(&mut self) {
        let score = self.state.total().score();
        if score.violations != 0 {
            return;
        }
        match &mut self.best {
            Some((best, _)) if *best <= score => {}
            Some((best, assignment)) => {
                *best = score;
                assignment.clone_from(self.state.assignment());
            }
            None => self.best = Some((score, self.state.assignment().clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::bound::Multipliers;
    use crate::solve::construction::all_places;
    use crate::solve::testing::{generator, random_model};

    /// At temperature zero, no move is accepted that increases the energy, guidance included.
    #[test]
    fn the_guidance_is_part_of_the_energy() {
        let (tuning, mut accepted) = (tuning::Search::default(), 0);
        for seed in 0..60 {
            let model = random_model(seed);
            let model_index = ModelIndex::new(&model);
            let places = all_places(&model_index);
            let mut multipliers = Multipliers::none(&model);
            for (index, values) in multipliers.cumulatives.iter_mut().enumerate() {
                // Steep prices, which push everything towards the end.
                *values = (0..i64::from(model.horizon)).rev().map(|step| (step + index as i64) << 20).collect();
            }
            let guidance = LagrangianGuidance::new(&model, &multipliers, Cost::MAX >> 20);
            let mut units = [50; CONDITION_KINDS];
            units[ConditionKind::Forbidden as usize] = 5_000;
            let weights = Weights { units, unplaced: 500, guidance: 1024 };
            let start: Assignment = places.iter().map(|places| places.first().copied()).collect();
            let mut searcher =
                Searcher::new(&model_index, &places, &start, weights, Some(&guidance), Random::new(seed, 0), &tuning);
            let energy = |searcher: &Searcher<'_>| {
                let placed = searcher.state.assignment().iter().enumerate();
                let prices = placed.filter_map(|(a, place)| place.map(|place| guidance.price(a, place)));
                searcher.energy() + prices.sum::<Cost>()
            };
            let mut before = energy(&searcher);
            for _ in 0..400 {
                searcher.run(1, 0);
                let after = energy(&searcher);
                assert!(after <= before, "seed {seed}: {before} became {after}");
                before = after;
            }
            accepted += searcher.counters.accepted;
        }
        assert!(accepted > 500, "only {accepted} moves were accepted");
    }

    /// Moves are rejected early by a lower bound of what they add. It refuses no move that does not raise the energy.
    #[test]
    fn at_temperature_zero_a_move_is_accepted_exactly_if_it_does_not_raise_the_energy() {
        let (tuning, mut accepted, mut refused) = (tuning::Search::default(), 0, 0);
        for seed in 0..600 {
            let model = random_model(seed);
            let model_index = ModelIndex::new(&model);
            let places = all_places(&model_index);
            if places.iter().any(Vec::is_empty) {
                continue;
            }
            let dice = &mut generator(seed);
            let start: Assignment = places.iter().map(|places| Some(places[dice.index(places.len())])).collect();
            let weights = Weights { units: [50; CONDITION_KINDS], unplaced: 500, guidance: 0 };
            let mut searcher =
                Searcher::new(&model_index, &places, &start, weights, None, Random::new(seed, 0), &tuning);
            for _ in 0..60 {
                let first = dice.index(places.len());
                let second = (first + 1 + dice.index(places.len() - 1)) % places.len();
                let moved = if dice.chance(50) { vec![first] } else { vec![first, second] };
                let changes: Vec<(usize, Option<Place>)> =
                    moved.into_iter().map(|a| (a, Some(places[a][dice.index(places[a].len())]))).collect();
                let before = searcher.state.assignment().clone();
                let mut after = before.clone();
                changes.iter().for_each(|&(activity, place)| after[activity] = place);
                let rises = weights.energy(State::new(&model_index, &after).total()) > searcher.energy();
                match changes.as_slice() {
                    [(activity, Some(place))] => searcher.relocate(*activity, &[*place], 0),
                    _ => searcher.compound(&changes, 0),
                }
                let expected = if rises { &before } else { &after };
                assert_eq!(searcher.state.assignment(), expected, "seed {seed}: {changes:?} from {before:?}");
                (accepted, refused) = (accepted + u32::from(!rises), refused + u32::from(rises));
            }
        }
        assert!(accepted > 3_000 && refused > 3_000, "{accepted} accepted, {refused} refused");
    }
}
