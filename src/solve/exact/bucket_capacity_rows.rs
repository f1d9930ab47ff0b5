//! Rows for [`BucketCapacity`]: the sum of each bucket, against the limit.

use super::place_columns::PlaceColumns;
use super::program::{Linear, Program};
use crate::model::{BucketCapacity, Model, NO_BUCKET, Price};

/// Adds a row for each bucket of a bucket capacity.
pub(super) fn add(program: &mut Program, columns: &PlaceColumns, model: &Model, bucket_capacity: &BucketCapacity) {
    let mut sums = vec![Linear::default(); bucket_capacity.buckets as usize];
    for term in &bucket_capacity.terms {
        for candidate in &columns.places[term.activity as usize] {
            let start = candidate.place.start as usize;
            let bucket = term.buckets.map_or(0, |table| model.buckets[table as usize][start]);
            if bucket != NO_BUCKET {
                sums[bucket as usize].add(candidate.decision, model.measures[term.measure as usize][start]);
            }
        }
    }
    for sum in sums {
        match bucket_capacity.price {
            Price::Hard => program.at_most(sum, bucket_capacity.limit),
            Price::Soft(price) => {
                let alone = alone(&sum, bucket_capacity.limit);
                if let Some(units) = program.charge(sum, bucket_capacity.limit, price)
                    && let Some(mut alone) = alone
                {
                    alone.terms.push((units, -1));
                    program.at_most(alone, 0);
                }
            }
        }
    }
}

/// The excess of each decision by itself: a lower bound on the sum's excess, which is strong in fractional solutions.
/// It is valid if no term is negative.
fn alone(sum: &Linear, limit: i64) -> Option<Linear> {
    let rest = limit - sum.constant;
    let above = |factor: i64| (factor - rest).max(0);
    let holds = rest >= 0 && sum.terms.iter().all(|&(_, factor)| factor >= 0);
    // If nothing is left of the limit, it would repeat the sum's own row.
    (holds && rest > 0 && sum.terms.iter().any(|&(_, factor)| above(factor) > 0)).then(|| Linear {
        terms: sum.terms.iter().map(|&(column, factor)| (column, above(factor))).collect(),
        constant: 0,
    })
}
