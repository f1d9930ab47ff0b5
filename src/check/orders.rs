//! `allowed`, `order`, `relation`: given times, who comes first, and how sessions of a list lie to each other.

use std::collections::BTreeMap;

use crate::domain::{Conference, Instant, PhaseId, Relation, RelationKind, RoomId, Session, SessionId, Strength};

use super::context::{Context, PlacedSession};
use super::findings::Findings;
use super::{exact_arithmetic, windows, words};

/// `allowed`: inside the union of the allowed windows, and where it is fixed.
pub(super) fn allowed(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for held in &ctx.placed {
        let session = ctx.session(held.session);
        let who = words::session(c, held.session);
        if !windows_ok(session, held.start) {
            let (from, until) = (words::time(c, held.start), words::time(c, held.end));
            let message = format!("{who} from {from} until {until} is not inside its allowed times");
            out.broken(message, &[held.session], &[], &[]);
        }
        if let (Some(room), Some(rooms)) = (held.room, &session.rooms)
            && !rooms.contains(&room)
        {
            let kept: Vec<String> = rooms.iter().map(|&room| words::room(c, room)).collect();
            let message = format!("{who} is in room {}, but is kept in {}", words::room(c, room), kept.join(" or "));
            out.broken(message, &[held.session], &[], &[room]);
        }
        let Some(fixed) = session.fixed else { continue };
        if held.start != fixed.start {
            let (is, should) = (words::time(c, held.start), words::time(c, fixed.start));
            out.broken(format!("{who} starts at {is}, but is fixed at {should}"), &[held.session], &[], &[]);
        }
        if let Some(room) = held.room.filter(|&room| fixed.room.is_some_and(|fixed| fixed != room)) {
            let should = fixed.room.map_or_else(String::new, |room| words::room(c, room));
            let message = format!("{who} is in room {}, but is fixed in room {should}", words::room(c, room));
            out.broken(message, &[held.session], &[], &[room]);
        }
    }
}

/// Whether a session that starts at `start` lies inside its allowed windows.
pub(super) fn windows_ok(session: &Session, start: Instant) -> bool {
    let Some(allowed) = &session.allowed else { return true };
    windows::inside(&windows::merged(allowed), start, session.end(start)) == session.minutes
}

/// Whether a session may be in `room` as far as it is fixed or kept.
pub(super) fn room_ok(session: &Session, room: RoomId) -> bool {
    let kept = session.rooms.as_ref().is_none_or(|rooms| rooms.contains(&room));
    kept && session.fixed.and_then(|fixed| fixed.room).is_none_or(|fixed| fixed == room)
}

/// `order`: the earlier session's end plus the gap is not after the later one's start.
pub(super) fn order(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    // One entry for each pair and phase, whichever side names the other: the longest gap says it all.
    let mut orders: BTreeMap<(SessionId, SessionId, Option<PhaseId>), i64> = BTreeMap::new();
    for (id, session) in c.session_ids().zip(&c.sessions) {
        let after = session.after.iter().map(|o| ((o.session, id, o.phase), o.gap_minutes));
        let before = session.before.iter().map(|o| ((id, o.session, o.phase), o.gap_minutes));
        for (key, gap) in after.chain(before) {
            orders.entry(key).and_modify(|longest| *longest = gap.max(*longest)).or_insert(gap);
        }
    }
    for ((first, second, phase), gap) in orders {
        let Some((earlier, later)) = ctx.placed(first).zip(ctx.placed(second)) else { continue };
        let in_phase = |held: PlacedSession| ctx.day(held.start).map(|(_, day)| day.phase);
        let bound = phase.is_none_or(|phase| [earlier, later].into_iter().all(|h| in_phase(h) == Some(phase)));
        if bound && later.start.since(earlier.end) < gap {
            let message = format!(
                "{} has to come after {}{}, but starts at {}, and {} ends at {}",
                words::session(c, second),
                words::session(c, first),
                if gap == 0 { String::new() } else { format!(" and {gap} minutes more") },
                words::time(c, later.start),
                c.sessions[first.index()].id,
                words::time(c, earlier.end),
            );
            out.broken(message, &[first, second], &[], &[]);
        }
    }
}

