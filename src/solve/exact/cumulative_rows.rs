//! Rows for [`Cumulative`]: usage between two changes, against the capacity.

use std::collections::{BTreeMap, BTreeSet};

use super::place_columns::{Decision, PlaceColumns};
use super::program::{Linear, Program};
use crate::model::{Cumulative, Model, Price};

/// The use of an interval of steps by one decision.
struct UsageInterval {
    from: u32,
    until: u32,
    decision: Decision,
    amount: i64,
}

/// Adds the rows of a cumulative. Hard: one for each maximal set of simultaneous users. Soft: one for each interval
/// with the same users, weighted by its length.
pub(super) fn add(program: &mut Program, columns: &PlaceColumns, model: &Model, cumulative: &Cumulative) {
    let intervals = intervals(columns, model, cumulative);
    let mut changes: BTreeMap<u32, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, interval) in intervals.iter().enumerate() {
        changes.entry(interval.from).or_default().0.push(index);
        changes.entry(interval.until).or_default().1.push(index);
    }
    let capacity = i64::from(cumulative.capacity);
    let mut active: BTreeSet<usize> = BTreeSet::new();
    let (mut last, mut grown) = (0, false);
    for (&step, (begin, end)) in &changes {
        match cumulative.price {
            // A set that is smaller than the next or the previous one is implied by that one's row.
            Price::Hard if grown && !end.is_empty() => {
                program.at_most(usage(&intervals, &active), capacity);
                grown = false;
            }
            Price::Soft(price) if !active.is_empty() => {
                program.charge(usage(&intervals, &active), capacity, price * i64::from(step - last));
            }
            _ => {}
        }
        for index in end {
            active.remove(index);
        }
        active.extend(begin);
        grown |= !begin.is_empty();
        last = step;
    }
}

fn intervals(columns: &PlaceColumns, model: &Model, cumulative: &Cumulative) -> Vec<UsageInterval> {
    let mut intervals = Vec::new();
    for used in &cumulative.uses {
        for candidate in &columns.places[used.activity as usize] {
            if used.class.is_none_or(|class| class == candidate.place.class) {
                let start = model.starts[candidate.place.start as usize].step;
                let (from, until) = (start + used.from, start + used.until);
                intervals.push(UsageInterval {
                    from,
                    until,
                    decision: candidate.decision,
                    amount: i64::from(used.amount),
                });
            }
        }
    }
    intervals
}

fn usage(intervals: &[UsageInterval], active: &BTreeSet<usize>) -> Linear {
    let mut linear = Linear::default();
    for &index in active {
        linear.add(intervals[index].decision, intervals[index].amount);
    }
    linear
}
