//! Finds the element that a text means: by its id, then by its name, then by either without case, accents and
//! punctuation. Spreadsheets, the command line and changes use the same index.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::names::ascii_words;
use super::person_title::without_title;

/// The most candidates that are named.
const MOST_CANDIDATES: usize = 8;

/// The result of looking up a text.
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
#[derive(Debug, Clone, Default)]
pub struct NameIndex {
    ids: BTreeSet<String>,
    names: BTreeMap<String, BTreeSet<String>>,
    folded: BTreeMap<String, BTreeSet<String>>,
}

impl NameIndex {
    /// The index of these ids and names.
    pub fn of<'a>(elements: impl IntoIterator<Item = (&'a str, &'a str)>) -> NameIndex {
        let mut index = NameIndex::default();
        for (id, name) in elements {
            index.declare(id, Some(name));
        }
        index
    }

    /// Declares an element by its id, and perhaps its name. Ids and names are in their normal form.
    pub fn declare(&mut self, id: &str, name: Option<&str>) {
        // A declared id is no longer another name of a different element.
        self.names.remove(id);
        self.folded.entry(fold(id)).or_default().insert(id.to_owned());
        self.ids.insert(id.to_owned());
        if let Some(name) = name {
            self.also(id, name);
        }
    }

    /// Declares another name for an id.
    pub fn also(&mut self, id: &str, name: &str) {
        self.folded.entry(fold(name)).or_default().insert(id.to_owned());
        self.names.entry(name.to_owned()).or_default().insert(id.to_owned());
    }

    /// The ids, in alphabetical order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// Whether the id is declared.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// The element that a text means: by its id, by its name, or by either without case, accents and punctuation.
    pub fn find(&self, text: &str) -> NameLookup {
        if self.ids.contains(text) {
            return NameLookup::One(text.to_owned());
        }
        let folded = fold(text);
        let found = self.names.get(text).or_else(|| self.folded.get(&folded).filter(|_| !folded.is_empty()));
        lookup(found.into_iter().flatten())
    }

    /// The same, for a text that somebody types: also by a name in other letters (`Weiss` for `Weiß`), without the
    /// titles of a person (`Dr. Jane Roe`), or with the last name first (`Roe, Jane`).
    pub fn find_typed(&self, text: &str) -> NameLookup {
        let text: String = text.trim().nfc().collect();
        let found = self.find(&text);
        if found != NameLookup::None {
            return found;
        }
        let wanted = typed(&text);
        if wanted.is_empty() {
            return NameLookup::None;
        }
        let by_id = self.ids.iter().filter(|id| typed(id) == wanted);
        let by_name = self.names.iter().filter(|(name, _)| typed(name) == wanted).flat_map(|(_, ids)| ids);
        let found: BTreeSet<&String> = by_id.chain(by_name).collect();
        lookup(found)
    }

    /// The elements that a text may mean, although no id and no name is equal to it: those with all of its words in
    /// their id or name. Each as its id, with its name in brackets; at most eight.
    pub fn candidates(&self, text: &str) -> Vec<String> {
        let words: Vec<String> = ascii_words(without_title(text).1).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let has_all = |label: &str| {
            let known: Vec<String> = ascii_words(label).collect();
            words.iter().all(|word| known.iter().any(|other| other.starts_with(word.as_str())))
        };
        let mut found = BTreeSet::new();
        found.extend(self.ids.iter().filter(|id| has_all(id)).cloned());
        for (_, ids) in self.names.iter().filter(|(name, _)| has_all(name)) {
            found.extend(ids.iter().cloned());
        }
        found.iter().take(MOST_CANDIDATES).map(|id| self.label(id)).collect()
    }

    /// An id, with its name in brackets if that is another text.
    pub fn label(&self, id: &str) -> String {
        match self.names.iter().find(|(name, ids)| name.as_str() != id && ids.contains(id)) {
            Some((name, _)) => format!("{id} ({name})"),
            None => id.to_owned(),
        }
    }
}

fn lookup<'a>(ids: impl IntoIterator<Item = &'a String>) -> NameLookup {
    let mut ids: Vec<String> = ids.into_iter().cloned().collect();
    match (ids.pop(), ids.is_empty()) {
        (None, _) => NameLookup::None,
        (Some(only), true) => NameLookup::One(only),
        (Some(last), false) => {
            ids.push(last);
            NameLookup::Several(ids)
        }
    }
}

/// The letters and digits of a text, in lower case, without accents. `E-Mail address` and `email_address` are equal.
pub fn fold(text: &str) -> String {
    // Spreadsheets compare each heading with hundreds of names, nearly all of them in ASCII.
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    fold_any(text)
}

fn fold_any(text: &str) -> String {
    let plain = text.nfkd().filter(|&c| !is_combining_mark(c));
    plain.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a name in ASCII, joined, without titles; the last name after the first if a comma shows their order.
fn typed(text: &str) -> String {
    let text = without_title(text).1;
    let in_order = match text.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
        _ => text.to_owned(),
    };
    ascii_words(without_title(&in_order).1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_texts_are_folded_like_any_other() {
        for byte in 0..=127_u8 {
            let text = format!("a{}Z", char::from(byte));
            assert_eq!(fold(&text), fold_any(&text), "{byte}");
        }
        assert_eq!(fold("E-Mail address"), fold("é_mail  ADDRESS"));
    }

    fn index() -> NameIndex {
        NameIndex::of([
            ("ws-112", "Children online"),
            ("ws-113", "Children and games"),
            ("jroe", "Jane Roe"),
            ("weiss", "Jörg Weiß"),
            ("a", "Same"),
            ("b", "Same"),
        ])
    }

    #[test]
    fn a_typed_text_is_an_id_or_a_name_in_any_spelling() {
        for (text, id) in [
            ("ws-112", "ws-112"),
            ("WS 112", "ws-112"),
            (" children ONLINE ", "ws-112"),
            ("Dr. Jane Roe", "jroe"),
            ("Prof. Dr. Jane ROE", "jroe"),
            ("Roe, Jane", "jroe"),
            ("Jorg Weiss", "weiss"),
        ] {
            assert_eq!(index().find_typed(text), NameLookup::One(id.into()), "{text}");
        }
        assert_eq!(index().find_typed("same"), NameLookup::Several(vec!["a".into(), "b".into()]));
        assert_eq!(index().find_typed("children"), NameLookup::None);
        assert_eq!(index().find_typed("???"), NameLookup::None);
    }

    #[test]
    fn candidates_have_all_words_of_the_text() {
        assert_eq!(index().candidates("children"), ["ws-112 (Children online)", "ws-113 (Children and games)"]);
        assert_eq!(index().candidates("Dr Roe"), ["jroe (Jane Roe)"]);
        assert!(index().candidates("Dr").is_empty() && index().candidates("whales").is_empty());
    }
}
