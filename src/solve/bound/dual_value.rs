//! The exact value of the Lagrangian dual function at given multipliers, in plain integer loops. All other parts of the
//! bound are checked against it.

use crate::model::{BucketCapacity, Cumulative, MinMax, Model, NO_BUCKET, Place};

use super::anchors::{AnchorConstraints, Anchors, DayValues};
use super::day_window::{WindowLimits, turnaround};
use super::multipliers::{Multipliers, SCALE};

/// The dual value of multipliers, in units of 1 / [`SCALE`]: no assignment that places all activities and breaks no
/// hard condition costs less. The hard precedences of the anchors (any two activities) are kept.
///
/// `None` if the multipliers are not [legal](Multipliers::is_legal), if the anchors are not two different activities of
/// the model, or if an activity has no place, also because of the anchors' precedences.
pub fn evaluate(model: &Model, multipliers: &Multipliers, anchors: Anchors) -> Option<i128> {
    let exists = |anchor: Option<u32>| anchor.is_none_or(|anchor| (anchor as usize) < model.activities.len());
    if !exists(anchors.0) || !exists(anchors.1) || (anchors.0.is_some() && anchors.0 == anchors.1) {
        return None;
    }
    if !multipliers.is_legal(model) {
        return None;
    }
    let cumulatives = priced_cumulatives(model, multipliers);
    let tables = tables(model, multipliers, &cumulatives);
    let starts: Vec<Vec<u32>> = tables.iter().map(|t| t.places.iter().map(|place| place.start).collect()).collect();
    let costs: Vec<Vec<i128>> = tables.into_iter().map(|table| table.costs).collect();
    let constraints = AnchorConstraints::new(model, anchors, &starts.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let (unlimited, days) = capacity_values(model, &cumulatives, constraints.days());
    let chosen = constraints.cheapest(&costs, &days, 1)?.value;
    let bucket_capacities: i128 = zip_priced(&model.bucket_capacities, &multipliers.bucket_capacities)
        .flat_map(|(bucket_capacity, values)| values.iter().map(|&u| i128::from(u) * i128::from(bucket_capacity.limit)))
        .sum();
    Some(chosen - bucket_capacities + unlimited)
}

/// Cumulatives that have multipliers, with running sums of these.
pub(super) fn priced_cumulatives<'m>(
    model: &'m Model,
    multipliers: &'m Multipliers,
) -> Vec<(&'m Cumulative, Vec<i128>)> {
    let priced = zip_priced(&model.cumulatives, &multipliers.cumulatives);
    priced.map(|(cumulative, values)| (cumulative, running_sums(values))).collect()
}

/// Primitives that have multipliers, with these.
fn zip_priced<'a, T>(primitives: &'a [T], values: &'a [Vec<i64>]) -> impl Iterator<Item = (&'a T, &'a [i64])> {
    primitives.iter().zip(values).filter(|(_, v)| !v.is_empty()).map(|(p, v)| (p, v.as_slice()))
}

/// Sums of the first 0, 1, 2, ... values.
fn running_sums(values: &[i64]) -> Vec<i128> {
    let mut sum = 0;
    let mut sums = vec![0];
    sums.extend(values.iter().map(|&value| {
        sum += i128::from(value);
        sum
    }));
    sums
}

/// By activity: the cost of each of its places, multipliers included.
pub(super) fn tables(
    model: &Model,
    multipliers: &Multipliers,
    cumulatives: &[(&Cumulative, Vec<i128>)],
) -> Vec<PlaceCosts> {
    let mut tables: Vec<PlaceCosts> =
        (0..model.activities.len()).map(|activity| PlaceCosts::new(model, activity)).collect();
    for (cumulative, sums) in cumulatives {
        for used in &cumulative.uses {
            tables[used.activity as usize].add(|place| {
                let step = model.starts[place.start as usize].step;
                let units = sums[(step + used.until) as usize] - sums[(step + used.from) as usize];
                if used.class.is_none_or(|class| class == place.class) { i128::from(used.amount) * units } else { 0 }
            });
        }
    }
    for (min_max, weights) in zip_priced(&model.min_maxes, &multipliers.min_maxes) {
        add_min_max(&mut tables, min_max, weights);
    }
    for (bucket_capacity, prices) in zip_priced(&model.bucket_capacities, &multipliers.bucket_capacities) {
        add_bucket_capacity(model, &mut tables, bucket_capacity, prices);
    }
    tables
}

