//! `audience-hours`, `people-hours`, `wishes`: what the hour of a session costs its audiences and participants.

use crate::domain::{Instant, RoomId, SessionId, Strength};

use super::context::{Context, attended, weight};
use super::exact_arithmetic::{self, MICROS};
use super::findings::Findings;

/// `audience-hours`: the discomfort of all attendees, times their audience's weight.
pub(super) fn audience_hours(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for placed in &ctx.placed {
        let discomfort = ctx.discomfort_by_pair(placed.session, placed.start);
        out.charge(audience_cell(ctx, weight(strength), placed.session, &discomfort), &[placed.session], None);
    }
}

/// One session's `audience-hours`, from each pair's discomfort.
pub(super) fn audience_cell(ctx: &Context<'_>, weight: i128, session: SessionId, discomfort: &[i64]) -> Option<i64> {
    let heads = ctx.heads[session.index()].as_ref()?;
    let one = |index: usize| {
        let of_audience = ctx.conference.audiences[ctx.pairs[index].audience].weight.micros;
        exact_arithmetic::product(&[of_audience.into(), heads[index].into(), discomfort[index].into()])
    };
    let sum = exact_arithmetic::sum((0..discomfort.len()).map(one))?;
    exact_arithmetic::half_up(&[weight, sum], 1000 * MICROS * MICROS)
}

/// `people-hours`: the discomfort of the people whom a session needs live, times their weight.
pub(super) fn people_hours(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for placed in &ctx.placed {
        out.charge(people_cell(ctx, weight(strength), placed.session, placed.start), &[placed.session], None);
    }
}

/// One session's `people-hours`.
pub(super) fn people_cell(ctx: &Context<'_>, weight: i128, id: SessionId, start: Instant) -> Option<i64> {
    let session = ctx.session(id);
    let live = session.participants.iter().filter(|participation| !participation.recorded);
    let sum = exact_arithmetic::sum(live.map(|participation| {
        let (from, until) = attended(session, participation, start);
        exact_arithmetic::product(&[
            participation.weight.micros.into(),
            ctx.discomfort_of(participation.person, from, until),
        ])
    }))?;
    exact_arithmetic::half_up(&[weight, sum], MICROS * MICROS * MICROS)
}

/// `wishes`: minutes in the windows and rooms that a session wishes to avoid.
pub(super) fn wishes(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for placed in &ctx.placed {
        let cost = wishes_cell(ctx, weight(strength), placed.session, placed.start, placed.room);
        out.charge(cost, &[placed.session], None);
    }
}

