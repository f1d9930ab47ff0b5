//! A model that would rather keep an assignment: the same, with a price for each activity away from its reference.

use crate::model::{Assignment, Cost, FORBIDDEN, Model, Place, Score};

/// How good a repaired assignment is: what is broken, what is left out, how many moved, what it costs.
pub type Perturbation = (i64, i64, usize, Cost);

/// How many activities are elsewhere than at reference. What has no reference, and what is left out, has not moved.
fn moves(assignment: &Assignment, reference: &Assignment) -> usize {
    let moved =
        |(now, reference): (&Option<Place>, &Option<Place>)| now.is_some() && reference.is_some() && now != reference;
    assignment.iter().zip(reference).filter(|&(now, reference)| moved((now, reference))).count()
}

/// A score with the number of moves in it.
pub fn perturbation(score: Score, assignment: &Assignment, reference: &Assignment) -> Perturbation {
    (score.violations, score.unplaced, moves(assignment, reference), score.soft)
}

/// The model in which each place of an activity but its reference costs `price` more.
pub fn with_move_price(model: &Model, reference: &Assignment, price: Cost) -> Model {
    let mut priced = model.clone();
    let (starts, classes) = (model.starts.len(), model.classes.len());
    for (activity, reference) in priced.activities.iter_mut().zip(reference) {
        let Some(reference) = reference else { continue };
        let table = activity.place_cost.get_or_insert_with(|| vec![0; starts * classes]);
        for (index, cost) in table.iter_mut().enumerate() {
            let away = (index / classes, index % classes) != (reference.start as usize, reference.class as usize);
            if away && *cost != FORBIDDEN {
                *cost += price;
            }
        }
    }
    priced
}

/// More than moving any one activity can save by its own table.
pub fn dearer_than_any_place(model: &Model) -> Cost {
    let spread = |activity: usize| {
        let costs = || model.places(activity).map(|place| model.unary(activity, place));
        costs().max().unwrap_or(0) - costs().min().unwrap_or(0)
    };
    1 + (0..model.activities.len()).map(spread).max().unwrap_or(0)
}
