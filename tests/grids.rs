//! Cases that are written into a folder, solved by other programs that run the job files, and collected.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::common::{Folder, Run, root, run_words};

/// Names of cases that a shell or YAML would misread, if they reached one.
const CASES: [&str; 4] = [
    "one room: room remove room-2",
    "$(touch made) `touch made` \"${{ secrets.X }}\": turnaround 5",
    "it's 会議 & co. > made; #1: hours latest 23:00",
    "-rf ../*: person gone amina",
];

const SETTINGS: [&str; 6] = ["--steps", "2000", "--searchers", "2", "--seed", "3"];

/// Runs `what-if` with all cases.
fn what_if(folder: &Folder, more: &[&str]) -> Run {
    let mut words: Vec<String> =
        ["what-if", "conference.json", "--from", "conference.schedule.json"].map(String::from).into();
    words.extend(CASES.iter().map(|case| format!("--case={case}")));
    words.extend(SETTINGS.iter().chain(more).map(|word| (*word).to_owned()));
    run_words(folder.path(), &words)
}

/// A command that finds `plenary` as a user's shell would.
fn with_plenary(program: &str, folder: &Path) -> Command {
    let programs = Path::new(env!("CARGO_BIN_EXE_plenary")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(programs.to_owned()).chain(std::env::split_paths(&path));
    let mut command = Command::new(program);
    command.current_dir(folder).env("PATH", std::env::join_paths(path).unwrap());
    command
}

/// Asserts that the table of the collected cases is that of `what-if`, apart from the words about its effort.
fn assert_same_table(folder: &Folder, collected: &Run) {
    let here = what_if(folder, &["--json"]).ended(0).json();
    let mut collected = collected.json();
    assert_eq!(collected["effort"], Value::Null);
    collected["effort"] = here["effort"].clone();
    assert_eq!(collected, here);
}

/// Writes the cases, and runs a program in their folder with `jobs.txt` as its input.
#[cfg(unix)]
fn solve_with(folder: &Folder, program: &str, arguments: &[&str], ssh: Option<&Path>) {
    let name = "cases of \"$HOME\"";
    what_if(folder, &["--write-cases", name]).ended(0);
    let jobs = std::fs::File::open(folder.file(name).join("jobs.txt")).unwrap();
    let mut command = with_plenary(program, &folder.file(name));
    // Without it, some versions of GNU parallel run nothing on other machines, and their exit code is 0.
    command.env("SHELL", "/bin/sh");
    if let Some(ssh) = ssh {
        command.env("PARALLEL_SSH", ssh).env("RSYNC_RSH", ssh);
    }
    let output = command.args(arguments).stdin(Stdio::from(jobs)).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    let names = folder.names(name);
    assert!(!names.iter().any(|name| name == "made") && !folder.has("made"), "{names:?}");
    let collected = run_words(folder.path(), &["what-if", "--collect", name, "--json"]).ended(0);
    assert_same_table(folder, &collected);
}

/// Whether a program of others is installed.
#[cfg(unix)]
fn is_installed(program: &str, full_name: &str) -> bool {
    let version = Command::new(program).arg("--version").stdin(Stdio::null()).output();
    let found = version.is_ok_and(|version| String::from_utf8_lossy(&version.stdout).contains(full_name));
    if !found {
        eprintln!("skipped: there is no {full_name} (Debian: {program})");
    }
    found
}

#[cfg(unix)]
#[test]
fn a_shell_runs_the_list_of_commands_and_the_table_is_that_of_what_if() {
    solve_with(&Folder::solved(), "sh", &["-e"], None);
}

#[cfg(unix)]
#[test]
fn gnu_parallel_runs_the_list_of_commands_and_the_table_is_that_of_what_if() {
    if is_installed("parallel", "GNU parallel") {
        solve_with(&Folder::solved(), "parallel", &["--jobs", "2", "--halt", "now,fail=1"], None);
    }
}

/// A program in place of ssh: it runs the command in a directory beside it that has the name of the machine.
#[cfg(unix)]
const SSH: &str = r#"#!/bin/sh
while :; do
  case "$1" in
    -l | -o | -p) shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
