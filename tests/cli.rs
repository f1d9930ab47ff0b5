//! The command line from outside: exit codes, what goes to which stream, what is written and what is left alone.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

use common::{code, err, json, out};

/// Enough for the example, and the same on every machine.
const STEPS: [&str; 4] = ["--steps", "2000", "--searchers", "2"];

fn plenary(dir: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("plenary").unwrap().current_dir(dir).args(args).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A folder with the example in it.
fn example() -> tempfile::TempDir {
    let dir = folder();
    let output = plenary(dir.path(), &["init"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    dir
}

/// A folder with the example and its timetable.
fn solved() -> tempfile::TempDir {
    let dir = example();
    let output = solve(dir.path(), &[]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    dir
}

fn solve(dir: &Path, more: &[&str]) -> Output {
    let args: Vec<&str> = ["solve", "conference.json"].into_iter().chain(STEPS).chain(more.iter().copied()).collect();
    plenary(dir, &args)
}

fn written(dir: &Path) -> PathBuf {
    dir.join("conference.schedule.json")
}

fn schedule(dir: &Path) -> Value {
    serde_json::from_slice(&fs::read(written(dir)).unwrap()).unwrap()
}

/// The example's text with one change.
fn edit(dir: &Path, from: &str, to: &str) {
    let path = dir.join("conference.json");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "the example says nothing of {from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn from_nothing_to_an_explained_timetable() {
    let dir = example();
    let output = solve(dir.path(), &[]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let said = out(&output);
    for part in ["Valid:", "all 5 sessions placed", "Cost in", "Regions", "Hours of the days", "Written to", "Next:"] {
        assert!(said.contains(part), "{part} is missing in\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80 || line.starts_with("  plenary ")), "{said}");

    let output = plenary(dir.path(), &["check", "conference.json", "conference.schedule.json", "--certificate"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    assert!(out(&output).contains("Verified"), "{}", out(&output));

    let output = plenary(dir.path(), &["explain", "conference.json", "conference.schedule.json"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("Worst-off people"), "{}", out(&output));

    let output = plenary(dir.path(), &["explain", "conference.json", "conference.schedule.json", "trust"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("Best other places"), "{}", out(&output));
}

#[test]
fn solve_as_json_is_one_document_with_everything() {
    let dir = example();
    let output = solve(dir.path(), &["--json"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let document = json(&output);
    assert_eq!(document["valid"], true);
    assert_eq!(document["placed"], 5);
    assert_eq!(document["unplaced"], 0);
    let (cost, bound) = (document["cost"].as_i64().unwrap(), document["bound"].as_i64().unwrap());
    assert!(0 <= bound && bound <= cost, "{bound} {cost}");
    for fraction in ["gap", "avoidable_gap"] {
        assert!((0.0..=1.0).contains(&document[fraction].as_f64().unwrap()), "{fraction}");
    }
    let by_rule: i64 = document["by_rule"].as_object().unwrap().values().map(|cost| cost.as_i64().unwrap()).sum();
    assert_eq!(by_rule, cost);
    for number in ["steps", "seconds", "moves_per_second", "seed", "first_valid_seconds"] {
        assert!(document[number].is_number(), "{number}: {}", document[number]);
    }
    assert_eq!(document["schedule"], "conference.schedule.json");
    assert_eq!(schedule(dir.path())["cost"], cost);
}

#[test]
fn check_and_explain_as_json() {
    let dir = solved();
    let files = ["conference.json", "conference.schedule.json"];
    let run = |command: &str, more: &[&str]| {
        let args: Vec<&str> = [command].into_iter().chain(files).chain(more.iter().copied()).collect();
        let output = plenary(dir.path(), &args);
        assert_eq!(code(&output), 0, "{}", err(&output));
        json(&output)
    };
    let checked = run("check", &["--certificate", "--json"]);
    assert_eq!(checked["valid"], true);
    assert_eq!(checked["certificate"]["verified"], true);
    assert_eq!(checked["cost"], schedule(dir.path())["cost"]);
    // Asia is two regions: Kolkata and Tokyo live by different hours.
    assert_eq!(run("explain", &["--json"])["regions"].as_array().unwrap().len(), 4);
    let story = run("explain", &["trust", "--json"]);
    assert_eq!(story["id"], "trust");
    assert!(!story["alternatives"].as_array().unwrap().is_empty());
    let answer = run("explain", &["trust", "--at", "2027-03-03T02:00", "--room", "room-2", "--json"]);
    assert_eq!(answer["there"]["spot"]["room"], "room-2");
    let broken: Vec<&str> =
        answer["there"]["broken"].as_array().unwrap().iter().map(|v| v["rule"].as_str().unwrap()).collect();
    assert!(broken.iter().any(|rule| ["phase", "day-hours"].contains(rule)), "{broken:?}");
}

#[test]
fn results_and_talk_keep_to_their_streams() {
    let dir = example();
    let output = solve(dir.path(), &[]);
    assert!(err(&output).contains("best") && err(&output).contains("bound"), "{}", err(&output));
    assert!(!out(&output).contains("doing"), "{}", out(&output));
    let output = plenary(dir.path(), &["solve", "missing.json"]);
    assert_eq!((code(&output), out(&output).as_str()), (2, ""));
    assert!(err(&output).contains("missing.json") && err(&output).contains("no such file"), "{}", err(&output));
}

#[test]
fn what_cannot_be_done_is_said_in_json_too() {
    let dir = example();
    for args in [
        &["solve", "missing.json", "--json"][..],
        &["check", "conference.json", "missing.json", "--json"],
        &["solve", "--json"],
        &["solve", "conference.json", "--steps", "5", "--time-limit", "1s", "--json"],
        &["generate", "igf-2021", "--json"],
    ] {
        let output = plenary(dir.path(), args);
        assert_eq!(code(&output), 2, "{args:?}");
        let document = json(&output);
        assert!(!document["error"].as_str().unwrap().is_empty(), "{args:?}");
        assert!(document["diagnostics"].is_array(), "{args:?}");
    }
}

#[test]
fn problems_of_an_instance_are_all_told_with_their_place() {
    let dir = example();
    edit(dir.path(), "Africa/Lagos", "Africa/Lago");
    edit(dir.path(), "\"minutes\": 90", "\"minuts\": 90");
    let output = plenary(dir.path(), &["solve", "conference.json", "--json"]);
    assert_eq!(code(&output), 2);
    let diagnostics = json(&output)["diagnostics"].as_array().unwrap().clone();
    assert!(diagnostics.len() >= 2, "{diagnostics:?}");
    assert!(diagnostics.iter().all(|d| d["line"].as_u64().unwrap() > 0 && d["code"].is_string()));
    let output = plenary(dir.path(), &["solve", "conference.json"]);
    assert!(err(&output).contains("did you mean \"Africa/Lagos\"?"), "{}", err(&output));
}

#[test]
fn wrong_ids_get_a_hint() {
    let dir = solved();
    let explain = |more: &[&str]| {
        let args: Vec<&str> = ["explain", "conference.json", "conference.schedule.json"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        plenary(dir.path(), &args)
    };
    let output = explain(&["trsut"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("did you mean \"trust\"?"), "{}", err(&output));
    let output = explain(&["trust", "--room", "room-3"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("did you mean"), "{}", err(&output));
    let output = explain(&["trust", "--at", "tomorrow"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("2020-11-09T14:00"), "{}", err(&output));
    let output = explain(&["--at", "2027-03-03T09:00"]);
    assert_eq!(code(&output), 2, "--at needs a session");
}

#[test]
fn a_broken_schedule_is_named_in_words_and_ends_with_one() {
    let dir = example();
    let hand_made = r#"{ "format": "plenary-schedule/1", "sessions": [
        { "id": "opening", "start": "2027-03-03T09:00", "room": "room-1" },
        { "id": "trust", "start": "2027-03-03T09:30", "room": "room-1" } ] }"#;
    fs::write(dir.path().join("mine.json"), hand_made).unwrap();
    let output = plenary(dir.path(), &["check", "conference.json", "mine.json"]);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let said = out(&output);
    assert!(said.contains("Not valid") && said.contains("room-clash") && said.contains("trust"), "{said}");
    assert!(said.contains("3 sessions left out"), "{said}");
    let output = plenary(dir.path(), &["check", "conference.json", "mine.json", "--certificate"]);
    assert_eq!(code(&output), 2, "there is no certificate to verify");
}

#[test]
fn an_existing_schedule_gives_way_only_to_a_complete_one() {
    let dir = solved();
    let before = fs::read(written(dir.path())).unwrap();
    // Bruno is away on all days of his sessions: they cannot be placed.
    edit(dir.path(), "\"from\": \"2027-03-04T00:00\"", "\"from\": \"2027-03-01T00:00\"");
    let output = solve(dir.path(), &["--json"]);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let document = json(&output);
    assert_eq!((&document["valid"], &document["gap"]), (&Value::Bool(false), &Value::Null));
    assert_eq!(document["schedule"], "conference.partial.schedule.json");
    assert_eq!(document["spared"], "conference.schedule.json");
    assert_eq!(fs::read(written(dir.path())).unwrap(), before);
    let reasons = document["left_out"][0]["reasons"].to_string();
    assert!(reasons.contains("person-away"), "{reasons}");

    // An incomplete one is no reason to write beside it.
    fs::remove_file(written(dir.path())).unwrap();
    for _ in 0..2 {
        let document = json(&solve(dir.path(), &["--json"]));
        assert_eq!(document["schedule"], "conference.schedule.json");
    }
}

#[test]
fn the_instance_itself_is_never_written_over() {
    let dir = example();
    let before = fs::read(dir.path().join("conference.json")).unwrap();
    let output = solve(dir.path(), &["-o", "./conference.json"]);
    assert_eq!(code(&output), 2);
    assert_eq!(fs::read(dir.path().join("conference.json")).unwrap(), before);
    let output = plenary(dir.path(), &["init"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("exists"), "{}", err(&output));
    let output = solve(dir.path(), &["-o", "nowhere/at-all.json"]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("no directory"), "{}", err(&output));
}

#[test]
fn threads_change_nothing_that_is_written() {
    let dir = example();
    let with = |threads: &str, name: &str| {
        let output = solve(dir.path(), &["--seed", "7", "--threads", threads, "-o", name]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        fs::read(dir.path().join(name)).unwrap()
    };
    assert_eq!(with("1", "one.json"), with("2", "two.json"));
}

#[test]
fn a_schedule_can_be_the_start_of_another() {
    let dir = solved();
    let cost = schedule(dir.path())["cost"].as_i64().unwrap();
    let output = solve(dir.path(), &["--from", "conference.schedule.json", "--json"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(json(&output)["cost"].as_i64().unwrap() <= cost);
}

#[test]
fn what_is_written_is_what_the_schema_says() {
    let dir = solved();
    for (format, file) in [("instance", "conference.json"), ("schedule", "conference.schedule.json")] {
        let schema = json(&plenary(dir.path(), &["schema", format]));
        let document: Value = serde_json::from_slice(&fs::read(dir.path().join(file)).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let problems: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{file}: {problems:?}");
    }
}

#[test]
fn generated_instances_are_the_same_for_the_same_seed() {
    let dir = folder();
    let make = |seed: &str| {
        let output = plenary(dir.path(), &["generate", "igf-2020", "--seed", seed]);
        assert_eq!(code(&output), 0, "{}", err(&output));
        out(&output)
    };
    assert_eq!(make("3"), make("3"));
    assert_ne!(make("3"), make("4"));
    let output = plenary(dir.path(), &["generate", "igf-2020", "--scale", "0"]);
    assert_eq!(code(&output), 2);
}

#[test]
fn help_shows_everyday_commands_first_and_usage_errors_are_two() {
    let dir = folder();
    let output = plenary(dir.path(), &["--help"]);
    assert_eq!(code(&output), 0);
    let said = out(&output);
    let at = |word: &str| said.find(word).unwrap_or_else(|| panic!("{word} is missing in\n{said}"));
    assert!(at("\n  solve") < at("\n  check") && at("\n  check") < at("\n  explain"), "{said}");
    assert!(at("\n  init") < at("\n  generate"), "{said}");
    assert_eq!(code(&plenary(dir.path(), &["--version"])), 0);
    for wrong in
        [&["solv"][..], &["solve"], &["solve", "a", "--steps", "0"], &["solve", "a", "--time-limit", "0s"], &[]]
    {
        assert_eq!(code(&plenary(dir.path(), wrong)), 2, "{wrong:?}");
    }
}

/// The flagship, large enough that its search is still at work when it is interrupted.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_search_and_writes_what_there_is() {
    use std::process::{Command, Stdio};
    let dir = folder();
    let instance = concat!(env!("CARGO_MANIFEST_DIR"), "/instances/igf-2020.json");
    let started = std::time::Instant::now();
    let child = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(dir.path())
        .args(["solve", instance, "-o", "igf.schedule.json", "--time-limit", "10min", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(4));
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    assert!(started.elapsed().as_secs() < 300, "it did not stop");
    let document = json(&output);
    assert_eq!(document["interrupted"], true, "{}", err(&output));
    assert_eq!(code(&output), i32::from(document["unplaced"] != 0), "{}", err(&output));
    assert!(err(&output).contains("stopping"), "{}", err(&output));
    let read: Value = serde_json::from_slice(&fs::read(dir.path().join("igf.schedule.json")).unwrap()).unwrap();
    assert_eq!(read["cost"], document["cost"]);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["generate", "igf-2020"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), err(&output).as_str()), (0, ""));
}

#[test]
fn nothing_in_a_title_reaches_the_terminal_unseen() {
    let dir = example();
    // Titles are checked less strictly than ids; whatever gets through is shown, not obeyed.
    edit(dir.path(), "Trust online", "Trust \\u001b[2J\\u202eonline");
    for command in
        [&["solve", "conference.json", "--steps", "100"][..], &["solve", "conference.json", "--steps", "100"]]
    {
        let output = plenary(dir.path(), command);
        assert!(!out(&output).contains('\u{1b}') && !err(&output).contains('\u{1b}'));
    }
    if written(dir.path()).exists() {
        let output = plenary(dir.path(), &["explain", "conference.json", "conference.schedule.json", "trust"]);
        assert!(!out(&output).contains('\u{1b}') && !out(&output).contains('\u{202e}'), "{}", out(&output));
    }
}

#[test]
fn shells_and_man_know_the_commands() {
    let dir = folder();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = plenary(dir.path(), &["completions", shell]);
        assert_eq!(code(&output), 0);
        assert!(out(&output).contains("explain") && out(&output).contains("time-limit"), "{shell}");
    }
    assert!(out(&plenary(dir.path(), &["man"])).contains(".SH SUBCOMMANDS"));
    let output = plenary(dir.path(), &["man", "--output", "pages"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(fs::read_to_string(dir.path().join("pages/plenary-solve.1")).unwrap().contains("repair"));
}
