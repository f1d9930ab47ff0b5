//! Settings of finding out whether everything can be placed, and of going on for a short while.

use super::{Annealing, Ratio};

/// Settings of finding out whether everything can be placed. By hand, not varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feasibility {
    /// How the search cools, in typical differences: only their ratio to the penalties matters.
    pub annealing: Annealing,
    /// Its barriers: it ends at the first after a complete assignment.
    pub rounds: u32,
    /// Insertions valued when a small model's best assignment is polished.
    pub lns_insertions: u64,
    /// With more places in all than this, possibilities are not looked at one by one.
    pub most_places: usize,
    /// Partial assignments looked at.
    pub most_nodes: u32,
}

/// Settings of going on from an assignment for a short while. By hand, not varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImproveFrom {
    /// How it cools, in typical differences: cool enough to stay near.
    pub annealing: Annealing,
    /// Its barriers.
    pub rounds: u32,
    /// The price of one unit left out, in typical differences.
    pub unplaced: Ratio,
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
