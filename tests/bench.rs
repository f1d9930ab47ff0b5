//! `plenary bench` as a program: the table in its four formats, and the comparison with a baseline.

use std::fs;

use serde_json::{Value, json};

use crate::common::{Folder, Run, plenary};

/// A programme that is solved to optimality, and one in which a session stays unplaced.
const INSTANCES: [&str; 2] = ["demo.json", "infeasible.json"];

/// A folder of programme files that contains a schedule file too.
fn folder() -> Folder {
    let folder = Folder::empty();
    for name in INSTANCES.iter().chain(&["clock-change-fixed.schedule.json"]) {
        let name = format!("instances/{name}");
        folder.take(&name, &name);
    }
    folder
}

fn bench(folder: &Folder, more: &str) -> Run {
    folder.run(&format!("bench --steps 2000 --threads 1 {more}"))
}

/// A folder with programme files and their baseline.
fn with_baseline() -> Folder {
    let folder = folder();
    bench(&folder, "--baseline base.json --update").ended(0);
    folder
}

/// Changes a member of the entry of the demo in the baseline.
fn change_baseline(folder: &Folder, member: &str, value: impl Fn(&Value) -> Value) {
    let mut document = folder.document("base.json");
    let entry = &mut document["instances"]["demo.json"][member];
    *entry = value(entry);
    folder.write("base.json", document.to_string());
}

/// A document without the run of a programme.
fn run_without(document: &Value, name: &str) -> String {
    let mut document = document.clone();
    document["instances"].as_array_mut().unwrap().retain(|run| run["instance"] != name);
    document.to_string()
}

/// Runs against the baseline; returns the exit code and the kinds of the faults of the demo.
fn faults(folder: &Folder, more: &str) -> (i32, Vec<String>) {
    let run = bench(folder, &format!("--baseline base.json --json {more}"));
    let document = run.json();
    let demo = document["instances"].as_array().unwrap().iter().find(|run| run["instance"] == "demo.json").unwrap();
    let kinds = demo["faults"].as_array().unwrap().iter().map(|fault| fault["kind"].as_str().unwrap().to_owned());
    (run.code, kinds.collect())
}

#[test]
fn the_table_has_a_row_for_each_programme_and_at_most_eighty_columns() {
    let run = bench(&folder(), "");
    run.is_narrow();
    run.snapshot("bench/table");
}

#[test]
fn the_number_of_threads_does_not_change_the_figures_of_the_document() {
    let folder = folder();
    let run = bench(&folder, "--json");
    run.snapshot("bench/table-json");
    let document = run.json();
    let again = folder.run("bench --steps 2000 --threads 2 --json").json();
    for member in ["placed", "unplaced_minutes", "cost", "bound"] {
        let of = |document: &Value| [0, 1].map(|at| document["instances"][at][member].clone());
        assert_eq!(of(&document), of(&again), "{member}");
    }
}

#[test]
fn a_second_run_passes_against_the_baseline_of_the_first() {
    let folder = with_baseline();
    let text = folder.text("base.json");
    assert!(text.find("demo.json") < text.find("infeasible.json") && text.ends_with("}\n"), "{text}");
    let run = bench(&folder, "--baseline base.json");
    run.snapshot("bench/passed");
    run.snapshot_of("base.json", "bench/baseline");
    bench(&folder, "--baseline base.json --update").ended(0);
    assert_eq!(folder.text("base.json"), text);
}

