//! Splits a cell into the people whom it names.

use super::shape::{is_single_word, looks_like_name, looks_like_organisation};
use super::words::{is_joiner, is_particle, is_placeholder, is_suffix};
use super::{Doubt, KnownNames, NamedPeople, NamedPerson, one_person, without_title};
use crate::sheets::cell::trimmed;

/// The people whom a text names.
pub(crate) fn people_in(text: &str, known: &KnownNames) -> NamedPeople {
    let mut found = NamedPeople::default();
    for part in outside_brackets(text, |c| matches!(c, ';' | '\n' | '\r' | '；' | '|' | '•' | '、' | '·')) {
        let part = trimmed(part.trim_start_matches(['-', '–', '*', ' ', '\t']));
        if !part.is_empty() {
            Splitter { known, found: &mut found }.spaced_slashes(part);
        }
    }
    found
}

/// Splits the parts of one cell.
struct Splitter<'a> {
    known: &'a KnownNames,
    found: &'a mut NamedPeople,
}

impl Splitter<'_> {
    /// A part between semicolons, split at slashes between blanks if each piece begins with a person: `Jane Roe / Two, Bo`.
    fn spaced_slashes(&mut self, part: &str) {
        let pieces: Vec<&str> = outside_brackets(part, |c| c == '/').into_iter().collect();
        let begins_with_a_person = |piece: &&str| {
            let segments: Vec<String> = piece.split(',').map(bare).collect();
            let is_pair = segments.len() == 2 && segments.iter().all(|segment| is_single_word(segment));
            let first = segments.first().map(String::as_str).unwrap_or_default();
            is_pair || self.known.is_person(first) || looks_like_name(first) || has_two_names(first) || is_open(piece)
        };
        let spaced = part.contains(" / ") && pieces.len() > 1 && !self.known.is_person(part);
        if spaced && pieces.iter().all(begins_with_a_person) {
            return pieces.iter().for_each(|piece| self.part(trimmed(piece)));
        }
        self.part(part);
    }

    /// A part between semicolons and slashes.
    fn part(&mut self, part: &str) {
        let segments: Vec<&str> = outside_brackets(part, |c| matches!(c, ',' | '，' | '،'))
            .into_iter()
            .map(trimmed)
            .filter(|segment| !segment.is_empty())
            .collect();
        if self.known.is_person(part) || segments.len() < 2 {
            return self.slashes(part);
        }
        if segments.iter().all(|segment| is_single_word(&bare(segment))) {
            return self.single_words(part, &segments);
        }
        self.segments(part, &segments);
    }

    /// Single words between commas: `Roe, Jane`, or people with one name each.
    fn single_words(&mut self, part: &str, segments: &[&str]) {
        if segments.iter().all(|segment| self.known.is_person(&bare(segment)) || is_open(segment)) {
            return segments.iter().for_each(|segment| self.one(segment));
        }
        let pairs: Vec<String> = segments.chunks(2).map(given_name_first).collect();
        let shows_pairs = self.known.family_name_first || pairs.iter().any(|name| self.known.is_person(name));
        if segments.len() % 2 == 1 {
            self.found.doubts.push(Doubt::Comma(part.to_owned()));
            return segments.iter().for_each(|segment| self.one(segment));
        }
        if !shows_pairs {
            self.found.doubts.push(Doubt::Comma(part.to_owned()));
        }
        pairs.iter().for_each(|name| self.one(name));
    }

    /// Segments between commas, not all of which are single words.
    fn segments(&mut self, part: &str, segments: &[&str]) {
        // `van der Berg, Jan`
        if let [family, given] = segments {
            let name = given_name_first(segments);
            let begins_small =
                family.split_whitespace().next().is_some_and(|word| is_particle(word) && word.to_lowercase() == word);
            if self.known.is_person(&name) || begins_small && is_single_word(&bare(given)) {
                return self.one(&name);
            }
        }
        let mut person: Option<(String, Vec<&str>)> = None;
        for segment in segments {
            let (joined, rest) = without_joiner(segment);
            let names_a_person = self.known.is_person(&bare(rest))
                || joined
                || looks_like_name(&bare(rest)) && !looks_like_organisation(&bare(rest), self.known)
                || has_two_names(rest);
            match &mut person {
                Some((_, after)) if !names_a_person => after.push(rest),
                _ => {
                    if let Some((text, after)) = person.take() {
                        self.with_segments(part, &text, &after);
                    }
                    person = Some((rest.to_owned(), Vec::new()));
                }
            }
        }
        if let Some((text, after)) = person {
            self.with_segments(part, &text, &after);
        }
    }

    /// A person followed by segments that are no names: degrees, organisation.
    fn with_segments(&mut self, part: &str, text: &str, after: &[&str]) {
        let begin = self.found.people.len();
        self.slashes(text);
        let (degrees, others): (Vec<&&str>, Vec<&&str>) = after.iter().partition(|segment| is_suffix(segment));
        let Some(person) = self.found.people.get_mut(begin..).and_then(|new| new.last_mut()) else {
            others.iter().for_each(|other| self.one(other));
            return;
        };
        for degree in degrees {
            let title = person.title.take().map_or_else(|| (*degree).to_string(), |title| format!("{title} {degree}"));
            person.title = Some(title);
        }
        if others.is_empty() {
            return;
        }
        let is_clear =
            self.known.is_person(&person.name) || others.iter().any(|other| looks_like_organisation(other, self.known));
        let organisation = others.iter().map(|other| (**other).to_owned()).collect::<Vec<_>>().join(", ");
        person.organisation.get_or_insert(organisation);
        if !is_clear {
            self.found.doubts.push(Doubt::Comma(part.to_owned()));
        }
    }

    /// Names between slashes.
    fn slashes(&mut self, text: &str) {
        let parts: Vec<&str> = outside_brackets(text, |c| c == '/').into_iter().map(trimmed).collect();
        let is_name =
            |part: &&str| self.known.is_person(&bare(part)) || looks_like_name(&bare(part)) || has_two_names(part);
        if parts.len() > 1 && !self.known.is_person(text) && parts.iter().all(|part| is_name(part) || is_open(part)) {
            return parts.iter().for_each(|part| self.joined(part));
        }
        self.joined(text);
    }

    /// Names between words like "and".
    fn joined(&mut self, text: &str) {
        let parts = at_joiners(text);
        if parts.len() < 2 || self.known.is_person(&bare(text)) || self.known.is_organisation(&bare(text)) {
            return self.one(text);
        }
        let is_name = |part: &String| {
            let bare = bare(part);
            self.known.is_person(&bare) || is_placeholder(&bare) || looks_like_name(&bare)
        };
        if parts.iter().all(is_name) {
            return parts.iter().for_each(|part| self.one(part));
        }
        // `Jane and John Roe`
        let family = parts.last().and_then(|last| last.split_whitespace().last()).unwrap_or_default();
        let with_family: Vec<String> = parts
            .iter()
            .map(|part| if is_single_word(part) { format!("{part} {family}") } else { part.clone() })
            .collect();
        if with_family.iter().any(|name| self.known.is_person(name)) && with_family.iter().all(is_name) {
            return with_family.iter().for_each(|part| self.one(part));
        }
        if !looks_like_organisation(&bare(text), self.known) {
            self.found.doubts.push(Doubt::And(text.to_owned()));
        }
        self.one(text);
    }

    /// One person.
    fn one(&mut self, text: &str) {
        let person = if self.known.is_person(text) {
            let (title, name) = without_title(text);
            NamedPerson {
                name: name.to_owned(),
                title: Some(title.to_owned()).filter(|title| !title.is_empty()),
                written: trimmed(text).to_owned(),
                ..NamedPerson::default()
            }
        } else {
            one_person(text)
        };
        if is_placeholder(&person.name) {
            self.found.to_be_confirmed += 1;
        } else {
            self.found.people.push(person);
        }
    }
}

