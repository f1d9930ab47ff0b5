//! How much each region counts in `fair-regions` under a schedule.

use crate::domain::{Problem, RuleId, Schedule};

use super::context::Context;
use super::exact_arithmetic::{self, MICROS};
use super::fairness;

/// How much a region counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionWeight {
    /// Its part of what `fair-regions` charges, in millionths. The parts of all regions together are one, if the rule
    /// charges anything.
    pub weight: i64,
    /// How many times a discomfort-minute of one of its attendees counts in `audience-hours` and `fair-regions`
    /// together, in hundredths.
    pub per_head: i64,
}

/// The weight of each region, in the order of [`regions`](super::regions); `None` if the numbers are too large.
///
/// Near this schedule, a discomfort-minute more in a region costs its weight per head. Of several regions that are
/// equally badly off, the first ones in file order have the weight.
pub fn region_weights<'a>(problem: impl Into<Problem<'a>>, schedule: &Schedule) -> Option<Vec<RegionWeight>> {
    let ctx = Context::new(problem, schedule);
    let regions = fairness::regions(&ctx);
    let total = fairness::total_size(&regions)?;
    let fair_regions = ctx.weight(RuleId::FairRegions);
    let weights = fairness::weights_of_regions(&ctx, fair_regions, &regions)?;
    let whole = i128::from(fairness::WEIGHT_SCALE);
    let of_region = |(region, weight): (&fairness::RegionGroup, i128)| {
        let audience = &ctx.conference.audiences[region.group.audience];
        let own = exact_arithmetic::product(&[ctx.weight(RuleId::AudienceHours), audience.weight.micros.into()])?;
        let size = region.size?;
        let fair = match size {
            0 => 0,
            _ => exact_arithmetic::product(&[fair_regions, weight, total, MICROS])? / (size * whole),
        };
        Some(RegionWeight {
            weight: i64::try_from(weight * MICROS / whole).ok()?,
            per_head: exact_arithmetic::half_up(&[own.checked_add(fair)?, 100], MICROS * MICROS)?,
        })
    };
    regions.iter().zip(weights).map(of_region).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, decimal, priced, schedule};
    use super::*;
    use crate::domain::RegionMeasure;

    #[test]
    fn a_small_region_that_is_worst_off_counts_many_times() {
        let mut b = Build::new();
        b.audience("asia", &[("Asia/Tokyo", "1")]);
        b.audience("europe", &[("Europe/Berlin", "1")]).people = decimal("9");
        b.rule(RuleId::AudienceHours, priced("1")).rule(RuleId::FairRegions, priced("0.25"));
        b.session("a", 60);
        // 16:00 in Berlin is midnight in Tokyo.
        let there = [("2020-11-02T15:00", 1)];
        let conference = b.done();
        let weights = region_weights(&conference, &schedule(&there)).unwrap();
        assert_eq!(
            weights,
            [RegionWeight { weight: 1_000_000, per_head: 100 + 25 * 10 }, RegionWeight { weight: 0, per_head: 100 },]
        );
        // Half of all minutes: Tokyo's tenth is a fifth of them.
        b.c.rules[RuleId::FairRegions].measure = RegionMeasure::Tail { share: decimal("0.5") };
        let conference = b.done();
        let weights = region_weights(&conference, &schedule(&there)).unwrap();
        assert_eq!(weights.iter().map(|w| w.per_head).collect::<Vec<_>>(), [150, 122]);
        assert_eq!(weights[0].weight / 1000, 200);
    }
}
