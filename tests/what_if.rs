//! `plenary what-if` and `plenary sweep` from outside.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

use common::{code, err, json, out};

const STEPS: [&str; 2] = ["--steps", "2000"];

fn plenary(dir: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("plenary").unwrap().current_dir(dir).args(args).output().unwrap()
}

/// A folder with the example and its timetable.
fn solved() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for args in [&["init"][..], &["solve", "conference.json", "--steps", "2000"]] {
        let output = plenary(dir.path(), args);
        assert_eq!(code(&output), 0, "{}", err(&output));
    }
    dir
}

fn what_if(dir: &Path, more: &[&str]) -> Output {
    let args = ["what-if", "conference.json"].into_iter().chain(STEPS).chain(more.iter().copied());
    plenary(dir, &args.collect::<Vec<_>>())
}

const CASES: [&str; 6] = [
    "--case",
    "one room: room remove room-2",
    "--case",
    "no amina: person gone amina; rule weight fair-regions 2",
    "--case",
    "late trust: session delay trust 30",
];

#[test]
fn cases_are_compared_in_eighty_columns() {
    let dir = solved();
    let output = what_if(dir.path(), &[&["--from", "conference.schedule.json"], &CASES[..]].concat());
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let said = out(&output);
    for part in ["3 cases and today", "one room", "person gone amina", "Cost by rule", "everybody", "sessions moved"] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    assert_eq!(err(&output).lines().filter(|line| line.contains("/4 ")).count(), 4, "{}", err(&output));
    let markdown =
        what_if(dir.path(), &[&["--from", "conference.schedule.json"], &CASES[..], &["--format", "markdown"]].concat());
    assert!(out(&markdown).contains("| | today | one room |"), "{}", out(&markdown));
}

