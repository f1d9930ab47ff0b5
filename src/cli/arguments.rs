//! Arguments that several commands share, and their parsers.

use std::num::NonZero;
use std::path::PathBuf;
use std::time::Duration;

use crate::app::load::{TimetableSheet, refuse_unused_sheet};
use crate::app::{Budget, Failure, cases};

/// Which sheet of a workbook counts.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct TimetableArgs {
    /// Sheet of an exported workbook whose starts and rooms count [default: the one that was edited]
    #[arg(long, value_name = "SHEET")]
    timetable_from: Option<TimetableFrom>,
}

impl TimetableArgs {
    /// The sheet that the option names, for the source of an import.
    pub(super) fn sheet(self) -> Option<TimetableSheet> {
        self.timetable_from.map(TimetableSheet::from)
    }

    /// The same for the schedule files of a command; an error if none of them is a spreadsheet.
    pub(super) fn sheet_of(self, files: &[Option<&PathBuf>]) -> Result<Option<TimetableSheet>, Failure> {
        refuse_unused_sheet(self.sheet(), files).map(|()| self.sheet())
    }
}

/// `--timetable-from`
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum TimetableFrom {
    /// The sheet of sessions
    Sessions,
    /// The list "timetable"
    Timetable,
    /// The grids of the days
    Grid,
}

impl From<TimetableFrom> for TimetableSheet {
    fn from(from: TimetableFrom) -> TimetableSheet {
        match from {
            TimetableFrom::Sessions => TimetableSheet::Sessions,
            TimetableFrom::Timetable => TimetableSheet::Timetable,
            TimetableFrom::Grid => TimetableSheet::Grid,
        }
    }
}

/// How to solve each case: how long, and with which seed, searchers and threads.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct CaseArgs {
    /// Seed of the random numbers, the same for each case
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Stop each case after N steps of each searcher, instead of after a time. The same seed, steps and searchers give
    /// the same result on every machine
    #[arg(long, value_name = "N", conflicts_with = "time_limit", value_parser = clap::value_parser!(u64).range(1..))]
    steps: Option<u64>,
    /// Time limit for each case, like 30s or 5min; a number alone means seconds [default: 10s]
    #[arg(long, value_name = "TIME", value_parser = time_limit)]
    time_limit: Option<Duration>,
    /// Number of searchers for each case. They search independently and exchange their best timetables
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=256))]
    searchers: u32,
    /// Number of cases solved at the same time, one thread each. With --steps, it does not change the result [default:
    /// number of processor cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
}

impl CaseArgs {
    /// The settings, with defaults for the options that were not given.
    pub(super) fn resolve(&self) -> cases::CaseSettings {
        let default = cases::CaseSettings::default();
        cases::CaseSettings {
            seed: self.seed,
            budget: budget(self.steps, self.time_limit, default.budget),
            searchers: self.searchers,
            threads: threads(self.threads),
        }
    }
}

/// The budget in steps or as a time limit; `default` if neither is given.
pub(super) fn budget(steps: Option<u64>, limit: Option<Duration>, default: Budget) -> Budget {
    steps.map(Budget::Steps).or(limit.map(Budget::Time)).unwrap_or(default)
}

/// The number of threads given, or else the number of processor cores.
pub(super) fn threads(given: Option<u32>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
    given.map_or_else(cores, |threads| threads as usize)
}

/// Reads `30s`, `5min`, `1h 30min`; a bare number means seconds.
pub(super) fn time_limit(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().map(Duration::from_secs);
    let limit = seconds.map_or_else(|| humantime::parse_duration(text), Ok);
    match limit {
        Ok(limit) if limit.is_zero() => Err("the time limit must be longer than 0 seconds".to_owned()),
        Ok(limit) if limit > Duration::from_secs(7 * 24 * 3600) => {
            Err("the time limit must not be longer than 7 days".to_owned())
        }
        Ok(limit) => Ok(limit),
        Err(error) => Err(format!("{error}; write a time limit like 30s or 5min")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_limit_is_read_as_people_write_it_and_any_other_text_is_refused() {
        assert_eq!(time_limit("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(time_limit("1h 30min"), Ok(Duration::from_secs(5400)));
        assert_eq!(time_limit("12"), Ok(Duration::from_secs(12)));
        for wrong in ["0s", "", "soon", "-3s", "99999999999h", "18446744073709551616", "3 fortnights"] {
            assert!(time_limit(wrong).is_err(), "{wrong}");
        }
    }
}
