//! Measures one programme.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::baseline::Entry;
use crate::app::load::programme;
use crate::app::observer::Piece;
use crate::app::solve::{Search, solve_piece};
use crate::app::{Failure, Observer};
use crate::domain::Request;
use crate::report::bench::Figures;
use crate::solve::Budget;

/// The settings with which each programme of a run is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Seed of the random numbers.
    pub seed: u64,
    /// Number of steps of each searcher.
    pub steps: u64,
    /// Number of searchers.
    pub searchers: u32,
    /// Number of threads; it changes only the time.
    pub threads: usize,
}

/// The figures of a programme, and its entry for the baseline.
pub(super) struct Measured {
    pub figures: Figures,
    pub entry: Entry,
}

/// Loads, solves and checks a programme.
pub(super) fn measure(
    path: &Path,
    piece: Piece<'_>,
    settings: &Settings,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Result<Measured, Failure> {
    let conference = programme(path, observer)?;
    let Settings { seed, steps, searchers, threads } = *settings;
    let search = Search { seed, budget: Budget::Steps(steps), searchers, threads, ..Search::default() };
    observer.begin(piece);
    let solved = solve_piece(&conference, &Request::default(), &search, (piece.number, observer), stop);
    observer.end(piece, "");
    let solved = solved?;
    let sessions = conference.sessions.len();
    // A speed measured over a shorter time is too inaccurate.
    let long_enough = solved.solution.search_time > Duration::from_millis(100);
    let figures = Figures {
        sessions,
        placed: sessions - solved.report.unplaced.len(),
        unplaced_minutes: solved.report.unplaced_minutes,
        violations: solved.report.violations.len(),
        quality: solved.proven.quality,
        first_feasible: solved.solution.first_feasible.map(|first| first.as_secs_f64()),
        moves_per_second: long_enough.then(|| solved.moves_per_second()),
        peak_memory: peak_memory(),
        interrupted: solved.solution.interrupted,
        trajectory: solved.trajectory,
    };
    let entry = Entry {
        digest: conference.digest.clone(),
        steps,
        seed,
        searchers,
        placed: figures.placed,
        unplaced_minutes: figures.unplaced_minutes,
        cost: figures.quality.cost,
        bound: figures.quality.bound,
    };
    Ok(Measured { figures, entry })
}

/// Largest memory use of this process so far, in bytes; `None` if the system does not report it (Linux does).
fn peak_memory() -> Option<u64> {
    peak_of(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// Reads the line `VmHWM:     1234 kB`, in bytes.
fn peak_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peak_memory_is_read_from_the_status_if_it_is_there() {
        assert_eq!(peak_of("VmPeak:\t 9 kB\nVmHWM:\t    1234 kB\n"), Some(1234 * 1024));
        assert_eq!(peak_of("VmPeak:\t 9 kB\n"), None);
        assert_eq!(peak_of("VmHWM:\t lots\n"), None);
    }
}
