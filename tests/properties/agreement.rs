//! The model and the checker implement each rule in the same way: for random schedules they agree on validity, unplaced
//! sessions, and exactly the same cost.

use plenary::check::{Checker, Report, check};
use plenary::domain::{Conference, Problem, RelationKind, RuleId, Schedule, Strength};
use plenary::model::{Assignment, FORBIDDEN, Place, Score, evaluate};
use plenary::rules::{Grounded, Reason, catalogue, ground};
use plenary::schedule::{from_schedule, to_schedule};

use crate::properties::describe;
use crate::properties::placements::{alone_valid, places, schedule_among};
use crate::properties::random::Random;

crate::in_parts!(agree);

/// Number of schedules drawn for each conference: first from all candidate placements, then from those that break no
/// hard rule on their own.
const DRAWS: (usize, usize) = (4, 10);

fn agree(seed: u64, problem: Problem<'_>) -> Result<(), String> {
    let conference = problem.conference;
    let grounded = ground(problem).map_err(|error| error.to_string())?;
    let mut random = Random::new(seed, 3);
    let mut checker = Checker::new(problem);
    let all: Vec<_> = conference.sessions.iter().map(|s| places(conference, s)).collect();
    let valid = alone_valid(&mut checker, &all);
    for draw in 0..DRAWS.0 + DRAWS.1 {
        let (among, left_out) = if draw < DRAWS.0 { (&all, 10) } else { (&valid, 10 * (draw % 3)) };
        let schedule = schedule_among(&mut random, among, left_out);
        compare(problem, &grounded, &schedule)
            .map_err(|what| format!("{what}\nschedule {}", describe::schedule(conference, &schedule)))?;
    }
    Ok(())
}

/// Compares the model and the checker on one schedule.
pub fn compare(problem: Problem<'_>, grounded: &Grounded, schedule: &Schedule) -> Result<(), String> {
    let conference = problem.conference;
    let report = check(problem, schedule);
    let Some(assignment) = places_of(grounded, schedule) else {
        // A fixed start outside all hours is not a candidate start of the model; the checker must forbid it too.
        return if report.violations.is_empty() { Err("valid, but not on candidate starts".into()) } else { Ok(()) };
    };
    let score = evaluate(&grounded.model, &assignment);
    let both = || format!("model {score:?}\nchecker {}", describe::report(&report));
    if score.unplaced != report.unplaced_minutes {
        return Err(format!("the unplaced minutes differ\n{}", both()));
    }
    if report.violations.is_empty() && score.violations > 0 {
        return Err(format!("only the model forbids it ({})\n{}", blocked(grounded, &assignment), both()));
    }
    // The model counts rooms of a class, so it may accept two sessions that this schedule put into the same room.
    let not_of_rooms = |v: &&plenary::check::Violation| v.rule != RuleId::RoomClash && v.rule != RuleId::Relation;
    if score.violations == 0 && report.violations.iter().any(|v| not_of_rooms(&v)) {
        return Err(format!("only the checker forbids it\n{}", both()));
    }
    if forbidden_alone(grounded, &assignment) {
        return Ok(());
    }
    if !rooms_matter(conference, grounded) && score.soft != report.cost {
        return Err(format!("costs differ\n{}\n{}", culprits(problem, schedule), both()));
    }
    if score.violations == 0 {
        through_rooms(problem, grounded, &assignment, score)?;
        if from_schedule(conference, grounded, schedule) != assignment {
            return Err("`from_schedule` gives another assignment".into());
        }
    }
    Ok(())
}

