//! A first assignment: hardest first, each to its cheapest place that breaks nothing. Never fails: what does not fit
//! is left out.

use crate::model::{Assignment, Links, Place, Profile, State};

/// Places what is not placed yet in `state`, as far as it fits without breaking a hard condition.
pub fn construct(state: &mut State<'_>, places: &[Vec<Place>]) {
    let mut order: Vec<usize> = (0..places.len()).filter(|&a| state.place(a).is_none()).collect();
    let model = state.model();
    let work = |a: usize| {
        let used = |p: &Profile| {
            let mine = |class| {
                let mine =
                    p.uses.iter().filter(move |u| u.activity as usize == a && u.class.is_none_or(|c| c == class));
                mine.map(|u| u64::from(u.until - u.from) * u64::from(u.amount)).sum::<u64>()
            };
            (0..model.classes.len() as u32).map(mine).max().unwrap_or(0)
        };
        model.profiles.iter().filter(|p| p.tail.is_some()).map(used).sum::<u64>()
    };
    // Few places and much work: the fewest places for each unit of work go first.
    order.sort_by_cached_key(|&a| (places[a].len() as u64 * 1000 / work(a).max(1), a));
    for activity in order {
        insert_cheapest(state, activity, &places[activity]);
    }
}

/// Puts one activity to its cheapest place that breaks nothing; whether there was one.
pub fn insert_cheapest(state: &mut State<'_>, activity: usize, places: &[Place]) -> bool {
    let mut best = None;
    for &place in places {
        if best.is_some_and(|(cost, _)| state.model().unary(activity, place) >= cost) {
            continue;
        }
        let added = state.insertion(activity, place);
        if added.units.iter().any(|&units| units > 0) {
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
pub fn all_places(links: &Links<'_>) -> Vec<Vec<Place>> {
    (0..links.model.activities.len()).map(|a| links.model.places(a).collect()).collect()
}

/// Everything in: what is left out goes where it costs and breaks the least by its own table.
pub fn force_in(state: &State<'_>, places: &[Vec<Place>]) -> Assignment {
    let mut assignment = state.assignment().clone();
    for (activity, place) in assignment.iter_mut().enumerate() {
        if place.is_none() {
            *place = places[activity].iter().copied().min_by_key(|&p| (state.model().unary(activity, p), p));
        }
    }
    assignment
}
