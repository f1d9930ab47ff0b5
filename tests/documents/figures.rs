//! Compares figures in the documents with those of commands and of the committed baseline.

use std::fs;

use plenary::report::numbers;
use serde_json::Value;

use super::Document;
use crate::common::root;

/// Fails if the document does not name the total cost that its command prints.
pub fn total_is_named(words: &[String], printed: &str, document: &Document) {
    let Some(total) = printed.lines().find_map(|line| line.trim().strip_prefix("total ")) else { return };
    let total = total.trim();
    assert!(document.text.contains(total), "{words:?} costs {total}, which {} does not name", document.path);
}

/// The entry of an instance in the baseline.
fn baseline(name: &str) -> Value {
    let text = fs::read(root().join("benches/baseline.json")).unwrap();
    let baseline: Value = serde_json::from_slice(&text).unwrap();
    baseline["instances"][name].clone()
}

#[test]
fn the_model_case_costs_what_the_baseline_says() {
    let known = baseline("igf-2020.json");
    let (cost, bound) = (known["cost"].as_i64().unwrap(), known["bound"].as_i64().unwrap());
    let gap = (cost - bound) as f64 / cost as f64;
    let figures = [numbers::discomfort(cost), numbers::discomfort(bound), numbers::percent(Some(gap))];
    for document in [Document::readme(), Document::chapter("result")] {
        for figure in &figures {
            assert!(document.text.contains(figure), "{}: the model case has {figure}", document.path);
        }
    }
}

#[test]
fn the_table_of_peers_is_that_of_their_report() {
    let (readme, report) = (Document::readme(), Document::read("benches/peers/README.md"));
    let table = readme.text.split("| time limit | plenary | CP-SAT | Timefold |\n").nth(1).unwrap();
    let rows: Vec<&str> = table.split("\n\n").next().unwrap().lines().skip(1).collect();
    assert_eq!(rows.len(), 3);
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).filter(|cell| cell.ends_with(char::is_numeric)).collect();
        let limit = format!("| {} |", row.split('|').nth(1).unwrap().trim());
        let known = |line: &&str| line.contains(&limit) && cells.iter().all(|cell| line.contains(cell));
        assert!(cells.len() >= 2 && report.text.lines().any(|line| known(&line)), "{row} is not in {}", report.path);
    }
}

#[test]
fn the_picture_has_the_sessions_that_its_caption_names() {
    let picture = fs::read_to_string(root().join("src/manual/timetable.svg")).unwrap();
    let sessions = picture.matches(", Room ").count();
    let caption = format!("![One day of a timetable: three rooms, {sessions} sessions](src/manual/timetable.svg)");
    assert!(sessions > 0 && Document::readme().text.contains(&caption), "the caption should be {caption}");
}
