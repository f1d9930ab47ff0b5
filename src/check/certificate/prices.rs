//! The multipliers of a certificate.

use crate::domain::{Instant, PersonId, RoomId};

/// Units of a multiplier in one hundredth of a discomfort-minute.
pub(super) const SCALE: i64 = 65_536;

/// Legal multipliers, grouped by what they price.
#[derive(Debug, Default)]
pub(super) struct Prices {
    /// The time axis.
    pub steps: Steps,
    /// Disjoint sets of rooms.
    pub rooms: Vec<(Vec<RoomId>, StepPrices)>,
    /// All rooms together, for the rule `alone`.
    pub alone: StepPrices,
    /// By service.
    pub services: Vec<StepPrices>,
    /// By track.
    pub tracks: Vec<StepPrices>,
    /// By tag.
    pub tags: Vec<StepPrices>,
    /// Shares of groups of `fair-regions`, by position.
    pub regions: Vec<(usize, i64)>,
    /// A person, a limit in discomfort-minutes, and the multiplier of their discomfort up to it.
    pub people: Vec<(PersonId, i64, i64)>,
}

/// The axis of time: steps of equal length from an origin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps {
    pub origin: Instant,
    pub minutes: i64,
}

impl Default for Steps {
    fn default() -> Self {
        Steps { origin: Instant(0), minutes: 1 }
    }
}

impl Steps {
    /// The step that begins at or before `at`.
    pub(super) fn floor(&self, at: Instant) -> i64 {
        at.since(self.origin).div_euclid(self.minutes)
    }

    /// The step that begins at or after `at`.
    pub(super) fn ceil(&self, at: Instant) -> i64 {
        -(-at.since(self.origin)).div_euclid(self.minutes)
    }

    /// Whether a step begins at `at`.
    pub(super) fn begins(&self, at: Instant) -> bool {
        at.since(self.origin).rem_euclid(self.minutes) == 0
    }
}

/// A multiplier for each step; zero outside the runs.
#[derive(Debug, Clone, Default)]
pub(super) struct StepPrices {
    /// Disjoint runs, in order of time.
    runs: Vec<PriceRun>,
}

#[derive(Debug, Clone)]
struct PriceRun {
    /// The first step.
    at: i64,
    /// The sum of all earlier runs, then the running sum after each step.
    running: Vec<i128>,
}

impl StepPrices {
    /// From runs of values with their first steps; `None` if they overlap.
    pub(super) fn new(mut runs: Vec<(i64, Vec<i64>)>) -> Option<StepPrices> {
        runs.sort_by_key(|(at, _)| *at);
        let (mut sum, mut free, mut found) = (0_i128, i64::MIN, Vec::new());
        for (at, values) in runs {
            if at < free {
                return None;
            }
            free = at + values.len() as i64;
            let mut running = vec![sum];
            for value in values {
                sum += i128::from(value);
                running.push(sum);
            }
            found.push(PriceRun { at, running });
        }
        Some(StepPrices { runs: found })
    }

    /// The sum over all steps before `step`.
    pub(super) fn before(&self, step: i64) -> i128 {
        let index = self.runs.partition_point(|run| run.at <= step);
        let Some(run) = index.checked_sub(1).map(|index| &self.runs[index]) else { return 0 };
        let inside = usize::try_from(step - run.at).unwrap_or(usize::MAX).min(run.running.len() - 1);
        run.running[inside]
    }

    /// The sum over the steps of `[from, until)`.
    pub(super) fn between(&self, from: i64, until: i64) -> i128 {
        if self.runs.is_empty() { 0 } else { self.before(until) - self.before(from) }
    }

    /// The sum over all steps.
    pub(super) fn total(&self) -> i128 {
        self.runs.last().and_then(|run| run.running.last()).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_over_runs_and_the_gaps_between_them() {
        let prices = StepPrices::new(vec![(10, vec![5, 6]), (2, vec![1, 2, 3])]).unwrap_or_default();
        assert_eq!([0, 2, 3, 5, 9, 10, 11, 12, 99].map(|k| prices.before(k)), [0, 0, 1, 6, 6, 6, 11, 17, 17]);
        assert_eq!((prices.between(4, 11), prices.total()), (8, 17));
        assert!(StepPrices::new(vec![(2, vec![1, 2, 3]), (4, vec![1])]).is_none());
        assert!(StepPrices::new(vec![(2, vec![1, 2, 3]), (5, vec![1])]).is_some(), "one begins where the other ends");
    }
}
