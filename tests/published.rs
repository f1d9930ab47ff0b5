//! Commands for a published timetable: `slots`, `diff`, `notify` and `release`.

use serde_json::{Value, json};

use crate::common::{Folder, Run, compare};

/// A folder with the example and `old.json`.
fn example() -> Folder {
    let folder = Folder::with_example();
    folder.timetable("old.json", &[]);
    folder
}

/// The content of the only file whose name has this beginning and end.
fn file(folder: &Folder, inside: &str, begin: &str, end: &str) -> String {
    let fits = |name: &String| name.starts_with(begin) && name.ends_with(end);
    let names: Vec<String> = folder.names(inside).into_iter().filter(fits).collect();
    let [name] = names.as_slice() else { panic!("{begin}*{end}: {names:?}") };
    folder.text(&format!("{inside}/{name}"))
}

/// Compares a file for a recipient with a snapshot.
fn compare_file(folder: &Folder, inside: &str, begin: &str, end: &str, name: &str) {
    compare(name, &file(folder, inside, begin, end).replace('\r', ""));
}

#[test]
fn slots_lists_the_cheapest_places_first_and_their_costs_are_correct() {
    let folder = example();
    let line = "slots conference.json old.json trust";
    let run = folder.run(line);
    run.is_narrow();
    run.snapshot("slots/example");
    let five = folder.run(&format!("{line} --json --limit 5"));
    five.snapshot("slots/example-json");
    let view = five.json();
    let places = view["places"].as_array().unwrap();
    let costs: Vec<i64> = places.iter().map(|place| place["difference"].as_i64().unwrap()).collect();
    assert!(costs.len() == 5 && costs.is_sorted(), "{costs:?}");
    // Move the session to the most expensive of them, and check the cost.
    let there = &places[4];
    let (start, room) = (there["spot"]["start"].as_str().unwrap(), there["rooms"][0].as_str().unwrap());
    folder.timetable("new.json", &[("trust", start, room)]);
    let cost =
        |name: &str| folder.run(&format!("check conference.json {name} --json")).json()["cost"].as_i64().unwrap();
    assert_eq!(cost("new.json") - cost("old.json"), costs[4]);

    folder.run(&format!("{line} --all --limit 5")).snapshot("slots/all");
    folder.run(&format!("{line} --json --all --no-swaps --limit 5")).snapshot("slots/all-json");
}

#[test]
fn the_exit_code_of_slots_is_one_if_nothing_fits() {
    let folder = example();
    let fixed = "\"id\": \"trust\", \"fixed\": { \"start\": \"2027-03-03T12:00\", \"room\": \"room-2\" }";
    folder.edit("fixed.json", "\"id\": \"trust\"", fixed);
    folder.run("slots fixed.json old.json trust").snapshot("slots/none");
    folder.run("slots conference.json old.json trsut").snapshot("slots/wrong-session");
}

#[test]
fn diff_shows_changes_in_the_time_zone_of_each_person() {
    let folder = example();
    folder.timetable("new.json", &[("trust", "2027-03-03T16:00", "room-2"), ("networks", "", "")]);
    let line = "diff conference.json old.json new.json";
    let run = folder.run(line);
    run.is_narrow();
    run.snapshot("diff/moved-and-removed");
    folder.run(&format!("{line} --format markdown")).snapshot("diff/moved-and-removed-markdown");
    let run = folder.run(&format!("{line} --json"));
    run.snapshot("diff/moved-and-removed-json");
    let view = run.json();
    let sum = |side: &str| view["by_rule"].as_array().unwrap().iter().map(|r| r[side].as_i64().unwrap()).sum::<i64>();
    assert_eq!((sum("old"), sum("new")), (view["old_cost"].as_i64().unwrap(), view["new_cost"].as_i64().unwrap()));
    folder.run("diff conference.json old.json old.json").snapshot("diff/nothing");
}

