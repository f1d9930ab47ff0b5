//! What the sums of buckets cost in a state, and who adds to those that break a hard condition.

use super::State;
use crate::model::index::{Charge, ConditionKind, LeastExcessUse};
use crate::model::{Cost, Delta, NO_BUCKET, Price};

impl State<'_> {
    /// The cost and the violations of all LeastExcesses: the most that any insertions can save in them.
    pub fn least_excess_score(&self) -> Delta {
        let mut score = Delta::default();
        for (&excess, least_excess) in self.least_excesses.iter().zip(&self.index.model.least_excesses) {
            match least_excess.price {
                Price::Soft(price) => score.soft += price * excess,
                Price::Hard => score.units[ConditionKind::LeastExcess as usize] += excess.min(1),
            }
        }
        score
    }

    /// What a placed activity adds to the sums of hard BucketCapacities above their limit, and to the best buckets of
    /// hard LeastExcesses without a good one.
    pub fn broken_amount(&self, activity: usize) -> i64 {
        let (model, incidence) = (self.index.model, &self.index.activities[activity]);
        let Some(place) = self.places[activity] else { return 0 };
        let start = place.start as usize;
        let bucket_of = |table: u32| Some(model.buckets[table as usize][start]).filter(|&bucket| bucket != NO_BUCKET);
        let mut amount = 0;
        for used in incidence.buckets.iter().filter(|used| matches!(used.charge, Charge::Hard(_))) {
            let bucket = used.buckets.map_or(Some(0), bucket_of);
            if bucket.is_some_and(|bucket| self.sums[used.base + bucket as usize] > used.limit) {
                amount += model.measures[used.measure as usize][start];
            }
        }
        for used in incidence.least_excesses.iter().filter(|used| matches!(used.charge, Charge::Hard(_))) {
            let excess = self.least_excesses[used.least_excess as usize];
            let sum = bucket_of(used.buckets).map(|bucket| self.sums[used.sums + bucket as usize]);
            if excess > 0 && sum == Some(excess) {
                amount += model.measures[used.measure as usize][start];
            }
        }
        amount
    }

    /// The excess of a LeastExcess, with an amount more in a bucket if one is given.
    pub(super) fn least_excess(&self, used: &LeastExcessUse, more: Option<(usize, Cost)>) -> Cost {
        let sums = &self.sums[used.sums..used.sums + used.width];
        let counts = &self.counts[used.counts..used.counts + used.width];
        let others = sums
            .iter()
            .zip(counts)
            .enumerate()
            .filter(|&(bucket, (_, &count))| count > 0 && more.is_none_or(|(other, _)| bucket != other));
        let with = more.map(|(bucket, amount)| sums[bucket] + amount);
        others.map(|(_, (&sum, _))| sum).chain(with).map(|sum| sum.max(0)).min().unwrap_or(0)
    }
}
