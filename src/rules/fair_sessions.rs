//! `fair-sessions`: no single session has a much worse hour than it could have.

use super::conditions::{Allowed, phase_takes, slot_takes, slots_at, within_hours};
use super::exact_arithmetic::{half_up, product};
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF, unary_costs};
use crate::domain::{Decimal, RuleId, RuleInfo, Strength};
use crate::model::{MinMax, MinMaxTerm};

/// The largest loss of a session against its own cheapest start, per attendee-minute, times all attendee-minutes.
pub(super) struct FairSessions;

impl Rule for FairSessions {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::FairSessions,
            sentence: "The session that loses most against its best hour does not lose much.",
            charges: Some(
                "the loss of the session that loses most against its cheapest start, as if all sessions lost as \
                 much",
            ),
            default: Strength::Off,
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        let minutes = |session: usize| {
            let session = grounding.session(session);
            product(&[session.attendance.into(), session.minutes.into()])
        };
        let mut total = 0_i128;
        for session in grounding.sessions() {
            total += minutes(session)?;
        }
        let (mut groups, mut terms) = (Vec::new(), Vec::new());
        for session in grounding.sessions() {
            let own =
                product(&[grounding.session(session).attendance.into(), grounding.session(session).minutes.into()])?;
            let costs = costs(grounding, session)?;
            let candidates = (0..grounding.starts()).filter(|&start| candidate(grounding, session, start));
            let Some(least) = candidates.map(|start| costs[start]).min() else { continue };
            if own == 0 {
                continue;
            }
            let mut cells = vec![0; grounding.starts()];
            for (start, cost) in costs.into_iter().enumerate() {
                if cost > least && grounding.open(session, start) {
                    let more = i128::from(cost - least);
                    let factors = [weight.micros.into(), more, total];
                    cells[start] = half_up(product(&factors)?, product(&[own, Decimal::SCALE.into()])?)?;
                }
            }
            let first = groups.len() as u32;
            groups.push(grounding.label(vec![grounding.session(session).id.clone()]));
            terms.push(MinMaxTerm { activity: session as u32, first, width: 1, group_costs: cells });
        }
        grounding.builder.min_max(MinMax::largest(groups, terms));
        Ok(())
    }
}

/// By start: `audience-hours` plus `people-hours` of the session, both at weight 1.
fn costs(grounding: &mut Grounding<'_>, session: usize) -> Result<Vec<i64>, GroundError> {
    let audiences = unary_costs::audiences(grounding, session, Decimal::ONE)?;
    let people = unary_costs::people(grounding, session, Decimal::ONE)?;
    Ok(audiences.into_iter().zip(people).map(|(a, b)| a + b).collect())
}

/// Whether the session's own rules allow this start, in some room.
fn candidate(grounding: &Grounding<'_>, index: usize, start: usize) -> bool {
    let (conference, axis, session) = (grounding.conference, grounding.axis, grounding.session(index));
    let (from, day) = (axis.start_instant(start), axis.start_day(start));
    let end = session.end(from);
    axis.is_candidate(conference, session, start)
        && phase_takes(conference, session, day)
        && slots_at(conference, day, from).is_none_or(|slots| slot_takes(&slots, end, None))
        && within_hours(conference, day, from, end)
        && Allowed::of(session).takes(from, end)
}

#[cfg(test)]
mod tests {
    use crate::domain::Window;
    use crate::rules::testing::{RuleId, add_person, at, audience, conference, cost, rooms, session, weigh};

    #[test]
    fn the_session_furthest_from_its_best_hour_counts() {
        let mut given = conference();
        weigh(&mut given, RuleId::FairSessions, "0.5");
        given.rooms = rooms(2);
        given.audiences = vec![audience("a", 1, &[("UTC", 1)])];
        given.sessions = vec![session("s", 60), session("t", 60)];
        given.sessions[1].attendance = 30;
        // All attendee-minutes are 2400, those of the first session 600: 10 x 60 x 100 x 4 / 2.
        assert_eq!(cost(&given, &["02T03:00", "02T10:00"]), 120_000);
        // The second session loses as much per attendee, so the maximum does not change.
        assert_eq!(cost(&given, &["02T03:00", "02T03:00@1"]), 120_000);
        assert_eq!(cost(&given, &["02T18:00", "02T10:00"]), 12_000);
    }

    #[test]
    fn the_loss_is_measured_from_the_best_allowed_start() {
        let mut given = conference();
        weigh(&mut given, RuleId::FairSessions, "1");
        given.sessions = vec![session("s", 60)];
        add_person(&mut given, "UTC", &[0]);
        given.sessions[0].allowed = Some(vec![Window { from: at("02T18:00"), until: at("02T22:00") }]);
        assert_eq!(cost(&given, &["02T18:00"]), 0);
        assert_eq!(cost(&given, &["02T20:00"]), 25 * 60 * (35 - 10));
    }
}
