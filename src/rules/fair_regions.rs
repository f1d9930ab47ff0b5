//! `fair-regions`: the worst-off regions are not much worse off than the others.

use num_integer::{Integer, gcd};

use super::exact_arithmetic::{half_up, product};
use super::regions::{discomfort, label, regions};
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF};
use crate::domain::{Decimal, RegionMeasure, RuleId, RuleInfo, RuleOption, Strength};
use crate::model::{Label, MinMax, MinMaxTerm, TooLarge, WEIGHT_SCALE};

/// The discomfort per attendee-minute of the worst-off region, or of the worst-off part of all attendee-minutes, times
/// all attendee-minutes. Regions are audiences, split where neighbouring zones are far apart.
pub(super) struct FairRegions;

impl Rule for FairRegions {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::FairRegions,
            sentence: "The worst-off region is not much worse off than the others.",
            charges: Some(
                "the discomfort per attendee-minute of the worst-off part, or of the worst-off region, times all attendee-minutes",
            ),
            default: Strength::Weight(Decimal::micros(500_000)),
            legal: WEIGHT_OR_OFF,
            options: &[RuleOption::Measure, RuleOption::Share],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        let groups = regions(grounding)?;
        let total: i128 = groups.iter().map(|(_, minutes)| minutes).sum();
        if groups.is_empty() {
            return Ok(());
        }
        let labels: Vec<Label> = groups.iter().map(|(group, _)| label(grounding, group)).collect();
        let mut terms = Vec::with_capacity(grounding.conference.sessions.len());
        for session in grounding.sessions() {
            let mut cells = vec![0; grounding.starts() * groups.len()];
            for (column, (group, minutes)) in groups.iter().enumerate() {
                let sums = discomfort(grounding, session, group)?;
                // half_up(weight x sum x total / (minutes x 1000)), as a reduced fraction, so that 64 bits mostly
                // suffice.
                let (up, down) = (product(&[weight.micros.into(), total])?, *minutes * 1000);
                let down = product(&[down, Decimal::SCALE.into()])?;
                let common = gcd(up, down).max(1);
                let (up, down) = (up / common, down / common);
                // Neighbouring starts often have the same sum: this saves 128-bit divisions.
                let mut last = (0, 0);
                for (start, &sum) in sums.iter().enumerate() {
                    if sum != 0 && grounding.open(session, start) {
                        if sum != last.0 {
                            last = (sum, half_up(product(&[sum.into(), up])?, down)?);
                        }
                        cells[start * groups.len() + column] = last.1;
                    }
                }
            }
            terms.push(MinMaxTerm {
                activity: session as u32,
                first: 0,
                width: groups.len() as u32,
                group_costs: cells,
            });
        }
        let measure = grounding.conference.rules[RuleId::FairRegions].measure;
        let caps = groups.iter().map(|&(_, minutes)| cap(measure, minutes, total)).collect::<Result<_, _>>()?;
        grounding.builder.min_max(MinMax { groups: labels, caps, terms });
        Ok(())
    }

    fn is_certified(&self, _: &[String]) -> bool {
        true
    }
}

/// The largest weight of a region in the mean of the worst-off part: its share of all attendee-minutes, divided by the
/// part, rounded up; at most one. In the units of [`MinMax::caps`].
fn cap(measure: RegionMeasure, minutes: i128, total: i128) -> Result<i64, TooLarge> {
    let RegionMeasure::Tail { share } = measure else { return Ok(WEIGHT_SCALE) };
    let part = product(&[share.micros.into(), total])?.max(1);
    let cap = Integer::div_ceil(&product(&[WEIGHT_SCALE.into(), minutes, Decimal::SCALE.into()])?, &part);
    Ok(i64::try_from(cap).unwrap_or(WEIGHT_SCALE).min(WEIGHT_SCALE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ground;
    use crate::rules::testing::{audience, conference, cost, rooms, session, weigh};

    #[test]
    fn the_worst_region_is_scaled_to_all_attendees() {
        let mut given = conference();
        weigh(&mut given, RuleId::FairRegions, "0.5");
        given.rooms = rooms(2);
        given.audiences = vec![audience("a", 4, &[("UTC", 1)]), audience("b", 1, &[("Asia/Tokyo", 1)])];
        given.sessions = vec![session("s", 60), session("t", 60)];
        // Of 10 people 8 are in UTC, 2 in Tokyo. At 03:00 UTC all minutes at 100 %, Tokyo (12:00) none.
        // P / N is 1200 / 960 for UTC, 1200 / 240 for Tokyo.
        assert_eq!(cost(&given, &["02T03:00", "-"]), 60 * 100 * 8 * 1200 / 960 / 2);
        // 15:00 UTC is midnight in Tokyo: as bad per head, with a quarter of the people.
        assert_eq!(cost(&given, &["02T15:00", "-"]), 60 * 100 * 2 * 1200 / 240 / 2);
        // One each: the worse of two equal ones, not their sum.
        assert_eq!(cost(&given, &["02T03:00", "02T15:00"]), 30_000);
        assert_eq!(cost(&given, &["02T03:00", "02T03:00@1"]), 60_000);
    }

    #[test]
    fn the_worst_off_part_takes_regions_from_the_worst_off_on() {
        let mut given = conference();
        weigh(&mut given, RuleId::FairRegions, "1");
        given.rooms = rooms(2);
        given.audiences = vec![audience("a", 4, &[("UTC", 1)]), audience("b", 1, &[("Asia/Tokyo", 1)])];
        given.sessions = vec![session("s", 60), session("t", 60)];
        // Tokyo is a fifth of all people. At 15:00 UTC it has a discomfort of 100 %, and UTC none.
        let night_in_tokyo = ["02T15:00", "02T15:00@1"];
        for (share, cost_of_tokyo) in [("0.1", 1200), ("0.2", 1200), ("0.4", 600), ("1", 240)] {
            given.rules[RuleId::FairRegions].measure = RegionMeasure::Tail { share: share.parse().unwrap() };
            let cost = cost(&given, &night_in_tokyo);
            assert!((0..=100).contains(&(cost - 100 * 100 * cost_of_tokyo / 100)), "{share}: {cost}");
        }
        // At 03:00 UTC the others have it: the worst-off tenth is theirs alone, all minutes are four fifths theirs.
        let cost = cost(&given, &["02T03:00", "02T03:00@1"]);
        assert!((0..=100).contains(&(cost - 100 * 960)), "{cost}");
    }

    #[test]
    fn regions_are_named_by_their_zones() {
        let mut given = conference();
        weigh(&mut given, RuleId::FairRegions, "1");
        given.audiences = vec![audience("a", 4, &[("Australia/Sydney", 1), ("America/New_York", 1), ("UTC", 0)])];
        given.sessions = vec![session("s", 60)];
        let grounded = ground(&given).unwrap();
        let names: Vec<String> = grounded.model.min_maxes[0]
            .groups
            .iter()
            .map(|label| grounded.labels[label.0 as usize].subject.join(" "))
            .collect();
        // UTC has no people: it joins New York, five hours away.
        assert_eq!(names, ["a America/New_York UTC", "a Australia/Sydney"]);
    }
}
