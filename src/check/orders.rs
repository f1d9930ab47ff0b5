//! `allowed`, `order`, `relation`: allowed and fixed times, the order of two sessions, relations between sessions.

use std::collections::BTreeMap;

use crate::domain::{
    Conference, Instant, PhaseId, Relation, RelationKind, RoomId, Session, SessionId, Strength, date, length,
};

use super::context::{Context, PlacedSession};
use super::findings::Findings;
use super::{exact_arithmetic, windows, words};

/// `allowed`: a session lies inside the union of its allowed windows, in its rooms, and where it is fixed.
pub(super) fn allowed(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for placed in &ctx.placed {
        let session = ctx.session(placed.session);
        let who = words::session(c, placed.session);
        if !windows_ok(session, placed.start) {
            let when = words::range(c, placed.start, placed.end);
            let message = format!("{who} takes place {when}, which is not inside its allowed times");
            out.broken(message, &[placed.session], &[], &[]);
        }
        if !kept_ok(session, placed.start) {
            let when = words::range(c, placed.start, placed.end);
            let message = match session.kept.start {
                Some(kept) if kept != placed.start => {
                    format!("{who} takes place {when}, but a lock keeps its start at {}", words::time(c, kept))
                }
                _ => format!("{who} takes place {when}, which is not inside the times that locks leave it"),
            };
            out.broken(message, &[placed.session], &[], &[]);
        }
        if let (Some(room), Some(rooms)) = (placed.room, &session.kept.rooms)
            && !rooms.contains(&room)
        {
            let kept: Vec<String> = rooms.iter().map(|&room| words::room(c, room)).collect();
            let message = format!("{who} is in room {}, but has to be in {}", words::room(c, room), kept.join(" or "));
            out.broken(message, &[placed.session], &[], &[room]);
        }
        let Some(fixed) = session.fixed else { continue };
        if placed.start != fixed.start {
            let (is, should) = (words::time(c, placed.start), c.zone.clock_after(placed.start, fixed.start));
            out.broken(format!("{who} starts at {is}, but is fixed at {should}"), &[placed.session], &[], &[]);
        }
        if let Some(room) = placed.room.filter(|&room| fixed.room.is_some_and(|fixed| fixed != room)) {
            let should = fixed.room.map_or_else(String::new, |room| words::room(c, room));
            let message = format!("{who} is in room {}, but is fixed in room {should}", words::room(c, room));
            out.broken(message, &[placed.session], &[], &[room]);
        }
    }
}

/// Whether a session that starts at `start` lies inside its allowed windows.
pub(super) fn windows_ok(session: &Session, start: Instant) -> bool {
    let Some(allowed) = &session.allowed else { return true };
    windows::inside(&windows::merged(allowed), start, session.end(start)) == session.minutes
}

/// Whether the locks of a session leave it a start.
pub(super) fn kept_ok(session: &Session, start: Instant) -> bool {
    if session.kept.start.is_some_and(|kept| kept != start) {
        return false;
    }
    let Some(window) = session.kept.window else { return true };
    start >= window.from && window.until >= session.end(start)
}

/// Whether the session's fixed room and its locks allow `room`.
pub(super) fn room_ok(session: &Session, room: RoomId) -> bool {
    let kept = session.kept.rooms.as_ref().is_none_or(|rooms| rooms.contains(&room));
    kept && session.fixed.and_then(|fixed| fixed.room).is_none_or(|fixed| fixed == room)
}

/// `order`: the later session starts no earlier than the end of the earlier one plus the gap.
pub(super) fn order(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    // One entry for each pair and phase, whichever session names the other: the longest gap implies the others.
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
        let in_phase = |placed: PlacedSession| ctx.day(placed.start).map(|(_, day)| day.phase);
        let bound = phase.is_none_or(|phase| [earlier, later].into_iter().all(|h| in_phase(h) == Some(phase)));
        if bound && later.start.since(earlier.end) < gap {
            let message = format!(
                "{} has to come after {}{}, but starts at {}, {}",
                words::session(c, second),
                words::session(c, first),
                if gap == 0 { String::new() } else { format!(" with at least {} between them", length(gap)) },
                words::time(c, later.start),
                after_end(c, earlier, later),
            );
            out.broken(message, &[first, second], &[], &[]);
        }
    }
}

