//! Settings of minimal perturbation.

use super::main_search::ChainEffort;
use super::{Annealing, Ratio};

/// Settings of minimal perturbation. By hand, until a speaker who is away moved two sessions in the median within a
/// second (`benches/repairs.rs`); not varied since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Perturbation {
    /// How far ejection chains are looked for.
    pub chains: ChainEffort,
    /// The same where counting proves that not everything fits: what fits goes in at once.
    pub infeasible_chains: ChainEffort,
    /// Beginnings of a chain that are followed where more than one further activity would have to move.
    pub beam: usize,
    /// When a search for what no chain could place ends, the chains having half of it: thousandths of a time budget.
    pub search_until: u32,
    /// How that search cools; penalties are in its price of capacity.
    pub annealing: Annealing,
    /// Its barriers.
    pub rounds: u32,
    /// That price, in typical differences.
    pub price: Ratio,
    /// What moving an activity costs in that search, in typical differences.
    pub move_price: Ratio,
    /// Number of moved activities placed anew together, at most ...
    pub together: usize,
    /// ... and the number of places they choose among.
    pub together_places: usize,
    /// Nodes of branch and bound for that.
    pub nodes: u64,
}

impl Default for Perturbation {
    fn default() -> Perturbation {
        Perturbation {
            chains: ChainEffort { longest: 4, insertions_each: 3_000_000, insertions: 12_000_000 },
            infeasible_chains: ChainEffort { longest: 2, insertions_each: 100_000, insertions: 2_000_000 },
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
            nodes: 500,
        }
    }
}