#[test]
fn versions_of_different_events_are_refused_and_a_changed_programme_must_be_named() {
    let folder = example();
    let made_for = |name: &str, event: &str| {
        let mut document = folder.document("old.json");
        document["instance"] = json!({ "name": event, "digest": "00" });
        folder.write(name, document.to_string());
    };
    let diff = |line: &str, name: &str| folder.run(&format!("diff conference.json {line}")).snapshot(name);
    made_for("other.json", "Another forum");
    diff("other.json old.json", "diff/from-another-event");
    diff("old.json other.json", "diff/to-another-event");
    made_for("earlier.json", "Two-phase demo");
    diff("earlier.json old.json", "diff/another-instance");
    folder.run("diff conference.json earlier.json old.json --old-instance conference.json").ended(0);

    // In the old programme, a session has another id and title, and another person takes part.
    folder.edit("before.json", "\"title\": \"Trust online\"", "\"title\": \"Trust\"");
    let people = "\"track\": \"trust\", \"people\": [ { \"id\": \"bruno\" } ]";
    let text = folder.text("before.json").replace(people, "\"people\": [ { \"id\": \"amina\" } ]");
    folder.write("before.json", text.replace("\"welcome\"", "\"introduction-1\""));
    folder.write("renamed.json", folder.text("old.json").replace("\"welcome\"", "\"introduction-1\""));
    diff("renamed.json old.json", "diff/renamed-session");
    diff("renamed.json old.json --old-instance before.json", "diff/two-instances");
    folder.edit("foreign.json", "Two-phase demo", "Another forum");
    folder.edit("foreign.json", "two-phase-demo-2027", "another-forum-2027");
    diff("old.json old.json --old-instance foreign.json", "diff/instance-of-another-event");
}

#[test]
fn each_affected_person_gets_a_letter_and_a_calendar_with_one_entry_for_a_move() {
    let folder = example();
    let mail = "\"id\": \"bruno\", \"name\": \"=Bruno\", \"email\": \"b@example.org\",";
    folder.edit("mail.json", "\"id\": \"bruno\",", mail);
    folder.timetable("new.json", &[("trust", "2027-03-03T16:00", "room-2"), ("networks", "", "")]);
    let run = folder.run("notify mail.json old.json new.json -o messages");
    run.snapshot("notify/two-people");
    assert_eq!(folder.names("messages").len(), 5, "{:?}", folder.names("messages"));
    for (begin, end, name) in [
        ("bruno-", ".txt", "letter-of-a-move"),
        ("bruno-", ".ics", "calendar-of-a-move"),
        ("amina-", ".txt", "letter-of-a-removal"),
        ("amina-", ".ics", "calendar-of-a-removal"),
        ("mail-merge", ".csv", "mail-merge"),
    ] {
        compare_file(&folder, "messages", begin, end, &format!("notify/{name}"));
    }

    // With --all, the entry of a session keeps its identifier.
    folder.run("notify mail.json old.json new.json -o full --all --stamp 2027-01-01T00:00Z").ended(0);
    compare_file(&folder, "full", "bruno-", ".ics", "notify/calendar-in-full");
    let uid = |text: &str, title: &str| {
        let text = text.replace("\r\n ", "");
        let entry = text.split("BEGIN:VEVENT").find(|entry| entry.contains(title)).unwrap().to_owned();
        entry.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned()
    };
    let (all, calendar) = (file(&folder, "full", "bruno-", ".ics"), file(&folder, "messages", "bruno-", ".ics"));
    assert_eq!(uid(&all, "SUMMARY:Trust"), uid(&calendar, "SUMMARY:Trust"));
}

#[test]
fn messages_of_an_earlier_run_are_not_mixed_with_new_ones_and_not_deleted() {
    let folder = example();
    folder.timetable("second.json", &[("trust", "2027-03-03T16:00", "room-2")]);
    folder.timetable("third.json", &[("welcome", "2027-03-01T14:00", "room-1")]);
    let notify =
        |new: &str, more: &str| folder.run(&format!("notify conference.json old.json {new} -o out/messages {more}"));
    notify("second.json", "").ended(0);
    folder.write("out/messages/notes.md", "mine");
    // The same run again changes nothing.
    notify("second.json", "").ended(0);
    let before = folder.names("out/messages");
    notify("third.json", "").snapshot("notify/over-another");
    assert_eq!(folder.names("out/messages"), before);
    notify("third.json", "--replace --json").snapshot("notify/replaced-json");
    let after = folder.names("out/messages");
    assert!(before.iter().all(|name| after.contains(name)), "{before:?} {after:?}");
}

