//! The shapes of names of people and of organisations.

use super::words::{is_of_organisation, is_particle, is_suffix};
use super::{KnownNames, without_title};

/// Whether a text has the shape of a full name: two to six words that begin with capitals or are small words of names.
/// Scripts without capitals need only be short.
pub(crate) fn looks_like_name(text: &str) -> bool {
    let (_, name) = without_title(text);
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() || words.len() > 6 || name.chars().count() > 60 {
        return false;
    }
    if has_no_case(name) {
        return name.chars().count() >= 2 && name.chars().count() <= 30;
    }
    let is_word = |word: &&str| is_particle(word) || starts_like_a_name(word) || is_suffix(word);
    words.len() >= 2
        && words.iter().all(is_word)
        && !words.iter().any(|word| is_of_organisation(word))
        && name.chars().all(|c| c.is_alphanumeric() || " .'’-–`´()\u{200d}".contains(c) || c.is_whitespace())
        && words.iter().any(|word| !is_particle(word) && !word.chars().all(|c| c.is_ascii_digit()))
}

/// Whether a text is a single word that may be a family name or a given name.
pub(super) fn is_single_word(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next().is_some_and(starts_like_a_name) && words.next().is_none()
}

/// Whether a text rather names an organisation than a person: known as one, or with a word, an abbreviation or a
/// character that names of people do not have.
pub(super) fn looks_like_organisation(text: &str, known: &KnownNames) -> bool {
    let is_abbreviation = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        (2..=6).contains(&letters)
            && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
            && !word.ends_with('.')
    };
    let has_inner_point = |word: &str| word.trim_end_matches('.').contains('.') && !is_initials(word);
    known.is_organisation(text)
        || text
            .split_whitespace()
            .any(|word| is_abbreviation(word) || is_of_organisation(word) || has_inner_point(word))
}

/// `J.R.`
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() <= 1)
}

fn starts_like_a_name(word: &str) -> bool {
    let mut letters = word.trim_start_matches(['(', '\'', '’', '"', '-']).chars();
    letters.next().is_some_and(|first| {
        first.is_uppercase()
            || first.is_ascii_digit()
            // `d'Angelo`, `al-Rashid`, `deGrasse`
            || first.is_lowercase() && letters.any(char::is_uppercase)
            || first.is_alphabetic() && !first.is_lowercase()
    })
}

/// Whether the text is in a script without capitals: Chinese, Arabic, Devanagari.
fn has_no_case(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase() && !c.is_uppercase())
}
