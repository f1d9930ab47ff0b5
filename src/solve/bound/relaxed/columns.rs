//! One row of costs for each activity, over the places where it may be.

use std::collections::BTreeMap;

use crate::model::{Model, NO_BUCKET, Place};

use super::super::multipliers::SCALE;
use super::layout::Layout;

/// A lower weight than this becomes nothing as an integer.
const LEAST_WEIGHT: f64 = 1.0 / SCALE as f64;

/// The ways in which activities use priced profiles.
#[derive(Debug, Clone)]
pub(super) struct Shapes {
    /// The step of each start.
    steps: Vec<u32>,
    shapes: Vec<Vec<Piece>>,
}

/// A use of a priced profile.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Index among the priced profiles.
    pub(super) profile: usize,
    pub(super) from: usize,
    pub(super) until: usize,
    pub(super) amount: f64,
}

impl Shapes {
    pub(super) fn len(&self) -> usize {
        self.shapes.len()
    }

    pub(super) fn pieces(&self, shape: usize) -> &[Piece] {
        &self.shapes[shape]
    }

    pub(super) fn steps(&self) -> &[u32] {
        &self.steps
    }

    pub(super) fn step(&self, start: usize) -> usize {
        self.steps[start] as usize
    }
}

/// An activity's places and what they cost.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// Places of one class after another.
    runs: Vec<Run>,
    /// The start of each place.
    starts: Vec<u32>,
    /// The activity's own cost at each place.
    own: Vec<f64>,
    groups: Vec<GroupRow>,
    sums: Vec<SumRow>,
}

/// The places of one class, all of one shape.
#[derive(Debug, Clone)]
struct Run {
    class: u32,
    shape: usize,
    from: usize,
    until: usize,
}

/// The cells of one group.
#[derive(Debug, Clone)]
struct GroupRow {
    /// Where the group's weight stands in the point.
    at: usize,
    cells: Vec<f64>,
}

/// Amounts that count in some sums, each in the same bucket of all.
#[derive(Debug, Clone)]
struct SumRow {
    /// Where the first bucket of each of the sums stands in the point.
    at: Vec<usize>,
    /// How many buckets they have.
    buckets: usize,
    amounts: Vec<f64>,
    /// Which bucket, by place; `None`: always the first.
    bucket: Option<Vec<u32>>,
}

impl Column {
    /// The start of a place.
    pub(super) fn start(&self, place: usize) -> usize {
        self.starts[place] as usize
    }

    /// The start of each place.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// One of the places.
    pub(super) fn place(&self, place: usize) -> Place {
        let class = self.runs.iter().find(|run| place < run.until).map_or(0, |run| run.class);
        Place { start: self.starts[place], class }
    }

    /// The shape of a place.
    pub(super) fn shape(&self, place: usize) -> usize {
        self.runs.iter().find(|run| place < run.until).map_or(0, |run| run.shape)
    }

    /// What each place costs at a point.
    pub(super) fn costs(&self, point: &[f64], prices: &[Vec<f64>], costs: &mut Vec<f64>) {
        costs.clone_from(&self.own);
        for row in &self.groups {
            let weight = point[row.at];
            if weight >= LEAST_WEIGHT {
                costs.iter_mut().zip(&row.cells).for_each(|(cost, cell)| *cost += weight * cell);
            }
        }
        self.sums.iter().for_each(|row| row.add_costs(point, costs));
        for run in &self.runs {
            let prices = &prices[run.shape];
            let places = costs[run.from..run.until].iter_mut().zip(&self.starts[run.from..run.until]);
            places.for_each(|(cost, &start)| *cost += prices[start as usize]);
        }
    }

    /// Adds to the gradient what a place means for groups and sums.
    pub(super) fn add_rows(&self, place: usize, gradient: &mut [f64]) {
        for row in &self.groups {
            gradient[row.at] += row.cells[place];
        }
        for row in &self.sums {
            let bucket = row.bucket.as_ref().map_or(0, |bucket| bucket[place] as usize);
            for at in &row.at {
                gradient[at + bucket] += row.amounts[place];
            }
        }
    }
}

impl SumRow {
    fn add_costs(&self, point: &[f64], costs: &mut [f64]) {
        let price = |bucket: usize| self.at.iter().map(|at| point[at + bucket]).sum::<f64>();
        match &self.bucket {
            None => {
                let price = price(0);
                if price > 0.0 {
                    costs.iter_mut().zip(&self.amounts).for_each(|(cost, amount)| *cost += price * amount);
                }
            }
            Some(bucket) => {
                let prices: Vec<f64> = (0..self.buckets).map(price).collect();
                if prices.iter().any(|&price| price > 0.0) {
                    let rows = costs.iter_mut().zip(self.amounts.iter().zip(bucket));
                    rows.for_each(|(cost, (amount, &bucket))| *cost += prices[bucket as usize] * amount);
                }
            }
        }
    }
}

