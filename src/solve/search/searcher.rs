//! One logical searcher: simulated annealing over a [`State`], with soft penalties for hard conditions.
//!
//! Simulated annealing after Kirkpatrick, Gelatt and Vecchi (Science 220, 1983). A move is accepted when what it adds
//! to the energy is at most temperature times an exponential draw, which is the Metropolis rule with the draw made
//! first: so most candidates are rejected on their own cost, before the primitives are looked at.

use std::borrow::Cow;

use super::guide::Guide;
use super::neighbourhood::{Neighbourhood, Plan};
use super::random::{Exponential, Random, UNIT_BITS};
use crate::model::{Assignment, Cost, KINDS, Links, Place, Score, State, Tally};
use crate::solve::tuning;

/// Prices of hard conditions while searching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// A violated unit, by kind.
    pub units: [Cost; KINDS],
    /// One unit of what is left out.
    pub unplaced: Cost,
    /// What the guide's prices count for, in thousand-and-twenty-fourths.
    pub guidance: i64,
}

impl Weights {
    /// The energy of a tally.
    pub fn energy(&self, tally: &Tally) -> Cost {
        let hard: Cost = self.units.iter().zip(tally.units).map(|(weight, units)| weight * units).sum();
        tally.soft + hard + self.unplaced * tally.unplaced
    }
}

/// Moves counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// Candidate moves drawn: the unit of `--steps`.
    pub steps: u64,
    /// Those valued in full, the rest having been rejected on their own cost.
    pub evaluated: u64,
    /// Those accepted.
    pub accepted: u64,
}

/// A searcher.
#[derive(Debug, Clone)]
pub struct Searcher<'l> {
    /// The working assignment.
    pub state: State<'l>,
    /// Where it moves each activity: among all places, or those of its domain.
    places: Cow<'l, [Vec<Place>]>,
    tuning: &'l tuning::Search,
    neighbourhood: Neighbourhood<'l>,
    random: Random,
    exponential: Exponential,
    /// The prices in force.
    pub weights: Weights,
    /// The best assignment without a broken hard condition, and its score.
    pub best: Option<(Score, Assignment)>,
    /// Moves so far.
    pub counters: Counters,
    plan: Plan,
    guide: Option<&'l Guide>,
}

