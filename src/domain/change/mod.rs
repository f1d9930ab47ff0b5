//! Changes of a conference, as types and as lines of text.
//!
//! A change names ids and times, not positions, so that it can be applied to the document of an instance as well as to
//! a resolved conference. [`Change::line`] writes a change and [`read`] reads it again (`room add hall capacity 200`).
//!
//! Each family of changes has its own file. Each kind is declared once: its name, its arguments, what it does, an
//! example, and for each argument the form in which it is read and written.

mod argument_choices;
mod argument_forms;
mod audiences;
mod days;
mod event;
mod lengths;
mod moment;
mod people;
mod places;
mod rooms;
mod rules;
mod services;
mod sessions;
mod ties;
mod unread;
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
pub use unread::Unread;
pub use words::{Misread, Word, Words, split, split_at};

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A change of rooms.
    Room(RoomChange),
    /// A change of days, phases and hours.
    Day(DayChange),
    /// A change of the programme.
    Session(SessionChange),
    /// A change of sessions' lengths.
    Length(LengthChange),
    /// A change of sessions' placements.
    Place(PlaceChange),
    /// A change of constraints between sessions.
    Tie(TieChange),
    /// A change of people.
    Person(PersonChange),
    /// A change of services.
    Service(ServiceChange),
    /// A change of rule settings.
    Rule(RuleChange),
    /// A change of audiences.
    Audience(AudienceChange),
    /// A change of the event's settings.
    Event(EventChange),
}

/// A kind of change.
#[derive(Debug)]
pub struct ChangeKind {
    /// Its name, with which its lines begin: `room add`.
    pub name: &'static str,
    /// Its arguments: `ROOM [capacity N]`.
    pub arguments: &'static str,
    /// What it does, in one sentence.
    pub sentence: &'static str,
    /// An example that works on the programme file of `plenary init`.
    pub example: &'static str,
    /// Whether it refers to placements, so that it needs a schedule.
    pub needs_schedule: bool,
    /// Reads its arguments.
    read: fn(&mut Words) -> Result<Change, Misread>,
    /// A random change of this kind.
    #[cfg(test)]
    any: fn(&mut tests::Draw) -> Change,
}

impl ChangeKind {
    /// Reads a change of this kind from the words that follow its name.
    ///
    /// # Errors
    /// [`Misread`] for arguments that are missing, too many, or in a wrong form.
    pub fn read(&self, arguments: Vec<Word>) -> Result<Change, Misread> {
        let mut words = Words::new(arguments);
        let change = (self.read)(&mut words)?;
        words.end().map(|()| change)
    }

    /// The number of words in its name.
    pub fn length(&self) -> usize {
        self.name.split(' ').count()
    }
}

/// All kinds of changes, family by family.
pub static TABLE: &[&[ChangeKind]] = &[
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
pub fn kinds() -> impl Iterator<Item = &'static ChangeKind> + Clone {
    TABLE.iter().flat_map(|family| family.iter())
}

impl Change {
    /// The name of its kind: `room add`.
    pub fn name(&self) -> &'static str {
        self.written().0
    }

    /// The change as a line of text; [`read`] returns the same change.
    pub fn line(&self) -> String {
        let (name, arguments) = self.written();
        [vec![name.to_owned()], arguments].concat().join(" ")
    }

    /// The name of its kind, and its arguments as words.
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

/// Several changes as one text, in the form of a case of `plenary what-if`.
pub fn lines(changes: &[Change]) -> String {
    changes.iter().map(Change::line).collect::<Vec<_>>().join("; ")
}

/// The kind that a line begins with.
pub fn kind_of(words: &[Word]) -> Option<&'static ChangeKind> {
    let first = |kind: &ChangeKind| words.iter().take(kind.length()).map(|word| word.text.as_str());
    kinds().find(|kind| kind.name.split(' ').eq(first(kind)))
}

/// Reads a change from a line of text.
///
/// # Errors
/// [`Misread`] if the text is no change.
pub fn read(line: &str) -> Result<Change, Misread> {
    let words = split(line)?;
    let kind = kind_of(&words).ok_or_else(|| Misread::new("no change has this name"))?;
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

/// The days that a change affects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// Those of a phase.
    Phase(String),
    /// One.
    Day(NaiveDate),
}

/// A new length of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewLength {
    /// Longer or shorter by these minutes.
    By(i64),
    /// The total minutes.
    To(i64),
}

/// The change of the services that a session needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceNeed {
    /// This service too.
    With(String),
    /// No longer this service.
    Without(String),
    /// No service.
    Nothing,
}

/// Declares a family: its enum, the table of its kinds, and the function that writes its changes.
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

        /// The kinds of this family.
        pub(super) static KINDS: &[super::ChangeKind] = &[$(
            super::ChangeKind {
                name: $name,
                arguments: $arguments,
                sentence: $sentence,
                example: $example,
                needs_schedule: $crate::domain::change::needs!($($needs)?),
                read: |words| {
                    $(let $field = super::argument_forms::Form::read(&$form, words)?;)*
                    Ok($family::$variant { $($field,)* }.into())
                },
                #[cfg(test)]
                any: |draw| $family::$variant { $($field: super::tests::Any::any(&$form, draw),)* }.into(),
            },
        )*];

        impl $family {
            /// The name of its kind, and its arguments as words.
            pub(super) fn written(&self) -> (&'static str, Vec<String>) {
                match self {
                    $($family::$variant { $($field,)* } => {
                        ($name, [$(super::argument_forms::Form::write(&$form, $field),)*].concat())
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
