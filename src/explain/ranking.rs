//! The places of one session, ranked by what the model says of each.

use crate::model::{Assignment, FORBIDDEN, Links, Place, Score, State};
use crate::rules::Grounded;

/// Every place a session may have, by what having it there would add while all others stay, the best first.
pub(super) fn ranked(links: &Links<'_>, assignment: &Assignment, activity: usize) -> Vec<(Place, Score)> {
    let mut state = State::new(links, assignment);
    state.remove(activity);
    let score = |place: Place| {
        let added = state.insertion(activity, place);
        (place, added.score())
    };
    let mut places: Vec<(Place, Score)> = links.model.places(activity).map(score).collect();
    places.sort_by_key(|&(place, score)| (score.violations, score.soft, place));
    places
}

/// How a session's candidate starts fare with the rules that concern it alone.
pub(super) struct Starts {
    /// Candidate starts.
    pub all: usize,
    /// Those at which it may be, in some room.
    pub possible: usize,
    /// How many each rule forbids, in the order of the rules' table; a start can be forbidden by several.
    pub forbidden: Vec<(&'static str, usize)>,
}

/// Counts a session's starts by what forbids them.
pub(super) fn starts(grounded: &Grounded, activity: usize) -> Starts {
    let data = &grounded.model.activities[activity];
    let grid = grounded.reasons.iter().position(|&reason| reason == crate::rules::GRID);
    let off_grid = |blocked: u32| grid.is_some_and(|bit| blocked & (1 << bit) != 0);
    let mut forbidden = vec![0_usize; grounded.reasons.len()];
    let (mut all, mut possible) = (0, 0);
    for (&cost, &blocked) in data.start_cost.iter().zip(&data.blocked) {
        if off_grid(blocked) {
            continue;
        }
        all += 1;
        if cost != FORBIDDEN {
            possible += 1;
            continue;
        }
        for (bit, count) in forbidden.iter_mut().enumerate() {
            *count += usize::from(blocked & (1 << bit) != 0);
        }
    }
    let forbidden = grounded.reasons.iter().copied().zip(forbidden).filter(|&(_, count)| count > 0).collect();
    Starts { all, possible, forbidden }
}
