//! `phase`, `slot`, `day-hours`, `day-length`: when on which day a session may take place, and how long days last.

use crate::domain::{Conference, Instant, RoomId, Session, Strength, date, length};

use super::context::{Context, PlacedSession, weight};
use super::findings::Findings;
use super::{clock, exact_arithmetic, words};

/// `phase`: the day of a session belongs to a phase that takes its type.
pub(super) fn phase(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for placed in &ctx.placed {
        let session = ctx.session(placed.session);
        let (who, when) = (words::session(c, placed.session), words::time(c, placed.start));
        let message = match ctx.day(placed.start) {
            None => format!("{who} starts at {when}, outside the opening hours of every day"),
            Some((_, day)) if !c.phase_takes(day.phase, session.session_type) => {
                let (phase, kind) = (&c.phases[day.phase.index()].id, &c.types[session.session_type.index()]);
                format!("{who} starts at {when}, in the phase {phase}, which takes no sessions of type {kind}")
            }
            Some(_) => continue,
        };
        out.broken(message, &[placed.session], &[], &[]);
    }
}

/// Whether the phase of the day of `start` takes the session's type.
pub(super) fn phase_ok(c: &Conference, session: &Session, start: Instant) -> bool {
    c.day_at(start).is_some_and(|day| c.phase_takes(c.days[day.index()].phase, session.session_type))
}

/// `slot`: where the phase has slots, a session starts with a slot of its room and ends inside it.
pub(super) fn slot(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for placed in &ctx.placed {
        let session = ctx.session(placed.session);
        if !slot_ok(c, session, placed.start, placed.room) {
            let message = format!(
                "{} is in no slot: it takes place {}{}, but has to start with a slot and end inside it",
                words::session(c, placed.session),
                words::range(c, placed.start, placed.end),
                placed.room.map_or_else(String::new, |room| format!(" in room {}", words::room(c, room))),
            );
            out.broken(message, &[placed.session], &[], placed.room.as_slice());
        }
    }
}

/// Whether a session lies in a slot of its room; `None` accepts the slots of any room.
pub(super) fn slot_ok(c: &Conference, session: &Session, start: Instant, room: Option<RoomId>) -> bool {
    let Some(day) = c.day_at(start) else { return true };
    let slots = &c.phases[c.days[day.index()].phase.index()].slots;
    let end = session.end(start);
    slots.is_empty()
        || slots.iter().any(|slot| {
            let here = room.is_none_or(|room| slot.rooms.as_ref().is_none_or(|rooms| rooms.contains(&room)));
            here && slot.window.from == start && end <= slot.window.until
        })
}

/// `day-hours`: sessions end within their day's hours, and no day lasts longer than its phase allows.
pub(super) fn day_hours(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for (day, sessions) in c.days.iter().zip(ctx.days()) {
        for placed in sessions.iter().filter(|placed| placed.end > day.latest) {
            let same_date = |at: Instant| clock::civil(c.zone, at).date() == day.date;
            let day_name =
                if same_date(placed.end) && same_date(day.latest) { "that day".to_owned() } else { date(day.date) };
            let message = format!(
                "{} ends at {}, {} after the latest end of {day_name}, {}",
                words::session(c, placed.session),
                words::time(c, placed.end),
                length(placed.end.since(day.latest)),
                c.zone.clock_after(placed.end, day.latest),
            );
            out.broken(message, &[placed.session], &[], &[]);
        }
        let Some(((first, last), longest)) = ends(&sessions).zip(c.phases[day.phase.index()].longest_day_minutes)
        else {
            continue;
        };
        let open = last.end.since(first.start);
        if open > longest {
            let message = format!(
                "{} lasts {}, from the start of {} at {} to the end of {} at {}: {} more than the limit of {}",
                date(day.date),
                length(open),
                words::session(c, first.session),
                c.zone.clock_after(day.earliest, first.start),
                words::session(c, last.session),
                c.zone.clock_after(day.earliest, last.end),
                length(open - longest),
                length(longest),
            );
            out.broken(message, &[first.session, last.session], &[], &[]);
        }
    }
}

/// Whether a session that starts at `start` ends within the hours of its day.
pub(super) fn hours_ok(c: &Conference, session: &Session, start: Instant) -> bool {
    c.day_at(start).is_none_or(|day| session.end(start) <= c.days[day.index()].latest)
}

/// `day-length`: a price for each open minute of each day that has a session.
pub(super) fn day_length(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for sessions in ctx.days() {
        if let Some((first, last)) = ends(&sessions) {
            let ids: Vec<_> = sessions.iter().map(|placed| placed.session).collect();
            out.charge(exact_arithmetic::times(open_price(strength), last.end.since(first.start)), &ids, None);
        }
    }
}

/// The price of one open minute of a day.
pub(super) fn open_price(strength: Strength) -> Option<i64> {
    exact_arithmetic::half_up(&[weight(strength), 100], exact_arithmetic::MICROS)
}

