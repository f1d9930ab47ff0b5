//! What frab's two formats have in common: acronym, slugs, numbers, lengths. Both follow the schemas of
//! <https://c3voc.de/wiki/schedule>, whose patterns for the same thing differ: what is written here fits both.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::guid::{guid, number};
use super::words;
use crate::explain::programme::{Programme, ProgrammeSession, ScheduledTime};

/// The programme in frab's words.
pub(crate) struct Frab<'a> {
    /// The view.
    pub programme: &'a Programme,
    /// Short, of `a-z`, `0-9` and `_`, at least four characters.
    pub acronym: String,
    /// A positive number for each session, in the order of the view; no two are equal.
    pub numbers: Vec<u32>,
}

impl<'a> Frab<'a> {
    /// Names and numbers of everything.
    pub(crate) fn new(programme: &'a Programme) -> Frab<'a> {
        let mut taken = BTreeSet::new();
        // By id, so that a session keeps its number wherever it moves; the rare second claimant takes the next one.
        let mut order: Vec<usize> = (0..programme.sessions.len()).collect();
        order.sort_by_key(|&index| &programme.sessions[index].id);
        let mut numbers = vec![0; programme.sessions.len()];
        for index in order {
            let mut wanted = number(&[&programme.name, "session", &programme.sessions[index].id]);
            while !taken.insert(wanted) {
                wanted = wanted % i32::MAX as u32 + 1;
            }
            numbers[index] = wanted;
        }
        Frab { programme, acronym: acronym(&programme.name), numbers }
    }

    /// The UUID of a thing of the programme.
    pub(crate) fn guid(&self, kind: &str, id: &str) -> String {
        guid(&[&self.programme.name, kind, id])
    }

    /// A name for addresses that no other session has: `igf2020-17-community-networks`.
    pub(crate) fn slug(&self, index: usize) -> String {
        let title = slug(&self.programme.sessions[index].title, '-');
        let slug = format!("{}-{:04}-{}", self.acronym, self.numbers[index], title);
        slug.trim_end_matches('-').to_owned()
    }

    /// Where a session can be read about.
    pub(crate) fn url(&self, index: usize, page: Option<&str>) -> String {
        let id = &self.programme.sessions[index].id;
        match page {
            Some(page) => format!("{page}#{}", super::html::anchor(id)),
            // No address is known, and an address is asked for: the UUID as one.
            None => format!("urn:uuid:{}", self.guid("session", id)),
        }
    }

    /// Rooms of which a day's sessions may be, by position; the last is for sessions without one.
    pub(crate) fn rooms(&self) -> Vec<(Option<usize>, String)> {
        let rooms = &self.programme.rooms;
        let mut all: Vec<(Option<usize>, String)> =
            rooms.iter().enumerate().map(|(index, room)| (Some(index), words::line(&room.name))).collect();
        if self.programme.held().any(|(_, held)| held.room.is_none()) {
            all.push((None, words::NO_ROOM.to_owned()));
        }
        // Names that were different can be alike on one line.
        let mut seen = BTreeSet::new();
        for (index, name) in &mut all {
            if !seen.insert(name.clone()) {
                let id = index.map_or("-", |index| &rooms[index].id);
                *name = format!("{name} ({})", words::line(id));
                seen.insert(name.clone());
            }
        }
        all
    }

    /// The sessions of a day in a room, in order of time, with their positions in the view.
    pub(crate) fn events(
        &self,
        day: usize,
        room: Option<usize>,
    ) -> impl Iterator<Item = (usize, &'a ProgrammeSession, ScheduledTime)> {
        let sessions = self.programme.sessions.iter().enumerate();
        sessions
            .filter_map(|(index, session)| Some((index, session, session.held?)))
            .filter(move |(.., held)| held.day == day && held.room == room)
    }
}

/// The initials of a name's words and its numbers (`igf2020`), or the whole name where those are too short.
///
/// The schemas want at least four characters of `a-z0-9_`, which files in use do not always have.
fn acronym(name: &str) -> String {
    let whole = slug(name, '_');
    let words = whole.split('_').filter(|word| !word.is_empty());
    let initials: String = words
        .flat_map(|word| if word.starts_with(|c: char| c.is_ascii_digit()) { word } else { &word[..1] }.chars())
        .collect();
    [initials.as_str(), &whole]
        .iter()
        .map(|text| text[..text.len().min(32)].trim_end_matches('_'))
        .find(|text| text.len() >= 4)
        .map_or_else(|| format!("event_{}", &guid(&[name])[..8]), str::to_owned)
}

/// Letters and digits of ASCII in lower case, all else between them as one `joint`; at most 48 characters.
fn slug(text: &str, joint: char) -> String {
    let mut out = String::new();
    for c in text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with(joint) {
            out.push(joint);
        }
        if out.len() == 48 {
            break;
        }
    }
    out.trim_end_matches(joint).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{hostile, small};
    use super::*;
    use crate::explain::programme::Readers;

    #[test]
    fn acronyms_fit_both_schemas() {
        let cases = [
            ("Internet Governance Forum 2020", "igf2020"),
            ("Two-phase demo", "two_phase_demo"),
            ("36C3", "36c3"),
            ("Äther", "ather"),
            ("会議", "event_"),
            ("", "event_"),
        ];
        for (name, expected) in cases {
            let found = acronym(name);
            let fits = found.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            assert!(fits && (4..=32).contains(&found.len()) && found.starts_with(expected), "{name}: {found}");
        }
    }

    #[test]
    fn slugs_are_of_letters_and_digits() {
        assert_eq!(slug("  Zürich – Déjà vu: 2 & more! ", '-'), "zurich-deja-vu-2-more");
        assert_eq!(slug("会議", '-'), "");
    }

    #[test]
    fn numbers_and_rooms_are_told_apart() {
        for view in [small(Readers::Public), hostile()] {
            let frab = Frab::new(&view);
            let numbers: BTreeSet<u32> = frab.numbers.iter().copied().collect();
            let rooms: BTreeSet<String> = frab.rooms().into_iter().map(|room| room.1).collect();
            assert_eq!((numbers.len(), rooms.len()), (view.sessions.len(), view.rooms.len()));
        }
    }

    #[test]
    fn addresses_are_addresses() {
        let view = small(Readers::Public);
        let frab = Frab::new(&view);
        assert!(frab.url(0, None).starts_with("urn:uuid:"));
        assert_eq!(frab.url(0, Some("https://a.org/p")), "https://a.org/p#s-opening");
        assert!(frab.slug(1).ends_with("-talk-with-a-comma"), "{}", frab.slug(1));
    }
}
