//! `person-clash`, `person-away`, `person-load`: limits on the sessions that need one person.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::{Instant, Participation, PersonId, SessionId, Strength, date, length};

use super::context::{Context, attended, weight};
use super::findings::Findings;
use super::sweep::{self, Interval};
use super::{exact_arithmetic, windows, words};

/// `person-clash`: no one is needed in two sessions at once, the gap after each session included.
pub(super) fn person_clash(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let gap = ctx.conference.person_gap_minutes;
    for person in ctx.people() {
        let intervals = |wanted: fn(&Participation) -> bool| -> Vec<Interval> {
            let live = ctx.attended_by(person).filter(|(_, participation)| wanted(participation));
            let parts = live.map(|(placed, participation)| {
                (placed.session, attended(ctx.session(placed.session), &participation, placed.start))
            });
            let parts = parts.filter(|(_, (from, until))| from < until);
            parts.map(|(session, (from, until))| Interval { from, until: until.plus(gap), session }).collect()
        };
        let needed = &ctx.needed[person.index()];
        let price = match strength {
            Strength::Hard => {
                for pair in sweep::collisions(&intervals(|participation| !participation.optional)) {
                    clash(ctx, person, pair, out);
                }
                if !needed.live.iter().any(|(_, participation)| participation.optional) {
                    continue;
                }
                exact_arithmetic::half_up(&[needed.weight.micros.into(), 100], exact_arithmetic::MICROS)
            }
            _ => exact_arithmetic::half_up(
                &[weight(strength), needed.weight.micros.into(), 100],
                exact_arithmetic::MICROS * exact_arithmetic::MICROS,
            ),
        };
        let all = intervals(|_| true);
        let minutes = sweep::minutes_above(&all, 1);
        if minutes > 0 {
            out.charge(exact_arithmetic::times(price, minutes), &clashing(&all), Some(person));
        }
    }
}

fn clash(ctx: &Context<'_>, person: PersonId, (first, second): (Interval, Interval), out: &mut Findings) {
    let c = ctx.conference;
    let gap = c.person_gap_minutes;
    let message = format!(
        "{} is needed in {} until {}{}, but is needed in {} from {}, {} too early",
        words::person(c, person),
        words::session(c, first.session),
        words::time_for(c, person, first.until.plus(-gap)),
        if gap == 0 { String::new() } else { format!(" and then has to be free for {}", length(gap)) },
        words::session(c, second.session),
        c.zone.clock_after(first.until.plus(-gap), second.from),
        length(first.until.since(second.from)),
    );
    out.broken(message, &[first.session, second.session], &[person], &[]);
}