/// The session of a day that starts first and the one that ends last.
fn ends(sessions: &[PlacedSession]) -> Option<(&PlacedSession, &PlacedSession)> {
    let first = sessions.iter().min_by_key(|placed| (placed.start, placed.session))?;
    let last = sessions.iter().max_by_key(|placed| (placed.end, placed.session))?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, at, broken, cost, priced, window};
    use crate::check::Violated;
    use crate::domain::{RoomId, RuleId, Slot, TypeId};

    fn rules(c: &crate::domain::Conference, start: &str) -> Vec<Violated> {
        broken(c, &[(start, 1)]).into_iter().map(|(rule, _)| rule).collect()
    }

    #[test]
    fn a_start_outside_every_day_breaks_only_phase() {
        let mut b = Build::new();
        b.session("a", 60);
        let mut c = b.done();
        c.phases[0].slots = vec![Slot { window: window("2020-11-02T06:00", "2020-11-02T07:00"), rooms: None }];
        for start in ["2020-11-02T05:50", "2020-11-02T22:00", "1970-01-01T00:00", "2100-12-31T23:59"] {
            assert_eq!(rules(&c, start), [Violated::Rule(RuleId::Phase)], "{start}");
        }
        assert!(rules(&c, "2020-11-02T06:00").is_empty());
        c.phases[0].types = Some(vec![TypeId(1)]);
        let found = broken(&c, &[("2020-11-02T06:00", 1)]);
        let message = "a starts at Mon 2 Nov 2020 06:00, in the phase phase-1, which takes no sessions of type talk";
        assert_eq!(found, [(Violated::Rule(RuleId::Phase), message.to_owned())]);
    }

    #[test]
    fn a_session_starts_with_a_slot_and_ends_inside_it() {
        let mut b = Build::new();
        b.session("a", 60);
        let mut c = b.done();
        let slot = |from, until, rooms| Slot { window: window(from, until), rooms };
        c.phases[0].slots = vec![
            slot("2020-11-02T09:00", "2020-11-02T10:00", Some(vec![RoomId(1)])),
            slot("2020-11-02T11:00", "2020-11-02T11:50", None),
        ];
        assert_eq!(broken(&c, &[("2020-11-02T09:00", 2)]), []);
        assert_eq!(broken(&c, &[("2020-11-02T09:00", 0)]), []);
        assert_eq!(rules(&c, "2020-11-02T09:00"), [Violated::Rule(RuleId::Slot)]);
        assert_eq!(rules(&c, "2020-11-02T11:00"), [Violated::Rule(RuleId::Slot)]);
        assert!(broken(&c, &[("2020-11-02T09:10", 2)])[0].1.contains("is in no slot"));
    }

    #[test]
    fn a_session_that_ends_too_late_and_a_day_that_is_too_long_are_violations() {
        let mut b = Build::new();
        b.session("a", 60).session("b", 60);
        b.c.phases[0].longest_day_minutes = Some(600);
        let c = b.done();
        assert_eq!(broken(&c, &[("2020-11-02T21:00", 1)]), []);
        let late = &broken(&c, &[("2020-11-02T21:01", 1)])[0].1;
        assert_eq!(late, "a ends at Mon 2 Nov 2020 22:01, 1 min after the latest end of that day, 22:00");
        let later = &broken(&c, &[("2020-11-02T21:59", 1), ("2020-11-02T12:00", 1)])[0].1;
        assert!(later.ends_with("59 min after the latest end of that day, 22:00"));
        let mut night = b.done();
        night.sessions[0].minutes = 180;
        let next = &broken(&night, &[("2020-11-02T21:30", 1)])[0].1;
        assert!(next.ends_with("2 h 30 min after the latest end of Mon 2 Nov 2020, Mon 2 Nov 2020 22:00"), "{next}");
        assert_eq!(broken(&c, &[("2020-11-02T18:00", 1), ("2020-11-02T09:00", 1)]), []);
        let found = broken(&c, &[("2020-11-02T18:01", 1), ("2020-11-02T09:00", 1)]);
        assert_eq!(
            found[0].1,
            "Mon 2 Nov 2020 lasts 10 h 01 min, from the start of b at 09:00 to the end of a at 19:01: 1 min more than \
             the limit of 10 h"
        );
    }

    #[test]
    fn hours_past_midnight_belong_to_the_day_before_and_open_minutes_have_a_price() {
        let mut b = Build::new();
        b.c.days[0].latest = at("2020-11-03T02:00");
        b.session("a", 60).session("b", 60).session("c", 60).rule(RuleId::DayLength, priced("1.5"));
        let c = b.done();
        let places = [("2020-11-02T20:00", 1), ("2020-11-03T01:00", 1), ("2020-11-03T09:00", 1)];
        assert_eq!(broken(&c, &places), []);
        assert_eq!(cost(&c, RuleId::DayLength, &places), (360 + 60) * 150);
        let late = &broken(&c, &[("2020-11-03T01:10", 1)])[0].1;
        assert_eq!(late, "a ends at Tue 3 Nov 2020 02:10, 10 min after the latest end of Mon 2 Nov 2020, 02:00");
    }
}
