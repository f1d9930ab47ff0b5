//! When a part of a solve ends early: on request, or at a deadline.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Ends a part of a solve as soon as the stop flag is set or the deadline has passed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StopCondition<'a> {
    stop: &'a AtomicBool,
    /// Without a deadline no clock is read.
    deadline: Option<Instant>,
}

impl<'a> StopCondition<'a> {
    pub(crate) fn new(stop: &'a AtomicBool, deadline: Option<Instant>) -> StopCondition<'a> {
        StopCondition { stop, deadline }
    }

    /// Whether the part should end now.
    pub(crate) fn is_met(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }
}

/// The number of deltas that a part of a solve may still compute; none after its stop condition is met.
#[derive(Debug)]
pub(crate) struct DeltaBudget<'a> {
    left: u64,
    condition: StopCondition<'a>,
}

impl<'a> DeltaBudget<'a> {
    /// The condition is looked at once for this number of deltas: about a millisecond.
    const INTERVAL: u64 = 1 << 11;

    pub(crate) fn new(deltas: u64, condition: StopCondition<'a>) -> DeltaBudget<'a> {
        DeltaBudget { left: deltas, condition }
    }

    /// The number of deltas left.
    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    /// Whether one more delta may be computed. Counts it.
    pub(crate) fn take(&mut self) -> bool {
        if self.left.is_multiple_of(Self::INTERVAL) && self.left > 0 && self.condition.is_met() {
            self.left = 0;
        }
        let may = self.left > 0;
        self.left -= u64::from(may);
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_ends_after_its_deltas() {
        let stop = AtomicBool::new(false);
        let mut budget = DeltaBudget::new(5_000, StopCondition::new(&stop, None));
        assert_eq!((0..10_000).filter(|_| budget.take()).count(), 5_000);
        assert_eq!(budget.left(), 0);
    }

    #[test]
    fn a_budget_ends_soon_after_a_stop_or_a_deadline() {
        let stop = AtomicBool::new(false);
        let mut budget = DeltaBudget::new(1_000_000, StopCondition::new(&stop, None));
        assert!(budget.take());
        stop.store(true, Ordering::Relaxed);
        assert!((0..1_000_000).filter(|_| budget.take()).count() < 5_000);

        let (stop, now) = (AtomicBool::new(false), Instant::now());
        let mut budget = DeltaBudget::new(1_000_000, StopCondition::new(&stop, Some(now)));
        assert!((0..1_000_000).filter(|_| budget.take()).count() < 5_000);
    }
}
