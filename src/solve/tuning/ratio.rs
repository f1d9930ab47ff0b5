//! Ratios in integers.

use std::time::Duration;

use crate::model::Cost;

/// A ratio: `times / over`. It is not reduced, because both parts take part in rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// The numerator.
    pub times: u32,
    /// The denominator; at least 1.
    pub over: u32,
}

impl Ratio {
    /// `times / over`.
    pub const fn new(times: u32, over: u32) -> Ratio {
        Ratio { times, over }
    }

    /// A multiple.
    pub const fn times(times: u32) -> Ratio {
        Ratio::new(times, 1)
    }

    /// This part of a cost, rounded towards zero; the largest cost if it does not fit.
    pub fn of(self, cost: Cost) -> Cost {
        cost.saturating_mul(self.times.into()) / Cost::from(self.over.max(1))
    }

    /// This part of a number of steps or rounds, rounded down.
    pub fn of_count(self, count: u64) -> u64 {
        count.saturating_mul(self.times.into()) / u64::from(self.over.max(1))
    }

    /// This part of a time.
    pub fn of_time(self, time: Duration) -> Duration {
        time.saturating_mul(self.times) / self.over.max(1)
    }

    /// The rest: `1 - self`.
    pub fn rest(self) -> Ratio {
        Ratio::new(self.over.saturating_sub(self.times), self.over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_round_once_and_never_overflow() {
        let part = Ratio::new(3, 20);
        assert_eq!((part.of(99), part.of(-99), part.of_count(99), part.rest().of_count(99)), (14, -14, 14, 84));
        assert_eq!(Ratio::times(400).of(Cost::MAX / 2), Cost::MAX);
        assert_eq!(Ratio::times(4).of_count(u64::MAX), u64::MAX);
    }
}
