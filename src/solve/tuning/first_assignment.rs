//! Settings of the first assignment.

use std::time::Duration;

use super::{Annealing, Ratio};

/// Settings of the first assignment. By hand and not varied, unless stated otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstAssignment {
    /// Annealing of the search for an assignment without violations, relative to the typical cost difference.
    pub annealing: Annealing,
    /// Number of rounds; progress is reported after each.
    pub rounds: u32,
    /// Steps of this search: at most this part of a budget of steps, and less in a large model ...
    pub steps: Ratio,
    /// ... where it is this part ...
    pub large_steps: Ratio,
    /// ... and at most this number for each activity ...
    pub steps_each: u64,
    /// ... plus this number.
    pub steps_more: u64,
    /// Time of this search: at most this time for each activity ...
    pub time_each: Duration,
    /// ... plus this time.
    pub time_more: Duration,
    /// Number of rounds if the searchers share the days, which are distributed anew for each.
    pub decomposition_rounds: u32,
    /// End of the search inside a domain restriction, and of the one outside after it, in thousandths of a time budget.
    pub restricted_until: (u32, u32),
    /// The same for a large model: ten times the model case is complete after 20 to 30 seconds.
    pub large_restricted_until: (u32, u32),
    /// Number of places tried for one activity before a restriction is given up.
    pub restriction_tries: usize,
}

impl Default for FirstAssignment {
    fn default() -> FirstAssignment {
        FirstAssignment {
            annealing: Annealing {
                temperature: (Ratio::new(1, 4), Ratio::new(1, 100)),
                penalty: (Ratio::new(1, 4), Ratio::times(4)),
            },
            rounds: 8,
            steps: Ratio::new(1, 8),
            large_steps: Ratio::new(2, 25),
            steps_each: 4_000,
            steps_more: 20_000,
            time_each: Duration::from_millis(4),
            time_more: Duration::from_millis(300),
            decomposition_rounds: 32,
            restricted_until: (200, 250),
            large_restricted_until: (330, 380),
            restriction_tries: 200,
        }
    }
}
