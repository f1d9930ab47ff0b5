//! Rows for [`MinMax`]: one column above the sums of all groups.

use super::place_columns::PlaceColumns;
use super::program::{Linear, Program};
use crate::model::MinMax;

/// Adds a column that is at least every group's sum.
pub(super) fn add(program: &mut Program, columns: &PlaceColumns, min_max: &MinMax) {
    let mut sums = vec![Linear::default(); min_max.groups.len()];
    for term in &min_max.terms {
        for candidate in &columns.places[term.activity as usize] {
            let row = candidate.place.start as usize * term.width as usize;
            for group in 0..term.width as usize {
                sums[term.first as usize + group].add(candidate.decision, term.group_costs[row + group]);
            }
        }
    }
    let column = program.auxiliary(1, None);
    for mut sum in sums {
        sum.terms.push((column, -1));
        program.at_most(sum, 0);
    }
}
