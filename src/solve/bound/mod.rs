//! A proven lower bound on the cost of every assignment that places all activities and breaks no hard condition.
//!
//! # The method: Lagrangian relaxation
//!
//! The primitives that tie activities together are priced instead of enforced. What remains is the *Lagrangian
//! subproblem*: each activity chooses its cheapest place alone, and each day its cheapest window alone. The value of
//! the subproblem is a lower bound for any legal multipliers (weak duality):
//!
//! * [`Cumulative`](crate::model::Cumulative): one multiplier for each step, at most its price if it is soft.
//! * [`BucketCapacity`](crate::model::BucketCapacity): one multiplier for each bucket, at most its price if it is soft.
//! * [`MinMax`](crate::model::MinMax): one weight for each group, at most its cap; the weights sum to
//!   one.
//! * [`DaySpan`](crate::model::DaySpan): kept, because each day's window is chosen exactly.
//! * [`NValue`](crate::model::NValue) and [`Precedence`](crate::model::Precedence): dropped. This is valid because
//!   their cost is never negative.
//!
//! The exception: at most two activities, the [`Anchors`], keep the hard precedences that connect many other activities
//! with them (an opening before and a closing after all others).
//!
//! # The parts
//!
//! * `dual_value`: [`evaluate`] computes the bound in exact integers, from the model and the [`Multipliers`] alone.
//!   Every reported bound is computed by this function.
//! * `volume_algorithm`: finds good multipliers with the volume algorithm of Barahona and Anbil, a subgradient method.
//!   The values and supergradients come from `lagrangian_subproblem`.
//! * `anchors` and `day_window`: the choices that are made exactly in the subproblem.
//! * `reduced_cost_fixing`: removes places that a better assignment cannot use.
//!
//! The search for multipliers uses floating point, but it only suggests multipliers; the bound itself is exact. The
//! floating-point operations are those that IEEE 754 defines to the last bit, in a fixed order, so the same model gives
//! the same multipliers on every machine.

mod anchors;
mod day_window;
mod dual_value;
mod lagrangian_subproblem;
mod multipliers;
mod reduced_cost_fixing;
mod volume_algorithm;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use anchors::Anchors;
pub use dual_value::evaluate;
pub use multipliers::{Multipliers, SCALE};
pub use reduced_cost_fixing::reduced_cost_fixing;

use std::sync::atomic::AtomicBool;

use super::stop_condition::StopCondition;
use super::tuning;
use crate::model::{Cost, Label, Model, Place};
use lagrangian_subproblem::LagrangianSubproblem;
use volume_algorithm::VolumeAlgorithm;

/// A proven lower bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Every assignment that places all activities and breaks no hard condition costs at least this.
    pub value: Cost,
    /// Sum of the lowest unary cost of each activity: a bound without any multipliers.
    pub base: Cost,
    /// The proof: [`evaluate`] with these multipliers and the anchors, rounded up, is `value`.
    pub multipliers: Multipliers,
    /// The activities whose hard precedences are kept.
    pub anchors: Anchors,
}

/// An optimal solution of the Lagrangian subproblem: places chosen by each activity alone, windows by each day alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelaxedSolution {
    /// By activity: its place.
    pub places: Vec<Place>,
    /// By day: first step and the step after the last; `None` if the day is closed.
    pub windows: Vec<Option<(u32, u32)>>,
    /// The activities whose hard precedences are kept.
    pub anchors: Anchors,
}

/// The search for good multipliers. It can be interrupted and continued.
#[derive(Debug, Clone)]
pub struct Lagrangian<'m> {
    model: &'m Model,
    tuning: tuning::Bound,
    subproblem: LagrangianSubproblem,
    volume_algorithm: VolumeAlgorithm,
    best: Bound,
    /// Value in floating point of the multipliers that were last evaluated exactly.
    evaluated: f64,
}

