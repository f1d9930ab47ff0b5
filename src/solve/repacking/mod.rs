//! Repacking: exact bin packing of the classes in which activities are left out.
//!
//! If the activities of a class fill its open time to the last step, they have to be divided exactly between its open
//! stretches. Annealing finds such a division only by chance. Here the class is emptied, its activities are divided by
//! subset sums (`bin_packing`) and put in order in each stretch by what their starts cost (`sequencing`). Everything
//! else stays where it is. The result is kept only if the score improves.

mod bin_packing;
mod class_items;
mod open_stretches;
mod sequencing;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use self::class_items::ClassItems;
use super::make_feasible::{insert_left_out, remove_violating};
use super::stop_condition::StopCondition;
use super::tuning;
use crate::model::{Assignment, ModelIndex, Place, Score, State};

/// Repacks each class in which an activity that is left out could be placed. The result is never worse than
/// `assignment`.
pub(crate) fn repack(
    index: &ModelIndex<'_>,
    places: &[Vec<Place>],
    assignment: &Assignment,
    tuning: &tuning::Repacking,
    condition: StopCondition<'_>,
) -> (Score, Assignment) {
    let mut state = State::new(index, assignment);
    let mut left_out: Vec<usize> = (0..places.len()).filter(|&a| state.place(a).is_none()).collect();
    left_out.sort_by_key(|&a| (Reverse(state.model().activities[a].unplaced_penalty), a));
    let mut tried = vec![false; state.model().classes.len()];
    for activity in left_out {
        let mut classes: Vec<u32> = places[activity].iter().map(|place| place.class).collect();
        classes.sort_unstable();
        classes.dedup();
        for class in classes {
            if state.place(activity).is_some() || condition.is_met() {
                break;
            }
            if !std::mem::replace(&mut tried[class as usize], true) {
                repack_class(&mut state, places, class, tuning);
            }
        }
    }
    (state.total().score(), state.assignment().clone())
}

/// Whether there is a class that [`repack`] would repack.
pub(crate) fn can_repack(
    places: &[Vec<Place>],
    classes: usize,
    assignment: &Assignment,
    tuning: &tuning::Repacking,
) -> bool {
    let out = |class: u32| {
        (0..places.len()).any(|a| assignment[a].is_none() && places[a].iter().any(|place| place.class == class))
    };
    let few = |class: u32| members(places, class, assignment).len() <= tuning.most_activities;
    (0..classes as u32).any(|class| out(class) && few(class))
}

/// The activities that are in a class, or are left out and could be in it.
fn members(places: &[Vec<Place>], class: u32, assignment: &Assignment) -> Vec<usize> {
    let belongs = |activity: &usize| match assignment[*activity] {
        Some(place) => place.class == class,
        None => places[*activity].iter().any(|place| place.class == class),
    };
    (0..places.len()).filter(belongs).collect()
}

/// Repacks one class, and keeps the result if the score improves.
fn repack_class(state: &mut State<'_>, places: &[Vec<Place>], class: u32, tuning: &tuning::Repacking) {
    let members = members(places, class, state.assignment());
    if members.len() > tuning.most_activities {
        return;
    }
    let (before, old) = (state.total().score(), state.assignment().clone());
    for &activity in &members {
        state.remove(activity);
    }
    let items = ClassItems::new(state, places, class, &members, &old);
    let bins = bin_packing::pack(&items, tuning.most_packings);
    for (item, start) in sequencing::sequence(&items, bins, tuning.most_orders) {
        state.insert(members[item], Place { start, class });
    }
    if state.total().score().violations > before.violations {
        remove_violating(state, places.len());
    }
    insert_left_out(state, places);
    if state.total().score() >= before {
        for (activity, place) in old.iter().enumerate() {
            if state.place(activity) != *place {
                state.remove(activity);
            }
        }
        for (activity, place) in old.iter().enumerate() {
            if let (Some(place), None) = (place, state.place(activity)) {
                state.insert(activity, *place);
            }
        }
    }
}
