//! Settings of the Lagrangian bound.

/// Settings of the Lagrangian bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// Cumulatives with fewer uses than this get no multipliers: two activities avoid each other at almost no cost. By
    /// hand, not varied.
    pub least_uses: usize,
    /// Least number of other activities that an anchor precedes or follows. By hand, not varied.
    pub least_pairs: usize,
    /// An exact evaluation is made if the value has grown by this part of the gap to the target. By hand, not varied.
    pub worth_of_gap: f64,
    /// Or by this part of the value. By hand, not varied.
    pub worth_of_value: f64,
    /// The volume algorithm.
    pub volume_algorithm: VolumeAlgorithm,
}

/// Settings of the volume algorithm of Barahona and Anbil. All by hand, not varied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VolumeAlgorithm {
    /// Upper limit of the newest gradient's weight in the average, at the beginning.
    pub newest_weight: f64,
    /// The same limit at the end: it is halved when progress slows.
    pub least_newest_weight: f64,
    /// The lower limit of the weight is the upper limit divided by this.
    pub newest_weight_range: f64,
    /// Number of rounds between two reviews of the progress.
    pub review_rounds: u32,
    /// Progress is slow if the value grew by less than this part of it between two reviews.
    pub review_progress: f64,
    /// First step length, as a part of the distance to the target that the gradient predicts.
    pub first_step: f64,
    /// Largest step length.
    pub largest_step: f64,
    /// Smallest step length.
    pub smallest_step: f64,
    /// Factor of the step length after an improvement.
    pub lengthen: f64,
    /// Factor of the step length after `patience` rounds without improvement.
    pub shorten: f64,
    /// Number of rounds without improvement before the step is shortened.
    pub patience: u32,
    /// The distance to the target counts as at most this part of the value.
    pub largest_target_distance: f64,
    /// Least weight on a simplex; it can still grow again.
    pub least_weight: f64,
    /// Least and largest factor of a weight in one step.
    pub weight_steps: (f64, f64),
    /// Number of rounds with little progress after which the algorithm has converged.
    pub convergence_rounds: u32,
    /// Progress is little if the value grew by less than this part of it.
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
                newest_weight: 0.1,
                least_newest_weight: 0.0125,
                newest_weight_range: 10.0,
                review_rounds: 50,
                review_progress: 0.01,
                first_step: 0.5,
                largest_step: 2.0,
                smallest_step: 1e-4,
                lengthen: 1.1,
                shorten: 0.66,
                patience: 8,
                largest_target_distance: 0.05,
                least_weight: 1e-6,
                weight_steps: (0.5, 2.0),
                convergence_rounds: 400,
                convergence_progress: 1e-6,
            },
        }
    }
}
