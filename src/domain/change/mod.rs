//! Changes of a conference: the one vocabulary of what can be changed, typed, and as lines of text.
//!
//! A change is said in ids and times, not in positions: what it is applied to may be the document of an instance or a
//! resolved conference. [`Change::line`] writes it as [`read`] reads it (`room add hall capacity 200`).
//!
//! One file a family of changes. Each kind is declared once: its name, how it is written, what it does, an example, and
//! its arguments, each with the form in which it is read and written.

mod audiences;
mod choices;
mod days;
mod event;
mod forms;
mod lengths;
mod moment;
mod people;
mod places;
mod rooms;
mod rules;
mod services;
mod sessions;
mod ties;
mod words;

use std::fmt;

use chrono::NaiveDate;

pub use audiences::AudienceChange;
pub use days::DayChange;
pub use event::EventChange;
pub use lengths::{LENGTH, LengthChange};
pub use moment::{Moment, When, clock, time_of_day};
pub use people::PersonChange;
pub use places::PlaceChange;
pub use rooms::RoomChange;
pub use rules::RuleChange;
pub use services::ServiceChange;
pub use sessions::{ATTENDANCE, SessionChange};
pub use ties::TieChange;
pub use words::{Misread, Word, Words, split, split_at};

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Of rooms.
    Room(RoomChange),
    /// Of days, phases and hours.
    Day(DayChange),
    /// Of the programme.
    Session(SessionChange),
    /// Of sessions' lengths.
    Length(LengthChange),
    /// Of where sessions are.
    Place(PlaceChange),
    /// Of what ties sessions to each other.
    Tie(TieChange),
    /// Of people.
    Person(PersonChange),
    /// Of services.
    Service(ServiceChange),
    /// Of rules' settings.
    Rule(RuleChange),
    /// Of audiences.
    Audience(AudienceChange),
    /// Of the event's own numbers.
    Event(EventChange),
}

/// A kind of change.
#[derive(Debug)]
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
    /// Reads what follows.
    read: fn(&mut Words) -> Result<Change, Misread>,
    /// Draws one.
    #[cfg(test)]
    any: fn(&mut tests::Draw) -> Change,
}

impl Kind {
    /// Reads a change of this kind from the words that follow its name.
    ///
    /// # Errors
    /// Arguments that are missing, too many, or not of the form they should have.
    pub fn read(&self, arguments: Vec<Word>) -> Result<Change, Misread> {
        let mut words = Words::new(arguments);
        let change = (self.read)(&mut words)?;
        words.end().map(|()| change)
    }

    /// How many words its name has.
    pub fn length(&self) -> usize {
        self.name.split(' ').count()
    }
}

/// All kinds of changes, family by family.
pub static TABLE: &[&[Kind]] = &[
    rooms::KINDS,
    days::KINDS,
    sessions::KINDS,
    lengths::KINDS,
    places::KINDS,
    ties::KINDS,
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

impl Change {
    /// The name of its kind: `room add`.
    pub fn name(&self) -> &'static str {
        self.written().0
    }

    /// The change as a line of text that [`Kind::read`] reads as the same change.
    pub fn line(&self) -> String {
        let (name, arguments) = self.written();
        [vec![name.to_owned()], arguments].concat().join(" ")
    }

    /// Its name, and the words that follow.
    fn written(&self) -> (&'static str, Vec<String>) {
        match self {
            Change::Room(change) => change.written(),
            Change::Day(change) => change.written(),
            Change::Session(change) => change.written(),
            Change::Length(change) => change.written(),
            Change::Place(change) => change.written(),
            Change::Tie(change) => change.written(),
            Change::Person(change) => change.written(),
            Change::Service(change) => change.written(),
            Change::Rule(change) => change.written(),
            Change::Audience(change) => change.written(),
            Change::Event(change) => change.written(),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())
    }
}

/// Several changes as one text, as a case of `plenary what-if` says them.
pub fn lines(changes: &[Change]) -> String {
    changes.iter().map(Change::line).collect::<Vec<_>>().join("; ")
}

/// The kind that a line begins with.
pub fn kind_of(words: &[Word]) -> Option<&'static Kind> {
    let first = |kind: &Kind| words.iter().take(kind.length()).map(|word| word.text.as_str());
    kinds().find(|kind| kind.name.split(' ').eq(first(kind)))
}

/// Reads a line: a change.
///
/// # Errors
/// A text that says none.
pub fn read(line: &str) -> Result<Change, Misread> {
    let words = split(line)?;
    let kind = kind_of(&words).ok_or_else(|| Misread::new("no change begins like this"))?;
    kind.read(words[kind.length()..].to_vec())
}

/// Sessions that a change names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// One, by its id.
    Session(String),
    /// All of a type.
    Type(String),
    /// All of a track.
    Track(String),
    /// All that have a tag.
    Tag(String),
}

/// Of which days a change speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// Those of a phase.
    Phase(String),
    /// One.
    Day(NaiveDate),
}

/// How a length is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewLength {
    /// More minutes, or less.
    By(i64),
    /// The minutes in all.
    To(i64),
}

/// What becomes of the services that a session needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceNeed {
    /// One more.
    With(String),
    /// One less.
    Without(String),
    /// None.
    Nothing,
}

/// Declares a family: its enum, the table of its kinds, and how a change of it is written.
macro_rules! family {
    (
        $(#[$doc:meta])* $family:ident, $wrap:ident;
        $($variant:ident: $name:literal $arguments:literal, $sentence:literal, like $example:literal $(, $needs:ident)? => {
            $($(#[$field_doc:meta])* $field:ident: $type:ty = $form:expr,)*
        })*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $family {
            $(#[doc = $sentence] $variant { $($(#[$field_doc])* $field: $type,)* },)*
        }

        impl From<$family> for super::Change {
            fn from(change: $family) -> super::Change {
                super::Change::$wrap(change)
            }
        }

        /// The family.
        pub(super) static KINDS: &[super::Kind] = &[$(
            super::Kind {
                name: $name,
                arguments: $arguments,
                sentence: $sentence,
                example: $example,
                needs_schedule: $crate::domain::change::needs!($($needs)?),
                read: |words| {
                    $(let $field = super::forms::Form::read(&$form, words)?;)*
                    Ok($family::$variant { $($field,)* }.into())
                },
                #[cfg(test)]
                any: |draw| $family::$variant { $($field: super::tests::Any::any(&$form, draw),)* }.into(),
            },
        )*];

        impl $family {
            /// The name of its kind, and the words that follow.
            pub(super) fn written(&self) -> (&'static str, Vec<String>) {
                match self {
                    $($family::$variant { $($field,)* } => {
                        ($name, [$(super::forms::Form::write(&$form, $field),)*].concat())
                    })*
                }
            }
        }
    };
}
use family;

/// Whether a kind needs a schedule.
macro_rules! needs {
    () => {
        false
    };
    (schedule) => {
        true
    };
}
use needs;

#[cfg(test)]
mod tests;
