//! `stay`: the cost of moving sessions against an earlier schedule.

use crate::domain::{Instant, RoomId, SessionId, Strength};

use super::context::{Context, weight};
use super::exact_arithmetic::{self, MICROS};
use super::findings::Findings;

/// `stay`: a price for each session that moved.
pub(super) fn stay(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for placed in &ctx.placed {
        out.charge(
            stay_cell(ctx, weight(strength), placed.session, placed.start, placed.room),
            &[placed.session],
            None,
        );
    }
}

/// The cost of placing a session at `start` in `room`; zero if it was not placed before.
pub(super) fn stay_cell(
    ctx: &Context<'_>,
    weight: i128,
    id: SessionId,
    start: Instant,
    room: Option<RoomId>,
) -> Option<i64> {
    let c = ctx.conference;
    let Some(before) = ctx.reference.and_then(|reference| reference.schedule.get(id)) else { return Some(0) };
    // Hundredths of a discomfort-minute for each attendee.
    let each = if before.start == start {
        let moved = before.room.zip(room).is_some_and(|(before, now)| before != now);
        if moved { 500 } else { 0 }
    } else if c.date_at(before.start) == c.date_at(start) {
        let shift = start.0.abs_diff(before.start.0).min(180);
        25 * (60 + i128::from(shift))
    } else {
        7500
    };
    let session = ctx.session(id);
    let participants = session
        .participants
        .iter()
        .filter(|participation| !participation.recorded)
        .map(|participation| Some(i128::from(participation.weight.micros)));
    let people = exact_arithmetic::product(&[session.attendance.into(), MICROS])?
        .checked_add(exact_arithmetic::sum(participants)?)?;
    exact_arithmetic::half_up(&[weight, people, each], MICROS * MICROS)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, cost, priced, schedule};
    use crate::domain::{Request, RuleId};

    #[test]
    fn a_move_costs_more_the_longer_it_is() {
        let mut b = Build::new();
        b.person("p", "UTC");
        b.session("a", 60).rule(RuleId::Stay, priced("1"));
        b.participation(0);
        let known = Request::against(schedule(&[("2020-11-02T09:00", 1)]));
        let moved = |start, room| cost(known.problem(&b.done()), RuleId::Stay, &[(start, room)]);
        assert_eq!(moved("2020-11-02T09:00", 1), 0);
        assert_eq!(moved("2020-11-02T09:00", 0), 0);
        assert_eq!(moved("2020-11-02T09:00", 2), 125 * 500);
        assert_eq!(moved("2020-11-02T10:00", 2), 125 * (15 + 15) * 100);
        assert_eq!(moved("2020-11-02T16:00", 1), 125 * (15 + 45) * 100);
        assert_eq!(moved("2020-11-03T09:00", 1), 125 * 75 * 100);
        let new = Request::against(schedule(&[("", 0)]));
        assert_eq!(cost(new.problem(&b.done()), RuleId::Stay, &[("2020-11-03T09:00", 1)]), 0);
    }
}
