//! `stay` against an earlier timetable: the checker, the model and a plain count charge the same for every move.

use plenary::check::check;
use plenary::domain::{Conference, Problem, Reference, RuleId, Schedule, Strength};
use plenary::model::evaluate;
use plenary::rules::ground;

use crate::properties::agreement::places_of;
use crate::properties::placements::{places, schedule_among};
use crate::properties::random::Random;
use crate::properties::requests::stay_of;

crate::in_parts!(all_three_charge_the_same_for_moves);

/// Number of schedules drawn for each conference.
const DRAWS: usize = 12;

fn all_three_charge_the_same_for_moves(seed: u64, problem: Problem<'_>) -> Result<(), String> {
    let mut random = Random::new(seed, 8);
    let mut conference = problem.conference.clone();
    let weight = random.decimal(&["0.000001", "0.333333", "1", "1.5", "25"]);
    conference.rules[RuleId::Stay].strength = Strength::Weight(weight);
    let all: Vec<_> = conference.sessions.iter().map(|session| places(&conference, session)).collect();
    let mut schedule = schedule_among(&mut random, &all, 20);
    for place in schedule.placements.iter_mut().flatten() {
        place.start = place.start.plus(random.pick(&[0, 0, 0, 5, -35, 179, 180, 181, 1440]));
        place.room = place.room.filter(|_| !random.chance(20));
    }
    let reference = Reference { schedule, count_room_changes: random.chance(50) };
    let compared = Problem { conference: &conference, reference: Some(&reference) };
    for _ in 0..DRAWS {
        let now = schedule_among(&mut random, &all, 10);
        let expected = stay_of(&conference, &reference.schedule, &now);
        let report = check(compared, &now);
        let charged = report.by_rule.iter().find(|(rule, _)| *rule == RuleId::Stay).map(|(_, cost)| *cost);
        if charged != Some(expected) {
            return Err(format!("moves cost {expected}, the checker charges {charged:?}"));
        }
        let modelled = modelled(&conference, &reference, &now);
        if modelled.is_some_and(|modelled| modelled != expected) {
            return Err(format!("moves cost {expected}, the model charges {modelled:?}"));
        }
    }
    Ok(())
}

/// What the model charges with an earlier timetable more than without; `None` if the schedule is not valid, so that the
/// model does not know its cost.
fn modelled(conference: &Conference, earlier: &Reference, now: &Schedule) -> Option<i64> {
    let soft = |reference| {
        let grounded = ground(Problem { conference, reference }).ok()?;
        let score = evaluate(&grounded.model, &places_of(&grounded, now)?);
        (score.violations == 0).then_some(score.soft)
    };
    Some(soft(Some(earlier))? - soft(None)?)
}
