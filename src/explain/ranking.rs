//! The places of one session, ranked by what the model says of each.

use crate::model::{Assignment, FORBIDDEN, ModelIndex, Place, Score, State};
use crate::rules::{Grounded, Reason};

/// Every place a session may have, by what having it there would add while all others stay, the best first.
pub(super) fn ranked(links: &ModelIndex<'_>, assignment: &Assignment, activity: usize) -> Vec<(Place, Score)> {
    let mut state = State::new(links, assignment);
    state.remove(activity);
    let score = |place: Place| {
        let added = state.insertion_delta(activity, place);
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
    pub forbidden: Vec<(Reason, usize)>,
}

/// Counts a session's starts by what forbids them.
pub(super) fn starts(grounded: &Grounded, activity: usize) -> Starts {
    let data = &grounded.model.activities[activity];
    let mut forbidden: Vec<(Reason, usize)> = Reason::all().map(|reason| (reason, 0)).collect();
    let (mut all, mut possible) = (0, 0);
    for (&cost, &blocked) in data.start_cost.iter().zip(&data.blocked) {
        if Reason::Grid.is_in(blocked) {
            continue;
        }
        all += 1;
        if cost != FORBIDDEN {
            possible += 1;
            continue;
        }
        for (reason, count) in &mut forbidden {
            *count += usize::from(reason.is_in(blocked));
        }
    }
    forbidden.retain(|&(_, count)| count > 0);
    Starts { all, possible, forbidden }
}
