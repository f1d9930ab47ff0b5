//! `apart`: sessions that name each other do not overlap.

use std::collections::{BTreeMap, BTreeSet};

use super::exact_arithmetic::ratio;
use super::words::Words;
use super::{Constraint, GroundError, Grounding, HARD_OR_WEIGHT, Rule, Selection, Shortage, hard_or_off};
use crate::domain::{Conference, Decimal, RuleId, RuleInfo, Session, SessionId, Strength};
use crate::model::Price;

/// Sessions that name each other do not overlap. It is enough that one names the other; a pair with its own weight is
/// soft.
pub(super) struct Apart;

impl Rule for Apart {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::Apart,
            sentence: "Sessions that name each other do not overlap.",
            charges: Some("each minute of overlap: the smaller attendance"),
            default: Strength::Hard,
            legal: HARD_OR_WEIGHT,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let mut pairs: BTreeMap<(usize, usize), Option<Decimal>> = BTreeMap::new();
        for (index, session) in grounding.conference.sessions.iter().enumerate() {
            for apart in session.apart_from.iter().filter(|apart| apart.session.index() != index) {
                let other = apart.session.index();
                let own = pairs.entry((index.min(other), index.max(other))).or_default();
                *own = (*own).max(apart.weight);
            }
        }
        for ((a, b), own) in pairs {
            let price = match (own, strength) {
                (Some(weight), _) | (None, Strength::Weight(weight)) => {
                    let fewer = grounding.session(a).attendance.min(grounding.session(b).attendance);
                    Price::Soft(ratio(&[weight.micros.into(), fewer.into(), 100], Decimal::SCALE.into())?)
                }
                _ => Price::Hard,
            };
            grounding.not_together(a, b, price)?;
        }
        Ok(())
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let others = |(this, session): (SessionId, &'_ Session)| {
            session.apart_from.iter().map(move |other| (this, other.session)).collect::<Vec<_>>()
        };
        let pairs = of.sessions().flat_map(others).filter(|&(a, b)| a != b && of.contains(b));
        let pairs: BTreeSet<_> = pairs.map(|(a, b)| (a.min(b), a.max(b))).collect();
        pairs.into_iter().map(|(a, b)| Constraint::Apart(a, b)).collect()
    }

    /// A pair with its own weight forbids nothing.
    fn hard_part(&self, conference: &mut Conference, strength: Strength) -> Strength {
        let hard = hard_or_off(strength);
        for session in &mut conference.sessions {
            session.apart_from.retain(|other| hard == Strength::Hard && other.weight.is_none());
        }
        hard
    }

    fn shortage_sentence(&self, _: Words<'_>, short: &Shortage<'_>) -> String {
        short.one_after_the_other()
    }
}

pub(super) fn not_apart(c: &mut Conference, a: SessionId, b: SessionId) {
    c.sessions[a.index()].apart_from.retain(|other| other.session != b);
    c.sessions[b.index()].apart_from.retain(|other| other.session != a);
}

/// `a and b do not overlap.`
pub(super) fn no_overlap(words: Words<'_>, a: SessionId, b: SessionId) -> String {
    format!("{} and {} do not overlap.", words.session(a), words.session(b))
}

#[cfg(test)]
mod tests {
    use crate::domain::{Apart, Conference, Decimal, SessionId};
    use crate::rules::testing::{RuleId, conference, cost, rooms, session, violations, weigh};

    fn given() -> Conference {
        let mut given = conference();
        given.rooms = rooms(3);
        given.sessions = vec![session("a", 60), session("b", 120), session("c", 60)];
        given.sessions[0].attendance = 4;
        given.sessions[1].apart_from = vec![Apart { session: SessionId(0), weight: None }];
        given
    }

    #[test]
    fn it_is_enough_that_one_session_names_the_other() {
        let mut given = given();
        assert_eq!(violations(&given, &["02T10:00", "02T09:00@1", "02T10:00@2"]), 1);
        assert_eq!(violations(&given, &["02T10:00", "02T11:00@1", "02T10:00@2"]), 0);
        given.sessions[0].apart_from = vec![Apart { session: SessionId(1), weight: None }];
        assert_eq!(violations(&given, &["02T10:00", "02T09:00@1", "-"]), 1, "named twice is one condition");
    }

    #[test]
    fn a_weight_prices_the_smaller_attendance() {
        let mut given = given();
        weigh(&mut given, RuleId::Apart, "2");
        assert_eq!(cost(&given, &["02T10:00", "02T09:00@1", "-"]), 2 * 4 * 60 * 100);
    }

    #[test]
    fn the_highest_own_weight_of_a_pair_counts() {
        let mut given = given();
        given.sessions[0].apart_from = ["0.5", "0.25"]
            .map(|weight| Apart { session: SessionId(1), weight: Some(weight.parse::<Decimal>().unwrap()) })
            .to_vec();
        assert_eq!(cost(&given, &["02T10:00", "02T09:00@1", "-"]), 4 * 60 * 50);
        weigh(&mut given, RuleId::Apart, "2");
        assert_eq!(cost(&given, &["02T10:00", "02T09:00@1", "-"]), 4 * 60 * 50);
    }
}