impl<'l> Searcher<'l> {
    /// A searcher that starts from an assignment.
    pub fn new(
        links: &'l Links<'l>,
        places: &'l [Vec<Place>],
        assignment: &Assignment,
        weights: Weights,
        guide: Option<&'l Guide>,
        random: Random,
        tuning: &'l tuning::Search,
    ) -> Searcher<'l> {
        let state = State::new(links, assignment);
        let mut searcher = Searcher {
            neighbourhood: Neighbourhood::new(links, places, &state, tuning),
            tuning,
            state,
            places: Cow::Borrowed(places),
            random,
            exponential: Exponential::new(),
            weights,
            best: None,
            counters: Counters::default(),
            plan: Plan::default(),
            guide,
        };
        searcher.note();
        searcher
    }

    /// Goes on from another assignment.
    pub fn restart_from(&mut self, assignment: &Assignment) {
        self.state = State::new(self.state.links(), assignment);
        self.neighbourhood.reset(&self.state);
        self.note();
    }

    /// Moves only among these places from now on.
    pub fn restrict_to(&mut self, places: impl Into<Cow<'l, [Vec<Place>]>>) {
        self.places = places.into();
        let around = Neighbourhood::new(self.state.links(), &self.places, &self.state, self.tuning);
        self.neighbourhood = around.restrict_to(&self.places);
    }

    /// Energy of the working assignment.
    pub fn energy(&self) -> Cost {
        self.weights.energy(self.state.total())
    }

    /// Draws `steps` candidate moves at one temperature.
    pub fn run(&mut self, steps: u64, temperature: Cost) {
        let until = self.counters.steps + steps;
        while self.counters.steps < until {
            let mut plan = std::mem::take(&mut self.plan);
            self.neighbourhood.propose(&self.state, &self.places, &mut self.random, &mut plan);
            match plan.changes.as_slice() {
                [] => self.counters.steps += 1,
                [(activity, _)] if !plan.alternatives.is_empty() => {
                    let activity = *activity;
                    self.relocate(activity, &plan.alternatives, temperature);
                }
                _ => self.compound(&plan.changes, temperature),
            }
            plan.changes.clear();
            plan.alternatives.clear();
            self.plan = plan;
        }
        #[cfg(debug_assertions)]
        self.assert_exact();
    }

    /// In debug builds the running total is compared with a recomputation.
    #[cfg(debug_assertions)]
    fn assert_exact(&self) {
        let recomputed = crate::model::evaluate(self.state.model(), self.state.assignment());
        assert_eq!(self.state.total().score(), recomputed, "the deltas drifted from the score");
    }

    /// What the guide adds to the energy of an activity at a place.
    fn guided(&self, activity: usize, place: Place) -> Cost {
        match self.guide {
            Some(guide) if self.weights.guidance > 0 => (guide.price(activity, place) * self.weights.guidance) >> 10,
            _ => 0,
        }
    }

    fn limit(&mut self, temperature: Cost) -> Cost {
        (temperature.saturating_mul(self.exponential.draw(&mut self.random))) >> UNIT_BITS
    }

    /// One activity, several places, the first that is accepted.
    fn relocate(&mut self, activity: usize, alternatives: &[Place], temperature: Cost) {
        let saved = *self.state.total();
        let Some((old, removed)) = self.state.remove(activity) else {
            return self.place_unplaced(activity, alternatives, temperature);
        };
        let gain = self.weights.energy(&removed) + self.guided(activity, old);
        for &place in alternatives {
            self.counters.steps += 1;
            let limit = self.limit(temperature);
            if self.unary(activity, place) - gain > limit {
                continue;
            }
            self.counters.evaluated += 1;
            let added = self.state.insertion(activity, place);
            if self.weights.energy(&added) + self.guided(activity, place) - gain <= limit {
                self.counters.accepted += 1;
                self.state.insert_valued(activity, place, &added);
                self.neighbourhood.moved(activity, Some(old), Some(place));
                return self.note();
            }
        }
        self.state.restore(activity, old);
        self.state.set_total(saved);
    }

    fn place_unplaced(&mut self, activity: usize, alternatives: &[Place], temperature: Cost) {
        for &place in alternatives {
            self.counters.steps += 1;
            self.counters.evaluated += 1;
            let limit = self.limit(temperature);
            let added = self.state.insertion(activity, place);
            if self.weights.energy(&added) + self.guided(activity, place) <= limit {
                self.counters.accepted += 1;
                self.state.insert_valued(activity, place, &added);
                self.neighbourhood.moved(activity, None, Some(place));
                return self.note();
            }
        }
    }

    /// What an insertion costs at the least.
    fn unary(&self, activity: usize, place: Place) -> Cost {
        let model = self.state.model();
        let own = self.state.links().own(activity, place).saturating_add(self.guided(activity, place));
        own - self.weights.unplaced * model.activities[activity].unplaced
    }

    /// Several activities at once, all or none.
    fn compound(&mut self, changes: &[(usize, Option<Place>)], temperature: Cost) {
        self.counters.steps += 1;
        let saved = *self.state.total();
        let before = self.weights.energy(&saved);
        let limit = self.limit(temperature);
        let mut olds: [Option<Place>; Plan::MOST] = [None; Plan::MOST];
        for (slot, &(activity, _)) in olds.iter_mut().zip(changes) {
            *slot = self.state.remove(activity).map(|(place, _)| place);
        }
        // What is still to be put in costs its own at the least: most moves are rejected before they are made.
        let mut rest: Cost = changes.iter().filter_map(|&(a, new)| new.map(|p| self.unary(a, p))).sum();
        let mut energy = self.weights.energy(self.state.total()) - before;
        let guided = |(&(activity, _), old): (&(usize, Option<Place>), &Option<Place>)| {
            old.map_or(0, |old| self.guided(activity, old))
        };
        energy -= changes.iter().zip(&olds).map(guided).sum::<Cost>();
        let mut inserted = 0;
        let mut accepted = energy + rest <= limit;
        self.counters.evaluated += u64::from(accepted);
        for &(activity, new) in changes {
            if !accepted {
                break;
            }
            if let Some(place) = new {
                let added = self.state.insertion(activity, place);
                energy += self.weights.energy(&added) + self.guided(activity, place);
                rest -= self.unary(activity, place);
                accepted = energy + rest <= limit;
                if !accepted {
                    break;
                }
                self.state.insert_valued(activity, place, &added);
            }
            inserted += 1;
        }
        if accepted {
            self.counters.accepted += 1;
            for (&(activity, new), &old) in changes.iter().zip(&olds) {
                self.neighbourhood.moved(activity, old, new);
            }
            return self.note();
        }
        for &(activity, _) in changes[..inserted].iter().rev() {
            self.state.withdraw(activity);
        }
        for (&(activity, _), &old) in changes.iter().zip(&olds).rev() {
            if let Some(old) = old {
                self.state.restore(activity, old);
            }
        }
        self.state.set_total(saved);
    }

    /// Keeps the working assignment if it is valid and the best so far.
    fn note(&mut self) {
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
    use crate::model::Kind;
    use crate::solve::bound::Multipliers;
    use crate::solve::construct::all_places;
    use crate::solve::testing::random_model;

    /// At temperature nothing no move is accepted that adds to the energy, the guide's prices included.
    #[test]
    fn the_guide_is_part_of_the_energy() {
        let (tuning, mut accepted) = (tuning::Search::default(), 0);
        for seed in 0..60 {
            let model = random_model(seed);
            let links = Links::new(&model);
            let places = all_places(&links);
            let mut multipliers = Multipliers::none(&model);
            for (index, values) in multipliers.profiles.iter_mut().enumerate() {
                // Steep prices, which move everything towards the end.
                *values = (0..i64::from(model.horizon)).rev().map(|step| (step + index as i64) << 20).collect();
            }
            let guide = Guide::new(&model, &multipliers, Cost::MAX >> 20);
            let mut units = [50; KINDS];
            units[Kind::Forbidden as usize] = 5_000;
            let weights = Weights { units, unplaced: 500, guidance: 1024 };
            let start: Assignment = places.iter().map(|places| places.first().copied()).collect();
            let mut searcher =
                Searcher::new(&links, &places, &start, weights, Some(&guide), Random::new(seed, 0), &tuning);
            let energy = |searcher: &Searcher<'_>| {
                let placed = searcher.state.assignment().iter().enumerate();
                let prices = placed.filter_map(|(a, place)| place.map(|place| guide.price(a, place)));
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
}
