//! Compares tables and examples in the documents with the program.

use plenary::domain::{Comfort, Legal, RuleInfo, Strength};
use plenary::instance::load;
use plenary::manual::CHAPTERS;
use plenary::rules::{catalogue, ground};
use serde_json::Value;

use super::blocks::blocks;
use super::{Document, all};
use crate::common::{root, run};

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

/// Fails if the document does not have this table, and prints the table.
fn assert_table(document: &Document, head: &str, rows: impl Iterator<Item = String>) {
    let table = format!("{head}\n{}\n", rows.collect::<String>());
    assert!(document.text.contains(&table), "put this table into {}:\n\n{table}", document.path);
}

#[test]
fn the_tables_of_rules_are_the_catalogue() {
    let rules = Document::chapter("rules");
    assert_table(&rules, "| rule | default | can be | what it asks |\n|---|---|---|---|", catalogue().iter().map(row));
    let price = |info: &RuleInfo| Some(format!("| `{}` | {} |\n", info.id, info.charges?));
    assert_table(&rules, "| rule | price |\n|---|---|", catalogue().iter().filter_map(price));
}

#[test]
fn the_table_of_hours_is_the_default_curve() {
    let row = |from: u32, until: u32, discomfort: u8| {
        format!("| {:02}:00 to {:02}:00 | {discomfort} % |\n", from / 60, until / 60)
    };
    let windows = Comfort::default().windows;
    let rows = windows.iter().map(|window| row(window.from, window.until, window.discomfort));
    assert_table(&Document::chapter("rules"), "| local time | discomfort of a minute |\n|---|---:|", rows);
}

/// Fails if the chapter has no row for a value that the help of an option lists.
fn assert_row_for_each_value(chapter: &str, command: &str, option: &str) {
    let (document, help) = (Document::chapter(chapter), run(root(), &format!("{command} --help")).ended(0).out);
    let section = help.split(option).nth(1).unwrap().split("\n\n  -").next().unwrap().to_owned();
    let name = |line: &str| Some(line.trim().strip_prefix("- ")?.split_once(':')?.0.to_owned());
    let names: Vec<String> = section.lines().filter_map(name).collect();
    assert!(names.len() > 5, "{help}");
    for name in names {
        assert!(document.text.contains(&format!("\n| `{name}` | ")), "{} has no row for {name}", document.path);
    }
}

#[test]
fn the_tables_of_formats_are_complete() {
    assert_row_for_each_value("publishing", "export", "  --to <FORMAT>\n");
    assert_row_for_each_value("formats", "schema", "  <NAME>\n");
}

#[test]
fn every_instance_has_a_row() {
    let regressions = Document::chapter("regressions");
    for entry in std::fs::read_dir(root().join("instances")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = regressions.text.contains(&format!("`{}`", name.trim_end_matches(".json")));
        assert!(known || name.ends_with(".schedule.json"), "{name} is in no row of {}", regressions.path);
    }
}

#[test]
fn examples_of_programmes_load_without_warnings_and_every_session_has_a_place() {
    let mut programmes = 0;
    for document in all() {
        for block in blocks(&document.text).iter().filter(|block| block.language == "json") {
            let whole: Result<Value, _> = serde_json::from_str(block.text);
            let part: Result<Value, _> = serde_json::from_str(&format!("{{{}}}", block.text));
            let Ok(example) = whole.or(part) else { panic!("{} is not JSON:\n{}", document.path, block.text) };
            if example["format"] != "plenary/1" {
                continue;
            }
            programmes += 1;
            let loaded = load(block.text.as_bytes(), &document.path, &catalogue());
            assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
            let model = ground(&loaded.conference.unwrap()).unwrap().model;
            assert!((0..model.activities.len()).all(|session| model.cheapest(session).is_some()));
        }
    }
    assert!(programmes > 0, "no example of a programme file");
}

#[test]
fn the_readme_is_short_and_leads_to_every_chapter() {
    let readme = Document::readme();
    assert!(readme.text.lines().count() <= 200, "README.md has {} lines", readme.text.lines().count());
    for chapter in CHAPTERS {
        let link = format!("(src/manual/{}.md)", chapter.name);
        assert!(readme.text.contains(&link), "README.md has no link {link}");
    }
}

#[test]
fn links_lead_to_existing_files() {
    for document in all() {
        let folder = document.file().parent().unwrap().to_owned();
        for (at, _) in document.text.match_indices("](") {
            let target = document.text[at + 2..].split(')').next().unwrap();
            let file = target.split('#').next().unwrap();
            assert!(target.contains("://") || folder.join(file).exists(), "{}: {target}", document.path);
        }
    }
}

#[test]
fn the_two_commands_are_on_the_first_screen() {
    let readme = Document::readme();
    let screen: Vec<&str> = readme.text.lines().take(24).collect();
    for command in ["cargo run --release -- solve instances/igf-2020.json", "cargo test"] {
        let line = screen.iter().position(|line| *line == command);
        let fence = line.map(|line| (screen[line - 1], screen[line + 1]));
        assert_eq!(fence, Some(("```sh", "```")), "{command}");
    }
}

#[test]
fn lines_of_prose_are_no_wider_than_the_code() {
    for document in all() {
        let wide = document.text.lines().find(|line| line.chars().count() > 120 && !line.starts_with('|'));
        assert_eq!(wide, None, "{}", document.path);
    }
}
