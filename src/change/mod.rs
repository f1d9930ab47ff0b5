//! What-ifs: changes of an instance, each a short line of text (`room add hall capacity 200`).
//!
//! A change edits the *document* as people write it, not the resolved conference: what comes out is an ordinary
//! instance that [`load`](crate::instance::load) checks like any other, and that can be kept as a file. What a change
//! removes is removed wherever it is named, so that nothing dangles.
//!
//! One file a family of changes, each with its list of [`Kind`]s; [`TABLE`] has them all.

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
mod words;

pub use case::{Case, TODAY, cases_in};
pub use draft::{Draft, Spot};

use crate::diagnostic::Diagnostic;
use crate::instance::did_you_mean;
use words::{Words, Wrong};

/// A kind of change.
pub struct Kind {
    /// What it begins with: `room add`.
    pub name: &'static str,
    /// What follows: `ROOM [capacity N]`.
    pub arguments: &'static str,
    /// What it does, in one sentence.
    pub sentence: &'static str,
    /// One that works on the example of `plenary init`.
    pub example: &'static str,
    /// It speaks of where sessions are, and needs a schedule to know.
    pub needs_schedule: bool,
    /// Carries it out.
    apply: fn(&mut Draft, &mut Words) -> Result<(), Wrong>,
}

/// All kinds of changes, family by family.
pub static TABLE: &[&[Kind]] = &[
    rooms::KINDS,
    days::KINDS,
    sessions::KINDS,
    lengths::KINDS,
    places::KINDS,
    people::KINDS,
    services::KINDS,
    rules::KINDS,
    audiences::KINDS,
    event::KINDS,
];

/// All kinds of changes, in the order of [`TABLE`].
pub fn kinds() -> impl Iterator<Item = &'static Kind> + Clone {
    TABLE.iter().flat_map(|family| family.iter())
}

/// One change, understood as far as its kind.
#[derive(Clone)]
pub struct Change {
    kind: &'static Kind,
    arguments: Vec<String>,
    text: String,
}

impl Change {
    /// Reads the kind of a change; its arguments are read when it is [applied](Change::apply).
    ///
    /// # Errors
    /// A text that begins like no change. `origin` is named in the diagnostic.
    pub fn parse(text: &str, origin: &str) -> Result<Change, Box<Diagnostic>> {
        let text = text.trim();
        let diagnosed = |wrong: Wrong| Box::new(wrong.diagnostic(origin, text, None));
        let words = words::split(text).map_err(diagnosed)?;
        let begins = |kind: &Kind| kind.name.split(' ').eq(words.iter().take(length(kind)).map(String::as_str));
        match kinds().find(|kind| begins(kind)) {
            Some(kind) => Ok(Change { kind, arguments: words[length(kind)..].to_vec(), text: text.to_owned() }),
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
        let mut words = Words::new(self.arguments.clone());
        let done = if self.kind.needs_schedule && !draft.has_schedule {
            Err(Wrong::new("this change speaks of where sessions are, and no schedule says so")
                .help("name the schedule it starts from with --from"))
        } else {
            (self.kind.apply)(draft, &mut words).and_then(|()| words.end())
        };
        done.map_err(|wrong| Box::new(wrong.diagnostic(origin, &self.text, Some(self.kind))))
    }
}

/// How many words the kind's name has.
fn length(kind: &Kind) -> usize {
    kind.name.split(' ').count()
}

fn unknown(words: &[String]) -> Wrong {
    let Some(first) = words.first() else { return Wrong::new("there is no change here") };
    let verbs: Vec<&str> = kinds().filter_map(|kind| kind.name.strip_prefix(&format!("{first} "))).collect();
    let (message, help) = match (verbs.is_empty(), words.get(1)) {
        (true, _) => {
            let nouns = kinds().filter_map(|kind| kind.name.split(' ').next());
            (format!("no change begins with \"{first}\""), did_you_mean(first, nouns))
        }
        (false, second) => {
            let second = second.map_or("", String::as_str);
            let all = format!("after \"{first}\" comes one of: {}", verbs.join(", "));
            let near = did_you_mean(second, verbs.iter().copied());
            (format!("there is no change \"{}\"", format!("{first} {second}").trim_end()), near.or(Some(all)))
        }
    };
    Wrong { help, ..Wrong::new(message) }
}
