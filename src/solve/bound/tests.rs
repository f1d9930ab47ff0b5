//! No legal multipliers, found or drawn at random, prove more than the optimum.

use super::testing::{TestRng, optimum, tiny};
use super::*;
use crate::model::{Builder, Class, Cumulative, Day, Price, Role, Start, Use};

/// Random legal multipliers.
fn random(model: &Model, dice: &mut TestRng) -> Multipliers {
    let prices = |dice: &mut TestRng, count: usize, price: Price| -> Vec<i64> {
        let most = if let Price::Soft(price) = price { price * SCALE } else { 60 * SCALE };
        (0..count).map(|_| if dice.chance(50) { 0 } else { dice.between(0, most) }).collect()
    };
    let mut multipliers = Multipliers::none(model);
    for (values, cumulative) in multipliers.cumulatives.iter_mut().zip(&model.cumulatives) {
        *values = prices(dice, model.horizon as usize, cumulative.price);
    }
    for (values, bucket_capacity) in multipliers.bucket_capacities.iter_mut().zip(&model.bucket_capacities) {
        *values = prices(dice, bucket_capacity.buckets as usize, bucket_capacity.price);
    }
    for (values, min_max) in multipliers.min_maxes.iter_mut().zip(&model.min_maxes) {
        *values = vec![0; min_max.caps.len()];
        while values.iter().sum::<i64>() < SCALE {
            let group = dice.below(values.len() as u64) as usize;
            let room = (min_max.caps[group] - values[group]).min(SCALE - values.iter().sum::<i64>());
            values[group] += dice.between(0, room);
        }
    }
    multipliers
}

/// The same multipliers with small random changes, still legal.
fn perturbed(model: &Model, multipliers: &Multipliers, dice: &mut TestRng) -> Multipliers {
    let mut moved = multipliers.clone();
    let nudge = |dice: &mut TestRng, value: i64, most: i64| (value + dice.between(-SCALE, SCALE)).clamp(0, most);
    for (values, cumulative) in moved.cumulatives.iter_mut().zip(&model.cumulatives) {
        let most = if let Price::Soft(price) = cumulative.price { price * SCALE } else { i64::MAX };
        values.iter_mut().for_each(|value| *value = nudge(dice, *value, most));
    }
    for (values, bucket_capacity) in moved.bucket_capacities.iter_mut().zip(&model.bucket_capacities) {
        let most = if let Price::Soft(price) = bucket_capacity.price { price * SCALE } else { i64::MAX };
        values.iter_mut().for_each(|value| *value = nudge(dice, *value, most));
    }
    let min_maxes = moved.min_maxes.iter_mut().zip(&model.min_maxes);
    for (values, min_max) in min_maxes.filter(|(values, _)| values.len() > 1) {
        let (from, to) = (dice.below(values.len() as u64) as usize, dice.below(values.len() as u64) as usize);
        let room = if from == to { 0 } else { min_max.caps[to] - values[to] };
        let part = dice.between(0, values[from].min(room));
        values[from] -= part;
        values[to] += part;
    }
    moved
}

#[test]
fn no_bound_exceeds_the_optimum() {
    let (mut solved, mut proved, mut missing, mut anchored) = (0, 0, 0, 0_u32);
    for seed in 0..1100 {
        let model = tiny(seed);
        let Some(mut lagrangian) = Lagrangian::new(&model) else { continue };
        let Some(optimum) = optimum(&model) else { continue };
        solved += 1;
        lagrangian.iterate(60, optimum);
        let found = lagrangian.best().clone();
        assert!(found.base <= found.value && found.value <= optimum, "seed {seed}: {found:?} above {optimum}");
        assert_eq!(
            evaluate(&model, &found.multipliers, found.anchors).map(rounded_up),
            Some(found.value),
            "seed {seed}"
        );
        proved += found.value - found.base;
        missing += optimum - found.value;
        let dice = &mut TestRng::new(seed);
        for _ in 0..8 {
            for multipliers in [random(&model, dice), perturbed(&model, &found.multipliers, dice)] {
                assert!(multipliers.is_legal(&model), "seed {seed}");
                let value = evaluate(&model, &multipliers, found.anchors).map(rounded_up);
                assert!(value.is_some_and(|value| value <= optimum), "seed {seed}: {value:?} above {optimum}");
            }
        }
        // With any anchors, the bound is not lower than without them, and never above the optimum.
        let count = model.activities.len() as u64;
        let anchor = |dice: &mut TestRng| dice.chance(80).then(|| dice.below(count) as u32);
        for multipliers in [random(&model, dice), found.multipliers] {
            let (first, last) = (anchor(dice), anchor(dice));
            let anchors = (first, last.filter(|_| last != first));
            let (none, kept) = (evaluate(&model, &multipliers, (None, None)), evaluate(&model, &multipliers, anchors));
            let value = kept.map(rounded_up);
            assert!(kept >= none, "seed {seed}, {anchors:?}: {kept:?} below {none:?}");
            assert!(value.is_some_and(|value| value <= optimum), "seed {seed}, {anchors:?}: {value:?} above {optimum}");
            anchored += u32::from(kept > none);
        }
    }
    assert!(solved >= 500, "only {solved} of the models have a solution");
    assert!(anchored >= 100, "only {anchored} bounds were raised by anchors");
    // The multipliers must be useful: together they prove a good part of the gap that the cheapest places leave.
    assert!(proved * 2 >= missing, "{proved} proved above the cheapest places, {missing} left open");
}

