//! The people whom a cell names: `Dr. Jane Roe (ITU) and Bo Two`. Separators, titles and affiliations are told from names
//! by the names and organisations that other cells show, and by the shapes of names.

mod affiliation;
mod shape;
mod split;
mod words;

use std::collections::BTreeSet;

pub(crate) use crate::domain::without_title;
pub(crate) use affiliation::one_person;
pub(crate) use shape::looks_like_name;
pub(crate) use split::{has_joiner, people_in};

use super::headings::fold;

/// A person as a cell names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NamedPerson {
    /// The name, given name first, without title and affiliation.
    pub name: String,
    /// The title: `Dr.`, `H.E. Amb.`
    pub title: Option<String>,
    /// The organisation, from brackets, after a dash or a comma.
    pub organisation: Option<String>,
    /// The e-mail address in angle brackets.
    pub email: Option<String>,
    /// The text in brackets that is neither an organisation nor a remark like `online`: it may be a role.
    pub bracket: Option<String>,
    /// The part of the cell that names this person.
    pub written: String,
}

/// Why a part of a cell can be read in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// A comma may separate two people, or a name from an affiliation, or a family name from a given name.
    Comma(String),
    /// A word like "and" may separate two people, or belong to one name.
    And(String),
}

/// The people whom a cell names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NamedPeople {
    /// The people, in order.
    pub people: Vec<NamedPerson>,
    /// How many places for people are still open: `TBC`.
    pub to_be_confirmed: usize,
    /// What can be read in two ways.
    pub doubts: Vec<Doubt>,
}

/// Names that are known from other cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownNames {
    people: BTreeSet<String>,
    organisations: BTreeSet<String>,
    /// Whether the column writes the family name first: `One, Ada, Two, Bo`.
    pub family_name_first: bool,
}

impl KnownNames {
    /// Adds the name of a person, with or without a title.
    pub(crate) fn add_person(&mut self, name: &str) {
        self.people.insert(fold(name));
        self.people.insert(name_key(name));
    }

    /// Adds the name of an organisation.
    pub(crate) fn add_organisation(&mut self, name: &str) {
        self.organisations.insert(fold(name));
    }

    /// Whether a text is the name of a known person.
    pub(crate) fn is_person(&self, text: &str) -> bool {
        let key = name_key(text);
        !key.is_empty() && (self.people.contains(&key) || self.people.contains(&fold(text)))
    }

    /// Whether a text is the name of a known organisation.
    pub(crate) fn is_organisation(&self, text: &str) -> bool {
        let folded = fold(text);
        !folded.is_empty() && self.organisations.contains(&folded)
    }
}

/// A name in the form for comparison: without title, case, accents and punctuation.
pub(crate) fn name_key(name: &str) -> String {
    fold(without_title(name).1)
}

/// Whether a text stands for a person or room that is still unknown: `tbc`, `N/A`.
pub(crate) fn is_placeholder(text: &str) -> bool {
    words::is_placeholder(text)
}

#[cfg(test)]
mod tests;
