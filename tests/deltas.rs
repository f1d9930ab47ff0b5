//! The deltas of the search state equal the recomputed score, on random models with all primitives, after any insertion
//! and removal.

use plenary::model::{Assignment, ConditionKind, FORBIDDEN, ModelIndex, Place, State, evaluate};
use plenary::solve::testing::{TestRng, generator, random_model};

/// A random place, allowed or not: a state must be exact for forbidden places as well.
fn any_place(state: &State<'_>, dice: &mut TestRng) -> Place {
    let model = state.model();
    Place { start: dice.index(model.starts.len()) as u32, class: dice.index(model.classes.len()) as u32 }
}

#[test]
fn the_deltas_of_insertions_and_removals_equal_the_recomputed_score() {
    for seed in 0..400 {
        let model = random_model(seed);
        let index = ModelIndex::new(&model);
        let mut dice = generator(seed ^ 0xA5A5);
        let empty: Assignment = vec![None; model.activities.len()];
        let mut state = State::new(&index, &empty);
        assert_eq!(state.total().score(), evaluate(&model, &empty), "seed {seed}, nothing placed");
        for step in 0..60 {
            let activity = dice.index(model.activities.len());
            let before = *state.total();
            match state.remove(activity) {
                Some((_, removed)) => {
                    let mut sum = *state.total();
                    sum.add(&removed);
                    assert_eq!(sum, before, "seed {seed}, step {step}: the delta of a removal");
                }
                None => {
                    let place = any_place(&state, &mut dice);
                    let delta = state.insertion_delta(activity, place);
                    assert_eq!(state.insert(activity, place), delta);
                }
            }
            let score = evaluate(&model, state.assignment());
            assert_eq!(state.total().score(), score, "seed {seed}, step {step}: {:?}", state.assignment());
        }
    }
}

#[test]
fn undone_moves_restore_the_score() {
    for seed in 0..200 {
        let model = random_model(seed);
        let index = ModelIndex::new(&model);
        let mut dice = generator(seed);
        let mut state = State::new(&index, &vec![None; model.activities.len()]);
        for activity in 0..model.activities.len() {
            let place = any_place(&state, &mut dice);
            state.insert(activity, place);
        }
        for _ in 0..20 {
            let saved = *state.total();
            let (a, b) = (dice.index(model.activities.len()), dice.index(model.activities.len()));
            let old: Vec<_> = [a, b].iter().filter_map(|&x| state.remove(x).map(|(p, _)| (x, p))).collect();
            let place = any_place(&state, &mut dice);
            state.insert(a, place);
            state.undo_insert(a);
            old.iter().rev().for_each(|&(x, place)| state.undo_remove(x, place));
            state.reset_total(saved);
            assert_eq!(state.total().score(), evaluate(&model, state.assignment()), "seed {seed}");
        }
    }
}

/// The search rejects moves by this bound before it computes their deltas.
#[test]
fn no_insertion_adds_less_than_the_lower_bound() {
    let (mut inserted, mut saved) = (0, 0);
    for seed in 0..400 {
        let model = random_model(seed);
        let index = ModelIndex::new(&model);
        let mut state = State::new(&index, &vec![None; model.activities.len()]);
        let mut dice = generator(seed);
        for step in 0..60 {
            let activity = dice.index(model.activities.len());
            if state.remove(activity).is_some() {
                continue;
            }
            let place = any_place(&state, &mut dice);
            let least = (model.unary(activity, place) != FORBIDDEN).then(|| state.least_added(activity, place));
            let added = state.insert(activity, place);
            if let Some(least) = least {
                assert!(added.soft >= least, "seed {seed}, step {step}: {added:?} is less than {least}");
                saved += u32::from(added.soft < model.unary(activity, place));
            }
            let buckets = added.units[ConditionKind::BucketCapacity as usize];
            assert!(buckets >= -index.saving(activity).buckets, "seed {seed}, step {step}: {added:?}");
            inserted += 1;
        }
    }
    assert!(inserted > 5_000 && saved > 100, "{saved} of {inserted} cost less than their unary cost");
}
