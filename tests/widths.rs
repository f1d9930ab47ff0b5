//! Eighty columns: however long the names of a programme are, and in whatever script, no line of any report is wider
//! where nobody says how wide the terminal is; and nothing is coloured.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use common::{code, err, out};

const FILES: [&str; 2] = ["conference.json", "conference.schedule.json"];

/// Ids of the example, and what stands in their place: long, of one piece, some in characters of two columns.
fn long(id: &str) -> String {
    match id {
        "trust" => "信頼とオンラインの安全についての分科会".repeat(4),
        "bruno" | "programme" => format!("{id}-{}", "会議".repeat(35)),
        _ => format!("{id}-{}", "which-somebody-gave-a-rather-long-id-".repeat(4)),
    }
}

const RENAMED: [&str; 8] = ["trust", "bruno", "programme", "room-2", "access", "workshop", "amina", "interpretation"];

/// The example with long names for everything.
fn with_long_names(text: &str) -> String {
    let mut text = text.to_owned();
    for id in RENAMED {
        text = text.replace(&format!("\"{id}\""), &format!("\"{}\"", long(id)));
    }
    for (name, words) in [("Trust online", 20), ("Community networks", 8), ("Room 2", 9), ("Asia", 12), ("Africa", 30)]
    {
        let whole = format!("{} {}", vec![name; words].join(" "), "会議".repeat(50));
        text = text.replace(&format!("\"{name}\""), &format!("\"{whole}\""));
    }
    text.replace("Two-phase demo", &format!("The {} demo", "two-phase-".repeat(12)))
}

fn plenary(dir: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("plenary").unwrap().current_dir(dir).args(args).output().unwrap()
}

/// Runs a command that does what it should, whatever the answer, and looks at every line of it.
fn fits(dir: &Path, args: &[&str]) -> String {
    let mut command = Command::cargo_bin("plenary").unwrap();
    // A terminal's width and colours are a terminal's: this is none.
    let output = command.current_dir(dir).args(args).env("COLUMNS", "200").env("CLICOLOR_FORCE", "1").output().unwrap();
    assert_ne!(code(&output), 2, "{args:?}: {}", err(&output));
    for text in [out(&output), err(&output)] {
        assert!(!text.contains('\u{1b}'), "{args:?} colours: {text}");
        let wide: Vec<&str> = text.lines().filter(|line| line.width() > 80).collect();
        assert!(wide.is_empty(), "{args:?} is wider than 80 columns:\n{}\nin\n{text}", wide.join("\n"));
    }
    let plain = command.env("NO_COLOR", "1").output().unwrap();
    assert!(!out(&plain).contains('\u{1b}') && !err(&plain).contains('\u{1b}'), "{args:?}");
    out(&output)
}

/// A second version: the first session is gone, and two others have changed places.
fn second(dir: &Path) {
    let text = fs::read(dir.join(FILES[1])).unwrap();
    let schedule: Value = serde_json::from_slice(&text).unwrap();
    let place = |entry: &Value| json!({ "id": entry["id"], "start": entry["start"], "room": entry["room"] });
    let mut entries: Vec<Value> = schedule["sessions"].as_array().unwrap().iter().skip(1).map(place).collect();
    let (one, two) = (entries[0].clone(), entries[1].clone());
    for key in ["start", "room"] {
        entries[0][key] = two[key].clone();
        entries[1][key] = one[key].clone();
    }
    let document = json!({ "format": "plenary-schedule/1", "sessions": entries });
    fs::write(dir.join("second.json"), document.to_string()).unwrap();
}

/// A folder with an instance, its timetable, and a second version of that.
fn solved(edit: impl FnOnce(&str) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    assert_eq!(code(&plenary(dir, &["init"])), 0);
    let text = fs::read_to_string(dir.join(FILES[0])).unwrap();
    fs::write(dir.join(FILES[0]), edit(&text)).unwrap();
    let output = plenary(dir, &["solve", FILES[0], "--steps", "2000", "--searchers", "2", "--json"]);
    assert_eq!(common::json(&output)["placed"], 5, "{}", err(&output));
    second(dir);
    folder
}

