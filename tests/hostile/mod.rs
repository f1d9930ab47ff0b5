//! Files made to do harm: each is read or refused in little time and memory, and nothing that they contain reaches a
//! terminal or a reader.

#![cfg(unix)]

mod archives;
mod declared;
mod mutants;
mod texts;

use plenary::domain::is_hidden;

/// Fails if a text has a hidden character that is no line break or tab.
#[track_caller]
fn clean(what: &str, text: &str) {
    if let Some(at) = text.find(|c| is_hidden(c) && !matches!(c, '\n' | '\r' | '\t')) {
        let near: String = text[at..].chars().take(40).collect();
        panic!("{what}: {near:?}");
    }
}
