//! `room-clash` and `room-fit`: a room holds one session at a time, and it suits that session.

use crate::domain::{Instant, RoomId, ServiceId, SessionId, Strength, Window, length};

use super::context::{Context, PlacedSession, weight};
use super::findings::Findings;
use super::sweep::{self, Interval};
use super::{exact_arithmetic, words};

/// `room-clash`: `[start, end + turnaround)` of two sessions in one room do not overlap. Sessions without a room are
/// counted against the number of rooms.
pub(super) fn room_clash(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for room in (0..c.rooms.len()).map(RoomId::new) {
        let spans: Vec<Interval> =
            ctx.placed.iter().filter(|h| h.room == Some(room)).map(|h| h.span(c.turnaround_minutes)).collect();
        for (first, second) in sweep::collisions(&spans) {
            let end = first.until.plus(-c.turnaround_minutes);
            let message = format!(
                "{} is in room {} until {}{}, but {} starts there at {}, {} too early",
                words::session(c, first.session),
                words::room(c, room),
                words::time(c, end),
                turnaround(c.turnaround_minutes),
                words::session(c, second.session),
                c.zone.clock_after(end, second.from),
                length(first.until.since(second.from)),
            );
            out.broken(message, &[first.session, second.session], &[], &[room]);
        }
    }
    if ctx.placed.iter().all(|h| h.room.is_some()) {
        return;
    }
    let spans: Vec<Interval> = ctx.placed.iter().map(|h| h.span(c.turnaround_minutes)).collect();
    for crowd in sweep::crowds(&spans, c.rooms.len() as i64) {
        let sessions = sweep::during(&spans, crowd.from, crowd.until);
        let message = format!(
            "{} ({}) need a room at the same time, {}, but there {} only {}",
            words::count(crowd.count, "session"),
            words::sessions(c, &sessions),
            words::range(c, crowd.from, crowd.until),
            if c.rooms.len() == 1 { "is" } else { "are" },
            words::count(c.rooms.len() as i64, "room"),
        );
        out.broken(message, &sessions, &[], &[]);
    }
}

fn turnaround(minutes: i64) -> String {
    if minutes == 0 { String::new() } else { format!(" and the turnaround takes {} after that", length(minutes)) }
}

/// `room-fit`: the room is open, has the session's services and is large enough for its attendance.
pub(super) fn room_fit(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for placed in &ctx.placed {
        let Some(room) = placed.room else {
            let fits = |&room: &RoomId| misfit(ctx, strength, placed, room).is_none();
            let fitting: Vec<RoomId> = (0..c.rooms.len()).map(RoomId::new).filter(fits).collect();
            if fitting.is_empty() {
                let (who, when) = (words::session(c, placed.session), words::time(c, placed.start));
                let message = format!("no room is open and suitable for {who} at {when}; the schedule names none");
                out.broken(message, &[placed.session], &[], &[]);
            } else if let Strength::Weight(_) = strength {
                // The schedule names no room: assume the cheapest one that fits.
                let cheapest = fitting.iter().map(|&r| above_capacity_cell(ctx, strength, placed.session, r)).min();
                out.charge(cheapest.flatten(), &[placed.session], None);
            }
            continue;
        };
        if room.index() >= c.rooms.len() {
            let message = format!("{} is in a room that does not exist", words::session(c, placed.session));
            out.broken(message, &[placed.session], &[], &[]);
            continue;
        }
        if let Some(why) = misfit(ctx, strength, placed, room) {
            let (who, whose) = (words::session(c, placed.session), words::room(c, room));
            let why = in_words(ctx, placed, &why);
            let when = words::range(c, placed.start, placed.end);
            let message = format!("{who} is in room {whose}, {when}, but {why}");
            out.broken(message, &[placed.session], &[], &[room]);
        }
        if let Strength::Weight(_) = strength {
            out.charge(above_capacity_cell(ctx, strength, placed.session, room), &[placed.session], None);
        }
    }
}

/// Why a room cannot hold a session.
enum Misfit {
    Closed(Window),
    Lacks(ServiceId),
    /// Its capacity is too small.
    Small(i64),
}

fn misfit(ctx: &Context<'_>, strength: Strength, placed: &PlacedSession, id: RoomId) -> Option<Misfit> {
    let c = ctx.conference;
    let (session, room) = (ctx.session(placed.session), &c.rooms[id.index()]);
    if let Some(closed) = room.closed.iter().find(|w| w.overlap(placed.start, placed.end) > 0) {
        return Some(Misfit::Closed(*closed));
    }
    let elsewhere = |s: &&ServiceId| c.services[s.index()].rooms.as_ref().is_some_and(|rooms| !rooms.contains(&id));
    if let Some(service) = session.services.iter().find(elsewhere) {
        return Some(Misfit::Lacks(*service));
    }
    let capacity = room.capacity.filter(|&capacity| strength == Strength::Hard && session.attendance > capacity);
    capacity.map(Misfit::Small)
}

fn in_words(ctx: &Context<'_>, placed: &PlacedSession, misfit: &Misfit) -> String {
    let c = ctx.conference;
    match misfit {
        Misfit::Closed(window) => {
            format!("the room is closed {}", c.zone.time_range_after(placed.start, window.from, window.until))
        }
        Misfit::Lacks(service) => format!("the room has no {}", c.services[service.index()].id),
        Misfit::Small(capacity) => {
            format!("the room holds {capacity} people and {} attend", ctx.session(placed.session).attendance)
        }
    }
}

