//! Greedy construction of a first assignment: the most constrained activities first, each at its cheapest place that
//! breaks no hard condition. Activities that do not fit are left out.

use crate::model::{Assignment, ModelIndex, Place, State, Use};

/// Places the activities that `state` leaves out, as far as they fit without breaking a hard condition.
pub fn construct(state: &mut State<'_>, places: &[Vec<Place>]) {
    let mut order: Vec<usize> = (0..places.len()).filter(|&a| state.place(a).is_none()).collect();
    let model = state.model();
    let mut work = vec![0; places.len()];
    for cumulative in model.cumulatives.iter().filter(|p| p.is_resource()) {
        for uses in cumulative.uses.chunk_by(|a, b| a.activity == b.activity) {
            work[uses[0].activity as usize] += most_work(uses);
        }
    }
    // Activities with few places for each unit of work go first.
    order.sort_by_cached_key(|&a| (places[a].len() as u64 * 1000 / work[a].max(1), a));
    for activity in order {
        insert_cheapest(state, activity, &places[activity]);
    }
}

/// Units times steps that an activity uses of a cumulative, in the class with the largest use.
fn most_work(uses: &[Use]) -> u64 {
    let work = |used: &Use| u64::from(used.until - used.from) * u64::from(used.amount);
    let in_class = |class: Option<u32>| uses.iter().filter(move |used| used.class.is_none() || used.class == class);
    uses.iter().map(|used| in_class(used.class).map(work).sum()).max().unwrap_or(0)
}

/// Places one activity at its cheapest place that breaks no hard condition. Returns whether it was placed.
pub fn insert_cheapest(state: &mut State<'_>, activity: usize, places: &[Place]) -> bool {
    let mut best = None;
    for &place in places {
        if best.is_some_and(|(cost, _)| state.least_added(activity, place) >= cost) {
            continue;
        }
        let added = state.insertion_delta(activity, place);
        if !added.breaks_nothing() {
            continue;
        }
        if best.is_none_or(|(cost, _)| added.soft < cost) {
            best = Some((added.soft, place));
        }
    }
    if let Some((_, place)) = best {
        state.insert(activity, place);
    }
    best.is_some()
}

/// The allowed places of every activity.
pub fn all_places(index: &ModelIndex<'_>) -> Vec<Vec<Place>> {
    (0..index.model.activities.len()).map(|a| index.model.places(a).collect()).collect()
}

/// The assignment of `state` with every activity placed. Those that are left out get their place of least unary cost,
/// even if it breaks a hard condition.
pub fn place_everything(state: &State<'_>, places: &[Vec<Place>]) -> Assignment {
    let mut assignment = state.assignment().clone();
    for (activity, place) in assignment.iter_mut().enumerate() {
        if place.is_none() {
            *place = places[activity].iter().copied().min_by_key(|&p| (state.model().unary(activity, p), p));
        }
    }
    assignment
}
