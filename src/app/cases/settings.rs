//! The settings with which each case is solved.

use std::num::NonZero;
use std::time::Duration;

use crate::report::numbers::{count, thousands};
use crate::solve::Budget;

/// The settings with which each case is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseSettings {
    /// Seed of the random numbers, the same for each case.
    pub seed: u64,
    /// Steps or time limit of each case.
    pub budget: Budget,
    /// Number of searchers of each case.
    pub searchers: u32,
    /// Number of cases solved at the same time, one thread each.
    pub threads: usize,
}

impl Default for CaseSettings {
    /// Ten seconds for each case, and one thread for each processor core.
    fn default() -> CaseSettings {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        CaseSettings { seed: 1, budget: Budget::Time(Duration::from_secs(10)), searchers: 2, threads }
    }
}

impl CaseSettings {
    /// The settings in words: `10s, 2 searchers, seed 1`.
    pub fn description(&self) -> String {
        let long = match self.budget {
            Budget::Steps(steps) => format!("{} steps", thousands(i64::try_from(steps).unwrap_or(i64::MAX))),
            Budget::Time(limit) => humantime::format_duration(limit).to_string(),
        };
        format!("{long}, {}, seed {}", count(self.searchers as usize, "searcher"), self.seed)
    }

    /// The settings as arguments of `plenary solve`.
    pub fn arguments(&self) -> String {
        let long = match self.budget {
            Budget::Steps(steps) => format!("--steps {steps}"),
            // Without spaces, as one word for a shell: 1m30s.
            Budget::Time(limit) => {
                format!("--time-limit {}", humantime::format_duration(limit).to_string().replace(' ', ""))
            }
        };
        format!("{long} --seed {} --searchers {}", self.seed, self.searchers)
    }
}