fn add_min_max(tables: &mut [PlaceCosts], min_max: &MinMax, weights: &[i64]) {
    for term in &min_max.terms {
        let (first, width) = (term.first as usize, term.width as usize);
        let weights = &weights[first..first + width];
        tables[term.activity as usize].add(|place| {
            let row = place.start as usize * width;
            let group_costs = &term.group_costs[row..row + width];
            group_costs.iter().zip(weights).map(|(&cost, &weight)| i128::from(cost) * i128::from(weight)).sum()
        });
    }
}

fn add_bucket_capacity(model: &Model, tables: &mut [PlaceCosts], bucket_capacity: &BucketCapacity, prices: &[i64]) {
    for term in &bucket_capacity.terms {
        let amounts = &model.measures[term.measure as usize];
        let buckets = term.buckets.map(|table| &model.buckets[table as usize]);
        tables[term.activity as usize].add(|place| {
            let start = place.start as usize;
            match buckets.map_or(0, |table| table[start]) {
                NO_BUCKET => 0,
                bucket => i128::from(prices[bucket as usize]) * i128::from(amounts[start]),
            }
        });
    }
}

/// The cost of each place of one activity.
pub(super) struct PlaceCosts {
    pub(super) places: Vec<Place>,
    pub(super) costs: Vec<i128>,
}

impl PlaceCosts {
    fn new(model: &Model, activity: usize) -> PlaceCosts {
        let places: Vec<Place> = model.places(activity).collect();
        let scaled = |&place: &Place| i128::from(model.unary(activity, place)) * i128::from(SCALE);
        let costs = places.iter().map(scaled).collect();
        PlaceCosts { places, costs }
    }

    fn add(&mut self, cost: impl Fn(Place) -> i128) {
        for (sum, &place) in self.costs.iter_mut().zip(&self.places) {
            *sum += cost(place);
        }
    }
}

/// The value of the capacity (negative) that no day's window limits, and the values of each day's windows.
fn capacity_values(
    model: &Model,
    cumulatives: &[(&Cumulative, Vec<i128>)],
    days: &[WindowLimits],
) -> (i128, Vec<DayValues<i128>>) {
    let horizon = model.horizon as usize;
    let mut unlimited = 0;
    let mut closing: Vec<(usize, i128, &[i128])> = Vec::new();
    for (cumulative, sums) in cumulatives {
        let capacity = i128::from(cumulative.capacity);
        let Some(turnaround) = turnaround(model, cumulative) else {
            unlimited -= capacity * sums[horizon];
            continue;
        };
        closing.push((turnaround, capacity, sums));
        // Steps that no day reaches are not limited by any window.
        let mut reached = 0;
        for day in days {
            unlimited -= capacity * (sums[day.first.max(reached)] - sums[reached]);
            reached = reached.max((day.end + turnaround).min(horizon));
        }
        unlimited -= capacity * (sums[horizon] - sums[reached]);
    }
    let values = |day: &WindowLimits| {
        let earned = |step: usize, with_turnaround: bool| -> i128 {
            let sum = |&(turnaround, capacity, sums): &(usize, i128, &[i128])| {
                capacity * sums[(step + if with_turnaround { turnaround } else { 0 }).min(horizon)]
            };
            i128::from(day.price) * i128::from(SCALE) * step as i128 - closing.iter().map(sum).sum::<i128>()
        };
        let all = |with_turnaround: bool| (day.first..=day.end).map(|step| earned(step, with_turnaround)).collect();
        DayValues { open: all(false), close: all(true) }
    };
    (unlimited, days.iter().map(values).collect())
}
