//! The objective of minimal perturbation, and a model with a price for each activity that is not at its reference
//! place.

use crate::model::{Assignment, Cost, FORBIDDEN, Model, Score};

/// How good a repaired assignment is, compared lexicographically: violations, penalty for activities left out, number
/// of moved activities, cost.
pub(crate) type PerturbationScore = (i64, i64, usize, Cost);

/// The number of activities that are not at their reference place. An activity that is left out in either assignment
/// has not moved.
fn moves(assignment: &Assignment, reference: &Assignment) -> usize {
    let both = assignment.iter().zip(reference);
    both.filter(|(now, before)| now.is_some() && before.is_some() && now != before).count()
}

/// The score with the number of moved activities.
pub(crate) fn perturbation_score(score: Score, assignment: &Assignment, reference: &Assignment) -> PerturbationScore {
    (score.violations, score.unplaced, moves(assignment, reference), score.soft)
}

/// The model in which every place of an activity except its reference place costs `price` more.
pub(crate) fn with_move_price(model: &Model, reference: &Assignment, price: Cost) -> Model {
    let mut priced = model.clone();
    let (starts, classes) = (model.starts.len(), model.classes.len());
    for (activity, own) in priced.activities.iter_mut().zip(reference) {
        let Some(own) = own else { continue };
        let table = activity.place_cost.get_or_insert_with(|| vec![0; starts * classes]);
        for (index, cost) in table.iter_mut().enumerate() {
            let away = (index / classes, index % classes) != (own.start as usize, own.class as usize);
            if away && *cost != FORBIDDEN {
                *cost += price;
            }
        }
    }
    priced
}

/// More than the move of any one activity can save in unary costs.
pub(crate) fn above_any_unary_saving(model: &Model) -> Cost {
    let spread = |activity: usize| {
        let costs = || model.places(activity).map(|place| model.unary(activity, place));
        costs().max().unwrap_or(0) - costs().min().unwrap_or(0)
    };
    1 + (0..model.activities.len()).map(spread).max().unwrap_or(0)
}
