//! Calendars as people get them: what an earlier version leaves to cancel, `export` and `notify` of one mind, and every
//! file read back by a program of others: Python's icalendar, where it is installed.

pub mod read;

use std::fs;
use std::path::Path;

use plenary::domain::{Conference, Instant, Placement, Schedule, SessionId, one_line};
use plenary::report::ics::uid;
use plenary::{instance, rules};
use serde_json::json;

use crate::common::{Folder, root, run};
use read::{Entry, Reader};

const EVENT: &str = "two-phase-demo-2027";
/// What a file or a program might stumble over.
const HOSTILE: &str =
    "Data, in; our C:\\new \\ \"languages\": \r\nEND:VEVENT\u{2028}🎙 会議の予定 and all that is said of it";

/// A folder with two releases, `old.json` and the draft `new.json`, and the instance of each. In between one session and
/// one person went, one session has another person and another track, and one another time and title.
fn released() -> Folder {
    let folder = Folder::with_example();
    let mut document = folder.document("conference.json");
    let sessions = document["sessions"].as_array_mut().unwrap();
    sessions.retain(|session| session["id"] != "networks");
    for session in sessions.iter_mut() {
        session["people"].as_array_mut().unwrap().retain(|seat| seat["id"] != "chitra");
        match session["id"].as_str() {
            Some("trust") => (session["people"], session["track"]) = (json!([{ "id": "amina" }]), json!("access")),
            Some("languages") => session["title"] = json!(HOSTILE),
            _ => {}
        }
    }
    document["people"].as_array_mut().unwrap().retain(|person| person["id"] != "chitra");
    folder.write("changed.json", document.to_string());
    folder.timetable("a.json", &[]);
    folder.timetable("b.json", &[("networks", "", ""), ("languages", "2027-03-03T16:00", "room-1")]);
    folder.run("release conference.json a.json --version 1.0 -o old.json").ended(0);
    folder.run(&format!("release changed.json b.json --version 1.1 --draft -o new.json {BEFORE}")).ended(0);
    folder
}

const BEFORE: &str = "--previous old.json --old-instance conference.json";

const EXPORT: &str = "export changed.json new.json --to ics";

const NOTIFY: &str = "notify changed.json old.json new.json --old-instance conference.json -o told";

/// The calendar of the new version, after the old one.
fn exported(folder: &Folder, more: &str) -> String {
    folder.run(&format!("{EXPORT} {BEFORE} {more}")).ended(0).out
}

/// What each calendar has to have, in its order: ids with revisions and states.
type Expected = (&'static str, &'static [(&'static str, u32, &'static str)]);
const EXPECTED: [Expected; 7] = [
    (
        "",
        &[
            ("welcome", 0, "TENTATIVE"),
            ("opening", 1, "TENTATIVE"),
            ("trust", 1, "TENTATIVE"),
            ("languages", 1, "TENTATIVE"),
            ("networks", 1, "CANCELLED"),
        ],
    ),
    ("--person amina", &[("welcome", 0, "TENTATIVE"), ("trust", 1, "TENTATIVE"), ("networks", 1, "CANCELLED")]),
    ("--person bruno", &[("languages", 1, "TENTATIVE"), ("trust", 1, "CANCELLED")]),
    ("--person chitra", &[("opening", 1, "CANCELLED"), ("languages", 1, "CANCELLED")]),
    ("--track access", &[("trust", 1, "TENTATIVE"), ("languages", 1, "TENTATIVE"), ("networks", 1, "CANCELLED")]),
    ("--track trust", &[("trust", 1, "CANCELLED")]),
    ("--track trust --person amina", &[]),
];

/// An entry as it has to be: a cancelled one with the time that it had.
fn entry(&(id, revision, status): &(&str, u32, &str)) -> Entry {
    let cancelled = status == "CANCELLED";
    let (day, from, until, title) = match id {
        "welcome" => ("01", "12:00", "13:00", "How this conference works"),
        "opening" => ("03", "10:00", "11:00", "Opening"),
        "languages" if cancelled => ("03", "14:00", "15:30", HOSTILE),
        "languages" => ("03", "16:00", "17:30", HOSTILE),
        "networks" => ("03", "12:00", "13:30", "Community networks"),
        _ => ("03", "12:00", "13:30", "Trust online"),
    };
    let at = |clock| format!("2027-03-{day}T{clock}:00Z");
    let summary = read::as_calendars_have_it(&one_line(title));
    let summary = if cancelled { format!("Cancelled: {summary}") } else { summary };
    [uid(EVENT, id), at(from), at(until), revision.to_string(), status.to_owned(), summary]
}

#[test]
fn what_people_have_and_is_theirs_no_longer_is_cancelled() {
    let folder = released();
    for (whose, expected) in EXPECTED {
        let calendar = exported(&folder, whose);
        let expected: Vec<Entry> = expected.iter().map(entry).collect();
        assert_eq!(read::by_hand(&calendar), expected, "{whose:?}: {calendar}");
        assert_eq!(calendar, exported(&folder, whose), "{whose:?}: the same bytes");
    }
    let name = |whose: &str| exported(&folder, whose).lines().nth(5).unwrap().to_owned();
    // An id is not a name.
    assert_eq!(name("--person chitra"), "NAME:Two-phase demo");
    assert_eq!(name("--track trust"), "NAME:Two-phase demo: trust");
}

#[test]
fn without_an_earlier_version_nothing_is_cancelled_and_who_is_gone_is_unknown() {
    let folder = released();
    let calendar = folder.run(EXPORT).ended(0).out;
    assert_eq!((calendar.matches("BEGIN:VEVENT").count(), calendar.matches("CANCELLED").count()), (4, 0));
    folder.run(&format!("{EXPORT} --person chitra")).snapshot("export/person-who-is-gone");
}

