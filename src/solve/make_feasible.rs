//! Turns an assignment that breaks hard conditions into one that does not, by leaving activities out greedily.

use super::construction::insert_cheapest;
use crate::model::{Assignment, ModelIndex, Place, Score, State};

/// Takes out activities until no hard condition is broken, then puts back those that fit.
///
/// Each round takes out the activity whose removal repairs the most violations per unit of penalty.
pub(crate) fn make_feasible(
    index: &ModelIndex<'_>,
    places: &[Vec<Place>],
    assignment: &Assignment,
) -> (Score, Assignment) {
    let mut state = State::new(index, assignment);
    remove_violating(&mut state, places.len());
    insert_left_out(&mut state, places);
    (state.total().score(), state.assignment().clone())
}

/// Takes activities out until no hard condition is broken.
pub(crate) fn remove_violating(state: &mut State<'_>, activities: usize) {
    while state.total().score().violations > 0 {
        let mut best: Option<(i128, usize)> = None;
        for activity in 0..activities {
            let saved = *state.total();
            let Some((place, removed)) = state.remove(activity) else { continue };
            let repaired: i64 = removed.units.iter().sum();
            state.undo_remove(activity, place);
            state.reset_total(saved);
            let worth = i128::from(repaired) * 1_000_000
                / i128::from(state.model().activities[activity].unplaced_penalty.max(1));
            if repaired > 0 && best.is_none_or(|(other, _)| worth > other) {
                best = Some((worth, activity));
            }
        }
        // If no single removal repairs anything, any activity is taken out.
        let next = best.map(|(_, activity)| activity).or_else(|| (0..activities).find(|&a| state.place(a).is_some()));
        match next {
            Some(activity) => state.remove(activity),
            None => break,
        };
    }
}

/// Places the activities that are left out and fit, the largest penalty first.
pub(crate) fn insert_left_out(state: &mut State<'_>, places: &[Vec<Place>]) {
    let mut left_out: Vec<usize> = (0..places.len()).filter(|&a| state.place(a).is_none()).collect();
    left_out.sort_by_key(|&a| (std::cmp::Reverse(state.model().activities[a].unplaced_penalty), a));
    for activity in left_out {
        insert_cheapest(state, activity, &places[activity]);
    }
}
