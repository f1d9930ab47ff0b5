//! The deltas of the search state equal the recomputed score, on random models with all primitives, after any insertion
//! and removal.

use plenary::model::{Assignment, ModelIndex, Place, State, evaluate};
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
