//! Improves a given assignment for a short time: estimates what a change of the model is worth near the present
//! assignment.

use std::sync::atomic::AtomicBool;

use super::construction::all_places;
use super::search::{AnnealingSchedule, SearchLength, SearchParams, run_search, typical_difference};
use super::tuning::Tuning;
use crate::model::{Assignment, Model, ModelIndex, Score, evaluate};

/// Improves an assignment for a number of steps, at temperatures low enough to stay near it. The result is never worse
/// than the given assignment. The same seed and steps give the same result on every machine.
pub(crate) fn improve_from(
    model: &Model,
    from: &Assignment,
    steps: u64,
    seed: u64,
    tuning: &Tuning,
    stop: &AtomicBool,
) -> (Score, Assignment) {
    let index = ModelIndex::new(model);
    let places = all_places(&index);
    let typical = typical_difference(&index, &places);
    let params = SearchParams {
        length: SearchLength::Steps(steps),
        searchers: 1,
        threads: 1,
        rounds: tuning.improve_from.rounds,
        seed: (seed, 0),
        schedule: AnnealingSchedule::new(
            &tuning.improve_from.annealing,
            (typical, typical),
            model,
            tuning.improve_from.unplaced.of(typical),
        ),
        guidance: None,
        domains: None,
        decompose_days: false,
        tuning: &tuning.search,
    };
    let found = run_search(&index, &places, from, &params, stop, &mut |_| {});
    let given = (evaluate(model, from), from.clone());
    found.best.into_iter().chain([given]).min_by_key(|(score, _)| *score).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::brute_force;
    use crate::solve::testing::{MOST_ASSIGNMENTS, random_model};

    #[test]
    fn the_result_is_never_worse_than_the_given_assignment_and_often_better() {
        let (tuning, stop, mut better) = (Tuning::default(), AtomicBool::new(false), 0);
        for seed in 0..60 {
            let model = random_model(seed);
            let nothing = vec![None; model.activities.len()];
            let before = evaluate(&model, &nothing);
            let (score, assignment) = improve_from(&model, &nothing, 3_000, 1, &tuning, &stop);
            assert_eq!(score, evaluate(&model, &assignment));
            let (best, _) = brute_force::solve(&model, MOST_ASSIGNMENTS).expect("few assignments");
            assert!(best <= score && score <= before, "seed {seed}");
            better += u32::from(score < before);
        }
        assert!(better > 30, "{better}");
    }
}
