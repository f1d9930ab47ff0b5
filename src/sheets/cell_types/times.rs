//! Times of day, as spreadsheets store them and as people write them.

use chrono::Timelike;

use crate::domain::hours_and_minutes;
use crate::instance::codes::BAD_TIME;
use crate::sheets::cell::{Cell, trimmed};
use crate::sheets::problem::Fault;

/// A time of day in the form `09:30`. `26:00` is 02:00 on the next day.
pub(crate) fn time_of_day(cell: &Cell) -> Result<String, Fault> {
    let minutes = match cell {
        Cell::Clock(minutes) => Some(*minutes),
        // A fraction is a time without a time format; a whole number is an hour.
        Cell::Number(number) if (0.0..1.0).contains(number) => Some((number * 1440.0).round() as i64),
        Cell::Number(number) if (1.0..=48.0).contains(number) && number.fract() == 0.0 => Some(*number as i64 * 60),
        Cell::Number(number) if (1.0..3.0).contains(number) => Some((number * 1440.0).round() as i64),
        Cell::Date(at) => Some(i64::from(at.num_seconds_from_midnight() / 60)),
        Cell::Text(text) => minutes_of_day(trimmed(text)),
        _ => None,
    };
    let minutes = minutes.filter(|minutes| (0..=48 * 60).contains(minutes));
    minutes
        .map(hours_and_minutes)
        .ok_or_else(|| Fault::new(&BAD_TIME, format!("\"{}\" is not a time of day", cell.shown())))
}

/// A time as a cell has it: taken apart into the time, the end of a range, and the time zone beside them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WrittenTime {
    /// The time, or date and time.
    pub time: Cell,
    /// The end, in a range: `09:30-10:30`.
    pub end: Option<Cell>,
    /// The text that names a time zone: `CET`.
    pub zone: Option<String>,
}

impl WrittenTime {
    /// Takes the content of a cell apart.
    pub(crate) fn new(cell: &Cell) -> WrittenTime {
        let Cell::Text(text) = cell else { return WrittenTime { time: cell.clone(), end: None, zone: None } };
        let (text, zone) = without_zone(trimmed(text));
        let (from, until) = range(text);
        WrittenTime { time: Cell::Text(from), end: until.map(Cell::Text), zone }
    }
}

/// A text without the time zone at its end: an abbreviation in capitals, an IANA name, or an offset like `UTC+2`.
fn without_zone(text: &str) -> (&str, Option<String>) {
    let text = text.trim_end();
    let is_zone = |word: &str| {
        let upper = word.chars().all(|c| c.is_ascii_uppercase());
        let is_offset = ["UTC", "GMT"].iter().any(|zone| word.starts_with(zone));
        let is_name = word.contains('/') && word.starts_with(|c: char| c.is_ascii_uppercase());
        (upper && (2..=5).contains(&word.len()) && !matches!(word, "AM" | "PM")) || is_offset || is_name
    };
    let bracketed = text.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    match bracketed.or_else(|| text.rsplit_once(char::is_whitespace)) {
        Some((time, zone)) if is_zone(trimmed(zone)) && time.contains(|c: char| c.is_ascii_digit()) => {
            (trimmed(time), Some(trimmed(zone).to_owned()))
        }
        _ => (text, None),
    }
}

/// The begin and end of a range: `09:30-10:30`, `1100 – 1230`, `9:30 am to 10 am`, `2 Nov 2020 09:30-10:30`.
fn range(text: &str) -> (String, Option<String>) {
    for dash in ["–", "—", "-", " to ", " bis ", " a ", " à ", "/"] {
        let Some((from, until)) = text.rsplit_once(dash) else { continue };
        // `2027-03-14T12:00-08:00` has an offset from UTC.
        if dash == "-" && !from.ends_with(' ') && from.as_bytes().get(10) == Some(&b'T') {
            continue;
        }
        let (from, until) = (trimmed(from), trimmed(until));
        let Some(end) = minutes_of_day(until).or_else(|| four_digits(until)) else { continue };
        // The last word of what is before the dash is the begin; a date may be before it.
        let half = until.to_lowercase();
        let begin = |word: &str| {
            let own = minutes_of_day(word).or_else(|| four_digits(word));
            // `9-10:30 am`: the half of the day at the end holds for both.
            own.or_else(|| {
                half.ends_with('m').then(|| minutes_of_day(&format!("{word} {}", &half[half.len() - 2..])))?
            })
        };
        if let Some(minutes) = begin(from) {
            return (hours_and_minutes(minutes), Some(hours_and_minutes(end)));
        }
        let words: Vec<(usize, char)> = from.char_indices().filter(|(_, c)| c.is_whitespace() || *c == 'T').collect();
        for (at, c) in words {
            let (day, time) = (trimmed(&from[..at]), trimmed(&from[at + c.len_utf8()..]));
            if let Some(minutes) = begin(time).filter(|_| !day.is_empty()) {
                return (format!("{day} {}", hours_and_minutes(minutes)), Some(hours_and_minutes(end)));
            }
        }
    }
    (text.to_owned(), None)
}

