//! The places of one session, ranked by the model's score.

use crate::model::{Assignment, FORBIDDEN, ModelIndex, Place, Score, State};
use crate::rules::{Grounded, Reason};

/// All places of a session with the score that each would add while all others stay; the best first.
pub(super) fn ranked(index: &ModelIndex<'_>, assignment: &Assignment, activity: usize) -> Vec<(Place, Score)> {
    let mut state = State::new(index, assignment);
    state.remove(activity);
    let score = |place: Place| {
        let added = state.insertion_delta(activity, place);
        (place, added.score())
    };
    let mut places: Vec<(Place, Score)> = index.model.places(activity).map(score).collect();
    places.sort_by_key(|&(place, score)| (score.violations, score.soft, place));
    places
}

/// The candidate starts of a session, by the rules that concern it alone.
pub(super) struct Starts {
    /// Number of candidate starts.
    pub all: usize,
    /// Number of starts that are allowed in some room.
    pub possible: usize,
    /// The number of starts that each rule forbids, in the order of the rules' table. Several rules can forbid the same
    /// start.
    pub forbidden: Vec<(Reason, usize)>,
}

/// Counts a session's starts by the rules that forbid them.
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
