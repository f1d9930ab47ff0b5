//! Ids made from names.

use chrono::{Datelike, NaiveDate};
use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;

/// The most characters of an id that is made from a name.
const LONGEST: usize = 60;

/// An id made from a name: its words in lower-case ASCII letters and digits, with hyphens between them, at most 60
/// characters. `ana-garcia` for `Ana GARCÍA`; empty for a name without letters and digits.
pub fn id_of(name: &str) -> String {
    let mut id = String::new();
    for word in ascii_words(name) {
        if !id.is_empty() && id.len() + word.len() >= LONGEST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(LONGEST));
    }
    id
}

/// The words of a text in lower-case ASCII letters and digits.
pub(super) fn ascii_words(text: &str) -> impl Iterator<Item = String> {
    // Joined letters and wide forms are taken apart, and accents rejoined: the table has the letter with its accent.
    let ascii: String = text.nfkc().filter_map(deunicode_char).collect();
    let lower = ascii.to_ascii_lowercase();
    let words: Vec<String> =
        lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

/// The id of an event that is made from its name and its first day: `annual-meeting-2026`. The year is not repeated if
/// the name has it.
pub fn event_id(name: &str, first_day: Option<NaiveDate>) -> String {
    let id = id_of(name);
    let id = if id.is_empty() { "event".to_owned() } else { id };
    let Some(year) = first_day.map(|date| date.year().to_string()) else { return id };
    if id.split('-').any(|word| word == year) { id } else { format!("{id}-{year}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_made_from_names_are_ascii() {
        for (name, id) in [
            ("Ana GARCÍA", "ana-garcia"),
            ("Zu\u{308}rich & Genève", "zurich-geneve"),
            ("Søren Łukasz Weiß", "soren-lukasz-weiss"),
            ("Ольга Иванова", "ol-ga-ivanova"),
            ("会議", "hui-yi"),
            ("ﬁnal １", "final-1"),
            ("???", ""),
        ] {
            assert_eq!(id_of(name), id, "{name}");
        }
        assert!(id_of(&"word ".repeat(100)).len() <= LONGEST);
        assert!(id_of(&"x".repeat(100)).len() <= LONGEST);
    }

    #[test]
    fn an_event_has_an_id_with_its_year() {
        let day = |year| NaiveDate::from_ymd_opt(year, 7, 23);
        assert_eq!(event_id("Annual meeting", day(2026)), "annual-meeting-2026");
        assert_eq!(event_id("Annual meeting", day(2027)), "annual-meeting-2027");
        assert_eq!(event_id("Forum 2027", day(2027)), "forum-2027");
        assert_eq!(event_id("？！", day(2027)), "event-2027");
        assert_eq!(event_id("", None), "event");
    }
}
