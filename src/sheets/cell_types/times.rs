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
}
