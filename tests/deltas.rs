//! The working state's deltas equal the plain score, on random models with every primitive, whatever is done to it.

use plenary::model::{Assignment, ModelIndex, Place, State, evaluate};
use plenary::solve::testing::{Dice, generator, random_model};

/// Any place at all, allowed or not: a state must be exact for what may not be as well.
fn any_place(state: &State<'_>, dice: &mut Dice) -> Place {
    let model = state.model();
    Place { start: dice.index(model.starts.len()) as u32, class: dice.index(model.classes.len()) as u32 }
}

#[test]
fn deltas_equal_recomputation() {
    for seed in 0..400 {
        let model = random_model(seed);
        let links = ModelIndex::new(&model);
        let mut dice = generator(seed ^ 0xA5A5);
        let nothing: Assignment = vec![None; model.activities.len()];
        let mut state = State::new(&links, &nothing);
        assert_eq!(state.total().score(), evaluate(&model, &nothing), "seed {seed}, nothing placed");
        for step in 0..60 {
            let activity = dice.index(model.activities.len());
            let before = *state.total();
            match state.remove(activity) {
                Some((_, removed)) => {
                    let mut sum = *state.total();
                    sum.add(&removed);
                    assert_eq!(sum, before, "seed {seed}, step {step}: a removal says what it takes away");
                }
                None => {
                    let place = any_place(&state, &mut dice);
                    let valued = state.insertion_delta(activity, place);
                    assert_eq!(state.insert(activity, place), valued);
                }
            }
            let score = evaluate(&model, state.assignment());
            assert_eq!(state.total().score(), score, "seed {seed}, step {step}: {:?}", state.assignment());
        }
    }
}

#[test]
fn undoing_leaves_no_trace() {
    for seed in 0..200 {
        let model = random_model(seed);
        let links = ModelIndex::new(&model);
        let mut dice = generator(seed);
        let mut state = State::new(&links, &vec![None; model.activities.len()]);
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
