//! Why no timetable exists, and the changes that would repair that.

use super::Width;
use super::text::{case, printable, section, wrap};
use crate::diagnose::view::{ConflictDocument, RepairDocument};

/// The most constraints named that may not be needed.
const MOST_OPEN: usize = 3;

/// Writes a conflict: its constraints, and why they cannot hold together. `number` counts from 1 if there are several.
pub fn conflict(conflict: &ConflictDocument, number: Option<usize>, width: Width) -> String {
    let mut body = String::new();
    for sentence in &conflict.sentences {
        body.push_str(&wrap("- ", &printable(sentence), width.0 - 2));
    }
    body.push_str(&wrap("", &printable(&conflict.because), width.0 - 2));
    let open: Vec<&str> = conflict
        .statements
        .iter()
        .filter(|constraint| !constraint.needed)
        .take(MOST_OPEN)
        .map(|constraint| constraint.text.as_str())
        .collect();
    let each = match open.is_empty() {
        true => "If any one of these conditions is dropped, a timetable exists.".to_owned(),
        false => format!(
            "{} of {} conditions may not be needed. In the time given, no answer was found for a timetable without: {}",
            conflict.statements.iter().filter(|constraint| !constraint.needed).count(),
            conflict.statements.len(),
            printable(&open.join(" "))
        ),
    };
    body.push_str(&wrap("", &each, width.0 - 2));
    let number = number.map_or_else(String::new, |number| format!(" ({number})"));
    section(&format!("These conditions cannot all hold{number}"), &body)
}

/// The heading of the repairs of a conflict.
pub fn repairs_heading(number: Option<usize>, alone: bool) -> String {
    let number = number.map_or_else(String::new, |number| format!(" ({number})"));
    let then = if alone {
        "any one of these changes makes a timetable possible"
    } else {
        "any one of these changes resolves this conflict"
    };
    format!("\nRepairs{number}: {then}\n")
}

/// Writes one repair, with the what-if case that tries it.
pub fn repair(repair: &RepairDocument, width: Width) -> String {
    let least = if repair.amount.is_some() && repair.least { " (a smaller change is not enough)" } else { "" };
    let line = wrap("- ", &format!("{}{least}", printable(&repair.text)), width.0 - 2);
    let lines = line + &case("  ", &repair.case, width.0 - 2);
    lines.lines().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::view::{ConflictProof, ConstraintDocument};

    #[test]
    fn a_conflict_lists_constraints_that_may_not_be_needed() {
        let constraint =
            |needed| ConstraintDocument { kind: "held", about: vec!["a".into()], text: "a is held.".into(), needed };
        let view = |minimal| ConflictDocument {
            statements: vec![constraint(minimal), constraint(true)],
            sentences: vec!["a is held.".to_owned(), "Nothing is open.".to_owned()],
            because: "So it is.".to_owned(),
            proof: ConflictProof::Counting,
            minimal,
            remedies: Vec::new(),
        };
        let shown = conflict(&view(true), None, Width(80));
        assert!(
            shown.starts_with("\nThese conditions cannot all hold\n  - a is held.\n")
                && shown.contains("any one of these"),
            "{shown}"
        );
        let shown = conflict(&view(false), Some(2), Width(80));
        assert!(shown.contains("(2)") && shown.contains("1 of 2 conditions may"), "{shown}");
        let repair = RepairDocument {
            text: "a shorter".into(),
            kind: "session shorten",
            case: "session shorten a by 10".into(),
            amount: Some(10),
            least: true,
            withdrawn: Vec::new(),
        };
        let shown = "  - a shorter (a smaller change is not enough)\n    --case 'session shorten a by 10'\n";
        assert_eq!(super::repair(&repair, Width(80)), shown);
    }
}