/// The minutes of `0930`, in a range.
fn four_digits(text: &str) -> Option<i64> {
    let digits = text.strip_suffix(['h', 'H']).unwrap_or(text);
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    minutes_of_day(&format!("{}:{}", &digits[..2], &digits[2..]))
}

/// The minutes of `9:30`, `09.30`, `9h30`, `9 am`, `9:30 p.m.`, `26:00`.
pub(super) fn minutes_of_day(text: &str) -> Option<i64> {
    let lower: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let halves = [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)];
    let half = halves.iter().find_map(|(mark, add)| Some((lower.strip_suffix(mark)?, *add)));
    let digits = half.map_or(lower.as_str(), |(digits, _)| digits);
    let parts: Vec<&str> = digits.trim_end_matches('h').split([':', '.', 'h']).collect();
    let number = |text: &str| (text.len() <= 2 && !text.is_empty()).then(|| text.parse::<i64>().ok()).flatten();
    let (hours, minutes) = match parts.as_slice() {
        [hours] if half.is_some() || digits.ends_with('h') => (number(hours)?, 0),
        [hours, minutes] | [hours, minutes, "00"] if minutes.len() == 2 => (number(hours)?, number(minutes)?),
        _ => return None,
    };
    let hours = match half {
        Some((_, add)) if (1..=12).contains(&hours) => hours % 12 + add,
        Some(_) => return None,
        None => hours,
    };
    (hours <= 48 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn times_of_day_are_read_in_all_common_forms() {
        for (form, expected) in [
            ("9:30", "09:30"),
            ("09.30", "09:30"),
            ("9h30", "09:30"),
            ("9 am", "09:00"),
            ("12:15 AM", "00:15"),
            ("9:30 p.m.", "21:30"),
            ("26:00", "26:00"),
            ("09:30:00", "09:30"),
            ("9h", "09:00"),
        ] {
            assert_eq!(time_of_day(&text(form)).as_deref(), Ok(expected), "{form}");
        }
        assert_eq!(time_of_day(&Cell::Number(0.5)).as_deref(), Ok("12:00"));
        assert_eq!(time_of_day(&Cell::Number(9.0)).as_deref(), Ok("09:00"));
        for none in ["", "9", "9:75", "49:00", "13 pm", "noon"] {
            assert!(time_of_day(&text(none)).is_err(), "{none}");
        }
    }

    #[test]
    fn a_cell_may_have_a_range_and_a_time_zone() {
        for (written, time, end, zone) in [
            ("09:30-10:30", "09:30", Some("10:30"), None),
            ("09:30 – 10:30 CET", "09:30", Some("10:30"), Some("CET")),
            ("1100-1230", "11:00", Some("12:30"), None),
            ("9:30 am to 1:15 pm", "09:30", Some("13:15"), None),
            ("9-10:30 am", "09:00", Some("10:30"), None),
            ("2 Nov 2020 09:30-10:30", "2 Nov 2020 09:30", Some("10:30"), None),
            ("2020-11-02 09:30-10:30", "2020-11-02 09:30", Some("10:30"), None),
            ("2027-03-14 12:00 CET", "2027-03-14 12:00", None, Some("CET")),
            ("12:00 (Europe/Berlin)", "12:00", None, Some("Europe/Berlin")),
            ("12:00 UTC+13", "12:00", None, Some("UTC+13")),
            ("9:30 PM", "9:30 PM", None, None),
            ("2027-03-14", "2027-03-14", None, None),
            ("2027-03-14T12:00+01:00", "2027-03-14T12:00+01:00", None, None),
            ("2027-03-14T12:00-08:00", "2027-03-14T12:00-08:00", None, None),
            ("soon", "soon", None, None),
        ] {
            let found = WrittenTime::new(&text(written));
            let expected = WrittenTime { time: text(time), end: end.map(text), zone: zone.map(str::to_owned) };
            assert_eq!(found, expected, "{written}");
        }
    }
}
