//! One person in a text: takes title, affiliation, e-mail address and remarks off the name.

use super::NamedPerson;
use super::shape::looks_like_name;
use super::words::{is_aside, is_suffix};
use crate::domain::{email_address, without_title};
use crate::sheets::cell::trimmed;

/// Reads the text of one person.
pub(crate) fn one_person(text: &str) -> NamedPerson {
    let written = trimmed(text).to_owned();
    let mut person = NamedPerson { written: written.clone(), ..NamedPerson::default() };
    let mut rest = written.as_str().trim();
    while let Some((before, inner)) = last_bracket(rest) {
        match inner {
            Bracket::Angle(address) if email_address(address).is_some() => {
                person.email = Some(address.trim().to_owned())
            }
            Bracket::Angle(other) | Bracket::Round(other) => {
                if person.bracket.is_none() && !is_aside(other) {
                    person.bracket = Some(other.to_owned());
                }
            }
        }
        rest = before;
    }
    if let Some((name, organisation)) = at_dash(rest) {
        person.organisation = Some(organisation.to_owned());
        rest = name;
    }
    let (title, name) = without_title(rest);
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let mut titles: Vec<&str> = title.split_whitespace().collect();
    while words.len() > 2 && words.last().is_some_and(|word| is_suffix(word)) {
        titles.extend(words.pop());
    }
    person.name = words.join(" ").trim_end_matches(',').to_owned();
    person.title = Some(titles.join(" ")).filter(|title| !title.is_empty());
    person
}

enum Bracket<'t> {
    Round(&'t str),
    Angle(&'t str),
}

/// The text before a bracket at the end, and the text in it.
fn last_bracket(text: &str) -> Option<(&str, Bracket<'_>)> {
    let text = text.trim_end();
    let (open, close) = match text.chars().last()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        '>' => ('<', '>'),
        '）' => ('（', '）'),
        _ => return None,
    };
    let inner = text.strip_suffix(close)?;
    let at = inner.rfind(open)?;
    let before = trimmed(&inner[..at]);
    let inner = trimmed(&inner[at + open.len_utf8()..]);
    if before.is_empty() {
        return None;
    }
    Some((before, if close == '>' { Bracket::Angle(inner) } else { Bracket::Round(inner) }))
}

/// A name and the organisation after a dash between blanks.
fn at_dash(text: &str) -> Option<(&str, &str)> {
    for dash in [" - ", " – ", " — ", " | ", " @ "] {
        if let Some((name, organisation)) = text.split_once(dash)
            && looks_like_name(name)
            && !trimmed(organisation).is_empty()
        {
            return Some((trimmed(name), trimmed(organisation)));
        }
    }
    None
}
