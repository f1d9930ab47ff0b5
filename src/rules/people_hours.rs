//! `people-hours`: the discomfort of the people whom a session needs.

use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF, unary_costs};
use crate::domain::{Decimal, RuleId, RuleInfo, Strength};

/// The weight of each person needed live x their discomfort, over the minutes they attend.
pub(super) struct PeopleHours;

impl Rule for PeopleHours {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::PeopleHours,
            sentence: "Each session takes place at good hours for the people it needs.",
            charges: Some("the discomfort of each of the people needed, minute by minute, times their weight"),
            default: Strength::Weight(Decimal::ONE),
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        for session in grounding.sessions() {
            for (start, cell) in unary_costs::people(grounding, session, weight)?.into_iter().enumerate() {
                grounding.cost(session, start, cell);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::AudienceId;
    use crate::rules::testing::{RuleId, add_person, audience, conference, cost, session, weigh};

    #[test]
    fn weight_times_discomfort_over_the_attended_part() {
        let mut given = conference();
        weigh(&mut given, RuleId::PeopleHours, "2");
        given.sessions = vec![session("s", 90)];
        add_person(&mut given, "Asia/Tokyo", &[0]);
        // 11:00 UTC is 20:00 in Tokyo: 90 minutes at 35 %, 25 people's weight, twice.
        assert_eq!(cost(&given, &["02T11:00"]), 2 * 25 * 90 * 35);
        given.sessions[0].participants[0].from = 60;
        // Only 22:00-22:30 counts.
        assert_eq!(cost(&given, &["02T12:00"]), 2 * 25 * 30 * 65);
        given.sessions[0].participants[0].recorded = true;
        assert_eq!(cost(&given, &["02T12:00"]), 0);
    }

    #[test]
    fn an_audience_replaces_a_missing_zone() {
        let mut given = conference();
        weigh(&mut given, RuleId::PeopleHours, "1");
        given.audiences = vec![audience("a", 1, &[("UTC", 3), ("Asia/Tokyo", 1)])];
        given.sessions = vec![session("s", 60)];
        let person = add_person(&mut given, "UTC", &[0]);
        given.people[person.index()].zone = None;
        given.people[person.index()].audience = Some(AudienceId(0));
        // 13:00 is 22:00 in Tokyo: a quarter of 65 %.
        assert_eq!(cost(&given, &["02T13:00"]), 25 * 60 * 65 / 4);
    }
}
