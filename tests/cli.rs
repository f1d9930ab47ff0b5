//! The command line as a program: exit codes, output streams, and which files are written or kept.

use std::process::Stdio;
use std::thread;

use crate::common::{Folder, Run, STEPS, plenary, root, run};

fn solve(folder: &Folder, more: &str) -> Run {
    folder.run(&format!("solve conference.json {STEPS} {more}"))
}

#[test]
fn init_solve_check_and_explain_work_one_after_another() {
    let folder = Folder::empty();
    folder.run("init").snapshot("cli/init");
    let solved = solve(&folder, "");
    solved.is_narrow();
    solved.snapshot("solve/example");
    solved.snapshot_of("conference.schedule.json", "solve/example-schedule");
    folder.run("check conference.json conference.schedule.json --certificate").snapshot("check/example");
    folder.run("explain conference.json conference.schedule.json").snapshot("explain/everything");
    folder.run("explain conference.json conference.schedule.json trust").snapshot("explain/session");
}

#[test]
fn solve_with_json_prints_one_document_with_costs_bounds_and_speed() {
    let folder = Folder::with_example();
    let run = solve(&folder, "--json");
    run.snapshot("solve/example-json");
    let document = run.json();
    let (cost, bound) = (document["cost"].as_i64().unwrap(), document["bound"].as_i64().unwrap());
    assert!(0 <= bound && bound <= cost, "{bound} {cost}");
    for fraction in ["gap", "avoidable_gap"] {
        assert!((0.0..=1.0).contains(&document[fraction].as_f64().unwrap()), "{fraction}");
    }
    let by_rule: i64 = document["by_rule"].as_object().unwrap().values().map(|cost| cost.as_i64().unwrap()).sum();
    assert_eq!(by_rule, cost);
    for number in ["steps", "seconds", "moves_per_second", "seed", "first_feasible_seconds"] {
        assert!(document[number].is_number(), "{number}: {}", document[number]);
    }
    assert_eq!(folder.document("conference.schedule.json")["cost"], cost);
}

#[test]
fn check_and_explain_with_json_print_the_cost_of_the_schedule() {
    let folder = Folder::solved();
    let run = |command: &str, more: &str| {
        folder.run(&format!("{command} conference.json conference.schedule.json {more} --json"))
    };
    let checked = run("check", "--certificate");
    checked.snapshot("check/example-json");
    assert_eq!(checked.json()["cost"], folder.document("conference.schedule.json")["cost"]);
    run("explain", "").snapshot("explain/everything-json");
    run("explain", "trust").snapshot("explain/session-json");
    run("explain", "trust --at 2027-03-03T02:00 --room room-2").snapshot("explain/session-elsewhere-json");
}

#[test]
fn results_go_to_standard_output_and_progress_to_standard_error() {
    let folder = Folder::with_example();
    let run = solve(&folder, "");
    assert!(run.err.contains("doing") && run.err.contains("first timetable"), "{}", run.err);
    assert!(!run.out.contains("doing"), "{}", run.out);
    folder.run("solve missing.json").snapshot("solve/missing-instance");
}

#[test]
fn with_json_errors_are_documents_too() {
    let folder = Folder::with_example();
    for (name, line) in [
        ("instance", "solve missing.json --json"),
        ("schedule", "check conference.json missing.json --json"),
        ("argument", "solve --json"),
        ("choice", "solve conference.json --steps 5 --time-limit 1s --json"),
        ("profile", "generate igf-2021 --json"),
    ] {
        folder.run(line).snapshot(&format!("failures/wrong-{name}-json"));
    }
}

#[test]
fn all_problems_of_a_programme_file_are_reported_with_line_and_column() {
    let folder = Folder::with_example();
    folder.edit("conference.json", "Africa/Lagos", "Africa/Lago");
    folder.edit("conference.json", "\"minutes\": 90", "\"minuts\": 90");
    folder.run("solve conference.json --json").snapshot("failures/instance-with-problems-json");
    folder.run("solve conference.json").snapshot("failures/instance-with-problems");
}

#[test]
fn a_wrong_session_room_or_time_gets_a_hint() {
    let folder = Folder::solved();
    for (name, more) in [
        ("session", "trsut"),
        ("room", "trust --room room-3"),
        ("time", "trust --at tomorrow"),
        ("time-without-session", "--at 2027-03-03T09:00"),
    ] {
        let line = format!("explain conference.json conference.schedule.json {more}");
        folder.run(&line).snapshot(&format!("explain/wrong-{name}"));
    }
}

