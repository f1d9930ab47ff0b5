//! A first assignment: hardest first, each to its cheapest place that breaks nothing. Never fails: what does not fit
//! is left out.

use crate::model::{Assignment, ModelIndex, Place, State, Use};

/// Places what is not placed yet in `state`, as far as it fits without breaking a hard condition.
pub fn construct(state: &mut State<'_>, places: &[Vec<Place>]) {
    let mut order: Vec<usize> = (0..places.len()).filter(|&a| state.place(a).is_none()).collect();
    let model = state.model();
    let mut work = vec![0; places.len()];
    for profile in model.cumulatives.iter().filter(|p| p.is_resource()) {
        for uses in profile.uses.chunk_by(|a, b| a.activity == b.activity) {
            work[uses[0].activity as usize] += most_work(uses);
        }
    }
    // Few places and much work: the fewest places for each unit of work go first.
    order.sort_by_cached_key(|&a| (places[a].len() as u64 * 1000 / work[a].max(1), a));
    for activity in order {
        insert_cheapest(state, activity, &places[activity]);
    }
}

/// Units times steps that an activity uses of a profile, in the class where that is most.
fn most_work(uses: &[Use]) -> u64 {
    let work = |used: &Use| u64::from(used.until - used.from) * u64::from(used.amount);
    let beside = |class: Option<u32>| uses.iter().filter(move |used| used.class.is_none() || used.class == class);
    uses.iter().map(|used| beside(used.class).map(work).sum()).max().unwrap_or(0)
}

/// Puts one activity to its cheapest place that breaks nothing; whether there was one.
pub fn insert_cheapest(state: &mut State<'_>, activity: usize, places: &[Place]) -> bool {
    let mut best = None;
    for &place in places {
        if best.is_some_and(|(cost, _)| state.model().unary(activity, place) >= cost) {
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

/// Every activity's places, in order.
pub fn all_places(links: &ModelIndex<'_>) -> Vec<Vec<Place>> {
    (0..links.model.activities.len()).map(|a| links.model.places(a).collect()).collect()
}

/// Everything in: what is left out goes where it costs and breaks the least by its own table.
pub fn place_everything(state: &State<'_>, places: &[Vec<Place>]) -> Assignment {
    let mut assignment = state.assignment().clone();
    for (activity, place) in assignment.iter_mut().enumerate() {
        if place.is_none() {
            *place = places[activity].iter().copied().min_by_key(|&p| (state.model().unary(activity, p), p));
        }
    }
    assignment
}
