//! Reduced costs: for each activity, the data from which the cost of each place at a point is computed.

use std::collections::BTreeMap;

use crate::model::{Model, NO_BUCKET, Place};

use super::super::multipliers::SCALE;
use super::multiplier_layout::MultiplierLayout;

/// Weights below this are zero as integers.
const LEAST_WEIGHT: f64 = 1.0 / SCALE as f64;

/// The different ways in which activities use priced cumulatives.
#[derive(Debug, Clone)]
pub(super) struct UsagePatterns {
    /// The step of each start.
    steps: Vec<u32>,
    patterns: Vec<Vec<UsageSegment>>,
}

/// A use of a priced cumulative.
#[derive(Debug, Clone, Copy)]
pub(super) struct UsageSegment {
    /// Index among the priced cumulatives.
    pub(super) profile: usize,
    pub(super) from: usize,
    pub(super) until: usize,
    pub(super) amount: f64,
}

impl UsagePatterns {
    pub(super) fn len(&self) -> usize {
        self.patterns.len()
    }

    pub(super) fn segments(&self, shape: usize) -> &[UsageSegment] {
        &self.patterns[shape]
    }

    pub(super) fn steps(&self) -> &[u32] {
        &self.steps
    }

    pub(super) fn step(&self, start: usize) -> usize {
        self.steps[start] as usize
    }
}

/// The places of an activity, with the data for their reduced costs.
#[derive(Debug, Clone)]
pub(super) struct UnaryRow {
    /// Ranges of places, one for each class.
    classes: Vec<ClassRange>,
    /// The start of each place.
    starts: Vec<u32>,
    /// The unary cost of each place.
    unary: Vec<f64>,
    groups: Vec<GroupRow>,
    sums: Vec<SumRow>,
}

/// The places of one class. They share one usage pattern.
#[derive(Debug, Clone)]
struct ClassRange {
    class: u32,
    pattern: usize,
    from: usize,
    until: usize,
}

/// The costs that an activity adds to one group.
#[derive(Debug, Clone)]
struct GroupRow {
    /// Position of the group's weight in the point.
    at: usize,
    cells: Vec<f64>,
}

/// Amounts that count in several bucket capacities, in the same bucket of each.
#[derive(Debug, Clone)]
struct SumRow {
    /// Positions of the first bucket of each bucket capacity in the point.
    at: Vec<usize>,
    /// Number of buckets of each.
    buckets: usize,
    amounts: Vec<f64>,
    /// The bucket by place; `None`: always the first.
    bucket: Option<Vec<u32>>,
}

impl UnaryRow {
    /// The start of a place.
    pub(super) fn start(&self, place: usize) -> usize {
        self.starts[place] as usize
    }

    /// The start of each place.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The place with this index.
    pub(super) fn place(&self, place: usize) -> Place {
        let class = self.classes.iter().find(|run| place < run.until).map_or(0, |run| run.class);
        Place { start: self.starts[place], class }
    }

    /// The usage pattern of a place.
    pub(super) fn pattern(&self, place: usize) -> usize {
        self.classes.iter().find(|run| place < run.until).map_or(0, |run| run.pattern)
    }

    /// The reduced cost of each place at a point.
    pub(super) fn costs(&self, point: &[f64], prices: &[Vec<f64>], costs: &mut Vec<f64>) {
        costs.clone_from(&self.unary);
        for row in &self.groups {
            let weight = point[row.at];
            if weight >= LEAST_WEIGHT {
                costs.iter_mut().zip(&row.cells).for_each(|(cost, cell)| *cost += weight * cell);
            }
        }
        self.sums.iter().for_each(|row| row.add_costs(point, costs));
        for run in &self.classes {
            let prices = &prices[run.pattern];
            let places = costs[run.from..run.until].iter_mut().zip(&self.starts[run.from..run.until]);
            places.for_each(|(cost, &start)| *cost += prices[start as usize]);
        }
    }

