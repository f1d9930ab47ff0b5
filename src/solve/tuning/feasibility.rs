//! Settings of the decision whether everything can be placed.

use super::{Annealing, Ratio};

/// Settings of the decision whether everything can be placed. By hand, not varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feasibility {
    /// The search's annealing, relative to the typical cost difference: only its ratio to the penalties matters.
    pub annealing: Annealing,
    /// Number of rounds: the search ends at the first barrier after a complete assignment.
    pub rounds: u32,
    /// Limit of deltas computed by exhaustive LNS on a small model.
    pub lns_insertions: u64,
    /// Backtracking is tried only up to this number of places in total.
    pub most_places: usize,
    /// Limit of partial assignments in backtracking.
    pub most_nodes: u32,
}

impl Default for Feasibility {
    fn default() -> Feasibility {
        Feasibility {
            annealing: Annealing {
                temperature: (Ratio::new(1, 4), Ratio::new(1, 100)),
                penalty: (Ratio::new(1, 4), Ratio::times(4)),
            },
            rounds: 40,
            lns_insertions: 20_000,
            most_places: 2_000,
            most_nodes: 4_000,
        }
    }
}
