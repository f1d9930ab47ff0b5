//! Quenches: a copy of the working assignment is cooled at once, so that a search that is stopped early has something
//! good to show.

use super::{Phases, QUENCH_STREAM};
use crate::model::{ModelIndex, Place};
use crate::solve::make_feasible::make_feasible;
use crate::solve::search::{RoundEnd, SearchLength, SearchParams, WHOLE, run_search};

impl Phases<'_> {
    /// Quenches the working assignment of a search, if this round passed one of the points where this is due. `done` is
    /// the number of points that were passed before. The search itself goes on unchanged.
    pub(super) fn quench_if_due(
        &mut self,
        index: &ModelIndex<'_>,
        places: &[Vec<Place>],
        params: &SearchParams<'_>,
        round: &RoundEnd<'_>,
        done: &mut usize,
    ) {
        let settings = &self.tuning.main_search;
        let passed = settings.quenched_at.iter().filter(|at| at.of_count(WHOLE) <= round.finished).count();
        if passed <= *done || round.finished >= WHOLE || self.stopped() {
            return;
        }
        let stream = QUENCH_STREAM + passed as u64 * u64::from(params.searchers.max(1));
        *done = passed;
        let params = SearchParams {
            length: match params.length {
                SearchLength::Steps(steps) => SearchLength::Steps(settings.quench.of_count(steps)),
                SearchLength::Time(limit) => SearchLength::Time(settings.quench.of_time(limit)),
            },
            rounds: settings.final_descent.rounds,
            seed: (self.options.seed, stream),
            schedule: params.schedule.quench(round.finished, &settings.final_descent),
            guidance: None,
            ..*params
        };
        let found = run_search(index, places, round.working, &params, self.stop, &mut |_| {});
        self.count(&found.counters, &params, found.elapsed);
        if found.best.is_none() {
            self.keep(Some(make_feasible(index, places, &found.last)));
        }
        self.keep(found.best);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::model::{Assignment, Builder, Class, Day, Start, Use, evaluate};
    use crate::solve::Options;
    use crate::solve::construction::all_places;
    use crate::solve::search::Counters;
    use crate::solve::testing::resource;

    /// Twelve activities for twelve steps of one unit: all at the first step, where they clash.
    #[test]
    fn a_quench_at_each_point_finds_something_valid_and_changes_no_search() {
        let starts = (0..12).map(|step| Start { step, day: 0, date: 0 }).collect();
        let mut builder = Builder::new(13, starts, vec![Day { first: 0, end: 12 }], vec![Class { size: 1 }]);
        let uses = (0..12).map(|_| Use { activity: builder.activity(1, 1), class: None, from: 0, until: 1, amount: 1 });
        let uses = uses.collect();
        builder.cumulative(resource(1, uses));
        let model = builder.finish().expect("small");
        let index = ModelIndex::new(&model);
        let places = all_places(&index);
        let working: Assignment = vec![Some(Place { start: 0, class: 0 }); 12];
        let (mut progress, stop, options) = (|_: &_| {}, AtomicBool::new(false), Options::default());
        let mut phases = Phases::new(&model, &options, &mut progress, &stop);
        let settings = options.tuning.main_search;
        let params = SearchParams {
            length: SearchLength::Steps(1_000_000),
            searchers: 1,
            threads: 1,
            rounds: settings.rounds,
            seed: (1, 0),
            schedule: phases.annealing_schedule(&settings.annealing, 100, 10),
            guidance: None,
            domains: None,
            decompose_days: false,
            tuning: &options.tuning.search,
        };
        let mut done = 0;
        let mut steps = Vec::new();
        for sixth in 0..=6 {
            let finished = sixth * WHOLE / 6;
            let round = RoundEnd { best: None, counters: Counters::default(), finished, working: &working };
            phases.quench_if_due(&index, &places, &params, &round, &mut done);
            steps.push(phases.counters.steps / 15_000);
        }
        // After a third and after a half; the one after five twelfths falls on the half too.
        assert_eq!((steps, done), (vec![0, 0, 1, 2, 2, 2, 2], 3));
        let (score, assignment) = phases.best.expect("something valid");
        assert_eq!((score, score.violations, score.unplaced), (evaluate(&model, &assignment), 0, 0));
    }
}
