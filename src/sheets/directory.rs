//! Finds the element that a name in a cell means: first by id, then by name, then by either without case and
//! punctuation.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::cell::trimmed;
use super::headings::fold;
use crate::domain::id_of;

/// The kinds of elements that names can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A session.
    Session,
    /// A person.
    Person,
    /// A room.
    Room,
    /// A phase.
    Phase,
    /// A service.
    Service,
    /// An audience.
    Audience,
    /// A type; the first use declares it.
    Type,
    /// A track; the first use declares it.
    Track,
    /// A role.
    Role,
}

impl EntityKind {
    /// The kind in words.
    pub fn words(self) -> &'static str {
        match self {
            EntityKind::Session => "session",
            EntityKind::Person => "person",
            EntityKind::Room => "room",
            EntityKind::Phase => "phase",
            EntityKind::Service => "service",
            EntityKind::Audience => "audience",
            EntityKind::Type => "type",
            EntityKind::Track => "track",
            EntityKind::Role => "role",
        }
    }

    /// The plural in words.
    pub fn plural(self) -> String {
        match self {
            EntityKind::Person => "people".to_owned(),
            _ => format!("{}s", self.words()),
        }
    }
}

/// The result of looking up a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameLookup {
    /// One element, with this id.
    One(String),
    /// Several elements, with these ids.
    Several(Vec<String>),
    /// No element.
    None,
}

/// The ids and names of one kind of element.
#[derive(Debug, Default)]
struct Names {
    ids: BTreeSet<String>,
    names: BTreeMap<String, BTreeSet<String>>,
    folded: BTreeMap<String, BTreeSet<String>>,
}

/// All ids and names of a programme.
#[derive(Debug, Default)]
pub struct Directory {
    kinds: BTreeMap<EntityKind, Names>,
}

impl Directory {
    /// A directory with the built-in roles and other words for them.
    pub fn new() -> Directory {
        let mut directory = Directory::default();
        let words = [
            ("speaker", ["panelist", "panellist", "presenter", "speakers", "discussant"]),
            ("moderator", ["chair", "host", "facilitator", "moderators", "online moderator"]),
            ("rapporteur", ["reporter", "note taker", "rapporteurs", "notetaker", "scribe"]),
        ];
        for (role, others) in words {
            directory.declare(EntityKind::Role, role, None);
            for other in others {
                directory.also(EntityKind::Role, role, other);
            }
        }
        directory
    }

    /// Declares an element by its id, and perhaps its name.
    pub fn declare(&mut self, of: EntityKind, id: &str, name: Option<&str>) {
        let id = normal(id);
        let names = self.kinds.entry(of).or_default();
        // A declared id is no longer another name of a different element.
        names.names.remove(&id);
        names.folded.entry(fold(&id)).or_default().insert(id.clone());
        names.ids.insert(id.clone());
        if let Some(name) = name {
            self.also(of, &id, name);
        }
    }

    /// Declares another name for an id.
    pub fn also(&mut self, of: EntityKind, id: &str, name: &str) {
        let names = self.kinds.entry(of).or_default();
        let name = normal(name);
        names.folded.entry(fold(&name)).or_default().insert(id.to_owned());
        names.names.entry(name).or_default().insert(id.to_owned());
    }

    /// The element that a name means.
    pub fn find(&self, of: EntityKind, text: &str) -> NameLookup {
        let Some(names) = self.kinds.get(&of) else { return NameLookup::None };
        let text = normal(text);
        if names.ids.contains(&text) {
            return NameLookup::One(text);
        }
        let found =
            names.names.get(&text).or_else(|| names.folded.get(&fold(&text)).filter(|_| !fold(&text).is_empty()));
        match found.map(|ids| ids.iter().cloned().collect::<Vec<_>>()) {
            None => NameLookup::None,
            Some(ids) if ids.len() == 1 => NameLookup::One(ids.into_iter().next().unwrap_or_default()),
            Some(ids) => NameLookup::Several(ids),
        }
    }

    /// Whether the id is declared.
    pub fn has(&self, of: EntityKind, id: &str) -> bool {
        self.kinds.get(&of).is_some_and(|names| names.ids.contains(id))
    }

    /// A new id, made from a name: `anna-schmidt` for `Anna Schmidt`, then `anna-schmidt-2`.
    pub fn new_id(&self, of: EntityKind, name: &str) -> String {
        let base = id_of(name);
        let base = if base.is_empty() { of.words().to_owned() } else { base };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        std::iter::once(base.clone()).chain(numbered).find(|id| !self.has(of, id)).unwrap_or(base)
    }
}

/// An id in the form in which ids are compared.
pub(crate) fn normal(text: &str) -> String {
    trimmed(text).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_ids_come_before_names_and_both_before_similar_spellings() {
        let mut directory = Directory::new();
        directory.declare(EntityKind::Room, "hall", Some("Room 1"));
        directory.declare(EntityKind::Room, "room-1", Some("Studio"));
        let find = |text: &str| directory.find(EntityKind::Room, text);
        assert_eq!(find("hall"), NameLookup::One("hall".into()));
        assert_eq!(find("Room 1"), NameLookup::One("hall".into()));
        assert_eq!(find("room 1"), NameLookup::Several(vec!["hall".into(), "room-1".into()]));
        assert_eq!(find(" STUDIO "), NameLookup::One("room-1".into()));
        assert_eq!(find("attic"), NameLookup::None);
        assert_eq!(directory.find(EntityKind::Role, "Chair"), NameLookup::One("moderator".into()));
    }

    #[test]
    fn new_ids_are_made_from_names_and_are_unique() {
        let mut directory = Directory::new();
        assert_eq!(directory.new_id(EntityKind::Person, "Dr. Anna  Schmidt"), "dr-anna-schmidt");
        directory.declare(EntityKind::Person, "ana-garcia", None);
        assert_eq!(directory.new_id(EntityKind::Person, "Ana GARCÍA"), "ana-garcia-2");
        assert_eq!(directory.new_id(EntityKind::Session, "???"), "session");
        assert!(directory.new_id(EntityKind::Session, &"word ".repeat(100)).chars().count() <= 60);
    }
}
