//! `phase`, `slot`, `day-hours`, `day-length`: where in the days a session may lie, and how long days last.

use crate::domain::{Conference, Instant, RoomId, Session, Strength};

use super::context::{Context, PlacedSession, weight};
use super::findings::Findings;
use super::{exact_arithmetic, words};

/// `phase`: a session's day belongs to a phase that takes its type.
pub(super) fn phase(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for held in &ctx.placed {
        let session = ctx.session(held.session);
        let (who, when) = (words::session(c, held.session), words::time(c, held.start));
        let message = match ctx.day(held.start) {
            None => format!("{who} starts at {when}, outside the hours of every day"),
            Some((_, day)) if !c.phase_takes(day.phase, session.session_type) => {
                let (phase, kind) = (&c.phases[day.phase.index()].id, &c.types[session.session_type.index()]);
                format!("{who} starts at {when}, in {phase}, which takes no sessions of type {kind}")
            }
            Some(_) => continue,
        };
        out.broken(message, &[held.session], &[], &[]);
    }
}

/// Whether a session may lie on the day of `start`, by its type.
pub(super) fn phase_ok(c: &Conference, session: &Session, start: Instant) -> bool {
    c.day_at(start).is_some_and(|day| c.phase_takes(c.days[day.index()].phase, session.session_type))
}

/// `slot`: where the phase has slots, a session starts with one of its room's and ends inside it.
pub(super) fn slot(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for held in &ctx.placed {
        let session = ctx.session(held.session);
        if !slot_ok(c, session, held.start, held.room) {
            let message = format!(
                "{} from {} until {}{} is in no slot: it has to start with one and end inside it",
                words::session(c, held.session),
                words::time(c, held.start),
                words::time(c, held.end),
                held.room.map_or_else(String::new, |room| format!(" in room {}", words::room(c, room))),
            );
            out.broken(message, &[held.session], &[], held.room.as_slice());
        }
    }
}

/// Whether a session lies in a slot; `room` of `None` takes the slots of any room.
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
        for held in sessions.iter().filter(|held| held.end > day.latest) {
            let message = format!(
                "{} ends at {}, after the latest end of {}, {}",
                words::session(c, held.session),
                words::time(c, held.end),
                day.date,
                words::time(c, day.latest),
            );
            out.broken(message, &[held.session], &[], &[]);
        }
        let Some(((first, last), longest)) = ends(&sessions).zip(c.phases[day.phase.index()].longest_day_minutes)
        else {
            continue;
        };
        let open = last.end.since(first.start);
        if open > longest {
            let message = format!(
                "{} lasts {open} minutes, from {} at {} to the end of {} at {}, {} more than the {longest} of its longest day",
                day.date,
                words::session(c, first.session),
                words::time(c, first.start),
                words::session(c, last.session),
                words::time(c, last.end),
                open - longest,
            );
            out.broken(message, &[first.session, last.session], &[], &[]);
        }
    }
}

/// Whether a session that starts at `start` lies within its day's hours.
pub(super) fn hours_ok(c: &Conference, session: &Session, start: Instant) -> bool {
    c.day_at(start).is_none_or(|day| session.end(start) <= c.days[day.index()].latest)
}

/// `day-length`: a price per open minute of each day with a session.
pub(super) fn day_length(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for sessions in ctx.days() {
        if let Some((first, last)) = ends(&sessions) {
            let ids: Vec<_> = sessions.iter().map(|held| held.session).collect();
            out.charge(exact_arithmetic::times(open_price(strength), last.end.since(first.start)), &ids, None);
        }
    }
}

/// The price of one open minute of a day.
pub(super) fn open_price(strength: Strength) -> Option<i64> {
    exact_arithmetic::half_up(&[weight(strength), 100], exact_arithmetic::MICROS)
}

/// The first and the last session of a day.
fn ends(sessions: &[PlacedSession]) -> Option<(&PlacedSession, &PlacedSession)> {
    let first = sessions.iter().min_by_key(|held| (held.start, held.session))?;
    let last = sessions.iter().max_by_key(|held| (held.end, held.session))?;
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
    fn outside_every_day_breaks_the_phase_alone() {
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
        let said = "a starts at 2020-11-02T06:00+00:00, in phase-1, which takes no sessions of type talk";
        assert_eq!(found, [(Violated::Rule(RuleId::Phase), said.to_owned())]);
    }

    #[test]
    fn a_slot_is_met_at_its_start_and_not_outlasted() {
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
    fn days_end_in_time_and_are_not_too_long() {
        let mut b = Build::new();
        b.session("a", 60).session("b", 60);
        b.c.phases[0].longest_day_minutes = Some(600);
        let c = b.done();
        assert_eq!(broken(&c, &[("2020-11-02T21:00", 1)]), []);
        assert!(broken(&c, &[("2020-11-02T21:01", 1)])[0].1.starts_with("a ends at 2020-11-02T22:01+00:00, after"));
        assert_eq!(broken(&c, &[("2020-11-02T18:00", 1), ("2020-11-02T09:00", 1)]), []);
        let found = broken(&c, &[("2020-11-02T18:01", 1), ("2020-11-02T09:00", 1)]);
        assert!(found[0].1.contains("lasts 601 minutes, from b at") && found[0].1.contains("1 more than"), "{found:?}");
    }

    #[test]
    fn hours_past_midnight_belong_to_their_day_and_open_minutes_have_a_price() {
        let mut b = Build::new();
        b.c.days[0].latest = at("2020-11-03T02:00");
        b.session("a", 60).session("b", 60).session("c", 60).rule(RuleId::DayLength, priced("1.5"));
        let c = b.done();
        let places = [("2020-11-02T20:00", 1), ("2020-11-03T01:00", 1), ("2020-11-03T09:00", 1)];
        assert_eq!(broken(&c, &places), []);
        assert_eq!(cost(&c, RuleId::DayLength, &places), (360 + 60) * 150);
    }
}