/// The shapes and columns of a model; `None` if an activity can be nowhere.
pub(super) fn compile(model: &Model, layout: &Layout) -> Option<(Shapes, Vec<Column>)> {
    let uses = uses_by_activity(model, layout);
    let mut ids: BTreeMap<Vec<(usize, u32, u32, u32)>, usize> = BTreeMap::new();
    let mut columns = Vec::with_capacity(model.activities.len());
    for (activity, uses) in uses.iter().enumerate() {
        let mut places: Vec<Place> = model.places(activity).collect();
        if places.is_empty() {
            return None;
        }
        places.sort_by_key(|place| (place.class, place.start));
        let mut runs = Vec::new();
        let mut from = 0;
        for run in places.chunk_by(|a, b| a.class == b.class) {
            let shape = uses.iter().filter(|(class, _)| class.is_none_or(|class| class == run[0].class));
            let next = ids.len();
            let shape = *ids.entry(shape.map(|&(_, piece)| piece).collect()).or_insert(next);
            runs.push(Run { class: run[0].class, shape, from, until: from + run.len() });
            from += run.len();
        }
        let own = places.iter().map(|&place| model.unary(activity, place) as f64).collect();
        let starts = places.iter().map(|place| place.start).collect();
        columns.push(Column { runs, starts, own, groups: Vec::new(), sums: Vec::new() });
    }
    add_groups(model, layout, &mut columns);
    add_sums(model, layout, &mut columns);
    let mut shapes = vec![Vec::new(); ids.len()];
    for (pieces, id) in ids {
        let piece = |(profile, from, until, amount): (usize, u32, u32, u32)| Piece {
            profile,
            from: from as usize,
            until: until as usize,
            amount: f64::from(amount),
        };
        shapes[id] = pieces.into_iter().map(piece).collect();
    }
    let steps = model.starts.iter().map(|start| start.step).collect();
    Some((Shapes { steps, shapes }, columns))
}

/// A use's class and its profile (among the priced), first and last step and amount.
type ClassUse = (Option<u32>, (usize, u32, u32, u32));

/// Each activity's uses of priced profiles.
fn uses_by_activity(model: &Model, layout: &Layout) -> Vec<Vec<ClassUse>> {
    let mut uses = vec![Vec::new(); model.activities.len()];
    for (index, priced) in layout.profiles.iter().enumerate() {
        for used in &model.profiles[priced.index].uses {
            uses[used.activity as usize].push((used.class, (index, used.from, used.until, used.amount)));
        }
    }
    uses
}

fn add_groups(model: &Model, layout: &Layout, columns: &mut [Column]) {
    for priced in &layout.worsts {
        for term in &model.worsts[priced.index].terms {
            let column = &mut columns[term.activity as usize];
            let (first, width) = (term.first as usize, term.width as usize);
            for group in 0..width {
                let cell = |&start: &u32| term.cells[start as usize * width + group] as f64;
                let cells: Vec<f64> = column.starts.iter().map(cell).collect();
                column.groups.push(GroupRow { at: priced.at + first + group, cells });
            }
        }
    }
}

fn add_sums(model: &Model, layout: &Layout, columns: &mut [Column]) {
    let mut rows: BTreeMap<(u32, u32, Option<u32>, usize), Vec<usize>> = BTreeMap::new();
    for priced in &layout.excesses {
        for term in &model.excesses[priced.index].terms {
            let key = (term.activity, term.measure, term.buckets, priced.buckets);
            rows.entry(key).or_default().push(priced.at);
        }
    }
    for ((activity, measure, table, buckets), at) in rows {
        let column = &mut columns[activity as usize];
        let amounts = &model.measures[measure as usize];
        let table = table.map(|table| &model.buckets[table as usize]);
        let counts = |start: usize| table.is_none_or(|table| table[start] != NO_BUCKET);
        // A place without a bucket adds nothing to the first.
        let amount = |&start: &u32| if counts(start as usize) { amounts[start as usize] as f64 } else { 0.0 };
        let bucket = |&start: &u32| if counts(start as usize) { table.map_or(0, |t| t[start as usize]) } else { 0 };
        let amounts = column.starts.iter().map(amount).collect();
        let bucket = table.map(|_| column.starts.iter().map(bucket).collect());
        column.sums.push(SumRow { at, buckets, amounts, bucket });
    }
}

/// By how much an activity's mean cost exceeds its cheapest, for each step it lasts, on average over the activities;
/// at least one unit.
pub(super) fn typical_spread(model: &Model, columns: &[Column]) -> f64 {
    let mut sum = 0.0;
    for (column, activity) in columns.iter().zip(&model.activities) {
        let mean = column.own.iter().sum::<f64>() / column.own.len() as f64;
        let least = column.own.iter().copied().fold(f64::INFINITY, f64::min);
        sum += (mean - least) / f64::from(activity.duration.max(1));
    }
    (sum / columns.len().max(1) as f64).max(1.0)
}