/// `Roe, Jane` as `Jane Roe`. What follows the names in brackets stays behind them.
fn given_name_first(pair: &[&str]) -> String {
    match pair {
        [family, given] => {
            let (name, bracket) = given.split_at(given.find(['(', '[', '<']).unwrap_or(given.len()));
            format!("{} {} {}", trimmed(name), trimmed(family), trimmed(bracket)).trim_end().to_owned()
        }
        other => other.join(" "),
    }
}

/// The name in a text, without title, brackets and affiliation.
fn bare(text: &str) -> String {
    one_person(text).name
}

/// Whether a word like "and" or "y" is between parts of a text.
pub(crate) fn has_joiner(text: &str) -> bool {
    at_joiners(text).len() > 1
}

/// Whether a text stands for a person who is still unknown: `TBC (private sector)`.
fn is_open(text: &str) -> bool {
    is_placeholder(&bare(text))
}

/// Whether a text is two full names with "and" between them.
fn has_two_names(text: &str) -> bool {
    let parts = at_joiners(text);
    parts.len() > 1 && parts.iter().all(|part| looks_like_name(&bare(part)))
}

/// A segment without a joining word at its begin, and whether there was one: `and Bo Two`.
fn without_joiner(segment: &str) -> (bool, &str) {
    match segment.split_once(char::is_whitespace) {
        Some((first, rest)) if is_joiner(first) && first.chars().count() > 1 || segment.starts_with("& ") => {
            (true, trimmed(rest))
        }
        _ => (false, segment),
    }
}

/// The parts of a text between joining words that are outside brackets.
fn at_joiners(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = vec![String::new()];
    let mut depth = 0_usize;
    for word in text.split_whitespace() {
        if depth == 0 && is_joiner(word) {
            parts.push(String::new());
            continue;
        }
        depth += word.matches(['(', '[', '<']).count();
        depth = depth.saturating_sub(word.matches([')', ']', '>']).count());
        if let Some(part) = parts.last_mut() {
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(word);
        }
    }
    if parts.iter().any(String::is_empty) { vec![text.to_owned()] } else { parts }
}

/// The parts of a text between separators that are outside brackets.
fn outside_brackets(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<&str> {
    let closes = text.matches([')', ']', '）']).count();
    // Without a closing bracket, an opening one is a slip.
    let balanced = closes == text.matches(['(', '[', '（']).count();
    let (mut parts, mut begin, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '（' if balanced => depth += 1,
            ')' | ']' | '）' if balanced => depth = depth.saturating_sub(1),
            c if depth == 0 && is_separator(c) => {
                parts.push(&text[begin..at]);
                begin = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}
