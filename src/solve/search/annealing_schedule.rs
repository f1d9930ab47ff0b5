//! The annealing schedule: temperature, penalties and guidance at each fraction of a search.

use super::fixed_point::geometric;
use super::searcher::Weights;
use crate::model::{CONDITION_KINDS, ConditionKind, Cost, Model};
use crate::solve::tuning::{self, Annealing, FinalDescent, Penalties, Ratio};

/// One in the fixed point of fractions.
pub const WHOLE: u64 = 1 << 32;
/// The weight of the guidance at the beginning: see [`Weights::guidance`].
const FULL_GUIDANCE: u64 = 1024;

/// Temperature and penalties from the beginning to the end of a search.
#[derive(Debug, Clone, Copy)]
pub struct AnnealingSchedule {
    /// First and last temperature.
    pub temperature: (Cost, Cost),
    /// First and last penalty of a unit of a class for one step; the other penalties are multiples of it.
    pub penalty: (Cost, Cost),
    /// Total units of all classes: a step too many of a day's span is priced as all of them.
    pub units: Cost,
    /// Price of one unit of penalty for activities left out.
    pub unplaced: Cost,
}

impl AnnealingSchedule {
    /// A schedule from settings, given the typical cost difference, the price of capacity, and the price of leaving
    /// out.
    pub fn new(
        annealing: &Annealing,
        (typical, price): (Cost, Cost),
        model: &Model,
        unplaced: Cost,
    ) -> AnnealingSchedule {
        let (temperature, penalty) = (annealing.temperature, annealing.penalty);
        AnnealingSchedule {
            temperature: (temperature.0.of(typical), temperature.1.of(typical)),
            penalty: (penalty.0.of(price), penalty.1.of(price)),
            units: model.classes.iter().map(|class| Cost::from(class.size)).sum::<Cost>().max(1),
            unplaced,
        }
    }

    /// The schedule of the final descent, which begins where this one ends.
    pub fn final_descent(self, settings: &FinalDescent) -> AnnealingSchedule {
        let (temperature, penalty) = (self.temperature.1, self.penalty.1);
        AnnealingSchedule {
            temperature: (temperature, settings.last_temperature.of(temperature)),
            penalty: (penalty, settings.last_penalty.of(penalty)),
            ..self
        }
    }

    /// The schedule of a quench from a fraction of the search: as cold in the end as its final descent.
    pub fn quench(self, fraction: u64, settings: &FinalDescent) -> AnnealingSchedule {
        let descent = self.final_descent(settings);
        AnnealingSchedule {
            temperature: (self.temperature(fraction), descent.temperature.1),
            penalty: (self.resource_penalty(fraction), descent.penalty.1),
            ..self
        }
    }

    /// The temperature at a fraction of the search.
    pub(super) fn temperature(&self, fraction: u64) -> Cost {
        geometric(self.temperature.0, self.temperature.1, fraction)
    }

    /// The penalty of one unit of a class for one step at a fraction of the search.
    fn resource_penalty(&self, fraction: u64) -> Cost {
        let (first, last) = self.penalty;
        geometric(last, first, WHOLE - fraction.min(WHOLE)).max(1)
    }

    /// The weights at a fraction of the search.
    pub fn weights(&self, fraction: u64, tuning: &tuning::Search) -> Weights {
        let resource = self.resource_penalty(fraction);
        let Penalties { forbidden, cumulative, bucket_capacity, precedence, least_excess } = tuning.penalties;
        let mut units = [0; CONDITION_KINDS];
        units[ConditionKind::Forbidden as usize] = resource.saturating_mul(forbidden);
        units[ConditionKind::Resource as usize] = resource;
        units[ConditionKind::Cumulative as usize] = resource.saturating_mul(cumulative);
        units[ConditionKind::BucketCapacity as usize] = resource.saturating_mul(bucket_capacity);
        units[ConditionKind::Precedence as usize] = resource.saturating_mul(precedence);
        units[ConditionKind::LeastExcess as usize] = resource.saturating_mul(least_excess);
        units[ConditionKind::DaySpan as usize] = resource.saturating_mul(self.units);
        let Ratio { times, over } = tuning.guided_until;
        let guided = WHOLE / u64::from(over.max(1)) * u64::from(times);
        let guidance = (FULL_GUIDANCE * guided.saturating_sub(fraction)).checked_div(guided).unwrap_or(0) as i64;
        Weights { units, unplaced: self.unplaced, guidance }
    }
}