#[test]
fn illegal_multipliers_prove_nothing() {
    let model = tiny(3);
    let none = Multipliers::none(&model);
    assert!(evaluate(&model, &none, (None, None)).is_some());
    let mut negative = none.clone();
    negative.cumulatives[0] = vec![-1; model.horizon as usize];
    let mut short = none.clone();
    short.cumulatives[0] = vec![1; model.horizon as usize - 1];
    let mut missing = none;
    missing.bucket_capacities.push(Vec::new());
    for illegal in [negative, short, missing] {
        assert_eq!(evaluate(&model, &illegal, (None, None)), None, "{illegal:?}");
    }
}

const ROOM: Role = Role::Resource { turnaround: 0 };

/// Three activities of one step, each cheapest at the first of three starts, and one room.
fn queue(price: Price, role: Role) -> Model {
    let starts: Vec<Start> = (0..3).map(|step| Start { step, day: 0, date: 0 }).collect();
    let mut b = Builder::new(3, starts, vec![Day { first: 0, end: 3 }], vec![Class { size: 1 }]);
    for activity in 0..3 {
        b.activity(1, 1);
        for start in 0..3 {
            b.add_start_cost(activity, start, 100 * start as i64);
        }
    }
    let uses = (0..3).map(|activity| Use { activity, class: None, from: 0, until: 1, amount: 1 }).collect();
    b.cumulative(Cumulative { label: Label(0), capacity: 1, price, role, uses });
    b.finish().expect("small costs")
}

#[test]
fn the_bound_counts_the_waiting_in_a_queue() {
    let model = queue(Price::Hard, ROOM);
    let mut lagrangian = Lagrangian::new(&model).expect("places");
    lagrangian.iterate(300, 300);
    assert_eq!((lagrangian.best().base, lagrangian.best().value), (0, 300));
}

#[test]
fn a_multiplier_above_a_soft_price_is_illegal() {
    // Waiting costs 100 or 200; each activity above the capacity costs 30. So all three start at the first step.
    let model = queue(Price::Soft(30), Role::Other);
    let mut lagrangian = Lagrangian::new(&model).expect("places");
    lagrangian.iterate(300, 60);
    assert_eq!(lagrangian.best().value, 60);
    let mut too_high = lagrangian.best().multipliers.clone();
    too_high.cumulatives[0][0] = 30 * SCALE + 1;
    assert_eq!(evaluate(&model, &too_high, (None, None)), None);
}

#[test]
fn an_unpriced_label_carries_no_multiplier() {
    let model = queue(Price::Hard, Role::Other);
    let mut lagrangian = Lagrangian::pricing(&model, |label| label != Label(0)).expect("places");
    lagrangian.iterate(50, 300);
    assert_eq!(lagrangian.best().value, 0);
    assert!(lagrangian.best().multipliers.cumulatives[0].is_empty());
}

#[test]
fn a_wrong_target_never_makes_the_bound_wrong() {
    for target in [Cost::MIN, -5, 0, 1_000_000_000, Cost::MAX] {
        let model = queue(Price::Hard, ROOM);
        let mut lagrangian = Lagrangian::new(&model).expect("places");
        lagrangian.iterate(200, target);
        assert!((0..=300).contains(&lagrangian.best().value), "target {target}");
    }
}

