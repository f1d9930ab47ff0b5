//! Rows for [`Cumulative`]: usage between two changes, against the capacity.

use std::collections::{BTreeMap, BTreeSet};

use super::place_columns::{Decision, PlaceColumns};
use super::program::{Linear, Program};
use crate::model::{Cumulative, Model, Price};

/// The use of an interval of steps by one decision.
struct UsageInterval {
    from: u32,
    until: u32,
    choice: Decision,
    amount: i64,
}

/// Adds the rows of a cumulative. Hard: one for each maximal set of simultaneous users. Soft: one for each interval
/// with the same users, weighted by its length.
pub(super) fn add(program: &mut Program, choices: &PlaceColumns, model: &Model, profile: &Cumulative) {
    let stretches = stretches(choices, model, profile);
    let mut changes: BTreeMap<u32, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, stretch) in stretches.iter().enumerate() {
        changes.entry(stretch.from).or_default().0.push(index);
        changes.entry(stretch.until).or_default().1.push(index);
    }
    let capacity = i64::from(profile.capacity);
    let mut active: BTreeSet<usize> = BTreeSet::new();
    let (mut last, mut grown) = (0, false);
    for (&step, (begin, end)) in &changes {
        match profile.price {
            // A set that is smaller than the next or the previous one is implied by that one's row.
            Price::Hard if grown && !end.is_empty() => {
                program.at_most(usage(&stretches, &active), capacity);
                grown = false;
            }
            Price::Soft(price) if !active.is_empty() => {
                program.charge(usage(&stretches, &active), capacity, price * i64::from(step - last));
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

fn stretches(choices: &PlaceColumns, model: &Model, profile: &Cumulative) -> Vec<UsageInterval> {
    let mut stretches = Vec::new();
    for used in &profile.uses {
        for candidate in &choices.places[used.activity as usize] {
            if used.class.is_none_or(|class| class == candidate.place.class) {
                let start = model.starts[candidate.place.start as usize].step;
                let (from, until) = (start + used.from, start + used.until);
                stretches.push(UsageInterval {
                    from,
                    until,
                    choice: candidate.decision,
                    amount: i64::from(used.amount),
                });
            }
        }
    }
    stretches
}

fn usage(stretches: &[UsageInterval], active: &BTreeSet<usize>) -> Linear {
    let mut linear = Linear::default();
    for &index in active {
        linear.add(stretches[index].choice, stretches[index].amount);
    }
    linear
}