    /// Adds the part of a place in groups and bucket sums to the gradient.
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

/// The usage patterns and reduced-cost rows of a model; `None` if an activity has no allowed place.
pub(super) fn compile(model: &Model, layout: &MultiplierLayout) -> Option<(UsagePatterns, Vec<UnaryRow>)> {
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
            runs.push(ClassRange { class: run[0].class, pattern: shape, from, until: from + run.len() });
            from += run.len();
        }
        let own = places.iter().map(|&place| model.unary(activity, place) as f64).collect();
        let starts = places.iter().map(|place| place.start).collect();
        columns.push(UnaryRow { classes: runs, starts, unary: own, groups: Vec::new(), sums: Vec::new() });
    }
    add_groups(model, layout, &mut columns);
    add_sums(model, layout, &mut columns);
    let mut shapes = vec![Vec::new(); ids.len()];
    for (pieces, id) in ids {
        let piece = |(profile, from, until, amount): (usize, u32, u32, u32)| UsageSegment {
            profile,
            from: from as usize,
            until: until as usize,
            amount: f64::from(amount),
        };
        shapes[id] = pieces.into_iter().map(piece).collect();
    }
    let steps = model.starts.iter().map(|start| start.step).collect();
    Some((UsagePatterns { steps, patterns: shapes }, columns))
}

/// Class of a use, and its pattern: priced cumulative, first step, step after the last, amount.
type ClassUse = (Option<u32>, (usize, u32, u32, u32));

/// By activity: its uses of priced cumulatives.
fn uses_by_activity(model: &Model, layout: &MultiplierLayout) -> Vec<Vec<ClassUse>> {
    let mut uses = vec![Vec::new(); model.activities.len()];
    for (index, priced) in layout.cumulatives.iter().enumerate() {
        for used in &model.cumulatives[priced.index].uses {
            uses[used.activity as usize].push((used.class, (index, used.from, used.until, used.amount)));
        }
    }
    uses
}

fn add_groups(model: &Model, layout: &MultiplierLayout, columns: &mut [UnaryRow]) {
    for priced in &layout.min_maxes {
        for term in &model.min_maxes[priced.index].terms {
            let column = &mut columns[term.activity as usize];
            let (first, width) = (term.first as usize, term.width as usize);
            for group in 0..width {
                let cell = |&start: &u32| term.group_costs[start as usize * width + group] as f64;
                let cells: Vec<f64> = column.starts.iter().map(cell).collect();
                column.groups.push(GroupRow { at: priced.at + first + group, cells });
            }
        }
    }
}

fn add_sums(model: &Model, layout: &MultiplierLayout, columns: &mut [UnaryRow]) {
    let mut rows: BTreeMap<(u32, u32, Option<u32>, usize), Vec<usize>> = BTreeMap::new();
    for priced in &layout.bucket_capacities {
        for term in &model.bucket_capacities[priced.index].terms {
            let key = (term.activity, term.measure, term.buckets, priced.buckets);
            rows.entry(key).or_default().push(priced.at);
        }
    }
    for ((activity, measure, table, buckets), at) in rows {
        let column = &mut columns[activity as usize];
        let amounts = &model.measures[measure as usize];
        let table = table.map(|table| &model.buckets[table as usize]);
        let counts = |start: usize| table.is_none_or(|table| table[start] != NO_BUCKET);
        // A place without a bucket adds zero to the first bucket.
        let amount = |&start: &u32| if counts(start as usize) { amounts[start as usize] as f64 } else { 0.0 };
        let bucket = |&start: &u32| if counts(start as usize) { table.map_or(0, |t| t[start as usize]) } else { 0 };
        let amounts = column.starts.iter().map(amount).collect();
        let bucket = table.map(|_| column.starts.iter().map(bucket).collect());
        column.sums.push(SumRow { at, buckets, amounts, bucket });
    }
}

/// The difference between an activity's mean and least unary cost, per step of its duration, averaged over the
/// activities; at least 1.
pub(super) fn typical_spread(model: &Model, columns: &[UnaryRow]) -> f64 {
    let mut sum = 0.0;
    for (column, activity) in columns.iter().zip(&model.activities) {
        let mean = column.unary.iter().sum::<f64>() / column.unary.len() as f64;
        let least = column.unary.iter().copied().fold(f64::INFINITY, f64::min);
        sum += (mean - least) / f64::from(activity.duration.max(1));
    }
    (sum / columns.len().max(1) as f64).max(1.0)
}
