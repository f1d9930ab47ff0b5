//! The random models have all primitives and fields, and few enough assignments.

use super::*;
use crate::model::{ModelIndex, Place, State, evaluate};
use crate::solve::brute_force;

/// Names of the features that occur in a model.
fn occurrences(model: &Model) -> Vec<&'static str> {
    let mut seen = Vec::new();
    let mut note = |name, yes: bool| {
        if yes {
            seen.push(name);
        }
    };
    let hard = |price: Price| price == Price::Hard;
    note("place cost", model.activities.iter().any(|a| a.place_cost.is_some()));
    note("no place", (0..model.activities.len()).any(|a| model.places(a).next().is_none()));
    note("two classes", model.classes.len() == 2);
    for p in &model.cumulatives {
        note(if hard(p.price) { "cumulative hard" } else { "cumulative soft" }, true);
        note("cumulative turnaround", matches!(p.role, Role::Resource { turnaround: 1.. }));
        note("cumulative class", !p.is_resource() && p.uses.iter().any(|u| u.class.is_some()));
        note("cumulative part", p.uses.iter().any(|u| u.from > 0));
        note("cumulative parts", p.uses.windows(2).any(|u| u[0].activity == u[1].activity));
    }
    for e in &model.bucket_capacities {
        note(if hard(e.price) { "bucket capacity hard" } else { "bucket capacity soft" }, true);
        note("bucket capacity buckets", e.buckets > 1);
        note("bucket capacity below zero", e.limit < 0);
    }
    for d in &model.nvalues {
        note("nvalue", true);
        note("nvalue free", d.free > 0);
    }
    for o in &model.precedences {
        note(if hard(o.price) { "precedence hard" } else { "precedence soft" }, true);
        note("precedence start set", o.start_set.is_some());
        note("precedence pairs", o.pairs.len() > 1);
        match o.kind {
            PrecedenceKind::Days { most, .. } => note("precedence days", most.is_some()),
            PrecedenceKind::Gap { most, either_order, same_class, .. } => {
                note("precedence most", most.is_some());
                note("precedence either", either_order);
                note("precedence class", same_class);
            }
        }
    }
    for s in &model.day_spans {
        note("day span longest", s.longest.is_some());
        note("day span price", s.price > 0);
    }
    note("min max", model.min_maxes.iter().any(|w| w.groups.len() > 1));
    note("least excess", model.least_excesses.iter().any(|e| e.buckets > 1));
    note("least excess hard", model.least_excesses.iter().any(|e| e.price == Price::Hard));
    note("mean of the largest", model.min_maxes.iter().any(|w| !w.is_largest()));
    seen
}

#[test]
fn every_primitive_and_every_field_occurs() {
    let mut seen: Vec<&str> = (0..300).flat_map(|seed| occurrences(&random_model(seed))).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 29, "{seen:?}");
}

/// Like `tests/deltas.rs`, with amounts far above 16 bits.
#[test]
fn large_amounts_are_counted_exactly() {
    for seed in 0..200 {
        let mut model = random_model(seed);
        let dice = &mut generator(seed);
        let factor = dice.between(30_000, 400_000_000) as u32;
        for cumulative in &mut model.cumulatives {
            cumulative.capacity *= factor;
            cumulative.uses.iter_mut().for_each(|used| used.amount *= factor);
        }
        let model_index = ModelIndex::new(&model);
        let mut state = State::new(&model_index, &vec![None; model.activities.len()]);
        for step in 0..40 {
            let activity = dice.index(model.activities.len());
            if state.remove(activity).is_none() {
                let (start, class) = (dice.index(model.starts.len()), dice.index(model.classes.len()));
                state.insert(activity, Place { start: start as u32, class: class as u32 });
            }
            assert_eq!(state.total().score(), evaluate(&model, state.assignment()), "seed {seed}, step {step}");
        }
    }
}

#[test]
fn every_model_can_be_enumerated_and_most_are_feasible() {
    let clean = (0..60)
        .map(|seed| brute_force::solve(&random_model(seed), MOST_ASSIGNMENTS).expect("few assignments"))
        .filter(|(score, _)| score.violations == 0)
        .count();
    assert!((50..=60).contains(&clean), "{clean}");
}

#[test]
fn the_same_seed_gives_the_same_model() {
    assert_eq!(random_model(7), random_model(7));
    assert_ne!(random_model(7), random_model(8));
}
