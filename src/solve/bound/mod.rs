//! A proven lower bound on the cost of every assignment that places all activities and breaks nothing hard.
//!
//! Lagrangian relaxation: what ties activities together is priced instead of enforced, and then each activity picks
//! its place alone and each day its opening alone. A step of a [`Profile`](crate::model::Profile) has a price, the
//! groups of a [`Worst`](crate::model::Worst) have weights that sum to one, a sum of an
//! [`Excess`](crate::model::Excess) has a price; [`Order`](crate::model::Order) and
//! [`Distinct`](crate::model::Distinct), which never cost less than nothing, are dropped; but at most two activities,
//! the [`Hubs`], keep the hard orders that tie many others to them.
//!
//! Any legal [`Multipliers`] prove a bound, by weak duality: [`evaluate`] recomputes it in integers from the model
//! and the multipliers alone. How good it is depends on how they were found, and that is the business of `ascent`,
//! whose floating point guides and never decides: it is limited to the operations that IEEE 754 defines to the last
//! bit, in a fixed order, so that the same model gives the same multipliers on every machine.

mod anchors;
mod day_window;
mod dual_value;
mod lagrangian_subproblem;
mod multipliers;
mod volume_algorithm;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use anchors::Anchors;
pub use dual_value::{evaluate, reduced_cost_fixing};
pub use multipliers::{Multipliers, SCALE};

use super::tuning;
use crate::model::{Cost, Label, Model, Place};
use lagrangian_subproblem::LagrangianSubproblem;
use volume_algorithm::VolumeAlgorithm;

/// A proven lower bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// Every assignment that places all activities and breaks nothing hard costs at least this.
    pub value: Cost,
    /// The sum over activities of the cheapest place's own cost: what no assignment avoids, whatever the rest.
    pub base: Cost,
    /// The proof: [`evaluate`] at these and the hubs, rounded up, is `value`.
    pub multipliers: Multipliers,
    /// The activities whose orders it keeps.
    pub anchors: Anchors,
}

/// What the relaxation would do: each activity alone, each day alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelaxedSolution {
    /// Each activity's place.
    pub places: Vec<Place>,
    /// Each day's first step and the step after its last; `None` for a closed one.
    pub windows: Vec<Option<(u32, u32)>>,
    /// Those of which it keeps the orders.
    pub hubs: Anchors,
}

/// The search for good multipliers, which can be interrupted and taken up again.
#[derive(Debug, Clone)]
pub struct Lagrangian<'m> {
    model: &'m Model,
    tuning: tuning::Bound,
    subproblem: LagrangianSubproblem,
    multiplier_search: VolumeAlgorithm,
    best: Bound,
    /// The ascent's own value of the multipliers last evaluated exactly.
    evaluated: f64,
}

