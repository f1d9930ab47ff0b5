//! `track-overlap`: sessions of one track do not run at once.

use super::tracks::{minute_price, track_constraints, tracks};
use super::words::Words;
use super::{ANY, Constraint, GroundError, Grounding, Rule, Selection, Shortage};
use crate::domain::{Decimal, RuleId, RuleInfo, Strength};
use crate::model::{Cumulative, Price, Role};

/// For each minute, each session of a track beyond the first one costs 0.3 of the track's mean attendance, or is
/// forbidden.
pub(super) struct TrackOverlap;

impl Rule for TrackOverlap {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::TrackOverlap,
            sentence: "Sessions of one track do not run at the same time.",
            charges: Some("each minute and each further session at once: 0.3 of the track's mean attendance"),
            default: Strength::Weight(Decimal::ONE),
            legal: ANY,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        for (track, members) in tracks(grounding.conference) {
            let price = match strength {
                Strength::Weight(weight) => Price::Soft(minute_price(grounding.conference, &members, weight, 3)?),
                _ => Price::Hard,
            };
            let price = grounding.per_step(price)?;
            let label = grounding.label(vec![grounding.conference.tracks[track.index()].0.clone()]);
            let uses = members.iter().map(|&session| grounding.use_of(session, 0, 1)).collect();
            grounding.builder.cumulative(Cumulative { label, capacity: 1, price, role: Role::Other, uses });
        }
        Ok(())
    }

    fn is_certified(&self, _: &[String]) -> bool {
        true
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        track_constraints(of)
    }

    fn shortage_sentence(&self, _: Words<'_>, short: &Shortage<'_>) -> String {
        short.one_after_the_other()
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, Strength, TrackId};
    use crate::rules::testing::{RuleId, conference, cost, rooms, session, set, violations, weigh};

    fn given() -> Conference {
        let mut given = conference();
        given.rooms = rooms(3);
        given.sessions = ["a", "b", "c", "d"].map(|id| session(id, 60)).to_vec();
        given.sessions[..3].iter_mut().for_each(|session| session.track = Some(TrackId(0)));
        given.sessions[2].attendance = 20;
        given
    }

    #[test]
    fn a_minute_of_overlap_costs_a_share_of_the_mean_attendance() {
        let mut given = given();
        weigh(&mut given, RuleId::TrackOverlap, "0.5");
        // The mean of 10, 10 and 20, placed or not: 0.5 x 0.3 x 40 / 3 is 2.00 a minute.
        assert_eq!(cost(&given, &["02T10:00", "02T10:00@1", "-", "02T10:00@2"]), 60 * 200);
        assert_eq!(cost(&given, &["02T10:00", "02T10:00@1", "02T10:00@2", "-"]), 2 * 60 * 200);
        assert_eq!(cost(&given, &["02T10:00", "02T11:00@1", "02T12:00@2", "-"]), 0);
    }

    #[test]
    fn an_overlap_is_forbidden_if_the_rule_is_hard() {
        let mut given = given();
        set(&mut given, RuleId::TrackOverlap, Strength::Hard);
        assert_eq!(violations(&given, &["02T10:00", "02T10:00@1", "-", "02T10:00@2"]), 1);
        assert_eq!(violations(&given, &["02T10:00", "02T11:00@1", "-", "02T10:00@2"]), 0);
    }
}