#[test]
fn a_figure_that_is_worse_by_more_than_the_tolerance_fails() {
    let folder = with_baseline();
    let per_mille = |value: &Value, of: i64| json!(value.as_i64().unwrap() * of / 1000);
    change_baseline(&folder, "cost", |cost| per_mille(cost, 990));
    assert_eq!(faults(&folder, ""), (1, vec!["cost".to_owned()]));
    assert_eq!(faults(&folder, "--tolerance 2"), (0, vec![]));
    change_baseline(&folder, "bound", |bound| per_mille(bound, 1010));
    assert_eq!(faults(&folder, ""), (1, vec!["cost".to_owned(), "bound".to_owned()]));
    bench(&folder, "--baseline base.json").snapshot("bench/worse");
    change_baseline(&folder, "placed", |placed| json!(placed.as_i64().unwrap() + 1));
    assert_eq!(faults(&folder, ""), (1, vec!["placed".to_owned()]));
}

#[test]
fn another_seed_or_a_changed_programme_is_a_fault_of_its_own_kind() {
    let folder = with_baseline();
    change_baseline(&folder, "cost", |_| json!(1));
    assert_eq!(faults(&folder, "--seed 2"), (1, vec!["settings-changed".to_owned()]));
    change_baseline(&folder, "digest", |_| json!("another"));
    assert_eq!(faults(&folder, ""), (1, vec!["instance-changed".to_owned()]));
    bench(&folder, "--baseline base.json").snapshot("bench/changed-instance");
}

#[test]
fn new_and_missing_programmes_are_faults_only_if_a_whole_folder_is_measured() {
    let folder = with_baseline();
    let instances = folder.file("instances");
    fs::rename(instances.join("demo.json"), instances.join("other.json")).unwrap();
    let run = bench(&folder, "--baseline base.json --json").ended(1);
    let document = run.json();
    assert_eq!(document["missing"], json!(["demo.json"]));
    assert_eq!(document["instances"][1]["faults"][0]["kind"], "not-in-baseline");
    bench(&folder, "--baseline base.json").snapshot("bench/renamed-instance");
    // If one file is named, the others are not expected.
    bench(&folder, "instances/infeasible.json --baseline base.json").ended(0);
    bench(&folder, "--baseline base.json --update").snapshot("bench/renamed-instance-updated");
    bench(&folder, "--baseline base.json").ended(0);
}

#[test]
fn an_update_shows_what_became_better_or_worse() {
    let folder = with_baseline();
    let before = folder.bytes("base.json");
    change_baseline(&folder, "cost", |_| json!(100));
    bench(&folder, "--baseline base.json --update").snapshot("bench/updated");
    assert_eq!(folder.bytes("base.json"), before);
}

