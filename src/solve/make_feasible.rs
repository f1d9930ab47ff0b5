//! Turns an assignment that breaks hard conditions into one that does not, by leaving activities out greedily.

use std::cmp::Reverse;

use super::construction::insert_cheapest;
use crate::model::{Assignment, Model, ModelIndex, Place, Price, Score, State};

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
    if state.total().score().violations == 0 {
        return;
    }
    let constrained = ConstrainedWith::new(state.model());
    let mut worths: Vec<Option<i128>> = (0..activities).map(|activity| worth_of_removal(state, activity)).collect();
    while state.total().score().violations > 0 {
        let placed = worths.iter().enumerate().filter_map(|(activity, worth)| Some(((*worth)?, Reverse(activity))));
        // If no single removal repairs anything, the activity is taken out that adds most to the sums that are broken.
        let next = placed.max().map(|(_, Reverse(activity))| activity);
        let Some(next) = next.or_else(|| adds_most(state, activities)) else { break };
        let Some((place, _)) = state.remove(next) else { break };
        worths[next] = None;
        for activity in constrained.changed(state, next, place) {
            worths[activity] = worth_of_removal(state, activity);
        }
    }
}

/// The violations that the removal of an activity repairs, per unit of penalty; `None` if it repairs none.
fn worth_of_removal(state: &mut State<'_>, activity: usize) -> Option<i128> {
    let saved = *state.total();
    let (place, removed) = state.remove(activity)?;
    let repaired: i64 = removed.units.iter().sum();
    state.undo_remove(activity, place);
    state.reset_total(saved);
    let penalty = state.model().activities[activity].unplaced_penalty.max(1);
    (repaired > 0).then(|| i128::from(repaired) * 1_000_000 / i128::from(penalty))
}

/// The placed activity that adds most to sums that are broken, per unit of penalty.
fn adds_most(state: &State<'_>, activities: usize) -> Option<usize> {
    let worth = |activity: usize| {
        let penalty = state.model().activities[activity].unplaced_penalty.max(1);
        i128::from(state.broken_amount(activity)) * 1_000_000 / i128::from(penalty)
    };
    (0..activities).filter(|&a| state.place(a).is_some()).max_by_key(|&a| (worth(a), Reverse(a)))
}

/// The hard constraints of each activity that do not depend on how near in time two activities are.
struct ConstrainedWith<'m> {
    model: &'m Model,
    /// The activities of each hard bucket capacity and LeastExcess.
    sums: Vec<Vec<u32>>,
    /// By activity: the indices of its sums.
    sums_of: Vec<Vec<usize>>,
    /// By activity: the others of its hard precedences.
    precedences: Vec<Vec<u32>>,
    /// The largest number of steps between the starts of two activities that share a cumulative at the same time.
    reach: u32,
}

impl<'m> ConstrainedWith<'m> {
    fn new(model: &'m Model) -> ConstrainedWith<'m> {
        let capacities = model.bucket_capacities.iter().filter(|of| of.price == Price::Hard);
        let capacities = capacities.map(|of| of.terms.iter().map(|term| term.activity).collect());
        let excesses = model.least_excesses.iter().filter(|of| of.price == Price::Hard);
        let excesses = excesses.map(|of| of.terms.iter().map(|term| term.activity).collect());
        let sums: Vec<Vec<u32>> = capacities.chain(excesses).collect();
        let mut sums_of = vec![Vec::new(); model.activities.len()];
        for (index, activities) in sums.iter().enumerate() {
            activities.iter().for_each(|&activity| sums_of[activity as usize].push(index));
        }
        let mut precedences = vec![Vec::new(); model.activities.len()];
        for &(a, b) in model.precedences.iter().filter(|of| of.price == Price::Hard).flat_map(|of| &of.pairs) {
            precedences[a as usize].push(b);
            precedences[b as usize].push(a);
        }
        let reach = model.cumulatives.iter().flat_map(|of| &of.uses).map(|used| used.until).max().unwrap_or(0);
        ConstrainedWith { model, sums, sums_of, precedences, reach }
    }

    /// The placed activities whose removal may be worth more or less now that an activity is no longer at a place.
    fn changed(&self, state: &State<'_>, removed: usize, place: Place) -> Vec<usize> {
        let starts = &self.model.starts;
        let was = starts[place.start as usize];
        let near = |activity: &usize| {
            let start = state.place(*activity).map(|place| starts[place.start as usize]);
            start.is_some_and(|start| start.day == was.day || start.step.abs_diff(was.step) < self.reach)
        };
        let mut changed: Vec<usize> = (0..self.model.activities.len()).filter(near).collect();
        let in_sums = self.sums_of[removed].iter().flat_map(|&of| &self.sums[of]);
        changed.extend(in_sums.map(|&activity| activity as usize));
        changed.extend(self.precedences[removed].iter().map(|&other| other as usize));
        changed.sort_unstable();
        changed.dedup();
        changed.retain(|&activity| state.place(activity).is_some());
        changed
    }
}

/// Places the activities that are left out and fit, the largest penalty first.
pub(crate) fn insert_left_out(state: &mut State<'_>, places: &[Vec<Place>]) {
    let mut left_out: Vec<usize> = (0..places.len()).filter(|&a| state.place(a).is_none()).collect();
    left_out.sort_by_key(|&a| (Reverse(state.model().activities[a].unplaced_penalty), a));
    for activity in left_out {
        insert_cheapest(state, activity, &places[activity]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::testing::{generator, one_good_bucket, random_model};

    /// As [`remove_violating`], but each removal is valued anew in each round.
    fn remove_violating_from_scratch(state: &mut State<'_>, activities: usize) {
        while state.total().score().violations > 0 {
            let mut best: Option<(i128, usize)> = None;
            for activity in 0..activities {
                if let Some(worth) = worth_of_removal(state, activity)
                    && best.is_none_or(|(other, _)| worth > other)
                {
                    best = Some((worth, activity));
                }
            }
            let Some(next) = best.map(|(_, a)| a).or_else(|| adds_most(state, activities)) else { break };
            state.remove(next);
        }
    }

    #[test]
    fn if_no_single_removal_helps_one_is_taken_out_that_adds_to_a_broken_sum() {
        let model = one_good_bucket();
        let index = ModelIndex::new(&model);
        let at = |start| Some(Place { start, class: 0 });
        // Activity 1 and 2 are at 3 each; one of them alone is still above zero.
        let mut state = State::new(&index, &vec![at(0), at(1), at(1)]);
        remove_violating(&mut state, 3);
        assert_eq!(*state.assignment(), [at(0), None, None]);
    }

    #[test]
    fn only_removals_that_share_a_constraint_are_valued_anew() {
        let mut removed = 0;
        for seed in 0..3_000 {
            let model = random_model(seed);
            let index = ModelIndex::new(&model);
            let dice = &mut generator(seed);
            let mut place = |_| Place {
                start: dice.index(model.starts.len()) as u32,
                class: dice.index(model.classes.len()) as u32,
            };
            let assignment: Assignment = (0..model.activities.len()).map(|a| Some(place(a))).collect();
            let (mut one, mut other) = (State::new(&index, &assignment), State::new(&index, &assignment));
            remove_violating(&mut one, model.activities.len());
            remove_violating_from_scratch(&mut other, model.activities.len());
            assert_eq!(one.assignment(), other.assignment(), "seed {seed}");
            removed += one.assignment().iter().filter(|place| place.is_none()).count();
        }
        assert!(removed > 3_000, "{removed}");
    }
}
