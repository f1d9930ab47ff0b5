//! Brute force: tries every assignment of a tiny model. For tests.

use crate::model::{Assignment, Model, Place, Score, evaluate};

/// The best assignment by enumeration: the first one with the least [`Score`]. Leaving an activity out is its last
/// choice. `None` if there are more than `limit` assignments.
pub(super) fn solve(model: &Model, limit: u64) -> Option<(Score, Assignment)> {
    let choices: Vec<Vec<Option<Place>>> =
        (0..model.activities.len()).map(|activity| model.places(activity).map(Some).chain([None]).collect()).collect();
    if count(&choices)? > limit {
        return None;
    }
    let mut chosen = vec![0; choices.len()];
    let mut best: Option<(Score, Assignment)> = None;
    loop {
        let assignment: Assignment = choices.iter().zip(&chosen).map(|(places, &index)| places[index]).collect();
        let score = evaluate(model, &assignment);
        if best.as_ref().is_none_or(|(least, _)| score < *least) {
            best = Some((score, assignment));
        }
        if !advance(&mut chosen, &choices) {
            return best;
        }
    }
}

/// Number of assignments; `None` beyond `u64`.
fn count(choices: &[Vec<Option<Place>>]) -> Option<u64> {
    choices.iter().try_fold(1_u64, |product, places| product.checked_mul(places.len() as u64))
}

/// Moves on to the next combination, the last activity changing fastest. False after the last one.
fn advance(chosen: &mut [usize], choices: &[Vec<Option<Place>>]) -> bool {
    for (index, places) in chosen.iter_mut().zip(choices).rev() {
        *index += 1;
        if *index < places.len() {
            return true;
        }
        *index = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Builder, Class, Cumulative, Day, Label, Price, Role, Start, Use};

    fn two_in_one_room() -> Model {
        let starts = (0..3).map(|step| Start { step, day: 0, date: 0 }).collect();
        let mut builder = Builder::new(4, starts, vec![Day { first: 0, end: 4 }], vec![Class { size: 1 }]);
        for _ in 0..2 {
            let activity = builder.activity(1, 10);
            builder.add_start_cost(activity, 1, 3);
            builder.add_start_cost(activity, 2, 7);
        }
        let uses = (0..2).map(|activity| Use { activity, class: None, from: 0, until: 1, amount: 1 }).collect();
        builder.cumulative(Cumulative { label: Label(0), capacity: 1, price: Price::Hard, role: Role::Other, uses });
        builder.finish().expect("small")
    }

    #[test]
    fn brute_force_finds_the_cheapest_pair_of_starts() {
        let (score, assignment) = solve(&two_in_one_room(), 100).expect("sixteen assignments");
        assert_eq!(score, Score { violations: 0, unplaced: 0, soft: 3 });
        assert_eq!(assignment.iter().flatten().map(|place| place.start).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn more_assignments_than_the_limit_are_refused() {
        assert!(solve(&two_in_one_room(), 16).is_some());
        assert!(solve(&two_in_one_room(), 15).is_none());
    }

    #[test]
    fn a_model_without_activities_has_one_assignment() {
        assert_eq!(solve(&Model::default(), 1), Some((Score::default(), Vec::new())));
    }
}