#[test]
fn the_same_steps_give_the_same_document_whatever_the_threads() {
    let dir = solved();
    let run = |threads: &str| {
        let more = ["--from", "conference.schedule.json", "--json", "--threads", threads];
        let output = what_if(dir.path(), &[&more[..], &CASES[..]].concat());
        assert_eq!(code(&output), 0, "{}", err(&output));
        (out(&output), json(&output))
    };
    let (one, document) = run("1");
    assert_eq!(one, run("3").0);
    let cases = document["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 4);
    assert_eq!((&cases[0]["name"], &cases[0]["valid"]), (&Value::from("today"), &Value::from(true)));
    // A rule is measured at today's weight, whatever the case sets.
    assert!(cases[2]["own_cost"].as_i64() > cases[2]["cost"].as_i64(), "{}", cases[2]);
    assert_eq!(cases[0]["own_cost"], cases[0]["cost"]);
    assert!(cases[0]["moved"].is_number());
}

#[test]
fn what_does_not_fit_is_the_answer_no() {
    let dir = solved();
    let output = what_if(dir.path(), &["--case", "no room: room close room-1 2027-03-01T00:00 2027-03-05T00:00"]);
    assert_eq!(code(&output), 1, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("left out: opening"), "{}", out(&output));
    assert!(out(&output).contains("start from nothing"), "{}", out(&output));
}

#[test]
fn all_mistakes_are_told_before_anything_is_solved() {
    let dir = solved();
    fs::write(dir.path().join("cases.txt"), "a: room remove room-9\n\nb: hours earliest programme 25:00\n").unwrap();
    let output = what_if(dir.path(), &["--cases", "cases.txt", "--case", "c: session delay trust 30"]);
    assert_eq!(code(&output), 2);
    let said = err(&output);
    for part in ["did you mean \"room-1\"?", "cases.txt:1", "case \"b\"", "--from", "3 problems"] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
    assert_eq!(code(&what_if(dir.path(), &[])), 2);
    assert_eq!(code(&what_if(dir.path(), &["--case", "a: turnaround 5", "--case", "a: turnaround 6"])), 2);
    let output = what_if(dir.path(), &["--case", "a: x", "--json"]);
    assert_eq!(json(&output)["diagnostics"][0]["code"], "bad-change");
}

#[test]
fn help_lists_the_changes() {
    let dir = tempfile::tempdir().unwrap();
    let output = plenary(dir.path(), &["what-if", "--help", "changes"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    for part in ["session merge SESSION and SESSION", "like: room add studio", "Needs --from."] {
        assert!(out(&output).contains(part), "{part} is missing in\n{}", out(&output));
    }
    let output = plenary(dir.path(), &["what-if", "--help"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("--write-cases"), "{}", out(&output));
    assert_eq!(code(&plenary(dir.path(), &["what-if"])), 2);
}

#[test]
fn cases_are_written_solved_elsewhere_and_collected() {
    let dir = solved();
    let from = ["--from", "conference.schedule.json", "--write-cases", "grid"];
    let output = what_if(dir.path(), &[&from[..], &CASES[..], &["--json"]].concat());
    assert_eq!(code(&output), 0, "{}", err(&output));
    let commands: Vec<String> =
        json(&output)["commands"].as_array().unwrap().iter().map(|c| c.as_str().unwrap().into()).collect();
    assert_eq!(commands.len(), 4);
    let grid = dir.path().join("grid");
    for command in &commands[1..] {
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let output = plenary(&grid, &words);
        assert_eq!(code(&output), 0, "{command}: {}", err(&output));
        assert!(!err(&output).contains("warning"), "{}", err(&output));
    }
    // Today's is not solved yet: the others are told all the same.
    let output = plenary(dir.path(), &["what-if", "--collect", "grid", "--json"]);
    assert_eq!(code(&output), 2, "{}", err(&output));
    assert!(json(&output)["cases"][0]["problem"].as_str().unwrap().contains("not solved yet"));
    let words: Vec<&str> = commands[0].split(' ').skip(1).collect();
    assert_eq!(code(&plenary(&grid, &words)), 0);
    let collected = plenary(dir.path(), &["what-if", "--collect", "grid", "--json"]);
    assert_eq!(code(&collected), 0, "{}", err(&collected));
    // What was solved elsewhere with the same steps is what would have been solved here.
    let here = what_if(dir.path(), &[&["--from", "conference.schedule.json", "--json"], &CASES[..]].concat());
    let (collected, here) = (json(&collected), json(&here));
    for member in ["name", "changes", "cost", "by_rule", "moved", "regions", "open_minutes", "own_cost"] {
        for case in 0..4 {
            assert_eq!(collected["cases"][case][member], here["cases"][case][member], "{member} of case {case}");
        }
    }
    let output = what_if(dir.path(), &[&from[..], &CASES[..]].concat());
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("has cases in it already"), "{}", err(&output));
}

fn sweep(dir: &Path, vary: &str, more: &[&str]) -> Output {
    let args = ["sweep", "conference.json", "--vary", vary].into_iter().chain(STEPS).chain(more.iter().copied());
    plenary(dir, &args.collect::<Vec<_>>())
}

#[test]
fn a_sweep_is_a_table_and_a_picture() {
    let dir = solved();
    let output = sweep(dir.path(), "programme.longest_day_minutes=120..360:120", &["-o", "days.svg"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let said = out(&output);
    assert!(said.contains("480 today") && said.contains("Written to days.svg"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    let drawn = fs::read_to_string(dir.path().join("days.svg")).unwrap();
    assert!(drawn.contains("<text") && drawn.contains("programme.longest_day_minutes"), "{drawn}");
    let again = sweep(dir.path(), "programme.longest_day_minutes=120..360:120", &["-o", "again.svg", "--threads", "1"]);
    assert_eq!(out(&again).replace("again", "days"), said);
    assert_eq!(fs::read_to_string(dir.path().join("again.svg")).unwrap(), drawn);
}

#[test]
fn weights_are_swept_and_measured_alike() {
    let dir = solved();
    let document = json(&sweep(dir.path(), "fair-regions=0,0.25,4", &["--json"]));
    assert_eq!(document["rule"], "fair-regions");
    assert_eq!(document["measured_at_weight"], 0.25);
    let points = document["points"].as_array().unwrap();
    let today: Vec<&Value> = points.iter().map(|point| &point["today"]).collect();
    assert_eq!(today, [&Value::from(false), &Value::from(true), &Value::from(false)]);
    // Measured although it says nothing at a weight of nothing.
    assert!(points[0]["by_rule"]["fair-regions"].as_i64() > Some(0), "{}", points[0]);
    let side = |point: &Value, name: &str| point["trade_off"][name].as_i64().unwrap();
    assert!(points.iter().all(|point| side(point, "x") + side(point, "y") == point["cost"].as_i64().unwrap()));
}

#[test]
fn what_cannot_be_varied_is_refused_with_the_nearest_name() {
    let dir = solved();
    let output = sweep(dir.path(), "fair-region=1,2", &[]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("did you mean \"fair-regions\"?"), "{}", err(&output));
    let output = sweep(dir.path(), "longest_day_minutes=10,480", &[]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("- 10: "), "{}", out(&output));
    assert_eq!(code(&sweep(dir.path(), "longest_day_minutes=10", &[])), 2);
    assert_eq!(code(&sweep(dir.path(), "session shorten trust to=60", &["-o", "conference.json"])), 2);
    let output = sweep(dir.path(), "session shorten trust to=60,75", &[]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
}
