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
