//! Rows for [`LeastExcess`]: one used bucket is chosen, and its excess is charged, or forbidden.

use super::place_columns::PlaceColumns;
use super::program::{BucketOption, Linear, Program};
use crate::model::{LeastExcess, Model, Price};

/// Adds a decision for each bucket that can be used, and one for no bucket. Exactly one of them is taken.
pub(super) fn add(program: &mut Program, columns: &PlaceColumns, model: &Model, least_excess: &LeastExcess) {
    let mut any = Linear::default();
    let mut options: Vec<BucketOption> = (0..least_excess.buckets).map(|_| BucketOption::default()).collect();
    // By bucket: the largest possible sum.
    let mut most = vec![0_i64; options.len()];
    for term in &least_excess.terms {
        let mut largest = vec![0_i64; options.len()];
        for candidate in &columns.places[term.activity as usize] {
            let start = candidate.place.start as usize;
            let bucket = model.buckets[term.buckets as usize][start] as usize;
            let Some(option) = options.get_mut(bucket) else { continue };
            let amount = model.measures[term.measure as usize][start];
            option.sum.add(candidate.decision, amount);
            option.placed.add(candidate.decision, 1);
            any.add(candidate.decision, 1);
            largest[bucket] = largest[bucket].max(amount);
        }
        most.iter_mut().zip(largest).for_each(|(most, largest)| *most += largest);
    }
    if most.iter().all(|&most| most == 0) {
        return;
    }
    let (none, chosen) = program.bucket_choice(&options);
    // No bucket: nothing is placed.
    let activities = least_excess.terms.len() as i64;
    any.terms.push((none, activities));
    program.at_most(any, activities);
    let excess = match least_excess.price {
        Price::Soft(price) => Some(program.auxiliary(price, None)),
        Price::Hard => None,
    };
    for ((option, column), most) in options.into_iter().zip(chosen).zip(most) {
        let mut unused = option.placed.negated();
        unused.terms.push((column, 1));
        program.at_most(unused, 0);
        let mut sum = option.sum;
        sum.terms.push((column, most));
        sum.terms.extend(excess.map(|excess| (excess, -1)));
        program.at_most(sum, most);
    }
}
