//! The parts that frab's two formats share: acronym, slugs, numbers, lengths. Both follow the schemas of
//! <https://c3voc.de/wiki/schedule>. The two schemas have different patterns for the same data; these values match
//! both.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::guid::{guid, number};
use super::words;
use crate::explain::programme::{Programme, ProgrammeDay, ProgrammeSession, ScheduledTime};

/// The programme in frab's terms.
pub(crate) struct Frab<'a> {
    /// The view.
    pub programme: &'a Programme,
    /// A short name of `a-z`, `0-9` and `_`, at least four characters.
    pub acronym: String,
    /// A unique positive number for each session, in the order of the view.
    pub numbers: Vec<u32>,
}

impl<'a> Frab<'a> {
    /// Assigns the names and numbers.
    pub(crate) fn new(programme: &'a Programme) -> Frab<'a> {
        let mut taken = BTreeSet::new();
        // By id, so that a session keeps its number when it moves. On a rare collision the second session takes the
        // next number.
        let mut order: Vec<usize> = (0..programme.sessions.len()).collect();
        order.sort_by_key(|&index| &programme.sessions[index].id);
        let mut numbers = vec![0; programme.sessions.len()];
        for index in order {
            let mut wanted = number(&[&programme.identity, "session", &programme.sessions[index].id]);
            while !taken.insert(wanted) {
                wanted = wanted % i32::MAX as u32 + 1;
            }
            numbers[index] = wanted;
        }
        Frab { programme, acronym: acronym(&programme.name), numbers }
    }

    /// The days: those with sessions. Both schemas require a day, so a timetable without sessions has all days of the
    /// event.
    pub(crate) fn days(&self) -> &'a [ProgrammeDay] {
        if self.programme.days.is_empty() { &self.programme.event_days } else { &self.programme.days }
    }

    /// The UUID of an item of the programme.
    pub(crate) fn guid(&self, kind: &str, id: &str) -> String {
        guid(&[&self.programme.identity, kind, id])
    }

    /// A unique name for the session's address: `igf2020-17-community-networks`.
    pub(crate) fn slug(&self, index: usize) -> String {
        let title = slug(&self.programme.sessions[index].title, '-');
        let slug = format!("{}-{:04}-{}", self.acronym, self.numbers[index], title);
        slug.trim_end_matches('-').to_owned()
    }

    /// The address of a session's description.
    pub(crate) fn url(&self, index: usize, page: Option<&str>) -> String {
        let id = &self.programme.sessions[index].id;
        match page {
            Some(page) => format!("{page}#{}", super::html::anchor(id)),
            // The format requires an address. If none is known, the UUID serves as one; an import reads the id behind it.
            None => format!("urn:uuid:{}#{}", self.guid("session", id), super::html::anchor(id)),
        }
    }

    /// The rooms with their index; the last one is for sessions without a room, if there are any.
    pub(crate) fn rooms(&self) -> Vec<(Option<usize>, String)> {
        let rooms = &self.programme.rooms;
        let mut all: Vec<(Option<usize>, String)> =
            rooms.iter().enumerate().map(|(index, room)| (Some(index), words::line(&room.name))).collect();
        if self.programme.held().any(|(_, held)| held.room.is_none()) {
            all.push((None, words::NO_ROOM.to_owned()));
        }
        // Different names can become equal when they are written on one line.
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

    /// The sessions of a day in a room, by time, with their indices in the view.
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

/// The initials of a name's words and its numbers (`igf2020`), or the whole name if those are too short.
///
/// The schemas require at least four characters of `a-z0-9_`, although some files in use have fewer.
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

/// The ASCII letters and digits of a text in lower case; all else between them becomes one `joint`. At most 48
/// characters.
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
    fn slugs_have_only_letters_and_digits() {
        assert_eq!(slug("  Zürich – Déjà vu: 2 & more! ", '-'), "zurich-deja-vu-2-more");
        assert_eq!(slug("会議", '-'), "");
    }

    #[test]
    fn numbers_and_room_names_are_unique() {
        for view in [small(Readers::Public), hostile()] {
            let frab = Frab::new(&view);
            let numbers: BTreeSet<u32> = frab.numbers.iter().copied().collect();
            let rooms: BTreeSet<String> = frab.rooms().into_iter().map(|room| room.1).collect();
            assert_eq!((numbers.len(), rooms.len()), (view.sessions.len(), view.rooms.len()));
        }
    }

    #[test]
    fn every_session_has_an_address() {
        let view = small(Readers::Public);
        let frab = Frab::new(&view);
        assert!(frab.url(0, None).starts_with("urn:uuid:") && frab.url(0, None).ends_with("#s-opening"));
        assert_eq!(frab.url(0, Some("https://a.org/p")), "https://a.org/p#s-opening");
        assert!(frab.slug(1).ends_with("-talk-with-a-comma"), "{}", frab.slug(1));
    }
}
