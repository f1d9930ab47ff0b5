//! Arguments that several commands share, and how they are read.

use std::num::NonZero;
use std::time::Duration;

use crate::app::{Budget, cases};

/// How long to work on each case, and with what.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Effort {
    /// Seed of all random draws, the same for every case
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Work for so many steps of each searcher: the same seed and steps give the same bytes on every machine
    #[arg(long, value_name = "N", conflicts_with = "time_limit", value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// Work for so long on each case [default: 10s]
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    time_limit: Option<Duration>,
    /// Logical searchers of each case that exchange their best
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=256))]
    searchers: u32,
    /// Cases worked on at once, one thread each; never changes the result under --steps [default: the machine's cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
}

impl Effort {
    /// With the defaults filled in.
    pub(super) fn resolve(&self) -> cases::Effort {
        let default = cases::Effort::default();
        cases::Effort {
            seed: self.seed,
            budget: budget(self.steps, self.time_limit, default.budget),
            searchers: self.searchers,
            threads: threads(self.threads),
        }
    }
}

/// Steps, or a time, or the default.
pub(super) fn budget(steps: Option<u64>, limit: Option<Duration>, default: Budget) -> Budget {
    steps.map(Budget::Steps).or(limit.map(Budget::Time)).unwrap_or(default)
}

/// As many threads as asked for, or as there are cores.
pub(super) fn threads(asked: Option<u32>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
    asked.map_or_else(cores, |threads| threads as usize)
}

/// Reads `30s`, `5min`, `1h 30min`; a bare number means seconds.
pub(super) fn time_limit(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().map(Duration::from_secs);
    let limit = seconds.map_or_else(|| humantime::parse_duration(text), Ok);
    match limit {
        Ok(limit) if limit.is_zero() => Err("it has to be longer than nothing".to_owned()),
        Ok(limit) if limit > Duration::from_secs(7 * 24 * 3600) => Err("more than a week is refused".to_owned()),
        Ok(limit) => Ok(limit),
        Err(error) => Err(format!("{error}; write it like 30s or 5min")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_limits_as_people_write_them() {
        assert_eq!(time_limit("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(time_limit("1h 30min"), Ok(Duration::from_secs(5400)));
        assert_eq!(time_limit("12"), Ok(Duration::from_secs(12)));
        for wrong in ["0s", "", "soon", "-3s", "99999999999h", "18446744073709551616", "3 fortnights"] {
            assert!(time_limit(wrong).is_err(), "{wrong}");
        }
    }
}
