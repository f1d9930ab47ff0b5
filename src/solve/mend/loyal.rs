//! A model that would rather keep an assignment: the same, with a price for each activity away from its home.

use crate::model::{Assignment, Cost, FORBIDDEN, Model, Place, Score};

/// How good a repaired assignment is: what is broken, what is left out, how many moved, what it costs.
pub type Loyalty = (i64, i64, usize, Cost);

/// How many activities are elsewhere than at home. What has no home, and what is left out, has not moved.
fn moves(assignment: &Assignment, home: &Assignment) -> usize {
    let moved = |(now, home): (&Option<Place>, &Option<Place>)| now.is_some() && home.is_some() && now != home;
    assignment.iter().zip(home).filter(|&(now, home)| moved((now, home))).count()
}

/// A score with the number of moves in it.
pub fn loyalty(score: Score, assignment: &Assignment, home: &Assignment) -> Loyalty {
    (score.violations, score.unplaced, moves(assignment, home), score.soft)
}

/// The model in which each place of an activity but its home costs `price` more.
pub fn loyal(model: &Model, home: &Assignment, price: Cost) -> Model {
    let mut loyal = model.clone();
    let (starts, classes) = (model.starts.len(), model.classes.len());
    for (activity, home) in loyal.activities.iter_mut().zip(home) {
        let Some(home) = home else { continue };
        let table = activity.place_cost.get_or_insert_with(|| vec![0; starts * classes]);
        for (index, cost) in table.iter_mut().enumerate() {
            let away = (index / classes, index % classes) != (home.start as usize, home.class as usize);
            if away && *cost != FORBIDDEN {
                *cost += price;
            }
        }
    }
    loyal
}

/// More than moving any one activity can save by its own table.
pub fn dearer_than_any_place(model: &Model) -> Cost {
    let spread = |activity: usize| {
        let costs = || model.places(activity).map(|place| model.unary(activity, place));
        costs().max().unwrap_or(0) - costs().min().unwrap_or(0)
    };
    1 + (0..model.activities.len()).map(spread).max().unwrap_or(0)
}
