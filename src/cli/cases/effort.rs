//! How much work each case is given: the arguments that the commands over several cases share.

use std::num::NonZero;
use std::time::Duration;

use crate::cli::solve::time_limit;
use crate::report::numbers::{count, thousands};
use crate::solve::Budget;

/// How long to work on each case, and with what.
#[derive(Debug, Clone, clap::Args)]
pub struct Effort {
    /// Seed of all random draws, the same for every case
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Work for so many steps of each searcher: the same seed and steps give the same bytes on every machine
    #[arg(long, value_name = "N", conflicts_with = "time_limit", value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// Work for so long on each case [default: 10s]
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    time_limit: Option<Duration>,
    /// Logical searchers of each case that exchange their best
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub searchers: u32,
    /// Cases worked on at once, one thread each; never changes the result under --steps [default: the machine's cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
}

/// Without `--steps` and `--time-limit`.
const DEFAULT_LIMIT: Duration = Duration::from_secs(10);

impl Effort {
    /// The budget of each case.
    pub fn budget(&self) -> Budget {
        self.steps.map_or(Budget::Time(self.time_limit.unwrap_or(DEFAULT_LIMIT)), Budget::Steps)
    }

    /// Cases worked on at once.
    pub fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
        self.threads.map_or_else(cores, |threads| threads as usize)
    }

    /// What a case was given, in words: `10 s, 2 searchers, seed 1`.
    pub fn said(&self) -> String {
        let long = match self.budget() {
            Budget::Steps(steps) => format!("{} steps", thousands(i64::try_from(steps).unwrap_or(i64::MAX))),
            Budget::Time(limit) => humantime::format_duration(limit).to_string(),
        };
        format!("{long}, {}, seed {}", count(self.searchers as usize, "searcher"), self.seed)
    }

    /// The same as arguments of `solve`.
    pub fn arguments(&self) -> String {
        let long = match self.budget() {
            Budget::Steps(steps) => format!("--steps {steps}"),
            // In one word, as a shell takes it: 1m30s.
            Budget::Time(limit) => {
                format!("--time-limit {}", humantime::format_duration(limit).to_string().replace(' ', ""))
            }
        };
        format!("{long} --seed {} --searchers {}", self.seed, self.searchers)
    }
}
