//! The sessions that a repair moved, for a terminal.

use super::Width;
use super::numbers::{count, difference};
use super::overview::name;
use super::session_explanation::label;
use super::text::{printable, section, wrap};
use crate::explain::Moved;

/// Lists the moved sessions, one paragraph each.
pub fn moves(moved: &[Moved], sessions: usize, width: Width) -> String {
    if moved.is_empty() {
        return "\nNo session moved.\n".to_owned();
    }
    let mut body = String::new();
    for session in moved {
        let (now, was) = (session.to.as_ref().map_or("not scheduled".to_owned(), label), label(&session.from));
        body.push_str(&wrap("", &format!("{}: {now}", name(&session.id, &session.title)), width.0 - 2));
        body.push_str(&wrap("  ", &format!("was {was}"), width.0 - 2));
        for reason in &session.because {
            body.push_str(&wrap("  - at the old place: ", &printable(reason), width.0 - 2));
        }
        if session.because.is_empty() {
            body.push_str(&wrap("  - moving back would change the cost by ", &difference(session.saves), width.0 - 2));
        }
    }
    section(&format!("{} of {} moved", moved.len(), count(sessions, "session")), &body)
}
