//! The prices of places: the model's figures are the checker's on the timetable with the session at each place, and it
//! forbids the places that the checker does. A timetable may break hard rules already.

use plenary::check::{Checker, Report};
use plenary::domain::{Problem, Schedule, SessionId};
use plenary::explain::prices::Pricer;
use plenary::rules::ground;

use crate::properties::placements::{places, schedule_among};
use crate::properties::random::Random;

crate::in_parts!(each_price_is_the_checkers);

/// Number of schedules drawn for each conference.
const DRAWS: usize = 3;

/// Most places that are compared for each session.
const MOST: usize = 40;

fn each_price_is_the_checkers(seed: u64, problem: Problem<'_>) -> Result<(), String> {
    let Ok(grounded) = ground(problem) else { return Ok(()) };
    let conference = problem.conference;
    let (pricer, mut checker) = (Pricer::new(problem, &grounded), Checker::new(problem));
    let mut random = Random::new(seed, 23);
    let all: Vec<_> = conference.sessions.iter().map(|session| places(conference, session)).collect();
    for _ in 0..DRAWS {
        let schedule = schedule_among(&mut random, &all, 20);
        let before = checker.check(&schedule);
        for session in conference.session_ids() {
            let prices = pricer.prices(&mut checker, (&schedule, &before), session);
            if !prices.exact {
                continue;
            }
            let with = |place| {
                let mut after = schedule.clone();
                after.placements[session.index()] = place;
                after
            };
            let without = checker.check(&with(None));
            for swap in pricer.swaps(&mut checker, (&schedule, &before), session).unwrap_or_default() {
                let mut after = schedule.clone();
                after.placements.swap(session.index(), swap.with.index());
                let after = checker.check(&after);
                let broken = new_violations(&before, &after);
                if after.cost - before.cost != swap.difference || !broken.is_empty() {
                    let text = format!("{session:?}, {swap:?}: {}, {broken:?}", after.cost - before.cost);
                    return Err(format!("{text}\n{}", drawn(&schedule)));
                }
            }
            let every = prices.places.len().div_ceil(MOST).max(1);
            for price in prices.places.iter().skip(random.below(every)).step_by(every) {
                if schedule.get(session) == Some(price.place) {
                    assert_eq!((price.difference, price.rules.len()), (Some(0), 0));
                    continue;
                }
                let after = checker.check(&with(Some(price.place)));
                let broken = new_violations(&without, &after);
                let told = |what: &str| {
                    let place = (session, price.place, &price.rules);
                    format!("{what} at {place:?}: {:?}, {broken:?}\n{}", price.difference, drawn(&schedule))
                };
                match price.difference {
                    Some(difference) if difference != after.cost - before.cost => {
                        return Err(told(&format!("the checker's difference is {}", after.cost - before.cost)));
                    }
                    Some(_) if !broken.is_empty() => return Err(told("the checker forbids the place")),
                    None if price.rules.iter().any(|rule| is_broken(&without, &rule.to_string())) => {}
                    None if broken.is_empty() => return Err(told("the checker allows the place")),
                    None if !price.rules.iter().any(|rule| broken.contains(&rule.to_string())) => {
                        return Err(told("the rules are others"));
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(())
}

/// The rules that are broken in the second verdict and not in the first one. Of a rule that is broken already, the words
/// can change although nothing gets worse: a day that is too long also lists its sessions.
fn new_violations(before: &Report, after: &Report) -> Vec<String> {
    let rules = after.violations.iter().map(|violation| violation.rule.to_string());
    rules.filter(|rule| !is_broken(before, rule)).collect()
}

fn is_broken(report: &Report, rule: &str) -> bool {
    report.violations.iter().any(|violation| violation.rule.to_string() == rule)
}

fn drawn(schedule: &Schedule) -> String {
    let one = |(id, place): (SessionId, plenary::domain::Placement)| format!("{id:?} {place:?}");
    schedule.placed().map(one).collect::<Vec<_>>().join("\n")
}
