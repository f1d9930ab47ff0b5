//! The Lagrangian subproblem, compiled for speed: its value and a supergradient at a point, in floating point.
//!
//! A *point* is one flat list of all multipliers, in units of the model's cost. Activities that use the priced
//! cumulatives in the same way share a *usage pattern*, whose price by start is computed once for all of them. The
//! remaining data of each activity are contiguous rows over its own places.

mod multiplier_layout;
mod reduced_costs;

use crate::model::{Label, Model, Place};

use super::RelaxedSolution;
use super::anchors::{AnchorConstraints, Anchors, DayValues, SubproblemSolution};
use super::day_window::WindowLimits;
use super::multipliers::Multipliers;
use super::volume_algorithm::VariableBlock;
use multiplier_layout::MultiplierLayout;
use reduced_costs::{ReducedCostRow, UsagePatterns};

/// The compiled subproblem, with its buffers.
#[derive(Debug, Clone)]
pub(super) struct LagrangianSubproblem {
    layout: MultiplierLayout,
    patterns: UsagePatterns,
    rows: Vec<ReducedCostRow>,
    anchor_constraints: AnchorConstraints,
    buffers: Buffers,
    /// Number of threads. They change the time, never the result.
    threads: usize,
}

/// Buffers, kept between evaluations.
#[derive(Debug, Clone, Default)]
struct Buffers {
    /// By priced cumulative: sums of the multipliers of the first 0, 1, 2, ... steps.
    sums: Vec<Vec<f64>>,
    /// By priced cumulative: changes of the usage from one step to the next.
    changes: Vec<Vec<f64>>,
    /// By usage pattern: its price at each start.
    prices: Vec<Vec<f64>>,
    /// By activity: the reduced cost of each place.
    costs: Vec<Vec<f64>>,
    /// By day: the values of opening and closing at each step.
    days: Vec<DayValues<f64>>,
}

impl LagrangianSubproblem {
    /// Compiles a model with the hard precedences of the anchors. Cumulatives with fewer than `least_uses` uses get no
    /// multipliers. `None` if an activity has no allowed place.
    pub(super) fn new(
        model: &Model,
        anchors: Anchors,
        least_uses: usize,
        may_price: impl Fn(Label) -> bool,
    ) -> Option<LagrangianSubproblem> {
        let mut layout = MultiplierLayout::new(model, least_uses, may_price);
        let (patterns, rows) = reduced_costs::compile(model, &layout)?;
        layout.set_metric(model, reduced_costs::typical_spread(model, &rows));
        let starts: Vec<&[u32]> = rows.iter().map(ReducedCostRow::starts).collect();
        let anchor_constraints = AnchorConstraints::new(model, anchors, &starts);
        let horizon = model.horizon as usize;
        let buffers = Buffers {
            sums: vec![vec![0.0; horizon + 1]; layout.cumulatives.len()],
            changes: vec![vec![0.0; horizon + 1]; layout.cumulatives.len()],
            prices: vec![vec![0.0; model.starts.len()]; patterns.len()],
            costs: vec![Vec::new(); rows.len()],
            days: vec![DayValues::default(); anchor_constraints.days().len()],
        };
        Some(LagrangianSubproblem { anchor_constraints, layout, patterns, rows, buffers, threads: 1 })
    }

    /// Sets the number of threads.
    pub(super) fn use_threads(&mut self, threads: usize) {
        self.threads = threads.max(1);
    }

    /// The blocks of which a point consists.
    pub(super) fn blocks(&self) -> Vec<VariableBlock> {
        self.layout.blocks()
    }

    /// A point as legal integer multipliers.
    pub(super) fn round(&self, model: &Model, point: &[f64]) -> Multipliers {
        self.layout.round(model, point)
    }

    /// The dual value at a point, and a supergradient: the amount by which each relaxed constraint is exceeded.
    pub(super) fn value(&mut self, point: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.fill(0.0);
        let Some(solution) = self.solve(point) else { return f64::NEG_INFINITY };
        for (row, &place) in self.rows.iter().zip(&solution.places) {
            row.add_rows(place, gradient);
            let step = self.patterns.step(row.start(place));
            for segment in self.patterns.segments(row.pattern(place)) {
                let changes = &mut self.buffers.changes[segment.cumulative];
                changes[step + segment.from] += segment.amount;
                changes[step + segment.until] -= segment.amount;
            }
        }
        self.collect_usage(gradient);
        self.open_days(&solution.windows, gradient);
        solution.value + self.subtract_limits(point, gradient)
    }

    /// The cheapest choices at a point; `None` if the anchors leave an activity without a place.
    fn solve(&mut self, point: &[f64]) -> Option<SubproblemSolution<f64>> {
        self.price_patterns(point);
        self.price_rows(point);
        self.price_days();
        self.anchor_constraints.cheapest(&self.buffers.costs, &self.buffers.days, self.threads)
    }

    /// The reduced costs of each activity's places.
    fn price_rows(&mut self, point: &[f64]) {
        let Buffers { prices, costs, .. } = &mut self.buffers;
        let share = self.rows.len().div_ceil(self.threads).max(1);
        let price = |rows: &[ReducedCostRow], costs: &mut [Vec<f64>]| {
            rows.iter().zip(costs).for_each(|(row, costs)| row.costs(point, prices, costs));
        };
        let mut parts = self.rows.chunks(share).zip(costs.chunks_mut(share));
        std::thread::scope(|scope| {
            let mine = parts.next();
            for (rows, costs) in parts {
                scope.spawn(|| price(rows, costs));
            }
            mine.into_iter().for_each(|(rows, costs)| price(rows, costs));
        });
    }

