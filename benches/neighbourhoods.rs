//! The value of each kind of move: searches the flagship with all kinds, and without one kind at a time.
//!
//! `cargo bench --bench neighbourhoods [-- SECONDS SEEDS]` gives each search the same time on one core (default: 10 s
//! and 3 seeds) and prints the mean cost. The time that a kind of move takes from the others is therefore included.
//! Penalties start and end as in a solve. There is no final descent, so the costs are slightly higher than those of a
//! solve.

#![expect(clippy::expect_used, reason = "a benchmark that cannot read its input ends")]

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use plenary::model::{Assignment, Cost, ModelIndex, State};
use plenary::solve::bound::Lagrangian;
use plenary::solve::construction::{all_places, construct, place_everything};
use plenary::solve::search::{
    AnnealingSchedule, LagrangianGuidance, Move, SearchLength, SearchParams, run_search, typical_difference,
};
use plenary::solve::tuning::{Search, Tuning};
use plenary::{instance, rules, schedule};

fn main() {
    // `cargo bench` adds arguments that are not numbers.
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<u64>().ok());
    let seconds = numbers.next().unwrap_or(10);
    let seeds = numbers.next().unwrap_or(3);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/instances/igf-2020.json");
    let bytes = std::fs::read(path).expect("the flagship is committed");
    let conference = instance::load(&bytes, path, &rules::catalogue()).conference.expect("it has no faults");
    let grounded = rules::ground(&conference).expect("it is not too large");
    let model = &grounded.model;
    let index = ModelIndex::new(model);
    let places = all_places(&index);
    let typical = typical_difference(&index, &places);
    let priced = schedule::priced(&grounded);
    let mut lagrangian =
        Lagrangian::pricing(model, |label| *priced.get(label.0 as usize).unwrap_or(&true)).expect("all can be placed");
    lagrangian.iterate(250, Cost::MAX);
    let guidance = LagrangianGuidance::new(model, &lagrangian.best().multipliers, typical * 16);
    let mut state = State::new(&index, &vec![None; places.len()]);
    construct(&mut state, &places);
    let start: Assignment = place_everything(&state, &places);
    let units = model.classes.iter().map(|class| Cost::from(class.size)).sum();
    // Without a kind of move, its share of the draws is 0.
    let settings = |without: Option<Move>| match without {
        Some(kind) => Tuning::default().search.without(kind),
        None => Tuning::default().search,
    };
    let run = |tuning: &Search| {
        let costs = (1..=seeds).map(|seed| {
            let params = SearchParams {
                length: SearchLength::Time(Duration::from_secs(seconds)),
                searchers: 1,
                threads: 1,
                rounds: 24,
                seed: (seed, 0),
                schedule: AnnealingSchedule {
                    temperature: (typical * 3 / 20, typical / 100),
                    penalty: (typical / 10, typical * 20),
                    units,
                    unplaced: 1 << 20,
                },
                guidance: Some(&guidance),
                domains: None,
                decompose_days: false,
                tuning,
            };
            let found = run_search(&index, &places, &start, &params, &AtomicBool::new(false), &mut |_| {});
            (found.best.map(|(score, _)| score), found.counters.steps)
        });
        costs.collect::<Vec<_>>()
    };
    println!("{:<20} {:>14} {:>10} {:>8} {:>10}", "without", "mean cost", "more", "valid", "M moves");
    let mut all = None;
    for without in std::iter::once(None).chain(Move::all().into_iter().map(Some)) {
        let runs = run(&settings(without));
        let valid: Vec<Cost> =
            runs.iter().filter_map(|(score, _)| score.filter(|score| score.unplaced == 0).map(|s| s.soft)).collect();
        let steps = runs.iter().map(|(_, steps)| steps).sum::<u64>() / seeds.max(1) / 1_000_000;
        let name = without.map_or("(nothing)".to_owned(), |kind| format!("{kind:?}"));
        let counted = format!("{} of {seeds}", valid.len());
        if valid.is_empty() {
            println!("{name:<20} {:>14} {:>10} {counted:>8} {steps:>10}", "-", "-");
            continue;
        }
        let mean = valid.iter().sum::<Cost>() as f64 / valid.len() as f64 / 100.0;
        let all = *all.get_or_insert(mean);
        println!("{name:<20} {mean:>14.2} {:>8.2} % {counted:>8} {steps:>10}", 100.0 * (mean - all) / all);
    }
}