impl<'m> Lagrangian<'m> {
    /// Prepares a model. `None` if an activity can be nowhere, be it for the hubs' orders alone: then nothing places
    /// all of them.
    pub fn new(model: &'m Model) -> Option<Lagrangian<'m>> {
        Lagrangian::pricing(model, |_| true)
    }

    /// As [`tuned`](Lagrangian::tuned), by the settings that are used.
    pub fn pricing(model: &'m Model, may_price: impl Fn(Label) -> bool) -> Option<Lagrangian<'m>> {
        Lagrangian::tuned(model, &tuning::Bound::default(), may_price)
    }

    /// As [`new`](Lagrangian::new), but by other settings, and only primitives whose label `may_price` allows carry
    /// multipliers, the others being dropped; a `Worst` counts as allowed if all its groups are.
    ///
    /// Profiles of few uses carry none in any case.
    pub fn tuned(
        model: &'m Model,
        tuning: &tuning::Bound,
        may_price: impl Fn(Label) -> bool,
    ) -> Option<Lagrangian<'m>> {
        let hubs = anchors::choose(model, tuning.least_pairs);
        let relaxed = LagrangianSubproblem::new(model, hubs, tuning.least_uses, may_price)?;
        let ascent = VolumeAlgorithm::new(relaxed.blocks(), tuning.volume_algorithm);
        let base = (0..model.activities.len()).map(|a| model.cheapest(a)).sum::<Option<Cost>>()?;
        let bound = |multipliers: Multipliers| {
            let value = rounded_up(evaluate(model, &multipliers, hubs)?);
            Some(Bound { value, base, multipliers, anchors: hubs })
        };
        // The weights of a `Worst` start even; without any multiplier the bound can be better.
        let (plain, even) = (bound(Multipliers::none(model))?, bound(relaxed.round(model, ascent.best_point()))?);
        let best = if even.value < plain.value { plain } else { even };
        Some(Lagrangian {
            model,
            tuning: *tuning,
            subproblem: relaxed,
            multiplier_search: ascent,
            best,
            evaluated: f64::NEG_INFINITY,
        })
    }

    /// Lets so many threads work from now on. They change the time, never the multipliers; with few activities they
    /// cost more than they bring.
    pub fn use_threads(&mut self, threads: usize) {
        self.subproblem.use_threads(threads);
    }

    /// Improves the multipliers for so many iterations, or until the bound meets `target`, the cost of the best
    /// assignment known (`Cost::MAX` if none is). The target only guides the step lengths: a wrong one makes the
    /// bound weak, never wrong.
    pub fn iterate(&mut self, iterations: u32, target: Cost) {
        for _ in 0..iterations {
            if self.best.value >= target || self.multiplier_search.has_converged() {
                break;
            }
            let (point, gradient) = self.multiplier_search.trial_point();
            let value = self.subproblem.value(point, gradient);
            self.multiplier_search.update(value, target as f64);
        }
        if self.is_worth_evaluating(target) {
            self.evaluated = self.multiplier_search.best_value();
            self.evaluate_best();
        }
    }

    /// Whether the ascent has come far enough since the last exact evaluation, which takes the time of a few
    /// iterations: by a part of what was missing, or to the target, or to its end.
    fn is_worth_evaluating(&self, target: Cost) -> bool {
        let (found, target) = (self.multiplier_search.best_value(), target as f64);
        let enough = (self.tuning.worth_of_gap * (target - self.evaluated))
            .min(self.tuning.worth_of_value * self.evaluated.abs());
        found > self.evaluated
            && (found - self.evaluated >= enough || found > target - 1.0 || self.multiplier_search.has_converged())
    }

    /// The solution of the relaxation at the best multipliers, in floating point: a suggestion, no proof. `None` if the
    /// hubs leave somebody without a place.
    pub fn relaxed_solution(&mut self) -> Option<RelaxedSolution> {
        self.subproblem.solution(self.multiplier_search.best_point(), self.best.anchors)
    }

    /// Some activities' places, those first that cost least at the best multipliers, what they use included.
    pub fn places_by_reduced_cost(&mut self, activities: &[u32]) -> Vec<Vec<Place>> {
        self.subproblem.places_by_reduced_cost(self.multiplier_search.best_point(), activities)
    }

    /// Begins anew from the best multipliers so far: for a target that was not known before.
    pub fn restart(&mut self) {
        self.multiplier_search.restart();
    }

    /// Whether further iterations are in vain.
    pub fn has_converged(&self) -> bool {
        self.multiplier_search.has_converged()
    }

    /// The best bound so far, always one that [`evaluate`] has confirmed.
    pub fn best(&self) -> &Bound {
        &self.best
    }

    fn evaluate_best(&mut self) {
        let multipliers = self.subproblem.round(self.model, self.multiplier_search.best_point());
        let Some(value) = evaluate(self.model, &multipliers, self.best.anchors).map(rounded_up) else { return };
        if value > self.best.value {
            self.best = Bound { value, multipliers, ..self.best };
        }
    }
}

/// The least integer cost that is not below a dual value.
///
/// Costs are below 2^53; a larger value, of a model that has no assignment at all, is cut off at the largest cost.
fn rounded_up(value: i128) -> Cost {
    let scale = i128::from(SCALE);
    let whole = -(-value).div_euclid(scale);
    Cost::try_from(whole).unwrap_or(if whole < 0 { Cost::MIN } else { Cost::MAX })
}
