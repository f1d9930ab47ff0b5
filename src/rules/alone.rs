//! `alone`: nothing runs at the same time as a session that has to be alone.

use super::exact_arithmetic::ratio;
use super::words::Words;
use super::{Constraint, GroundError, Grounding, HARD_OR_WEIGHT, Rule, Selection, Shortage};
use crate::domain::{Conference, Decimal, RuleId, RuleInfo, SessionId, Strength};
use crate::model::{Cumulative, Price, Role, Use};

/// Nothing overlaps a session that has to be alone. With a weight, each overlapping pair has a price instead.
pub(super) struct Alone;

/// The most overlapping pairs that a weight may price.
const MOST_PAIRS: usize = 2_000_000;

impl Rule for Alone {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Alone,
            sentence: "Nothing runs at the same time as a session that has to be alone.",
            charges: Some("each minute of overlap: the smaller attendance"),
            default: Strength::Hard,
            legal: HARD_OR_WEIGHT,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        // In a single room no two sessions overlap anyway.
        let rooms = grounding.conference.rooms.len() as u32;
        let alone = |session: usize| grounding.session(session).alone;
        if rooms < 2 || !grounding.sessions().any(alone) {
            return Ok(());
        }
        match strength {
            Strength::Weight(weight) => price_pairs(grounding, weight),
            _ => {
                let label = grounding.label(Vec::new());
                let after = turnaround(grounding);
                let role = Role::Resource { turnaround: grounding.axis.steps(after) as u32 };
                let uses = grounding.sessions().flat_map(|session| uses(grounding, session, rooms, after)).collect();
                grounding.builder.cumulative(Cumulative { label, capacity: rooms, price: Price::Hard, role, uses });
                Ok(())
            }
        }
    }

    fn is_certified(&self, _: &[String]) -> bool {
        true
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        of.sessions().filter(|(_, session)| session.alone).map(|(id, _)| Constraint::Alone(id)).collect()
    }

    fn shortage_sentence(&self, words: Words<'_>, short: &Shortage<'_>) -> String {
        format!(
            "{} take {} of room time{}, and sessions that have to be alone take all rooms; {}.",
            short.who,
            short.needed_time(),
            words.turnaround_included(),
            short.there_is()
        )
    }
}

pub(super) fn not_alone(c: &mut Conference, session: SessionId) {
    c.sessions[session.index()].alone = false;
}

/// `Nothing runs at the same time as a.`
pub(super) fn nothing_at_the_same_time(words: Words<'_>, session: SessionId) -> String {
    format!("Nothing runs at the same time as {}.", words.session(session))
}

/// The turnaround that the rule counts, in minutes: the rooms' turnaround if every session that is alone lasts longer,
/// else 0.
fn turnaround(grounding: &Grounding<'_>) -> i64 {
    let turnaround = grounding.conference.turnaround_minutes;
    let mut alone = grounding.sessions().map(|session| grounding.session(session)).filter(|session| session.alone);
    if alone.all(|session| session.minutes > turnaround) { turnaround } else { 0 }
}

/// A session uses one room until its turnaround is over. One that is alone uses all rooms, except during the turnaround
/// of sessions that ended when it began. This encodes the rule exactly, and the bound can count the turnaround before
/// and after a session that is alone.
fn uses(grounding: &Grounding<'_>, session: usize, rooms: u32, after: i64) -> Vec<Use> {
    let one = grounding.use_of(session, after, 1);
    if !grounding.session(session).alone {
        return vec![one];
    }
    let (after, until) = (grounding.axis.steps(after) as u32, grounding.use_of(session, 0, 1).until);
    let parts = [(0, after, 1), (after, until, rooms), (until, one.until, 1)];
    let parts = parts.into_iter().filter(|(from, until, _)| from < until);
    parts.map(|(from, until, amount)| Use { from, until, amount, ..one }).collect()
}

fn price_pairs(grounding: &mut Grounding<'_>, weight: Decimal) -> Result<(), GroundError> {
    let sessions = grounding.sessions().len();
    let alone = grounding.sessions().filter(|&session| grounding.session(session).alone).count();
    let pairs = alone.saturating_mul(sessions);
    if pairs > MOST_PAIRS {
        return Err(GroundError::TooManyPairs { rule: RuleId::Alone, pairs });
    }
    for a in 0..sessions {
        for b in a + 1..sessions {
            let (first, second) = (grounding.session(a), grounding.session(b));
            if first.alone || second.alone {
                let fewer = first.attendance.min(second.attendance);
                let price = ratio(&[weight.micros.into(), fewer.into(), 100], Decimal::SCALE.into())?;
                grounding.not_together(a, b, Price::Soft(price))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::domain::Conference;
    use crate::rules::testing::{RuleId, conference, cost, rooms, session, violations, weigh};

    fn given() -> Conference {
        let mut given = conference();
        given.rooms = rooms(3);
        given.turnaround_minutes = 60;
        given.sessions = vec![session("opening", 120), session("a", 60), session("b", 60)];
        given.sessions[0].alone = true;
        given.sessions[1].attendance = 4;
        given
    }

    #[test]
    fn nothing_overlaps_it_but_sessions_may_start_in_its_turnaround() {
        let given = given();
        assert_eq!(violations(&given, &["02T10:00", "02T12:00@1", "02T12:00@2"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T09:00@1", "02T12:00@1"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T11:00@1", "02T12:00@2"]), 1);
        assert_eq!(violations(&given, &["-", "02T11:00@1", "02T11:00@2"]), 0);
    }

    #[test]
    fn a_weight_prices_each_pair_by_the_smaller_one() {
        let mut given = given();
        weigh(&mut given, RuleId::Alone, "0.5");
        assert_eq!(cost(&given, &["02T10:00", "02T11:00@1", "02T11:00@2"]), 60 * 50 * (4 + 10));
        assert_eq!(cost(&given, &["02T10:00", "02T12:00@1", "02T12:00@2"]), 0);
    }

    #[test]
    fn in_one_room_the_rule_forbids_nothing() {
        let mut given = given();
        given.rooms.truncate(1);
        assert_eq!(violations(&given, &["02T10:00", "02T13:00", "02T15:00"]), 0);
    }

    #[test]
    fn a_session_no_longer_than_the_turnaround_is_alone_all_the_same() {
        let mut given = given();
        given.sessions[0].minutes = 60;
        assert!(violations(&given, &["02T10:00", "02T10:00@1", "-"]) > 0);
        assert_eq!(violations(&given, &["02T10:00", "02T11:00@1", "02T09:00@2"]), 0);
    }

    #[test]
    fn the_model_has_a_constraint_only_if_a_session_is_alone_and_there_are_two_rooms() {
        let constraints = |given: &Conference| {
            let grounded = crate::rules::ground(given).unwrap();
            grounded.labels.iter().filter(|named| named.rule == RuleId::Alone).count()
        };
        let mut given = given();
        assert_eq!(constraints(&given), 1);
        given.rooms.truncate(1);
        assert_eq!(constraints(&given), 0);
        given.rooms = rooms(2);
        given.sessions[0].alone = false;
        assert_eq!(constraints(&given), 0);
    }
}
