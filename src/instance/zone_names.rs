//! What was meant by a text that is not the name of a time zone. A suggestion must have the meaning of the text: a name
//! that only looks similar may be on the other side of the world.

use crate::domain::zone::database;
use crate::domain::{Instant, Zone};

/// The longest text that is compared.
const LONGEST: usize = 100;

/// The offset for texts like `UTC+2`, `GMT -5:30`, `+0530`, `+5:30`.
pub(crate) fn written_offset(text: &str) -> Option<String> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let upper = compact.to_uppercase().replace('\u{2212}', "-");
    let digits = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT")).unwrap_or(&upper);
    if digits.is_empty() && !upper.is_empty() || upper == "Z" {
        return Some("UTC".to_owned());
    }
    let sign = digits.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    let rest = &digits[1..];
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 && rest.is_ascii() => rest.split_at(2),
        None => (rest, "00"),
    };
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let text = format!("{sign}{hours:02}:{minutes:02}");
    Zone::parse(&text).is_ok().then_some(text)
}

/// What to write instead of a text that is not the name of a time zone, if that is clear.
pub(crate) fn zone_help(text: &str) -> Option<String> {
    if let Some(offset) = written_offset(text) {
        return Some(format!("write \"{offset}\""));
    }
    let text = text.trim().replace(' ', "_");
    let places = || database::in_use().names().filter(|name| is_place(name));
    let last = text.rsplit('/').next().unwrap_or_default();
    let same = places().filter(|name| city(name).eq_ignore_ascii_case(last)).collect();
    let similar = || alike(&text, last, places());
    suggested(Some(same).filter(|same: &Vec<&str>| !same.is_empty()).unwrap_or_else(similar))
}

/// The hint with the names that are most similar to a text; `None` if they mean different things.
pub(crate) fn similar_name<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    suggested(alike(text, text, names))
}

fn suggested(names: Vec<&str>) -> Option<String> {
    // Names of one zone have the same clocks in winter and in summer.
    let clocks = |name: &str| Zone::parse(name).ok().map(|zone| YEAR.map(|at| zone.offset_minutes(Instant(at))));
    let (first, others) = names.split_first()?;
    let is_clear =
        others.is_empty() || clocks(first).is_some() && others.iter().all(|name| clocks(name) == clocks(first));
    is_clear.then(|| format!("did you mean \"{first}\"?"))
}

/// Two instants, in minutes: January and July 2026.
const YEAR: [i64; 2] = [29_453_760, 29_714_400];

/// Whether a name of the database is that of a place. `Etc/GMT+8` is 8 hours behind UTC, and `EST5EDT` a rule.
fn is_place(name: &str) -> bool {
    name.contains('/') && !name.starts_with("Etc/") && !name.contains(|c: char| c.is_ascii_digit())
}

fn city(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The names that differ from a text by the fewest letters: by one letter of a city or country with five or more, by two
/// of one with nine or more.
fn alike<'a>(text: &str, last: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let (whole, last) = (text.to_lowercase(), last.to_lowercase());
    let length = last.chars().count();
    let mut best = (usize::MAX, Vec::new());
    for name in names {
        let own = city(name).to_lowercase();
        let longer = own.chars().count().max(length);
        let most = if !(5..=LONGEST).contains(&longer) {
            0
        } else if longer < 9 {
            1
        } else {
            2
        };
        // Compare the lengths first: that is cheap and often enough.
        if most == 0 || longer - own.chars().count().min(length) > most {
            continue;
        }
        let of_city = strsim::damerau_levenshtein(&last, &own);
        let distance = if text.contains('/') && of_city <= most {
            strsim::damerau_levenshtein(&whole, &name.to_lowercase())
        } else {
            of_city
        };
        if of_city > most || distance > 2 || distance > best.0 {
            continue;
        }
        if distance < best.0 {
            best = (distance, Vec::new());
        }
        best.1.push(name);
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_suggested() {
        for (text, help) in [
            ("Europe/Berlln", "Europe/Berlin"),
            ("Berlin", "Europe/Berlin"),
            ("berln", "Europe/Berlin"),
            ("new york", "America/New_York"),
            ("Amercia/New_York", "America/New_York"),
            ("America/Los Angelos", "America/Los_Angeles"),
            ("Asia/Moscow", "Europe/Moscow"),
            ("Asia/Kolkatta", "Asia/Kolkata"),
            ("Africa/Lago", "Africa/Lagos"),
        ] {
            assert_eq!(zone_help(text), Some(format!("did you mean \"{help}\"?")), "{text}");
        }
        assert_eq!(zone_help("GMT+8").as_deref(), Some("write \"+08:00\""));
        assert_eq!(zone_help("utc -3:30").as_deref(), Some("write \"-03:30\""));
    }

    #[test]
    fn what_only_looks_similar_is_not_suggested() {
        for text in [
            "IST",
            "CST",
            "GMT+99",
            "Etc/GMT+88",
            "Iraq",
            "Asia/Bali",
            "Europe/Munich",
            "Europe/Wien",
            "Asia/Delhi",
            "Africa/Abuja",
            "EST6EDT",
            "",
            "x",
            "Mars/Olympus",
            "Asia/Bombay",
        ] {
            assert_eq!(zone_help(text), None, "{text}");
        }
        assert_eq!(
            similar_name("Slovenja", ["Slovenia", "Slovakia"].into_iter()).as_deref(),
            Some("did you mean \"Slovenia\"?")
        );
        assert_eq!(similar_name("Guineo", ["Guinea", "Guines"].into_iter()), None);
        assert_eq!(similar_name("Irak", ["Iran", "Iraq"].into_iter()), None);
    }
}
