//! The phase of the main search: annealing, inside a domain restriction first if there is one, and a final descent.

use std::time::Duration;

use super::{FINAL_DESCENT_STREAM, Phases, RELEASED_STREAM};
use crate::model::{Activity, Assignment, Cost, ModelIndex, Place, State};
use crate::solve::bound::SCALE;
use crate::solve::domain_restriction::DomainRestriction;
use crate::solve::exhaustive_lns::exhaustive_lns;
use crate::solve::make_feasible::make_feasible;
use crate::solve::repacking::repack;
use crate::solve::search::{
    AnnealingSchedule, Counters, LagrangianGuidance, SearchLength, SearchParams, SearchResult, run_search,
};
use crate::solve::stop_condition::DeltaBudget;
use crate::solve::tuning::{Annealing, PhaseBudget, Ratio};
use crate::solve::{Budget, Stage};

impl<'a> Phases<'a> {
    /// The main search, from `start` or first inside a restriction.
    pub(super) fn main_search(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        start: &Assignment,
        restriction: Option<&DomainRestriction>,
        typical: Cost,
        phase: PhaseBudget,
    ) {
        let settings = &self.tuning.main_search;
        let price = self.capacity_price(typical);
        let warm = self.options.initial.is_some();
        // A given assignment is to be kept near, so there is no guidance.
        let bound = self.bound.as_ref().filter(|_| !warm);
        let guidance = bound
            .map(|bound| LagrangianGuidance::new(self.model, &bound.multipliers, settings.largest_price.of(typical)));
        // A large model that is complete inside a restriction is not heated again: the multipliers have led to a better
        // assignment than annealing would find.
        let complete = self.best.as_ref().is_some_and(|(score, _)| score.unplaced == 0);
        let continued_from = restriction.filter(|_| complete && self.decomposes_days(places));
        let domains = restriction.filter(|_| continued_from.is_none()).map(|restriction| restriction.places.as_slice());
        let first = if warm { settings.warm_temperature } else { settings.annealing.temperature.0 };
        let annealing = Annealing { temperature: (first, settings.annealing.temperature.1), ..settings.annealing };
        let (part, until) = match domains {
            Some(_) => (settings.restricted, phase.restricted_until),
            None => (Ratio::times(1), phase.search_until),
        };
        let params = SearchParams {
            length: self.length_of(phase, part, until),
            searchers: self.options.searchers.max(phase.searchers),
            threads: self.options.threads,
            rounds: if self.decomposes_days(places) { settings.decomposition_rounds } else { settings.rounds },
            seed: (self.options.seed, 0),
            schedule: self.annealing_schedule(&annealing, typical, price),
            guidance: guidance.as_ref(),
            domains,
            decompose_days: self.decomposes_days(places),
            tuning: &self.tuning.search,
        };
        let model = self.model;
        // Continues from a good assignment, at low temperature.
        let cooled = |annealing: &Annealing| SearchParams {
            schedule: AnnealingSchedule::new(annealing, (typical, price), model, params.schedule.unplaced),
            guidance: None,
            domains: None,
            ..params
        };
        if let Some(restriction) = continued_from {
            let params = cooled(&settings.continued);
            let found = self.run_with_progress(index, places, &restriction.start, &params, phase.search_until);
            return self.final_descent(index, places, &params, &found.last, phase);
        }
        let mut found = self.run_with_progress(
            index,
            places,
            restriction.map_or(start, |restriction| &restriction.start),
            &params,
            until,
        );
        if domains.is_some() {
            let params = SearchParams {
                length: self.length_of(phase, settings.restricted.rest(), phase.search_until),
                seed: (self.options.seed, RELEASED_STREAM),
                ..cooled(&settings.released)
            };
            found = self.run_with_progress(index, places, &found.last, &params, phase.search_until);
        }
        self.final_descent(index, places, &params, &found.last, phase);
    }

    /// Whether the searchers share the days. Only in a large model is this better than independent searches with
    /// different results.
    pub(super) fn decomposes_days(&self, places: &[Vec<Place>]) -> bool {
        places.len() > self.tuning.phases.large_model
    }

    /// The length of a part of a phase.
    fn length_of(&self, phase: PhaseBudget, part: Ratio, until: u32) -> SearchLength {
        match self.options.budget {
            Budget::Steps(steps) => SearchLength::Steps(part.of_count(steps / phase.steps.max(1))),
            Budget::Time(_) => SearchLength::Time(self.remaining(until).unwrap_or_default()),
        }
    }

