//! The comparison on a terminal.

use super::measures::{Section, sections};
use super::{CaseResult, Comparison, grid};
use crate::report::Width;
use crate::report::numbers::count;
use crate::report::text::{cut, printable, section, wrap};

/// The most characters of a case's name in the tables.
const NAME: usize = 20;
/// How many unplaced sessions, or broken rules, are listed for a case before the rest is counted.
const MOST_LISTED: usize = 6;

/// The comparison as text.
pub fn text(comparison: &Comparison, width: Width) -> String {
    let inner = Width(width.0 - 2);
    let mut out = wrap("", &comparison.verdict(), width.0);
    out.push_str(&section("Cases", &cases(comparison, inner)));
    let sections = sections(comparison);
    let names: Vec<String> = comparison.cases.iter().map(|case| cut(&printable(&case.name), NAME)).collect();
    let broken: Vec<String> = names.iter().map(|name| name.replace(' ', "\n")).collect();
    let as_columns = grid::fits(&sections, &broken, inner);
    let shown = |part: &Section| {
        if as_columns { grid::columns(part, &broken, inner) } else { grid::rows(part, "case", &names, inner) }
    };
    // Sections with long labels are about the same regions.
    if let Some(part) = sections.iter().find(|part| part.long_labels && !as_columns) {
        out.push_str(&section("Regions", &grid::legend(part, inner)));
    }
    for part in &sections {
        out.push_str(&section(part.title, &shown(part)));
    }
    out.push_str(&section("Unplaced, broken or not solved", &wrong(comparison, inner)));
    out.push('\n');
    for note in comparison.notes() {
        out.push_str(&wrap("", &note, width.0));
    }
    out
}

fn cases(comparison: &Comparison, width: Width) -> String {
    let line = |case: &CaseResult| {
        let changes = if case.changes.is_empty() { "nothing changes".to_owned() } else { case.changes.join("; ") };
        let changes = printable(&changes);
        let name = printable(&case.name);
        if name == changes {
            wrap("", &name, width.0)
        } else {
            wrap(&format!("{}: ", cut(&name, 40)), &changes, width.0)
        }
    };
    comparison.cases.iter().map(line).collect()
}

fn wrong(comparison: &Comparison, width: Width) -> String {
    let mut out = String::new();
    for case in &comparison.cases {
        let mut say = |what: &str| {
            out.push_str(&wrap("- ", &format!("{}: {}", printable(&case.name), printable(what)), width.0));
        };
        match &case.result {
            Err(problem) => say(problem),
            Ok(figures) => {
                if !figures.unplaced.is_empty() {
                    let unplaced = count(figures.unplaced.len(), "session");
                    say(&format!("{unplaced} unplaced: {}", some(&figures.unplaced, ", ")));
                }
                if !figures.violations.is_empty() {
                    say(&format!("breaks {}", some(&figures.violations, "; ")));
                }
            }
        }
    }
    out
}

/// The first few, and how many more.
fn some(list: &[String], between: &str) -> String {
    let shown = list[..list.len().min(MOST_LISTED)].join(between);
    match list.len().saturating_sub(MOST_LISTED) {
        0 => shown,
        more => format!("{shown}{between}and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn few_cases_are_columns_and_many_are_rows() {
        let few = text(&example(), Width::PIPED);
        assert!(few.contains("  cost "), "{few}");
        let mut comparison = example();
        for number in 0..9 {
            let case = CaseResult { name: format!("case {number}"), ..comparison.cases[1].clone() };
            comparison.cases.push(case);
        }
        let many = text(&comparison, Width::PIPED);
        assert!(many.contains("  case 8 "), "{many}");
        for shown in [few, many] {
            assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
        }
    }

    #[test]
    fn what_went_wrong_is_told() {
        let shown = text(&example(), Width::PIPED);
        for part in [
            "3 cases and today: 1 cannot place everything, 1 not solved.",
            "a day less: 1 session unplaced: trust",
            "broken: the instance is too large",
            "today's rules and weights",
        ] {
            assert!(shown.contains(part), "{part:?} is not in\n{shown}");
        }
    }
}
