//! The summary of a schedule, from the checker's verdict and figures.

use std::cmp::Reverse;

use super::region_names::region_names;
use super::times::rfc3339;
use super::view::{DaySummary, Overview, PersonSummary, RegionSummary, RuleCost, Unplaced, Violation};
use crate::check::{self, Checker, PersonFigures, RegionFigures, Report};
use crate::domain::{Conference, Instant, RuleId, Schedule, SessionId, Strength, date};

/// Computes the summary of a schedule. `report` is the checker's verdict on it.
pub fn overview(conference: &Conference, schedule: &Schedule, report: &Report) -> Overview {
    let figures = (check::regions(conference, schedule), check::persons(conference, schedule));
    overview_of(conference, (schedule, report), figures)
}

/// Same as [`overview`], with a checker of the conference that is there already.
pub fn overview_by(
    checker: &mut Checker<'_>,
    conference: &Conference,
    schedule: &Schedule,
    report: &Report,
) -> Overview {
    let figures = (checker.regions(schedule), checker.persons(schedule));
    overview_of(conference, (schedule, report), figures)
}

fn overview_of(
    conference: &Conference,
    (schedule, report): (&Schedule, &Report),
    (regions_of, people_of): (Vec<RegionFigures>, Vec<PersonFigures>),
) -> Overview {
    Overview {
        valid: report.is_valid(),
        sessions: conference.sessions.len(),
        placed: conference.sessions.len() - report.unplaced.len(),
        violations: report.violations.iter().map(|v| violation(conference, v)).collect(),
        unplaced: report.unplaced.iter().map(|&id| unplaced(conference, id)).collect(),
        unplaced_minutes: report.unplaced_minutes,
        cost: report.cost,
        by_rule: report.by_rule.iter().map(|&(rule, cost)| RuleCost { rule, cost }).collect(),
        costless: costless(conference, report),
        regions: regions(conference, regions_of),
        people: people(conference, people_of),
        days: open_days(conference, schedule),
    }
}

/// The rules that have a weight and cost nothing.
fn costless(conference: &Conference, report: &Report) -> Vec<RuleId> {
    let priced = |rule| matches!(conference.rule(rule), Strength::Weight(_));
    report.by_rule.iter().filter(|&&(rule, cost)| cost == 0 && priced(rule)).map(|&(rule, _)| rule).collect()
}

/// A violation with ids instead of positions.
pub(super) fn violation(conference: &Conference, violation: &check::Violation) -> Violation {
    Violation {
        rule: violation.rule,
        message: violation.message.clone(),
        sessions: violation.sessions.iter().map(|id| conference.sessions[id.index()].id.clone()).collect(),
        people: violation.people.iter().map(|id| conference.people[id.index()].id.clone()).collect(),
    }
}

fn unplaced(conference: &Conference, id: SessionId) -> Unplaced {
    let session = &conference.sessions[id.index()];
    Unplaced { id: session.id.clone(), title: session.title.clone(), reasons: Vec::new() }
}

/// The regions, by descending share of night hours, then by descending discomfort.
fn regions(conference: &Conference, figures: Vec<RegionFigures>) -> Vec<RegionSummary> {
    let names = region_names(conference, &figures);
    let mut figures: Vec<(String, RegionFigures)> = names.into_iter().zip(figures).collect();
    // A stable sort: equals stay in the order of the file.
    figures.sort_by(|(_, a), (_, b)| {
        let part = |share: i64, other: &RegionFigures| i128::from(share) * i128::from(other.attended.max(1));
        let night = part(b.night, a).cmp(&part(a.night, b));
        night.then(part(b.discomfort, a).cmp(&part(a.discomfort, b)))
    });
    let minutes = |thousandths: i64| thousandths.saturating_add(500).div_euclid(1000);
    figures
        .into_iter()
        .map(|(name, figures)| RegionSummary {
            name,
            minutes: minutes(figures.attended),
            night_minutes: minutes(figures.night),
            comfortable_minutes: minutes(figures.comfortable),
            discomfort: figures.discomfort,
        })
        .collect()
}

/// The people with any discomfort, night hours or charges, the largest discomfort first.
fn people(conference: &Conference, mut figures: Vec<PersonFigures>) -> Vec<PersonSummary> {
    figures.retain(|f| f.discomfort > 0 || f.night > 0 || !f.by_rule.is_empty());
    figures.sort_by_key(|f| (Reverse(f.discomfort), Reverse(f.night)));
    figures.into_iter().map(|figures| person(conference, figures)).collect()
}

fn person(conference: &Conference, figures: PersonFigures) -> PersonSummary {
    let person = &conference.people[figures.person.index()];
    PersonSummary {
        id: person.id.clone(),
        name: person.label().to_owned(),
        zone: person.zone.map_or_else(String::new, |zone| zone.name()),
        sessions: figures.sessions,
        minutes: figures.minutes,
        night_minutes: figures.night,
        discomfort: figures.discomfort,
        by_rule: figures.by_rule.iter().map(|&(rule, cost)| RuleCost { rule, cost }).collect(),
    }
}

/// The hours of each day, including days without sessions.
pub fn open_days(conference: &Conference, schedule: &Schedule) -> Vec<DaySummary> {
    let mut open: Vec<Option<(Instant, Instant, usize)>> = vec![None; conference.days.len()];
    for (id, placement) in schedule.placed() {
        let Some(day) = conference.day_at(placement.start) else { continue };
        let (from, until) = (placement.start, conference.sessions[id.index()].end(placement.start));
        let hours = &mut open[day.index()];
        *hours = Some(hours.map_or((from, until, 1), |(f, u, n)| (f.min(from), u.max(until), n + 1)));
    }
    let clock = |at: Instant| conference.zone.clock(at);
    conference
        .days
        .iter()
        .zip(open)
        .map(|(day, open)| DaySummary {
            date: day.date.to_string(),
            when: date(day.date),
            phase: conference.phases[day.phase.index()].id.clone(),
            from: open.map(|(from, ..)| rfc3339(conference, from)),
            until: open.map(|(_, until, _)| rfc3339(conference, until)),
            hours: open.map_or_else(|| "-".to_owned(), |(from, until, _)| format!("{}-{}", clock(from), clock(until))),
            minutes: open.map_or(0, |(from, until, _)| until.since(from)),
            sessions: open.map_or(0, |(.., sessions)| sessions),
        })
        .collect()
}