#[test]
fn a_timetable_that_breaks_rules_is_described_and_the_exit_code_is_one() {
    let folder = Folder::with_example();
    let hand_made = r#"{ "format": "plenary-schedule/1", "sessions": [
        { "id": "opening", "start": "2027-03-03T09:00", "room": "room-1" },
        { "id": "trust", "start": "2027-03-03T09:30", "room": "room-1" } ] }"#;
    folder.write("mine.json", hand_made);
    folder.run("check conference.json mine.json").snapshot("check/broken");
    folder.run("check conference.json mine.json --certificate").snapshot("check/no-certificate");
}

#[test]
fn a_complete_schedule_file_is_replaced_only_by_a_complete_one() {
    let folder = Folder::solved();
    let before = folder.bytes("conference.schedule.json");
    // Bruno is away on all days of his sessions: they cannot be placed.
    folder.edit("conference.json", "\"from\": \"2027-03-04T00:00\"", "\"from\": \"2027-03-01T00:00\"");
    solve(&folder, "").snapshot("solve/incomplete");
    solve(&folder, "--json").snapshot("solve/incomplete-json");
    assert_eq!(folder.bytes("conference.schedule.json"), before);

    // An incomplete schedule file is replaced by another incomplete one.
    std::fs::remove_file(folder.file("conference.schedule.json")).unwrap();
    for _ in 0..2 {
        assert_eq!(solve(&folder, "--json").json()["schedule"], "conference.schedule.json");
    }
}

#[test]
fn the_programme_file_is_never_overwritten() {
    let folder = Folder::with_example();
    let before = folder.bytes("conference.json");
    solve(&folder, "-o ./conference.json").snapshot("solve/onto-the-instance");
    folder.run("init").snapshot("cli/init-again");
    assert_eq!(folder.bytes("conference.json"), before);
    solve(&folder, "-o nowhere/at-all.json").snapshot("solve/into-no-folder");
}

#[test]
fn the_number_of_threads_does_not_change_the_schedule_file() {
    let folder = Folder::with_example();
    let with = |threads: &str, name: &str| {
        let line = "solve conference.json --steps 2000 --searchers 2 --seed 7 --threads";
        folder.run(&format!("{line} {threads} -o {name}")).ended(0);
        folder.bytes(name)
    };
    assert_eq!(with("1", "one.json"), with("2", "two.json"));
}

#[test]
fn a_solve_from_a_schedule_costs_no_more_than_that_schedule() {
    let folder = Folder::solved();
    let cost = folder.document("conference.schedule.json")["cost"].as_i64().unwrap();
    let run = solve(&folder, "--from conference.schedule.json --json").ended(0);
    assert!(run.json()["cost"].as_i64().unwrap() <= cost);
}

#[test]
fn written_files_match_their_schemas() {
    let folder = Folder::solved();
    for (format, file) in [("instance", "conference.json"), ("schedule", "conference.schedule.json")] {
        let schema = folder.run(&format!("schema {format}")).json();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let document = folder.document(file);
        let problems: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{file}: {problems:?}");
    }
}

#[test]
fn the_same_seed_generates_the_same_programme_file() {
    let folder = Folder::empty();
    let make = |seed: &str| folder.run(&format!("generate igf-2020 --seed {seed}")).ended(0).out;
    assert_eq!(make("3"), make("3"));
    assert_ne!(make("3"), make("4"));
    folder.run("generate igf-2020 --scale 0").snapshot("cli/generate-nothing");
}

#[test]
fn usage_errors_have_the_exit_code_two() {
    let folder = Folder::empty();
    folder.run("--version").snapshot("cli/version");
    for (name, wrong) in [
        ("command", "solv"),
        ("argument", "solve"),
        ("steps", "solve a --steps 0"),
        ("time-limit", "solve a --time-limit 0s"),
        ("nothing", ""),
    ] {
        let run = folder.run(wrong);
        assert_eq!(run.code, 2, "{wrong:?}");
        run.snapshot(&format!("cli/usage-{name}"));
    }
}

