//! `plenary why`: each conflict is told by statements of which every one is needed, and each repair repairs.

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

/// No test waits for it: every one of these is decided long before.
const LIMIT: Duration = Duration::from_secs(600);

/// What is proved by counting is proved at once; the rest of this goes into the question whether less is enough.
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

/// What is wrong with an explanation; nothing if it is minimal and all its repairs repair.
fn problems(conference: &Conference, conflicts: &[Conflict]) -> Vec<String> {
    let (mut wrong, stop) = (Vec::new(), AtomicBool::new(false));
    let mut oracle = Oracle::new(LIMIT, 7, &stop);
    for (number, conflict) in conflicts.iter().enumerate() {
        let core = &conflict.core;
        let all: Vec<usize> = (0..core.statements.len()).collect();
        if !together(&mut oracle, conference, core, &all).is_impossible() {
            wrong.push(format!("{:?} can hold together", core.statements));
        }
        for gone in &all {
            let rest: Vec<usize> = all.iter().copied().filter(|index| index != gone).collect();
            if !together(&mut oracle, conference, core, &rest).is_possible() {
                wrong.push(format!("{:?} is not needed", core.statements[*gone]));
            }
        }
        if !core.is_minimal() {
            wrong.push("something is open".to_owned());
        }
        if conflict.repairs.is_empty() {
            wrong.push("nothing repairs it".to_owned());
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
fn every_explanation_is_minimal_and_every_repair_repairs() {
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
        let told = view::why(&conference, &Diagnosis::Impossible(conflicts));
        let mut kinds: Vec<&str> =
            told.conflicts.iter().flat_map(|conflict| &conflict.statements).map(|said| said.kind).collect();
        kinds.sort_unstable();
        let repairs: Vec<&str> =
            told.conflicts.iter().flat_map(|conflict| &conflict.remedies).map(|repair| repair.text.as_str()).collect();
        let wanted = expected["repair"].as_str().unwrap();
        if kinds != strings(&expected["kinds"]) || !repairs.contains(&wanted) {
            let said: Vec<&String> = told.conflicts.iter().flat_map(|conflict| &conflict.sentences).collect();
            wrong.push(format!("{name}: {kinds:?} {said:#?} {repairs:#?}"));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen >= 20, "only {seen} instances");
}

/// A committed instance, changed.
fn changed(name: &str, change: impl FnOnce(&mut Value)) -> Conference {
    let path = root().join("instances").join(name);
    let mut document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    change(&mut document);
    conference(document.to_string().as_bytes(), name)
}

/// The first conflict that is found: nobody waits for repairs.
fn first_conflict(conference: &Conference, limit: Duration) -> view::ConflictDocument {
    let stop = AtomicBool::new(false);
    let mut found = None;
    why(conference, limit, 1, &stop, &mut |news| {
        if let DiagnosisEvent::Conflict(core) = news {
            found = Some(view::conflict(conference, core));
            stop.store(true, Ordering::Relaxed);
        }
    });
    found.expect("a conflict")
}

fn kinds(conflict: &view::ConflictDocument) -> Vec<&str> {
    let mut kinds: Vec<&str> =
        conflict.statements.iter().map(|said| said.kind).filter(|&kind| kind != "held").collect();
    kinds.dedup();
    kinds
}

/// Four hours of interpretation a day are too little for the second phase of 2020, whatever the number of teams.
#[test]
fn interpreters_who_work_four_hours_a_day() {
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

/// "In addition to 80 thematic pre-events", read as outside the 275: they do not fit into the first phase.
#[test]
fn the_pre_events_outside_the_275() {
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

/// Impossible by one session, as its name says.
#[test]
fn the_overfull_programme() {
    let conflict = first_conflict(&changed("igf-2020-overfull.json", |_| {}), SHORT);
    assert_eq!(kinds(&conflict), ["service-minutes", "type"], "{:?}", conflict.sentences);
    assert!(conflict.because.contains("32 h 30 min in all; there are 31 h 30 min"), "{}", conflict.because);
}

#[test]
fn a_conflict_as_json() {
    let run = run(&folder(), "why only-room-closed.json --json");
    run.snapshot("why/only-room-closed-json");
    let conflict = &run.json()["conflicts"][0];
    assert!(conflict["statements"].as_array().unwrap().iter().all(|said| said["needed"] == true));
}

#[test]
fn every_conflict_is_told_in_words() {
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let told = run(&folder(), &format!("why {name} --time-limit 10min"));
        told.is_narrow();
        told.snapshot(&format!("why/{}", name.trim_end_matches(".json")));
    }
}

#[test]
fn what_is_possible_is_said_to_be() {
    run(root(), "why instances/demo.json").snapshot("why/possible");
    run(root(), "why instances/demo.json --json").snapshot("why/possible-json");
    run(root(), "why missing.json").snapshot("why/missing-instance");
}

#[test]
fn an_incomplete_timetable_points_to_why() {
    let folder = Folder::empty();
    folder.take("tests/infeasible/one-team.json", "one-team.json");
    folder.run("solve one-team.json --steps 500 --threads 1").snapshot("solve/one-team");
    folder.run("explain one-team.json one-team.schedule.json --advice").snapshot("explain/advice-for-incomplete");
}

#[test]
fn advice_is_estimated_and_tried() {
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
