//! Estimates the value of a change: the bound without the change and with it, at the same prices (Lagrange
//! multipliers).

use super::feasibility_oracle::Deadline;
use crate::domain::{Conference, RuleId};
use crate::model::{Cost, Label, Price};
use crate::rules::{Grounded, ground};
use crate::solve::bound::{Lagrangian, Multipliers, SCALE, evaluate};

/// Iterations of the bound between two looks at the clock, and in total.
const CHUNK: u32 = 25;
const ITERATIONS: u32 = 300;

/// Prices of a conference's scarce resources: rooms and services per step, sums, the min_max-off regions.
#[derive(Debug)]
pub(super) struct Prices<'g> {
    grounded: &'g Grounded,
    multipliers: Multipliers,
}

impl<'g> Prices<'g> {
    /// Computes the prices of a conference for which a timetable of this cost is known; `None` if a session has no
    /// possible place.
    pub(super) fn new(grounded: &'g Grounded, cost: Cost, asked: &Deadline<'_>) -> Option<Prices<'g>> {
        let mut lagrangian = Lagrangian::new(&grounded.model)?;
        for _ in 0..ITERATIONS / CHUNK {
            if asked.is_over() {
                break;
            }
            lagrangian.iterate(CHUNK, cost);
        }
        Some(Prices { grounded, multipliers: lagrangian.best().multipliers.clone() })
    }

    /// The bound of a conference at these prices, in units of 1 / [`SCALE`]; `None` if they cannot be carried over to
    /// it. The difference between two conferences, or between the same part of both, is the value of the change.
    pub(super) fn bound(&self, conference: &Conference) -> Option<i128> {
        let grounded = ground(conference).ok()?;
        evaluate(&grounded.model, &self.carried(&grounded)?, (None, None))
    }

    /// The prices of the same resources in another conference. New resources have no price.
    fn carried(&self, to: &Grounded) -> Option<Multipliers> {
        let (own, model) = (self.grounded, &to.model);
        let minutes = to.axis.origin.since(own.axis.origin);
        if own.axis.step_minutes != to.axis.step_minutes || minutes % own.axis.step_minutes != 0 {
            return None;
        }
        let shift = minutes / own.axis.step_minutes;
        let mut carried = Multipliers::none(model);
        for (cumulative, values) in model.cumulatives.iter().zip(&mut carried.cumulatives) {
            let same = |other: &&crate::model::Cumulative| {
                subject(own, other.label) == subject(to, cumulative.label)
                    && (other.price == Price::Hard) == (cumulative.price == Price::Hard)
            };
            let Some(known) = own.model.cumulatives.iter().position(|other| same(&other)) else { continue };
            let known = &self.multipliers.cumulatives[known];
            let at =
                |step: u32| usize::try_from(i64::from(step) + shift).ok().and_then(|step| known.get(step)).copied();
            if !known.is_empty() {
                *values = (0..model.horizon).map(|step| capped(at(step).unwrap_or(0), cumulative.price)).collect();
            }
        }
        for (capacity, values) in model.bucket_capacities.iter().zip(&mut carried.bucket_capacities) {
            let same = |other: &crate::model::BucketCapacity| subject(own, other.label) == subject(to, capacity.label);
            let known = own
                .model
                .bucket_capacities
                .iter()
                .position(same)
                .map(|known| &self.multipliers.bucket_capacities[known]);
            let Some(known) = known.filter(|known| known.len() == capacity.buckets as usize) else { continue };
            *values = known.iter().map(|&value| capped(value, capacity.price)).collect();
        }
        for (min_max, values) in model.min_maxes.iter().zip(&mut carried.min_maxes) {
            let subjects = |grounded: &Grounded, labels: &[Label]| -> Vec<(RuleId, Vec<String>)> {
                labels.iter().map(|&label| subject(grounded, label)).collect()
            };
            let wanted = subjects(to, &min_max.groups);
            let known = own.model.min_maxes.iter().position(|other| subjects(own, &other.groups) == wanted);
            known.into_iter().for_each(|known| values.clone_from(&self.multipliers.min_maxes[known]));
        }
        Some(carried)
    }
}

/// The rule and subjects of a primitive. A class of rooms is identified by its first room, because its size may differ.
fn subject(grounded: &Grounded, label: Label) -> (RuleId, Vec<String>) {
    let named = &grounded.labels[label.0 as usize];
    let of = if named.rule == RuleId::RoomClash {
        named.subject.iter().take(1)
    } else {
        named.subject.iter().take(usize::MAX)
    };
    (named.rule, of.cloned().collect())
}

/// A price no higher than breaking the condition costs.
fn capped(value: i64, price: Price) -> i64 {
    match price {
        Price::Hard => value,
        Price::Soft(most) => value.min(most.saturating_mul(SCALE)),
    }
}
