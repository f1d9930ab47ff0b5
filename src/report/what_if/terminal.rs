//! The comparison on a terminal.

use super::measures::{Section, sections};
use super::{CaseResult, Comparison, grid};
use crate::report::Width;
use crate::report::numbers::count;
use crate::report::text::{columns, cut, printable, section, wrap};

/// The most characters of a case's name at the head of a row.
const NAME: usize = 20;
/// The most unplaced sessions, or broken rules, listed for a case; the rest is only counted.
const MOST_LISTED: usize = 6;

/// The comparison as text.
pub fn text(comparison: &Comparison, width: Width) -> String {
    let inner = Width(width.0 - 2);
    let mut out = wrap("", &comparison.verdict(), width.0);
    out.push_str(&section("Cases", &cases(comparison, inner)));
    let sections = sections(comparison);
    let names: Vec<String> = comparison.cases.iter().map(|case| printable(&case.name)).collect();
    let short: Vec<String> = names.iter().map(|name| cut(name, NAME)).collect();
    let heads = column_heads(&names, |heads| grid::fits(&sections, heads, inner));
    let shown = |part: &Section| match &heads {
        Some(heads) => grid::columns(part, heads, inner),
        None => grid::rows(part, "case", &short, inner),
    };
    // Sections with long labels are about the same regions.
    if let Some(part) = sections.iter().find(|part| part.long_labels && heads.is_none()) {
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

/// The heads of the columns: the names in at most two lines each if the tables then fit, else the numbers that the
/// list of cases shows; `None` if the tables are too wide even so.
fn column_heads(names: &[String], fits: impl Fn(&[String]) -> bool) -> Option<Vec<String>> {
    let named: Vec<String> = names.iter().map(|name| in_two_lines(name)).collect();
    let numbered = || (0..names.len()).map(|case| if case == 0 { names[0].clone() } else { case.to_string() });
    [named, numbered().collect()].into_iter().find(|heads| fits(heads))
}

/// The text in one line, or in two of the most equal lengths.
fn in_two_lines(text: &str) -> String {
    let breaks = text.match_indices(' ').map(|(at, _)| at);
    let longer = |at: usize| columns(&text[..at]).max(columns(&text[at + 1..]));
    match breaks.min_by_key(|&at| longer(at)) {
        Some(at) => format!("{}\n{}", &text[..at], &text[at + 1..]),
        None => text.to_owned(),
    }
}

fn cases(comparison: &Comparison, width: Width) -> String {
    let line = |(number, case): (usize, &CaseResult)| {
        let changes = if case.changes.is_empty() { "nothing changes".to_owned() } else { case.changes.join("; ") };
        let changes = printable(&changes);
        let name = printable(&case.name);
        let number = if number == 0 { "   ".to_owned() } else { format!("{number}. ") };
        if name == changes {
            wrap(&number, &name, width.0)
        } else {
            wrap(&number, &format!("{}: {changes}", cut(&name, 40)), width.0)
        }
    };
    comparison.cases.iter().enumerate().map(line).collect()
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
    fn names_of_cases_take_two_lines_at_most_and_become_numbers_where_they_are_too_wide() {
        assert_eq!(in_two_lines("one room less"), "one room\nless");
        assert_eq!(in_two_lines("closed"), "closed");
        let mut comparison = example();
        comparison.cases[1].name = "no session at night for the people in Asia".to_owned();
        let shown = text(&comparison, Width::PIPED);
        assert!(shown.contains("1. no session at night for the people in A"), "{shown}");
        let names = vec!["today".to_owned(), "a b c d".to_owned(), "x".repeat(70)];
        assert_eq!(
            column_heads(&names, |heads| heads[2].len() < 20),
            Some(vec!["today".into(), "1".into(), "2".into()])
        );
        assert_eq!(column_heads(&names, |_| false), None);
    }

    #[test]
    fn problems_of_cases_are_listed() {
        let shown = text(&example(), Width::PIPED);
        for part in [
            "today and 3 cases compared: 1 cannot place all sessions, 1\ncould not be solved.",
            "a day less: 1 session unplaced: trust",
            "broken: the instance is too large",
            "today's rules and weights",
        ] {
            assert!(shown.contains(part), "{part:?} is not in\n{shown}");
        }
    }
}