HOME=$(dirname "$0")/$1
export HOME
shift
[ "$1" = -- ] && shift
cd "$HOME" && exec sh -c "$*"
"#;

/// The command of the manual that copies the cases to other machines.
#[cfg(unix)]
#[test]
fn gnu_parallel_takes_the_cases_to_other_machines_and_brings_the_timetables_back() {
    use std::os::unix::fs::PermissionsExt;

    if !is_installed("parallel", "GNU parallel") || !is_installed("rsync", "rsync") {
        return;
    }
    let manual = std::fs::read_to_string(root().join("src/manual/what-ifs.md")).unwrap().replace("\\\n", " ");
    let line = manual.lines().find(|line| line.starts_with("parallel ") && line.contains("--return")).unwrap();
    let words = shell_words::split(line.strip_suffix(" < jobs.txt").unwrap()).unwrap();
    let folder = Folder::solved();
    for machine in ["machine-1", "machine-2"] {
        folder.write(&format!("{machine}/ready"), "");
    }
    folder.write("machines", "2/machine-1\n2/machine-2\n");
    let machines = folder.file("machines");
    folder.write("ssh", SSH);
    let ssh = folder.file("ssh");
    std::fs::set_permissions(&ssh, std::fs::Permissions::from_mode(0o755)).unwrap();
    let words: Vec<&str> = words[1..]
        .iter()
        .map(|word| if word == "machines.txt" { machines.to_str().unwrap() } else { word.as_str() })
        .collect();
    solve_with(&folder, "parallel", &words, Some(&ssh));
    for machine in ["machine-1", "machine-2"] {
        assert!(!folder.names(&format!("{machine}/plenary-cases")).is_empty(), "{machine}");
    }
}

#[test]
fn the_job_files_have_a_job_for_each_case() {
    let folder = Folder::solved();
    let written = what_if(&folder, &["--write-cases", "my cases"]).ended(0);
    written.snapshot("what-if/written");
    for (file, name) in [
        ("jobs.txt", "what-if/jobs-parallel"),
        ("github-actions.yml", "what-if/jobs-github"),
        ("gitlab-ci.yml", "what-if/jobs-gitlab"),
    ] {
        written.snapshot_of(&format!("my cases/{file}"), name);
    }
}

#[test]
fn cases_that_are_missing_or_failed_are_named_with_the_reason() {
    let folder = Folder::solved();
    what_if(&folder, &["--write-cases", "grid"]).ended(0);
    let commands = folder.text("grid/jobs.txt");
    let first = shell_words::split(commands.lines().next().unwrap()).unwrap();
    let words: Vec<&str> = first.iter().map(String::as_str).skip(1).take_while(|word| *word != ">").collect();
    run_words(&folder.file("grid"), &words).ended(0);
    // The others: a job that failed, one that was killed, a damaged file, and one that has not begun.
    let manifest = folder.document("grid/manifest.json");
    let file = |case: usize| manifest["cases"][case]["schedule"].as_str().unwrap().to_owned();
    let log = |case: usize| format!("grid/{}", file(case).replace(".schedule.json", ".log"));
    folder.write(&log(1), "Cost in discomfort-minutes\nerror: the disk is full\n\nhint: make room\n");
    folder.write(&log(2), "Cost in discomfort-minutes\n");
    folder.write(&format!("grid/{}", file(3)), "{ \"format\": \"plenary-schedule/1\", \"sess");
    let collected = folder.run("what-if --collect grid").ended(1);
    collected.is_narrow();
    collected.snapshot("what-if/collected-failures");
    let document = folder.run("what-if --collect grid --json").ended(1).json();
    let problems: Vec<&Value> = document["cases"].as_array().unwrap().iter().map(|case| &case["problem"]).collect();
    assert!(problems[0].is_null() && problems[1..].iter().all(|problem| problem.is_string()), "{problems:?}");
}
