//! How much work each case is given.

use std::num::NonZero;
use std::time::Duration;

use crate::report::numbers::{count, thousands};
use crate::solve::Budget;

/// How long to work on each case, and with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Seed of all random draws, the same for every case.
    pub seed: u64,
    /// How long, for each case.
    pub budget: Budget,
    /// Logical searchers of each case.
    pub searchers: u32,
    /// Cases worked on at once, one thread each.
    pub threads: usize,
}

impl Default for Effort {
    /// Ten seconds a case, as many cases at once as there are cores.
    fn default() -> Effort {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        Effort { seed: 1, budget: Budget::Time(Duration::from_secs(10)), searchers: 2, threads }
    }
}

impl Effort {
    /// In words: `10s, 2 searchers, seed 1`.
    pub fn description(&self) -> String {
        let long = match self.budget {
            Budget::Steps(steps) => format!("{} steps", thousands(i64::try_from(steps).unwrap_or(i64::MAX))),
            Budget::Time(limit) => humantime::format_duration(limit).to_string(),
        };
        format!("{long}, {}, seed {}", count(self.searchers as usize, "searcher"), self.seed)
    }

    /// As arguments of `plenary solve`.
    pub fn arguments(&self) -> String {
        let long = match self.budget {
            Budget::Steps(steps) => format!("--steps {steps}"),
            // In one word, as a shell takes it: 1m30s.
            Budget::Time(limit) => {
                format!("--time-limit {}", humantime::format_duration(limit).to_string().replace(' ', ""))
            }
        };
        format!("{long} --seed {} --searchers {}", self.seed, self.searchers)
    }
}