/// `relation`: each relation between sessions, hard or once at its own price.
pub(super) fn relation(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for relation in c.relations.iter().filter(|r| r.strength != Strength::Off) {
        let placed = |(a, b): (SessionId, SessionId)| ctx.placed(a).zip(ctx.placed(b));
        let broken = relation
            .pairs()
            .into_iter()
            .filter_map(placed)
            .filter_map(|(a, b)| Some((a, b, fault(c, relation, a, b)?)));
        if let Strength::Weight(weight) = relation.strength {
            if broken.count() > 0 {
                let sessions = || relation.sessions.iter().map(|&id| ctx.session(id));
                let people = sessions().map(|s| s.attendance).min().unwrap_or(0);
                let minutes = sessions().map(|s| s.minutes).min().unwrap_or(0);
                let factors = [weight.micros.into(), people.into(), minutes.into(), 100];
                out.charge(exact_arithmetic::half_up(&factors, exact_arithmetic::MICROS), &relation.sessions, None);
            }
            continue;
        }
        for (a, b, fault) in broken {
            let message = format!(
                "{} at {} and {} at {} break {}: {fault}",
                words::session(c, a.session),
                words::time(c, a.start),
                words::session(c, b.session),
                words::time(c, b.start),
                relation.name,
            );
            out.broken(message, &[a.session, b.session], &[], &[]);
        }
    }
}

/// What is wrong between two sessions of a relation, the first before the second in its list.
fn fault(c: &Conference, relation: &Relation, a: PlacedSession, b: PlacedSession) -> Option<String> {
    match relation.kind {
        RelationKind::Gap { least, most, either_order, same_room } => {
            let swap = either_order && b.start < a.start;
            let gap = if swap { a.start.since(b.end) } else { b.start.since(a.end) };
            if let Some(wrong) = outside(gap, least, most) {
                return Some(format!("{gap} minutes from end to start, {wrong}"));
            }
            let (one, other) = a.room.zip(b.room).filter(|(one, other)| same_room && one != other)?;
            Some(format!("in rooms {} and {}, not in one", words::room(c, one), words::room(c, other)))
        }
        RelationKind::Days { least, most } => {
            let (one, other) = (c.date_at(a.start), c.date_at(b.start));
            let days = other.signed_duration_since(one).num_days().abs();
            outside(days, least, most).map(|wrong| format!("on {one} and {other}, {days} days apart, {wrong}"))
        }
    }
}

