//! The Lagrangian subproblem, compiled for speed: its value and a supergradient at a point, in floating point.
//!
//! A *point* is one flat list of all multipliers, in units of the model's cost. Activities that use the priced
//! cumulatives in the same way share a *usage pattern*, whose price by start is computed once for all of them. The
//! remaining data of each activity are contiguous rows over its own places.

mod multiplier_layout;
mod unary_rows;

use crate::model::{Label, Model, Place};

use super::RelaxedSolution;
use super::anchors::{AnchorConstraints, Anchors, DayValues, SubproblemSolution};
use super::day_window::WindowLimits;
use super::multipliers::Multipliers;
use super::volume_algorithm::VariableBlock;
use multiplier_layout::MultiplierLayout;
use unary_rows::{UnaryRow, UsagePatterns};

/// The compiled subproblem, with its buffers.
#[derive(Debug, Clone)]
pub(super) struct LagrangianSubproblem {
    layout: MultiplierLayout,
    patterns: UsagePatterns,
    rows: Vec<UnaryRow>,
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
        hubs: Anchors,
        least_uses: usize,
        may_price: impl Fn(Label) -> bool,
    ) -> Option<LagrangianSubproblem> {
        let mut layout = MultiplierLayout::new(model, least_uses, may_price);
        let (shapes, columns) = unary_rows::compile(model, &layout)?;
        layout.set_metric(model, unary_rows::typical_spread(model, &columns));
        let starts: Vec<&[u32]> = columns.iter().map(UnaryRow::starts).collect();
        let hub_constraints = AnchorConstraints::new(model, hubs, &starts);
        let horizon = model.horizon as usize;
        let work = Buffers {
            sums: vec![vec![0.0; horizon + 1]; layout.cumulatives.len()],
            changes: vec![vec![0.0; horizon + 1]; layout.cumulatives.len()],
            prices: vec![vec![0.0; model.starts.len()]; shapes.len()],
            costs: vec![Vec::new(); columns.len()],
            days: vec![DayValues::default(); hub_constraints.days().len()],
        };
        Some(LagrangianSubproblem {
            anchor_constraints: hub_constraints,
            layout,
            patterns: shapes,
            rows: columns,
            buffers: work,
            threads: 1,
        })
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
        let Some(choice) = self.solve(point) else { return f64::NEG_INFINITY };
        for (column, &place) in self.rows.iter().zip(&choice.places) {
            column.add_rows(place, gradient);
            let step = self.patterns.step(column.start(place));
            for piece in self.patterns.segments(column.pattern(place)) {
                let changes = &mut self.buffers.changes[piece.profile];
                changes[step + piece.from] += piece.amount;
                changes[step + piece.until] -= piece.amount;
            }
        }
        self.collect_usage(gradient);
        self.open_days(&choice.windows, gradient);
        choice.value + self.subtract_limits(point, gradient)
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
        let price = |columns: &[UnaryRow], costs: &mut [Vec<f64>]| {
            columns.iter().zip(costs).for_each(|(column, costs)| column.costs(point, prices, costs));
        };
        let mut parts = self.rows.chunks(share).zip(costs.chunks_mut(share));
        std::thread::scope(|scope| {
            let mine = parts.next();
            for (columns, costs) in parts {
                scope.spawn(|| price(columns, costs));
            }
            mine.into_iter().for_each(|(columns, costs)| price(columns, costs));
        });
    }

    /// The solution of the subproblem at a point.
    pub(super) fn solution(&mut self, point: &[f64], hubs: Anchors) -> Option<RelaxedSolution> {
        let choice = self.solve(point)?;
        let places = self.rows.iter().zip(&choice.places).map(|(column, &place)| column.place(place)).collect();
        let window = |(day, window): (&WindowLimits, &Option<(usize, usize)>)| {
            window.map(|(open, close)| ((day.first + open) as u32, (day.first + close) as u32))
        };
        let windows = self.anchor_constraints.days().iter().zip(&choice.windows).map(window).collect();
        Some(RelaxedSolution { places, windows, hubs })
    }

    /// The places of some activities, by ascending reduced cost at a point.
    pub(super) fn places_by_reduced_cost(&mut self, point: &[f64], activities: &[u32]) -> Vec<Vec<Place>> {
        self.price_patterns(point);
        let by_price = |&activity: &u32| {
            let (column, costs) = (&self.rows[activity as usize], &mut self.buffers.costs[activity as usize]);
            column.costs(point, &self.buffers.prices, costs);
            let mut order: Vec<usize> = (0..costs.len()).collect();
            order.sort_by(|&a, &b| costs[a].total_cmp(&costs[b]));
            order.into_iter().map(|place| column.place(place)).collect()
        };
        activities.iter().map(by_price).collect()
    }

    /// Sums the multipliers over steps, and then the prices over the uses of each pattern.
    fn price_patterns(&mut self, point: &[f64]) {
        for (profile, sums) in self.layout.cumulatives.iter().zip(&mut self.buffers.sums) {
            let mut sum = 0.0;
            for (to, price) in sums[1..].iter_mut().zip(&point[profile.at..]) {
                sum += price;
                *to = sum;
            }
        }
        for (shape, prices) in self.buffers.prices.iter_mut().enumerate() {
            prices.fill(0.0);
            for piece in self.patterns.segments(shape) {
                let sums = &self.buffers.sums[piece.profile];
                let last = sums.len() - 1;
                for (price, &step) in prices.iter_mut().zip(self.patterns.steps()) {
                    let step = step as usize;
                    // Only forbidden starts reach beyond the time axis.
                    *price +=
                        piece.amount * (sums[(step + piece.until).min(last)] - sums[(step + piece.from).min(last)]);
                }
            }
        }
    }

    /// Turns changes of usage into usage, and clears them.
    fn collect_usage(&mut self, gradient: &mut [f64]) {
        for (profile, changes) in self.layout.cumulatives.iter().zip(&mut self.buffers.changes) {
            let mut usage = 0.0;
            for (to, change) in gradient[profile.at..].iter_mut().zip(changes.iter()) {
                usage += change;
                *to += usage;
            }
            changes.fill(0.0);
        }
    }

    /// The part of limits, and of capacities that are always available, in value and gradient.
    fn subtract_limits(&self, point: &[f64], gradient: &mut [f64]) -> f64 {
        let mut value = 0.0;
        for excess in &self.layout.bucket_capacities {
            for at in excess.at..excess.at + excess.buckets {
                value -= point[at] * excess.limit;
                gradient[at] -= excess.limit;
            }
        }
        for (profile, sums) in self.layout.cumulatives.iter().zip(&self.buffers.sums) {
            for &(from, until) in &profile.always_open {
                value -= profile.capacity * (sums[until] - sums[from]);
                gradient[profile.at + from..profile.at + until].iter_mut().for_each(|g| *g -= profile.capacity);
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
            for (profile, sums) in self.layout.cumulatives.iter().zip(sums.iter()) {
                let (Some(turnaround), last) = (profile.turnaround, sums.len() - 1) else { continue };
                for (i, (open, close)) in open.iter_mut().zip(close.iter_mut()).enumerate() {
                    *open -= profile.capacity * sums[(day.first + i).min(last)];
                    *close -= profile.capacity * sums[(day.first + i + turnaround).min(last)];
                }
            }
        }
    }

    /// Subtracts the capacities of the days' windows from the usage.
    fn open_days(&self, windows: &[Option<(usize, usize)>], gradient: &mut [f64]) {
        for (day, window) in self.anchor_constraints.days().iter().zip(windows) {
            let Some((o, e)) = window else { continue };
            for (profile, sums) in self.layout.cumulatives.iter().zip(&self.buffers.sums) {
                let Some(turnaround) = profile.turnaround else { continue };
                let end = (day.first + e + turnaround).min(sums.len() - 1);
                let steps = &mut gradient[profile.at + day.first + o..profile.at + end];
                steps.iter_mut().for_each(|g| *g -= profile.capacity);
            }
        }
    }
}
