//! The README keeps its word: its table of rules is the program's own, its example loads, its first screen has the two
//! commands, and all others work.

use plenary::domain::{Legal, RuleInfo, Strength};
use plenary::instance::load;
use plenary::rules::{catalogue, ground};

use crate::common::{Folder, run_words};

const README: &str = include_str!("../README.md");

fn setting(strength: Strength) -> String {
    match strength {
        Strength::Off => "off".to_owned(),
        Strength::Hard => "hard".to_owned(),
        Strength::Weight(weight) => weight.to_string(),
    }
}

fn legal(legal: Legal) -> String {
    let names = [(legal.hard, "hard"), (legal.weight, "weight"), (legal.off, "off")];
    names.into_iter().filter(|name| name.0).map(|name| name.1).collect::<Vec<_>>().join(", ")
}

fn row(info: &RuleInfo) -> String {
    format!("| `{}` | {} | {} | {} |\n", info.id, setting(info.default), legal(info.legal), info.sentence)
}

/// Fails with the table where README.md does not have it.
fn has(head: &str, rows: impl Iterator<Item = String>) {
    let table = format!("{head}\n{}\n", rows.collect::<String>());
    assert!(README.contains(&table), "put this table into README.md:\n\n{table}");
}

#[test]
fn the_tables_of_rules_are_the_catalogue() {
    has("| rule | default | can be | what it asks |\n|---|---|---|---|", catalogue().iter().map(row));
    let price = |info: &RuleInfo| Some(format!("| `{}` | {} |\n", info.id, info.charges?));
    has("| rule | price |\n|---|---|", catalogue().iter().filter_map(price));
}

#[test]
fn the_example_loads_without_a_word_and_every_session_can_be_somewhere() {
    let example = README.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let loaded = load(example.as_bytes(), "README.md", &catalogue());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let conference = loaded.conference.unwrap();
    let model = ground(&conference).unwrap().model;
    assert!((0..model.activities.len()).all(|session| model.cheapest(session).is_some()));
}

#[test]
fn the_two_commands_are_on_the_first_screen() {
    let screen: Vec<&str> = README.lines().take(24).collect();
    for command in ["cargo run --release -- solve instances/igf-2020.json", "cargo test"] {
        let line = screen.iter().position(|line| *line == command);
        let fence = line.map(|line| (screen[line - 1], screen[line + 1]));
        assert_eq!(fence, Some(("```sh", "```")), "{command}");
    }
}

/// The lines of all shell blocks that call the program by its name.
fn commands() -> Vec<Vec<String>> {
    let blocks = README.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("plenary "));
    lines.map(|line| shell_words::split(line).unwrap()).collect()
}

#[test]
fn every_command_works_and_costs_what_is_said() {
    let folder = Folder::empty();
    for name in ["instances/working-group.json", "instances/working-group-real.schedule.json"] {
        folder.take(name, name);
    }
    let commands = commands();
    let verbs = [
        "init",
        "template",
        "import",
        "describe",
        "solve",
        "check",
        "explain",
        "why",
        "slots",
        "what-if",
        "sweep",
        "diff",
        "release",
        "notify",
        "export",
        "generate",
        "schema",
        "bench",
        "completions",
        "man",
    ];
    for verb in verbs {
        assert!(commands.iter().any(|command| command[0] == verb), "no example of {verb}");
    }
    for mut command in commands {
        // Nobody waits for half a minute here.
        let runs = ["solve", "bench", "what-if", "sweep"];
        if runs.contains(&command[0].as_str()) && !command.contains(&"--steps".to_owned()) {
            command.extend(["--steps", "2000"].map(String::from));
        }
        let said = run_words(folder.path(), &command).ended(0).out;
        if command[1].starts_with("instances/") {
            let total = said.lines().find_map(|line| line.trim().strip_prefix("total")).unwrap();
            assert!(
                README.contains(total.trim()),
                "{command:?} costs {}, of which README.md says nothing",
                total.trim()
            );
        }
    }
}