    /// Runs a search and reports its progress, up to `until` thousandths of the budget.
    fn run_with_progress(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        start: &Assignment,
        params: &SearchParams<'_>,
        until: u32,
    ) -> SearchResult {
        let begun = self.reached.max(self.tuning.phases.first_assignment_until);
        let width = u64::from(until.max(begun) - begun);
        let mut quenches = 0;
        let found = run_search(index, places, start, params, self.stop, &mut |round| {
            if params.guidance.is_some() {
                self.quench_if_due(index, places, params, round, &mut quenches);
            }
            self.report_round(Stage::Search, round, begun + ((round.finished * width) >> 32) as u32);
        });
        self.count(&found.counters, params, found.elapsed);
        self.keep(found.best.clone());
        found
    }

    /// The final descent: cools the last assignment down, under penalties above all costs, so that the result is valid.
    fn final_descent(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        params: &SearchParams<'_>,
        last: &Assignment,
        phase: PhaseBudget,
    ) {
        let settings = &self.tuning.main_search;
        let params = SearchParams {
            length: self.length_of(phase, settings.final_descent.steps, phase.descent_until),
            rounds: settings.final_descent.rounds,
            seed: (self.options.seed, FINAL_DESCENT_STREAM),
            schedule: params.schedule.final_descent(&settings.final_descent),
            guidance: None,
            domains: None,
            ..*params
        };
        let found = run_search(index, places, last, &params, self.stop, &mut |round| {
            self.report_round(Stage::Search, round, phase.descent_until);
        });
        self.count(&found.counters, &params, found.elapsed);
        self.keep(found.best);
        self.make_last_feasible(index, places, &found.last);
        if let Some((_, assignment)) = &self.best {
            let budget = DeltaBudget::new(settings.lns_insertions, self.stop_condition(phase.bound_until));
            self.keep(Some(exhaustive_lns(index, places, assignment, &self.tuning.exhaustive_lns, budget)));
        }
    }

    /// Makes the last assignment of a search feasible: activities that break a condition are taken out and put back,
    /// along ejection chains if they are few; in a large model their classes are repacked before. Otherwise a single
    /// conflict that no small move repairs would make the whole search useless.
    pub(super) fn make_last_feasible(&mut self, index: &ModelIndex<'_>, places: &[Vec<Place>], last: &Assignment) {
        let (mut score, mut feasible) = make_feasible(index, places, last);
        if score.unplaced > 0 && self.decomposes_days(places) {
            let condition = self.stop_condition(1000);
            (score, feasible) = repack(index, places, &feasible, &self.tuning.repacking, condition);
        }
        let left_out = feasible.iter().filter(|place| place.is_none()).count();
        if (1..=self.tuning.main_search.most_unplaced_for_chains).contains(&left_out) {
            let mut state = State::new(index, &feasible);
            let chains = &self.tuning.main_search.chains;
            self.place_missing(&mut state, places, &vec![None; places.len()], chains, 1000);
            self.keep(Some((state.total().score(), state.assignment().clone())));
        }
        self.keep(Some((score, feasible)));
    }

    pub(super) fn count(&mut self, counters: &Counters, params: &SearchParams<'_>, elapsed: Duration) {
        self.counters.steps += counters.steps;
        self.counters.evaluated += counters.evaluated;
        self.counters.accepted += counters.accepted;
        self.search_time += elapsed * params.threads.clamp(1, params.searchers.max(1) as usize) as u32;
    }

    /// The price of a class's unit for one step: the mean of the positive multipliers, or a guess.
    fn capacity_price(&self, typical: Cost) -> Cost {
        let settings = &self.tuning.main_search;
        let guess = settings.guessed_price.of(typical);
        let Some(bound) = &self.bound else { return guess.max(1) };
        let resources =
            self.model.cumulatives.iter().zip(&bound.multipliers.cumulatives).filter(|(p, _)| p.is_resource());
        let positive: Vec<i64> = resources.flat_map(|(_, prices)| prices).copied().filter(|&v| v > 0).collect();
        let sum: i128 = positive.iter().copied().map(i128::from).sum();
        // If not everything can be placed, multipliers grow without limit. Above a multiple of the typical cost
        // difference they would only freeze the search.
        let largest_price = i128::from(settings.largest_price.of(typical));
        match positive.len() as i128 {
            0 => guess.max(1),
            n => ((sum / n / i128::from(SCALE)).min(largest_price) as Cost).max(settings.least_price.of(guess)).max(1),
        }
    }

