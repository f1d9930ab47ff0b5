//! `audience-hours`: the discomfort of the attendees.

use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF, unary_costs};
use crate::domain::{Decimal, RuleId, RuleInfo, Strength};

/// Attendees x their audience's weight x their discomfort, over the session.
pub(super) struct AudienceHours;

impl Rule for AudienceHours {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::AudienceHours,
            sentence: "Each session takes place at good hours for its attendees.",
            charges: Some("each attendee's discomfort, minute by minute, times the audience's weight"),
            default: Strength::Weight(Decimal::ONE),
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        for session in grounding.sessions() {
            for (start, cell) in unary_costs::audiences(grounding, session, weight)?.into_iter().enumerate() {
                grounding.cost(session, start, cell);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{AudienceId, Decimal};
    use crate::rules::testing::{RuleId, audience, conference, cost, session, weigh};

    #[test]
    fn attendees_by_zone_times_discomfort_of_every_minute() {
        let mut given = conference();
        weigh(&mut given, RuleId::AudienceHours, "1");
        // Ten people: 5 in UTC, 2.5 each in Kolkata (+5:30) and Tokyo (+9).
        given.audiences =
            vec![audience("a", 100, &[("UTC", 1)]), audience("b", 100, &[("Asia/Kolkata", 1), ("Asia/Tokyo", 1)])];
        given.sessions = vec![session("s", 60)];
        // 13:00: UTC 0; Kolkata 18:30-19:30 at 10 %; Tokyo 22:00-23:00 at 65 %.
        assert_eq!(cost(&given, &["02T13:00"]), 60 * (25 * 10 + 25 * 65) / 10);
        // 22:00: 65 %; Kolkata 03:30-04:30 and Tokyo 07-08 at 100 and 35 %.
        assert_eq!(cost(&given, &["02T22:00"]), 60 * (50 * 65 + 25 * 100 + 25 * 35) / 10);
        given.audiences[1].weight = Decimal::whole(2);
        weigh(&mut given, RuleId::AudienceHours, "0.001");
        // 60 x 0.001 x (5 x 65 + 2 x (2.5 x 100 + 2.5 x 35)) = 60.0; each cell is rounded once.
        assert_eq!(cost(&given, &["02T22:00"]), 60);
        given.sessions[0].multipliers = vec![(AudienceId(1), Decimal::ZERO)];
        assert_eq!(cost(&given, &["02T22:00"]), 39, "ten people x 65 % x 60 minutes x 0.001");
    }

    #[test]
    fn sums_beyond_64_bits_are_exact() {
        let mut given = conference();
        weigh(&mut given, RuleId::AudienceHours, "1");
        given.audiences = vec![audience("a", 3, &[("UTC", 1)]), audience("b", 4, &[("Europe/Berlin", 1)])];
        // 3 and 4 sevenths of 20,000 people, in thousandths, and weights without a common divisor, in millionths.
        let (heads, weights) = ([8_571_429_i128, 11_428_571], [100_000_001_i128, 100_000_003]);
        for (audience, weight) in given.audiences.iter_mut().zip(["100.000001", "100.000003"]) {
            audience.weight = weight.parse().unwrap();
        }
        given.sessions = vec![session("s", 60)];
        given.sessions[0].attendance = 20_000;
        // 02:00 in London and 03:00 in Berlin: an hour at 100 %.
        let exact: i128 = 60 * 100 * heads.iter().zip(weights).map(|(heads, weight)| heads * weight).sum::<i128>();
        let unit = 1_000 * 1_000_000;
        assert_eq!(i128::from(cost(&given, &["02T02:00"])), (2 * exact + unit) / (2 * unit));
    }

    #[test]
    fn without_audiences_hours_cost_nothing() {
        let mut given = conference();
        weigh(&mut given, RuleId::AudienceHours, "1");
        given.sessions = vec![session("s", 60)];
        assert_eq!(cost(&given, &["02T03:00"]), 0);
    }
}