/// Every command that tells something, of one programme; `name` gives its ids.
fn everything(dir: &Path, name: impl Fn(&str) -> String) {
    let on = |command: &str, more: &[&str]| {
        let all: Vec<&str> = [command].into_iter().chain(FILES).chain(more.iter().copied()).collect();
        fits(dir, &all)
    };
    let (trust, room, amina, programme) = (name("trust"), name("room-2"), name("amina"), name("programme"));
    fits(dir, &["describe", FILES[0]]);
    fits(dir, &["why", FILES[0]]);
    on("check", &["--certificate"]);
    assert!(fits(dir, &["check", FILES[0], "second.json"]).starts_with("Not valid"));
    on("explain", &[]);
    on("explain", &["--advice", "--time-limit", "2s"]);
    on("explain", &[&trust]);
    on("explain", &[&trust, "--at", "2027-03-03T02:00", "--room", &room]);
    on("slots", &[&trust]);
    on("slots", &[&trust, "--all", "--limit", "40"]);
    fits(dir, &["diff", FILES[0], FILES[1], "second.json"]);
    let version = "1.0, as the programme committee has it on the second of March";
    on("release", &["--version", &version[..60], "-o", "first.json"]);
    let again = ["release", FILES[0], "second.json", "--version", "1.1", "--previous", "first.json", "--draft"];
    fits(dir, &[&again[..], &["-o", "draft.json"]].concat());
    fits(dir, &[&again[..], &["--phase", &programme, "-o", "phase.json"]].concat());
    fits(dir, &["notify", FILES[0], "first.json", "draft.json", "-o", "told"]);
    fits(dir, &["export", FILES[0], "phase.json", "--to", "md", "-o", "phase.md"]);
    on("export", &["--to", "site", "-o", "site"]);
    on("export", &["--to", "xlsx", "--internal", "-o", "programme.xlsx"]);
    fits(dir, &["import", "programme.xlsx", "--schedule", "again.json", "-o", "imported.json"]);
    let cases = [
        format!("one {} room: room remove {room}", "and only one ".repeat(8)),
        format!("person gone {amina}; rule weight fair-regions 2"),
    ];
    let few = ["--case", &cases[0], "--case", &cases[1], "--steps", "200"];
    fits(dir, &[&["what-if", FILES[0], "--from", FILES[1]], &few[..]].concat());
    for vary in [format!("{programme}.longest_day_minutes=420,480"), "fair-regions=0,1,2".to_owned()] {
        fits(dir, &["sweep", FILES[0], "--vary", &vary, "--steps", "200"]);
    }
    fits(dir, &["bench", FILES[0], "--steps", "200"]);
}

#[test]
fn reports_of_the_example_fit_into_eighty_columns() {
    let folder = solved(str::to_owned);
    everything(folder.path(), str::to_owned);
}

#[test]
fn reports_of_long_names_fit_into_eighty_columns() {
    let folder = solved(with_long_names);
    everything(folder.path(), |id| if RENAMED.contains(&id) { long(id) } else { id.to_owned() });
}

#[test]
fn beginnings_fit_into_eighty_columns() {
    let folder = tempfile::tempdir().unwrap();
    let columns: Vec<String> = (0..9).map(|number| format!("a column of ours, no. {number}")).collect();
    fs::create_dir(folder.path().join("event")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join("event").join(name), text).unwrap();
    write("days.csv", "date\n2020-11-02\n");
    write("sessions.csv", &format!("id;minutes;{}\na;60;{}\n", columns.join(";"), ["x"; 9].join(";")));
    write(&format!("{}.csv", long("notes")), "what\never\n");
    for args in [&["init", "."][..], &["template", "p.xlsx"], &["import", "event", "-o", "i.json"]] {
        // Once: nothing that is there is written over.
        let output = plenary(folder.path(), args);
        assert_eq!(code(&output), 0, "{args:?}: {}", err(&output));
        let said = format!("{}{}", out(&output), err(&output));
        assert!(said.lines().all(|line| line.width() <= 80), "{args:?}: {said}");
    }
}

#[test]
fn conflicts_of_long_names_fit_into_eighty_columns() {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/infeasible/only-room-closed.json");
    let text = fs::read_to_string(from).unwrap();
    let text = ["room-1", "interpretation"]
        .iter()
        .fold(text, |text, id| text.replace(&format!("\"{id}\""), &format!("\"{}\"", long(id))));
    fs::write(folder.path().join("closed.json"), text).unwrap();
    let said = fits(folder.path(), &["why", "closed.json"]);
    assert!(said.contains("These cannot hold together") && said.contains("Repairs"), "{said}");
}
