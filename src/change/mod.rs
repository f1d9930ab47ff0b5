//! What-ifs: changes of an instance, each a short line of text (`room add hall capacity 200`).
//!
//! A line describes a [`Change`]. A change edits the *document* as people write it, not the resolved conference. The
//! result is an ordinary instance: [`load`](crate::instance::load) checks it like any other, and it can be saved as a
//! file. A change that removes an element also removes all references to it.
//!
//! Each family of changes in [`domain::change`](crate::domain::change) has its file here.

mod audiences;
mod cascade_delete;
mod case;
mod days;
mod draft;
mod error;
mod event;
mod lengths;
mod people;
mod places;
mod rooms;
mod rules;
mod services;
mod sessions;
mod ties;
mod typed_times;

pub use case::{Case, TODAY, cases_in};
pub use draft::{Draft, Spot};

pub use crate::domain::change::{ChangeKind, TABLE, kinds};

use crate::diagnostic::Diagnostic;
use crate::domain::change::{Change, Misread, Word, kind_of, split};
use crate::instance::did_you_mean;
use error::ChangeError;

/// One change as written. Its kind is known, its arguments are not read yet.
#[derive(Debug, Clone)]
pub struct Line {
    kind: &'static ChangeKind,
    arguments: Vec<Word>,
    text: String,
}

impl Line {
    /// Reads the kind of a change; its arguments are read when it is [applied](Line::apply).
    ///
    /// # Errors
    /// A text that does not begin with the name of a change. The diagnostic names `origin`.
    pub fn parse(text: &str, origin: &str) -> Result<Line, Box<Diagnostic>> {
        let text = text.trim();
        let diagnosed = |wrong: ChangeError| Box::new(wrong.diagnostic(origin, text, None));
        let words = split(text).map_err(|misread| diagnosed(misread.into()))?;
        match kind_of(&words) {
            Some(kind) => Ok(Line { kind, arguments: words[kind.length()..].to_vec(), text: text.to_owned() }),
            None => Err(diagnosed(unknown(&words))),
        }
    }

    /// The change, as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Makes the change.
    ///
    /// # Errors
    /// Missing, superfluous or unknown arguments. The draft may then be changed in part. The diagnostic names `origin`.
    pub fn apply(&self, draft: &mut Draft, origin: &str) -> Result<(), Box<Diagnostic>> {
        let done = if self.kind.needs_schedule && !draft.has_schedule {
            Err(ChangeError::new("this change needs a schedule file: it depends on where the sessions are now")
                .help("pass one with --from"))
        } else {
            self.apply_named(draft)
        };
        done.map_err(|wrong| Box::new(wrong.diagnostic(origin, &self.text, Some(self.kind))))
    }
}

impl Line {
    /// Makes the change. Where it has a name instead of an id, the id that the name means is used; where it has a date or
    /// a time as people write it, its full form.
    fn apply_named(&self, draft: &mut Draft) -> Result<(), ChangeError> {
        let mut arguments = self.arguments.clone();
        // Each repetition replaces a name, a date or a time, and there are not more of them than letters.
        for _ in 0..=self.text.len() {
            let before = draft.clone();
            let read = self.kind.read(arguments.clone());
            if let Err(Misread { unread: Some(unread), .. }) = &read
                && typed_times::complete(&mut arguments, unread, &draft.instance)?
            {
                continue;
            }
            let Err(error) = read.map_err(ChangeError::from).and_then(|change| apply(draft, &change)) else {
                return Ok(());
            };
            let Some(named) = &error.named else { return Err(error) };
            let (name, id) = named.as_ref();
            // All words are replaced, not only the first.
            if arguments.iter_mut().filter_map(|word| word.replace_item(name, id).then_some(())).count() == 0 {
                return Err(error);
            }
            *draft = before;
        }
        Err(ChangeError::new("the change names too many elements"))
    }
}

/// Makes a change.
fn apply(draft: &mut Draft, change: &Change) -> Result<(), ChangeError> {
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

fn unknown(words: &[Word]) -> ChangeError {
    let Some(first) = words.first().map(|word| &word.text) else { return ChangeError::new("the change is empty") };
    let verbs: Vec<&str> = kinds().filter_map(|kind| kind.name.strip_prefix(&format!("{first} "))).collect();
    let (message, help) = match (verbs.is_empty(), words.get(1)) {
        (true, _) => {
            let nouns = kinds().filter_map(|kind| kind.name.split(' ').next());
            (format!("no change begins with \"{first}\""), did_you_mean(first, nouns))
        }
        (false, second) => {
            let second = second.map_or("", |word| word.text.as_str());
            let all = format!("after \"{first}\", write one of: {}", verbs.join(", "));
            let near = did_you_mean(second, verbs.iter().copied());
            (format!("there is no change \"{}\"", format!("{first} {second}").trim_end()), near.or(Some(all)))
        }
    };
    ChangeError { help, ..ChangeError::new(message) }
}
