//! Why there is no timetable, and what would repair it.

use super::Width;
use super::text::{case, printable, section, wrap};
use crate::diagnose::view::{ConflictDocument, RepairDocument};

/// Statements named of which it was not found out whether they are needed.
const MOST_OPEN: usize = 3;

/// A conflict: its statements, and why they cannot hold together. `number` counts from 1 where there are several.
pub fn conflict(conflict: &ConflictDocument, number: Option<usize>, width: Width) -> String {
    let mut body = String::new();
    for sentence in &conflict.sentences {
        body.push_str(&wrap("- ", &printable(sentence), width.0 - 2));
    }
    body.push_str(&wrap("", &printable(&conflict.because), width.0 - 2));
    let open: Vec<&str> =
        conflict.statements.iter().filter(|said| !said.needed).take(MOST_OPEN).map(|said| said.text.as_str()).collect();
    let each = match open.is_empty() {
        true => "Each of these is needed: without any one of them there is a timetable.".to_owned(),
        false => format!(
            "{} of {} statements may not be needed; it was not found out whether there is a timetable without: {}",
            conflict.statements.iter().filter(|said| !said.needed).count(),
            conflict.statements.len(),
            printable(&open.join(" "))
        ),
    };
    body.push_str(&wrap("", &each, width.0 - 2));
    let number = number.map_or_else(String::new, |number| format!(" ({number})"));
    section(&format!("These cannot hold together{number}"), &body)
}

/// What stands before the remedies of a conflict.
pub fn remedies_heading(number: Option<usize>, alone: bool) -> String {
    let number = number.map_or_else(String::new, |number| format!(" ({number})"));
    let then = if alone {
        "with any one of these there is a timetable"
    } else {
        "with any one of these this conflict is gone"
    };
    format!("\nRepairs{number}: {then}\n")
}

/// One remedy, and the case that tries it.
pub fn repair(repair: &RepairDocument, width: Width) -> String {
    let least = if repair.amount.is_some() && repair.least { " (less does not do)" } else { "" };
    let line = wrap("- ", &format!("{}{least}", printable(&repair.text)), width.0 - 2);
    let lines = line + &case("  ", &repair.case, width.0 - 2);
    lines.lines().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::view::{ConflictProof, ConstraintDocument};

    #[test]
    fn a_conflict_says_what_is_open() {
        let said =
            |needed| ConstraintDocument { kind: "held", about: vec!["a".into()], text: "a is held.".into(), needed };
        let view = |minimal| ConflictDocument {
            statements: vec![said(minimal), said(true)],
            sentences: vec!["a is held.".to_owned(), "Nothing is open.".to_owned()],
            because: "So it is.".to_owned(),
            proof: ConflictProof::Counting,
            minimal,
            remedies: Vec::new(),
        };
        let told = conflict(&view(true), None, Width(80));
        assert!(
            told.starts_with("\nThese cannot hold together\n  - a is held.\n") && told.contains("needed"),
            "{told}"
        );
        let told = conflict(&view(false), Some(2), Width(80));
        assert!(told.contains("(2)") && told.contains("1 of 2 statements may"), "{told}");
        let repair = RepairDocument {
            text: "a shorter".into(),
            kind: "session shorten",
            case: "session shorten a by 10".into(),
            amount: Some(10),
            least: true,
            withdrawn: Vec::new(),
        };
        let told = "  - a shorter (less does not do)\n    --case 'session shorten a by 10'\n";
        assert_eq!(super::repair(&repair, Width(80)), told);
    }
}
