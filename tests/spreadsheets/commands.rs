//! The commands: import, template, describe, and check with a spreadsheet.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

use crate::common::{code, err, json, out};
use crate::write;

fn plenary(dir: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("plenary").unwrap().current_dir(dir).args(args).output().unwrap()
}

const DAYS: (&str, &str) = ("days", "date\n2020-11-02\n2020-11-03\n");

#[test]
fn from_the_template_to_a_timetable() {
    let dir = tempfile::tempdir().unwrap();
    let output = plenary(dir.path(), &["template", "programme.xlsx"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let output = plenary(dir.path(), &["import", "programme.xlsx"]);
    assert_eq!((code(&output), err(&output).as_str()), (0, ""), "{}", out(&output));
    assert!(out(&output).starts_with("Wrote programme.json: 5 sessions on 2 days, 3 people.\n"), "{}", out(&output));
    let output = plenary(dir.path(), &["solve", "programme.json", "--steps", "2000", "--searchers", "1"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let output = plenary(dir.path(), &["template", "programme.xlsx"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("exists; it was left as it is"), "{}", err(&output));
    let output = plenary(dir.path(), &["template", "programme.csv", "--json"]);
    assert_eq!(code(&output), 2);
    assert!(json(&output)["error"].as_str().unwrap().contains(".xlsx"));
}

#[test]
fn a_folder_of_csv_is_a_programme_and_a_list_a_timetable() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("event");
    fs::create_dir(&folder).unwrap();
    write(
        &folder,
        &[
            DAYS,
            ("rooms", "id,name\nr,Hall\n"),
            ("sessions", "id;title;length;start;room;Notes\na;First;60;2020-11-02 09:00;Hall;x\nb;Second;30;;;\n"),
        ],
    );
    let output = plenary(dir.path(), &["import", "event", "-o", "i.json", "--schedule", "s.json", "--json"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let answer = json(&output);
    assert_eq!((&answer["sessions"], &answer["days"], &answer["placed"]), (&2.into(), &2.into(), &1.into()));
    assert_eq!(answer["kept"], serde_json::json!([{ "sheet": "sessions", "columns": ["Notes"] }]));
    let output = plenary(dir.path(), &["check", "i.json", "s.json"]);
    assert_eq!(code(&output), 1, "one session has no place: {}", out(&output));

    // The same from the list itself, and from another one.
    let output = plenary(dir.path(), &["check", "i.json", "event", "--json"]);
    assert_eq!((code(&output), &json(&output)["placed"]), (1, &1.into()));
    fs::write(
        dir.path().join("plan.csv"),
        "Session;Begin;Venue\nfirst;2 Nov 2020 10:00;r\nsecond;3 Nov 2020 10:00;hall\n",
    )
    .unwrap();
    let output = plenary(dir.path(), &["check", "i.json", "plan.csv"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    // Times by two clocks: the event's count.
    let both = "id,start_utc,start,room\na,whenever,2020-11-02 10:00,r\nb,whenever,2020-11-03 10:00,hall\n";
    fs::write(dir.path().join("plan.csv"), both).unwrap();
    let output = plenary(dir.path(), &["check", "i.json", "plan.csv"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    let neither = both.replace("start,room", "start (CET),room");
    fs::write(dir.path().join("plan.csv"), neither).unwrap();
    let output = plenary(dir.path(), &["check", "i.json", "plan.csv"]);
    assert!(err(&output).contains("error[doubled-column]"), "{}", err(&output));
    fs::write(dir.path().join("plan.csv"), "id,start,room\na,soon,r\nz,2020-11-02 09:00,r\nb,2020-11-02 09:00,attic\n")
        .unwrap();
    let output = plenary(dir.path(), &["check", "i.json", "plan.csv"]);
    assert_eq!(code(&output), 2);
    for part in [
        "plan.csv:2:2: error[bad-time]",
        "plan.csv:3:1: error[unknown-session]",
        "plan.csv:4:3: error[unknown-room]",
        "at: plan!C4",
    ] {
        assert!(err(&output).contains(part), "{part} is missing in\n{}", err(&output));
    }
}

#[test]
fn nothing_is_written_over_by_accident() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("event");
    fs::create_dir(&folder).unwrap();
    write(&folder, &[DAYS, ("sessions", "id,length\na,60\n")]);
    assert_eq!(code(&plenary(dir.path(), &["import", "event"])), 0);
    let output = plenary(dir.path(), &["import", "event"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("event.json exists") && err(&output).contains("-o event.json"), "{}", err(&output));
    assert_eq!(code(&plenary(dir.path(), &["import", "event", "-o", "event.json"])), 0);
    for wrong in [
        &["import", "event", "-o", "no/where.json"][..],
        &["import", "event", "-o", "x.json", "--schedule", "s.json"],
        &["import", "event", "-o", "x.json", "--people-zone", "Utopia"],
        &["import", "none.xlsx"],
    ] {
        let output = plenary(dir.path(), wrong);
        assert_eq!(code(&output), 2, "{wrong:?}");
        assert!(err(&output).contains("error: "), "{}", err(&output));
    }
    assert!(!dir.path().join("x.json").exists());
    // A programme with problems leaves nothing behind.
    write(&folder, &[("sessions", "id,length\na,long\n")]);
    let output = plenary(dir.path(), &["import", "event", "-o", "y.json"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("the programme cannot be used: 1 problem"), "{}", err(&output));
    assert!(!dir.path().join("y.json").exists());
}

#[test]
fn a_programme_is_described_before_it_is_scheduled() {
    let instances = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances");
    let output = plenary(&instances, &["describe", "demo.json"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let said = out(&output);
    for part in [
        "5 sessions",
        "Sessions by type",
        "Sessions by track",
        "Room against need",
        "Services",
        "People by region",
        "Most needed people",
    ] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    let view = json(&plenary(&instances, &["describe", "demo.json", "--json"]));
    assert_eq!((&view["sessions"], &view["minutes"], &view["rooms"]), (&5.into(), &390.into(), &2.into()));
    // The introduction can only be in the first phase: 60 minutes and the turnaround; the opening takes both rooms.
    assert_eq!((&view["phases"][0]["only_here"], &view["phases"][0]["needed"]), (&1.into(), &70.into()));
    assert_eq!((&view["phases"][1]["only_here"], &view["phases"][1]["needed"]), (&1.into(), &130.into()));
    assert_eq!(view["phases"][1]["available"], 2 * 2 * (480 + 10));
    assert_eq!(view["people"][0]["minutes"], 180);
    assert_eq!(view["regions"][0]["name"], "Africa");
}
