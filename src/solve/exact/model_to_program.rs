//! Translates a model into an integer program.

use super::place_columns::{Objective, PlaceColumns};
use super::program::Program;
use super::{
    bucket_capacity_rows, cumulative_rows, day_span_rows, least_excess_rows, min_max_rows, nvalue_rows, precedence_rows,
};
use crate::model::{Model, Place, Price};

/// The program that gives each activity one of its places, with the rows of every primitive. If the objective is not
/// the cost, soft primitives are left out.
pub(super) fn build(model: &Model, places: &[Vec<Place>], objective: Objective) -> (Program, PlaceColumns) {
    let mut program = Program::default();
    let columns = PlaceColumns::new(&mut program, model, places, objective);
    let costs = objective != Objective::LeastUnplaced;
    let wanted = |price: Price| costs || price == Price::Hard;
    for cumulative in model.cumulatives.iter().filter(|cumulative| wanted(cumulative.price)) {
        cumulative_rows::add(&mut program, &columns, model, cumulative);
    }
    for bucket_capacity in model.bucket_capacities.iter().filter(|bucket_capacity| wanted(bucket_capacity.price)) {
        bucket_capacity_rows::add(&mut program, &columns, model, bucket_capacity);
    }
    for precedence in model.precedences.iter().filter(|precedence| wanted(precedence.price)) {
        precedence_rows::add(&mut program, &columns, model, precedence);
    }
    for day_span in &model.day_spans {
        day_span_rows::add(&mut program, &columns, model, day_span, costs);
    }
    if costs {
        model.nvalues.iter().for_each(|nvalue| nvalue_rows::add(&mut program, &columns, model, nvalue));
        model.min_maxes.iter().for_each(|min_max| min_max_rows::add(&mut program, &columns, min_max));
    }
    for least_excess in model.least_excesses.iter().filter(|least_excess| wanted(least_excess.price)) {
        least_excess_rows::add(&mut program, &columns, model, least_excess);
    }
    (program, columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evaluate;
    use crate::solve::exact::candidates;
    use crate::solve::testing::{generator, random_model};

    /// The program agrees with the score of any assignment, without a solver.
    #[test]
    fn a_program_agrees_with_the_score_and_forbids_violations() {
        let (mut clean, mut broken) = (0, 0);
        for seed in 0..300 {
            let model = random_model(seed);
            let places = candidates(&model, None);
            let dice = &mut generator(seed);
            let (full, full_columns) = build(&model, &places, Objective::PlaceEverything);
            let (part, part_columns) = build(&model, &places, Objective::AtLevel(i64::MAX / 2));
            for _ in 0..40 {
                let leave = dice.chance(50);
                let assignment: Vec<Option<Place>> = places
                    .iter()
                    .map(|places| {
                        let out = places.is_empty() || (leave && dice.chance(40));
                        (!out).then(|| places[dice.index(places.len())])
                    })
                    .collect();
                let score = evaluate(&model, &assignment);
                let expected = (score.violations == 0).then_some(score.soft);
                if score.violations == 0 {
                    clean += 1
                } else {
                    broken += 1
                }
                let chosen = part_columns.chosen(&assignment).expect("a choice each");
                assert_eq!(
                    part.complete_auxiliaries(&chosen).map(|values| part.cost(&values)),
                    expected,
                    "seed {seed}"
                );
                if let Some(chosen) = full_columns.chosen(&assignment) {
                    assert_eq!(
                        full.complete_auxiliaries(&chosen).map(|values| full.cost(&values)),
                        expected,
                        "seed {seed}"
                    );
                }
            }
        }
        assert!(clean > 1000 && broken > 1000, "{clean} clean, {broken} broken");
    }
}