/// `10 min after a ends at 09:50`: when `later` starts, as seen from the end of `earlier`.
fn after_end(c: &Conference, earlier: PlacedSession, later: PlacedSession) -> String {
    let gap = later.start.since(earlier.end);
    let id = &c.sessions[earlier.session.index()].id;
    if gap == 0 {
        return format!("when {id} ends");
    }
    let side = if gap < 0 { "before" } else { "after" };
    format!("{} {side} {id} ends at {}", length(gap.abs()), c.zone.clock_after(later.start, earlier.end))
}

/// `relation`: each relation between sessions. A hard one is broken by each pair; a soft one has its price once.
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
            out.broken(fault, &[a.session, b.session], &[], &[]);
        }
    }
}

/// What two sessions of a relation break, in words; `a` comes before `b` in the relation's list.
fn fault(c: &Conference, relation: &Relation, a: PlacedSession, b: PlacedSession) -> Option<String> {
    match relation.kind {
        RelationKind::Gap { least, most, either_order, same_room } => {
            let swap = either_order && b.start < a.start;
            let (first, second) = if swap { (b, a) } else { (a, b) };
            if let Some(wrong) = outside(second.start.since(first.end), least, most, length) {
                return Some(format!(
                    "{} starts at {}, {}; the relation {} {wrong} between them",
                    words::session(c, second.session),
                    words::time(c, second.start),
                    after_end(c, first, second),
                    relation.name,
                ));
            }
            let (one, other) = a.room.zip(b.room).filter(|(one, other)| same_room && one != other)?;
            Some(format!(
                "{} is in room {} and {} in room {}; the relation {} asks for the same room",
                words::session(c, a.session),
                words::room(c, one),
                words::session(c, b.session),
                words::room(c, other),
                relation.name,
            ))
        }
        RelationKind::Days { least, most } => {
            let (one, other) = (c.date_at(a.start), c.date_at(b.start));
            let days = other.signed_duration_since(one).num_days().abs();
            let count = |days: i64| words::count(days, "day");
            let wrong = match outside(days, least, most, count)? {
                _ if most == Some(0) => "asks for the same day".to_owned(),
                wrong => format!("{wrong} between them"),
            };
            let (first, second) = (words::session(c, a.session), words::session(c, b.session));
            let when = match days {
                0 => format!("{first} and {second} are both on {}", date(one)),
                _ => format!("{first} is on {} and {second} on {}, {} apart", date(one), date(other), count(days)),
            };
            Some(format!("{when}; the relation {} {wrong}", relation.name))
        }
    }
}