fn outside(value: i64, least: i64, most: Option<i64>) -> Option<String> {
    if value < least {
        return Some(format!("at least {least} wanted"));
    }
    most.filter(|&most| value > most).map(|most| format!("at most {most} wanted"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, at, broken, cost, decimal, id, priced, window};
    use super::*;
    use crate::domain::{Fixed, Order, RuleId};

    fn three() -> Build {
        let mut b = Build::new();
        b.session("a", 60).session("b", 60).session("c", 60);
        b
    }

    fn said(b: &Build, places: &[(&str, u32)]) -> String {
        broken(&b.done(), places)
            .into_iter()
            .map(|(rule, said)| format!("{rule}: {said}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn windows_that_touch_hold_a_session_together() {
        let mut b = three();
        let halves = [("2020-11-02T09:30", "2020-11-02T10:00"), ("2020-11-02T09:00", "2020-11-02T09:30")];
        b.c.sessions[0].allowed = Some(halves.iter().map(|&(from, until)| window(from, until)).collect());
        assert_eq!(said(&b, &[("2020-11-02T09:00", 1)]), "");
        assert!(said(&b, &[("2020-11-02T09:01", 1)]).contains("is not inside its allowed times"));
        b.c.sessions[1].fixed = Some(Fixed { start: at("2020-11-02T18:35"), room: Some(RoomId(1)) });
        assert_eq!(said(&b, &[("", 0), ("2020-11-02T18:35", 2)]), "");
        assert_eq!(said(&b, &[("", 0), ("2020-11-02T18:35", 0)]), "");
        assert!(
            said(&b, &[("", 0), ("2020-11-02T18:35", 1)]).contains("is in room room-1, but is fixed in room room-2")
        );
        assert!(said(&b, &[("", 0), ("2020-11-02T18:30", 2)]).contains("but is fixed at 2020-11-02T18:35+00:00"));
    }

    #[test]
    fn orders_bind_from_both_sides_and_in_their_phase() {
        let mut b = three();
        let order = |session, phase| Order { session: id(session), gap_minutes: 30, phase };
        b.c.sessions[1].after = vec![order(0, None)];
        b.c.sessions[0].before = vec![order(1, None)];
        assert_eq!(said(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:30", 1)]), "");
        let late = "order: b has to come after a and 30 minutes more, but starts at 2020-11-02T10:29+00:00, and a ends at \
                    2020-11-02T10:00+00:00";
        assert_eq!(said(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:29", 1)]), late);
        assert_eq!(said(&b, &[("", 0), ("2020-11-02T10:29", 1)]), "");
        let other = crate::domain::Phase { id: "phase-2".to_owned(), ..b.c.phases[0].clone() };
        b.c.phases.push(other);
        b.c.days[1].phase = PhaseId(1);
        b.c.sessions[0].before.clear();
        b.c.sessions[1].after = vec![order(0, Some(PhaseId(1)))];
        assert_eq!(said(&b, &[("2020-11-03T09:00", 1), ("2020-11-02T09:00", 1)]), "");
        assert!(said(&b, &[("2020-11-03T09:00", 1), ("2020-11-03T09:00", 2)]).starts_with("order: "));
    }

    fn related(kind: RelationKind, name: &'static str, strength: Strength, neighbours: bool) -> Build {
        let mut b = three();
        let sessions = vec![id(0), id(1), id(2)];
        b.c.relations.push(Relation { kind, name, sessions, strength, neighbours });
        b
    }

    #[test]
    fn gaps_between_neighbours() {
        let next = RelationKind::Gap { least: 0, most: Some(0), either_order: false, same_room: true };
        let b = related(next, "directly-after", Strength::Hard, true);
        assert_eq!(said(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:00", 1), ("2020-11-02T11:00", 0)]), "");
        let other = said(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:00", 2)]);
        assert!(other.ends_with("break directly-after: in rooms room-1 and room-2, not in one"), "{other}");
        let late = said(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:10", 1)]);
        assert!(late.ends_with("10 minutes from end to start, at most 0 wanted"), "{late}");
        let either = RelationKind::Gap { least: 60, most: None, either_order: true, same_room: false };
        let b = related(either, "apart-by", Strength::Hard, false);
        assert_eq!(said(&b, &[("2020-11-02T13:00", 1), ("2020-11-02T11:00", 1), ("2020-11-02T09:00", 1)]), "");
        assert!(said(&b, &[("2020-11-02T12:59", 1), ("2020-11-02T11:00", 1)]).contains("59 minutes from end to start"));
    }

    #[test]
    fn days_apart_and_a_price_once() {
        let apart = RelationKind::Days { least: 1, most: None };
        let hard = related(apart, "different-days", Strength::Hard, false);
        assert_eq!(said(&hard, &[("2020-11-02T13:00", 1), ("2020-11-03T11:00", 1)]), "");
        let both = said(&hard, &[("2020-11-02T13:00", 1), ("2020-11-02T11:00", 1)]);
        assert!(both.contains("on 2020-11-02 and 2020-11-02, 0 days apart, at least 1 wanted"), "{both}");
        let mut soft = related(apart, "different-days", priced("0.5"), false);
        soft.c.sessions[2].attendance = 10;
        soft.c.sessions[2].minutes = 30;
        let all = [("2020-11-02T09:00", 1), ("2020-11-02T11:00", 1), ("2020-11-02T13:00", 1)];
        assert_eq!(cost(&soft.done(), RuleId::Relation, &all), 10 * 30 * 100 / 2);
        assert_eq!(cost(&soft.done(), RuleId::Relation, &all[..1]), 0);
        assert_eq!(decimal("0.5"), crate::domain::Decimal::micros(500_000));
    }
}