/// Whether `room` can hold the session at `start` under the hard parts of `room-fit`.
pub(super) fn fits(ctx: &Context<'_>, strength: Strength, session: SessionId, start: Instant, room: RoomId) -> bool {
    let placed = PlacedSession { session, start, end: ctx.session(session).end(start), room: Some(room) };
    strength == Strength::Off || misfit(ctx, strength, &placed, room).is_none()
}

fn people_above_capacity(ctx: &Context<'_>, session: SessionId, room: RoomId) -> i64 {
    let capacity = ctx.conference.rooms[room.index()].capacity;
    capacity.map_or(0, |capacity| ctx.session(session).attendance.saturating_sub(capacity).max(0))
}

/// The price of the people above the room's capacity, for every minute of the session.
pub(super) fn above_capacity_cell(ctx: &Context<'_>, strength: Strength, id: SessionId, room: RoomId) -> Option<i64> {
    let minutes = ctx.session(id).minutes;
    exact_arithmetic::half_up(
        &[weight(strength), people_above_capacity(ctx, id, room).into(), minutes.into(), 100],
        exact_arithmetic::MICROS,
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, broken, cost, priced, window};
    use crate::check::Violated;
    use crate::domain::{RoomId, RuleId, Service, ServiceId};

    #[test]
    fn a_room_holds_one_session_and_its_turnaround() {
        let mut b = Build::new();
        b.session("a", 60).session("b", 60);
        b.c.turnaround_minutes = 10;
        let c = b.done();
        let found = broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T10:00", 1)]);
        let message = "a is in room room-1 until Mon 2 Nov 2020 10:00 and the turnaround takes 10 min after that, but \
                       b starts there at 10:00, 10 min too early";
        assert_eq!(found, [(Violated::Rule(RuleId::RoomClash), message.to_owned())]);
        assert_eq!(broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T10:10", 1)]), []);
        assert_eq!(broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T10:00", 2)]), []);
    }

    #[test]
    fn sessions_without_a_room_count_against_all_rooms() {
        let mut b = Build::new();
        b.session("a", 60).session("b", 60).session("c", 60);
        let c = b.done();
        let found = broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T09:30", 0), ("2020-11-02T09:50", 0)]);
        assert_eq!(found.len(), 1);
        let message =
            "3 sessions (a, b, c) need a room at the same time, Mon 2 Nov 2020 09:50-10:00, but there are only 2 rooms";
        assert_eq!(found[0].1, message);
        assert_eq!(broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T09:30", 0), ("2020-11-02T10:00", 0)]), []);
    }

    #[test]
    fn closed_rooms_missing_services_and_too_many_people() {
        let mut b = Build::new();
        b.c.rooms[0].capacity = Some(99);
        b.c.rooms[1].closed = vec![window("2020-11-02T12:00", "2020-11-02T14:00")];
        b.session("a", 60);
        let mut c = b.done();
        let words =
            |c: &_, start, room| broken(c, &[(start, room)]).pop().map_or_else(String::new, |(_, message)| message);
        assert!(words(&c, "2020-11-02T09:00", 1).contains("but the room holds 99 people and 100 attend"));
        assert!(words(&c, "2020-11-02T13:50", 2).contains("but the room is closed 12:00-14:00"));
        assert_eq!(words(&c, "2020-11-02T11:00", 2), "");
        assert_eq!(words(&c, "2020-11-02T14:00", 2), "");
        assert_eq!(words(&c, "2020-11-02T14:00", 0), "");
        assert!(words(&c, "2020-11-02T12:00", 0).starts_with("no room is open and suitable for a at"));
        assert!(words(&c, "2020-11-02T09:00", 3).contains("a room that does not exist"));
        assert!(words(&c, "2020-11-02T09:00", 4).contains("a room that does not exist"));
        let rooms = Some(vec![RoomId(1)]);
        c.services.push(Service { id: "captions".to_owned(), teams: 1, rooms, minutes_per_day: None });
        c.sessions[0].services.push(ServiceId(0));
        c.rooms[0].capacity = Some(100);
        assert!(words(&c, "2020-11-02T09:00", 1).contains("but the room has no captions"));
        assert_eq!(words(&c, "2020-11-02T09:00", 2), "");
    }

    #[test]
    fn a_weight_prices_the_people_who_do_not_fit() {
        let mut b = Build::new();
        b.c.rooms[0].capacity = Some(80);
        b.c.rooms[1].capacity = Some(95);
        b.session("a", 60).rule(RuleId::RoomFit, priced("0.5"));
        let c = b.done();
        assert_eq!(cost(&c, RuleId::RoomFit, &[("2020-11-02T09:00", 1)]), 20 * 60 * 100 / 2);
        assert_eq!(cost(&c, RuleId::RoomFit, &[("2020-11-02T09:00", 0)]), 5 * 60 * 100 / 2);
        assert_eq!(broken(&c, &[("2020-11-02T09:00", 1)]), []);
    }
}
