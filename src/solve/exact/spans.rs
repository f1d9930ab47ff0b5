//! Rows for [`Span`]: whether a day has begun by a step, whether it goes on after it.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::{Candidate, Choices};
use super::program::{ColumnId, Linear, Program};
use crate::model::{Model, Span};

/// A day's candidates by activity, each with its start and end.
type Days<'a> = Vec<Vec<(u32, u32, &'a Candidate)>>;

/// Adds the rows of a span, without a "big M": a stretch of steps is open if the day has begun by it and goes on after
/// it, and a day that has begun by a step cannot go on `longest` steps later. Without `costs` only the limit counts.
pub(super) fn add(program: &mut Program, choices: &Choices, model: &Model, span: &Span, costs: bool) {
    let day: Days<'_> = choices
        .places
        .iter()
        .enumerate()
        .map(|(activity, candidates)| {
            let duration = model.activities[activity].duration;
            candidates
                .iter()
                .filter_map(|candidate| {
                    let start = model.starts[candidate.place.start as usize];
                    (start.day == span.day).then_some((start.step, start.step + duration, candidate))
                })
                .collect()
        })
        .collect();
    let starts: BTreeSet<u32> = day.iter().flatten().map(|&(start, ..)| start).collect();
    let ends: BTreeSet<u32> = day.iter().flatten().map(|&(_, end, _)| end).collect();
    let mut edges = Edges { begun: BTreeMap::new(), lasting: BTreeMap::new() };
    if let Some(longest) = span.longest {
        add_longest(program, &day, &mut edges, (&starts, &ends), longest);
    }
    if costs && span.price > 0 {
        add_price(program, &day, &mut edges, (&starts, &ends), span.price);
    }
}

/// The columns made so far.
struct Edges {
    /// By start: something starts there or before.
    begun: BTreeMap<u32, ColumnId>,
    /// By end: something ends there or after.
    lasting: BTreeMap<u32, ColumnId>,
}

impl Edges {
    fn begun(&mut self, program: &mut Program, day: &Days<'_>, by: u32) -> ColumnId {
        *self.begun.entry(by).or_insert_with(|| covering(program, day, |start, _| start <= by))
    }

    fn lasting(&mut self, program: &mut Program, day: &Days<'_>, until: u32) -> ColumnId {
        *self.lasting.entry(until).or_insert_with(|| covering(program, day, |_, end| end >= until))
    }
}

/// A new column that is 1 if any activity is in a place of this kind.
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
                row.add(candidate.choice, 1);
            }
        }
        row.terms.push((column, -1));
        program.at_most(row, 0);
    }
}

fn add_longest(
    program: &mut Program,
    day: &Days<'_>,
    edges: &mut Edges,
    (starts, ends): (&BTreeSet<u32>, &BTreeSet<u32>),
    longest: u32,
) {
    // For each end the latest start that is too far before it implies the earlier ones.
    let mut pairs: BTreeMap<u32, u32> = BTreeMap::new();
    for &start in starts {
        if let Some(&end) = ends.range(start.saturating_add(longest).saturating_add(1)..).next() {
            pairs.insert(end, start);
        }
    }
    for (end, start) in pairs {
        let (begun, lasting) = (edges.begun(program, day, start), edges.lasting(program, day, end));
        program.at_most(Linear { terms: vec![(begun, 1), (lasting, 1)], constant: 0 }, 1);
    }
}

fn add_price(
    program: &mut Program,
    day: &Days<'_>,
    edges: &mut Edges,
    (starts, ends): (&BTreeSet<u32>, &BTreeSet<u32>),
    price: i64,
) {
    let steps: Vec<u32> = starts.union(ends).copied().collect();
    for stretch in steps.windows(2) {
        let [from, until] = *stretch else { continue };
        let (Some(&start), Some(&end)) = (starts.range(..=from).next_back(), ends.range(until..).next()) else {
            continue;
        };
        let (begun, lasting) = (edges.begun(program, day, start), edges.lasting(program, day, end));
        let open = program.auxiliary(price * i64::from(until - from), Some(1));
        let row = Linear { terms: vec![(begun, 1), (lasting, 1), (open, -1)], constant: 0 };
        program.at_most(row, 1);
        // Whatever runs then keeps it open, in fractions too.
        at_least_each(program, day, open, |start, end| start <= from && end >= until);
    }
}
