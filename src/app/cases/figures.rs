//! What the table says of one case: measured by today's rules, so that cases can be compared.

use super::base::{Base, PreparedCase, stays};
use crate::check::{self, Report};
use crate::domain::{Conference, Placement, Request, Schedule, SessionId};
use crate::explain;
use crate::explain::view::RuleCost;
use crate::report::overview::Quality;
use crate::report::what_if::{Figures, WorstOff};

/// The figures of a timetable made for a case. `report` is the checker's verdict by the case's own rules, `quality`
/// what is proven by them.
pub(crate) fn figures(
    base: &Base,
    case: &PreparedCase,
    schedule: &Schedule,
    report: &Report,
    quality: Quality,
) -> Figures {
    let view = explain::overview(&case.conference, schedule, report);
    let today = by_todays_rules(base, case);
    let today =
        (today != case.conference).then(|| check::check(stays(&today, case.start.as_ref()).problem(&today), schedule));
    let measured = today.as_ref().unwrap_or(report);
    let still_broken = measured.violations.iter().filter(|violation| !report.violations.contains(violation));
    Figures {
        valid: report.is_valid(),
        sessions: case.conference.sessions.len(),
        unplaced: view.unplaced.iter().map(|session| session.id.clone()).collect(),
        unplaced_minutes: report.unplaced_minutes,
        violations: report.violations.iter().map(|v| format!("{}: {}", v.rule, v.message)).collect(),
        cost: measured.cost,
        by_rule: measured.by_rule.iter().map(|&(rule, cost)| RuleCost { rule, cost }).collect(),
        broken_today: still_broken.count(),
        quality,
        regions: view.regions,
        worst_off: view.people.first().filter(|person| person.discomfort > 0).map(|person| WorstOff {
            id: person.id.clone(),
            name: person.name.clone(),
            zone: person.zone.clone(),
            discomfort: person.discomfort,
        }),
        moved: base.has_start().then(|| moved(base, &case.conference, schedule)),
        open_minutes: view.days.iter().map(|day| day.minutes).sum(),
    }
}

/// The case with today's settings of the rules and today's weights of the audiences.
fn by_todays_rules(base: &Base, case: &PreparedCase) -> Conference {
    let request = Request { rules: Some(base.measured_by.clone()), ..Request::default() };
    let mut conference = request.with_rules(&case.conference);
    for audience in &mut conference.audiences {
        if let Some(today) = base.conference.audiences.iter().find(|today| today.id == audience.id) {
            audience.weight = today.weight;
        }
    }
    conference
}

/// How many sessions are not where they are today; those that are unplaced, or new, are not counted.
fn moved(base: &Base, conference: &Conference, schedule: &Schedule) -> usize {
    let has_moved = |(id, placement): (SessionId, Placement)| {
        let Some(today) = base.place(&conference.sessions[id.index()].id) else { return false };
        let room = placement.room.map(|room| &conference.rooms[room.index()].id);
        let other_room = today.room.as_ref().zip(room).is_some_and(|(today, now)| today != now);
        today.start != placement.start || other_room
    };
    schedule.placed().filter(|&placed| has_moved(placed)).count()
}
