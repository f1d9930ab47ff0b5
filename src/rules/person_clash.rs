//! `person-clash`: no one is needed in two sessions at once.

use super::exact_arithmetic::ratio;
use super::grounding::highest;
use super::words::{Words, length};
use super::{Constraint, GroundError, Grounding, HARD_OR_WEIGHT, LiveParticipation, Rule, Selection, Shortage};
use crate::domain::{Conference, Decimal, PersonId, RuleId, RuleInfo, Strength};
use crate::model::{Cumulative, Price, Role, TooLarge, Use};

/// The attended parts of a person's sessions, with the gap after each, do not overlap. For optional participations, or
/// with a weight, each minute of overlap costs.
pub(super) struct PersonClash;

impl Rule for PersonClash {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::PersonClash,
            sentence: "No one is needed in two sessions at once.",
            charges: Some("each minute in two sessions at once, times the person's weight"),
            default: Strength::Hard,
            legal: HARD_OR_WEIGHT,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        for (person, participations) in grounding.needed() {
            let needed: Vec<LiveParticipation> =
                participations.iter().filter(|participation| !participation.optional).copied().collect();
            let weight = match strength {
                Strength::Weight(weight) => Some(weight),
                // Beside the hard constraint, only optional participations have a price.
                _ => (needed.len() < participations.len()).then_some(Decimal::ONE),
            };
            if strength == Strength::Hard {
                clash(grounding, person, &needed, Price::Hard)?;
            }
            if let Some(weight) = weight {
                let price = minute_price(weight, &participations)?;
                clash(grounding, person, &participations, Price::Soft(price))?;
            }
        }
        Ok(())
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let busy: Vec<_> =
            of.participation_counts().into_iter().filter(|&(_, participations)| participations > 1).collect();
        let gap = !busy.is_empty() && of.conference.person_gap_minutes > 0;
        busy.into_iter()
            .map(|(person, _)| Constraint::Busy(person))
            .chain(gap.then_some(Constraint::PersonGap))
            .collect()
    }

    fn shortage_sentence(&self, _: Words<'_>, short: &Shortage<'_>) -> String {
        let (who, whom) = (&short.who, short.subject.join(" and "));
        format!("{who} need {whom} for {} in all; {}.", short.needed_time(), short.there_is())
    }
}

/// Replaces a person by several, each with one of their sessions and all their absences.
pub(super) fn split(c: &mut Conference, person: PersonId) {
    let mut seen = false;
    for session in &mut c.sessions {
        for participation in session.participants.iter_mut().filter(|participation| participation.person == person) {
            if seen {
                c.people.push(c.people[person.index()].clone());
                participation.person = PersonId::new(c.people.len() - 1);
            }
            seen = true;
        }
    }
}

pub(super) fn without_gap(c: &mut Conference) {
    c.person_gap_minutes = 0;
}

/// `asha cannot be in two sessions at once.` `nor` adds the limit of `person-load`, if it is hard.
pub(super) fn busy(words: Words<'_>, person: PersonId, nor: &str) -> String {
    format!("{} cannot be in two sessions at once{nor}.", words.person(person))
}

/// `No one is needed again within 10 min of a session's end.`
pub(super) fn gap(words: Words<'_>) -> String {
    format!("No one is needed again within {} of a session's end.", length(words.0.person_gap_minutes))
}

fn minute_price(weight: Decimal, participations: &[LiveParticipation]) -> Result<i64, TooLarge> {
    ratio(&[weight.micros.into(), highest(participations).into(), 100], i128::from(Decimal::SCALE).pow(2))
}

fn clash(
    g: &mut Grounding<'_>,
    person: PersonId,
    participations: &[LiveParticipation],
    price: Price,
) -> Result<(), GroundError> {
    let gap = g.conference.person_gap_minutes;
    let of = |participation: &LiveParticipation| Use {
        activity: participation.session as u32,
        class: None,
        from: g.axis.steps(participation.from) as u32,
        until: g.axis.steps(participation.until + gap) as u32,
        amount: 1,
    };
    let uses: Vec<Use> =
        participations.iter().filter(|participation| participation.from < participation.until).map(of).collect();
    if uses.len() > 1 {
        let label = g.label(vec![g.conference.people[person.index()].id.clone()]);
        let price = g.per_step(price)?;
        g.builder.cumulative(Cumulative { label, capacity: 1, price, role: Role::Other, uses });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, Decimal};
    use crate::rules::testing::{RuleId, add_person, conference, cost, rooms, score, session, violations, weigh};

    fn given() -> Conference {
        let mut given = conference();
        given.grid_minutes = 30;
        given.rooms = rooms(3);
        given.sessions = vec![session("a", 60), session("b", 60), session("c", 60)];
        add_person(&mut given, "UTC", &[0, 1, 2]);
        given
    }

    #[test]
    fn overlaps_and_missing_gaps_are_violations() {
        let mut given = given();
        assert_eq!(violations(&given, &["02T10:00", "02T11:00@1", "02T12:00@2"]), 0);
        assert_eq!(violations(&given, &["02T10:00", "02T10:30@1", "02T12:00@2"]), 1);
        given.person_gap_minutes = 30;
        assert_eq!(violations(&given, &["02T10:00", "02T11:00@1", "02T13:00@2"]), 1);
    }

    #[test]
    fn only_the_attended_minutes_count() {
        let mut given = given();
        given.sessions[0].participants[0].until = 30;
        assert_eq!(violations(&given, &["02T10:00", "02T10:30@1", "-"]), 0);
        given.sessions[1].participants[0].recorded = true;
        assert_eq!(violations(&given, &["02T10:00", "02T10:00@1", "-"]), 0);
    }

    #[test]
    fn an_optional_participation_has_a_price() {
        let mut given = given();
        given.sessions[1].participants[0].optional = true;
        assert_eq!(cost(&given, &["02T10:00", "02T10:30@1", "-"]), 30 * 25 * 100);
        assert_eq!(violations(&given, &["02T10:00", "-", "02T10:30@2"]), 1, "the others stay hard");
    }

    #[test]
    fn a_hard_clash_costs_nothing_besides() {
        let clash = score(&given(), &["02T10:00", "02T10:30@1", "-"]);
        assert_eq!((clash.violations, clash.soft), (1, 0));
    }

    #[test]
    fn a_weight_prices_all_overlaps() {
        let mut given = given();
        weigh(&mut given, RuleId::PersonClash, "0.5");
        given.sessions[1].participants[0].weight = Decimal::whole(40);
        // Three at once are two too many, at the highest weight.
        assert_eq!(cost(&given, &["02T10:00", "02T10:00@1", "02T10:00@2"]), 2 * 60 * 40 * 50);
    }
}
