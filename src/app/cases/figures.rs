//! The figures of one case in the table. Today's rules measure them, so that cases can be compared.

use super::base::{Base, PreparedCase, stay_request};
use crate::check::{self, Report};
use crate::domain::{Conference, Placement, Request, Schedule, SessionId};
use crate::explain;
use crate::explain::view::RuleCost;
use crate::report::overview::Quality;
use crate::report::what_if::{Figures, WorstOff};

/// The figures of the timetable of a case. `report` is the report of the checker and `quality` is what is proven, both
/// by the rules of the case.
pub(crate) fn figures(
    base: &Base,
    case: &PreparedCase,
    schedule: &Schedule,
    report: &Report,
    quality: Quality,
) -> Figures {
    let view = explain::overview(&case.conference, schedule, report);
    let today = by_todays_rules(base, case);
    let today = (today != case.conference)
        .then(|| check::check(stay_request(&today, case.start.as_ref()).problem(&today), schedule));
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

/// The conference of the case, with today's settings of the rules and today's weights of the audiences.
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

/// Number of sessions with another start or room than today. Unplaced sessions and new sessions are not counted.
fn moved(base: &Base, conference: &Conference, schedule: &Schedule) -> usize {
    let has_moved = |(id, placement): (SessionId, Placement)| {
        let Some(today) = base.place(&conference.sessions[id.index()].id) else { return false };
        let room = placement.room.map(|room| &conference.rooms[room.index()].id);
        let other_room = today.room.as_ref().zip(room).is_some_and(|(today, now)| today != now);
        today.start != placement.start || other_room
    };
    schedule.placed().filter(|&placed| has_moved(placed)).count()
}
