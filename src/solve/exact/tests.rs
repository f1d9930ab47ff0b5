//! The integer program against brute force, and the checks of a solver's answer.

use super::*;
use crate::solve::brute_force;
use crate::solve::testing::{MOST_ASSIGNMENTS, random_model};

/// Solves a random model in several ways and compares the results with brute force.
fn agrees(seed: u64, backend: Backend) -> Status {
    let model = random_model(seed);
    let (best, assignment) = brute_force::solve(&model, MOST_ASSIGNMENTS).expect("few assignments");
    let options = ExactOptions { backend, ..ExactOptions::default() };
    let outcome = solve(&model, &options);
    assert_eq!(outcome.solver_error, None, "seed {seed}");
    if best.violations > 0 {
        assert_eq!((outcome.status, outcome.assignment), (Status::Infeasible, None), "seed {seed}");
        return Status::Infeasible;
    }
    let expected = (Status::Optimal, Some(best), best.unplaced, Some(best.soft));
    let summary = |o: &ExactOutcome| {
        // A mean is rounded up. If it is above a whole number by less than the tolerance, the proof is one short.
        let means = model.min_maxes.iter().any(|min_max| !min_max.is_largest());
        if means && (o.status, o.bound) == (Status::Feasible, Some(best.soft - 1)) {
            (Status::Optimal, o.score, o.unplaced, Some(best.soft))
        } else {
            (o.status, o.score, o.unplaced, o.bound)
        }
    };
    assert_eq!(summary(&outcome), expected, "seed {seed}");
    let evaluated = outcome.assignment.as_ref().map(|assignment| evaluate(&model, assignment));
    assert_eq!(evaluated, Some(best), "seed {seed}");

    let empty = vec![None; model.activities.len()];
    for incumbent in [&assignment, &empty] {
        let again = solve(&model, &ExactOptions { incumbent: Some(incumbent), ..options });
        assert_eq!(summary(&again), expected, "seed {seed} with an incumbent");
    }
    Status::Optimal
}

#[test]
fn microlp_finds_the_optimum_of_brute_force() {
    let statuses: Vec<Status> = (0..400).map(|seed| agrees(seed, Backend::Microlp)).collect();
    assert!(statuses.contains(&Status::Infeasible));
}

#[cfg(feature = "highs")]
#[test]
fn highs_finds_the_optimum_of_brute_force() {
    for seed in 0..100 {
        agrees(seed, Backend::Highs);
    }
}

#[test]
fn a_filter_restricts_the_places() {
    for seed in 0..120 {
        let model = random_model(seed);
        let (best, assignment) = brute_force::solve(&model, MOST_ASSIGNMENTS).expect("few assignments");
        if best.violations > 0 {
            continue;
        }
        // The first activity is free; the others keep their optimal places.
        let allowed = |activity: u32, place: Place| activity == 0 || assignment[activity as usize] == Some(place);
        let outcome = solve(&model, &ExactOptions { allowed: Some(&allowed), ..ExactOptions::default() });
        assert_eq!(outcome.score, Some(best), "seed {seed}");
    }
}

/// Costs as large as in real programmes, without a common divisor.
fn enlarge(model: &mut crate::model::Model) {
    use crate::model::{FORBIDDEN, Price};
    let price = |price: &mut Price| {
        if let Price::Soft(cost) = price {
            *cost = *cost * 1_000_003 + 7;
        }
    };
    for (index, a) in model.activities.iter_mut().enumerate() {
        let costs = a.start_cost.iter_mut().chain(a.place_cost.iter_mut().flatten());
        costs.filter(|cost| **cost != FORBIDDEN).for_each(|cost| *cost = *cost * 1_000_033 + index as i64);
    }
    model.cumulatives.iter_mut().for_each(|cumulative| price(&mut cumulative.price));
    model.bucket_capacities.iter_mut().for_each(|bucket_capacity| price(&mut bucket_capacity.price));
    model.precedences.iter_mut().for_each(|precedence| price(&mut precedence.price));
    model.day_spans.iter_mut().for_each(|day_span| day_span.price *= 999_983);
    model.nvalues.iter_mut().for_each(|nvalue| nvalue.price *= 1_000_081);
    let cells =
        model.min_maxes.iter_mut().flat_map(|min_max| &mut min_max.terms).flat_map(|term| &mut term.group_costs);
    cells.for_each(|cell| *cell *= 999_979);
    let measures: Vec<usize> =
        model.least_excesses.iter().flat_map(|e| &e.terms).map(|term| term.measure as usize).collect();
    for measure in measures {
        model.measures[measure].iter_mut().for_each(|amount| *amount *= 999_959);
    }
}

