//! One instance, measured.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::baseline::Entry;
use crate::cli::failure::Failure;
use crate::cli::progress::Display;
use crate::cli::{inputs, pipeline};
use crate::report::bench::Figures;
use crate::schedule::priced;
use crate::solve::exact::Backend;
use crate::solve::{Budget, Method, Options};

/// What all instances of a run are solved with.
pub struct Settings {
    pub seed: u64,
    pub steps: u64,
    pub searchers: u32,
    pub threads: usize,
}

/// Figures of an instance, and what a baseline keeps of them.
pub struct Measured {
    pub figures: Figures,
    pub entry: Entry,
}

/// Loads, solves and checks an instance. `title` is what progress calls it.
pub fn measure(path: &Path, title: &str, settings: &Settings, stop: &AtomicBool) -> Result<Measured, Failure> {
    let conference = inputs::instance(path)?;
    let grounded = inputs::ground(&conference)?;
    let options = Options {
        seed: settings.seed,
        budget: Budget::Steps(settings.steps),
        searchers: settings.searchers,
        threads: settings.threads,
        method: Method::Auto,
        backend: Backend::Microlp,
        initial: None,
        priced: priced(&grounded),
        ..Options::default()
    };
    let mut display = Display::titled(Instant::now(), title);
    let solved = pipeline::solve(&conference, &grounded, &options, &mut |progress| display.show(progress), stop);
    display.end();
    let pipeline::Solved { solution, report, proven, .. } = solved?;
    let sessions = conference.sessions.len();
    // A speed measured over less says nothing.
    let long_enough = solution.search_time > Duration::from_millis(100);
    let figures = Figures {
        sessions,
        placed: sessions - report.unplaced.len(),
        unplaced_minutes: report.unplaced_minutes,
        violations: report.violations.len(),
        quality: proven.quality,
        first_complete: solution.first_complete.map(|first| first.as_secs_f64()),
        moves_per_second: long_enough.then(|| (solution.evaluated as f64 / solution.search_time.as_secs_f64()).round()),
        peak_memory: peak_memory(),
        interrupted: solution.interrupted,
    };
    let entry = Entry {
        digest: conference.digest.clone(),
        steps: settings.steps,
        seed: settings.seed,
        searchers: settings.searchers,
        placed: figures.placed,
        unplaced_minutes: figures.unplaced_minutes,
        cost: figures.quality.cost,
        bound: figures.quality.bound,
    };
    Ok(Measured { figures, entry })
}

/// The most memory this process has held so far, in bytes, where the system keeps count (Linux does).
fn peak_memory() -> Option<u64> {
    peak_of(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// `VmHWM:     1234 kB`
fn peak_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_read_or_missing() {
        assert_eq!(peak_of("VmPeak:\t 9 kB\nVmHWM:\t    1234 kB\n"), Some(1234 * 1024));
        assert_eq!(peak_of("VmPeak:\t 9 kB\n"), None);
        assert_eq!(peak_of("VmHWM:\t lots\n"), None);
    }
}
