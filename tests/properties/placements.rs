//! Where sessions may go, and random schedules.

use plenary::check::{Checker, Violated};
use plenary::domain::{Conference, Instant, Placement, RoomId, RuleId, Schedule, Session};

use crate::properties::generator::grid;
use crate::properties::random::Random;

/// The candidate starts of a session: its fixed start, or the grid inside the days' hours and the starts of slots.
pub fn starts(conference: &Conference, session: &Session) -> Vec<Instant> {
    if let Some(fixed) = session.fixed {
        return vec![fixed.start];
    }
    let slots =
        conference.phases.iter().enumerate().flat_map(|(phase, p)| p.slots.iter().map(move |slot| (phase, slot)));
    let own = slots.filter_map(|(phase, slot)| {
        let start = slot.window.from;
        let day = conference.day_at(start)?;
        (conference.days[day.index()].phase.index() == phase).then_some(start)
    });
    let mut starts: Vec<Instant> = grid(conference).into_iter().chain(own).collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// All rooms.
pub fn rooms(conference: &Conference) -> Vec<RoomId> {
    (0..conference.rooms.len()).map(RoomId::new).collect()
}

/// Every candidate placement of a session.
pub fn places(conference: &Conference, session: &Session) -> Vec<Placement> {
    let rooms = rooms(conference);
    let at = |start| rooms.iter().map(move |&room| Placement { start, room: Some(room) });
    starts(conference, session).into_iter().flat_map(at).collect()
}

/// A random schedule in which every placement is one of those given for its session.
pub fn schedule_among(random: &mut Random, places: &[Vec<Placement>], left_out: usize) -> Schedule {
    let place = |places: &Vec<Placement>| {
        let placed = !places.is_empty() && !random.chance(left_out);
        placed.then(|| random.pick(places))
    };
    Schedule { placements: places.iter().map(place).collect() }
}

/// Those placements that break no hard rule while everything else is left out.
pub fn alone_valid(checker: &mut Checker<'_>, places: &[Vec<Placement>]) -> Vec<Vec<Placement>> {
    let mut schedule = Schedule::empty(places.len());
    let mut valid = |session: usize, placement: &Placement| {
        schedule.placements[session] = Some(*placement);
        let report = checker.check(&schedule);
        schedule.placements[session] = None;
        report.violations.iter().all(|v| HEALED_BY_MORE.map(Violated::Rule).contains(&v.rule))
    };
    let mut of = |(session, places): (usize, &Vec<Placement>)| -> Vec<Placement> {
        places.iter().filter(|place| valid(session, place)).copied().collect()
    };
    places.iter().enumerate().map(&mut of).collect()
}

/// Hard rules that placing more sessions can repair; all others stay broken, whatever is added.
pub const HEALED_BY_MORE: [RuleId; 1] = [RuleId::TrackReach];
