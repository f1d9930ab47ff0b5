//! The positions of the multipliers in a point, and the conversion of a point to integers.

use crate::model::{Label, Model, Price};

use super::super::day_window::{turnaround, window_limits};
use super::super::multipliers::{Multipliers, SCALE};
use super::super::volume_algorithm::{BlockDomain, VariableBlock};

/// Upper limit of all multipliers, in units of cost: far above any cost, and exact at 1 / [`SCALE`].
const HIGHEST: f64 = (1_u64 << 45) as f64;

/// Lower limit of metrics, which keeps divisions and steps away from zero.
const LEAST_METRIC: f64 = 1e-6;

/// The primitives with multipliers, each with its position in the point.
#[derive(Debug, Clone)]
pub(super) struct MultiplierLayout {
    pub(super) cumulatives: Vec<PricedCumulative>,
    pub(super) bucket_capacities: Vec<PricedBucketCapacity>,
    pub(super) min_maxes: Vec<PricedMinMax>,
    len: usize,
}

/// A cumulative with a multiplier for each step.
#[derive(Debug, Clone)]
pub(super) struct PricedCumulative {
    /// Index in the model.
    pub(super) index: usize,
    /// Position of its first step in the point.
    pub(super) at: usize,
    steps: usize,
    pub(super) capacity: f64,
    /// With a turnaround, capacity is available only while a day is open and for this number of steps after.
    pub(super) turnaround: Option<usize>,
    /// Ranges of steps at which capacity is always available.
    pub(super) always_open: Vec<(usize, usize)>,
    upper: f64,
    metric: f64,
}

/// A bucket capacity with a multiplier for each bucket.
#[derive(Debug, Clone)]
pub(super) struct PricedBucketCapacity {
    /// Index in the model.
    pub(super) index: usize,
    /// Position of its first bucket in the point.
    pub(super) at: usize,
    pub(super) buckets: usize,
    pub(super) limit: f64,
    upper: f64,
    metric: f64,
}

/// A MinMax with a weight for each group.
#[derive(Debug, Clone)]
pub(super) struct PricedMinMax {
    /// Index in the model.
    pub(super) index: usize,
    /// Position of its first group in the point.
    pub(super) at: usize,
    /// The largest weight of each group.
    caps: Vec<f64>,
}

impl MultiplierLayout {
    pub(super) fn new(model: &Model, least_uses: usize, may_price: impl Fn(Label) -> bool) -> MultiplierLayout {
        let mut layout =
            MultiplierLayout { cumulatives: Vec::new(), bucket_capacities: Vec::new(), min_maxes: Vec::new(), len: 0 };
        let horizon = model.horizon as usize;
        for (index, cumulative) in model.cumulatives.iter().enumerate() {
            if cumulative.uses.len() >= least_uses && may_price(cumulative.label) {
                let turnaround = turnaround(model, cumulative);
                layout.cumulatives.push(PricedCumulative {
                    index,
                    at: layout.len,
                    steps: horizon,
                    capacity: f64::from(cumulative.capacity),
                    turnaround,
                    always_open: turnaround.map_or(vec![(0, horizon)], |turnaround| out_of_reach(model, turnaround)),
                    upper: upper(cumulative.price),
                    metric: 1.0,
                });
                layout.len += horizon;
            }
        }
        for (index, bucket_capacity) in model.bucket_capacities.iter().enumerate() {
            if may_price(bucket_capacity.label) {
                let (buckets, limit) = (bucket_capacity.buckets as usize, bucket_capacity.limit as f64);
                let upper = upper(bucket_capacity.price);
                layout.bucket_capacities.push(PricedBucketCapacity {
                    index,
                    at: layout.len,
                    buckets,
                    limit,
                    upper,
                    metric: 1.0,
                });
                layout.len += buckets;
            }
        }
        for (index, min_max) in model.min_maxes.iter().enumerate() {
            if min_max.groups.iter().all(|&group| may_price(group)) {
                let caps: Vec<f64> = min_max.caps.iter().map(|&cap| cap as f64 / SCALE as f64).collect();
                let groups = caps.len();
                layout.min_maxes.push(PricedMinMax { index, at: layout.len, caps });
                layout.len += groups;
            }
        }
        layout
    }

