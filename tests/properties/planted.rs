//! Violations of each hard rule are planted into a valid schedule: the checker must report the rule, and the model must
//! count a violation.

use std::collections::BTreeMap;

use plenary::check::{Checker, Report, Violated};
use plenary::domain::{Conference, Placement, RuleId, Schedule, Strength};
use plenary::model::evaluate;
use plenary::rules::{catalogue, ground};

use crate::properties::agreement::places_of;
use crate::properties::oracle::optimum_of;
use crate::properties::placements::places;
use crate::properties::random::Random;
use crate::properties::{PART, PARTS, generator};

/// Tests all rules that can be hard, except `placed`, whose violation is an unplaced session.
#[test]
fn each_planted_violation_of_a_hard_rule_is_found() {
    let mut caught: BTreeMap<RuleId, u32> =
        catalogue().iter().filter(|r| r.legal.hard && r.id != RuleId::Placed).map(|r| (r.id, 0)).collect();
    for seed in (0..PART * PARTS).step_by(2) {
        let drawn = generator::drawn(seed);
        let conference = &drawn.conference;
        let Some(best) = optimum_of(seed, drawn.problem()) else { continue };
        let grounded = ground(drawn.problem()).expect("small conferences are not too large");
        let mut checker = Checker::new(drawn.problem());
        let mut random = Random::new(seed, 5);
        for session in 0..conference.sessions.len() {
            for place in places_to_try(&mut random, conference, session) {
                let mut schedule = best.schedule.clone();
                schedule.placements[session] = Some(place);
                let expected = broken_by_hand(conference, &schedule, session, place);
                let report = checker.check(&schedule);
                for rule in expected {
                    assert!(reports(&report, rule), "seed {seed}: {session} at {place:?} breaks {rule}, unreported");
                    *caught.entry(rule).or_default() += 1;
                }
                for violation in &report.violations {
                    let Violated::Rule(rule) = violation.rule else { panic!("seed {seed}: {}", violation.message) };
                    *caught.entry(rule).or_default() += 1;
                }
                if let Some(places) = places_of(&grounded, &schedule) {
                    let violations = evaluate(&grounded.model, &places).violations;
                    // Two sessions in the same room may fit into two rooms of the class, which the model counts.
                    let of_rooms = [RuleId::RoomClash, RuleId::Relation].map(Violated::Rule);
                    let rooms = report.violations.iter().all(|v| of_rooms.contains(&v.rule));
                    assert!(violations > 0 || rooms, "seed {seed}: the model allows {session} at {place:?}");
                }
            }
        }
    }
    let rare: Vec<_> = caught.iter().filter(|(_, count)| **count < 5).collect();
    assert!(rare.is_empty(), "rarely broken: {rare:?} of {caught:?}");
}

/// Some random candidate placements, and one outside the hours of all days.
fn places_to_try(random: &mut Random, conference: &Conference, session: usize) -> Vec<Placement> {
    let all = places(conference, &conference.sessions[session]);
    let mut some: Vec<Placement> = (0..6).filter_map(|_| all.get(random.below(all.len())).copied()).collect();
    let room = some.first().and_then(|place| place.room);
    let last = conference.days.iter().map(|day| day.latest).max();
    some.extend(last.map(|start| Placement { start, room }));
    some
}

fn reports(report: &Report, rule: RuleId) -> bool {
    report.violations.iter().any(|v| v.rule == rule)
}

/// The rules that are certainly broken, found with a simple check that is independent of the checker.
fn broken_by_hand(c: &Conference, schedule: &Schedule, index: usize, place: Placement) -> Vec<RuleId> {
    let session = &c.sessions[index];
    let (start, end) = (place.start, session.end(place.start));
    let hard = |rule| c.rule(rule) == Strength::Hard;
    let overlaps = |from: i64, until: i64, gap: i64| from < end.0 + gap && start.0 < until + gap;
    let mut broken = Vec::new();
    let Some(day) = c.day_at(start) else { return vec![RuleId::Phase] };
    let day = c.days[day.index()];
    if !c.phase_takes(day.phase, session.session_type) {
        broken.push(RuleId::Phase);
    }
    if end > day.latest {
        broken.push(RuleId::DayHours);
    }
    if session.fixed.is_some_and(|f| f.start != start || f.room.is_some_and(|room| Some(room) != place.room)) {
        broken.push(RuleId::Allowed);
    }
    if let Some(room) = place.room.map(|room| &c.rooms[room.index()]) {
        let small = room.capacity.is_some_and(|capacity| capacity < session.attendance);
        if room.closed.iter().any(|w| w.overlap(start, end) > 0) || small && hard(RuleId::RoomFit) {
            broken.push(RuleId::RoomFit);
        }
    }
    for (other, theirs) in schedule.placed().filter(|(id, _)| id.index() != index) {
        let other_session = &c.sessions[other.index()];
        let (from, until) = (theirs.start.0, other_session.end(theirs.start).0);
        if theirs.room == place.room && overlaps(from, until, c.turnaround_minutes) {
            broken.push(RuleId::RoomClash);
        }
        if hard(RuleId::Alone) && (session.alone || other_session.alone) && overlaps(from, until, 0) {
            broken.push(RuleId::Alone);
        }
        if hard(RuleId::TrackOverlap) && session.track.is_some() && session.track == other_session.track {
            broken.extend(overlaps(from, until, 0).then_some(RuleId::TrackOverlap));
        }
        let after = |order: &&plenary::domain::Order| order.session == other && order.phase.is_none();
        if session.after.iter().filter(after).any(|order| until + order.gap_minutes > start.0) {
            broken.push(RuleId::Order);
        }
        for part in
            session.participants.iter().filter(|part| !part.recorded && !part.optional && hard(RuleId::PersonClash))
        {
            let of_other =
                other_session.participants.iter().filter(|s| s.person == part.person && !s.recorded && !s.optional);
            for theirs in of_other {
                let (a, b) = (start.0 + part.from, start.0 + part.until);
                let (x, y) = (from + theirs.from, from + theirs.until);
                broken.extend((a < y && x < b).then_some(RuleId::PersonClash));
            }
        }
    }
    let away = |part: &&plenary::domain::Participation| {
        let person = &c.people[part.person.index()];
        person.unavailable.iter().any(|w| w.overlap(start.plus(part.from), start.plus(part.until)) > 0)
    };
    if hard(RuleId::PersonAway) && session.participants.iter().filter(|s| !s.recorded && !s.optional).any(|s| away(&s))
    {
        broken.push(RuleId::PersonAway);
    }
    broken
}