#[test]
fn large_costs_are_solved_exactly_and_bounded_within_the_tolerance() {
    for seed in 0..200 {
        let mut model = random_model(seed);
        enlarge(&mut model);
        let (best, _) = brute_force::solve(&model, MOST_ASSIGNMENTS).expect("few assignments");
        if best.violations > 0 {
            continue;
        }
        let outcome = solve(&model, &ExactOptions::default());
        assert_eq!((outcome.score, outcome.solver_error), (Some(best), None), "seed {seed}");
        let bound = outcome.bound.expect("solved to the end");
        // The allowance is relative to the costs that the solver sees: those above the cheapest places.
        let allowance = best.soft.max(200_000_000) / 1_000_000 + 1;
        assert!((best.soft - allowance - 1..=best.soft).contains(&bound), "seed {seed}: {bound}");
    }
}

#[test]
fn results_under_a_work_limit_are_true() {
    let mut worked = 0;
    for seed in 0..120 {
        let model = random_model(seed);
        let (best, _) = brute_force::solve(&model, MOST_ASSIGNMENTS).expect("few assignments");
        let options = ExactOptions { work_limit: Some(1 << (seed % 24)), ..ExactOptions::default() };
        let outcome = solve(&model, &options);
        assert_eq!(outcome, solve(&model, &options), "seed {seed}");
        // The first linear program may need more pivots than was estimated.
        assert!(outcome.work <= 4 << (seed % 24), "seed {seed}: {}", outcome.work);
        worked += u64::from(outcome.work > 0);
        if let Some(score) = outcome.score {
            assert!(score >= best && score.violations == 0, "seed {seed}");
            assert_eq!(outcome.status == Status::Optimal, outcome.bound == Some(score.soft) && score == best);
        }
        if best.violations == 0 {
            assert!(outcome.unplaced <= best.unplaced, "seed {seed}");
            if let Some(bound) = outcome.bound.filter(|_| outcome.unplaced == best.unplaced) {
                assert!(bound <= best.soft, "seed {seed}");
            }
        }
    }
    assert!(worked > 20, "{worked}");
}

#[test]
fn a_time_limit_of_zero_returns_the_incumbent() {
    let model = random_model(3);
    let (best, assignment) = brute_force::solve(&model, MOST_ASSIGNMENTS).expect("few assignments");
    let options =
        ExactOptions { time_limit: Some(Duration::ZERO), incumbent: Some(&assignment), ..ExactOptions::default() };
    assert_eq!(solve(&model, &options).score, Some(best));
}

#[test]
fn an_invalid_incumbent_is_ignored() {
    let model = random_model(3);
    let expected = solve(&model, &ExactOptions::default());
    let start = model.activities[0].start_cost.iter().position(|&cost| cost == crate::model::FORBIDDEN);
    let forbidden = start.map(|start| Place { start: start as u32, class: 0 });
    for incumbent in [vec![forbidden; model.activities.len()], Vec::new()] {
        let options = ExactOptions { incumbent: Some(&incumbent), ..ExactOptions::default() };
        assert_eq!(solve(&model, &options).score, expected.score);
    }
}

#[test]
fn a_model_without_activities_is_solved() {
    let outcome = solve(&Model::default(), &ExactOptions::default());
    assert_eq!((outcome.status, outcome.bound), (Status::Optimal, Some(0)));
}

#[test]
fn bounds_are_lowered_by_the_tolerance_and_then_rounded_up() {
    assert_eq!(round_up(7.0, 10, 3), 73);
    assert_eq!(round_up(7.000_000_5, 10, 3), 73);
    assert_eq!(round_up(6.2, 10, 3), 73);
    assert_eq!(round_up(5_000_000.0, 1, 0), 4_999_995);
    assert_eq!(round_up(-0.4, 1, 0), 0);
}
