//! A timetable that is known to people, from outside: where a session could go, what a new version changes, who is told,
//! and what is released.

mod common;
#[path = "common/example.rs"]
mod example;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

use common::{code, err, json, out};
use example::timetable;

fn plenary(dir: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("plenary").unwrap().current_dir(dir).args(args).output().unwrap()
}

/// Runs a command that has to work.
fn run(dir: &Path, args: &[&str]) -> Output {
    let output = plenary(dir, args);
    assert_eq!(code(&output), 0, "{args:?}: {}{}", out(&output), err(&output));
    output
}

/// A folder with the example and `old.json`.
fn example() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    run(dir.path(), &["init"]);
    timetable(dir.path(), "old.json", &[]);
    run(dir.path(), &["check", "conference.json", "old.json"]);
    dir
}

/// The example's text with one change, as another file.
fn edited(dir: &Path, name: &str, from: &str, to: &str) {
    let text = fs::read_to_string(dir.join("conference.json")).unwrap();
    assert!(text.contains(from), "the example says nothing of {from}");
    fs::write(dir.join(name), text.replacen(from, to, 1)).unwrap();
}

fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The one file that begins and ends so.
fn file(dir: &Path, begin: &str, end: &str) -> String {
    let names: Vec<String> = files(dir).into_iter().filter(|n| n.starts_with(begin) && n.ends_with(end)).collect();
    let [name] = names.as_slice() else { panic!("{begin}*{end}: {names:?}") };
    fs::read_to_string(dir.join(name)).unwrap()
}

#[test]
fn slots_are_places_and_exchanges_cheapest_first_and_what_they_cost_is_true() {
    let dir = example();
    let output = run(dir.path(), &["slots", "conference.json", "old.json", "trust"]);
    let said = out(&output);
    for part in ["held Wed 3 Mar 2027 12:00 in room-2", "Places where it fits", "could change places", "for "] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");

    let view = json(&run(dir.path(), &["slots", "conference.json", "old.json", "trust", "--json", "--limit", "5"]));
    let places = view["places"].as_array().unwrap();
    assert_eq!(places.len(), 5);
    let costs: Vec<i64> = places.iter().map(|place| place["difference"].as_i64().unwrap()).collect();
    assert!(costs.is_sorted(), "{costs:?}");
    // The dearest one told, done.
    let there = &places[4];
    let (start, room) = (there["spot"]["start"].as_str().unwrap(), there["rooms"][0].as_str().unwrap());
    timetable(dir.path(), "new.json", &[("trust", start, room)]);
    let cost =
        |name: &str| json(&run(dir.path(), &["check", "conference.json", name, "--json"]))["cost"].as_i64().unwrap();
    assert_eq!(cost("new.json") - cost("old.json"), costs[4]);

    let all =
        json(&run(dir.path(), &["slots", "conference.json", "old.json", "trust", "--json", "--all", "--no-swaps"]));
    assert!(all["swaps"].as_array().unwrap().is_empty());
    let broken = all["places"].as_array().unwrap().iter().filter(|place| place["broken"] != serde_json::json!([]));
    assert!(broken.count() > 0);
}

