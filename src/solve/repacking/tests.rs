//! Tests of repacking.

use std::sync::atomic::AtomicBool;

use super::*;
use crate::model::{Builder, Class, Day, Model, Start, Use, evaluate};
use crate::solve::construction::all_places;
use crate::solve::testing::{generator, random_model, resource};
use crate::solve::tuning::Tuning;

fn repacked(model: &Model, assignment: &Assignment) -> (Score, Assignment) {
    let index = ModelIndex::new(model);
    let (places, stop) = (all_places(&index), AtomicBool::new(false));
    let condition = StopCondition::new(&stop, None);
    repack(&index, &places, assignment, &Tuning::default().repacking, condition)
}

/// One unit on two days of the given lengths; activities with the given durations cost more the later they start.
fn one_unit(days: [u32; 2], durations: &[u32]) -> Model {
    let spans = [Day { first: 0, end: days[0] }, Day { first: days[0], end: days[0] + days[1] }];
    let starts = spans
        .iter()
        .zip(0..)
        .flat_map(|(span, day)| (span.first..span.end).map(move |step| Start { step, day, date: day as i32 }));
    let mut builder = Builder::new(days[0] + days[1] + 20, starts.collect(), spans.to_vec(), vec![Class { size: 1 }]);
    let mut uses = Vec::new();
    for (number, &duration) in durations.iter().enumerate() {
        let activity = builder.activity(duration, 1);
        uses.push(Use { activity, class: None, from: 0, until: duration, amount: 1 });
        for (day, span) in spans.iter().enumerate() {
            for step in span.first..span.end {
                if step + duration > span.end {
                    builder.forbid_start(activity, step as usize, 0);
                } else {
                    builder.add_start_cost(
                        activity,
                        step as usize,
                        i64::from(step) * (1 + number as i64 % 3) + day as i64,
                    );
                }
            }
        }
    }
    builder.cumulative(resource(1, uses));
    builder.finish().expect("small costs")
}

/// The lengths 5, 5, 4, 4, 4, 2 fill days of 12 steps only as 5 + 5 + 2 and 4 + 4 + 4.
#[test]
fn activities_that_fill_two_days_are_divided_exactly() {
    let model = one_unit([12, 12], &[5, 4, 5, 4, 4, 2]);
    // Both days have three free steps or fewer, and the last activity of four steps is left out.
    let at = |start: u32| Some(Place { start, class: 0 });
    let before = vec![at(0), at(5), at(12), at(17), None, at(9)];
    assert_eq!((evaluate(&model, &before).violations, evaluate(&model, &before).unplaced), (0, 1));
    let (score, assignment) = repacked(&model, &before);
    assert_eq!(score, evaluate(&model, &assignment));
    assert_eq!((score.violations, score.unplaced), (0, 0));
}

#[test]
fn what_cannot_be_placed_stays_left_out() {
    let model = one_unit([4, 4], &[3, 3, 2]);
    let (score, assignment) = repacked(&model, &vec![None; 3]);
    assert_eq!(score, evaluate(&model, &assignment));
    assert_eq!((score.violations, score.unplaced), (0, 1));
}

/// Random full units: an exact division exists, and is found.
#[test]
fn random_full_units_become_complete() {
    for seed in 0..60 {
        let dice = &mut generator(seed);
        let days = [dice.between(20, 40) as u32, dice.between(20, 40) as u32];
        let mut durations = Vec::new();
        for day in days {
            let mut left = day;
            while left > 0 {
                let duration = (dice.between(2, 9) as u32).min(left);
                durations.push(duration);
                left -= duration;
            }
        }
        let (score, assignment) = repacked(&one_unit(days, &durations), &vec![None; durations.len()]);
        assert_eq!(score, evaluate(&one_unit(days, &durations), &assignment), "seed {seed}");
        assert_eq!((score.violations, score.unplaced), (0, 0), "seed {seed}");
    }
}

/// From any valid assignment, the score does not get worse, and it is that of the assignment.
#[test]
fn repacking_never_makes_the_score_worse() {
    let mut improved = 0;
    for seed in 0..600 {
        let model = random_model(seed);
        let index = ModelIndex::new(&model);
        let places = all_places(&index);
        let dice = &mut generator(seed);
        let any = |places: &Vec<Place>| places.get(dice.index(places.len().max(1))).copied();
        let random: Assignment = places.iter().map(any).collect();
        let (before, valid) = crate::solve::make_feasible::make_feasible(&index, &places, &random);
        let (score, assignment) = repacked(&model, &valid);
        assert_eq!(score, evaluate(&model, &assignment), "seed {seed}");
        assert!(score <= before, "seed {seed}");
        improved += usize::from(score < before);
        assert_eq!(repacked(&model, &valid), (score, assignment), "seed {seed}: the same again");
    }
    assert!(improved > 10, "only {improved} improved");
}
