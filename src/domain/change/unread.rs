//! Dates and times that a line leaves incomplete: `10 Nov 14:00`. Who knows the days of the event can complete them.

use super::Misread;

/// A word that stands where a date or a time is expected, and is none by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// In the place of a date with a time of day.
    Moment(String),
    /// In the place of a date.
    Date(String),
}

impl Unread {
    /// The word.
    pub fn word(&self) -> &str {
        match self {
            Unread::Moment(word) | Unread::Date(word) => word,
        }
    }

    /// The error, if nothing completes the word.
    pub(super) fn misread(self) -> Misread {
        let word = self.word();
        let (message, help) = match &self {
            Unread::Moment(_) => (
                format!("\"{word}\" is not a date and time"),
                "write times as 2020-11-02T09:30, 2020-11-02T09:30Z, or in quotes like '2 Nov 09:30'",
            ),
            Unread::Date(_) => {
                (format!("\"{word}\" is not a date"), "write dates as 2020-11-02, or in quotes like '2 Nov'")
            }
        };
        Misread { message, help: Some(help.to_owned()), unread: Some(self) }
    }
}