/// The sessions of the intervals that overlap another one, in file order.
fn clashing(intervals: &[Interval]) -> Vec<SessionId> {
    let crowds = sweep::crowds(intervals, 1);
    let mut ids: Vec<_> = crowds.iter().flat_map(|c| sweep::during(intervals, c.from, c.until)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// `person-away`: no one is needed while they are away.
pub(super) fn person_away(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for placed in &ctx.placed {
        for participation in
            ctx.session(placed.session).participants.iter().filter(|participation| !participation.recorded)
        {
            let away = away_minutes(ctx, placed.session, participation, placed.start);
            if away > 0 && strength == Strength::Hard && !participation.optional {
                let (from, until) = attended(ctx.session(placed.session), participation, placed.start);
                let message = format!(
                    "{} is needed in {}, {}, but is away for {} of this time",
                    words::person(c, participation.person),
                    words::session(c, placed.session),
                    words::range_for(c, participation.person, from, until),
                    length(away),
                );
                out.broken(message, &[placed.session], &[participation.person], &[]);
            }
            out.charge(
                away_cell(ctx, strength, placed.session, participation, placed.start),
                &[placed.session],
                Some(participation.person),
            );
        }
    }
}

/// The minutes of the attended part during which the person is away.
pub(super) fn away_minutes(
    ctx: &Context<'_>,
    session: SessionId,
    participation: &Participation,
    start: Instant,
) -> i64 {
    let Some(present) = &ctx.needed[participation.person.index()].present else { return 0 };
    let (from, until) = attended(ctx.session(session), participation, start);
    until.since(from) - windows::inside(present, from, until)
}

/// The price of a live participant's minutes away; if the rule is hard, only optional participants have a price.
pub(super) fn away_cell(
    ctx: &Context<'_>,
    strength: Strength,
    session: SessionId,
    participation: &Participation,
    start: Instant,
) -> Option<i64> {
    let weight = match strength {
        Strength::Hard if participation.optional => exact_arithmetic::MICROS,
        Strength::Hard | Strength::Off => return Some(0),
        Strength::Weight(weight) => weight.micros.into(),
    };
    let away = away_minutes(ctx, session, participation, start);
    exact_arithmetic::half_up(
        &[weight, participation.weight.micros.into(), away.into(), 100],
        exact_arithmetic::MICROS * exact_arithmetic::MICROS,
    )
}

/// Sessions of a person on one day that cost nothing.
const SESSIONS_A_DAY: i64 = 3;

/// `person-load`: at most three sessions a day.
pub(super) fn person_load(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for person in ctx.people() {
        let mut days: BTreeMap<NaiveDate, Vec<SessionId>> = BTreeMap::new();
        for (placed, _) in ctx.attended_by(person) {
            days.entry(c.date_at(placed.start)).or_default().push(placed.session);
        }
        let weight_of = ctx.needed[person.index()].weight.micros;
        let price = exact_arithmetic::half_up(
            &[weight(strength), 60, weight_of.into(), 100],
            exact_arithmetic::MICROS * exact_arithmetic::MICROS,
        );
        for (day, sessions) in days {
            let count = sessions.len() as i64;
            if count <= SESSIONS_A_DAY {
                continue;
            }
            if strength == Strength::Hard {
                let message = format!(
                    "{} is needed in {count} sessions on {}, more than {SESSIONS_A_DAY}: {}",
                    words::person(c, person),
                    date(day),
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

    /// Two sessions of an hour that need a person in Kolkata.
    fn pair() -> Build {
        let mut b = Build::new();
        b.person("p", "Asia/Kolkata").name = Some("Asha".to_owned());
        for id in ["a", "b"] {
            b.session(id, 60);
            b.participation(0);
        }
        b
    }

    #[test]
    fn two_sessions_at_once_or_without_the_gap_are_a_clash() {
        let mut b = pair();
        b.c.person_gap_minutes = 20;
        let c = b.done();
        let message = "p (Asha) is needed in a until Mon 2 Nov 2020 10:00 (Mon 2 Nov 15:30 in Asia/Kolkata) and then \
                       has to be free for 20 min, but is needed in b from 10:10, 10 min too early";
        let found = broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T10:10", 2)]);
        assert_eq!(found, [(Violated::Rule(RuleId::PersonClash), message.to_owned())]);
        assert_eq!(broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T10:20", 2)]), []);
    }

    #[test]
    fn only_the_part_attended_live_counts() {
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
    fn optional_participants_and_weights_cost_by_the_minute() {
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
    fn a_session_that_needs_a_person_who_is_away_is_a_violation() {
        let mut b = pair();
        b.c.people[0].available = Some(vec![window("2020-11-02T08:00", "2020-11-02T18:00")]);
        b.c.people[0].unavailable = vec![window("2020-11-02T12:00", "2020-11-02T13:00")];
        let c = b.done();
        assert_eq!(broken(&c, &[("2020-11-02T11:00", 1), ("2020-11-02T17:00", 1)]), []);
        let found = broken(&c, &[("2020-11-02T11:30", 1)]);
        let message = "p (Asha) is needed in a, Mon 2 Nov 2020 11:30-12:30 (Mon 2 Nov 17:00-18:00 in Asia/Kolkata), \
                       but is away for 30 min of this time";
        assert_eq!(found[0].1, message);
        assert_eq!(cost(&c, RuleId::PersonAway, &[("2020-11-02T11:30", 1)]), 0, "it is forbidden, not charged");
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
            b.participation(0);
        }
        let places = |last| [("2020-11-02T09:00", 1), ("2020-11-02T11:00", 1), ("2020-11-02T13:00", 1), (last, 1)];
        assert_eq!(cost(&b.done(), RuleId::PersonLoad, &places("2020-11-02T15:00")), 60 * 25 * 100);
        assert_eq!(cost(&b.done(), RuleId::PersonLoad, &places("2020-11-03T15:00")), 0);
        let mut five = Build { c: b.done() };
        five.session("e", 60);
        five.participation(0);
        let five_places = [&places("2020-11-02T15:00")[..], &[("2020-11-02T17:00", 1)]].concat();
        assert_eq!(cost(&five.done(), RuleId::PersonLoad, &five_places), 2 * 60 * 25 * 100);
        b.rule(RuleId::PersonLoad, Strength::Hard);
        assert_eq!(broken(&b.done(), &places("2020-11-03T15:00")), [], "three on one day are allowed");
        let found = broken(&b.done(), &places("2020-11-02T15:00"));
        assert_eq!(
            found,
            [(
                Violated::Rule(RuleId::PersonLoad),
                "p (Asha) is needed in 4 sessions on Mon 2 Nov 2020, more than 3: a, b, c, d".to_owned()
            )]
        );
    }
}