/// Assigns rooms to a valid assignment; the checker must accept the schedule, with the cost of the model.
pub fn through_rooms(
    problem: Problem<'_>,
    grounded: &Grounded,
    assignment: &Assignment,
    score: Score,
) -> Result<Report, String> {
    let conference = problem.conference;
    let schedule = to_schedule(conference, grounded, assignment);
    let report = check(problem, &schedule);
    let as_expected =
        report.violations.is_empty() && report.cost == score.soft && report.unplaced_minutes == score.unplaced;
    if as_expected {
        return Ok(report);
    }
    Err(format!(
        "the model's valid assignment fails the check once it has rooms\nmodel {score:?}\nchecker {}\nschedule {}\n{}",
        describe::report(&report),
        describe::schedule(conference, &schedule),
        culprits(problem, &schedule)
    ))
}

/// The assignment that equals a schedule; `None` if a start is not a candidate start of the model.
pub fn places_of(grounded: &Grounded, schedule: &Schedule) -> Option<Assignment> {
    let mut assignment = vec![None; schedule.placements.len()];
    for (session, placement) in schedule.placed() {
        let start = grounded.axis.start_at(placement.start)? as u32;
        let class = grounded.classes.iter().position(|class| class.iter().any(|&r| Some(r) == placement.room))? as u32;
        assignment[session.index()] = Some(Place { start, class });
    }
    Some(assignment)
}

/// Whether a session is at a place that its unary costs forbid. The model then does not know the rest of its cost.
fn forbidden_alone(grounded: &Grounded, assignment: &Assignment) -> bool {
    let mut places = assignment.iter().enumerate();
    places.any(|(a, place)| place.is_some_and(|p| grounded.model.unary(a, p) == FORBIDDEN))
}

/// The reasons why sessions may not be at their places.
fn blocked(grounded: &Grounded, assignment: &Assignment) -> String {
    let one = |(a, place): (usize, &Option<Place>)| {
        let bits = *grounded.model.activities[a].blocked.get((*place)?.start as usize)?;
        let reasons = Reason::all().filter(|reason| reason.is_in(bits));
        let forbidden = grounded.model.unary(a, (*place)?) == FORBIDDEN;
        Some(format!("session {a} forbidden {forbidden}: {:?}", reasons.collect::<Vec<_>>()))
    };
    assignment.iter().enumerate().filter_map(one).collect::<Vec<_>>().join(", ")
}

/// Whether the cost can depend on rooms in a way that the model does not see: a "same room" with a weight if a class
/// has several rooms, and an "alone" with a weight if there is only one room.
fn rooms_matter(conference: &Conference, grounded: &Grounded) -> bool {
    let same_room = |kind| matches!(kind, RelationKind::Gap { same_room: true, .. });
    let several = grounded.classes.iter().any(|class| class.len() > 1);
    several && conference.relations.iter().any(|r| same_room(r.kind))
        || conference.rooms.len() == 1 && matches!(conference.rule(RuleId::Alone), Strength::Weight(_))
}

/// The rules for which the model and the checker find different costs, with each rule active alone.
fn culprits(problem: Problem<'_>, schedule: &Schedule) -> String {
    let conference = problem.conference;
    let mut lines = Vec::new();
    for rule in RuleId::ALL {
        let mut only = conference.clone();
        for info in catalogue().iter().filter(|info| info.id != rule) {
            only.rules[info.id].strength = if info.legal.off { Strength::Off } else { Strength::Hard };
        }
        if rule != RuleId::Relation {
            only.relations.clear();
        }
        if rule != RuleId::Apart {
            only.sessions.iter_mut().for_each(|s| s.apart_from.clear());
        }
        if rule != RuleId::PersonClash {
            only.sessions.iter_mut().flat_map(|s| &mut s.participants).for_each(|part| part.optional = false);
        }
        let only = Problem { conference: &only, ..problem };
        let Ok(grounded) = ground(only) else { continue };
        let Some(assignment) = places_of(&grounded, schedule) else { continue };
        let (score, report) = (evaluate(&grounded.model, &assignment), check(only, schedule));
        if score.soft != report.cost {
            let strength = only.conference.rule(rule);
            lines.push(format!("{rule} at {strength:?}: model {}, checker {}", score.soft, report.cost));
        }
    }
    lines.join("\n")
}
