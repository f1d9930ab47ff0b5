//! Rows for [`Precedence`]: sets of places that exclude each other.

use super::place_columns::{Decision, PlaceColumns};
use super::program::{ColumnId, Linear, Program};
use crate::model::{Model, Place, Precedence, PrecedenceKind, Price, pair_broken};

/// Places of one activity that a precedence does not distinguish.
struct PlaceGroup {
    place: Place,
    columns: Vec<Decision>,
}

/// Adds the rows of a precedence. For each set of places of the second activity that is excluded by some place of the
/// first: all places of the first that exclude at least this set, against the set. For a precedence in time these are
/// the usual cumulated rows ("a at or after t, b before t + its length").
pub(super) fn add(program: &mut Program, columns: &PlaceColumns, model: &Model, precedence: &Precedence) {
    let broken = match precedence.price {
        Price::Hard => None,
        Price::Soft(price) => Some(program.auxiliary(price, Some(1))),
    };
    for &(a, b) in &precedence.pairs {
        add_pair(program, columns, model, precedence, (a, b), broken);
    }
}

fn add_pair(
    program: &mut Program,
    columns: &PlaceColumns,
    model: &Model,
    precedence: &Precedence,
    (a, b): (u32, u32),
    broken: Option<ColumnId>,
) {
    let classes = matches!(precedence.kind, PrecedenceKind::Gap { same_class: true, .. });
    let (firsts, seconds) = (alike(columns, a, classes), alike(columns, b, classes));
    let excluded: Vec<Vec<u64>> = firsts
        .iter()
        .map(|first| bits(&seconds, |second| pair_broken(model, precedence, (a, first.place), (b, second.place))))
        .collect();
    let mut sets: Vec<&Vec<u64>> = excluded.iter().filter(|set| set.iter().any(|&word| word != 0)).collect();
    sets.sort_unstable();
    sets.dedup();
    for set in sets {
        let mut row = Linear::default();
        for (first, excludes) in firsts.iter().zip(&excluded) {
            if set.iter().zip(excludes).all(|(part, whole)| part & !whole == 0) {
                first.columns.iter().for_each(|&choice| row.add(choice, 1));
            }
        }
        for (index, second) in seconds.iter().enumerate() {
            if set[index / 64] >> (index % 64) & 1 == 1 {
                second.columns.iter().for_each(|&choice| row.add(choice, 1));
            }
        }
        row.terms.extend(broken.map(|column| (column, -1)));
        program.at_most(row, 1);
    }
}

/// An activity's places. Places that differ only in their class are grouped, unless classes matter.
fn alike(columns: &PlaceColumns, activity: u32, classes: bool) -> Vec<PlaceGroup> {
    let mut groups: Vec<PlaceGroup> = Vec::new();
    for candidate in &columns.places[activity as usize] {
        match groups.last_mut() {
            Some(group) if !classes && group.place.start == candidate.place.start => {
                group.columns.push(candidate.decision);
            }
            _ => groups.push(PlaceGroup { place: candidate.place, columns: vec![candidate.decision] }),
        }
    }
    groups
}

/// A set of places as bits.
fn bits(places: &[PlaceGroup], inside: impl Fn(&PlaceGroup) -> bool) -> Vec<u64> {
    let mut words = vec![0_u64; places.len().div_ceil(64)];
    for (index, place) in places.iter().enumerate() {
        words[index / 64] |= u64::from(inside(place)) << (index % 64);
    }
    words
}
