//! Candidate placements of sessions, and random schedules.

use plenary::check::{Checker, Violated};
use plenary::domain::{Conference, Instant, Placement, RoomId, RuleId, Schedule, Session};

use crate::properties::generator::grid;
use crate::properties::random::Random;

/// The candidate starts of a session: its fixed start, or the grid within the hours of the days and the starts of
/// slots.
pub fn starts(conference: &Conference, session: &Session) -> Vec<Instant> {
    if let Some(fixed) = session.fixed {
        return vec![fixed.start];
    }
    let slots =
        conference.phases.iter().enumerate().flat_map(|(phase, p)| p.slots.iter().map(move |slot| (phase, slot)));
    let slot_starts = slots.filter_map(|(phase, slot)| {
        let start = slot.window.from;
        let day = conference.day_at(start)?;
        (conference.days[day.index()].phase.index() == phase).then_some(start)
    });
    let mut starts: Vec<Instant> = grid(conference).into_iter().chain(slot_starts).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// All rooms.
pub fn rooms(conference: &Conference) -> Vec<RoomId> {
    (0..conference.rooms.len()).map(RoomId::new).collect()
}

/// All candidate placements of a session.
pub fn places(conference: &Conference, session: &Session) -> Vec<Placement> {
    let rooms = rooms(conference);
    let at = |start| rooms.iter().map(move |&room| Placement { start, room: Some(room) });
    starts(conference, session).into_iter().flat_map(at).collect()
}

/// A random schedule with placements from a list for each session; `left_out` is the chance in per cent that a session
/// is unplaced.
pub fn schedule_among(random: &mut Random, places: &[Vec<Placement>], left_out: usize) -> Schedule {
    let place = |places: &Vec<Placement>| {
        let placed = !places.is_empty() && !random.chance(left_out);
        placed.then(|| random.pick(places))
    };
    Schedule { placements: places.iter().map(place).collect() }
}

/// The placements that break no hard rule if all other sessions are unplaced.
pub fn alone_valid(checker: &mut Checker<'_>, places: &[Vec<Placement>]) -> Vec<Vec<Placement>> {
    let mut schedule = Schedule::empty(places.len());
    let mut valid = |session: usize, placement: &Placement| {
        schedule.placements[session] = Some(*placement);
        let report = checker.check(&schedule);
        schedule.placements[session] = None;
        report.violations.iter().all(|v| REPAIRED_BY_MORE_SESSIONS.map(Violated::Rule).contains(&v.rule))
    };
    let mut of = |(session, places): (usize, &Vec<Placement>)| -> Vec<Placement> {
        places.iter().filter(|place| valid(session, place)).copied().collect()
    };
    places.iter().enumerate().map(&mut of).collect()
}

/// Hard rules whose violation can disappear when more sessions are placed. A violation of any other rule stays.
pub const REPAIRED_BY_MORE_SESSIONS: [RuleId; 2] = [RuleId::TrackReach, RuleId::GoodDay];
