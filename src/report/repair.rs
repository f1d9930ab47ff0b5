//! What a repair moved, for a terminal.

use super::Width;
use super::numbers::{count, difference};
use super::overview::name;
use super::session_explanation::label;
use super::text::{printable, section, wrap};
use crate::explain::Moved;

/// One paragraph for each session that moved.
pub fn moves(moved: &[Moved], sessions: usize, width: Width) -> String {
    if moved.is_empty() {
        return "\nNothing moved.\n".to_owned();
    }
    let mut body = String::new();
    for session in moved {
        let (now, was) = (session.to.as_ref().map_or("unplaced".to_owned(), label), label(&session.from));
        body.push_str(&wrap("", &format!("{}: {now}", name(&session.id, &session.title)), width.0 - 2));
        body.push_str(&wrap("  ", &format!("was {was}"), width.0 - 2));
        for reason in &session.because {
            body.push_str(&wrap("  - there, ", &printable(reason), width.0 - 2));
        }
        if session.because.is_empty() {
            body.push_str(&wrap("  - there it would cost ", &difference(session.saves), width.0 - 2));
        }
    }
    section(&format!("Moved: {} of {}", moved.len(), count(sessions, "session")), &body)
}
