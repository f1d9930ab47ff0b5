//! Benchmarks of the parts in which a solve of the flagship spends its time, each on one core.
//!
//! `cargo bench` runs all of them, `cargo bench -- search` only those with "search" in their name.

#![expect(clippy::expect_used, reason = "a benchmark that cannot read its input ends")]

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

use plenary::check::{check, verify_certificate};
use plenary::domain::{Conference, Schedule};
use plenary::generate::reference_schedule;
use plenary::instance::{load, read_schedule};
use plenary::model::{Assignment, Model, ModelIndex, Place, State};
use plenary::rules::{Grounded, catalogue, ground};
use plenary::schedule::{certificate, from_schedule, priced};
use plenary::solve::bound::Lagrangian;
use plenary::solve::construction::all_places;
use plenary::solve::search::{AnnealingSchedule, Random, Searcher, WHOLE, typical_difference};
use plenary::solve::tuning::Tuning;
use plenary::time::Discomfort;

/// Candidate moves in one sample of the search.
const MOVES: u64 = 20_000;
/// Candidate moves before the first sample, so that the middle of a search is measured and not its fast start.
const WARM_UP: u64 = 400_000;
/// Every seventh place of a session is evaluated, so that the samples contain early and late hours.
const STRIDE: usize = 7;
/// Iterations of the bound before it is measured, and in one sample.
const ITERATIONS: (u32, u32) = (60, 5);

/// The flagship with a valid timetable.
struct Flagship {
    text: Vec<u8>,
    conference: Conference,
    grounded: Grounded,
    schedule: Schedule,
    assignment: Assignment,
}

impl Flagship {
    fn load() -> Flagship {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/instances/igf-2020.json");
        let text = fs::read(path).expect("the flagship is committed");
        let conference = load(&text, "igf-2020.json", &catalogue()).conference.expect("the flagship loads");
        let grounded = ground(&conference).expect("the flagship can be grounded");
        let document = reference_schedule("igf-2020", 1, 1).expect("the flagship is seed 1").to_string();
        let read = read_schedule(document.as_bytes(), "reference", &conference);
        let schedule = read.schedule.expect("the reference is a schedule of the flagship");
        let assignment = from_schedule(&conference, &grounded, &schedule);
        Flagship { text, conference, grounded, schedule, assignment }
    }
}

fn files(c: &mut Criterion) {
    let flagship = Flagship::load();
    let rules = catalogue();
    let mut group = c.benchmark_group("instance");
    group.throughput(Throughput::Bytes(flagship.text.len() as u64));
    group.bench_function("load and validate", |b| b.iter(|| load(black_box(&flagship.text), "igf-2020.json", &rules)));
    group.finish();

    let sessions = flagship.conference.sessions.len() as u64;
    let mut group = c.benchmark_group("rules");
    group.throughput(Throughput::Elements(sessions));
    group.bench_function("ground", |b| b.iter(|| ground(black_box(&flagship.conference))));
    group.finish();

    c.bench_function("time/discomfort tables", |b| b.iter(|| discomfort(black_box(&flagship))));
}

fn minutes(flagship: &Flagship) -> i64 {
    i64::from(flagship.grounded.axis.horizon) * flagship.grounded.axis.step_minutes
}

/// The discomfort tables of all zones of audiences and of all people.
fn discomfort(flagship: &Flagship) -> Discomfort {
    let mut tables = Discomfort::new(flagship.grounded.axis.origin, minutes(flagship));
    for audience in &flagship.conference.audiences {
        for zone in &audience.zones {
            tables.table(audience.local_profile(zone)).expect("the flagship is not too large");
        }
    }
    for person in &flagship.conference.people {
        let Some(zone) = person.zone else { continue };
        let here = plenary::domain::LocalProfile { zone, comfort: &person.comfort, days_off: &person.days_off };
        tables.table(here).expect("the flagship is not too large");
    }
    tables
}

