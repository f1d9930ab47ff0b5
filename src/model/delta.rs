//! The change of a score.

use super::index::{CONDITION_KINDS, Charge, ConditionKind};
use super::{Cost, Score};

/// The change of the score: cost, and units of each kind of hard condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Delta {
    /// Change of the cost.
    pub soft: Cost,
    /// Change of the violated units, by [`ConditionKind`].
    pub units: [i64; CONDITION_KINDS],
    /// Change of the penalty for activities left out.
    pub unplaced: i64,
}

impl Delta {
    pub(super) fn charge(&mut self, charge: Charge, units: i64) {
        match charge {
            Charge::Soft(price) => self.soft += price * units,
            Charge::Hard(kind) => self.units[kind as usize] += units,
        }
    }

    /// Adds another delta.
    pub fn add(&mut self, other: &Delta) {
        self.combine(other, 1);
    }

    /// Subtracts another delta.
    pub fn subtract(&mut self, other: &Delta) {
        self.combine(other, -1);
    }

    fn combine(&mut self, other: &Delta, sign: i64) {
        self.soft += sign * other.soft;
        self.unplaced += sign * other.unplaced;
        for (mine, theirs) in self.units.iter_mut().zip(other.units) {
            *mine += sign * theirs;
        }
    }

    /// Whether no kind of hard condition gets worse.
    pub fn breaks_nothing(&self) -> bool {
        self.units.iter().all(|&units| units <= 0)
    }

    /// Whether no kind of hard condition gets worse but [`BucketCapacity`](super::BucketCapacity) and
    /// [`LeastExcess`](super::LeastExcess). Activities placed later may bring a bucket's sum down again.
    pub fn breaks_only_sums(&self) -> bool {
        const SUMS: [usize; 2] = [ConditionKind::BucketCapacity as usize, ConditionKind::LeastExcess as usize];
        self.units.iter().enumerate().all(|(kind, &units)| units <= 0 || SUMS.contains(&kind))
    }

    /// Whether each kind of hard condition is broken by at most the units of another total.
    pub fn breaks_at_most(&self, other: &Delta) -> bool {
        self.units.iter().zip(other.units).all(|(&units, most)| units <= most)
    }

    /// This delta as a score.
    pub fn score(&self) -> Score {
        Score { violations: self.units.iter().sum(), unplaced: self.unplaced, soft: self.soft }
    }
}
