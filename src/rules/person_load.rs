//! `person-load`: no one is needed in more than three sessions a day.

use std::collections::BTreeMap;

use super::exact_arithmetic::ratio;
use super::grounding::highest;
use super::words::{Words, numeral};
use super::{ANY, Constraint, GroundError, Grounding, Rule, Selection, Shortage, hard_or_off};
use crate::domain::{Conference, Decimal, RuleId, RuleInfo, Strength};
use crate::model::{BucketCapacity, BucketCapacityTerm, Price};

/// Each live session of a person beyond three on one date costs an hour or is forbidden.
pub(super) struct PersonLoad;

/// Sessions a day that cost nothing.
const FREE: i64 = 3;

impl Rule for PersonLoad {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::PersonLoad,
            sentence: "No one is needed in more than three sessions on one day.",
            charges: Some("an hour for each session of a person beyond the third of a day, times their weight"),
            default: Strength::Weight(Decimal::ONE),
            legal: ANY,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let busy: Vec<_> =
            grounding.needed().into_iter().filter(|(_, participations)| participations.len() > FREE as usize).collect();
        if busy.is_empty() {
            return Ok(());
        }
        let mut dates: BTreeMap<i32, u32> = grounding.axis.starts.iter().map(|start| (start.date, 0)).collect();
        dates.values_mut().zip(0..).for_each(|(bucket, index)| *bucket = index);
        let table = grounding.axis.starts.iter().map(|start| dates.get(&start.date).copied().unwrap_or(0)).collect();
        let table = grounding.builder.buckets(table);
        let measure = grounding.builder.measure(vec![1; grounding.starts()]);
        for (person, participations) in busy {
            let price = match strength {
                Strength::Weight(weight) => {
                    let factors = [weight.micros.into(), 60, highest(&participations).into(), 100];
                    Price::Soft(ratio(&factors, i128::from(Decimal::SCALE).pow(2))?)
                }
                _ => Price::Hard,
            };
            let term = |activity| BucketCapacityTerm { activity, measure, buckets: Some(table) };
            let terms = participations.iter().map(|participation| term(participation.session as u32)).collect();
            let label = grounding.label(vec![grounding.conference.people[person.index()].id.clone()]);
            grounding.bucket_capacity(BucketCapacity { label, buckets: dates.len() as u32, limit: FREE, price, terms });
        }
        Ok(())
    }

    /// The same constraint as that of `person-clash`: splitting the person relaxes both.
    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        of.participation_counts()
            .into_iter()
            .filter(|&(_, participations)| participations > 1)
            .map(|(person, _)| Constraint::Busy(person))
            .collect()
    }

    /// An optional participation forbids nothing, but it counts as a session of its day.
    fn hard_part(&self, conference: &mut Conference, strength: Strength) -> Strength {
        if strength != Strength::Hard {
            conference
                .sessions
                .iter_mut()
                .for_each(|session| session.participants.retain(|participation| !participation.optional));
        }
        hard_or_off(strength)
    }

    fn shortage_sentence(&self, _: Words<'_>, short: &Shortage<'_>) -> String {
        let (who, whom, available) = (&short.who, short.subject.join(" and "), short.available);
        let free = numeral(FREE);
        format!("{who} need {whom}; at {free} a day, all days together have room for only {available}.")
    }
}

/// `, nor in more than three on one day` if the rule is hard, else empty.
pub(super) fn most(words: Words<'_>) -> String {
    match words.0.rule(RuleId::PersonLoad) {
        Strength::Hard => format!(", nor in more than {} on one day", numeral(FREE)),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{add_day, add_person, conference, cost, session, set, violations, weigh};

    #[test]
    fn the_sentence_names_the_limit() {
        assert!(PersonLoad.info().sentence.contains(&format!("more than {} sessions", numeral(FREE))));
    }

    const FOUR: [&str; 5] = ["02T08:00", "02T10:00", "02T12:00", "02T14:00", "03T08:00"];
    const FIVE: [&str; 5] = ["02T08:00", "02T10:00", "02T12:00", "02T14:00", "02T16:00"];

    fn given() -> Conference {
        let mut given = conference();
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        given.sessions = ["a", "b", "c", "d", "e"].map(|id| session(id, 60)).to_vec();
        add_person(&mut given, "UTC", &[0, 1, 2, 3, 4]);
        given
    }

    #[test]
    fn every_session_beyond_three_costs_an_hour() {
        let mut given = given();
        weigh(&mut given, RuleId::PersonLoad, "0.5");
        assert_eq!(cost(&given, &FOUR), 60 * 25 * 50);
        assert_eq!(cost(&given, &FIVE), 2 * 60 * 25 * 50);
        given.sessions[0].participants[0].recorded = true;
        assert_eq!(cost(&given, &FOUR), 0);
    }

    #[test]
    fn a_fourth_session_is_forbidden_if_the_rule_is_hard() {
        let mut given = given();
        set(&mut given, RuleId::PersonLoad, Strength::Hard);
        assert_eq!(violations(&given, &FOUR), 1);
        assert_eq!(violations(&given, &["02T08:00", "02T10:00", "02T12:00", "03T14:00", "03T08:00"]), 0);
    }
}