    /// Sets the metric of each block: how far its multipliers typically are from zero. `spread` is the typical
    /// difference of an activity's costs between places, per step of its duration.
    pub(super) fn set_metric(&mut self, model: &Model, spread: f64) {
        for cumulative in &mut self.cumulatives {
            cumulative.metric = if cumulative.upper.is_finite() { cumulative.upper.min(spread) } else { spread };
        }
        for bucket_capacity in &mut self.bucket_capacities {
            let unit = if bucket_capacity.upper.is_finite() { bucket_capacity.upper } else { spread };
            let typical = typical_amount(model, bucket_capacity.index);
            bucket_capacity.metric = unit.min(spread / typical.max(LEAST_METRIC)).max(LEAST_METRIC);
        }
    }

    /// The blocks of the point.
    pub(super) fn blocks(&self) -> Vec<VariableBlock> {
        let boxed = |at: usize, len: usize, upper, metric| VariableBlock {
            at,
            len,
            domain: BlockDomain::Box { upper },
            metric,
        };
        let mut blocks: Vec<VariableBlock> =
            self.cumulatives.iter().map(|p| boxed(p.at, p.steps, p.upper, p.metric)).collect();
        blocks.extend(self.bucket_capacities.iter().map(|e| boxed(e.at, e.buckets, e.upper, e.metric)));
        let simplex = |w: &PricedMinMax| VariableBlock {
            at: w.at,
            len: w.caps.len(),
            domain: BlockDomain::Simplex { caps: w.caps.clone() },
            metric: 1.0,
        };
        blocks.extend(self.min_maxes.iter().map(simplex));
        blocks
    }

    /// The point as legal integer multipliers.
    pub(super) fn round(&self, model: &Model, point: &[f64]) -> Multipliers {
        let mut multipliers = Multipliers::none(model);
        for p in &self.cumulatives {
            multipliers.cumulatives[p.index] =
                round_prices(&point[p.at..p.at + p.steps], model.cumulatives[p.index].price);
        }
        for e in &self.bucket_capacities {
            multipliers.bucket_capacities[e.index] =
                round_prices(&point[e.at..e.at + e.buckets], model.bucket_capacities[e.index].price);
        }
        for w in &self.min_maxes {
            multipliers.min_maxes[w.index] =
                round_weights(&point[w.at..w.at + w.caps.len()], &model.min_maxes[w.index].caps);
        }
        multipliers
    }
}

/// The largest legal multiplier, in units of cost.
fn upper(price: Price) -> f64 {
    match price {
        Price::Hard => f64::INFINITY,
        Price::Soft(price) => price as f64,
    }
}

/// Ranges of steps that no day reaches, its turnaround included.
fn out_of_reach(model: &Model, turnaround: usize) -> Vec<(usize, usize)> {
    let horizon = model.horizon as usize;
    let mut reached = 0;
    let mut ranges = Vec::new();
    for day in window_limits(model) {
        ranges.push((reached, day.first.max(reached)));
        reached = reached.max((day.end + turnaround).min(horizon));
    }
    ranges.push((reached, horizon));
    ranges.retain(|(from, until)| from < until);
    ranges
}

/// The mean of the largest amount of each term of a bucket capacity.
fn typical_amount(model: &Model, bucket_capacity: usize) -> f64 {
    let terms = &model.bucket_capacities[bucket_capacity].terms;
    let largest = |measure: u32| model.measures[measure as usize].iter().map(|a| a.abs()).max().unwrap_or(0) as f64;
    terms.iter().map(|term| largest(term.measure)).sum::<f64>() / terms.len().max(1) as f64
}

fn round_prices(values: &[f64], price: Price) -> Vec<i64> {
    let most = match price {
        Price::Hard => i64::MAX,
        Price::Soft(price) => price.saturating_mul(SCALE),
    };
    let scaled = |value: f64| ((value.min(HIGHEST) * SCALE as f64 + 0.5) as i64).clamp(0, most);
    let prices: Vec<i64> = values.iter().map(|&value| scaled(value)).collect();
    if prices.iter().all(|&v| v == 0) { Vec::new() } else { prices }
}

/// Rounds weights down, and gives the rest to the largest with room below their caps.
fn round_weights(values: &[f64], caps: &[i64]) -> Vec<i64> {
    let scaled = |(&value, &cap): (&f64, &i64)| ((value * SCALE as f64) as i64).clamp(0, cap);
    let mut weights: Vec<i64> = values.iter().zip(caps).map(scaled).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&group| (-weights[group], group));
    let mut rest = SCALE - weights.iter().sum::<i64>();
    for group in order {
        let more = rest.clamp(-weights[group], caps[group] - weights[group]);
        weights[group] += more;
        rest -= more;
    }
    weights
}
