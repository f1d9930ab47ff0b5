//! The exhaustive search with the checker, the integer program, the local search and the bound agree.

use std::sync::atomic::AtomicBool;

use plenary::check::verify_certificate;
use plenary::domain::{Conference, Problem, RuleId, Strength, TrackId};
use plenary::model::{Assignment, Score, evaluate};
use plenary::rules::{Grounded, ground};
use plenary::schedule::{certificate, priced};
use plenary::solve::bound::Lagrangian;
use plenary::solve::exact::{self, Backend, ExactOptions, Status};
use plenary::solve::{Budget, Method, Options};

use crate::properties::agreement::{places_of, through_rooms};
use crate::properties::describe;
use crate::properties::oracle::{Optimum, optimum_of};

crate::in_parts!(all_methods_find_the_optimum);

fn all_methods_find_the_optimum(seed: u64, problem: Problem<'_>) -> Result<(), String> {
    let conference = problem.conference;
    let grounded = ground(problem).map_err(|error| error.to_string())?;
    let best = optimum_of(seed, problem).ok_or("no optimum: too large, or nothing is valid")?;
    let expected = Score { violations: 0, unplaced: best.unplaced, soft: best.cost };
    let with_optimum = |what: String| {
        format!("{what}\nexhaustive: {expected:?} by {}", describe::schedule(conference, &best.schedule))
    };
    let modelled = places_of(&grounded, &best.schedule).map(|places| evaluate(&grounded.model, &places));
    if modelled != Some(expected) {
        return Err(with_optimum(format!("the model scores the best schedule {modelled:?}")));
    }
    for (method, found) in [("integer program", by_program(&grounded)), ("search", by_search(&grounded, seed))] {
        let assignment = found.map_err(|what| with_optimum(format!("{method}: {what}")))?;
        let score = evaluate(&grounded.model, &assignment);
        if score != expected {
            return Err(with_optimum(format!("{method} found {score:?}")));
        }
        through_rooms(problem, &grounded, &assignment, score)
            .map_err(|what| with_optimum(format!("{method}: {what}")))?;
    }
    check_bound(problem, &grounded, best).map_err(with_optimum)
}

fn by_program(grounded: &Grounded) -> Result<Assignment, String> {
    let outcome = exact::solve(&grounded.model, &ExactOptions::default());
    let (Some(assignment), Some(score), Some(bound)) = (outcome.assignment, outcome.score, outcome.bound) else {
        return Err(format!("{:?}, bound {:?}, {:?}", outcome.status, outcome.bound, outcome.solver_error));
    };
    // The allowance for the tolerance of the solver may weaken the bound by a few units, but the optimum must be found.
    // The tolerance is relative to the costs that the solver sees: those above the cheapest places of all sessions, also
    // of those that are left out.
    let model = &grounded.model;
    let cheapest = |session| model.places(session).map(|place| model.unary(session, place)).min().unwrap_or(0);
    let above: i64 = score.soft - (0..model.activities.len()).map(cheapest).sum::<i64>();
    let optimal = outcome.status == Status::Optimal;
    let allowance = 20 + score.soft.max(above.abs()) / 100_000;
    if bound > score.soft || optimal != (bound == score.soft) || score.soft - bound > allowance {
        return Err(format!("{:?} at {score:?} with bound {bound}", outcome.status));
    }
    Ok(assignment)
}

fn by_search(grounded: &Grounded, seed: u64) -> Result<Assignment, String> {
    let options = Options {
        seed,
        budget: Budget::Steps(STEPS),
        searchers: 2,
        threads: 1,
        method: Method::Search,
        backend: Backend::Microlp,
        initial: None,
        priced: vec![],
        ..Options::default()
    };
    Ok(plenary::solve::solve(&grounded.model, &options, &mut |_| {}, &AtomicBool::new(false)).assignment)
}

/// Steps of each searcher, more than enough for five sessions.
const STEPS: u64 = 6_000;

/// The bound must not exceed the cost of a complete optimum, and the checker must verify it from its certificate.
fn check_bound(problem: Problem<'_>, grounded: &Grounded, best: &Optimum) -> Result<(), String> {
    let conference = problem.conference;
    let may_price = priced(grounded);
    let Some(mut lagrangian) = Lagrangian::pricing(&grounded.model, |label| may_price[label.0 as usize]) else {
        return if best.unplaced > 0 { Ok(()) } else { Err("no bound, although every session has a place".into()) };
    };
    lagrangian.iterate(ITERATIONS, if best.unplaced == 0 { best.cost } else { i64::MAX });
    let bound = lagrangian.best();
    if best.unplaced == 0 && bound.value > best.cost {
        return Err(format!("the bound is {}", bound.value));
    }
    let mut document = certificate(conference, grounded, bound);
    match verify_certificate(problem, &document) {
        Ok(value) if value == bound.value => Ok(()),
        // The model forbids the starts of a session that breaks a hard limit on a sum alone. A certificate does not
        // contain these forbidden starts, so it may prove less.
        Err(_) if limits_single_sessions(conference) => {
            document["bound"] = 0.into();
            let proved = verify_certificate(problem, &document).map_err(|problems| problems.join(", "))?;
            if proved < bound.value { Ok(()) } else { Err(format!("{proved} verifies, {} does not", bound.value)) }
        }
        other => Err(format!("the certificate of {} verifies as {other:?}\n{document:#}", bound.value)),
    }
}

/// Whether a hard limit on a sum may apply to a single session.
fn limits_single_sessions(conference: &Conference) -> bool {
    let hard = |rule| conference.rule(rule) == Strength::Hard;
    let single =
        |track: usize| conference.sessions.iter().filter(|s| s.track == Some(TrackId::new(track))).count() == 1;
    hard(RuleId::TrackReach) && (0..conference.tracks.len()).any(single)
        || conference.services.iter().any(|service| service.minutes_per_day.is_some())
}

/// Iterations of the bound.
const ITERATIONS: u32 = 60;
