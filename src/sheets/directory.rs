//! Finds the element that a name in a cell means: first by id, then by name, then by either without case and
//! punctuation.

use std::collections::BTreeMap;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::cell::trimmed;
pub(crate) use crate::domain::NameLookup;
use crate::domain::{NameIndex, id_of};

/// The numbers of further elements with one name that are tried one by one.
const NUMBERS_IN_ORDER: usize = 16;

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

/// All ids and names of a programme.
#[derive(Debug, Default)]
pub struct Directory {
    kinds: BTreeMap<EntityKind, NameIndex>,
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
        let name = name.map(normal);
        self.kinds.entry(of).or_default().declare(&normal(id), name.as_deref());
    }

    /// Declares another name for an id.
    pub fn also(&mut self, of: EntityKind, id: &str, name: &str) {
        self.kinds.entry(of).or_default().also(id, &normal(name));
    }

    /// The element that a name means.
    pub fn find(&self, of: EntityKind, text: &str) -> NameLookup {
        self.kinds.get(&of).map_or(NameLookup::None, |names| names.find(&normal(text)))
    }

    /// Whether the id is declared.
    pub fn has(&self, of: EntityKind, id: &str) -> bool {
        self.kinds.get(&of).is_some_and(|names| names.has(id))
    }

    /// A new id, made from a name: `anna-schmidt` for `Anna Schmidt`, then `anna-schmidt-2`.
    pub fn new_id(&self, of: EntityKind, name: &str) -> String {
        let base = id_of(name);
        let base = if base.is_empty() { of.words().to_owned() } else { base };
        let numbered = |number: usize| if number < 2 { base.clone() } else { format!("{base}-{number}") };
        let is_free = |number: usize| !self.has(of, &numbered(number));
        if let Some(number) = (1..NUMBERS_IN_ORDER).find(|number| is_free(*number)) {
            return numbered(number);
        }
        // Many have this name: the number before the new one is taken, and found in few steps.
        let (mut taken, mut free) = (NUMBERS_IN_ORDER - 1, NUMBERS_IN_ORDER);
        while !is_free(free) {
            (taken, free) = (free, free.saturating_mul(2));
        }
        while free - taken > 1 {
            let middle = taken + (free - taken) / 2;
            if is_free(middle) {
                free = middle;
            } else {
                taken = middle;
            }
        }
        numbered(free)
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
        for number in 1..200 {
            let id = directory.new_id(EntityKind::Room, "Hall");
            assert_eq!(id, if number == 1 { "hall".to_owned() } else { format!("hall-{number}") });
            directory.declare(EntityKind::Room, &id, None);
        }
        assert!(directory.new_id(EntityKind::Session, &"word ".repeat(100)).chars().count() <= 60);
    }
}
