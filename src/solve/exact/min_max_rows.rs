//! Rows for [`MinMax`]: one column above the sums of all groups, or above their mean.

use super::place_columns::PlaceColumns;
use super::program::{Linear, Program};
use crate::model::{MinMax, WEIGHT_SCALE};

/// Adds a column that is at least the cost.
///
/// A mean is the least value of `threshold + sum of cap x excess` over all thresholds, where the excess of a group is
/// what its sum is above the threshold (Ogryczak and Tamir 2003, for sums of the largest).
pub(super) fn add(program: &mut Program, columns: &PlaceColumns, min_max: &MinMax) {
    let sums = sums(columns, min_max);
    if min_max.is_largest() {
        let cost = program.auxiliary(1, None);
        for mut sum in sums {
            sum.terms.push((cost, -1));
            program.at_most(sum, 0);
        }
        return;
    }
    let threshold = program.threshold(&sums, &min_max.caps);
    let mut mean = Linear { terms: vec![(threshold, WEIGHT_SCALE)], constant: 0 };
    for (mut sum, &cap) in sums.into_iter().zip(&min_max.caps) {
        let excess = program.auxiliary(0, None);
        sum.terms.extend([(threshold, -1), (excess, -1)]);
        program.at_most(sum, 0);
        mean.terms.push((excess, cap));
    }
    let cost = program.auxiliary(1, None);
    mean.terms.push((cost, -WEIGHT_SCALE));
    program.at_most(mean, 0);
}

/// The sum of each group.
fn sums(columns: &PlaceColumns, min_max: &MinMax) -> Vec<Linear> {
    let mut sums = vec![Linear::default(); min_max.groups.len()];
    for term in &min_max.terms {
        for candidate in &columns.places[term.activity as usize] {
            let row = candidate.place.start as usize * term.width as usize;
            for group in 0..term.width as usize {
                sums[term.first as usize + group].add(candidate.decision, term.group_costs[row + group]);
            }
        }
    }
    sums
}
