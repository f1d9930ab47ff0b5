//! `person-away`: no one is needed while they are away.

use super::conditions::union;
use super::exact_arithmetic::ratio;
use super::words::{Words, alternatives, list};
use super::{Constraint, GroundError, Grounding, HARD_OR_WEIGHT, Rule, Selection};
use crate::domain::{Conference, Decimal, Instant, Person, PersonId, RuleId, RuleInfo, Strength, Window};

/// A person is not away at any minute that they attend. For optional participations, or with a weight, each such minute
/// costs.
pub(super) struct PersonAway;

impl Rule for PersonAway {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::PersonAway,
            sentence: "No one is needed while they are away.",
            charges: Some("each minute of a session while away, times the person's weight"),
            default: Strength::Hard,
            legal: HARD_OR_WEIGHT,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        for (person, participations) in grounding.needed() {
            let away = away(&grounding.conference.people[person.index()]);
            if away.is_empty() {
                continue;
            }
            for participation in participations.iter() {
                let weight = match strength {
                    Strength::Weight(weight) => Some(weight),
                    _ => participation.optional.then_some(Decimal::ONE),
                };
                for start in 0..grounding.starts() {
                    let at = grounding.axis.start_instant(start);
                    let minutes = minutes(&away, at.plus(participation.from), at.plus(participation.until));
                    match weight {
                        _ if minutes == 0 => {}
                        None => grounding.forbid(participation.session, start),
                        Some(weight) => {
                            let factors = [weight.micros.into(), participation.weight.into(), minutes.into(), 100];
                            let cell = ratio(&factors, i128::from(Decimal::SCALE).pow(2))?;
                            grounding.cost(participation.session, start, cell);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn constraints(&self, of: &Selection<'_>) -> Vec<Constraint> {
        let away = |person: &Person| person.available.is_some() || !person.unavailable.is_empty();
        let people = of.participation_counts().into_keys().filter(|person| away(&of.conference.people[person.index()]));
        people.map(Constraint::Away).collect()
    }
}

pub(super) fn always_there(c: &mut Conference, person: PersonId) {
    let person = &mut c.people[person.index()];
    (person.available, person.unavailable) = (None, Vec::new());
}

/// `asha is available only Mon 2 Nov 2020 09:00-12:00.` Windows outside all days are left out.
pub(super) fn away_at(words: Words<'_>, person: PersonId) -> String {
    let data = &words.0.people[person.index()];
    let on_some_day = |window: &&Window| words.0.days.iter().any(|day| window.overlap(day.earliest, day.latest) > 0);
    let who = words.person(person);
    let away: Vec<String> = data.unavailable.iter().filter(on_some_day).map(|window| words.window(*window)).collect();
    let away = if away.is_empty() { None } else { Some(format!("is away {}", list(away.into_iter()))) };
    let available = data.available.as_ref().map(|windows| {
        let available: Vec<String> = windows.iter().filter(on_some_day).map(|window| words.window(*window)).collect();
        if available.is_empty() {
            "is not available on any day".to_owned()
        } else {
            format!("is available only {}", alternatives(available.into_iter()))
        }
    });
    let parts: Vec<String> = available.into_iter().chain(away).collect();
    if parts.is_empty() { format!("{who} is away at times.") } else { format!("{who} {}.", parts.join(" and ")) }
}

/// The disjoint windows in which a person is away, ascending.
fn away(person: &Person) -> Vec<Window> {
    let mut windows = person.unavailable.clone();
    if let Some(available) = &person.available {
        let mut from = Instant(i64::MIN);
        for present in union(available) {
            windows.push(Window { from, until: present.from });
            from = present.until;
        }
        windows.push(Window { from, until: Instant(i64::MAX) });
    }
    union(&windows)
}

/// The minutes of `[from, until)` inside the windows.
fn minutes(away: &[Window], from: Instant, until: Instant) -> i64 {
    let first = away.partition_point(|window| window.until <= from);
    away[first..].iter().take_while(|window| window.from < until).map(|window| window.overlap(from, until)).sum()
}

#[cfg(test)]
mod tests {
    use crate::domain::{Conference, Window};
    use crate::rules::testing::{RuleId, add_person, at, conference, cost, session, violations, weigh};

    fn given() -> Conference {
        let mut given = conference();
        given.sessions = vec![session("a", 90)];
        let person = add_person(&mut given, "UTC", &[0]);
        let window = |from, until| Window { from: at(from), until: at(until) };
        given.people[person.index()].available = Some(vec![window("02T08:00", "02T20:00")]);
        given.people[person.index()].unavailable =
            vec![window("02T12:00", "02T13:30"), window("02T13:00", "02T14:00"), window("02T19:00", "02T21:00")];
        given
    }

    #[test]
    fn a_session_lies_inside_available_and_outside_unavailable() {
        let given = given();
        for (start, expected) in
            [("02T07:00", 1), ("02T08:00", 0), ("02T10:00", 0), ("02T11:00", 1), ("02T14:00", 0), ("02T22:00", 1)]
        {
            assert_eq!(violations(&given, &[start]), expected, "{start}");
        }
    }

    #[test]
    fn only_the_attended_minutes_count() {
        let mut given = given();
        given.sessions[0].participants[0].until = 60;
        assert_eq!(violations(&given, &["02T11:00"]), 0);
    }

    #[test]
    fn an_optional_participation_and_a_weight_price_the_minutes() {
        let mut given = given();
        given.sessions[0].participants[0].optional = true;
        assert_eq!(cost(&given, &["02T11:00"]), 30 * 25 * 100);
        assert_eq!(cost(&given, &["02T13:00"]), 60 * 25 * 100, "minutes in two windows count once");
        assert_eq!(cost(&given, &["02T20:00"]), 90 * 25 * 100);
        given.sessions[0].participants[0].optional = false;
        weigh(&mut given, RuleId::PersonAway, "0.1");
        assert_eq!(cost(&given, &["02T18:00"]), 30 * 25 * 10);
    }
}