/// What a relation asks for, if `value` is outside of it; `unit` writes a value.
fn outside(value: i64, least: i64, most: Option<i64>, unit: fn(i64) -> String) -> Option<String> {
    if value < least {
        return Some(format!("asks for at least {}", unit(least)));
    }
    most.filter(|&most| value > most).map(|most| format!("allows at most {}", unit(most)))
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

    fn messages(b: &Build, places: &[(&str, u32)]) -> String {
        broken(&b.done(), places)
            .into_iter()
            .map(|(rule, message)| format!("{rule}: {message}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn a_session_may_lie_across_two_windows_that_touch() {
        let mut b = three();
        let halves = [("2020-11-02T09:30", "2020-11-02T10:00"), ("2020-11-02T09:00", "2020-11-02T09:30")];
        b.c.sessions[0].allowed = Some(halves.iter().map(|&(from, until)| window(from, until)).collect());
        assert_eq!(messages(&b, &[("2020-11-02T09:00", 1)]), "");
        assert!(messages(&b, &[("2020-11-02T09:01", 1)]).contains("is not inside its allowed times"));
        b.c.sessions[1].fixed = Some(Fixed { start: at("2020-11-02T18:35"), room: Some(RoomId(1)) });
        assert_eq!(messages(&b, &[("", 0), ("2020-11-02T18:35", 2)]), "");
        assert_eq!(messages(&b, &[("", 0), ("2020-11-02T18:35", 0)]), "");
        assert!(
            messages(&b, &[("", 0), ("2020-11-02T18:35", 1)])
                .contains("is in room room-1, but is fixed in room room-2")
        );
        assert!(messages(&b, &[("", 0), ("2020-11-02T18:30", 2)]).contains("but is fixed at 18:35"));
    }

    #[test]
    fn locks_keep_starts_and_rooms() {
        let mut b = three();
        b.c.sessions[0].kept.start = Some(at("2020-11-02T09:00"));
        assert_eq!(messages(&b, &[("2020-11-02T09:00", 1)]), "");
        let start =
            "allowed: a takes place Mon 2 Nov 2020 09:10-10:10, but a lock keeps its start at Mon 2 Nov 2020 09:00";
        assert_eq!(messages(&b, &[("2020-11-02T09:10", 1)]), start);
        // Two locks that leave no start: the start is kept, but the window is not.
        b.c.sessions[0].kept.window = Some(window("2020-11-02T09:00", "2020-11-02T09:30"));
        let inside = "which is not inside the times that locks leave it";
        assert!(messages(&b, &[("2020-11-02T09:00", 1)]).ends_with(inside));
        b.c.sessions[0].kept.start = None;
        b.c.sessions[0].kept.window = Some(window("2020-11-02T09:00", "2020-11-02T10:10"));
        let broken = |start: &str| messages(&b, &[(&format!("2020-11-02T{start}"), 1)]).ends_with(inside);
        assert_eq!(["08:50", "09:00", "09:10", "09:20"].map(broken), [true, false, false, true]);
        b.c.sessions[1].kept.rooms = Some(vec![RoomId(1)]);
        assert_eq!(messages(&b, &[("", 0), ("2020-11-02T09:00", 2)]), "");
        let room = "allowed: b is in room room-1, but has to be in room-2";
        assert_eq!(messages(&b, &[("", 0), ("2020-11-02T09:00", 1)]), room);
    }

    #[test]
    fn a_room_has_to_suit_the_fixed_room_and_the_locks() {
        let mut b = three();
        let may = |b: &Build| [0, 1].map(|room| room_ok(&b.c.sessions[0], RoomId(room)));
        assert_eq!(may(&b), [true, true]);
        b.c.sessions[0].fixed = Some(Fixed { start: at("2020-11-02T09:00"), room: Some(RoomId(1)) });
        assert_eq!(may(&b), [false, true]);
        b.c.sessions[0].kept.rooms = Some(vec![RoomId(0)]);
        assert_eq!(may(&b), [false, false]);
        b.c.sessions[0].fixed = None;
        assert_eq!(may(&b), [true, false]);
    }

    #[test]
    fn an_order_holds_from_either_side_and_only_in_its_phase() {
        let mut b = three();
        let order = |session, phase| Order { session: id(session), gap_minutes: 30, phase };
        b.c.sessions[1].after = vec![order(0, None)];
        b.c.sessions[0].before = vec![order(1, None)];
        assert_eq!(messages(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:30", 1)]), "");
        let late = "order: b has to come after a with at least 30 min between them, but starts at Mon 2 Nov 2020 \
                    10:29, 29 min after a ends at 10:00";
        assert_eq!(messages(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:29", 1)]), late);
        assert_eq!(messages(&b, &[("", 0), ("2020-11-02T10:29", 1)]), "");
        assert!(
            messages(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T09:50", 2)])
                .ends_with("10 min before a ends at 10:00")
        );
        let other = crate::domain::Phase { id: "phase-2".to_owned(), ..b.c.phases[0].clone() };
        b.c.phases.push(other);
        b.c.days[1].phase = PhaseId(1);
        b.c.sessions[0].before.clear();
        b.c.sessions[1].after = vec![order(0, Some(PhaseId(1)))];
        assert_eq!(messages(&b, &[("2020-11-03T09:00", 1), ("2020-11-02T09:00", 1)]), "");
        assert!(messages(&b, &[("2020-11-03T09:00", 1), ("2020-11-03T09:00", 2)]).starts_with("order: "));
    }

    fn related(kind: RelationKind, name: &'static str, strength: Strength, neighbours: bool) -> Build {
        let mut b = three();
        let sessions = vec![id(0), id(1), id(2)];
        b.c.relations.push(Relation { kind, name, sessions, strength, neighbours });
        b
    }

    #[test]
    fn gaps_hold_between_neighbours() {
        let next = RelationKind::Gap { least: 0, most: Some(0), either_order: false, same_room: true };
        let b = related(next, "directly-after", Strength::Hard, true);
        assert_eq!(messages(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:00", 1), ("2020-11-02T11:00", 0)]), "");
        let other = messages(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:00", 2)]);
        let rooms =
            "relation: a is in room room-1 and b in room room-2; the relation directly-after asks for the same room";
        assert_eq!(other, rooms);
        let late = messages(&b, &[("2020-11-02T09:00", 1), ("2020-11-02T10:10", 1)]);
        let gap = "relation: b starts at Mon 2 Nov 2020 10:10, 10 min after a ends at 10:00; the relation \
                   directly-after allows at most 0 min between them";
        assert_eq!(late, gap);
        let before = messages(&b, &[("2020-11-02T10:00", 1), ("2020-11-02T09:00", 1)]);
        assert!(before.contains("b starts at Mon 2 Nov 2020 09:00, 2 h before a ends at 11:00"), "{before}");
        let either = RelationKind::Gap { least: 60, most: None, either_order: true, same_room: false };
        let b = related(either, "apart-by", Strength::Hard, false);
        assert_eq!(messages(&b, &[("2020-11-02T13:00", 1), ("2020-11-02T11:00", 1), ("2020-11-02T09:00", 1)]), "");
        assert!(
            messages(&b, &[("2020-11-02T12:59", 1), ("2020-11-02T11:00", 1)]).contains("59 min after b ends at 12:00")
        );
        assert!(
            messages(&b, &[("2020-11-02T11:00", 1), ("2020-11-02T12:59", 1)]).contains("59 min after a ends at 12:00")
        );
    }

    #[test]
    fn days_apart_are_required_and_a_soft_relation_costs_once() {
        let apart = RelationKind::Days { least: 1, most: None };
        let hard = related(apart, "different-days", Strength::Hard, false);
        assert_eq!(messages(&hard, &[("2020-11-02T13:00", 1), ("2020-11-03T11:00", 1)]), "");
        let both = messages(&hard, &[("2020-11-02T13:00", 1), ("2020-11-02T11:00", 1)]);
        let day = "relation: a and b are both on Mon 2 Nov 2020; the relation different-days asks for at least 1 day \
                   between them";
        assert_eq!(both, day);
        let mut soft = related(apart, "different-days", priced("0.5"), false);
        soft.c.sessions[2].attendance = 10;
        soft.c.sessions[2].minutes = 30;
        let all = [("2020-11-02T09:00", 1), ("2020-11-02T11:00", 1), ("2020-11-02T13:00", 1)];
        assert_eq!(cost(&soft.done(), RuleId::Relation, &all), 10 * 30 * 100 / 2);
        assert_eq!(cost(&soft.done(), RuleId::Relation, &all[..1]), 0);
        assert_eq!(decimal("0.5"), crate::domain::Decimal::micros(500_000));
    }
}