impl<'m> Lagrangian<'m> {
    /// Prepares a model. `None` if an activity has no allowed place, or none because of the anchors' precedences: then
    /// no assignment places all activities.
    pub fn new(model: &'m Model) -> Option<Lagrangian<'m>> {
        Lagrangian::pricing(model, |_| true)
    }

    /// Like [`tuned`](Lagrangian::tuned), with the default settings.
    pub fn pricing(model: &'m Model, may_price: impl Fn(Label) -> bool) -> Option<Lagrangian<'m>> {
        Lagrangian::tuned(model, &tuning::Bound::default(), may_price)
    }

    /// Like [`new`](Lagrangian::new), with these settings. Only primitives with a label that `may_price` accepts get
    /// multipliers; the others are dropped. A `MinMax` is accepted if all its groups are. Cumulatives with few uses
    /// never get multipliers.
    pub fn tuned(
        model: &'m Model,
        tuning: &tuning::Bound,
        may_price: impl Fn(Label) -> bool,
    ) -> Option<Lagrangian<'m>> {
        let anchors = anchors::choose(model, tuning.least_pairs);
        let subproblem = LagrangianSubproblem::new(model, anchors, tuning.least_uses, may_price)?;
        let volume_algorithm = VolumeAlgorithm::new(subproblem.blocks(), tuning.volume_algorithm);
        let base = (0..model.activities.len()).map(|a| model.cheapest(a)).sum::<Option<Cost>>()?;
        let bound = |multipliers: Multipliers| {
            let value = rounded_up(evaluate(model, &multipliers, anchors)?);
            Some(Bound { value, base, multipliers, anchors })
        };
        // The weights of a `MinMax` start in proportion to their caps. The bound without any multipliers can be better.
        let (plain, even) =
            (bound(Multipliers::none(model))?, bound(subproblem.round(model, volume_algorithm.best_point()))?);
        let best = if even.value < plain.value { plain } else { even };
        Some(Lagrangian { model, tuning: *tuning, subproblem, volume_algorithm, best, evaluated: f64::NEG_INFINITY })
    }

    /// Sets the number of threads. They change the time, never the multipliers. With few activities they cost more time
    /// than they save.
    pub fn use_threads(&mut self, threads: usize) {
        self.subproblem.use_threads(threads);
    }

    /// Improves the multipliers for a number of iterations, or until the bound reaches `target`, the cost of the best
    /// known assignment (`Cost::MAX` if none is known). The target only guides the step lengths: a wrong target makes
    /// the bound weaker, never wrong.
    pub fn iterate(&mut self, iterations: u32, target: Cost) {
        self.iterate_until(iterations, target, StopCondition::new(&AtomicBool::new(false), None));
    }

    /// Same as [`iterate`](Lagrangian::iterate), but ends early if the condition is met: in a large model a few
    /// iterations take a second.
    pub(crate) fn iterate_until(&mut self, iterations: u32, target: Cost, condition: StopCondition<'_>) {
        for _ in 0..iterations {
            if condition.is_met() {
                return;
            }
            if self.best.value >= target || self.volume_algorithm.has_converged() {
                break;
            }
            let (point, gradient) = self.volume_algorithm.trial_point();
            let value = self.subproblem.value(point, gradient);
            self.volume_algorithm.update(value, target as f64);
        }
        if self.is_worth_evaluating(target) {
            self.evaluated = self.volume_algorithm.best_value();
            self.evaluate_best();
        }
    }

    /// Whether the value has grown enough since the last exact evaluation, which takes the time of a few iterations: by
    /// a part of the gap, up to the target, or to convergence.
    fn is_worth_evaluating(&self, target: Cost) -> bool {
        let (found, target) = (self.volume_algorithm.best_value(), target as f64);
        let enough = (self.tuning.worth_of_gap * (target - self.evaluated))
            .min(self.tuning.worth_of_value * self.evaluated.abs());
        found > self.evaluated
            && (found - self.evaluated >= enough || found > target - 1.0 || self.volume_algorithm.has_converged())
    }

    /// The solution of the Lagrangian subproblem at the best multipliers, in floating point: a suggestion, not a proof.
    /// `None` if the anchors leave an activity without a place.
    pub fn relaxed_solution(&mut self) -> Option<RelaxedSolution> {
        self.subproblem.solution(self.volume_algorithm.best_point(), self.best.anchors)
    }

    /// The places of some activities, by ascending reduced cost at the best multipliers.
    pub fn places_by_reduced_cost(&mut self, activities: &[u32]) -> Vec<Vec<Place>> {
        self.subproblem.places_by_reduced_cost(self.volume_algorithm.best_point(), activities)
    }

    /// Takes long steps again from the best multipliers: for a target that was unknown before.
    pub fn restart(&mut self) {
        self.volume_algorithm.restart();
    }

    /// Whether more iterations are not expected to improve the bound.
    pub fn has_converged(&self) -> bool {
        self.volume_algorithm.has_converged()
    }

    /// The best bound so far. [`evaluate`] has confirmed it.
    pub fn best(&self) -> &Bound {
        &self.best
    }

    fn evaluate_best(&mut self) {
        let multipliers = self.subproblem.round(self.model, self.volume_algorithm.best_point());
        let Some(value) = evaluate(self.model, &multipliers, self.best.anchors).map(rounded_up) else { return };
        if value > self.best.value {
            self.best = Bound { value, multipliers, ..self.best };
        }
    }
}

/// The least integer cost that is not below a dual value.
///
/// Costs are below 2^53. The value for a model without any assignment can be larger; it saturates at the largest cost.
fn rounded_up(value: i128) -> Cost {
    let scale = i128::from(SCALE);
    let whole = -(-value).div_euclid(scale);
    Cost::try_from(whole).unwrap_or(if whole < 0 { Cost::MIN } else { Cost::MAX })
}