    /// The annealing schedule for given settings.
    pub(super) fn annealing_schedule(&self, annealing: &Annealing, typical: Cost, price: Cost) -> AnnealingSchedule {
        AnnealingSchedule::new(annealing, (typical, price), self.model, self.unplaced_price(typical))
    }

    /// A price of leaving activities out that exceeds the cost of every place.
    fn unplaced_price(&self, typical: Cost) -> Cost {
        let per_unit = |(activity, a): (usize, &Activity)| {
            let most = self.model.places(activity).map(|p| self.model.unary(activity, p)).max().unwrap_or(0);
            (most + self.tuning.main_search.unplaced_margin.of(typical)) / a.unplaced_penalty.max(1)
        };
        1 + self.model.activities.iter().enumerate().map(per_unit).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::super::Phases;
    use crate::model::{Assignment, Builder, Class, Cost, Day, Model, ModelIndex, Place};
    use crate::model::{Score, Start, Use, evaluate};
    use crate::solve::construction::all_places;
    use crate::solve::testing::resource;
    use crate::solve::{Budget, Method, Options, solve};

    fn options(threads: usize) -> Options {
        Options {
            seed: 1,
            budget: Budget::Steps(40_000),
            searchers: 2,
            threads,
            method: Method::Search,
            ..Options::default()
        }
    }

    /// Four days and one unit. There are groups of three activities for three steps. Each activity has a preferred
    /// step; the cheapest places of two leave the third none, so one has to move. The activity with the lowest penalty
    /// comes last.
    fn threes(groups: usize) -> Model {
        let each = (3 * groups).div_ceil(4) as u32;
        let starts = (0..4 * each).map(|step| Start { step, day: step / each, date: (step / each) as i32 }).collect();
        let days = (0..4).map(|day| Day { first: day * each, end: (day + 1) * each }).collect();
        let mut b = Builder::new(4 * each + 1, starts, days, vec![Class { size: 1 }]);
        let mut uses = Vec::new();
        for group in 0..groups {
            let wanted: [[(usize, Cost); 2]; 3] = [[(0, 0), (1, 10)], [(2, 0), (1, 10)], [(2, 5), (0, 5)]];
            for (number, wanted) in wanted.into_iter().enumerate() {
                let activity = b.activity(1, 3 - number as i64);
                uses.push(Use { activity, class: None, from: 0, until: 1, amount: 1 });
                for start in 0..4 * each as usize {
                    match wanted.iter().find(|(step, _)| 3 * group + step == start) {
                        Some((_, cost)) => b.add_start_cost(activity, start, *cost),
                        None => b.forbid_start(activity, start, 0),
                    }
                }
            }
        }
        b.cumulative(resource(1, uses));
        b.finish().expect("small costs")
    }

    /// A large model: guided into a restriction by the multipliers, continued from there, and decomposed by days.
    #[test]
    fn a_large_model_is_solved_with_the_same_result_for_any_threads() {
        let model = threes(334);
        assert!(model.activities.len() > options(1).tuning.phases.large_model);
        let [one, two] = [1, 2].map(|threads| solve(&model, &options(threads), &mut |_| {}, &AtomicBool::new(false)));
        assert_eq!(one.score, evaluate(&model, &one.assignment));
        assert_eq!(one.score, Score { violations: 0, unplaced: 0, soft: 334 * 15 });
        let bound = |solution: &crate::solve::Solution| solution.bound.clone();
        assert_eq!((two.assignment.clone(), two.steps, bound(&two)), (one.assignment.clone(), one.steps, bound(&one)));
    }

    /// One conflict at the end of a search does not make its result useless: another activity moves out of the way.
    #[test]
    fn an_ejection_chain_makes_the_last_assignment_feasible() {
        let model = threes(2);
        let index = ModelIndex::new(&model);
        let places = all_places(&index);
        let at = |start| Some(Place { start, class: 0 });
        let last: Assignment = vec![at(0), at(2), at(2), at(3), at(5), at(3)];
        let (mut progress, stop, options) = (|_: &_| {}, AtomicBool::new(false), options(1));
        let mut phases = Phases::new(&model, &options, &mut progress, &stop);
        phases.make_last_feasible(&index, &places, &last);
        let (score, assignment) = phases.best.expect("something valid");
        assert_eq!(score, evaluate(&model, &assignment));
        assert_eq!(score, Score { violations: 0, unplaced: 0, soft: 30 });
    }
}
