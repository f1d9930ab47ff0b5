//! `tag-overlap`: sessions with a common tag do not run at once.

use super::tracks::minute_price;
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF};
use crate::domain::{Decimal, RuleId, RuleInfo, Strength, TagId};
use crate::model::{Cumulative, Price, Role};

/// For each minute, each session with a tag beyond the first one costs 0.1 of the tag's mean attendance.
pub(super) struct TagOverlap;

impl Rule for TagOverlap {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::TagOverlap,
            sentence: "Sessions with a common tag do not run at the same time.",
            charges: Some("each minute and each further session at once: 0.1 of the tag's mean attendance"),
            default: Strength::Weight(Decimal::ONE),
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        let mut members = vec![Vec::new(); grounding.conference.tags.len()];
        for session in grounding.sessions() {
            for &TagId(tag) in &grounding.session(session).tags {
                members[tag as usize].push(session);
            }
        }
        for (tag, members) in members.into_iter().enumerate() {
            let price = Price::Soft(minute_price(grounding.conference, &members, weight, 1)?);
            let price = grounding.per_step(price)?;
            let label = grounding.label(vec![grounding.conference.tags[tag].clone()]);
            let uses = members.iter().map(|&session| grounding.use_of(session, 0, 1)).collect();
            grounding.builder.cumulative(Cumulative { label, capacity: 1, price, role: Role::Other, uses });
        }
        Ok(())
    }

    fn is_certified(&self, _: &[String]) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::TagId;
    use crate::rules::testing::{RuleId, conference, cost, rooms, session, weigh};

    #[test]
    fn a_minute_of_overlap_costs_a_tenth_of_the_mean_attendance() {
        let mut given = conference();
        given.rooms = rooms(3);
        given.sessions = ["a", "b", "c"].map(|id| session(id, 60)).to_vec();
        given.sessions[..2].iter_mut().for_each(|session| session.tags = vec![TagId(0)]);
        given.sessions[1].attendance = 30;
        weigh(&mut given, RuleId::TagOverlap, "2");
        assert_eq!(cost(&given, &["02T10:00", "02T10:00@1", "02T10:00@2"]), 60 * 2 * 2 * 100);
        assert_eq!(cost(&given, &["02T10:00", "02T11:00@1", "02T10:00@2"]), 0);
    }
}
