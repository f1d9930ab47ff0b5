//! The reasons why a session has no place, in sentences.

use super::moves::{moved, pick_room};
use super::ranking::{ranked, starts};
use super::view::Alternative;
use crate::check::{Checker, Report};
use crate::domain::{Conference, Placement, Problem, Schedule, SessionId};
use crate::model::{Assignment, ModelIndex};
use crate::rules::Grounded;
use crate::schedule::from_schedule;

/// The most broken rules shown for the best remaining place.
const MOST_BROKEN: usize = 3;
/// The most sessions for which the best remaining place is searched; for further ones only the starts are counted.
const MOST_SEARCHED: usize = 40;

/// Explains why a session has no place: how many of its starts each rule forbids, and which rules the best remaining
/// place would break. `report` is the checker's verdict on the schedule.
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
    let mut context = UnplacedContext::new(problem.into(), grounded, schedule, report);
    let explain = |(position, &session): (usize, &SessionId)| match position < MOST_SEARCHED {
        true => context.reasons(session),
        false => vec![counted(grounded, session)],
    };
    report.unplaced.iter().enumerate().map(explain).collect()
}

/// Counts how many of its starts each rule forbids.
fn counted(grounded: &Grounded, session: SessionId) -> String {
    let starts = starts(grounded, session.index());
    let parts: Vec<String> = starts.forbidden.iter().map(|(rule, count)| format!("{rule} forbids {count}")).collect();
    let parts = if parts.is_empty() { "no rule forbids any".to_owned() } else { parts.join(", ") };
    match (starts.all, starts.possible) {
        (0, _) => "no start on the grid lies within the hours of any day".to_owned(),
        (all, 0) => format!("none of its {all} starts is possible: {parts}"),
        (all, possible) => {
            format!("{possible} of its {all} starts are possible if the other sessions are ignored ({parts})")
        }
    }
}

/// The timetable, and the data that the explanation of each session needs.
struct UnplacedContext<'a> {
    conference: &'a Conference,
    grounded: &'a Grounded,
    schedule: &'a Schedule,
    report: &'a Report,
    assignment: Assignment,
    index: ModelIndex<'a>,
    checker: Checker<'a>,
}

impl<'a> UnplacedContext<'a> {
    fn new(problem: Problem<'a>, grounded: &'a Grounded, schedule: &'a Schedule, report: &'a Report) -> Self {
        let conference = problem.conference;
        let assignment = from_schedule(conference, grounded, schedule);
        let (index, checker) = (ModelIndex::new(&grounded.model), Checker::new(problem));
        UnplacedContext { conference, grounded, schedule, report, assignment, index, checker }
    }

    fn reasons(&mut self, session: SessionId) -> Vec<String> {
        let mut reasons = vec![counted(self.grounded, session)];
        reasons.extend(self.best_remaining(session));
        reasons
    }

    /// The rules that the best remaining place would break.
    fn best_remaining(&mut self, session: SessionId) -> Option<String> {
        let (place, _) = *ranked(&self.index, &self.assignment, session.index()).first()?;
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
    let when = conference.zone.date_time(there.start);
    if alternative.broken.is_empty() {
        return format!(
            "it would fit at {when}{room}; run solve again with --from this schedule and more steps or time"
        );
    }
    let mut broken: Vec<String> =
        alternative.broken.iter().take(MOST_BROKEN).map(|v| format!("{}: {}", v.rule, v.message)).collect();
    if alternative.broken.len() > MOST_BROKEN {
        broken.push(format!("and {} more", alternative.broken.len() - MOST_BROKEN));
    }
    format!("the best remaining place, {when}{room}, would break {}", broken.join("; "))
}
