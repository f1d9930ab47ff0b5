//! The changes that would help most.

use super::Width;
use super::numbers::{discomfort, share};
use super::table::{Column, table};
use super::text::{case, printable, section, wrap};
use crate::diagnose::view::AdviceDocument;

/// The most changes shown.
const MOST: usize = 12;

/// Lists the changes that save most, with their share of the timetable's cost.
pub fn advice(advice: &[AdviceDocument], cost: i64, width: Width) -> String {
    const NOTE: &str = "The estimate uses the bound's prices and assumes that nothing else changes. To confirm it, the \
                        search continued from this timetable for a fixed number of steps, with and without the change.";
    if advice.is_empty() {
        return section("What would help most", &wrap("", "No single change was found that would help.", width.0 - 2));
    }
    let rows = advice.iter().take(MOST).map(|advised| {
        let (confirmed, part) = match advised.confirmed {
            Some(saved) => (discomfort(saved), share(saved.max(0), cost)),
            None => ("not tried".to_owned(), String::new()),
        };
        vec![printable(&advised.text), discomfort(advised.estimated), confirmed, part]
    });
    let columns =
        [Column::Text("change"), Column::Number("estimated"), Column::Number("confirmed"), Column::Number("of cost")];
    let mut body = table(&columns, rows.collect(), Width(width.0 - 2));
    body.push_str(&wrap("", NOTE, width.0 - 2));
    body.push_str("To try them with plenary what-if:\n");
    for advised in advice.iter().take(MOST) {
        body.push_str(&case("  ", &advised.case, width.0 - 2));
    }
    section("What would help most (savings in discomfort-minutes)", &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_was_not_tried_is_marked() {
        let advised = |confirmed| AdviceDocument {
            text: "a second team".into(),
            kind: "service teams",
            case: "service teams interpretation 2".into(),
            amount: Some(1),
            estimated: 1234,
            confirmed,
        };
        let shown = advice(&[advised(Some(1000)), advised(None)], 10_000, Width(80));
        assert!(shown.contains("12.34") && shown.contains("10.00") && shown.contains("10.0 %"), "{shown}");
        assert!(shown.contains("not tried") && shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
        assert_eq!(shown.matches("    --case 'service teams interpretation 2'\n").count(), 2, "{shown}");
        assert!(advice(&[], 1, Width(80)).contains("No single change"));
    }
}
