//! The schedule file contains the request (locks, an earlier timetable), so that `check` verifies it without options.

use serde_json::{Value, json};

use crate::common::{Folder, STEPS};

/// The example with a price for moves, and a timetable made by hand.
fn event() -> Folder {
    let folder = Folder::with_example();
    let mut programme = folder.document("conference.json");
    programme["rules"]["stay"] = json!({ "weight": 0.01 });
    folder.write("conference.json", programme.to_string());
    folder.timetable("hand.json", &[]);
    folder
}

/// The JSON pointers of the problems of a file.
fn places(answer: &Value) -> Vec<&str> {
    let problems = answer["diagnostics"].as_array().unwrap();
    problems.iter().map(|problem| problem["pointer"].as_str().unwrap()).collect()
}

#[test]
fn check_counts_moves_from_the_earlier_timetable_in_the_file() {
    let folder = event();
    let solve = format!("solve conference.json --from hand.json -o a.json --json {STEPS}");
    let solved = folder.run(&solve).ended(0).json();
    assert!(solved["by_rule"]["stay"].as_i64().unwrap() > 0, "something moved: {}", solved["by_rule"]);
    assert_eq!(folder.document("a.json")["request"]["earlier"].as_array().unwrap().len(), 5);
    let checked = folder.run("check conference.json a.json --certificate --json").ended(0);
    assert_eq!(checked.err, "");
    let checked = checked.json();
    assert_eq!((&checked["cost"], &checked["by_rule"]), (&solved["cost"], &solved["by_rule"]));
    // The bound of an exact solver may be higher than what the certificate alone proves.
    assert!(checked["certificate"]["bound"].as_i64() <= solved["bound"].as_i64());
    // `explain` shows the same cost, and a release keeps the request.
    let explained = folder.run("explain conference.json a.json --json").ended(0).json();
    assert_eq!(explained["cost"], solved["cost"]);
    folder.run("release conference.json a.json --version 1 -o r.json").ended(0);
    assert_eq!(folder.run("check conference.json r.json --json").json()["cost"], solved["cost"]);
}

#[test]
fn check_verifies_the_locks_in_the_file() {
    let folder = event();
    let locks = "--lock session=trust --lock session=networks:day";
    folder.run(&format!("solve conference.json --from hand.json -o a.json {locks} {STEPS}")).ended(0);
    folder.run("check conference.json a.json").ended(0).snapshot("check/locked");
    // Moved by hand, the locked session breaks the request, but no rule of the programme.
    let mut schedule = folder.document("a.json");
    let sessions = schedule["sessions"].as_array_mut().unwrap();
    let trust = sessions.iter_mut().find(|session| session["id"] == "trust").unwrap();
    trust["start"] = json!("2027-03-03T15:00");
    folder.write("b.json", schedule.to_string());
    let broken = folder.run("check conference.json b.json --json").ended(1).json();
    assert_eq!((&broken["valid"], &broken["complete"]), (&json!(false), &json!(true)));
    let allowed = |answer: &Value| {
        answer["violations"].as_array().unwrap().iter().any(|violation| violation["rule"] == "allowed")
    };
    assert!(allowed(&broken), "{broken:#}");
    schedule.as_object_mut().unwrap().remove("request");
    folder.write("c.json", schedule.to_string());
    assert!(!allowed(&folder.run("check conference.json c.json --json").json()));
}

#[test]
fn check_verifies_the_freeze_in_the_file() {
    let folder = event();
    let freeze = "--freeze-before 2027-03-03T11:00";
    folder.run(&format!("solve conference.json --from hand.json -o a.json {freeze} {STEPS}")).ended(0);
    let request = &folder.document("a.json")["request"];
    assert_eq!((request["kept"].as_array().unwrap().len(), request["not_before"].is_string()), (2, true));
    folder.run("check conference.json a.json").ended(0);
}

#[test]
fn problems_of_a_request_are_reported_with_their_place_in_the_file() {
    let folder = event();
    let mut schedule = folder.document("hand.json");
    schedule["request"] = json!({
        "earlier": [{ "session": "gone", "start": "2027-03-01T12:00" }, { "session": "trust", "start": "soon" }],
        "kept": [{ "session": "trust", "start": "2027-03-03T12:00", "lock": "tight" }],
    });
    folder.write("hand.json", schedule.to_string());
    let wrong = folder.run("check conference.json hand.json --json").ended(2).json();
    assert!(places(&wrong).contains(&"/request/kept/0/lock"), "{wrong:#}");
    schedule["request"].as_object_mut().unwrap().remove("kept");
    folder.write("hand.json", schedule.to_string());
    let wrong = folder.run("check conference.json hand.json --json").ended(2).json();
    assert_eq!(places(&wrong), ["/request/earlier/0/session", "/request/earlier/1/start"], "{wrong:#}");
}

#[test]
fn the_request_in_a_draft_does_not_apply_to_the_new_timetable() {
    let folder = event();
    let mut draft = folder.document("hand.json");
    let gone = json!({ "id": "gone", "start": "2027-03-01T12:00" });
    draft["sessions"].as_array_mut().unwrap().push(gone);
    draft["request"] = json!({
        "earlier": [{ "session": "gone", "start": "2027-03-01T12:00" }],
        "kept": [{ "session": "trust", "start": "2027-03-04T11:00", "lock": "fixed" }],
    });
    folder.write("hand.json", draft.to_string());
    let run = folder.run(&format!("solve conference.json --from hand.json --repair -o a.json {STEPS}")).ended(0);
    assert_eq!(run.err.matches("gone-session").count(), 1, "{}", run.err);
    assert_eq!(folder.document("a.json")["request"]["kept"], Value::Null);
}