fn search(c: &mut Criterion) {
    let flagship = Flagship::load();
    let index = ModelIndex::new(&flagship.grounded.model);
    let places = all_places(&index);
    let typical = typical_difference(&index, &places);
    let annealing = AnnealingSchedule {
        temperature: (typical / 20, typical / 20),
        penalty: (typical / 10, typical / 10),
        units: flagship.grounded.model.classes.iter().map(|class| i64::from(class.size)).sum(),
        unplaced: typical,
    };
    let tuning = Tuning::default().search;
    let weights = annealing.weights(WHOLE / 2, &tuning);
    let random = Random::new(1, 0);
    let mut searcher = Searcher::new(&index, &places, &flagship.assignment, weights, None, random, &tuning);
    searcher.run(WARM_UP, annealing.temperature.0);
    let counters = searcher.counters;
    eprintln!("of 1000 moves drawn, {} are evaluated completely", 1000 * counters.evaluated / counters.steps.max(1));

    let mut group = c.benchmark_group("search");
    group.throughput(Throughput::Elements(MOVES));
    group.bench_function("moves", |b| b.iter(|| searcher.run(MOVES, annealing.temperature.0)));
    group.finish();
}

/// The time to evaluate an insertion, for one kind of primitive at a time.
fn insertions(c: &mut Criterion) {
    let flagship = Flagship::load();
    let full = &flagship.grounded.model;
    let unary_only = Model {
        cumulatives: Vec::new(),
        bucket_capacities: Vec::new(),
        nvalues: Vec::new(),
        precedences: Vec::new(),
        day_spans: Vec::new(),
        min_maxes: Vec::new(),
        least_excesses: Vec::new(),
        ..full.clone()
    };
    let kinds = [
        ("unary cost", unary_only.clone()),
        ("cumulatives", Model { cumulatives: full.cumulatives.clone(), ..unary_only.clone() }),
        ("bucket capacities", Model { bucket_capacities: full.bucket_capacities.clone(), ..unary_only.clone() }),
        ("precedences", Model { precedences: full.precedences.clone(), ..unary_only.clone() }),
        ("day spans", Model { day_spans: full.day_spans.clone(), ..unary_only.clone() }),
        ("min-maxes", Model { min_maxes: full.min_maxes.clone(), ..unary_only }),
        ("all", full.clone()),
    ];
    let mut group = c.benchmark_group("insertion");
    for (name, model) in &kinds {
        let index = ModelIndex::new(model);
        let places: Vec<Vec<Place>> =
            all_places(&index).into_iter().map(|places| places.into_iter().step_by(STRIDE).collect()).collect();
        let mut state = State::new(&index, &flagship.assignment);
        group.throughput(Throughput::Elements(places.iter().map(|places| places.len() as u64).sum()));
        group.bench_function(*name, |b| b.iter(|| evaluate_all(&mut state, &places)));
    }
    group.finish();
}

/// Removes each activity, evaluates its places, and inserts it again.
fn evaluate_all(state: &mut State<'_>, places: &[Vec<Place>]) -> i64 {
    let mut sum = 0_i64;
    for (activity, places) in places.iter().enumerate() {
        let Some((place, _)) = state.remove(activity) else { continue };
        for &place in places {
            sum = sum.wrapping_add(state.insertion_delta(activity, black_box(place)).soft);
        }
        state.insert(activity, place);
    }
    sum
}

fn proofs(c: &mut Criterion) {
    let flagship = Flagship::load();
    let report = check(&flagship.conference, &flagship.schedule);
    let may_price = priced(&flagship.grounded);
    let priced = |label: plenary::model::Label| may_price.get(label.0 as usize).copied().unwrap_or(true);
    let mut lagrangian = Lagrangian::pricing(&flagship.grounded.model, priced).expect("every session has a place");
    lagrangian.iterate(ITERATIONS.0, report.cost);
    let certificate = certificate(&flagship.conference, &flagship.grounded, lagrangian.best());

    let mut group = c.benchmark_group("bound");
    group.throughput(Throughput::Elements(u64::from(ITERATIONS.1)));
    group.bench_function("iterations", |b| {
        let iterate = |mut lagrangian: Lagrangian<'_>| lagrangian.iterate(ITERATIONS.1, report.cost);
        b.iter_batched(|| lagrangian.clone(), iterate, BatchSize::LargeInput);
    });
    group.finish();

    let mut group = c.benchmark_group("check");
    group.throughput(Throughput::Elements(flagship.conference.sessions.len() as u64));
    group.bench_function("schedule", |b| b.iter(|| check(&flagship.conference, black_box(&flagship.schedule))));
    group.bench_function("certificate", |b| {
        b.iter(|| verify_certificate(&flagship.conference, black_box(&certificate)));
    });
    group.finish();
}

/// Short samples, so that all benchmarks take about a minute.
fn short() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_millis(2500))
}

criterion_group! { name = hot; config = short(); targets = files, search, insertions, proofs }
criterion_main!(hot);
