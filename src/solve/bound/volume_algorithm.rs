//! Maximises a concave function from its values and supergradients: the volume algorithm of Barahona and Anbil.
//!
//! Each trial point lies at the best point so far plus a step along a weighted average of the gradients. Single
//! gradients jump between equally cheap places; their average is close to the violation of a fractional solution.
//! Weights on a simplex are changed multiplicatively.
//!
//! This part knows only the domain of the function. It uses `+ - * /` and square roots in a fixed order, which IEEE 754
//! defines to the last bit: the same input gives the same result on every machine.

use crate::solve::tuning;

/// A range of the variables.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct VariableBlock {
    /// Index of the first variable.
    pub at: usize,
    /// Number of variables.
    pub len: usize,
    /// Their domain.
    pub domain: BlockDomain,
    /// Scale of their steps relative to other blocks.
    pub metric: f64,
}

/// The domain of a block.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum BlockDomain {
    /// Each variable is between zero and `upper`.
    Box { upper: f64 },
    /// No variable is negative or above its cap; they sum to one.
    Simplex {
        /// The caps; they sum to at least one.
        caps: Vec<f64>,
    },
}

/// The state of the algorithm.
#[derive(Debug, Clone)]
pub(super) struct VolumeAlgorithm {
    tuning: tuning::VolumeAlgorithm,
    blocks: Vec<VariableBlock>,
    /// The trial point, and the gradient there.
    point: Vec<f64>,
    gradient: Vec<f64>,
    /// The weighted average of the gradients.
    direction: Vec<f64>,
    best_point: Vec<f64>,
    best_value: f64,
    rounds: u32,
    step_length: f64,
    newest_weight: f64,
    /// Rounds since the last improvement or shortening of the step.
    failures: u32,
    /// The best value at the last review.
    reviewed: f64,
    /// The round and the value from which the progress is measured.
    progress: (u32, f64),
    /// Targets up to this distance are always accepted.
    least_target_distance: f64,
    converged: bool,
}

/// Squares and product of the average and the newest gradient, restricted to directions in which the best point can
/// move.
#[derive(Debug, Clone, Copy, Default)]
struct Products {
    average: f64,
    mixed: f64,
    newest: f64,
}

impl VolumeAlgorithm {
    /// Starts at zero; on simplexes, in proportion to the caps.
    pub(super) fn new(blocks: Vec<VariableBlock>, tuning: tuning::VolumeAlgorithm) -> VolumeAlgorithm {
        let len = blocks.iter().map(|block| block.at + block.len).max().unwrap_or(0);
        let mut point = vec![0.0; len];
        for block in &blocks {
            if let BlockDomain::Simplex { caps } = &block.domain {
                let sum: f64 = caps.iter().sum();
                point[block.at..][..block.len].iter_mut().zip(caps).for_each(|(x, cap)| *x = cap / sum);
            }
        }
        VolumeAlgorithm {
            gradient: vec![0.0; len],
            direction: vec![0.0; len],
            best_point: point.clone(),
            best_value: f64::NEG_INFINITY,
            point,
            rounds: 0,
            step_length: tuning.first_step,
            newest_weight: tuning.newest_weight,
            failures: 0,
            reviewed: f64::NEG_INFINITY,
            progress: (0, f64::NEG_INFINITY),
            least_target_distance: 0.0,
            converged: len == 0,
            blocks,
            tuning,
        }
    }

    /// Takes long steps again, for a target that has changed or was unknown.
    pub(super) fn restart(&mut self) {
        (self.step_length, self.newest_weight, self.failures) = (self.tuning.first_step, self.tuning.newest_weight, 0);
        self.progress = (self.rounds, self.best_value);
        self.converged = self.point.is_empty();
    }

    /// The trial point, and the buffer for the gradient there.
    pub(super) fn trial_point(&mut self) -> (&[f64], &mut [f64]) {
        (&self.point, &mut self.gradient)
    }

    /// The point with the best value so far.
    pub(super) fn best_point(&self) -> &[f64] {
        &self.best_point
    }

    /// The best value so far.
    pub(super) fn best_value(&self) -> f64 {
        self.best_value
    }

    /// Whether more rounds are not expected to improve the value.
    pub(super) fn has_converged(&self) -> bool {
        self.converged
    }

    /// Takes the value and gradient at the trial point, and sets the next trial point.
    pub(super) fn update(&mut self, value: f64, target: f64) {
        let improved = value > self.best_value;
        if improved {
            self.best_value = value;
            self.best_point.copy_from_slice(&self.point);
        }
        if self.rounds == 0 {
            self.direction.copy_from_slice(&self.gradient);
            self.least_target_distance = self.products().average.sqrt();
            self.progress = (0, value);
            self.reviewed = value;
        } else {
            let products = self.products();
            self.adapt(improved, products);
            self.average(products);
        }
        self.rounds += 1;
        self.review();
        self.step(target);
    }

    /// Lengthens the steps while successive gradients agree; shortens them when the value does not improve.
    fn adapt(&mut self, improved: bool, products: Products) {
        if improved {
            self.failures = 0;
            if products.mixed > 0.0 {
                self.step_length = (self.step_length * self.tuning.lengthen).min(self.tuning.largest_step);
            }
            return;
        }
        self.failures += 1;
        if self.failures >= self.tuning.patience {
            self.failures = 0;
            self.step_length = (self.step_length * self.tuning.shorten).max(self.tuning.smallest_step);
        }
    }