#[test]
fn releases_contain_their_changelog_and_calendars_use_their_revisions() {
    let folder = example();
    let release = |schedule: &str, version: &str, more: &str, name: &str| -> (Run, Value) {
        let line = format!("release conference.json {schedule} --version {version} {more} -o {name}");
        (folder.run(&line).ended(0), folder.document(name))
    };
    let (run, first) = release("old.json", "1.0", "", "r0.json");
    run.snapshot("release/first");
    assert_eq!((&first["valid"], first["sessions"].as_array().unwrap().len()), (&Value::Bool(true), 5));
    folder.timetable("b.json", &[("trust", "2027-03-03T16:00", "room-2"), ("networks", "", "")]);
    release("b.json", "1.1", "--previous r0.json", "r1.json").0.snapshot("release/second");
    folder.timetable("c.json", &[("trust", "2027-03-03T16:00", "room-2"), ("welcome", "2027-03-01T14:00", "room-1")]);
    let (run, third) = release("c.json", "1.2", "--previous r1.json --draft", "r2.json");
    run.snapshot("release/draft");
    compare("release/draft-changelog", &format!("{:#}", third["release"]));
    let sequence = |id: &str| {
        let sessions = third["sessions"].as_array().unwrap();
        sessions.iter().find(|session| session["id"] == id).unwrap()["sequence"].clone()
    };
    // "opening" never changed; "trust" changed in the second release; "networks" was removed in it and is back.
    assert_eq!([sequence("opening"), sequence("trust"), sequence("networks")], [Value::Null, 1.into(), 2.into()]);
    folder.run("check conference.json r2.json").ended(0);

    folder.run("notify conference.json r1.json r2.json -o messages --all").ended(0);
    compare_file(&folder, "messages", "amina-", ".ics", "notify/calendar-of-a-release");
    compare_file(&folder, "messages", "amina-", ".txt", "notify/letter-of-a-release");
    let schema = folder.run("schema schedule").json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator.iter_errors(&third).map(|error| error.to_string()).collect();
    assert!(problems.is_empty(), "{problems:?}");

    let again = "release conference.json b.json --version 1.2 --previous r2.json -o r3.json";
    folder.run(again).snapshot("release/same-version");
    folder.run("release conference.json old.json --version 2 -o ./old.json").snapshot("release/onto-its-source");
}

#[test]
fn a_release_of_one_phase_has_no_unplaced_sessions_of_other_phases() {
    let folder = example();
    let line = "release conference.json old.json --version 0.9 --phase programme -o p.json";
    folder.run(line).snapshot("release/one-phase");
    let read = folder.document("p.json");
    assert_eq!(read["release"]["phases"], json!(["programme"]));
    assert_eq!((read["sessions"].as_array().unwrap().len(), &read["unplaced"]), (4, &json!([])));
    assert!(read.get("cost").is_none() && read["bound"].is_null());
    assert!(read["days"].as_array().unwrap().iter().all(|day| day["phase"] == "programme"));

    // From all phases to one, only this phase is compared; from one phase to all, the other sessions are new.
    folder.run("diff conference.json old.json p.json").snapshot("diff/whole-to-phase");
    folder.run("diff conference.json p.json old.json").snapshot("diff/phase-to-whole");
    folder.run("release conference.json old.json --version 1 --phase x -o q").snapshot("release/wrong-phase");
}

#[test]
fn a_timetable_that_breaks_a_hard_rule_is_released_only_as_a_draft() {
    let folder = example();
    folder.timetable("broken.json", &[("trust", "2027-03-03T12:00", "room-1")]);
    let line = "release conference.json broken.json --version 1 -o r.json";
    folder.run(line).snapshot("release/broken");
    assert!(!folder.has("r.json"));
    folder.run(&format!("{line} --json")).snapshot("release/broken-json");
    folder.run(&format!("{line} --draft")).snapshot("release/broken-draft");
    // A broken rule in another phase does not prevent the release of a phase.
    folder.run(&format!("{line} --phase introductions")).ended(0);
}
