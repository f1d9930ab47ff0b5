//! `good-day`: every region has a day at good hours.

use num_integer::gcd;

use super::exact_arithmetic::{half_up, product};
use super::regions::{Group, discomfort, label, regions};
use super::words::Words;
use super::{ANY, Constraint, GroundError, Grounding, Rule, Selection, Shortage};
use crate::domain::{Conference, Decimal, RuleId, RuleInfo, RuleOption, Strength};
use crate::model::{LeastExcess, LeastExcessTerm, Price, TooLarge};

/// On at least one day, a region's mean discomfort should be at most a threshold. If the rule is hard, it must. If it
/// has a weight, the excess on the region's best day costs, as if all attendees were in the region. Days on which nobody
/// from the region attends do not count, and a region that attends nothing needs no good day.
pub(super) struct GoodDay;

impl Rule for GoodDay {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::GoodDay,
            sentence: "Every region has a day on which its mean discomfort is at most the threshold.",
            charges: Some(
                "each region's discomfort above the threshold on its best day, per attendee-minute of the region, times all attendee-minutes",
            ),
            default: Strength::Off,
            legal: ANY,
            options: &[RuleOption::Threshold],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let price = match strength {
            Strength::Off => return Ok(()),
            Strength::Weight(_) => Price::Soft(1),
            Strength::Hard => Price::Hard,
        };
        let threshold = i128::from(grounding.conference.rules[RuleId::GoodDay].threshold.micros);
        let scale = i128::from(Decimal::SCALE);
        let regions = regions(grounding)?;
        let total: i128 = regions.iter().map(|(_, minutes)| minutes).sum();
        let days = grounding.axis.starts.iter().map(|start| start.day).collect();
        let days = grounding.builder.buckets(days);
        for (region, minutes) in regions {
            let excesses = excesses(grounding, &region, threshold)?;
            let (up, down) = match strength {
                // half_up(weight x total x (discomfort - threshold) / (minutes x 1000)), as a reduced fraction.
                Strength::Weight(weight) => {
                    let up = product(&[weight.micros.into(), total])?;
                    let down = product(&[minutes, 1000, scale, scale])?;
                    let common = gcd(up, down).max(1);
                    (up / common, down / common)
                }
                // Only the sign of a sum counts, so nothing is rounded.
                _ => (1, excesses.iter().flat_map(|(_, all)| all).fold(0, |common, &one| gcd(common, one)).max(1)),
            };
            let mut terms = Vec::new();
            for (session, excesses) in excesses {
                let amounts: Result<Vec<i64>, TooLarge> =
                    excesses.into_iter().map(|above| half_up(product(&[above, up])?, down)).collect();
                let measure = grounding.builder.measure(amounts?);
                terms.push(LeastExcessTerm { activity: session as u32, measure, buckets: days });
            }
            let label = label(grounding, &region);
            let buckets = grounding.conference.days.len() as u32;
            grounding.builder.least_excess(LeastExcess { label, buckets, price, terms });
        }
        Ok(())
    }

    fn constraints(&self, _: &Selection<'_>) -> Vec<Constraint> {
        vec![Constraint::GoodDay]
    }

    fn shortage_sentence(&self, words: Words<'_>, short: &Shortage<'_>) -> String {
        let most = threshold(words.0);
        let [audience, zones @ ..] = short.subject else { return String::new() };
        let zones = match zones {
            [] => String::new(),
            [only] => format!(" in {only}"),
            [first, .., last] => format!(" from {first} to {last}"),
        };
        format!("No session can be held when the mean discomfort of audience {audience}{zones} is at most {most}.")
    }
}

