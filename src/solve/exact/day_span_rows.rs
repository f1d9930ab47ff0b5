//! Rows for [`DaySpan`]: whether a day has begun by a step, and whether it continues after it.

use std::collections::{BTreeMap, BTreeSet};

use super::place_columns::{PlaceColumns, PlaceDecision};
use super::program::{ColumnId, Linear, Program};
use crate::model::{DaySpan, Model};

/// The candidate places on a day by activity, each with its start and end.
type Days<'a> = Vec<Vec<(u32, u32, &'a PlaceDecision)>>;

/// Adds the rows of a day span, without a "big M". An interval of steps is open if the day has begun by it and
/// continues after it. A day that has begun by a step cannot continue `longest` steps later. Without `costs` only the
/// limit counts.
pub(super) fn add(program: &mut Program, columns: &PlaceColumns, model: &Model, day_span: &DaySpan, costs: bool) {
    let day: Days<'_> = columns
        .places
        .iter()
        .enumerate()
        .map(|(activity, candidates)| {
            let duration = model.activities[activity].duration;
            candidates
                .iter()
                .filter_map(|candidate| {
                    let start = model.starts[candidate.place.start as usize];
                    (start.day == day_span.day).then_some((start.step, start.step + duration, candidate))
                })
                .collect()
        })
        .collect();
    let starts: BTreeSet<u32> = day.iter().flatten().map(|&(start, ..)| start).collect();
    let ends: BTreeSet<u32> = day.iter().flatten().map(|&(_, end, _)| end).collect();
    let mut columns_of_day = DayColumns { begun: BTreeMap::new(), lasting: BTreeMap::new() };
    if let Some(longest) = day_span.longest {
        add_longest(program, &day, &mut columns_of_day, (&starts, &ends), longest);
    }
    if costs && day_span.price > 0 {
        add_price(program, &day, &mut columns_of_day, (&starts, &ends), day_span.price);
    }
}

/// The columns created so far.
struct DayColumns {
    /// By start: whether any activity starts there or before.
    begun: BTreeMap<u32, ColumnId>,
    /// By end: whether any activity ends there or after.
    lasting: BTreeMap<u32, ColumnId>,
}

impl DayColumns {
    fn begun(&mut self, program: &mut Program, day: &Days<'_>, by: u32) -> ColumnId {
        *self.begun.entry(by).or_insert_with(|| covering(program, day, |start, _| start <= by))
    }

    fn lasting(&mut self, program: &mut Program, day: &Days<'_>, until: u32) -> ColumnId {
        *self.lasting.entry(until).or_insert_with(|| covering(program, day, |_, end| end >= until))
    }
}

/// A new column that is 1 if any activity has a place of this kind.
fn covering(program: &mut Program, day: &Days<'_>, inside: impl Fn(u32, u32) -> bool) -> ColumnId {
    let column = program.auxiliary(0, Some(1));
    at_least_each(program, day, column, inside);
    column
}

fn at_least_each(program: &mut Program, day: &Days<'_>, column: ColumnId, inside: impl Fn(u32, u32) -> bool) {
    for activity in day {
        let mut row = Linear::default();
        for &(start, end, candidate) in activity {
            if inside(start, end) {
                row.add(candidate.decision, 1);
            }
        }
        row.terms.push((column, -1));
        program.at_most(row, 0);
    }
}

fn add_longest(
    program: &mut Program,
    day: &Days<'_>,
    columns_of_day: &mut DayColumns,
    (starts, ends): (&BTreeSet<u32>, &BTreeSet<u32>),
    longest: u32,
) {
    // For each end, the latest start that is too far before it implies the earlier ones.
    let mut pairs: BTreeMap<u32, u32> = BTreeMap::new();
    for &start in starts {
        if let Some(&end) = ends.range(start.saturating_add(longest).saturating_add(1)..).next() {
            pairs.insert(end, start);
        }
    }
    for (end, start) in pairs {
        let (begun, lasting) = (columns_of_day.begun(program, day, start), columns_of_day.lasting(program, day, end));
        program.at_most(Linear { terms: vec![(begun, 1), (lasting, 1)], constant: 0 }, 1);
    }
}

fn add_price(
    program: &mut Program,
    day: &Days<'_>,
    columns_of_day: &mut DayColumns,
    (starts, ends): (&BTreeSet<u32>, &BTreeSet<u32>),
    price: i64,
) {
    let steps: Vec<u32> = starts.union(ends).copied().collect();
    for interval in steps.windows(2) {
        let [from, until] = *interval else { continue };
        let (Some(&start), Some(&end)) = (starts.range(..=from).next_back(), ends.range(until..).next()) else {
            continue;
        };
        let (begun, lasting) = (columns_of_day.begun(program, day, start), columns_of_day.lasting(program, day, end));
        let open = program.auxiliary(price * i64::from(until - from), Some(1));
        let row = Linear { terms: vec![(begun, 1), (lasting, 1), (open, -1)], constant: 0 };
        program.at_most(row, 1);
        // Any activity that runs in the interval keeps it open, also in fractional solutions.
        at_least_each(program, day, open, |start, end| start <= from && end >= until);
    }
}
