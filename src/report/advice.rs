//! What would help most.

use super::Width;
use super::numbers::{discomfort, share};
use super::table::{Column, table};
use super::text::{case, printable, section, wrap};
use crate::diagnose::view::AdviceDocument;

/// Changes told.
const MOST: usize = 12;

/// The changes that save most, against what the timetable costs.
pub fn advice(advice: &[AdviceDocument], cost: i64, width: Width) -> String {
    const NOTE: &str = "Estimated by the bound's prices, where nothing else changes; confirmed by solving on from this \
                        timetable for a fixed number of steps, with the change and without.";
    if advice.is_empty() {
        return section("What would help most", &wrap("", "No single change is known that would help.", width.0 - 2));
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
    body.push_str("The same, as cases of plenary what-if:\n");
    for advised in advice.iter().take(MOST) {
        body.push_str(&case("  ", &advised.case, width.0 - 2));
    }
    section("What would help most (savings in discomfort-minutes)", &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_tried_is_said_so() {
        let advised = |confirmed| AdviceDocument {
            text: "a second team".into(),
            kind: "service teams",
            case: "service teams interpretation 2".into(),
            amount: Some(1),
            estimated: 1234,
            confirmed,
        };
        let told = advice(&[advised(Some(1000)), advised(None)], 10_000, Width(80));
        assert!(told.contains("12.34") && told.contains("10.00") && told.contains("10.0 %"), "{told}");
        assert!(told.contains("not tried") && told.lines().all(|line| line.chars().count() <= 80), "{told}");
        assert_eq!(told.matches("    --case 'service teams interpretation 2'\n").count(), 2, "{told}");
        assert!(advice(&[], 1, Width(80)).contains("No single change"));
    }
}
