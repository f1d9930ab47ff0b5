//! `interest`: sessions that the same people want do not overlap.

use super::exact_arithmetic::ratio;
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF};
use crate::domain::{Conference, Decimal, RuleId, RuleInfo, Strength};
use crate::model::Price;

/// Each minute of overlap costs the people who want both sessions.
pub(super) struct Interest;

impl Rule for Interest {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Interest,
            sentence: "Sessions that the same people want to attend do not overlap.",
            charges: Some("each minute of overlap: the people who want both"),
            default: Strength::Weight(Decimal::ONE),
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        for interest in &grounding.conference.interest {
            let factors = [weight.micros.into(), interest.people.micros.into(), 100];
            let price = ratio(&factors, i128::from(Decimal::SCALE).pow(2))?;
            grounding.not_together(interest.first.index(), interest.second.index(), Price::Soft(price))?;
        }
        Ok(())
    }

    fn hard_part(&self, conference: &mut Conference, _: Strength) -> Strength {
        conference.interest.clear();
        Strength::Off
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Interest, SessionId};
    use crate::rules::testing::{RuleId, conference, cost, rooms, session, weigh};

    #[test]
    fn overlap_costs_people_times_minutes() {
        let mut given = conference();
        given.rooms = rooms(2);
        given.sessions = vec![session("a", 60), session("b", 120)];
        let people = "12.5".parse().unwrap();
        given.interest = vec![Interest { first: SessionId(0), second: SessionId(1), people }];
        weigh(&mut given, RuleId::Interest, "0.1");
        assert_eq!(cost(&given, &["02T10:00", "02T09:00@1"]), 60 * 125);
        assert_eq!(cost(&given, &["02T10:00", "02T11:00@1"]), 0);
    }
}
