//! Settings of the main search, and of what is done with what it ends with.

use super::{Annealing, FinalDescent, Ratio};

/// Settings of the main search. Penalties are in prices of capacity: the mean of the bound's positive ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MainSearch {
    /// How it cools. A cooler start and a slower rise of the penalties beat the first settings, and one or two long
    /// searches beat four or eight short ones (model case, 20 M moves: 71.5 M against 71.9 M and 72.1 M); penalties of 2 to
    /// 40 and of 4 to 20 were worse than 0.75 to 80.
    pub annealing: Annealing,
    /// Its barriers, at which searchers exchange. By hand, not varied.
    pub rounds: u32,
    /// Its first temperature where an assignment was given, which is to be kept near. By hand, not varied.
    pub warm_temperature: Ratio,
    /// Barriers where searchers divide the days between them, which are dealt out anew at each. By hand, not varied.
    pub decomposition_rounds: u32,
    /// The part of its steps that is spent inside a restriction, where there is one. By hand, not varied.
    pub restricted: Ratio,
    /// How the rest of it cools, outside: cool enough to break nothing that many would have to make good. By hand.
    pub released: Annealing,
    /// How many activities go on from something complete inside a restriction. Heating them again took half of the time
    /// and 3 % of the cost: at ten times the model case the gap after 180 s was 8.4 %, and is 5.7 %.
    pub continued: Annealing,
    /// How it ends.
    pub final_descent: FinalDescent,
    /// The price of capacity, at most, in typical differences: where not everything fits, the bound's prices grow
    /// without end, and beyond this they only freeze the search. By hand, not varied.
    pub largest_price: Ratio,
    /// The price of capacity where the bound has none, in typical differences. By hand, not varied.
    pub guessed_price: Ratio,
    /// The least price of capacity, as a part of the guessed one. By hand, not varied.
    pub least_price: Ratio,
    /// By how many typical differences an unplaced activity costs more than any place. By hand, not
    /// varied.
    pub unplaced_margin: Ratio,
    /// If no more than this many are left out at the end, chains of moves are looked for. By hand, not varied.
    pub most_unplaced_for_chains: usize,
    /// How far.
    pub chains: ChainEffort,
    /// Insertions valued when a small model's best assignment is polished. By hand, not varied.
    pub lns_insertions: u64,
}

/// How far ejection chains are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainEffort {
    /// Activities of a chain, at most.
    pub longest: usize,
    /// Insertions valued for one activity that is out, at most.
    pub insertions_each: u64,
    /// Insertions valued for all of them, at most.
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
            final_descent: FinalDescent {
                steps: Ratio::new(1, 20),
                rounds: 4,
                colder: Ratio::new(1, 20),
                dearer: Ratio::times(20),
            },
            largest_price: Ratio::times(16),
            guessed_price: Ratio::new(1, 10),
            least_price: Ratio::new(1, 4),
            unplaced_margin: Ratio::times(8),
            most_unplaced_for_chains: 12,
            chains: ChainEffort { longest: 3, insertions_each: 1_000_000, insertions: 4_000_000 },
            lns_insertions: 200_000,
        }
    }
}