#[test]
fn a_site_has_the_same_calendar() {
    let folder = released();
    folder.run(&format!("export changed.json new.json --to site -o site {BEFORE}")).ended(0);
    assert_eq!(folder.text("site/programme.ics"), exported(&folder, ""));
    let page = folder.text("site/index.html");
    assert!(page.contains("<p class=\"draft\" role=\"note\"") && page.contains(">1.1</bdi> (draft)"));
}

#[test]
fn the_version_before_is_of_the_same_event_and_of_a_known_instance() {
    let folder = released();
    for (name, more) in [
        ("previous-of-another-instance", "--previous old.json"),
        ("old-instance-without-previous", "--old-instance conference.json"),
        ("onto-the-previous", &format!("{BEFORE} -o old.json")),
        ("missing-previous", "--previous missing.json"),
    ] {
        folder.run(&format!("{EXPORT} {more}")).snapshot(&format!("export/{name}"));
    }
}

/// The letters' calendars and the exported ones say the same of every session, in whatever order they come in.
#[test]
fn what_is_exported_and_what_is_sent_agree() {
    let folder = released();
    let told = folder.run(&format!("{NOTIFY} --all --json")).json();
    let people = told["people"].as_array().unwrap();
    assert_eq!(people.len(), 3, "{told}");
    for person in people {
        let name = person["calendar"].as_str().unwrap();
        let sorted = |text: &str| {
            let mut entries = read::by_hand(text);
            entries.sort();
            entries
        };
        let sent = sorted(&folder.text(&format!("told/{name}")));
        let theirs = sorted(&exported(&folder, &format!("--person {}", person["id"].as_str().unwrap())));
        assert_eq!(sent, theirs, "{name}");
    }
}

#[test]
fn another_program_reads_what_is_cancelled_and_what_is_sent() {
    let Some(reader) = Reader::find() else { return };
    let folder = released();
    for (whose, expected) in EXPECTED {
        let expected: Vec<Entry> = expected.iter().map(entry).collect();
        assert_eq!(reader.read(&exported(&folder, whose)).1, expected, "{whose:?}");
    }
    folder.run(NOTIFY).ended(0);
    let mut calendars = 0;
    for name in folder.names("told").iter().filter(|name| name.ends_with(".ics")) {
        let text = folder.text(&format!("told/{name}"));
        assert_eq!(reader.read(&text).1, read::by_hand(&text), "{name}");
        calendars += 1;
    }
    assert_eq!(calendars, 3);
}

/// A timetable with the instance it is of.
fn loaded(instance_file: &Path, schedule_file: &Path) -> (Conference, Schedule) {
    let text = fs::read(instance_file).unwrap();
    let conference = instance::load(&text, "instance", &rules::catalogue()).conference.unwrap();
    let read = instance::read_schedule(&fs::read(schedule_file).unwrap(), "schedule", &conference);
    (conference, read.schedule.unwrap())
}

/// What a timetable has for somebody, or for everybody, in order of time, then of rooms, then of the file.
fn held(conference: &Conference, schedule: &Schedule, person: Option<usize>) -> Vec<Entry> {
    let mut placed: Vec<_> = schedule.placed().collect();
    placed.sort_by_key(|(_, at)| (at.start, at.room.map_or(usize::MAX, |room| room.index())));
    let needed = |index: usize| {
        person.is_none_or(|person| {
            conference.sessions[index].participants.iter().any(|seat| seat.person.index() == person)
        })
    };
    let entry = |(id, at): &(SessionId, Placement)| {
        let session = &conference.sessions[id.index()];
        let utc = |at: Instant| at.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let (uid, summary) = (uid(&conference.identity(), &session.id), read::as_calendars_have_it(&session.title));
        [uid, utc(at.start), utc(session.end(at.start)), "0".to_owned(), "CONFIRMED".to_owned(), summary]
    };
    placed.iter().filter(|(id, _)| needed(id.index())).map(entry).collect()
}

#[test]
fn another_program_reads_every_session_of_every_timetable_there_is() {
    let Some(reader) = Reader::find() else { return };
    for (instance_file, schedule_file) in [
        ("instances/demo.json", "tests/golden/demo.schedule.json"),
        ("instances/clock-change.json", "instances/clock-change-fixed.schedule.json"),
        ("instances/working-group.json", "instances/working-group-real.schedule.json"),
        ("instances/igf-2020-observed.json", "instances/igf-2020-observed.schedule.json"),
        ("tests/browser/hostile.json", "tests/browser/hostile.schedule.json"),
    ] {
        let (conference, schedule) = loaded(&root().join(instance_file), &root().join(schedule_file));
        let export = format!("export {instance_file} {schedule_file} --to ics");
        let (name, events) = reader.read(&run(root(), &export).ended(0).out);
        assert_eq!(name, read::as_calendars_have_it(&conference.name), "{instance_file}");
        assert_eq!(events, held(&conference, &schedule, None), "{instance_file}");
        for (index, person) in conference.people.iter().enumerate().take(4) {
            let theirs = held(&conference, &schedule, Some(index));
            let run = run(root(), &format!("{export} --person {}", shell_words::quote(&person.id)));
            if run.code == 0 {
                assert_eq!(reader.read(&run.out).1, theirs, "{instance_file}: {}", person.id);
            } else {
                assert!(theirs.is_empty(), "{instance_file}: {}: {}", person.id, run.err);
            }
        }
    }
}