#[test]
fn a_broken_programme_file_is_reported_and_the_baseline_is_not_updated() {
    let folder = with_baseline();
    let before = folder.bytes("base.json");
    folder.write("instances/a.json", r#"{ "format": "plenary/1", "sessions": 5 }"#);
    bench(&folder, "--baseline base.json --update").snapshot("bench/broken-instance");
    assert_eq!(folder.bytes("base.json"), before);
}

#[test]
fn missing_files_and_wrong_options_are_reported_before_any_programme_is_solved() {
    let folder = folder();
    for (name, more) in [
        ("instances", "nowhere"),
        ("baseline", "--baseline none.json"),
        ("baseline-to-update", "--update"),
        ("folder", "-o nowhere/table.txt"),
        ("place", "-o instances/demo.json"),
        ("tolerance", "--baseline base.json --tolerance -1"),
    ] {
        bench(&folder, more).snapshot(&format!("bench/no-{name}"));
    }
}

#[test]
fn junit_goes_into_a_file_and_markdown_to_standard_output() {
    let folder = with_baseline();
    change_baseline(&folder, "cost", |_| json!(100));
    bench(&folder, "--baseline base.json --format junit -o junit.xml").snapshot("bench/failed");
    let xml = folder.text("junit.xml");
    let failures = failures(&xml);
    assert_eq!(failures.len(), 1, "{xml}");
    assert!(failures[0].0 == "demo.json" && failures[0].1.contains("in the baseline, it is 1.00"), "{failures:?}");
    let markdown = bench(&folder, "--baseline base.json --format markdown").ended(1);
    assert_eq!(markdown.out.lines().filter(|line| line.starts_with('|')).count(), 4, "{}", markdown.out);
}

/// The first programme of the folder would take hours.
#[cfg(unix)]
#[test]
fn an_interrupted_run_shows_its_results_and_does_not_update_the_baseline() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let folder = with_baseline();
    let before = folder.bytes("base.json");
    folder.take("instances/igf-2020-observed.json", "instances/a.json");
    let line = "bench --steps 1000000000000 --json --baseline base.json --update";
    let mut command = plenary(folder.path());
    let mut child = command.args(line.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // When the title of the first programme is there, the handler for the interrupt is installed.
    let mut title = String::new();
    let mut progress = BufReader::new(child.stderr.take().unwrap());
    progress.read_line(&mut title).unwrap();
    assert_eq!(title, "1/3 a.json\n");
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let run = Run::new(folder.path(), line, child.wait_with_output().unwrap());
    let document = run.json();
    assert_eq!((run.code, &document["interrupted"], &document["updated"]), (2, &json!(true), &json!(false)));
    let runs = document["instances"].as_array().unwrap();
    assert_eq!((runs.len(), &runs[0]["interrupted"], &runs[0]["violations"]), (1, &json!(true), &json!(0)));
    assert_eq!(folder.bytes("base.json"), before);
}

/// The failures in a JUnit file: programme file and message.
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

#[test]
fn the_trajectories_of_two_runs_are_drawn_together() {
    let folder = folder();
    let run = bench(&folder, "--json --trajectory alone.svg").ended(0).json();
    let points = run["instances"][0]["trajectory"].as_array().unwrap();
    let ends = |document: &Value| [&document["cost"], &document["bound"]].map(Value::as_i64);
    assert_eq!(ends(points.last().unwrap()), ends(&run["instances"][0]));
    // Costs only fall, bounds only rise, time only passes.
    let rising = |value: &dyn Fn(&Value) -> Option<f64>| points.iter().filter_map(value).is_sorted();
    assert!(rising(&|point| Some(-point["cost"].as_f64()?)) && rising(&|point| point["bound"].as_f64()));
    assert!(rising(&|point| point["seconds"].as_f64()) && rising(&|point| point["steps"].as_f64()));
    assert!(!folder.text("alone.svg").contains("earlier") && folder.text("alone.svg").contains("infeasible.json"));

    folder.write("before.json", run.to_string());
    let run_document = run.clone();
    let run = bench(&folder, "--seed 2 --trajectory both.svg --earlier before.json").ended(0);
    assert!(run.err.contains("wrote both.svg"), "{}", run.err);
    assert!(folder.text("both.svg").contains("earlier run: cost"));

    // Another programme of that name, and an earlier run without one of the programmes.
    let text = folder.text("instances/demo.json");
    folder.write("instances/demo.json", text.replace("\"attendance\": ", "\"attendance\": 9"));
    folder.write("before.json", run_without(&run_document, "infeasible.json"));
    let run = bench(&folder, "--trajectory other.svg --earlier before.json").ended(0);
    assert!(run.err.contains("no trajectory of infeasible.json"), "{}", run.err);
    assert!(folder.text("other.svg").contains("earlier run: cost"));
}

#[test]
fn what_cannot_be_drawn_is_refused_before_the_first_solve() {
    let folder = folder();
    folder.write("other.json", "{}");
    for more in [
        "--trajectory a.svg --earlier other.json",
        "--trajectory none/a.svg",
        "--trajectory a.png",
        "--earlier other.json",
    ] {
        let run = bench(&folder, more).ended(2);
        assert!(!run.err.contains("demo.json"), "{}", run.err);
    }
    bench(&folder, "--trajectory instances/demo.json").ended(2);
    folder.write("before.json", r#"{"format": "plenary-bench/1", "instances": []}"#);
    bench(&folder, "--trajectory before.json --earlier before.json").ended(2);
}
