//! `plenary bench` from outside: the table in its four forms, and the baseline that holds the next run to this one.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::{Value, json};

use common::{code, err, json, out};

/// Few enough to be quick; the two instances are small.
const STEPS: [&str; 4] = ["--steps", "2000", "--threads", "1"];

/// One that is proved optimal, and one in which something has to be left out.
const INSTANCES: [&str; 2] = ["demo.json", "infeasible.json"];

/// A folder of instances, with a schedule among them.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("instances")).unwrap();
    for name in INSTANCES.iter().chain(&["clock-change-fixed.schedule.json"]) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances").join(name);
        fs::copy(from, dir.path().join("instances").join(name)).unwrap();
    }
    dir
}

fn bench(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("plenary").unwrap();
    command.current_dir(dir).arg("bench").args(STEPS).args(args).output().unwrap()
}

/// A folder with a baseline of its instances.
fn with_baseline() -> tempfile::TempDir {
    let dir = folder();
    let output = bench(dir.path(), &["--baseline", "base.json", "--update"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    dir
}

/// Changes the baseline's entry of the demo.
fn tamper(dir: &Path, member: &str, value: impl Fn(&Value) -> Value) {
    let path = dir.join("base.json");
    let mut document: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let entry = &mut document["instances"]["demo.json"][member];
    *entry = value(entry);
    fs::write(path, document.to_string()).unwrap();
}

/// The kinds of the faults of the demo in a run against the baseline, with the exit code.
fn faults(dir: &Path, more: &[&str]) -> (i32, Vec<String>) {
    let output = bench(dir, &[&["--baseline", "base.json", "--json"], more].concat());
    let document = json(&output);
    let run = document["instances"].as_array().unwrap().iter().find(|run| run["instance"] == "demo.json").unwrap();
    let kinds = run["faults"].as_array().unwrap().iter().map(|fault| fault["kind"].as_str().unwrap().to_owned());
    (code(&output), kinds.collect())
}

#[test]
fn the_table_has_a_row_an_instance_and_fits_a_terminal() {
    let dir = folder();
    let output = bench(dir.path(), &[]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let shown = out(&output);
    assert!(shown.starts_with("Measured 2 instances; no hard rule is broken.\n"), "{shown}");
    assert!(shown.contains("  demo  ") && shown.contains("  infeasible  ") && !shown.contains("schedule"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    assert!(err(&output).contains("1/2 demo.json\n2/2 infeasible.json\n"), "{}", err(&output));
}

#[test]
fn the_document_has_the_figures_and_the_same_ones_whatever_the_threads() {
    let dir = folder();
    let document = json(&bench(dir.path(), &["--json"]));
    assert_eq!((&document["format"], &document["passed"]), (&json!("plenary-bench/1"), &json!(true)));
    let runs = document["instances"].as_array().unwrap();
    let names: Vec<&str> = runs.iter().map(|run| run["instance"].as_str().unwrap()).collect();
    assert_eq!(names, INSTANCES);
    let (demo, infeasible) = (&runs[0], &runs[1]);
    assert_eq!((&demo["unplaced"], &demo["violations"], &demo["problem"]), (&json!(0), &json!(0), &Value::Null));
    assert!(demo["cost"].as_i64().unwrap() > 0 && demo["cost"] == demo["bound"], "{demo}");
    assert_eq!((&infeasible["unplaced"], &infeasible["bound"]), (&json!(1), &Value::Null));

    let parallel = Command::cargo_bin("plenary").unwrap();
    let mut parallel = parallel;
    parallel.current_dir(dir.path()).args(["bench", "--steps", "2000", "--threads", "2", "--json"]);
    let again = json(&parallel.output().unwrap());
    for member in ["placed", "unplaced_minutes", "cost", "bound"] {
        let of = |document: &Value| [0, 1].map(|at| document["instances"][at][member].clone());
        assert_eq!(of(&document), of(&again), "{member}");
    }
}

#[test]
fn an_unchanged_program_passes_against_its_own_baseline() {
    let dir = with_baseline();
    let text = fs::read_to_string(dir.path().join("base.json")).unwrap();
    assert!(text.find("demo.json") < text.find("infeasible.json") && text.ends_with("}\n"), "{text}");
    let output = bench(dir.path(), &["--baseline", "base.json"]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert!(out(&output).starts_with("Passed: 2 instances, none worse than in base.json.\n"), "{}", out(&output));
    assert!(out(&output).contains("Every figure that both have is the same."), "{}", out(&output));
    let again = bench(dir.path(), &["--baseline", "base.json", "--update"]);
    assert_eq!((code(&again), fs::read_to_string(dir.path().join("base.json")).unwrap()), (0, text));
}

#[test]
fn what_is_worse_than_the_tolerance_fails() {
    let dir = with_baseline();
    let per_mille = |value: &Value, of: i64| json!(value.as_i64().unwrap() * of / 1000);
    tamper(dir.path(), "cost", |cost| per_mille(cost, 990));
    assert_eq!(faults(dir.path(), &[]), (1, vec!["cost".to_owned()]));
    assert_eq!(faults(dir.path(), &["--tolerance", "2"]), (0, vec![]));
    tamper(dir.path(), "bound", |bound| per_mille(bound, 1010));
    assert_eq!(faults(dir.path(), &[]), (1, vec!["cost".to_owned(), "bound".to_owned()]));
    tamper(dir.path(), "placed", |placed| json!(placed.as_i64().unwrap() + 1));
    assert_eq!(faults(dir.path(), &[]), (1, vec!["placed".to_owned()]));
}

#[test]
fn what_cannot_be_compared_says_so_instead_of_failing_for_its_cost() {
    let dir = with_baseline();
    tamper(dir.path(), "cost", |_| json!(1));
    assert_eq!(faults(dir.path(), &["--seed", "2"]), (1, vec!["settings-changed".to_owned()]));
    tamper(dir.path(), "digest", |_| json!("another"));
    assert_eq!(faults(dir.path(), &[]), (1, vec!["instance-changed".to_owned()]));
    let output = bench(dir.path(), &["--baseline", "base.json"]);
    let said = out(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("demo.json: the instance changed since the baseline was made: run with --update"), "{said}");
}

#[test]
fn instances_that_come_or_go_are_faults_of_a_folder_only() {
    let dir = with_baseline();
    let instances = dir.path().join("instances");
    fs::rename(instances.join("demo.json"), instances.join("other.json")).unwrap();
    let output = bench(dir.path(), &["--baseline", "base.json", "--json"]);
    let document = json(&output);
    assert_eq!((code(&output), &document["missing"]), (1, &json!(["demo.json"])));
    assert_eq!(document["instances"][1]["faults"][0]["kind"], "not-in-baseline");
    // Asked for one file, nobody expects the others.
    let one = bench(dir.path(), &["instances/infeasible.json", "--baseline", "base.json"]);
    assert_eq!(code(&one), 0, "{}", out(&one));
    let update = bench(dir.path(), &["--baseline", "base.json", "--update"]);
    assert_eq!(code(&update), 0, "{}", out(&update));
    let said = out(&update);
    assert!(said.contains("demo.json: taken out") && said.contains("other.json: new\n"), "{said}");
    assert_eq!(code(&bench(dir.path(), &["--baseline", "base.json"])), 0);
}

#[test]
fn an_update_says_what_changed_in_which_direction() {
    let dir = with_baseline();
    let before = fs::read(dir.path().join("base.json")).unwrap();
    tamper(dir.path(), "cost", |_| json!(100));
    let output = bench(dir.path(), &["--baseline", "base.json", "--update"]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    let said = out(&output);
    assert!(said.contains("demo.json: cost 1.00 -> ") && said.contains("worse)"), "{said}");
    assert!(said.contains("wrote them to base.json"), "{said}");
    assert_eq!(fs::read(dir.path().join("base.json")).unwrap(), before);
}

#[test]
fn a_broken_instance_is_told_after_the_others_ran_and_leaves_the_baseline_alone() {
    let dir = with_baseline();
    let before = fs::read(dir.path().join("base.json")).unwrap();
    fs::write(dir.path().join("instances/a.json"), r#"{ "format": "plenary/1", "sessions": 5 }"#).unwrap();
    let output = bench(dir.path(), &["--baseline", "base.json", "--update"]);
    assert_eq!(code(&output), 2, "{}", out(&output));
    let said = out(&output);
    assert!(said.contains("Failed: of 3 instances, 1 could not be measured."), "{said}");
    assert!(said.contains("- a.json: the instance cannot be used") && said.contains("  demo  "), "{said}");
    assert_eq!(fs::read(dir.path().join("base.json")).unwrap(), before);
}

#[test]
fn what_is_missing_is_said_before_the_work() {
    let dir = folder();
    for args in [
        &["nowhere"][..],
        &["--baseline", "none.json"],
        &["--update"],
        &["-o", "nowhere/table.txt"],
        &["-o", "instances/demo.json"],
        &["--baseline", "base.json", "--tolerance", "-1"],
    ] {
        let output = bench(dir.path(), args);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{args:?}: {}", err(&output));
        assert!(!err(&output).contains("1/2"), "{args:?}: {}", err(&output));
    }
}

#[test]
fn junit_and_markdown_go_into_files_and_the_table_stays_on_the_terminal() {
    let dir = with_baseline();
    tamper(dir.path(), "cost", |_| json!(100));
    let output = bench(dir.path(), &["--baseline", "base.json", "--format", "junit", "-o", "junit.xml"]);
    assert_eq!(code(&output), 1);
    assert!(out(&output).starts_with("Failed: of 2 instances, 1 did not pass."), "{}", out(&output));
    let xml = fs::read_to_string(dir.path().join("junit.xml")).unwrap();
    let failures = failures(&xml);
    assert_eq!(failures.len(), 1, "{xml}");
    assert!(failures[0].0 == "demo.json" && failures[0].1.contains("before, 1.00"), "{failures:?}");

    let output = bench(dir.path(), &["--baseline", "base.json", "--format", "markdown"]);
    assert_eq!(out(&output).lines().filter(|line| line.starts_with('|')).count(), 4, "{}", out(&output));
}

/// A folder whose first instance would take hours.
#[cfg(unix)]
#[test]
fn an_interrupt_tells_what_there_is_and_leaves_the_baseline_alone() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let dir = with_baseline();
    let before = fs::read(dir.path().join("base.json")).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances/igf-2020-observed.json");
    fs::copy(from, dir.path().join("instances/a.json")).unwrap();
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("plenary"));
    command.current_dir(dir.path()).args(["bench", "--steps", "1000000000000", "--json"]);
    command.args(["--baseline", "base.json", "--update"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The title of the first instance: the handler is in place by then.
    let mut title = String::new();
    let mut talk = BufReader::new(child.stderr.take().unwrap());
    talk.read_line(&mut title).unwrap();
    assert_eq!(title, "1/3 a.json\n");
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    let document = json(&output);
    assert_eq!((code(&output), &document["interrupted"], &document["updated"]), (2, &json!(true), &json!(false)));
    let runs = document["instances"].as_array().unwrap();
    assert_eq!((runs.len(), &runs[0]["interrupted"], &runs[0]["violations"]), (1, &json!(true), &json!(0)));
    assert_eq!(fs::read(dir.path().join("base.json")).unwrap(), before);
}

/// The failures in a JUnit file: instance and message.
fn failures(xml: &str) -> Vec<(String, String)> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut case, mut found) = (String::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found,
            Event::Start(element) | Event::Empty(element) => {
                let attribute = |name: &str| {
                    let value = element.try_get_attribute(name).unwrap().unwrap();
                    value.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned()
                };
                match element.name().as_ref() {
                    "testcase" => case = attribute("name"),
                    "failure" => found.push((case.clone(), attribute("message"))),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}
