//! Settings of the first assignment.

use std::time::Duration;

use super::{Annealing, Ratio};

/// Settings of the first assignment. By hand, not varied, unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstAssignment {
    /// How a search for anything that breaks nothing cools, in typical differences.
    pub annealing: Annealing,
    /// Its barriers, at which progress is reported.
    pub rounds: u32,
    /// Its steps: at most this part of a budget of steps.
    pub steps: Ratio,
    /// At most this many for each activity ...
    pub steps_each: u64,
    /// ... and this many besides.
    pub steps_more: u64,
    /// Its time: at most so long for each activity ...
    pub time_each: Duration,
    /// ... and so long besides.
    pub time_more: Duration,
    /// How often days are dealt out anew where searchers divide them.
    pub decomposition_rounds: u32,
    /// When a search inside a restriction, and the one outside after it, are to end: thousandths of a time budget.
    pub restricted_parts: (u32, u32),
    /// The same with many activities: ten times the model case is complete after 20 to 30 seconds.
    pub many_restricted_parts: (u32, u32),
    /// Places tried for one activity before a restriction is given up.
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
            steps_each: 4_000,
            steps_more: 20_000,
            time_each: Duration::from_millis(4),
            time_more: Duration::from_millis(300),
            decomposition_rounds: 32,
            restricted_parts: (200, 250),
            many_restricted_parts: (330, 380),
            restriction_tries: 200,
        }
    }
}
