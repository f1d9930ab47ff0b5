//! Explains one session: why it is at its place.

use super::moves::{between, differences, moved, pick_room};
use super::overview::violation;
use super::ranking::{ranked, starts};
use super::times::spot;
use super::unplaced;
use super::view::{Alternative, Forbidden, RuleCost, SessionExplanation, Shared};
use crate::check::{Checker, Report};
use crate::domain::{Conference, Placement, Problem, Schedule, SessionId};
use crate::model::{Assignment, ModelIndex, Place, Score};
use crate::rules::Grounded;
use crate::schedule::{from_schedule, to_schedule};

/// The most alternatives shown that break no rule.
const MOST_OPEN: usize = 5;
/// The most alternatives shown that are cheaper but break a hard rule.
const MOST_BROKEN: usize = 3;
/// The most alternatives shown per day: a start ten minutes earlier is rarely of interest.
const MOST_ON_A_DAY: usize = 2;

/// Explains one session. `report` is the checker's verdict on the schedule.
pub fn explain_session<'a>(
    problem: impl Into<Problem<'a>>,
    grounded: &Grounded,
    schedule: &Schedule,
    report: &Report,
    session: SessionId,
) -> SessionExplanation {
    let problem @ Problem { conference, .. } = problem.into();
    let data = &conference.sessions[session.index()];
    let assignment = from_schedule(conference, grounded, schedule);
    let mut checker = Checker::new(problem);
    let now = schedule.get(session);
    let found = starts(grounded, session.index());
    let forbidden = found.forbidden.iter().map(|&(rule, starts)| Forbidden { rule, starts });
    let reasons = match now {
        Some(_) => Vec::new(),
        None => unplaced::reasons(problem, grounded, schedule, report, session),
    };
    SessionExplanation {
        id: data.id.clone(),
        title: data.title.clone(),
        minutes: data.minutes,
        attendance: data.attendance,
        spot: now.map(|now| spot(conference, now)),
        adds: adds(&mut checker, schedule, report, session),
        shared: shared(conference, report, session),
        violations: report
            .violations
            .iter()
            .filter(|v| v.sessions.contains(&session))
            .map(|v| violation(conference, v))
            .collect(),
        reasons,
        starts: found.all,
        possible: found.possible,
        forbidden: forbidden.collect(),
        alternatives: alternatives(&mut checker, conference, grounded, schedule, report, &assignment, session),
    }
}

/// The cost that the session adds: the cost with it less the cost without it.
fn adds(checker: &mut Checker<'_>, schedule: &Schedule, report: &Report, session: SessionId) -> Vec<RuleCost> {
    let mut without = schedule.clone();
    match without.placements.get_mut(session.index()) {
        Some(place @ Some(_)) => *place = None,
        _ => return Vec::new(),
    }
    differences(&checker.check(&without), report)
}

/// The cost items that it shares with another session or that belong to one person, the most expensive first. Items of
/// many sessions (a region's, a day's) belong to the timetable as a whole.
fn shared(conference: &Conference, report: &Report, session: SessionId) -> Vec<Shared> {
    let mut items: Vec<Shared> = report
        .shared_charges(session)
        .filter(|charge| charge.sessions.len() == 2 || charge.person.is_some())
        .map(|charge| Shared {
            rule: charge.rule,
            cost: charge.cost,
            with: charge
                .sessions
                .iter()
                .filter(|&&other| other != session)
                .map(|other| conference.sessions[other.index()].id.clone())
                .collect(),
            person: charge.person.map(|person| conference.people[person.index()].id.clone()),
        })
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.cost));
    items
}

/// The best other places: those that break no rule, and the cheaper ones that do.
fn alternatives(
    checker: &mut Checker<'_>,
    conference: &Conference,
    grounded: &Grounded,
    schedule: &Schedule,
    report: &Report,
    assignment: &Assignment,
    session: SessionId,
) -> Vec<Alternative> {
    let index = ModelIndex::new(&grounded.model);
    let now = schedule.get(session);
    let elsewhere =
        |place: &Place| now.is_none_or(|now| grounded.axis.start_instant(place.start as usize) != now.start);
    let places: Vec<(Place, Score)> =
        ranked(&index, assignment, session.index()).into_iter().filter(|(place, _)| elsewhere(place)).collect();
    let least = places.first().map_or(0, |(_, score)| score.violations);
    let open = pick(grounded, places.iter().filter(|(_, score)| score.violations == least), MOST_OPEN);
    let most_expensive = open.last().map_or(i64::MAX, |(_, score)| score.soft);
    let mut broken: Vec<&(Place, Score)> =
        places.iter().filter(|(_, score)| score.violations > least && score.soft < most_expensive).collect();
    broken.sort_by_key(|(place, score)| (score.soft, *place));
    let broken = pick(grounded, broken.into_iter(), MOST_BROKEN);
    let explain = |(place, score): &(Place, Score)| {
        alternative(checker, conference, grounded, schedule, report, assignment, session, *place, *score)
    };
    let mut alternatives: Vec<Alternative> = open.iter().chain(&broken).map(explain).collect();
    alternatives.sort_by_key(|a| (!a.broken.is_empty(), a.difference));
    alternatives
}

/// The first entries of a ranking: each start once, and a limited number per day.
fn pick<'a>(
    grounded: &Grounded,
    ranking: impl Iterator<Item = &'a (Place, Score)>,
    most: usize,
) -> Vec<(Place, Score)> {
    let mut picked: Vec<(Place, Score)> = Vec::new();
    let day = |place: &Place| grounded.axis.start_day(place.start as usize);
    for entry in ranking {
        let repeated = picked.iter().any(|(place, _)| place.start == entry.0.start);
        let on_day = picked.iter().filter(|(place, _)| day(place) == day(&entry.0)).count();
        if !repeated && on_day < MOST_ON_A_DAY {
            picked.push(*entry);
        }
        if picked.len() == most {
            break;
        }
    }
    picked
}

/// Evaluates one place. If a room of the class would be available but no single room is free, other sessions change
/// rooms.
#[expect(clippy::too_many_arguments, reason = "the place and everything that its cost depends on")]
fn alternative(
    checker: &mut Checker<'_>,
    conference: &Conference,
    grounded: &Grounded,
    schedule: &Schedule,
    report: &Report,
    assignment: &Assignment,
    session: SessionId,
    place: Place,
    score: Score,
) -> Alternative {
    let start = grounded.axis.start_instant(place.start as usize);
    let rooms = &grounded.classes[place.class as usize];
    let there = Placement { start, room: None };
    let room = pick_room(conference, schedule, session, there, rooms);
    if room.is_none() && score.violations == 0 {
        let mut moved = assignment.clone();
        moved[session.index()] = Some(place);
        let after = to_schedule(conference, grounded, &moved);
        let verdict = checker.check(&after);
        let there = after.get(session).unwrap_or(there);
        return Alternative { shuffles_rooms: true, ..between(conference, report, &verdict, there) };
    }
    let there = Placement { start, room: room.or_else(|| rooms.first().copied()) };
    moved(checker, conference, schedule, report, session, there)
}
