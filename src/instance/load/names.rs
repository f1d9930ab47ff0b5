//! Ids: which texts are valid ids, which ids are declared, and which element an id names.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::instance::codes::{self, Code};
use crate::instance::did_you_mean::did_you_mean;
use crate::instance::format::At;
use crate::instance::problem::Problems;

const LONGEST_ID: usize = 200;

/// The declared ids of one kind of element.
#[derive(Debug)]
pub(crate) struct IdTable {
    /// The kind of element, in words: `room`.
    kind: &'static str,
    /// The code for an unknown id.
    unknown: &'static Code,
    /// The positions of the elements, by id; `None` for an element that is in the file but could not be read.
    known: BTreeMap<String, Option<usize>>,
}

impl IdTable {
    /// An empty table.
    pub(crate) fn new(kind: &'static str, unknown: &'static Code) -> IdTable {
        IdTable { kind, unknown, known: BTreeMap::new() }
    }

    /// Declares the id of the element at `index`. Returns the id in its normal form.
    pub(crate) fn declare(&mut self, id: &At<String>, index: usize, problems: &mut Problems) -> String {
        let clean = valid_id(id, problems);
        if clean.is_empty() {
            return clean;
        }
        if let Some(Some(_)) = self.known.insert(clean.clone(), Some(index)) {
            let message = format!("two elements have the {} id \"{clean}\"", self.kind);
            problems.add(&codes::DUPLICATE_ID, id.span, message);
        }
        clean
    }

    /// Declares the id of an element that could not be read, so that references to it are not reported as well.
    pub(crate) fn declare_unread(&mut self, id: &str) {
        self.known.entry(normal(id)).or_insert(None);
    }

    /// The position of the element with this id; reports an unknown id.
    pub(crate) fn find(&self, id: &At<String>, problems: &mut Problems) -> Option<usize> {
        let wanted = normal(&id.value);
        match self.known.get(&wanted) {
            Some(index) => *index,
            None => {
                let message = format!("there is no {} \"{wanted}\"", self.kind);
                let help = did_you_mean(&wanted, self.known.keys().map(String::as_str));
                problems.add_with_help(self.unknown, id.span, message, help);
                None
            }
        }
    }

    /// Whether the file has an element with this id that could not be read.
    pub(crate) fn is_unread(&self, id: &str) -> bool {
        self.known.get(&normal(id)) == Some(&None)
    }

    /// The position of a name; declares it if it is new. `None` for an invalid id.
    pub(crate) fn intern(&mut self, id: &At<String>, list: &mut Vec<String>, problems: &mut Problems) -> Option<usize> {
        let clean = valid_id(id, problems);
        if clean.is_empty() {
            return None;
        }
        let next = list.len();
        let index = (*self.known.entry(clean.clone()).or_insert(Some(next)))?;
        if index == next {
            list.push(clean);
        }
        Some(index)
    }

    /// The position of a name, if it is declared.
    pub(crate) fn get(&self, id: &str) -> Option<usize> {
        self.known.get(&normal(id)).copied().flatten()
    }

    /// All declared ids.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }
}

/// The form in which ids are compared: trimmed, in Unicode NFC.
pub fn normal(id: &str) -> String {
    id.trim().nfc().collect()
}

/// The id in its normal form. Reports an id that is empty, too long or has invisible characters, and returns "".
pub(crate) fn valid_id(id: &At<String>, problems: &mut Problems) -> String {
    let clean = normal(&id.value);
    let what = if clean.is_empty() {
        "the id is empty".to_owned()
    } else if clean.chars().count() > LONGEST_ID {
        format!("the id has more than {LONGEST_ID} characters")
    } else if let Some(c) = clean.chars().find(|&c| is_unseen(c)) {
        format!("the id has an invisible character, U+{:04X}", u32::from(c))
    } else {
        return clean;
    };
    problems.add(&codes::BAD_ID, id.span, what);
    String::new()
}

/// Whether a character is invisible: control, format and zero-width characters, and some letters without a shape.
fn is_unseen(c: char) -> bool {
    let blank = matches!(c, '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{FE00}'..='\u{FE0F}');
    let category = c.general_category();
    blank
        || matches!(
            category,
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
                | GeneralCategory::Unassigned
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_compared_trimmed_and_composed() {
        let mut problems = Problems::default();
        let mut names = IdTable::new("room", &codes::UNKNOWN_ROOM);
        assert_eq!(names.declare(&" Zu\u{308}rich ".to_owned().into(), 0, &mut problems), "Zürich");
        assert_eq!(names.find(&"Zürich".to_owned().into(), &mut problems), Some(0));
        assert!(problems.found.is_empty());
        assert_eq!(names.find(&"Zurich".to_owned().into(), &mut problems), None);
        assert_eq!(problems.found[0].help.as_deref(), Some("did you mean \"Zürich\"?"));
    }

    #[test]
    fn invisible_ids_are_refused() {
        for id in ["", "  ", "a\u{200b}b", "a\u{0}b", "\u{202e}x", "\u{3164}", &"x".repeat(201)] {
            let mut problems = Problems::default();
            assert_eq!(valid_id(&id.to_owned().into(), &mut problems), "", "{id:?}");
            assert_eq!(problems.found[0].code.id, "bad-id");
        }
    }
}
