//! Settings of the main search and the improvement of its result.

use super::{Annealing, FinalDescent, Ratio};

/// Settings of the main search. Penalties are relative to the price of capacity: the mean of the positive multipliers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MainSearch {
    /// Annealing. A cooler start and a slower rise of the penalties beat the first settings, and one or two long
    /// searches beat four or eight short ones (model case, 20 M moves: 71.5 M against 71.9 M and 72.1 M); penalties of
    /// 2 to 40 and of 4 to 20 were worse than 0.75 to 80.
    pub annealing: Annealing,
    /// Number of rounds, after which searchers exchange. By hand, not varied.
    pub rounds: u32,
    /// First temperature if an initial assignment was given, which is to be kept near. By hand, not varied.
    pub warm_temperature: Ratio,
    /// Number of rounds if the searchers share the days, which are distributed anew for each. By hand, not varied.
    pub decomposition_rounds: u32,
    /// Part of the steps that is spent inside a domain restriction, if there is one. By hand, not varied.
    pub restricted: Ratio,
    /// Annealing of the remaining part, outside the restriction: cool enough not to create violations that would need
    /// many repairs. By hand.
    pub released: Annealing,
    /// Annealing of a large model that is complete inside a restriction. Heating it again took half of the time and 3 %
    /// of the cost: at ten times the model case the gap after 180 s was 8.4 %, and is 5.7 %.
    pub continued: Annealing,
    /// After these parts of a guided search, a copy of the working assignment is quenched. After a sixth it is hardly
    /// better than the first assignment; soon after the half the search finds good assignments by itself.
    pub quenched_at: [Ratio; 3],
    /// Length of a quench, as a part of the search. On three instances of the model case (4 M steps), the best cost at
    /// half of the search was 0 to 2 % lower than without quenches; with 40 instead of 15 thousandths another 0.3 %.
    pub quench: Ratio,
    /// The final descent.
    pub final_descent: FinalDescent,
    /// Upper limit of the price of capacity, relative to the typical cost difference. If not everything can be placed,
    /// multipliers grow without limit; above this they only freeze the search. By hand, not varied.
    pub largest_price: Ratio,
    /// Price of capacity if there are no multipliers, relative to the typical cost difference. By hand, not varied.
    pub guessed_price: Ratio,
    /// Least price of capacity, as a part of the guessed one. By hand, not varied.
    pub least_price: Ratio,
    /// Difference between the cost of leaving an activity out and that of any place, relative to the typical cost
    /// difference. By hand, not varied.
    pub unplaced_margin: Ratio,
    /// Ejection chains are tried if at most this number of activities is left out at the end. By hand, not varied.
    pub most_unplaced_for_chains: usize,
    /// Limits of these chains.
    pub chains: ChainLimits,
    /// Limit of deltas computed by exhaustive LNS on a small model. By hand, not varied.
    pub lns_insertions: u64,
}

/// Limits of the search for ejection chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainLimits {
    /// Largest number of activities in a chain.
    pub longest: usize,
    /// Limit of deltas computed for one activity.
    pub insertions_each: u64,
    /// Limit of deltas computed for all activities.
    pub insertions: u64,
}

impl Default for MainSearch {
    fn default() -> MainSearch {
        MainSearch {
            annealing: Annealing {
                temperature: (Ratio::new(3, 20), Ratio::new(1, 100)),
                penalty: (Ratio::new(3, 4), Ratio::times(80)),
            },
            rounds: 24,
            warm_temperature: Ratio::new(1, 20),
            decomposition_rounds: 96,
            restricted: Ratio::new(1, 2),
            released: Annealing {
                temperature: (Ratio::new(1, 50), Ratio::new(1, 200)),
                penalty: (Ratio::times(80), Ratio::times(400)),
            },
            continued: Annealing {
                temperature: (Ratio::new(1, 10), Ratio::new(1, 200)),
                penalty: (Ratio::times(20), Ratio::times(400)),
            },
            quenched_at: [Ratio::new(1, 3), Ratio::new(5, 12), Ratio::new(1, 2)],
            quench: Ratio::new(15, 1000),
            final_descent: FinalDescent {
                steps: Ratio::new(1, 20),
                rounds: 4,
                last_temperature: Ratio::new(1, 20),
                last_penalty: Ratio::times(20),
            },
            largest_price: Ratio::times(16),
            guessed_price: Ratio::new(1, 10),
            least_price: Ratio::new(1, 4),
            unplaced_margin: Ratio::times(8),
            most_unplaced_for_chains: 12,
            chains: ChainLimits { longest: 3, insertions_each: 1_000_000, insertions: 4_000_000 },
            lns_insertions: 200_000,
        }
    }
}
