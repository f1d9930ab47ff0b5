//! `plenary why`: each conflict consists of constraints that are all needed, and each repair works.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use plenary::check::check;
use plenary::diagnose::{Conflict, Diagnosis, DiagnosisEvent, Oracle, together, view, why};
use plenary::domain::{Conference, SessionId};
use plenary::instance::load;
use plenary::rules::catalogue;
use serde_json::Value;

use crate::common::{Folder, root, run};

/// Long enough that no test reaches it.
const LIMIT: Duration = Duration::from_secs(600);

/// Enough for conflicts that are proved by counting: the proof is immediate, and the rest of the time is for removing
/// constraints that are not needed.
const SHORT: Duration = Duration::from_secs(5);

fn folder() -> PathBuf {
    root().join("tests/infeasible")
}

fn conference(text: &[u8], name: &str) -> Conference {
    let loaded = load(text, name, &catalogue());
    loaded.conference.unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics))
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// The faults of an explanation; empty if it is minimal and all its repairs work.
fn problems(conference: &Conference, conflicts: &[Conflict]) -> Vec<String> {
    let (mut wrong, stop) = (Vec::new(), AtomicBool::new(false));
    let mut oracle = Oracle::new(LIMIT, 7, &stop);
    for (number, conflict) in conflicts.iter().enumerate() {
        let core = &conflict.core;
        let all: Vec<usize> = (0..core.constraints.len()).collect();
        if !together(&mut oracle, conference, core, &all).is_impossible() {
            wrong.push(format!("{:?} can be satisfied together", core.constraints));
        }
        for gone in &all {
            let rest: Vec<usize> = all.iter().copied().filter(|index| index != gone).collect();
            if !together(&mut oracle, conference, core, &rest).is_possible() {
                wrong.push(format!("{:?} is not needed", core.constraints[*gone]));
            }
        }
        if !core.is_minimal() {
            wrong.push("the conflict is not minimal".to_owned());
        }
        if conflict.repairs.is_empty() {
            wrong.push("there is no repair".to_owned());
        }
        let others = conflicts.iter().enumerate().filter(|(other, _)| *other != number);
        let others: Vec<SessionId> = others.flat_map(|(_, conflict)| conflict.core.sessions()).collect();
        for remedy in &conflict.repairs {
            let report = check(&remedy.proposal.applied(conference), &remedy.timetable);
            let mut withdrawn = [remedy.proposal.withdrawn(conference), others.clone()].concat();
            withdrawn.sort_unstable();
            if !report.is_valid() || report.unplaced != withdrawn {
                wrong.push(format!("{:?} does not repair it: {report:?}", remedy.proposal));
            }
        }
    }
    wrong
}

#[test]
fn each_conflict_is_minimal_and_each_repair_works() {
    let (mut seen, mut wrong) = (0, Vec::new());
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read(&file).unwrap();
        let conference = conference(&text, &name);
        let document: Value = serde_json::from_slice(&text).unwrap();
        let expected = &document["extra"];
        let Diagnosis::Impossible(conflicts) = why(&conference, LIMIT, 1, &AtomicBool::new(false), &mut |_| {}) else {
            wrong.push(format!("{name}: not impossible"));
            continue;
        };
        wrong.extend(problems(&conference, &conflicts).into_iter().map(|problem| format!("{name}: {problem}")));
        let explanation = view::why(&conference, &Diagnosis::Impossible(conflicts));
        let mut kinds: Vec<&str> = explanation
            .conflicts
            .iter()
            .flat_map(|conflict| &conflict.statements)
            .map(|statement| statement.kind)
            .collect();
        kinds.sort_unstable();
        let repairs: Vec<&str> = explanation
            .conflicts
            .iter()
            .flat_map(|conflict| &conflict.remedies)
            .map(|repair| repair.text.as_str())
            .collect();
        let wanted = expected["repair"].as_str().unwrap();
        if kinds != strings(&expected["kinds"]) || !repairs.contains(&wanted) {
            let sentences: Vec<&String> =
                explanation.conflicts.iter().flat_map(|conflict| &conflict.sentences).collect();
            wrong.push(format!("{name}: {kinds:?} {sentences:#?} {repairs:#?}"));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen >= 20, "only {seen} programmes");
}

/// A committed programme with a change.
fn changed(name: &str, change: impl FnOnce(&mut Value)) -> Conference {
    let path = root().join("instances").join(name);
    let mut document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    change(&mut document);
    conference(document.to_string().as_bytes(), name)
}

