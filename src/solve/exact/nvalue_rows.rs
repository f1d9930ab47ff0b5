//! Rows for [`NValue`]: which buckets are touched.

use super::place_columns::PlaceColumns;
use super::program::{Linear, Program};
use crate::model::{Model, NValue};

/// Adds a column for each bucket: whether it is touched, which is at least the sum of each activity's decisions in it.
pub(super) fn add(program: &mut Program, columns: &PlaceColumns, model: &Model, nvalue: &NValue) {
    let mut touched = Linear::default();
    for bucket in 0..nvalue.buckets {
        let column = program.auxiliary(0, Some(1));
        for term in &nvalue.terms {
            let mut inside = Linear::default();
            for candidate in &columns.places[term.activity as usize] {
                if model.buckets[term.buckets as usize][candidate.place.start as usize] == bucket {
                    inside.add(candidate.decision, 1);
                }
            }
            inside.terms.push((column, -1));
            program.at_most(inside, 0);
        }
        touched.terms.push((column, 1));
    }
    program.charge(touched, i64::from(nvalue.free), nvalue.price);
}
