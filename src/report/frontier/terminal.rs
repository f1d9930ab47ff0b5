//! The comparison on a terminal.

use super::{Frontier, tables, words};
use crate::report::Width;
use crate::report::text::{printable, section, wrap};
use crate::report::what_if::grid;
use crate::report::what_if::measures::Section;

/// The label of a measure may take this many columns more in [`grid::fits`] than it needs here, where it is wrapped.
const WRAPPED: usize = 10;

/// The comparison as text.
pub fn text(frontier: &Frontier, width: Width) -> String {
    let inner = Width(width.0 - 2);
    let mut out = wrap("", &printable(&words::verdict(frontier)), width.0);
    out.push_str(&section("Timetables", &list(frontier, inner)));
    if !frontier.timetables.is_empty() {
        let sections = tables::sections(frontier);
        let names: Vec<String> = frontier.timetables.iter().map(|timetable| timetable.name.clone()).collect();
        let heads = column_heads(&names, |heads| grid::fits(&sections, heads, Width(inner.0 + WRAPPED)));
        let shown = |part: &Section| match &heads {
            Some(heads) => grid::columns(part, heads, inner),
            None => format!("{}{}", legend(part, inner), grid::rows(part, "timetable", &names, inner)),
        };
        for part in &sections {
            out.push_str(&section(part.title, &shown(part)));
        }
    }
    out.push_str(&section("For the minutes of a meeting", &wrap("", &printable(&words::minutes(frontier)), inner.0)));
    for (number, note) in words::notes(frontier).iter().enumerate() {
        out.push_str(if number == 0 { "\n" } else { "" });
        out.push_str(&wrap("", &printable(note), width.0));
    }
    out
}

/// What the letters over the columns mean, where timetables are rows.
fn legend(part: &Section, width: Width) -> String {
    if part.long_labels { format!("{}\n", grid::legend(part, width)) } else { String::new() }
}

/// The heads of the columns: the names with a line for each word if the tables then fit, else numbers; `None` if the
/// tables are too wide even so.
fn column_heads(names: &[String], fits: impl Fn(&[String]) -> bool) -> Option<Vec<String>> {
    let named: Vec<String> = names.iter().map(|name| name.replace(' ', "\n")).collect();
    let numbered = (1..=names.len()).map(|number| number.to_string()).collect();
    [named, numbered].into_iter().find(|heads| fits(heads))
}

fn list(frontier: &Frontier, width: Width) -> String {
    let mut out = String::new();
    for (number, timetable) in frontier.timetables.iter().enumerate() {
        let lead = format!("{}. ", number + 1);
        let changes =
            if timetable.changes.is_empty() { String::new() } else { format!(" ({})", timetable.changes.join("; ")) };
        out.push_str(&wrap(&lead, &format!("{}: {}{changes}", timetable.name, timetable.about), width.0));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;
    use crate::report::text::columns;

    #[test]
    fn the_tables_fit_into_eighty_columns() {
        let few = text(&example(), Width::PIPED);
        assert!(few.contains("regions\n") && few.contains("For the minutes of a meeting"), "{few}");
        let mut many = example();
        for number in 0..4 {
            let mut copy = many.timetables[2].clone();
            copy.name = format!("considerably different {number}");
            copy.figures.cost = 999_999_999_999;
            many.timetables.push(copy);
        }
        let many = text(&many, Width::PIPED);
        for shown in [few, many, text(&example(), Width(60))] {
            assert!(shown.lines().all(|line| columns(line) <= 80), "{shown}");
            assert!(!shown.contains('\u{1b}'), "{shown}");
        }
    }
}