/// Sends a signal to a run as soon as it has shown a row of progress that ends like this; then the handler is installed.
/// Returns the run, with what it showed on both streams.
#[cfg(unix)]
fn signalled(folder: &Folder, line: &str, row: &str, signal: &str) -> Run {
    use std::io::{BufRead, BufReader, Read};
    let mut command = plenary(folder.path());
    let mut child = command.args(line.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut progress = BufReader::new(child.stderr.take().unwrap());
    let mut shown = String::new();
    while !shown.ends_with(&format!("{row}\n")) {
        assert_ne!(progress.read_line(&mut shown).unwrap(), 0, "{shown}");
    }
    let sent = std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    // Both streams are read at the same time: a full pipe would block the program.
    let listener = thread::spawn(move || progress.read_to_string(&mut shown).map(|_| shown).unwrap());
    let output = child.wait_with_output().unwrap();
    let shown = listener.join().unwrap();
    assert!(shown.contains("stopping"), "{shown}");
    Run::new(folder.path(), line, output)
}

/// The flagship is large enough that the solve is not finished when it is interrupted.
#[cfg(unix)]
#[test]
fn an_interrupted_solve_writes_the_best_timetable_so_far() {
    let folder = Folder::empty();
    folder.take("instances/igf-2020.json", "igf.json");
    let run = signalled(&folder, "solve igf.json --time-limit 10min --json", "first timetable", "-INT");
    let document = run.json();
    assert_eq!(document["interrupted"], true);
    assert_eq!(run.code, i32::from(document["complete"] != true));
    assert_eq!(folder.document("igf.schedule.json")["cost"], document["cost"]);
}

/// Without the signal, these integer programs would go on for hours.
#[cfg(unix)]
#[test]
fn a_signal_ends_an_integer_program_with_the_best_timetable_so_far() {
    for signal in ["-TERM", "-HUP"] {
        let folder = Folder::empty();
        folder.take("instances/slots.json", "slots.json");
        let line = "solve slots.json --method exact --steps 1000000000000 --json";
        let document = signalled(&folder, line, "integer program", signal).json();
        assert_eq!(document["interrupted"], true);
        assert_eq!(folder.document("slots.schedule.json")["cost"], document["cost"]);
    }
}

#[test]
fn the_program_succeeds_if_the_reader_closes_standard_output() {
    let line = "generate igf-2020";
    let mut child =
        plenary(root()).args(line.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let run = Run::new(root(), line, child.wait_with_output().unwrap());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn control_characters_in_a_title_do_not_reach_the_terminal() {
    let folder = Folder::with_example();
    // Titles are checked less strictly than ids: control characters in them are accepted, but shown as text.
    folder.edit("conference.json", "Trust online", "Trust \\u001b[2J\\u202eonline");
    for line in
        [format!("solve conference.json {STEPS}"), "explain conference.json conference.schedule.json trust".to_owned()]
    {
        let run = folder.run(&line).ended(0);
        for output in [&run.out, &run.err] {
            assert!(!output.contains('\u{1b}') && !output.contains('\u{202e}'), "{output}");
        }
    }
}

#[test]
fn completions_and_man_pages_contain_the_commands() {
    let folder = Folder::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let completions = folder.run(&format!("completions {shell}")).ended(0).out;
        assert!(completions.contains("explain") && completions.contains("time-limit"), "{shell}");
    }
    folder.run("man").snapshot("cli/man");
    folder.run("man --output pages").snapshot("cli/man-pages");
    assert!(folder.text("pages/plenary-solve.1").contains("repair"));
}

/// The commands in the list of the help, and those in its last part.
pub(crate) fn commands() -> Vec<String> {
    let help = run(root(), "--help").ended(0).out;
    let lists = help.split("Options:").next().unwrap().to_owned() + help.split("For developers").nth(1).unwrap();
    let name = |line: &str| {
        let word = line.strip_prefix("  ")?.split_once("  ")?.0;
        word.chars().all(|c| c.is_ascii_lowercase() || c == '-').then(|| word.to_owned())
    };
    lists.lines().filter_map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn each_command_has_a_help_text() {
    run(root(), "--help").snapshot("help/plenary");
    let commands = commands();
    assert_eq!(commands.len(), 28, "{commands:?}");
    for command in commands {
        run(root(), &format!("{command} --help")).snapshot(&format!("help/{command}"));
    }
    run(root(), "what-if --help changes").snapshot("help/what-if-changes");
}
