//! [`LeastExcess`]: at least one bucket is good.

use super::{Assignment, Cost, Label, Model, NO_BUCKET, Price};

/// An activity's part in a [`LeastExcess`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeastExcessTerm {
    /// The activity.
    pub activity: u32,
    /// Index into [`Model::measures`]: the amount by start.
    pub measure: u32,
    /// Index into [`Model::buckets`]: the bucket by start.
    pub buckets: u32,
}

/// The excess of the best used bucket: `min over used buckets of max(0, sum of amounts)`. A bucket is used if an
/// activity is placed in it. If none is used, the excess is zero. If it is hard, any excess is one violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeastExcess {
    /// The builder's name for it.
    pub label: Label,
    /// Number of buckets.
    pub buckets: u32,
    /// Price of one unit of the excess.
    pub price: Price,
    /// The terms, at most one for each activity.
    pub terms: Vec<LeastExcessTerm>,
}

impl LeastExcess {
    /// The excess of an assignment.
    pub fn excess(&self, model: &Model, assignment: &Assignment) -> Cost {
        let mut sums: Vec<Option<Cost>> = vec![None; self.buckets as usize];
        for term in &self.terms {
            let Some(place) = assignment[term.activity as usize] else { continue };
            let bucket = model.buckets[term.buckets as usize][place.start as usize];
            if bucket != NO_BUCKET {
                let amount = model.measures[term.measure as usize][place.start as usize];
                *sums[bucket as usize].get_or_insert(0) += amount;
            }
        }
        sums.into_iter().flatten().map(|sum| sum.max(0)).min().unwrap_or(0)
    }
}
