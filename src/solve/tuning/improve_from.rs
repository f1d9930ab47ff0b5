//! Settings of the short improvement of a given assignment.

use super::{Annealing, Ratio};

/// Settings of a short improvement of a given assignment. By hand, not varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImproveFrom {
    /// Its annealing, relative to the typical cost difference: cool enough to stay near the given assignment.
    pub annealing: Annealing,
    /// Number of rounds.
    pub rounds: u32,
    /// Price of one unit of penalty for activities left out, relative to the typical cost difference.
    pub unplaced: Ratio,
}

impl Default for ImproveFrom {
    fn default() -> ImproveFrom {
        ImproveFrom {
            annealing: Annealing {
                temperature: (Ratio::new(1, 50), Ratio::new(1, 1_000)),
                penalty: (Ratio::times(8), Ratio::times(40)),
            },
            rounds: 8,
            unplaced: Ratio::times(100),
        }
    }
}
