//! Complete first: in a large model, a short search without multipliers and a repacking come before anything else.

use super::{FIRST_STREAM, Phases};
use crate::model::{Assignment, Cost, ModelIndex, Place};
use crate::solve::bound::Lagrangian;
use crate::solve::repacking::{can_repack, repack};
use crate::solve::search::{SearchLength, SearchParams, run_search};
use crate::solve::stop_condition::StopCondition;
use crate::solve::{Budget, Stage};

impl Phases<'_> {
    /// The first assignment and the first multipliers of a large model. `whole` has a place for each activity.
    ///
    /// A few iterations of the bound run beside the search. Only if activities are still left out, many more follow:
    /// good multipliers lead into a restriction in which a complete assignment is found. They come at once if no class
    /// can be repacked, because the search alone would not find one.
    pub(super) fn complete_first(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        whole: &Assignment,
        lagrangian: &mut Lagrangian<'_>,
        typical: Cost,
    ) {
        let settings = self.tuning.phases;
        let condition = self.stop_condition(settings.large_first_bound_until);
        let target = self.best.as_ref().filter(|_| !self.leaves_out()).map_or(Cost::MAX, |(score, _)| score.soft);
        let (chunk, threads) = (settings.chunk.max(1), self.options.threads.max(1));
        if self.leaves_out() && !self.can_repack(places) {
            lagrangian.use_threads(threads);
            return iterate(lagrangian, settings.large_first_iterations, chunk, target, condition);
        }
        lagrangian.use_threads((threads - 1).max(1));
        if threads == 1 {
            self.search_without_multipliers(index, places, whole, typical);
            iterate(lagrangian, settings.first_iterations, chunk, target, condition);
        } else {
            std::thread::scope(|scope| {
                let prices = scope.spawn(|| iterate(lagrangian, settings.first_iterations, chunk, target, condition));
                self.search_without_multipliers(index, places, whole, typical);
                let _ = prices.join();
            });
        }
        lagrangian.use_threads(threads);
        if self.leaves_out() {
            let more = settings.large_first_iterations.saturating_sub(settings.first_iterations);
            iterate(lagrangian, more, chunk, Cost::MAX, condition);
        }
    }

    /// A short search without multipliers, then a repacking, unless the assignment is complete already.
    fn search_without_multipliers(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        whole: &Assignment,
        typical: Cost,
    ) {
        if !self.leaves_out() {
            return;
        }
        let until = self.tuning.phases.complete_first_until;
        let params = self.first_search_params(places, typical, FIRST_STREAM, until);
        let length = match (self.options.budget, params.length) {
            (Budget::Steps(steps), SearchLength::Steps(most)) => {
                SearchLength::Steps(self.tuning.first_assignment.large_steps.of_count(steps).min(most))
            }
            (_, length) => length,
        };
        let params = SearchParams { length, ..params };
        let found = run_search(index, places, whole, &params, self.stop, &mut |round| {
            self.report_round(Stage::First, round, 0)
        });
        self.keep_first(index, places, &params, found);
        self.repack_best(index, places);
        self.report(Stage::First, until);
    }

    /// Repacks the classes in which the best assignment leaves activities out.
    fn repack_best(&mut self, index: &ModelIndex<'_>, places: &[Vec<Place>]) {
        if let Some((_, best)) = self.best.clone().filter(|_| self.leaves_out()) {
            let condition = self.stop_condition(self.tuning.phases.large_first_bound_until);
            self.keep(Some(repack(index, places, &best, &self.tuning.repacking, condition)));
        }
    }

    fn can_repack(&self, places: &[Vec<Place>]) -> bool {
        let (classes, tuning) = (self.model.classes.len(), &self.tuning.repacking);
        self.best.as_ref().is_some_and(|(_, best)| can_repack(places, classes, best, tuning))
    }

    /// Whether the best assignment leaves activities out, or there is none.
    fn leaves_out(&self) -> bool {
        self.best.as_ref().is_none_or(|(score, _)| score.unplaced > 0)
    }
}

/// A number of iterations of the bound, in chunks, until the condition is met.
pub(super) fn iterate(
    lagrangian: &mut Lagrangian<'_>,
    iterations: u32,
    chunk: u32,
    target: Cost,
    condition: StopCondition<'_>,
) {
    for _ in 0..iterations / chunk {
        if condition.is_met() {
            break;
        }
        lagrangian.iterate_until(chunk, target, condition);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use crate::model::{Builder, Class, Day, Model, Score, Start, Use, evaluate};
    use crate::solve::testing::{generator, resource};
    use crate::solve::{Budget, Method, Options, solve};

    /// Two days of the given length; each class is one unit, whose activities fill both days to the last step.
    fn full_classes(classes: u32, day: u32) -> Model {
        let days = vec![Day { first: 0, end: day }, Day { first: day, end: 2 * day }];
        let starts = (0..2 * day).map(|step| Start { step, day: step / day, date: (step / day) as i32 }).collect();
        let units = (0..classes).map(|_| Class { size: 1 }).collect();
        let mut builder = Builder::new(2 * day + 20, starts, days, units);
        let dice = &mut generator(1);
        for class in 0..classes {
            let mut uses = Vec::new();
            for day_length in [day; 2] {
                let mut left = day_length;
                while left > 0 {
                    let duration = (dice.between(2, 8) as u32).min(left);
                    let activity = builder.activity(duration, 1);
                    uses.push(Use { activity, class: Some(class), from: 0, until: duration, amount: 1 });
                    for start in 0..2 * day as usize {
                        builder.add_start_cost(activity, start, dice.between(0, 90));
                        if start as u32 % day + duration > day {
                            builder.forbid_start(activity, start, 0);
                        }
                        for other in (0..classes).filter(|&other| other != class) {
                            builder.forbid_place(activity, start, other as usize, 0);
                        }
                    }
                    left -= duration;
                }
            }
            builder.cumulative(resource(1, uses));
        }
        builder.finish().expect("small costs")
    }

    /// Annealing alone leaves activities out; repacking places them, with the same result for any number of threads.
    #[test]
    fn a_large_model_with_full_classes_becomes_complete() {
        let model = full_classes(32, 84);
        let solved = |threads: usize, repacking: usize| {
            let mut options = Options {
                budget: Budget::Steps(40_000),
                searchers: 2,
                threads,
                method: Method::Search,
                ..Options::default()
            };
            options.tuning.repacking.most_activities = repacking;
            assert!(model.activities.len() > options.tuning.phases.large_model);
            solve(&model, &options, &mut |_| {}, &AtomicBool::new(false))
        };
        let (one, two, without) = (solved(1, 150), solved(2, 150), solved(1, 0));
        assert_eq!(one.score, evaluate(&model, &one.assignment));
        assert_eq!(one.score, Score { violations: 0, unplaced: 0, ..one.score });
        assert_eq!((two.assignment, two.steps, two.bound), (one.assignment, one.steps, one.bound));
        assert!(without.score.unplaced > 0, "{:?}", without.score);
    }
}
