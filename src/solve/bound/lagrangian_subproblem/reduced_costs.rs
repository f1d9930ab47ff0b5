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
    pub(super) cumulative: usize,
    pub(super) from: usize,
    pub(super) until: usize,
    pub(super) amount: f64,
}

impl UsagePatterns {
    pub(super) fn len(&self) -> usize {
        self.patterns.len()
    }

    pub(super) fn segments(&self, pattern: usize) -> &[UsageSegment] {
        &self.patterns[pattern]
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
pub(super) struct ReducedCostRow {
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
    group_costs: Vec<f64>,
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

impl ReducedCostRow {
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
        let class = self.classes.iter().find(|range| place < range.until).map_or(0, |range| range.class);
        Place { start: self.starts[place], class }
    }

    /// The usage pattern of a place.
    pub(super) fn pattern(&self, place: usize) -> usize {
        self.classes.iter().find(|range| place < range.until).map_or(0, |range| range.pattern)
    }

    /// The reduced cost of each place at a point.
    pub(super) fn costs(&self, point: &[f64], prices: &[Vec<f64>], costs: &mut Vec<f64>) {
        costs.clone_from(&self.unary);
        for row in &self.groups {
            let weight = point[row.at];
            if weight >= LEAST_WEIGHT {
                costs.iter_mut().zip(&row.group_costs).for_each(|(cost, group_cost)| *cost += weight * group_cost);
            }
        }
        self.sums.iter().for_each(|row| row.add_costs(point, costs));
        for range in &self.classes {
            let prices = &prices[range.pattern];
            let places = costs[range.from..range.until].iter_mut().zip(&self.starts[range.from..range.until]);
            places.for_each(|(cost, &start)| *cost += prices[start as usize]);
        }
    }

    /// Adds the part of a place in groups and bucket sums to the gradient.
    pub(super) fn add_rows(&self, place: usize, gradient: &mut [f64]) {
        for row in &self.groups {
            gradient[row.at] += row.group_costs[place];
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
pub(super) fn compile(model: &Model, layout: &MultiplierLayout) -> Option<(UsagePatterns, Vec<ReducedCostRow>)> {
    let uses = uses_by_activity(model, layout);
    let mut ids: BTreeMap<Vec<(usize, u32, u32, u32)>, usize> = BTreeMap::new();
    let mut activity_rows = Vec::with_capacity(model.activities.len());
    for (activity, uses) in uses.iter().enumerate() {
        let mut places: Vec<Place> = model.places(activity).collect();
        if places.is_empty() {
            return None;
        }
        places.sort_by_key(|place| (place.class, place.start));
        let mut ranges = Vec::new();
        let mut from = 0;
        for range in places.chunk_by(|a, b| a.class == b.class) {
            let pattern = uses.iter().filter(|(class, _)| class.is_none_or(|class| class == range[0].class));
            let next = ids.len();
            let pattern = *ids.entry(pattern.map(|&(_, segment)| segment).collect()).or_insert(next);
            ranges.push(ClassRange { class: range[0].class, pattern, from, until: from + range.len() });
            from += range.len();
        }
        let own = places.iter().map(|&place| model.unary(activity, place) as f64).collect();
        let starts = places.iter().map(|place| place.start).collect();
        activity_rows.push(ReducedCostRow {
            classes: ranges,
            starts,
            unary: own,
            groups: Vec::new(),
            sums: Vec::new(),
        });
    }
    add_groups(model, layout, &mut activity_rows);
    add_sums(model, layout, &mut activity_rows);
    let mut patterns = vec![Vec::new(); ids.len()];
    for (segments, id) in ids {
        let segment = |(cumulative, from, until, amount): (usize, u32, u32, u32)| UsageSegment {
            cumulative,
            from: from as usize,
            until: until as usize,
            amount: f64::from(amount),
        };
        patterns[id] = segments.into_iter().map(segment).collect();
    }
    let steps = model.starts.iter().map(|start| start.step).collect();
    Some((UsagePatterns { steps, patterns }, activity_rows))
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

fn add_groups(model: &Model, layout: &MultiplierLayout, activity_rows: &mut [ReducedCostRow]) {
    for priced in &layout.min_maxes {
        for term in &model.min_maxes[priced.index].terms {
            let activity_row = &mut activity_rows[term.activity as usize];
            let (first, width) = (term.first as usize, term.width as usize);
            for group in 0..width {
                let group_cost = |&start: &u32| term.group_costs[start as usize * width + group] as f64;
                let group_costs: Vec<f64> = activity_row.starts.iter().map(group_cost).collect();
                activity_row.groups.push(GroupRow { at: priced.at + first + group, group_costs });
            }
        }
    }
}

fn add_sums(model: &Model, layout: &MultiplierLayout, activity_rows: &mut [ReducedCostRow]) {
    let mut rows: BTreeMap<(u32, u32, Option<u32>, usize), Vec<usize>> = BTreeMap::new();
    for priced in &layout.bucket_capacities {
        for term in &model.bucket_capacities[priced.index].terms {
            let key = (term.activity, term.measure, term.buckets, priced.buckets);
            rows.entry(key).or_default().push(priced.at);
        }
    }
    for ((activity, measure, table, buckets), at) in rows {
        let activity_row = &mut activity_rows[activity as usize];
        let amounts = &model.measures[measure as usize];
        let table = table.map(|table| &model.buckets[table as usize]);
        let counts = |start: usize| table.is_none_or(|table| table[start] != NO_BUCKET);
        // A place without a bucket adds zero to the first bucket.
        let amount = |&start: &u32| if counts(start as usize) { amounts[start as usize] as f64 } else { 0.0 };
        let bucket = |&start: &u32| if counts(start as usize) { table.map_or(0, |t| t[start as usize]) } else { 0 };
        let amounts = activity_row.starts.iter().map(amount).collect();
        let bucket = table.map(|_| activity_row.starts.iter().map(bucket).collect());
        activity_row.sums.push(SumRow { at, buckets, amounts, bucket });
    }
}

/// The difference between an activity's mean and least unary cost, per step of its duration, averaged over the
/// activities; at least 1.
pub(super) fn typical_spread(model: &Model, activity_rows: &[ReducedCostRow]) -> f64 {
    let mut sum = 0.0;
    for (activity_row, activity) in activity_rows.iter().zip(&model.activities) {
        let mean = activity_row.unary.iter().sum::<f64>() / activity_row.unary.len() as f64;
        let least = activity_row.unary.iter().copied().fold(f64::INFINITY, f64::min);
        sum += (mean - least) / f64::from(activity.duration.max(1));
    }
    (sum / activity_rows.len().max(1) as f64).max(1.0)
}