#[test]
fn nothing_fits_is_a_no() {
    let dir = example();
    let fixed = "\"id\": \"trust\", \"fixed\": { \"start\": \"2027-03-03T12:00\", \"room\": \"room-2\" }";
    edited(dir.path(), "fixed.json", "\"id\": \"trust\"", fixed);
    let output = plenary(dir.path(), &["slots", "fixed.json", "old.json", "trust"]);
    assert_eq!(code(&output), 1, "{}", err(&output));
    assert!(out(&output).contains("none; --all tells"), "{}", out(&output));
    let output = plenary(dir.path(), &["slots", "conference.json", "old.json", "trsut"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("did you mean \"trust\"?"), "{}", err(&output));
}

#[test]
fn a_difference_is_told_by_every_clock() {
    let dir = example();
    timetable(dir.path(), "new.json", &[("trust", "2027-03-03T16:00", "room-2"), ("networks", "", "")]);
    let args = ["diff", "conference.json", "old.json", "new.json"];
    let said = out(&run(dir.path(), &args));
    for part in [
        "Two-phase demo: 1 removed, 1 moved, 3 as before",
        "Wed 3 Mar 2027 12:00 in room-2 -> Wed 3 Mar 2027 16:00 in room-2",
        "bruno: Wed 3 Mar 09:00 -> Wed 3 Mar 13:00 in America/Sao_Paulo",
        "people-hours",
    ] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    let with = |more: &[&str]| run(dir.path(), &[&args[..], more].concat());
    assert!(out(&with(&["--format", "markdown"])).contains("### Moved\n\n* **trust \"Trust online\"**\n"));
    let view = json(&with(&["--json"]));
    let kinds: Vec<(&str, &str)> = view["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| (change["id"].as_str().unwrap(), change["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds, [("networks", "removed"), ("trust", "moved")]);
    let sum = |side: &str| view["by_rule"].as_array().unwrap().iter().map(|r| r[side].as_i64().unwrap()).sum::<i64>();
    assert_eq!((sum("old"), sum("new")), (view["old_cost"].as_i64().unwrap(), view["new_cost"].as_i64().unwrap()));
    let same = out(&run(dir.path(), &["diff", "conference.json", "old.json", "old.json"]));
    assert!(same.contains("nothing changed; 5 sessions as before"), "{same}");
}

#[test]
fn different_events_are_refused_and_a_changed_instance_has_to_be_named() {
    let dir = example();
    let made_for = |name: &str, event: &str, digest: &str| {
        let mut document: Value = serde_json::from_slice(&fs::read(dir.path().join("old.json")).unwrap()).unwrap();
        document["instance"] = serde_json::json!({ "name": event, "digest": digest });
        fs::write(dir.path().join(name), document.to_string()).unwrap();
    };
    let refused = |args: &[&str], why: &str| {
        let output = plenary(dir.path(), &[&["diff"], args].concat());
        assert_eq!(code(&output), 2, "{}", out(&output));
        assert!(err(&output).contains(why), "{}", err(&output));
    };
    made_for("other.json", "Another forum", "00");
    refused(&["conference.json", "other.json", "old.json"], "another event: \"Another forum\"");
    refused(&["conference.json", "old.json", "other.json"], "another event: \"Another forum\"");
    made_for("earlier.json", "Two-phase demo", "00");
    refused(&["conference.json", "earlier.json", "old.json"], "--old-instance");
    run(dir.path(), &["diff", "conference.json", "earlier.json", "old.json", "--old-instance", "conference.json"]);

    // The session was called otherwise, and somebody else was needed.
    edited(dir.path(), "before.json", "\"title\": \"Trust online\"", "\"title\": \"Trust\"");
    let text = fs::read_to_string(dir.path().join("before.json")).unwrap();
    let text = text.replace(
        "\"track\": \"trust\", \"people\": [ { \"id\": \"bruno\" } ]",
        "\"people\": [ { \"id\": \"amina\" } ]",
    );
    fs::write(dir.path().join("before.json"), text.replace("\"welcome\"", "\"introduction-1\"")).unwrap();
    let old = fs::read_to_string(dir.path().join("old.json")).unwrap();
    fs::write(dir.path().join("renamed.json"), old.replace("\"welcome\"", "\"introduction-1\"")).unwrap();
    refused(&["conference.json", "renamed.json", "old.json"], "--old-instance");
    let said = out(&run(
        dir.path(),
        &["diff", "conference.json", "renamed.json", "old.json", "--old-instance", "before.json"],
    ));
    for part in
        ["introduction-1", "welcome", "it was called \"Trust\"", "bruno joined", "amina left", "each version is priced"]
    {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
    edited(dir.path(), "foreign.json", "Two-phase demo", "Another forum");
    refused(&["conference.json", "old.json", "old.json", "--old-instance", "foreign.json"], "different events");
}

#[test]
fn everybody_concerned_gets_a_letter_and_a_calendar_in_which_a_move_is_one_entry() {
    let dir = example();
    edited(
        dir.path(),
        "mail.json",
        "\"id\": \"bruno\",",
        "\"id\": \"bruno\", \"name\": \"=Bruno\", \"email\": \"b@example.org\",",
    );
    timetable(dir.path(), "new.json", &[("trust", "2027-03-03T16:00", "room-2"), ("networks", "", "")]);
    let told = dir.path().join("told");
    let output = run(dir.path(), &["notify", "mail.json", "old.json", "new.json", "-o", "told"]);
    assert!(
        out(&output).contains("=Bruno: 1 moved\n") && out(&output).contains("Wrote 2 messages"),
        "{}",
        out(&output)
    );
    assert_eq!(files(&told).len(), 5, "{:?}", files(&told));

    let letter = file(&told, "bruno-", ".txt");
    let expected = "MOVED: Trust online\n  now Wed 3 Mar 2027 13:00-14:30 (Wed 3 Mar 2027 16:00-17:30 UTC)\n  \
        was Wed 3 Mar 2027 09:00-10:30 (Wed 3 Mar 2027 12:00-13:30 UTC)\n  in Room 2\n";
    assert!(letter.contains(expected), "{letter}");
    let calendar = file(&told, "bruno-", ".ics").replace("\r\n ", "");
    let lines: Vec<&str> = calendar.split("\r\n").collect();
    assert_eq!(lines.iter().filter(|line| **line == "BEGIN:VEVENT").count(), 1, "{calendar}");
    for line in ["DTSTAMP:20270301T000000Z", "DTSTART:20270303T160000Z", "SEQUENCE:1", "STATUS:CONFIRMED"] {
        assert!(lines.contains(&line), "{line} is missing in\n{calendar}");
    }
    let cancelled = file(&told, "amina-", ".ics");
    assert!(
        cancelled.contains("\r\nSTATUS:CANCELLED\r\n") && cancelled.contains("DTSTART:20270303T120000Z"),
        "{cancelled}"
    );
    let list = fs::read_to_string(told.join("mail-merge.csv")).unwrap();
    assert!(list.contains("\r\nbruno,'=Bruno,b@example.org,,America/Sao_Paulo,1 moved,bruno-"), "{list}");

    // In full, the entry that did not change is the one people have.
    let full = ["notify", "mail.json", "old.json", "new.json", "-o", "full", "--all", "--stamp", "2027-01-01T00:00Z"];
    run(dir.path(), &full);
    let all = file(&dir.path().join("full"), "bruno-", ".ics");
    assert_eq!((all.matches("BEGIN:VEVENT").count(), all.matches("SEQUENCE:0").count()), (2, 1), "{all}");
    assert_eq!(all.matches("DTSTAMP:20270101T000000Z").count(), 2, "{all}");
    let uid = |text: &str, title: &str| {
        let text = text.replace("\r\n ", "");
        let entry = text.split("BEGIN:VEVENT").find(|entry| entry.contains(title)).unwrap().to_owned();
        entry.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned()
    };
    assert_eq!(uid(&all, "SUMMARY:Trust"), uid(&calendar, "SUMMARY:Trust"));
}

#[test]
fn messages_of_an_earlier_run_are_neither_mixed_in_nor_deleted() {
    let dir = example();
    timetable(dir.path(), "second.json", &[("trust", "2027-03-03T16:00", "room-2")]);
    timetable(dir.path(), "third.json", &[("welcome", "2027-03-01T14:00", "room-1")]);
    let notify = |new: &str, more: &[&str]| {
        plenary(dir.path(), &[&["notify", "conference.json", "old.json", new, "-o", "out/told"], more].concat())
    };
    assert_eq!(code(&notify("second.json", &[])), 0);
    fs::write(dir.path().join("out/told/notes.md"), "mine").unwrap();
    assert_eq!(code(&notify("second.json", &[])), 0, "the same again changes nothing");
    let before = files(&dir.path().join("out/told"));
    let output = notify("third.json", &[]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("--replace") && err(&output).contains("bruno-"), "{}", err(&output));
    assert_eq!(files(&dir.path().join("out/told")), before);
    let output = notify("third.json", &["--replace", "--json"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("left from an earlier run"), "{}", err(&output));
    let document = json(&output);
    assert_eq!(document["left"].as_array().unwrap().len(), 2);
    assert_eq!(document["people"][0]["id"], "amina");
    let after = files(&dir.path().join("out/told"));
    assert!(before.iter().all(|name| after.contains(name)), "{before:?} {after:?}");
}

#[test]
fn releases_carry_their_changelog_and_calendars_go_by_their_revisions() {
    let dir = example();
    let release = |schedule: &str, version: &str, more: &[&str], name: &str| {
        let args = ["release", "conference.json", schedule, "--version", version, "-o", name];
        run(dir.path(), &[&args[..], more].concat());
        serde_json::from_slice::<Value>(&fs::read(dir.path().join(name)).unwrap()).unwrap()
    };
    let first = release("old.json", "1.0", &[], "r0.json");
    assert_eq!(first["release"]["status"], "published");
    assert_eq!((&first["valid"], first["sessions"].as_array().unwrap().len()), (&Value::Bool(true), 5));
    timetable(dir.path(), "b.json", &[("trust", "2027-03-03T16:00", "room-2"), ("networks", "", "")]);
    release("b.json", "1.1", &["--previous", "r0.json"], "r1.json");
    timetable(
        dir.path(),
        "c.json",
        &[("trust", "2027-03-03T16:00", "room-2"), ("welcome", "2027-03-01T14:00", "room-1")],
    );
    let third = release("c.json", "1.2", &["--previous", "r1.json", "--draft"], "r2.json");
    let stamp = &third["release"];
    assert_eq!((&stamp["status"], &stamp["revision"]), (&Value::from("draft"), &Value::from(2)));
    let versions: Vec<(&Value, &Value)> =
        stamp["changelog"].as_array().unwrap().iter().map(|entry| (&entry["version"], &entry["since"])).collect();
    assert_eq!(
        versions,
        [
            (&Value::from("1.2"), &Value::from("1.1")),
            (&Value::from("1.1"), &Value::from("1.0")),
            (&Value::from("1.0"), &Value::Null),
        ]
    );
    let changes = stamp["changelog"][0]["changes"].as_array().unwrap();
    let kinds: Vec<&str> = changes.iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["moved", "added"]);
    let text = "moved: welcome \"How this conference works\", Mon 1 Mar 2027 12:00 in room-1 -> Mon 1 Mar 2027 14:00 in room-1";
    assert_eq!(changes[0]["text"], text);
    let sequence = |id: &str| {
        let sessions = third["sessions"].as_array().unwrap();
        sessions.iter().find(|session| session["id"] == id).unwrap()["sequence"].clone()
    };
    // Opening never changed; trust did in the second release; networks was gone in it and is back.
    assert_eq!([sequence("opening"), sequence("trust"), sequence("networks")], [Value::Null, 1.into(), 2.into()]);
    run(dir.path(), &["check", "conference.json", "r2.json"]);

    run(dir.path(), &["notify", "conference.json", "r1.json", "r2.json", "-o", "told", "--all"]);
    let calendar = file(&dir.path().join("told"), "amina-", ".ics");
    assert!(calendar.contains("STATUS:TENTATIVE") && calendar.contains("SEQUENCE:2"), "{calendar}");
    assert!(file(&dir.path().join("told"), "amina-", ".txt").contains("(version 1.2)"));
    let schema = json(&run(dir.path(), &["schema", "schedule"]));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator.iter_errors(&third).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{problems:?}");

    let again = ["release", "conference.json", "b.json", "--version", "1.2", "--previous", "r2.json", "-o", "r3.json"];
    let output = plenary(dir.path(), &again);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("version 1.2 already"), "{}", err(&output));
    let over = ["release", "conference.json", "old.json", "--version", "2", "-o", "./old.json"];
    assert_eq!(code(&plenary(dir.path(), &over)), 2, "nothing is written over what it is made from");
}

#[test]
fn a_phase_alone_is_no_timetable_with_gaps() {
    let dir = example();
    let release =
        ["release", "conference.json", "old.json", "--version", "0.9", "--phase", "programme", "-o", "p.json"];
    let output = run(dir.path(), &release);
    assert!(out(&output).contains("programme alone"), "{}", out(&output));
    let read: Value = serde_json::from_slice(&fs::read(dir.path().join("p.json")).unwrap()).unwrap();
    assert_eq!(read["release"]["phases"], serde_json::json!(["programme"]));
    assert_eq!((read["sessions"].as_array().unwrap().len(), &read["unplaced"]), (4, &serde_json::json!([])));
    assert!(read.get("cost").is_none() && read["bound"].is_null());
    assert!(read["days"].as_array().unwrap().iter().all(|day| day["phase"] == "programme"));

    // Who knows the whole is told of nothing but the phase; who knows the phase gets the rest as new.
    let said = out(&run(dir.path(), &["diff", "conference.json", "old.json", "p.json"]));
    assert!(said.contains("nothing changed; 4 sessions as before"), "{said}");
    let said = out(&run(dir.path(), &["diff", "conference.json", "p.json", "old.json"]));
    assert!(said.contains("1 added, 4 as before"), "{said}");
    let output =
        plenary(dir.path(), &["release", "conference.json", "old.json", "--version", "1", "--phase", "x", "-o", "q"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("introductions"), "{}", err(&output));
}

#[test]
fn what_breaks_a_hard_rule_is_no_release_but_may_be_a_draft() {
    let dir = example();
    timetable(dir.path(), "broken.json", &[("trust", "2027-03-03T12:00", "room-1")]);
    let args = ["release", "conference.json", "broken.json", "--version", "1", "-o", "r.json"];
    let output = plenary(dir.path(), &args);
    assert_eq!(code(&output), 1, "{}", err(&output));
    assert!(out(&output).contains("room-clash") && !dir.path().join("r.json").exists(), "{}", out(&output));
    assert_eq!(json(&plenary(dir.path(), &[&args[..], &["--json"]].concat()))["released"], false);
    run(dir.path(), &[&args[..], &["--draft"]].concat());
    // What is broken elsewhere is no reason against a phase.
    run(dir.path(), &[&args[..], &["--phase", "introductions"]].concat());
}
