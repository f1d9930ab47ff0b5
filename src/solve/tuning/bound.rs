//! Settings of the Lagrangian bound.

/// Settings of the Lagrangian bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// Profiles of fewer uses than this carry no prices: a relaxed pair avoids itself at next to no cost. By hand, not
    /// varied.
    pub least_uses: usize,
    /// Least number of others that a hub precedes or follows. By hand, not varied.
    pub least_pairs: usize,
    /// What makes a new exact evaluation worth its time: this part of the gap to the target. By hand, not varied.
    pub worth_of_gap: f64,
    /// Or this part of the value. By hand, not varied.
    pub worth_of_value: f64,
    /// How the prices climb.
    pub volume_algorithm: VolumeAlgorithm,
}

/// How the volume algorithm of Barahona and Anbil climbs. All by hand, not varied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VolumeAlgorithm {
    /// The newest gradient's part in the average, at most, at first.
    pub newest: f64,
    /// The same at the end: it is halved as progress slows.
    pub newest_least: f64,
    /// The least part is the most divided by this.
    pub newest_range: f64,
    /// Number of rounds looked at together ...
    pub review_rounds: u32,
    /// ... and are slow if the value grew by less than this part of it.
    pub review_progress: f64,
    /// The first step length, as a part of the way to the target that the gradient promises.
    pub first_step: f64,
    /// The largest.
    pub largest_step: f64,
    /// The smallest.
    pub smallest_step: f64,
    /// What a good step multiplies the next ones by.
    pub lengthen: f64,
    /// Factor applied to them after that many rounds without improvement.
    pub shorten: f64,
    /// Number of rounds.
    pub patience: u32,
    /// A target further away than this part of the value is not believed.
    pub horizon: f64,
    /// The least weight on a simplex, from which it can still grow again.
    pub least_weight: f64,
    /// What one step multiplies a weight by, at least and at most.
    pub weight_steps: (f64, f64),
    /// Number of rounds with less than a relative growth of the value that end the ascent.
    pub convergence_rounds: u32,
    /// That part.
    pub convergence_progress: f64,
}

impl Default for Bound {
    fn default() -> Bound {
        Bound {
            least_uses: 3,
            least_pairs: 3,
            worth_of_gap: 0.01,
            worth_of_value: 1e-4,
            volume_algorithm: VolumeAlgorithm {
                newest: 0.1,
                newest_least: 0.0125,
                newest_range: 10.0,
                review_rounds: 50,
                review_progress: 0.01,
                first_step: 0.5,
                largest_step: 2.0,
                smallest_step: 1e-4,
                lengthen: 1.1,
                shorten: 0.66,
                patience: 8,
                horizon: 0.05,
                least_weight: 1e-6,
                weight_steps: (0.5, 2.0),
                convergence_rounds: 400,
                convergence_progress: 1e-6,
            },
        }
    }
}