    /// Mixes the newest gradient into the average. Its part minimises the length of the result, within limits.
    fn average(&mut self, products: Products) {
        let Products { average, mixed, newest } = products;
        let spread = average - 2.0 * mixed + newest;
        let shortest = if spread > 0.0 { (average - mixed) / spread } else { self.newest_weight };
        let part = shortest.clamp(self.newest_weight / self.tuning.newest_weight_range, self.newest_weight);
        for (d, g) in self.direction.iter_mut().zip(&self.gradient) {
            *d += part * (g - *d);
        }
    }

    /// Averages over more gradients when progress is slow, and detects convergence.
    fn review(&mut self) {
        let size = self.best_value.abs();
        if self.rounds.is_multiple_of(self.tuning.review_rounds) {
            if self.best_value - self.reviewed < self.tuning.review_progress * size {
                self.newest_weight = (self.newest_weight / 2.0).max(self.tuning.least_newest_weight);
            }
            self.reviewed = self.best_value;
        }
        if self.best_value - self.progress.1 > self.tuning.convergence_progress * size {
            self.progress = (self.rounds, self.best_value);
        } else if self.rounds - self.progress.0 >= self.tuning.convergence_rounds {
            self.converged = true;
        }
    }

    /// Sets the next trial point: from the best point along the average, as far as the target suggests.
    fn step(&mut self, target: f64) {
        self.point.copy_from_slice(&self.best_point);
        let mut square = self.products().average;
        if square <= 0.0 {
            self.direction.copy_from_slice(&self.gradient);
            square = self.products().average;
        }
        if square <= 0.0 {
            self.converged = true;
            return;
        }
        let believed = (self.tuning.largest_target_distance * self.best_value.abs()).max(self.least_target_distance);
        let length = self.step_length * (target - self.best_value).clamp(0.0, believed) / square;
        for block in &self.blocks {
            let range = block.at..block.at + block.len;
            let length = length * block.metric * block.metric;
            block.domain.shift(&mut self.point[range.clone()], &self.direction[range], length, &self.tuning);
        }
    }

    fn products(&self) -> Products {
        let mut sum = Products::default();
        for block in &self.blocks {
            let range = block.at..block.at + block.len;
            let (x, d, g) = (&self.best_point[range.clone()], &self.direction[range.clone()], &self.gradient[range]);
            let part = block.domain.products(x, d, g);
            let square = block.metric * block.metric;
            sum.average += square * part.average;
            sum.mixed += square * part.mixed;
            sum.newest += square * part.newest;
        }
        sum
    }
}

impl BlockDomain {
    /// Moves variables along a direction, and back into the domain.
    fn shift(&self, x: &mut [f64], d: &[f64], length: f64, tuning: &tuning::VolumeAlgorithm) {
        match self {
            BlockDomain::Box { upper } => {
                x.iter_mut().zip(d).for_each(|(x, d)| *x = (*x + length * d).clamp(0.0, *upper))
            }
            BlockDomain::Simplex { caps } => {
                let mean = mean(x, d);
                let (least, most) = tuning.weight_steps;
                for (x, d) in x.iter_mut().zip(d) {
                    *x = (*x * (1.0 + length * (d - mean)).clamp(least, most)).max(tuning.least_weight);
                }
                scale_to_one(x, caps);
            }
        }
    }

    /// Products of two directions, without the variables that neither direction can move from `x`. On a simplex in its
    /// own metric, in which small weights move little.
    fn products(&self, x: &[f64], d: &[f64], g: &[f64]) -> Products {
        let mut sum = Products::default();
        match self {
            BlockDomain::Box { upper } => {
                for ((&x, &d), &g) in x.iter().zip(d).zip(g) {
                    if (x < *upper && (d > 0.0 || g > 0.0)) || (x > 0.0 && (d < 0.0 || g < 0.0)) {
                        sum.average += d * d;
                        sum.mixed += d * g;
                        sum.newest += g * g;
                    }
                }
            }
            BlockDomain::Simplex { caps } => {
                let (mean_d, mean_g) = (mean(x, d), mean(x, g));
                for (((&x, d), g), &cap) in x.iter().zip(d).zip(g).zip(caps) {
                    let (d, g) = (d - mean_d, g - mean_g);
                    if x >= cap && d > 0.0 && g > 0.0 {
                        continue;
                    }
                    sum.average += x * d * d;
                    sum.mixed += x * d * g;
                    sum.newest += x * g * g;
                }
            }
        }
        sum
    }
}

/// The mean of some values with these weights, which sum to one.
fn mean(weights: &[f64], values: &[f64]) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

/// Scales weights so that they sum to one, each at most its cap.
fn scale_to_one(x: &mut [f64], caps: &[f64]) {
    // Each round but the last fixes one weight or more at its cap.
    let mut free: Vec<usize> = (0..x.len()).collect();
    let mut left = 1.0;
    loop {
        let sum: f64 = free.iter().map(|&index| x[index]).sum();
        if sum <= 0.0 {
            return;
        }
        let (capped, rest): (Vec<usize>, Vec<usize>) =
            free.iter().partition(|&&index| x[index] * left / sum > caps[index]);
        if capped.is_empty() {
            return rest.iter().for_each(|&index| x[index] = x[index] * left / sum);
        }
        for index in capped {
            x[index] = caps[index];
            left -= caps[index];
        }
        free = rest;
    }
}