/// One session's `wishes`. A wish about rooms does not apply while the session has no room.
pub(super) fn wishes_cell(
    ctx: &Context<'_>,
    weight: i128,
    id: SessionId,
    start: Instant,
    room: Option<RoomId>,
) -> Option<i64> {
    let session = ctx.session(id);
    if session.wishes.is_empty() {
        return Some(0);
    }
    let here =
        |rooms: &Option<Vec<RoomId>>| rooms.as_ref().is_none_or(|rooms| room.is_some_and(|room| rooms.contains(&room)));
    let sum = exact_arithmetic::sum(session.wishes.iter().filter(|wish| here(&wish.rooms)).map(|wish| {
        let minutes = wish.window.map_or(session.minutes, |w| w.overlap(start, session.end(start)));
        exact_arithmetic::product(&[wish.discomfort.into(), minutes.into()])
    }))?;
    exact_arithmetic::half_up(&[weight, session.attendance.into(), sum], MICROS)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, at, cost, decimal, priced, window};
    use crate::domain::{AudienceId, RoomId, RuleId, Wish};

    #[test]
    fn audience_hours_are_heads_times_weight_times_discomfort() {
        let mut b = Build::new();
        b.audience("asia", &[("Asia/Kolkata", "0.75"), ("Asia/Tokyo", "0.25")]).weight = decimal("2");
        b.audience("europe", &[("Europe/Berlin", "1")]);
        b.session("a", 60).rule(RuleId::AudienceHours, priced("0.1"));
        // 12:00 UTC: 17:30 in Kolkata (30 minutes at 10), 21:00 in Tokyo (60 at 35), 13:00 in Berlin.
        // Heads 37.5, 12.5, 50.
        let minutes = 37_500 * 300 + 12_500 * 2_100;
        assert_eq!(cost(&b.done(), RuleId::AudienceHours, &[("2020-11-02T12:00", 1)]), 2 * minutes / 10 / 1000);
        b.last().multipliers = vec![(AudienceId(0), decimal("0"))];
        assert_eq!(cost(&b.done(), RuleId::AudienceHours, &[("2020-11-02T12:00", 1)]), 0);
        // Berlin's winter evening: 20:30 to 21:30 local, all at 35, for all hundred.
        assert_eq!(cost(&b.done(), RuleId::AudienceHours, &[("2020-11-02T19:30", 1)]), 100 * 60 * 35 / 10);
    }

    #[test]
    fn the_same_utc_hour_costs_more_after_a_clock_change() {
        // The same UTC hour is 08:00 in New York on 31 October 2020, and 07:00 the day after.
        let mut b = Build::new();
        b.audience("us", &[("America/New_York", "1")]);
        for (day, date) in b.c.days.iter_mut().zip(["2020-10-31", "2020-11-01"]) {
            day.date = date.parse().expect("a test's own date");
            (day.earliest, day.latest) = (at(&format!("{date}T06:00")), at(&format!("{date}T22:00")));
        }
        b.session("a", 60).rule(RuleId::AudienceHours, priced("1"));
        assert_eq!(cost(&b.done(), RuleId::AudienceHours, &[("2020-10-31T12:00", 1)]), 100 * 60 * 10);
        assert_eq!(cost(&b.done(), RuleId::AudienceHours, &[("2020-11-01T12:00", 1)]), 100 * 60 * 35);
    }

    #[test]
    fn people_hours_count_only_the_attended_part() {
        let mut b = Build::new();
        b.audience("asia", &[("Asia/Kolkata", "1"), ("Asia/Tokyo", "2")]);
        b.person("p", "Asia/Tokyo");
        let confirmed_later = b.person("tbc", "UTC");
        (confirmed_later.zone, confirmed_later.audience) = (None, Some(AudienceId(0)));
        b.session("a", 60).rule(RuleId::PeopleHours, priced("1"));
        b.participation(0).until = 30;
        // 12:00-12:30 UTC is 21:00 in Tokyo.
        assert_eq!(cost(&b.done(), RuleId::PeopleHours, &[("2020-11-02T12:00", 1)]), 25 * 30 * 35);
        b.last().participants.clear();
        b.participation(1);
        // Shares 0.333333 and 0.666667 of 300 and 2100: 1500.0006 in all, times 25.
        assert_eq!(cost(&b.done(), RuleId::PeopleHours, &[("2020-11-02T12:00", 1)]), 37_500);
        b.last().participants[0].recorded = true;
        assert_eq!(cost(&b.done(), RuleId::PeopleHours, &[("2020-11-02T12:00", 1)]), 0);
    }

    #[test]
    fn wishes_about_times_and_rooms() {
        let mut b = Build::new();
        b.session("a", 60).rule(RuleId::Wishes, priced("1"));
        b.last().wishes = vec![
            Wish { window: Some(window("2020-11-02T09:30", "2020-11-02T12:00")), rooms: None, discomfort: 20 },
            Wish { window: None, rooms: Some(vec![RoomId(1)]), discomfort: 5 },
        ];
        let c = b.done();
        assert_eq!(cost(&c, RuleId::Wishes, &[("2020-11-02T09:00", 1)]), 100 * 30 * 20);
        assert_eq!(cost(&c, RuleId::Wishes, &[("2020-11-02T09:00", 2)]), 100 * (30 * 20 + 60 * 5));
        assert_eq!(cost(&c, RuleId::Wishes, &[("2020-11-02T12:00", 0)]), 0);
    }
}
