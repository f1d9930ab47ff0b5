//! Costs that can fall when an activity is placed. All others only rise, so that an activity's unary cost less these
//! savings is a lower bound on what its insertion adds.
//!
//! Two primitives have such costs. In a [`BucketCapacity`](super::BucketCapacity), a negative amount lowers the sum of
//! its bucket. In a [`LeastExcess`](super::LeastExcess), it does too, and an activity can open a bucket that is better
//! than all others; this saves at most the present cost
//! ([`State::least_excess_score`](super::State::least_excess_score)).

use super::{Cost, Model, NO_BUCKET, Price};

/// The most that the insertion of an activity can save in bucket capacities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Saving {
    /// Cost of the soft ones.
    pub soft: Cost,
    /// Number of buckets of hard ones that are no longer above their limit.
    pub buckets: i64,
}

/// By activity: the most that its insertion can save in bucket capacities.
pub(super) fn savings(model: &Model) -> Vec<Saving> {
    let mut savings = vec![Saving::default(); model.activities.len()];
    for bucket_capacity in &model.bucket_capacities {
        for term in &bucket_capacity.terms {
            let amounts = model.measures[term.measure as usize].iter().enumerate();
            let counts = |start: usize| term.buckets.is_none_or(|of| model.buckets[of as usize][start] != NO_BUCKET);
            let least = amounts.filter(|&(start, _)| counts(start)).map(|(_, &amount)| amount).min().unwrap_or(0);
            let saving = &mut savings[term.activity as usize];
            match bucket_capacity.price {
                Price::Soft(price) => saving.soft += price * (-least).max(0),
                Price::Hard => saving.buckets += i64::from(least < 0),
            }
        }
    }
    savings
}