#[test]
fn a_queue_too_long_for_its_day_has_no_finite_bound() {
    let mut model = queue(Price::Hard, ROOM);
    model.day_spans.push(crate::model::DaySpan { label: Label(1), day: 0, longest: Some(2), price: 0 });
    let mut lagrangian = Lagrangian::new(&model).expect("places");
    lagrangian.iterate(300, Cost::MAX);
    assert!(lagrangian.best().value > 100_000, "{}", lagrangian.best().value);
}

#[test]
fn an_activity_without_a_place_has_no_bound() {
    let mut model = queue(Price::Hard, Role::Other);
    model.activities[1].start_cost.fill(crate::model::FORBIDDEN);
    assert!(Lagrangian::new(&model).is_none());
    assert_eq!(evaluate(&model, &Multipliers::none(&model), (None, None)), None);
}

#[test]
fn portions_of_iterations_are_never_worse_and_repetitions_are_equal() {
    let model = tiny(11);
    let mut whole = Lagrangian::new(&model).expect("places");
    whole.iterate(40, 500);
    let mut parts = Lagrangian::new(&model).expect("places");
    (0..40).for_each(|_| parts.iterate(1, 500));
    assert!(parts.best().value >= whole.best().value);
    let mut again = Lagrangian::new(&model).expect("places");
    again.iterate(40, 500);
    assert_eq!(whole.best(), again.best());
}

#[test]
fn dual_values_round_up() {
    let scale = i128::from(SCALE);
    assert_eq!(rounded_up(3 * scale), 3);
    assert_eq!(rounded_up(3 * scale + 1), 4);
    assert_eq!(rounded_up(-3 * scale + 1), -2);
    assert_eq!(rounded_up(i128::MAX / 2), Cost::MAX);
}

#[test]
fn reduced_cost_fixing_keeps_the_places_of_the_optimum() {
    let (mut all, mut kept) = (0, 0);
    for seed in 0..600 {
        let model = tiny(seed);
        let Some(mut lagrangian) = Lagrangian::new(&model) else { continue };
        let Some(optimum) = optimum(&model) else { continue };
        let Some((score, best)) = crate::solve::brute_force::solve(&model, u64::MAX) else { continue };
        assert_eq!((score.violations, score.unplaced, score.soft), (0, 0, optimum), "seed {seed}");
        lagrangian.iterate(60, optimum);
        let found = &lagrangian.best().multipliers;
        let moved = perturbed(&model, found, &mut TestRng::new(seed));
        for multipliers in [found, &moved] {
            let places = reduced_cost_fixing(&model, multipliers, optimum).expect("it has a bound");
            for (activity, (places, own)) in places.iter().zip(&best).enumerate() {
                assert!(own.is_some_and(|own| places.contains(&own)), "seed {seed}: {activity} lost its place");
                assert!(places.is_sorted(), "seed {seed}");
                all += model.places(activity).count();
                kept += places.len();
            }
        }
    }
    assert!(kept * 4 < all * 3, "{kept} of {all} places are left: hardly any are removed");
}

/// A restart for a new target loses nothing, and converged searches continue.
#[test]
fn a_restart_continues_from_the_best_bound() {
    let mut further = 0;
    for seed in 0..200 {
        let model = tiny(seed);
        let Some(mut lagrangian) = Lagrangian::new(&model) else { continue };
        let Some(optimum) = optimum(&model) else { continue };
        lagrangian.iterate(30, Cost::MAX);
        let before = lagrangian.best().value;
        lagrangian.restart();
        lagrangian.iterate(60, optimum);
        let after = lagrangian.best().value;
        assert!(before <= after && after <= optimum, "seed {seed}: {before}, {after}, {optimum}");
        further += u32::from(after > before);
    }
    assert!(further > 10, "only {further} went further");
}

/// Threads change only the time: multipliers, value and anchors are the same to the last bit.
#[test]
fn threads_do_not_change_the_multipliers() {
    let (mut compared, mut anchored) = (0, 0);
    for seed in 0..60 {
        let model = tiny(seed);
        let found = [1, 2, 3].map(|threads| {
            let mut lagrangian = Lagrangian::new(&model)?;
            lagrangian.use_threads(threads);
            lagrangian.iterate(40, 1_000);
            Some((lagrangian.best().clone(), lagrangian.relaxed_solution()))
        });
        compared += u32::from(found[0].is_some());
        anchored += u32::from(found[0].as_ref().is_some_and(|(bound, _)| bound.anchors.0.is_some()));
        assert!(found[1] == found[0] && found[2] == found[0], "seed {seed}");
    }
    assert!(compared > 30 && anchored > 5, "only {compared} compared, {anchored} with anchors");
}