    /// The solution of the subproblem at a point.
    pub(super) fn solution(&mut self, point: &[f64], anchors: Anchors) -> Option<RelaxedSolution> {
        let solution = self.solve(point)?;
        let places = self.rows.iter().zip(&solution.places).map(|(row, &place)| row.place(place)).collect();
        let window = |(day, window): (&WindowLimits, &Option<(usize, usize)>)| {
            window.map(|(open, close)| ((day.first + open) as u32, (day.first + close) as u32))
        };
        let windows = self.anchor_constraints.days().iter().zip(&solution.windows).map(window).collect();
        Some(RelaxedSolution { places, windows, anchors })
    }

    /// The places of some activities, by ascending reduced cost at a point.
    pub(super) fn places_by_reduced_cost(&mut self, point: &[f64], activities: &[u32]) -> Vec<Vec<Place>> {
        self.price_patterns(point);
        let by_price = |&activity: &u32| {
            let (row, costs) = (&self.rows[activity as usize], &mut self.buffers.costs[activity as usize]);
            row.costs(point, &self.buffers.prices, costs);
            let mut order: Vec<usize> = (0..costs.len()).collect();
            order.sort_by(|&a, &b| costs[a].total_cmp(&costs[b]));
            order.into_iter().map(|place| row.place(place)).collect()
        };
        activities.iter().map(by_price).collect()
    }

    /// Sums the multipliers over steps, and then the prices over the uses of each pattern.
    fn price_patterns(&mut self, point: &[f64]) {
        for (cumulative, sums) in self.layout.cumulatives.iter().zip(&mut self.buffers.sums) {
            let mut sum = 0.0;
            for (to, price) in sums[1..].iter_mut().zip(&point[cumulative.at..]) {
                sum += price;
                *to = sum;
            }
        }
        for (pattern, prices) in self.buffers.prices.iter_mut().enumerate() {
            prices.fill(0.0);
            for segment in self.patterns.segments(pattern) {
                let sums = &self.buffers.sums[segment.cumulative];
                let last = sums.len() - 1;
                for (price, &step) in prices.iter_mut().zip(self.patterns.steps()) {
                    let step = step as usize;
                    // Only forbidden starts reach beyond the time axis.
                    *price += segment.amount
                        * (sums[(step + segment.until).min(last)] - sums[(step + segment.from).min(last)]);
                }
            }
        }
    }

    /// Turns changes of usage into usage, and clears them.
    fn collect_usage(&mut self, gradient: &mut [f64]) {
        for (cumulative, changes) in self.layout.cumulatives.iter().zip(&mut self.buffers.changes) {
            let mut usage = 0.0;
            for (to, change) in gradient[cumulative.at..].iter_mut().zip(changes.iter()) {
                usage += change;
                *to += usage;
            }
            changes.fill(0.0);
        }
    }

    /// The part of limits, and of capacities that are always available, in value and gradient.
    fn subtract_limits(&self, point: &[f64], gradient: &mut [f64]) -> f64 {
        let mut value = 0.0;
        for bucket_capacity in &self.layout.bucket_capacities {
            for at in bucket_capacity.at..bucket_capacity.at + bucket_capacity.buckets {
                value -= point[at] * bucket_capacity.limit;
                gradient[at] -= bucket_capacity.limit;
            }
        }
        for (cumulative, sums) in self.layout.cumulatives.iter().zip(&self.buffers.sums) {
            for &(from, until) in &cumulative.always_open {
                value -= cumulative.capacity * (sums[until] - sums[from]);
                gradient[cumulative.at + from..cumulative.at + until]
                    .iter_mut()
                    .for_each(|g| *g -= cumulative.capacity);
            }
        }
        value
    }

    /// The values of capacities that are available only while a day is open.
    fn price_days(&mut self) {
        let Buffers { sums, days, .. } = &mut self.buffers;
        for (day, DayValues { open, close }) in self.anchor_constraints.days().iter().zip(days) {
            open.clear();
            open.extend((day.first..=day.end).map(|step| day.price as f64 * step as f64));
            close.clone_from(open);
            for (cumulative, sums) in self.layout.cumulatives.iter().zip(sums.iter()) {
                let (Some(turnaround), last) = (cumulative.turnaround, sums.len() - 1) else { continue };
                for (i, (open, close)) in open.iter_mut().zip(close.iter_mut()).enumerate() {
                    *open -= cumulative.capacity * sums[(day.first + i).min(last)];
                    *close -= cumulative.capacity * sums[(day.first + i + turnaround).min(last)];
                }
            }
        }
    }

    /// Subtracts the capacities of the days' windows from the usage.
    fn open_days(&self, windows: &[Option<(usize, usize)>], gradient: &mut [f64]) {
        for (day, window) in self.anchor_constraints.days().iter().zip(windows) {
            let Some((o, e)) = window else { continue };
            for (cumulative, sums) in self.layout.cumulatives.iter().zip(&self.buffers.sums) {
                let Some(turnaround) = cumulative.turnaround else { continue };
                let end = (day.first + e + turnaround).min(sums.len() - 1);
                let steps = &mut gradient[cumulative.at + day.first + o..cumulative.at + end];
                steps.iter_mut().for_each(|g| *g -= cumulative.capacity);
            }
        }
    }
}
