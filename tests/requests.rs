//! What was asked of a timetable beyond the programme is in its schedule file: a plain check verifies it.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::{Value, json};

mod common;
#[path = "common/example.rs"]
mod example;

use common::{code, err, json as parsed};
use example::timetable;

fn plenary(dir: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("plenary").unwrap().current_dir(dir).args(args).output().unwrap()
}

fn read(dir: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(dir.join(name)).unwrap()).unwrap()
}

fn write(dir: &Path, name: &str, value: &Value) {
    fs::write(dir.join(name), value.to_string()).unwrap();
}

/// The example, where moves have a price, and a timetable of it by hand.
fn event() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(&plenary(folder.path(), &["init"])), 0);
    let mut programme = read(folder.path(), "conference.json");
    programme["rules"]["stay"] = json!({ "weight": 1 });
    write(folder.path(), "conference.json", &programme);
    timetable(folder.path(), "hand.json", &[]);
    folder
}

#[test]
fn moves_against_an_earlier_timetable_are_verified_by_a_plain_check() {
    let folder = event();
    let dir = folder.path();
    let solved =
        plenary(dir, &["solve", "conference.json", "--from", "hand.json", "--steps", "2000", "-o", "a.json", "--json"]);
    assert_eq!(code(&solved), 0, "{}", err(&solved));
    let solved = parsed(&solved);
    assert!(solved["by_rule"]["stay"].as_i64().unwrap() > 0, "something moved: {}", solved["by_rule"]);
    let earlier = read(dir, "a.json")["request"]["earlier"].as_array().unwrap().len();
    assert_eq!(earlier, 5);
    let checked = plenary(dir, &["check", "conference.json", "a.json", "--certificate", "--json"]);
    assert_eq!((code(&checked), err(&checked).as_str()), (0, ""));
    let checked = parsed(&checked);
    assert_eq!((&checked["cost"], &checked["by_rule"]), (&solved["cost"], &solved["by_rule"]));
    assert_eq!(checked["certificate"]["bound"], solved["bound"]);
    // The explanation is of the same cost, and a release keeps what a check needs.
    let explained = parsed(&plenary(dir, &["explain", "conference.json", "a.json", "--json"]));
    assert_eq!(explained["cost"], solved["cost"]);
    let released = plenary(dir, &["release", "conference.json", "a.json", "--version", "1", "-o", "r.json"]);
    assert_eq!(code(&released), 0, "{}", err(&released));
    assert_eq!(parsed(&plenary(dir, &["check", "conference.json", "r.json", "--json"]))["cost"], solved["cost"]);
}

#[test]
fn locks_are_verified_by_a_plain_check() {
    let folder = event();
    let dir = folder.path();
    let lock = ["solve", "conference.json", "--from", "hand.json", "--steps", "2000", "-o", "a.json"];
    let locked = plenary(dir, &[&lock[..], &["--lock", "session=trust", "--lock", "session=networks:day"]].concat());
    assert_eq!(code(&locked), 0, "{}", err(&locked));
    assert_eq!(code(&plenary(dir, &["check", "conference.json", "a.json"])), 0);
    // Moved by hand, the locked session breaks what was asked, and nothing of the programme.
    let mut schedule = read(dir, "a.json");
    let sessions = schedule["sessions"].as_array_mut().unwrap();
    let trust = sessions.iter_mut().find(|session| session["id"] == "trust").unwrap();
    trust["start"] = json!("2027-03-03T15:00");
    write(dir, "b.json", &schedule);
    let broken = parsed(&plenary(dir, &["check", "conference.json", "b.json", "--json"]));
    assert_eq!((&broken["valid"], &broken["complete"]), (&json!(false), &json!(true)));
    assert_eq!(broken["violations"][0]["rule"], "allowed");
    schedule.as_object_mut().unwrap().remove("request");
    write(dir, "c.json", &schedule);
    let free = parsed(&plenary(dir, &["check", "conference.json", "c.json", "--json"]));
    assert_eq!(free["valid"], json!(true), "{free}");
}

#[test]
fn what_has_happened_is_verified_too() {
    let folder = event();
    let dir = folder.path();
    let frozen = ["solve", "conference.json", "--from", "hand.json", "--steps", "2000", "-o", "a.json"];
    let frozen = plenary(dir, &[&frozen[..], &["--freeze-before", "2027-03-03T11:00"]].concat());
    assert_eq!(code(&frozen), 0, "{}", err(&frozen));
    let request = &read(dir, "a.json")["request"];
    assert_eq!((request["kept"].as_array().unwrap().len(), request["not_before"].is_string()), (2, true));
    assert_eq!(code(&plenary(dir, &["check", "conference.json", "a.json"])), 0);
}

#[test]
fn a_request_that_cannot_be_read_names_its_place() {
    let folder = event();
    let dir = folder.path();
    timetable(dir, "hand.json", &[]);
    let mut schedule = read(dir, "hand.json");
    schedule["request"] = json!({
        "earlier": [{ "session": "gone", "start": "2027-03-01T12:00" }, { "session": "trust", "start": "soon" }],
        "kept": [{ "session": "trust", "start": "2027-03-03T12:00", "lock": "tight" }],
    });
    write(dir, "hand.json", &schedule);
    let wrong = plenary(dir, &["check", "conference.json", "hand.json", "--json"]);
    assert_eq!(code(&wrong), 2);
    let wrong = parsed(&wrong);
    let places: Vec<&str> =
        wrong["diagnostics"].as_array().unwrap().iter().map(|d| d["pointer"].as_str().unwrap()).collect();
    assert!(places.contains(&"/request/kept/0/lock"), "{wrong:#}");
    schedule["request"].as_object_mut().unwrap().remove("kept");
    write(dir, "hand.json", &schedule);
    let wrong = parsed(&plenary(dir, &["check", "conference.json", "hand.json", "--json"]));
    let places: Vec<&str> =
        wrong["diagnostics"].as_array().unwrap().iter().map(|d| d["pointer"].as_str().unwrap()).collect();
    assert_eq!(places, ["/request/earlier/0/session", "/request/earlier/1/start"], "{wrong:#}");
}
