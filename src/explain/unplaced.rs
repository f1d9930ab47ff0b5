//! Why a session has no place, in sentences.

use super::moves::{moved, pick_room};
use super::ranking::{ranked, starts};
use super::times::local;
use super::view::Alternative;
use crate::check::{Checker, Report};
use crate::domain::{Conference, Placement, Problem, Schedule, SessionId};
use crate::model::{Assignment, ModelIndex};
use crate::rules::Grounded;
use crate::schedule::from_schedule;

/// Broken rules told for the least bad place.
const MOST_BROKEN: usize = 3;
/// Sessions for which the least bad place is looked for; beyond, only the counts are told.
const MOST_SEARCHED: usize = 40;

/// Why a session has no place: which rules forbid how many of its starts, and what the least bad of the others would
/// break. `report` is the checker's verdict on the schedule.
pub fn reasons<'a>(
    problem: impl Into<Problem<'a>>,
    grounded: &Grounded,
    schedule: &Schedule,
    report: &Report,
    session: SessionId,
) -> Vec<String> {
    UnplacedContext::new(problem.into(), grounded, schedule, report).reasons(session)
}

/// The reasons for every session that has no place, in file order.
pub fn reasons_for_all<'a>(
    problem: impl Into<Problem<'a>>,
    grounded: &Grounded,
    schedule: &Schedule,
    report: &Report,
) -> Vec<Vec<String>> {
    if report.unplaced.is_empty() {
        return Vec::new();
    }
    let mut scene = UnplacedContext::new(problem.into(), grounded, schedule, report);
    let told = |(index, &session): (usize, &SessionId)| match index < MOST_SEARCHED {
        true => scene.reasons(session),
        false => vec![counted(grounded, session)],
    };
    report.unplaced.iter().enumerate().map(told).collect()
}

/// Which rules forbid how many of its starts.
fn counted(grounded: &Grounded, session: SessionId) -> String {
    let starts = starts(grounded, session.index());
    let parts: Vec<String> = starts.forbidden.iter().map(|(rule, count)| format!("{rule} forbids {count}")).collect();
    let parts = if parts.is_empty() { "no rule forbids any".to_owned() } else { parts.join(", ") };
    match (starts.all, starts.possible) {
        (0, _) => "there is no start on the grid inside the days' hours".to_owned(),
        (all, 0) => format!("none of its {all} starts is possible: {parts}"),
        (all, possible) => format!("{possible} of its {all} starts are possible by itself ({parts})"),
    }
}

/// A timetable with what is asked of it for every session.
struct UnplacedContext<'a> {
    conference: &'a Conference,
    grounded: &'a Grounded,
    schedule: &'a Schedule,
    report: &'a Report,
    assignment: Assignment,
    links: ModelIndex<'a>,
    checker: Checker<'a>,
}

impl<'a> UnplacedContext<'a> {
    fn new(problem: Problem<'a>, grounded: &'a Grounded, schedule: &'a Schedule, report: &'a Report) -> Self {
        let conference = problem.conference;
        let assignment = from_schedule(conference, grounded, schedule);
        let (links, checker) = (ModelIndex::new(&grounded.model), Checker::new(problem));
        UnplacedContext { conference, grounded, schedule, report, assignment, links, checker }
    }

    fn reasons(&mut self, session: SessionId) -> Vec<String> {
        let mut reasons = vec![counted(self.grounded, session)];
        reasons.extend(self.least_bad(session));
        reasons
    }

    /// What its least bad place would break.
    fn least_bad(&mut self, session: SessionId) -> Option<String> {
        let (place, _) = *ranked(&self.links, &self.assignment, session.index()).first()?;
        let rooms = &self.grounded.classes[place.class as usize];
        let there = Placement { start: self.grounded.axis.start_instant(place.start as usize), room: None };
        let room = pick_room(self.conference, self.schedule, session, there, rooms).or_else(|| rooms.first().copied());
        let there = Placement { room, ..there };
        let alternative = moved(&mut self.checker, self.conference, self.schedule, self.report, session, there);
        Some(sentence(self.conference, there, &alternative))
    }
}

fn sentence(conference: &Conference, there: Placement, alternative: &Alternative) -> String {
    let room = alternative.spot.room.as_deref().map_or_else(String::new, |room| format!(" in {room}"));
    let when = local(conference, there.start);
    if alternative.broken.is_empty() {
        return format!("it would fit at {when}{room}; solve with more steps or more time, and --from this schedule");
    }
    let mut broken: Vec<String> =
        alternative.broken.iter().take(MOST_BROKEN).map(|v| format!("{}: {}", v.rule, v.message)).collect();
    if alternative.broken.len() > MOST_BROKEN {
        broken.push(format!("and {} more", alternative.broken.len() - MOST_BROKEN));
    }
    format!("the least bad place, {when}{room}, would break {}", broken.join("; "))
}
