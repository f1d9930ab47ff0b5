//! `person-clash`, `person-away`, `person-load`: what one person can be asked to do.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{Instant, Participation, PersonId, SessionId, Strength};

use super::context::{Context, attended, weight};
use super::findings::Findings;
use super::sweep::{self, Interval};
use super::{exact_arithmetic, windows, words};

/// `person-clash`: nobody is needed in two sessions at once, the gap between them included.
pub(super) fn person_clash(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let gap = ctx.conference.person_gap_minutes;
    for person in ctx.people() {
        let spans = |wanted: fn(&Participation) -> bool| -> Vec<Interval> {
            let live = ctx.attended_by(person).filter(|(_, seat)| wanted(seat));
            let parts = live.map(|(held, seat)| (held.session, attended(ctx.session(held.session), &seat, held.start)));
            let parts = parts.filter(|(_, (from, until))| from < until);
            parts.map(|(session, (from, until))| Interval { from, until: until.plus(gap), session }).collect()
        };
        let needed = &ctx.needed[person.index()];
        let price = match strength {
            Strength::Hard => {
                for pair in sweep::collisions(&spans(|seat| !seat.optional)) {
                    clash(ctx, person, pair, out);
                }
                if !needed.live.iter().any(|(_, seat)| seat.optional) {
                    continue;
                }
                exact_arithmetic::half_up(&[needed.weight.micros.into(), 100], exact_arithmetic::MICROS)
            }
            _ => exact_arithmetic::half_up(
                &[weight(strength), needed.weight.micros.into(), 100],
                exact_arithmetic::MICROS * exact_arithmetic::MICROS,
            ),
        };
        let all = spans(|_| true);
        let minutes = sweep::excess(&all, 1);
        if minutes > 0 {
            out.charge(exact_arithmetic::times(price, minutes), &clashing(&all), Some(person));
        }
    }
}

fn clash(ctx: &Context<'_>, person: PersonId, (first, second): (Interval, Interval), out: &mut Findings) {
    let c = ctx.conference;
    let gap = c.person_gap_minutes;
    let message = format!(
        "{} is needed in {} until {}{}, but in {} from {}",
        words::person(c, person),
        words::session(c, first.session),
        words::time_for(c, person, first.until.plus(-gap)),
        if gap == 0 { String::new() } else { format!(" and needs {gap} minutes after that") },
        words::session(c, second.session),
        words::time_for(c, person, second.from),
    );
    out.broken(message, &[first.session, second.session], &[person], &[]);
}

