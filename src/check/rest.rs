//! `person-rest`: the minutes of an evening and the next morning, summed for each person and local night.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::{Instant, Participation, PersonId, SessionId, Strength, Zone};

use super::clock;
use super::context::{Context, attended, weight};
use super::exact_arithmetic;
use super::findings::Findings;

/// Minutes of one night that cost nothing.
const FREE: i64 = 180;
const MORNING_STARTS: u32 = 2 * 60 + 30;
const MORNING_ENDS: u32 = 8 * 60;
const EVENING_STARTS: u32 = 21 * 60;

/// `person-rest`: a price for each minute above three hours taken from one night.
pub(super) fn person_rest(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for person in ctx.people() {
        let Some(zone) = ctx.conference.people[person.index()].zone else { continue };
        let mut nights: BTreeMap<NaiveDate, (i64, Vec<SessionId>)> = BTreeMap::new();
        for (placed, participation) in ctx.attended_by(person) {
            let (from, until) = attended(ctx.session(placed.session), &participation, placed.start);
            if let Some((night, minutes)) = taken(zone, from, until) {
                let (sum, sessions) = nights.entry(night).or_default();
                *sum += minutes;
                sessions.push(placed.session);
            }
        }
        for (sum, sessions) in nights.into_values() {
            out.charge(
                exact_arithmetic::times(price(ctx, strength, person), (sum - FREE).max(0)),
                &sessions,
                Some(person),
            );
        }
    }
}

/// What a session costs a person by itself, as if they had no other session.
pub(super) fn alone_cell(
    ctx: &Context<'_>,
    strength: Strength,
    session: SessionId,
    participation: &Participation,
    start: Instant,
) -> Option<i64> {
    let Some(zone) = ctx.conference.people[participation.person.index()].zone else { return Some(0) };
    if weight(strength) == 0 {
        return Some(0);
    }
    let (from, until) = attended(ctx.session(session), participation, start);
    let minutes = taken(zone, from, until).map_or(0, |(_, minutes)| minutes);
    if minutes <= FREE {
        return Some(0);
    }
    exact_arithmetic::times(price(ctx, strength, participation.person), minutes - FREE)
}

fn price(ctx: &Context<'_>, strength: Strength, person: PersonId) -> Option<i64> {
    let of_person = ctx.needed[person.index()].weight.micros;
    exact_arithmetic::half_up(
        &[weight(strength), of_person.into(), 100],
        exact_arithmetic::MICROS * exact_arithmetic::MICROS,
    )
}

/// The night from which `[from, until)` takes minutes, and their number: those after 21:00 if the midpoint is in the
/// evening, those before 08:00 if it is in the morning. A night has the date on which it begins; minutes are civil.
fn taken(zone: Zone, from: Instant, until: Instant) -> Option<(NaiveDate, i64)> {
    let middle = from.plus(until.since(from).div_euclid(2));
    let (date, minute) = clock::date_and_minute(zone, middle);
    let yesterday = date.checked_sub_days(Days::new(1))?;
    let at = |date: NaiveDate, minute: u32| {
        NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).map(|time| date.and_time(time))
    };
    let minutes = |a: NaiveDateTime, b: NaiveDateTime| b.signed_duration_since(a).num_minutes().max(0);
    if minute >= EVENING_STARTS {
        Some((date, minutes(at(date, EVENING_STARTS)?, clock::civil(zone, until))))
    } else if minute < MORNING_STARTS {
        Some((yesterday, minutes(at(yesterday, EVENING_STARTS)?, clock::civil(zone, until))))
    } else if minute < MORNING_ENDS {
        Some((yesterday, minutes(clock::civil(zone, from), at(date, MORNING_ENDS)?)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, at, cost, priced, schedule, zone};
    use super::*;
    use crate::domain::RuleId;

    fn night(name: &str, from: &str, until: &str) -> Option<(String, i64)> {
        taken(zone(name), at(from), at(until)).map(|(date, minutes)| (date.to_string(), minutes))
    }

    #[test]
    fn the_midpoint_decides_which_night() {
        let on = |day: &str, minutes| Some((format!("2020-11-{day}"), minutes));
        assert_eq!(night("UTC", "2020-11-03T20:30", "2020-11-03T21:30"), on("03", 30));
        assert_eq!(night("UTC", "2020-11-03T20:29", "2020-11-03T21:30"), None);
        assert_eq!(night("UTC", "2020-11-04T01:29", "2020-11-04T03:30"), on("03", 390));
        assert_eq!(night("UTC", "2020-11-04T01:30", "2020-11-04T03:30"), on("03", 390));
        assert_eq!(night("UTC", "2020-11-04T07:30", "2020-11-04T08:29"), on("03", 30));
        assert_eq!(night("UTC", "2020-11-04T07:30", "2020-11-04T08:30"), None);
    }

    #[test]
    fn minutes_are_counted_by_the_local_clock() {
        // Berlin, 25 October 2020: 02:00 summer time to 02:30, and to 03:00, when the clock shows 02:00 again.
        let on_the_24th = |minutes| Some(("2020-10-24".to_owned(), minutes));
        assert_eq!(night("Europe/Berlin", "2020-10-25T00:00", "2020-10-25T00:30"), on_the_24th(330));
        assert_eq!(night("Europe/Berlin", "2020-10-25T00:00", "2020-10-25T00:58"), on_the_24th(358));
        assert_eq!(night("Europe/Berlin", "2020-10-25T00:00", "2020-10-25T01:00"), on_the_24th(360));
        assert_eq!(night("Europe/Berlin", "2020-10-25T05:00", "2020-10-25T06:00"), on_the_24th(120));
    }

    #[test]
    fn an_evening_and_the_morning_after_add_up() {
        let mut b = Build::new();
        b.c.days[0].latest = at("2020-11-03T06:00");
        b.person("p", "UTC");
        b.rule(RuleId::PersonRest, priced("2"));
        for name in ["evening", "morning"] {
            b.session(name, 90);
            b.participation(0);
        }
        let c = b.done();
        // 21:30-23:00 takes 120 minutes, 06:00-07:30 another 120: 60 above 180, at 2 x 25.
        let places = [("2020-11-02T21:30", 1), ("2020-11-03T06:00", 1)];
        assert_eq!(cost(&c, RuleId::PersonRest, &places), 60 * 2 * 25 * 100);
        assert_eq!(cost(&c, RuleId::PersonRest, &[("2020-11-02T20:30", 1), ("2020-11-03T06:00", 1)]), 0);
        assert_eq!(cost(&c, RuleId::PersonRest, &[("2020-11-02T21:30", 1), ("2020-11-03T07:00", 1)]), 0);
        let report = super::super::check(&c, &schedule(&places));
        assert_eq!(report.person_costs(PersonId(0)), [(RuleId::PersonRest, 300_000)]);
    }
}
