//! Settings of optimality proofs by an integer program.

use super::Ratio;

/// Settings of proofs by an integer program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proofs {
    /// The program of the whole model is tried without being asked for only up to this number of places. By hand, not
    /// varied.
    pub most_places: usize,
    /// Largest number of places after reduced-cost fixing for which a program is tried. By hand, not varied.
    pub most_places_left: usize,
    /// Limit of the work of all proofs of a run under a budget of steps, in the unit of
    /// [`ExactOptions`](crate::solve::exact::ExactOptions): this number, about two seconds, ...
    pub work: u64,
    /// ... but with few steps at most this number and the next one for each step, so that a run of 400 steps ends within
    /// two seconds on any small model (500 random ones: 1.7 s at most) ...
    pub least_work: u64,
    /// See `least_work`.
    pub least_work_each_step: u64,
    /// ... and this number for each step: a step takes about as long.
    pub work_each_step: u64,
    /// The part of the remaining work for a program after which another one may follow. By hand, not varied.
    pub first_work: Ratio,
    /// End of a program that was not asked for, in thousandths of a time budget. A fifth for the program of the whole
    /// model leaves the rest for the program after reduced-cost fixing.
    pub unasked_until: u32,
    /// The first program after reduced-cost fixing may find a better assignment, which makes the proof easier. So it
    /// gets only this part of the time. By hand, not varied.
    pub first_time: Ratio,
}

impl Default for Proofs {
    fn default() -> Proofs {
        Proofs {
            most_places: 3_000,
            most_places_left: 9_000,
            work: 300_000_000,
            least_work: 190_000_000,
            least_work_each_step: 55_000,
            work_each_step: 400,
            first_work: Ratio::new(1, 2),
            unasked_until: 200,
            first_time: Ratio::new(1, 2),
        }
    }
}
