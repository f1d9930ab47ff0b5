//! What-ifs: changes of an instance, each a short line of text (`room add hall capacity 200`).
//!
//! A line says a [`Change`], which edits the *document* as people write it, not the resolved conference: what comes out
//! is an ordinary instance that [`load`](crate::instance::load) checks like any other, and that can be kept as a file.
//! What a change removes is removed wherever it is named, so that nothing dangles.
//!
//! One file a family of changes, as in the vocabulary.

mod audiences;
mod case;
mod days;
mod draft;
mod event;
mod forget;
mod lengths;
mod people;
mod places;
mod rooms;
mod rules;
mod services;
mod sessions;
mod ties;
mod wrong;

pub use case::{Case, TODAY, cases_in};
pub use draft::{Draft, Spot};

pub use crate::domain::change::{Kind, TABLE, kinds};

use crate::diagnostic::Diagnostic;
use crate::domain::change::{Change, Word, kind_of, split};
use crate::instance::did_you_mean;
use wrong::Wrong;

/// One change as it was written, understood as far as its kind.
#[derive(Debug, Clone)]
pub struct Line {
    kind: &'static Kind,
    arguments: Vec<Word>,
    text: String,
}

impl Line {
    /// Reads the kind of a change; its arguments are read when it is [applied](Line::apply).
    ///
    /// # Errors
    /// A text that begins like no change. `origin` is named in the diagnostic.
    pub fn parse(text: &str, origin: &str) -> Result<Line, Box<Diagnostic>> {
        let text = text.trim();
        let diagnosed = |wrong: Wrong| Box::new(wrong.diagnostic(origin, text, None));
        let words = split(text).map_err(|misread| diagnosed(misread.into()))?;
        match kind_of(&words) {
            Some(kind) => Ok(Line { kind, arguments: words[kind.length()..].to_vec(), text: text.to_owned() }),
            None => Err(diagnosed(unknown(&words))),
        }
    }

    /// The change as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Carries the change out.
    ///
    /// # Errors
    /// Arguments that are missing, too many or name nothing; the draft may then be half changed. `origin` is named in
    /// the diagnostic.
    pub fn apply(&self, draft: &mut Draft, origin: &str) -> Result<(), Box<Diagnostic>> {
        let done = if self.kind.needs_schedule && !draft.has_schedule {
            Err(Wrong::new("this change speaks of where sessions are, and no schedule says so")
                .help("name the schedule it starts from with --from"))
        } else {
            self.kind.read(self.arguments.clone()).map_err(Wrong::from).and_then(|change| apply(draft, &change))
        };
        done.map_err(|wrong| Box::new(wrong.diagnostic(origin, &self.text, Some(self.kind))))
    }
}

/// Carries a change out.
fn apply(draft: &mut Draft, change: &Change) -> Result<(), Wrong> {
    match change {
        Change::Room(change) => rooms::apply(draft, change),
        Change::Day(change) => days::apply(draft, change),
        Change::Session(change) => sessions::apply(draft, change),
        Change::Length(change) => lengths::apply(draft, change),
        Change::Place(change) => places::apply(draft, change),
        Change::Tie(change) => ties::apply(draft, change),
        Change::Person(change) => people::apply(draft, change),
        Change::Service(change) => services::apply(draft, change),
        Change::Rule(change) => rules::apply(draft, change),
        Change::Audience(change) => audiences::apply(draft, change),
        Change::Event(change) => event::apply(draft, change),
    }
}

fn unknown(words: &[Word]) -> Wrong {
    let Some(first) = words.first().map(|word| &word.text) else { return Wrong::new("there is no change here") };
    let verbs: Vec<&str> = kinds().filter_map(|kind| kind.name.strip_prefix(&format!("{first} "))).collect();
    let (message, help) = match (verbs.is_empty(), words.get(1)) {
        (true, _) => {
            let nouns = kinds().filter_map(|kind| kind.name.split(' ').next());
            (format!("no change begins with \"{first}\""), did_you_mean(first, nouns))
        }
        (false, second) => {
            let second = second.map_or("", |word| word.text.as_str());
            let all = format!("after \"{first}\" comes one of: {}", verbs.join(", "));
            let near = did_you_mean(second, verbs.iter().copied());
            (format!("there is no change \"{}\"", format!("{first} {second}").trim_end()), near.or(Some(all)))
        }
    };
    Wrong { help, ..Wrong::new(message) }
}
