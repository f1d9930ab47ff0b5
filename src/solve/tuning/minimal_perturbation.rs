//! Settings of minimal perturbation.

use super::main_search::ChainLimits;
use super::{Annealing, Ratio};

/// Settings of minimal perturbation. By hand, until the absence of a speaker moved two sessions in the median within a
/// second (`benches/repairs.rs`); not varied since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinimalPerturbation {
    /// Limits of ejection chains.
    pub chains: ChainLimits,
    /// The same if counting proves that not everything can be placed: then activities that fit are placed at once.
    pub infeasible_chains: ChainLimits,
    /// Number of beginnings of a chain that are followed if more than one further activity would have to move.
    pub beam: usize,
    /// End of the search for places that no chain found, in thousandths of a time budget. The chains have half of this
    /// time.
    pub search_until: u32,
    /// Annealing of this search; penalties are relative to its price of capacity.
    pub annealing: Annealing,
    /// Number of rounds.
    pub rounds: u32,
    /// Price of capacity, relative to the typical cost difference.
    pub price: Ratio,
    /// Price of moving an activity in this search, relative to the typical cost difference.
    pub move_price: Ratio,
    /// Largest number of moved activities whose places are optimised together ...
    pub together: usize,
    /// ... and largest number of their places.
    pub together_places: usize,
    /// Limit of the work of the program for this.
    pub work: u64,
}

impl Default for MinimalPerturbation {
    fn default() -> MinimalPerturbation {
        MinimalPerturbation {
            chains: ChainLimits { longest: 4, insertions_each: 3_000_000, insertions: 12_000_000 },
            infeasible_chains: ChainLimits { longest: 2, insertions_each: 100_000, insertions: 2_000_000 },
            beam: 60,
            search_until: 800,
            annealing: Annealing {
                temperature: (Ratio::new(1, 20), Ratio::new(1, 200)),
                penalty: (Ratio::times(1), Ratio::times(400)),
            },
            rounds: 12,
            price: Ratio::new(1, 4),
            move_price: Ratio::times(1),
            together: 6,
            together_places: 6_000,
            work: 100_000_000,
        }
    }
}
