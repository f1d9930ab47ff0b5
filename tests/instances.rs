//! The committed programmes: they load without warnings, their hand-made schedules are valid, and each one has the
//! property that it demonstrates.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use plenary::check::{Report, check};
use plenary::domain::{Conference, RuleId, Schedule, SessionId};
use plenary::instance::{load, read_schedule};
use plenary::model::evaluate;
use plenary::rules::{Grounded, catalogue, ground};
use plenary::schedule::{from_schedule, priced, to_schedule};
use plenary::solve::presolve::{FindingKind, Scope, presolve};
use plenary::solve::{Budget, Method, Options, Solution, exact, solve};
use plenary::{explain, generate};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("instances")
}

/// The conference of a text, which must load without warnings.
fn conference(name: &str, text: &[u8]) -> Conference {
    let loaded = load(text, name, &catalogue());
    assert!(loaded.diagnostics.is_empty(), "{name}: {:?}", loaded.diagnostics);
    loaded.conference.unwrap()
}

fn instance(name: &str) -> Conference {
    conference(name, &fs::read(folder().join(name)).unwrap())
}

/// The schedule of a text, which must load without warnings.
fn timetable(conference: &Conference, name: &str, text: &[u8]) -> Schedule {
    let read = read_schedule(text, name, conference);
    assert!(read.diagnostics.is_empty(), "{name}: {:?}", read.diagnostics);
    read.schedule.unwrap()
}

fn hand_made(conference: &Conference, name: &str) -> Schedule {
    timetable(conference, name, &fs::read(folder().join(name)).unwrap())
}

/// The sorted names of the files that the predicate accepts.
fn files(accepts: impl Fn(&str) -> bool) -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.filter(|name| accepts(name)).collect();
    names.sort();
    names
}

fn instances() -> Vec<String> {
    files(|name| name.ends_with(".json") && !name.ends_with(".schedule.json"))
}

/// Solves a conference and checks the timetable. The checker and the solver must find exactly the same cost.
fn solved(conference: &Conference, method: Method, steps: u64) -> (Grounded, Solution, Report, Schedule) {
    let grounded = ground(conference).unwrap();
    let options = Options {
        seed: 1,
        budget: Budget::Steps(steps),
        searchers: 2,
        threads: 1,
        method,
        backend: exact::Backend::Microlp,
        initial: None,
        priced: priced(&grounded),
        ..Options::default()
    };
    let solution = solve(&grounded.model, &options, &mut |_| {}, &AtomicBool::new(false));
    let schedule = to_schedule(conference, &grounded, &solution.assignment);
    let report = check(conference, &schedule);
    assert!(report.is_valid(), "{:?}", report.violations);
    assert_eq!((report.cost, report.unplaced_minutes), (solution.score.soft, solution.score.unplaced));
    (grounded, solution, report, schedule)
}

#[test]
fn each_committed_programme_loads_without_warnings() {
    let names = instances();
    assert!(names.len() >= 6, "{names:?}");
    for name in names {
        let conference = instance(&name);
        assert!(!conference.sessions.is_empty(), "{name} has no session");
    }
}

/// Schedule files that plenary itself wrote into the folder are ignored.
#[test]
fn each_hand_made_schedule_is_valid_and_complete() {
    let mut seen = 0;
    for name in files(|name| name.ends_with(".schedule.json")) {
        let text = fs::read(folder().join(&name)).unwrap();
        if serde_json::from_slice::<serde_json::Value>(&text).unwrap().get("solver").is_some() {
            continue;
        }
        // `clock-change-fixed.schedule.json` belongs to `clock-change.json`: the longest name that matches.
        let stems = instances();
        let of = stems.iter().filter(|stem| name.starts_with(stem.trim_end_matches(".json")));
        let conference = instance(of.max_by_key(|stem| stem.len()).unwrap());
        let schedule = timetable(&conference, &name, &text);
        let report = check(&conference, &schedule);
        assert!(report.is_valid() && report.is_complete(), "{name}: {:?} {:?}", report.violations, report.unplaced);
        // If each session has a room, the model and the checker must find the same cost.
        let grounded = ground(&conference).unwrap();
        let assignment = from_schedule(&conference, &grounded, &schedule);
        let score = evaluate(&grounded.model, &assignment);
        assert_eq!((score.violations, score.unplaced), (0, 0), "{name}");
        if schedule.placed().all(|(_, placement)| placement.room.is_some()) {
            assert_eq!(score.soft, report.cost, "{name}");
        }
        seen += 1;
    }
    assert!(seen >= 3, "{seen} schedules");
}

