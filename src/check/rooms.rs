//! `room-clash` and `room-fit`: a room holds one session at a time, and what it holds fits in.

use crate::domain::{Instant, RoomId, ServiceId, SessionId, Strength, Window};

use super::context::{Context, PlacedSession, weight};
use super::findings::Findings;
use super::sweep::{self, Interval};
use super::{exact_arithmetic, words};

/// `room-clash`: `[start, end + turnaround)` of two sessions in one room never meet; sessions without a room are
/// counted against the number of rooms.
pub(super) fn room_clash(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for room in (0..c.rooms.len()).map(RoomId::new) {
        let spans: Vec<Interval> =
            ctx.placed.iter().filter(|h| h.room == Some(room)).map(|h| h.span(c.turnaround_minutes)).collect();
        for (first, second) in sweep::collisions(&spans) {
            let end = first.until.plus(-c.turnaround_minutes);
            let message = format!(
                "{} is in room {} until {}{}, but {} starts there at {}",
                words::session(c, first.session),
                words::room(c, room),
                words::time(c, end),
                turnaround(c.turnaround_minutes),
                words::session(c, second.session),
                words::time(c, second.from),
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
            "{} sessions at once, but only {} rooms, between {} and {}: {}",
            crowd.count,
            c.rooms.len(),
            words::time(c, crowd.from),
            words::time(c, crowd.until),
            words::sessions(c, &sessions),
        );
        out.broken(message, &sessions, &[], &[]);
    }
}

fn turnaround(minutes: i64) -> String {
    if minutes == 0 { String::new() } else { format!(" and {minutes} minutes of turnaround after that") }
}

/// `room-fit`: the room is open, has the session's services and holds its attendance.
pub(super) fn room_fit(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for held in &ctx.placed {
        let Some(room) = held.room else {
            let fits = |&room: &RoomId| misfit(ctx, strength, held, room).is_none();
            let fitting: Vec<RoomId> = (0..c.rooms.len()).map(RoomId::new).filter(fits).collect();
            if fitting.is_empty() {
                let (who, when) = (words::session(c, held.session), words::time(c, held.start));
                let message = format!("no room is open and fit for {who} at {when}; it names none");
                out.broken(message, &[held.session], &[], &[]);
            } else if let Strength::Weight(_) = strength {
                // The room is still to be chosen: the best that fits.
                let cheapest = fitting.iter().map(|&r| excess_cell(ctx, strength, held.session, r)).min();
                out.charge(cheapest.flatten(), &[held.session], None);
            }
            continue;
        };
        if room.index() >= c.rooms.len() {
            let message = format!("{} is in a room that does not exist", words::session(c, held.session));
            out.broken(message, &[held.session], &[], &[]);
            continue;
        }
        if let Some(why) = misfit(ctx, strength, held, room) {
            let (who, whose) = (words::session(c, held.session), words::room(c, room));
            let why = in_words(ctx, held.session, &why);
            let message = format!("{who} is in room {whose} at {}, {why}", words::time(c, held.start));
            out.broken(message, &[held.session], &[], &[room]);
        }
        if let Strength::Weight(_) = strength {
            out.charge(excess_cell(ctx, strength, held.session, room), &[held.session], None);
        }
    }
}

/// Why a room cannot hold a session.
enum Misfit {
    Closed(Window),
    Lacks(ServiceId),
    /// It holds only so many.
    Small(i64),
}

fn misfit(ctx: &Context<'_>, strength: Strength, held: &PlacedSession, id: RoomId) -> Option<Misfit> {
    let c = ctx.conference;
    let (session, room) = (ctx.session(held.session), &c.rooms[id.index()]);
    if let Some(closed) = room.closed.iter().find(|w| w.overlap(held.start, held.end) > 0) {
        return Some(Misfit::Closed(*closed));
    }
    let elsewhere = |s: &&ServiceId| c.services[s.index()].rooms.as_ref().is_some_and(|rooms| !rooms.contains(&id));
    if let Some(service) = session.services.iter().find(elsewhere) {
        return Some(Misfit::Lacks(*service));
    }
    let capacity = room.capacity.filter(|&capacity| strength == Strength::Hard && session.attendance > capacity);
    capacity.map(Misfit::Small)
}

fn in_words(ctx: &Context<'_>, session: SessionId, misfit: &Misfit) -> String {
    let c = ctx.conference;
    match misfit {
        Misfit::Closed(window) => {
            format!("which is closed from {} until {}", words::time(c, window.from), words::time(c, window.until))
        }
        Misfit::Lacks(service) => format!("which has no {}", c.services[service.index()].id),
        Misfit::Small(capacity) => {
            format!("which holds {capacity} people, but {} attend", ctx.session(session).attendance)
        }
    }
}

/// Whether `room` can hold the session at `start` under the hard parts of `room-fit`.
pub(super) fn fits(ctx: &Context<'_>, strength: Strength, session: SessionId, start: Instant, room: RoomId) -> bool {
    let held = PlacedSession { session, start, end: ctx.session(session).end(start), room: Some(room) };
    strength == Strength::Off || misfit(ctx, strength, &held, room).is_none()
}

fn excess(ctx: &Context<'_>, session: SessionId, room: RoomId) -> i64 {
    let capacity = ctx.conference.rooms[room.index()].capacity;
    capacity.map_or(0, |capacity| ctx.session(session).attendance.saturating_sub(capacity).max(0))
}

/// The price of the people who do not fit: the whole attendance-minutes above capacity.
pub(super) fn excess_cell(ctx: &Context<'_>, strength: Strength, id: SessionId, room: RoomId) -> Option<i64> {
    let minutes = ctx.session(id).minutes;
    exact_arithmetic::half_up(
        &[weight(strength), excess(ctx, id, room).into(), minutes.into(), 100],
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
        let said = "a is in room room-1 until 2020-11-02T10:00+00:00 and 10 minutes of turnaround after that, but b \
                    starts there at 2020-11-02T10:00+00:00";
        assert_eq!(found, [(Violated::Rule(RuleId::RoomClash), said.to_owned())]);
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
        assert!(found[0].1.starts_with("3 sessions at once, but only 2 rooms, between 2020-11-02T09:50"), "{found:?}");
        assert_eq!(broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T09:30", 0), ("2020-11-02T10:00", 0)]), []);
    }

    #[test]
    fn closed_rooms_missing_services_and_too_many_people() {
        let mut b = Build::new();
        b.c.rooms[0].capacity = Some(99);
        b.c.rooms[1].closed = vec![window("2020-11-02T12:00", "2020-11-02T14:00")];
        b.session("a", 60);
        let mut c = b.done();
        let words = |c: &_, start, room| broken(c, &[(start, room)]).pop().map_or_else(String::new, |(_, said)| said);
        assert!(words(&c, "2020-11-02T09:00", 1).contains("which holds 99 people, but 100 attend"));
        assert!(words(&c, "2020-11-02T13:50", 2).contains("which is closed from 2020-11-02T12:00+00:00 until"));
        assert_eq!(words(&c, "2020-11-02T11:00", 2), "");
        assert_eq!(words(&c, "2020-11-02T14:00", 2), "");
        assert_eq!(words(&c, "2020-11-02T14:00", 0), "");
        assert!(words(&c, "2020-11-02T12:00", 0).starts_with("no room is open and fit for a at"));
        assert!(words(&c, "2020-11-02T09:00", 4).contains("a room that does not exist"));
        let rooms = Some(vec![RoomId(1)]);
        c.services.push(Service { id: "captions".to_owned(), teams: 1, rooms, minutes_per_day: None });
        c.sessions[0].services.push(ServiceId(0));
        c.rooms[0].capacity = Some(100);
        assert!(words(&c, "2020-11-02T09:00", 1).contains("which has no captions"));
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