/// `20 %`.
fn threshold(conference: &Conference) -> String {
    let hundredths = conference.rules[RuleId::GoodDay].threshold.micros / 100;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let text = format!("{whole}.{rest:02}");
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

pub(super) fn has_a_good_day(words: Words<'_>) -> String {
    format!("Every region has a day on which its mean discomfort is at most {}.", threshold(words.0))
}

pub(super) fn without_good_days(c: &mut Conference) {
    c.rules[RuleId::GoodDay].strength = Strength::Off;
}

/// By session that the region attends, and start: heads in thousandths, times the discomfort above the threshold in
/// millionths of a per cent-minute.
fn excesses(
    grounding: &mut Grounding<'_>,
    region: &Group,
    threshold: i128,
) -> Result<Vec<(usize, Vec<i128>)>, TooLarge> {
    let mut all = Vec::new();
    for session in grounding.sessions() {
        let heads = region.heads(grounding, session);
        if heads == 0 {
            continue;
        }
        let length = grounding.session(session).minutes;
        let allowed = product(&[threshold, heads.into(), length.into(), 100])?;
        let mut excesses = Vec::with_capacity(grounding.starts());
        for discomfort in discomfort(grounding, session, region)? {
            excesses.push(product(&[discomfort.into(), Decimal::SCALE.into()])? - allowed);
        }
        all.push((session, excesses));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use crate::domain::Strength;
    use crate::rules::testing::{RuleId, add_day, audience, conference, cost, rooms, session, set, violations, weigh};

    #[test]
    fn the_excess_on_the_best_day_costs() {
        let mut given = conference();
        weigh(&mut given, RuleId::GoodDay, "0.5");
        given.rooms = rooms(2);
        given.audiences = vec![audience("a", 4, &[("UTC", 1)]), audience("b", 1, &[("Asia/Tokyo", 1)])];
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.sessions = vec![session("s", 60), session("t", 60)];
        // 10 attendees, 8 in UTC and 2 in Tokyo. 15:00 UTC is midnight in Tokyo: 100 %, 80 above the threshold of 20 %.
        let both_days = 2 * 60 * 80 * 1200 / 240 / 2;
        assert_eq!(cost(&given, &["02T15:00", "-"]), both_days);
        // On the same day, a session at 0 % makes up for 20.
        assert_eq!(cost(&given, &["02T15:00", "02T08:00@1"]), 2 * 60 * (80 - 20) * 1200 / 240 / 2);
        // Another day makes up for it.
        assert_eq!(cost(&given, &["02T15:00", "03T08:00"]), 0);
        assert_eq!(cost(&given, &["-", "-"]), 0);
    }

    #[test]
    fn a_hard_rule_is_broken_once_for_each_region_without_a_good_day() {
        let mut given = conference();
        set(&mut given, RuleId::GoodDay, Strength::Hard);
        given.rooms = rooms(2);
        given.audiences = vec![audience("a", 4, &[("UTC", 1)]), audience("b", 1, &[("Asia/Tokyo", 1)])];
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.sessions = vec![session("s", 60), session("t", 60)];
        // 15:00 UTC is midnight in Tokyo, 22:00 is an hour at 80 % in UTC.
        assert_eq!(violations(&given, &["02T15:00", "-"]), 1);
        assert_eq!(violations(&given, &["02T15:00", "03T15:00"]), 1);
        assert_eq!(violations(&given, &["02T15:00", "03T08:00"]), 0);
        assert_eq!(violations(&given, &["-", "-"]), 0);
        // The mean of 0 and 100 %: exactly the threshold is good.
        given.rules[RuleId::GoodDay].threshold = "0.5".parse().unwrap();
        assert_eq!(violations(&given, &["02T15:00", "02T06:00@1"]), 0);
        given.rules[RuleId::GoodDay].threshold = "0.499999".parse().unwrap();
        assert_eq!(violations(&given, &["02T15:00", "02T06:00@1"]), 1);
    }

    #[test]
    fn the_threshold_can_be_set() {
        let mut given = conference();
        weigh(&mut given, RuleId::GoodDay, "1");
        given.audiences = vec![audience("a", 1, &[("Asia/Tokyo", 1)])];
        given.sessions = vec![session("s", 60)];
        assert_eq!(cost(&given, &["02T15:00"]), 10 * 60 * 80);
        given.rules[RuleId::GoodDay].threshold = "0.75".parse().unwrap();
        assert_eq!(cost(&given, &["02T15:00"]), 10 * 60 * 25);
        given.rules[RuleId::GoodDay].threshold = "1".parse().unwrap();
        assert_eq!(cost(&given, &["02T15:00"]), 0);
    }
}
