//! The effect of moving one session: the checker's verdict with and without the move.

use super::overview::violation;
use super::times::spot;
use super::view::{Alternative, RuleCost, Violation, WhyNot};
use crate::check::{self, Checker, Report};
use crate::domain::{Conference, Placement, Problem, RoomId, Schedule, SessionId};

/// Computes the effect of moving `session` to `placement` while nothing else moves. Without a given room, the session's
/// own room is taken if it is free, else the first free one.
///
/// `report` is the checker's verdict on `schedule`.
pub fn why_not<'a>(
    problem: impl Into<Problem<'a>>,
    schedule: &Schedule,
    report: &Report,
    session: SessionId,
    placement: Placement,
) -> WhyNot {
    let problem @ Problem { conference, .. } = problem.into();
    let now = schedule.get(session);
    let rooms: Vec<RoomId> = (0..conference.rooms.len()).map(RoomId::new).collect();
    let room = placement.room.or_else(|| pick_room(conference, schedule, session, placement, &rooms));
    let there = Placement { room: room.or(now.and_then(|now| now.room)), ..placement };
    let data = &conference.sessions[session.index()];
    WhyNot {
        id: data.id.clone(),
        title: data.title.clone(),
        now: now.map(|now| spot(conference, now)),
        there: moved(&mut Checker::new(problem), conference, schedule, report, session, there),
        remarks: remarks(conference, session, there),
    }
}

/// Remarks about the place itself.
pub(super) fn remarks(conference: &Conference, session: SessionId, there: Placement) -> Vec<String> {
    let mut remarks = Vec::new();
    let data = &conference.sessions[session.index()];
    let off_grid = there.start.since(conference.origin()).rem_euclid(conference.grid_minutes.max(1)) != 0;
    if off_grid && data.fixed.is_none_or(|fixed| fixed.start != there.start) {
        remarks.push(format!(
            "sessions start on a grid of {} minutes from midnight of the first day; solve would not use this start",
            conference.grid_minutes
        ));
    }
    remarks
}

/// The effect of moving `session` to `there` while nothing else moves.
pub(super) fn moved(
    checker: &mut Checker<'_>,
    conference: &Conference,
    schedule: &Schedule,
    report: &Report,
    session: SessionId,
    there: Placement,
) -> Alternative {
    let mut after = schedule.clone();
    if let Some(place) = after.placements.get_mut(session.index()) {
        *place = Some(there);
    }
    between(conference, report, &checker.check(&after), there)
}

/// The difference between two verdicts, for a session that is at `there` in the second.
pub(super) fn between(conference: &Conference, before: &Report, after: &Report, there: Placement) -> Alternative {
    Alternative {
        spot: spot(conference, there),
        difference: after.cost.saturating_sub(before.cost),
        by_rule: differences(before, after),
        broken: newly_broken(conference, before, after),
        shuffles_rooms: false,
    }
}

/// The rules whose cost changes, the largest change first.
pub(super) fn differences(before: &Report, after: &Report) -> Vec<RuleCost> {
    let cost = |report: &Report, rule| report.by_rule.iter().find(|(id, _)| *id == rule).map_or(0, |&(_, cost)| cost);
    let mut changes: Vec<RuleCost> = after
        .by_rule
        .iter()
        .map(|&(rule, now)| RuleCost { rule, cost: now.saturating_sub(cost(before, rule)) })
        .filter(|change| change.cost != 0)
        .collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.cost.unsigned_abs()));
    changes
}

/// The hard rules that are broken after, but not before.
pub(super) fn newly_broken(conference: &Conference, before: &Report, after: &Report) -> Vec<Violation> {
    let mut known: Vec<&check::Violation> = before.violations.iter().collect();
    let mut new = Vec::new();
    for found in &after.violations {
        match known.iter().position(|old| *old == found) {
            Some(at) => drop(known.swap_remove(at)),
            None => new.push(violation(conference, found)),
        }
    }
    new
}

/// The one of `rooms` that a session takes at a start: its own if free, else the first free one.
pub(super) fn pick_room(
    conference: &Conference,
    schedule: &Schedule,
    session: SessionId,
    there: Placement,
    rooms: &[RoomId],
) -> Option<RoomId> {
    let own = schedule.get(session).and_then(|now| now.room).filter(|own| rooms.contains(own));
    let mut candidates = own.into_iter().chain(rooms.iter().copied());
    candidates.find(|&room| is_free(conference, schedule, session, Placement { room: Some(room), ..there }))
}

/// Whether no other session takes the room at that time, turnarounds included.
pub(super) fn is_free(conference: &Conference, schedule: &Schedule, session: SessionId, there: Placement) -> bool {
    let until = |id: SessionId, at: Placement| {
        conference.sessions[id.index()].end(at.start).plus(conference.turnaround_minutes)
    };
    let end = until(session, there);
    schedule
        .placed()
        .filter(|&(other, at)| other != session && at.room == there.room)
        .all(|(other, at)| at.start >= end || until(other, at) <= there.start)
}