/// The sessions of spans that run beside another, in file order.
fn clashing(spans: &[Interval]) -> Vec<SessionId> {
    let crowds = sweep::crowds(spans, 1);
    let mut ids: Vec<_> = crowds.iter().flat_map(|c| sweep::during(spans, c.from, c.until)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// `person-away`: nobody is needed while away.
pub(super) fn person_away(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for held in &ctx.placed {
        for seat in ctx.session(held.session).participants.iter().filter(|seat| !seat.recorded) {
            let away = away_minutes(ctx, held.session, seat, held.start);
            if away > 0 && strength == Strength::Hard && !seat.optional {
                let (from, until) = attended(ctx.session(held.session), seat, held.start);
                let message = format!(
                    "{} is needed in {} from {} until {}, but is away for {away} minutes of it",
                    words::person(c, seat.person),
                    words::session(c, held.session),
                    words::time_for(c, seat.person, from),
                    words::time(c, until),
                );
                out.broken(message, &[held.session], &[seat.person], &[]);
            }
            out.charge(away_cell(ctx, strength, held.session, seat, held.start), &[held.session], Some(seat.person));
        }
    }
}

/// Minutes of the attended part during which the person is away.
pub(super) fn away_minutes(ctx: &Context<'_>, session: SessionId, seat: &Participation, start: Instant) -> i64 {
    let Some(present) = &ctx.needed[seat.person.index()].present else { return 0 };
    let (from, until) = attended(ctx.session(session), seat, start);
    until.since(from) - windows::inside(present, from, until)
}

/// The price of a live seat's minutes away: of optional seats only, where the rule is hard.
pub(super) fn away_cell(
    ctx: &Context<'_>,
    strength: Strength,
    session: SessionId,
    seat: &Participation,
    start: Instant,
) -> Option<i64> {
    let weight = match strength {
        Strength::Hard if seat.optional => exact_arithmetic::MICROS,
        Strength::Hard | Strength::Off => return Some(0),
        Strength::Weight(weight) => weight.micros.into(),
    };
    let away = away_minutes(ctx, session, seat, start);
    exact_arithmetic::half_up(
        &[weight, seat.weight.micros.into(), away.into(), 100],
        exact_arithmetic::MICROS * exact_arithmetic::MICROS,
    )
}

/// Sessions a person can be asked for in one day before the next one costs.
const SESSIONS_A_DAY: i64 = 3;

/// `person-load`: at most three sessions a day.
pub(super) fn person_load(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for person in ctx.people() {
        let mut dates: BTreeMap<NaiveDate, Vec<SessionId>> = BTreeMap::new();
        for (held, _) in ctx.attended_by(person) {
            dates.entry(c.date_at(held.start)).or_default().push(held.session);
        }
        let weight_of = ctx.needed[person.index()].weight.micros;
        let price = exact_arithmetic::half_up(
            &[weight(strength), 60, weight_of.into(), 100],
            exact_arithmetic::MICROS * exact_arithmetic::MICROS,
        );
        for (date, sessions) in dates {
            let count = sessions.len() as i64;
            if count <= SESSIONS_A_DAY {
                continue;
            }
            if strength == Strength::Hard {
                let message = format!(
                    "{} is needed in {count} sessions on {date}, more than {SESSIONS_A_DAY}: {}",
                    words::person(c, person),
                    words::sessions(c, &sessions),
                );
                out.broken(message, &sessions, &[person], &[]);
            } else {
                out.charge(exact_arithmetic::times(price, count - SESSIONS_A_DAY), &sessions, Some(person));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, broken, cost, priced, window};
    use super::*;
    use crate::check::Violated;
    use crate::domain::RuleId;

    /// Two sessions of an hour with somebody in Kolkata.
    fn pair() -> Build {
        let mut b = Build::new();
        b.person("p", "Asia/Kolkata").name = Some("Asha".to_owned());
        for id in ["a", "b"] {
            b.session(id, 60);
            b.seat(0);
        }
        b
    }

    #[test]
    fn nobody_is_in_two_places_nor_without_the_gap() {
        let mut b = pair();
        b.c.person_gap_minutes = 20;
        let c = b.done();
        let said = "p (Asha) is needed in a until 2020-11-02T10:00+00:00 (2020-11-02 15:30 in Asia/Kolkata) and needs \
                    20 minutes after that, but in b from 2020-11-02T10:10+00:00 (2020-11-02 15:40 in Asia/Kolkata)";
        let found = broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T10:10", 2)]);
        assert_eq!(found, [(Violated::Rule(RuleId::PersonClash), said.to_owned())]);
        assert_eq!(broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T10:20", 2)]), []);
    }

    #[test]
    fn only_the_attended_live_part_counts() {
        let both = [("2020-11-02T09:00", 1), ("2020-11-02T09:30", 2)];
        let mut b = pair();
        b.c.sessions[0].participants[0].until = 30;
        assert_eq!(broken(&b.done(), &both), []);
        b.c.sessions[0].participants[0].until = 31;
        assert_eq!(broken(&b.done(), &both).len(), 1);
        b.c.sessions[0].participants[0].recorded = true;
        assert_eq!(broken(&b.done(), &both), []);
    }

    #[test]
    fn optional_seats_and_weights_pay_by_the_minute() {
        let both = [("2020-11-02T09:00", 1), ("2020-11-02T09:20", 2)];
        let mut b = pair();
        b.c.sessions[0].participants[0].optional = true;
        let c = b.done();
        assert_eq!(broken(&c, &both), []);
        assert_eq!(cost(&c, RuleId::PersonClash, &both), 40 * 25 * 100);
        let mut b = pair();
        b.rule(RuleId::PersonClash, priced("0.1"));
        assert_eq!(broken(&b.done(), &both), []);
        assert_eq!(cost(&b.done(), RuleId::PersonClash, &both), 40 * 250);
    }

    #[test]
    fn nobody_is_needed_while_away() {
        let mut b = pair();
        b.c.people[0].available = Some(vec![window("2020-11-02T08:00", "2020-11-02T18:00")]);
        b.c.people[0].unavailable = vec![window("2020-11-02T12:00", "2020-11-02T13:00")];
        let c = b.done();
        assert_eq!(broken(&c, &[("2020-11-02T11:00", 1), ("2020-11-02T17:00", 1)]), []);
        let found = broken(&c, &[("2020-11-02T11:30", 1)]);
        assert!(found[0].1.ends_with("but is away for 30 minutes of it"), "{found:?}");
        assert_eq!(broken(&c, &[("2020-11-02T07:50", 1), ("2020-11-03T09:00", 1)]).len(), 2);
        b.c.sessions[0].participants[0].optional = true;
        assert_eq!(cost(&b.done(), RuleId::PersonAway, &[("2020-11-02T11:30", 1)]), 30 * 25 * 100);
        b.rule(RuleId::PersonAway, priced("2"));
        let both = [("2020-11-02T11:30", 1), ("2020-11-02T17:59", 1)];
        assert_eq!(cost(&b.done(), RuleId::PersonAway, &both), (30 + 59) * 2 * 25 * 100);
        assert_eq!(broken(&b.done(), &both), []);
    }

    #[test]
    fn a_fourth_session_on_a_day_costs_an_hour() {
        let mut b = pair();
        b.rule(RuleId::PersonLoad, priced("1"));
        for id in ["c", "d"] {
            b.session(id, 60);
            b.seat(0);
        }
        let places = |last| [("2020-11-02T09:00", 1), ("2020-11-02T11:00", 1), ("2020-11-02T13:00", 1), (last, 1)];
        assert_eq!(cost(&b.done(), RuleId::PersonLoad, &places("2020-11-02T15:00")), 60 * 25 * 100);
        assert_eq!(cost(&b.done(), RuleId::PersonLoad, &places("2020-11-03T15:00")), 0);
        b.rule(RuleId::PersonLoad, Strength::Hard);
        let found = broken(&b.done(), &places("2020-11-02T15:00"));
        assert_eq!(
            found,
            [(
                Violated::Rule(RuleId::PersonLoad),
                "p (Asha) is needed in 4 sessions on 2020-11-02, more than 3: a, b, c, d".to_owned()
            )]
        );
    }
}