/// The first conflict that is found, without its repairs.
fn first_conflict(conference: &Conference, limit: Duration) -> view::ConflictDocument {
    let stop = AtomicBool::new(false);
    let mut found = None;
    why(conference, limit, 1, &stop, &mut |event| {
        if let DiagnosisEvent::Conflict(core) = event {
            found = Some(view::conflict(conference, core));
            stop.store(true, Ordering::Relaxed);
        }
    });
    found.expect("a conflict")
}

fn kinds(conflict: &view::ConflictDocument) -> Vec<&str> {
    let mut kinds: Vec<&str> =
        conflict.statements.iter().map(|statement| statement.kind).filter(|&kind| kind != "held").collect();
    kinds.dedup();
    kinds
}

/// Four hours of interpretation for each day are too few for the second phase of 2020, with any number of teams.
#[test]
fn four_hours_of_interpretation_a_day_are_too_few_for_phase_two() {
    for teams in [1, 2] {
        let conference = changed("igf-2020-phase-two.json", |document| {
            document["services"][0]["minutes_per_day"] = 240.into();
            document["services"][0]["teams"] = teams.into();
        });
        let conflict = first_conflict(&conference, SHORT);
        assert_eq!(kinds(&conflict), ["service-minutes"], "{:?}", conflict.sentences);
        assert_eq!(conflict.proof, view::ConflictProof::Counting);
        assert!(conflict.because.contains("need interpretation for"), "{}", conflict.because);
    }
}

/// The report of IGF 2020 says "in addition to 80 thematic pre-events". If these were not among the 275 sessions, they
/// would not fit into the first phase.
#[test]
fn eighty_more_pre_events_do_not_fit_into_the_rooms_of_phase_one() {
    let conference = changed("igf-2020.json", |document| {
        let sessions = document["sessions"].as_array_mut().unwrap();
        for number in 0..80 {
            let minutes = [90, 90, 90, 60][number % 4];
            sessions
                .push(serde_json::json!({ "id": format!("more-{number}"), "type": "pre-event", "minutes": minutes }));
        }
    });
    assert_eq!(conference.sessions.len(), 355);
    let conflict = first_conflict(&conference, SHORT);
    assert_eq!(conflict.proof, view::ConflictProof::Counting);
    assert!(conflict.because.contains("rooms for"), "{}", conflict.because);
    assert!(kinds(&conflict).contains(&"rooms"), "{:?}", conflict.sentences);
}

#[test]
fn the_overfull_programme_needs_more_interpretation_than_there_is() {
    let conflict = first_conflict(&changed("igf-2020-overfull.json", |_| {}), SHORT);
    assert_eq!(kinds(&conflict), ["service-minutes", "type"], "{:?}", conflict.sentences);
    assert!(conflict.because.contains("32 h 30 min in all; there are 31 h 30 min"), "{}", conflict.because);
}

#[test]
fn the_json_document_lists_the_constraints_that_are_all_needed() {
    let run = run(&folder(), "why only-room-closed.json --json");
    run.snapshot("why/only-room-closed-json");
    let conflict = &run.json()["conflicts"][0];
    assert!(conflict["statements"].as_array().unwrap().iter().all(|statement| statement["needed"] == true));
}

#[test]
fn each_conflict_is_described_in_words() {
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let run = run(&folder(), &format!("why {name} --time-limit 10min"));
        run.is_narrow();
        run.snapshot(&format!("why/{}", name.trim_end_matches(".json")));
    }
}

#[test]
fn a_possible_programme_is_reported_as_possible() {
    run(root(), "why instances/demo.json").snapshot("why/possible");
    run(root(), "why instances/demo.json --json").snapshot("why/possible-json");
    run(root(), "why missing.json").snapshot("why/missing-instance");
}

#[test]
fn the_report_of_an_incomplete_timetable_names_the_command_why() {
    let folder = Folder::empty();
    folder.take("tests/infeasible/one-team.json", "one-team.json");
    folder.run("solve one-team.json --steps 500 --threads 1").snapshot("solve/one-team");
    folder.run("explain one-team.json one-team.schedule.json --advice").snapshot("explain/advice-for-incomplete");
}

#[test]
fn advice_has_an_estimate_and_the_best_changes_are_tried() {
    let folder = Folder::solved();
    let line = "explain conference.json conference.schedule.json --advice";
    let run = folder.run(line);
    run.is_narrow();
    run.snapshot("explain/advice");
    let document = folder.run(&format!("{line} --json")).json();
    let advice = document["advice"].as_array().unwrap();
    assert!(advice.iter().any(|advised| advised["confirmed"].as_i64().is_some_and(|saved| saved > 0)), "{advice:?}");
    assert!(advice.iter().all(|advised| advised["estimated"].as_i64().unwrap() > 0), "{advice:?}");
}