#[test]
fn the_model_and_the_checker_find_the_same_cost_for_the_reference_timetables() {
    for (seed, scale) in [(1, 1), (2, 1), (1, 2)] {
        let name = format!("igf-2020, seed {seed}, scale {scale}");
        let text = generate::render(&generate::generate("igf-2020", seed, scale).unwrap());
        let conference = conference(&name, text.as_bytes());
        let document = generate::reference_schedule("igf-2020", seed, scale).unwrap();
        let schedule = timetable(&conference, &name, document.to_string().as_bytes());
        let report = check(&conference, &schedule);
        assert!(report.is_valid() && report.is_complete(), "{name}: {:?}", report.violations);
        let grounded = ground(&conference).unwrap();
        let score = evaluate(&grounded.model, &from_schedule(&conference, &grounded, &schedule));
        assert_eq!((score.violations, score.unplaced, score.soft), (0, 0, report.cost), "{name}");
    }
}

#[test]
fn an_unplaced_session_is_proved_by_counting_and_explained() {
    let conference = instance("infeasible.json");
    let (grounded, solution, report, schedule) = solved(&conference, Method::Auto, 2_000);
    // As its note says: four of the five interpreted sessions and all others can be placed.
    let interpreted = |id: &SessionId| !conference.sessions[id.index()].services.is_empty();
    assert_eq!(report.unplaced.iter().map(interpreted).collect::<Vec<_>>(), [true]);
    assert!(solution.score.unplaced > 0);

    let findings = presolve(&grounded.model, Scope::Complete).findings;
    let minutes = findings.iter().find_map(|finding| match &finding.kind {
        FindingKind::BucketCapacity { label, demanded, available, .. } => {
            Some((grounded.labels[label.0 as usize].rule, *demanded, *available, finding.activities.len()))
        }
        _ => None,
    });
    assert_eq!(minutes, Some((RuleId::Service, 450, 360, 5)), "{findings:?}");

    let reasons = explain::reasons_for_all(&conference, &grounded, &schedule, &report);
    assert_eq!(reasons.len(), 1);
    assert!(reasons[0].iter().any(|reason| reason.contains("service")), "{reasons:?}");
}

#[test]
fn each_week_of_the_clock_change_has_an_hour_without_discomfort() {
    let conference = instance("clock-change.json");
    let (_, solution, report, schedule) = solved(&conference, Method::Exact, 2_000);
    assert!(report.is_complete());
    assert_eq!((report.cost, solution.lower), (0, Some(0)));
    assert!(solution.proof.is_some());
    let hours: Vec<String> = schedule.placed().map(|(_, placement)| placement.start.to_string()).collect();
    assert!(hours[0].contains("2020-10-22T13:00") && hours[2].contains("2020-11-05T14:00"), "{hours:?}");
    assert!(("2020-10-29T13:00".."2020-10-29T14:01").contains(&hours[1].as_str()), "{hours:?}");

    // No hour in UTC is free of cost in all three weeks: 13:00 is 8:00 in New York in the last week.
    let fixed = check(&conference, &hand_made(&conference, "clock-change-fixed.schedule.json"));
    assert!(fixed.cost > 0);
}

#[test]
fn the_demo_is_solved_to_proven_optimality() {
    let conference = instance("demo.json");
    let (_, solution, report, _) = solved(&conference, Method::Auto, 2_000);
    assert!(report.is_complete());
    assert!(solution.proof.is_some(), "{:?} {:?}", solution.score, solution.lower);
    assert_eq!(solution.lower, Some(report.cost));
}

#[test]
fn a_solved_year_of_calls_costs_no_more_than_the_real_one() {
    let conference = instance("working-group.json");
    let real = check(&conference, &hand_made(&conference, "working-group-real.schedule.json"));
    let (_, solution, report, _) = solved(&conference, Method::Auto, 20_000);
    assert!(report.is_complete());
    assert!(report.cost <= real.cost, "{} against {}", report.cost, real.cost);
    assert!(solution.lower.is_some_and(|lower| lower <= report.cost), "{:?}", solution.lower);
}
