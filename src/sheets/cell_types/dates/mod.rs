//! Dates and times, as spreadsheets store them and as people write them.

mod order;
mod without_year;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::times::{minutes_of_day, time_of_day};
use crate::domain::hours_and_minutes;
use crate::instance::codes::{BAD_DATE, BAD_TIME};
use crate::sheets::cell::{Cell, trimmed};
use crate::sheets::codes::UNCLEAR_DATE;
use crate::sheets::problem::Fault;
pub(crate) use order::DateOrder;
pub(crate) use order::{OrderWitness, order_of};
pub(crate) use without_year::{day_named, typed_day, typed_moment};

/// How a text can be read as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Date(NaiveDate),
    /// Two numbers that can both be the month, and a year.
    Either(u32, u32, i32),
    /// A number above twelve shows which one is the day.
    Clear(DateOrder, NaiveDate),
}

/// A date in the form `2020-11-02`.
pub(crate) fn date(cell: &Cell, order: DateOrder) -> Result<String, Fault> {
    let found = match cell {
        Cell::Date(at) => Some(at.date()),
        Cell::Number(days) => serial(*days).map(|at| at.date()),
        Cell::Text(text) => {
            let text = trimmed(text);
            return match date_text(text, order) {
                Ok(date) => Ok(date.format("%Y-%m-%d").to_string()),
                // A date with a time of day is a date, too.
                Err(fault) => {
                    moment_text(text, order).map(|moment| moment.chars().take(10).collect()).map_err(|_| fault)
                }
            };
        }
        _ => None,
    };
    let date = found.ok_or_else(|| no_date(&cell.shown()))?;
    Ok(date.format("%Y-%m-%d").to_string())
}

/// A date with a time of day, in the form of the instance format.
pub(crate) fn moment(cell: &Cell, order: DateOrder) -> Result<String, Fault> {
    let found = match cell {
        Cell::Date(at) => Some(*at),
        Cell::Number(days) => serial(*days),
        Cell::Text(text) => return moment_text(trimmed(text), order),
        _ => None,
    };
    found.map(written).ok_or_else(|| no_moment(&cell.shown()))
}

/// A time of day, or a date with one. A date alone means its beginning or, for `until`, its end.
pub(crate) fn edge(cell: &Cell, order: DateOrder, until: bool) -> Result<String, Fault> {
    let whole_day = |date: NaiveDate| format!("{}T{}", date.format("%Y-%m-%d"), if until { "24:00" } else { "00:00" });
    match cell {
        Cell::Clock(_) => time_of_day(cell),
        Cell::Number(number) if *number <= 48.0 => time_of_day(cell),
        Cell::Date(at) if at.num_seconds_from_midnight() == 0 => Ok(whole_day(at.date())),
        Cell::Number(number) if number.fract() == 0.0 => {
            serial(*number).map(|at| whole_day(at.date())).ok_or_else(|| no_moment(&cell.shown()))
        }
        Cell::Text(text) => {
            let text = trimmed(text);
            match (minutes_of_day(text), date_text(text, order)) {
                (Some(minutes), _) => Ok(hours_and_minutes(minutes)),
                (None, Ok(date)) => Ok(whole_day(date)),
                (None, Err(fault)) if fault.code == &UNCLEAR_DATE => Err(fault),
                (None, Err(_)) => moment_text(text, order),
            }
        }
        _ => moment(cell, order),
    }
}

/// The date of a number of days since 30 Dec 1899, the form in which workbooks store dates.
fn serial(days: f64) -> Option<NaiveDateTime> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    // The years 1927 to 2119. Other numbers are probably not dates without a date format.
    (10_000.0..80_000.0).contains(&days).then(|| epoch + TimeDelta::seconds((days * 86_400.0).round() as i64))
}

fn written(at: NaiveDateTime) -> String {
    let form = if at.second() == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
    at.format(form).to_string()
}

fn no_date(text: &str) -> Fault {
    Fault::new(&BAD_DATE, format!("\"{text}\" is not a date"))
}

fn no_moment(text: &str) -> Fault {
    Fault::new(&BAD_TIME, format!("\"{text}\" is not a date with a time of day"))
}

/// The longest text of a date and a time, in bytes.
const LONGEST: usize = 200;

fn moment_text(text: &str, order: DateOrder) -> Result<String, Fault> {
    if let Some(exact) = exact(text) {
        return Ok(exact);
    }
    if text.len() > LONGEST {
        return Err(no_moment(text));
    }
    let mut unclear = None;
    for (at, _) in text.match_indices(|c: char| c.is_whitespace() || c == 'T' || c == ',') {
        let (day, rest) =
            (&text[..at], text[at..].trim_start_matches(|c: char| c.is_whitespace() || c == 'T' || c == ','));
        let upper = rest.to_uppercase();
        let (rest, zone) = match ["UTC", "GMT", "Z"].iter().find_map(|zone| upper.strip_suffix(zone)) {
            Some(kept) => (rest.get(..kept.len()).unwrap_or(rest), "Z"),
            None => (rest, ""),
        };
        let Some(minutes) = minutes_of_day(rest).filter(|&minutes| minutes <= 1440) else { continue };
        match date_text(day, order) {
            Ok(date) => return Ok(format!("{}T{}{zone}", date.format("%Y-%m-%d"), hours_and_minutes(minutes))),
            Err(fault) if fault.code == &UNCLEAR_DATE => unclear = Some(fault),
            Err(_) => {}
        }
    }
    Err(unclear.unwrap_or_else(|| no_moment(text)))
}

/// A date and time as the loader reads it: `2020-11-02T09:00`, with or without an offset. The text may have seconds, and
/// a fraction of them, if these are zero, and write the offset as `+0200` or `+02`.
fn exact(text: &str) -> Option<String> {
    let digits =
        |range: std::ops::Range<usize>| text.get(range).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let marks = [(4, "-"), (7, "-"), (13, ":")].iter().all(|&(at, mark)| text.get(at..at + 1) == Some(mark));
    let numbers = [0..4, 5..7, 8..10, 11..13, 14..16].into_iter().all(digits);
    if !marks || !numbers || !matches!(text.get(10..11), Some("T" | " ")) {
        return None;
    }
    let (moment, rest) = text.split_at_checked(16)?;
    let rest = match rest.strip_prefix(":00") {
        Some(rest) => match rest.strip_prefix('.') {
            Some(fraction) => {
                let after = fraction.trim_start_matches('0');
                // At least one digit follows the point, and all of them are zero.
                (after.len() < fraction.len() && !after.starts_with(|c: char| c.is_ascii_digit())).then_some(after)?
            }
            None => rest,
        },
        None => rest,
    };
    let sign = rest.get(..1).filter(|sign| matches!(*sign, "+" | "-"));
    let offset = match (rest, sign) {
        ("" | "Z", _) => rest.to_owned(),
        (_, Some(sign)) => {
            let (hours, minutes) = match rest.get(1..)? {
                hours if hours.len() == 2 => (hours, "00"),
                both => match both.split_once(':') {
                    Some(parts) => parts,
                    None => both.split_at_checked(2)?,
                },
            };
            let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            (two(hours) && two(minutes)).then(|| format!("{sign}{hours}:{minutes}"))?
        }
        _ => return None,
    };
    Some(format!("{moment}{offset}"))
}

fn date_text(text: &str, order: DateOrder) -> Result<NaiveDate, Fault> {
    match reading(text).ok_or_else(|| no_date(text))? {
        Reading::Date(date) | Reading::Clear(_, date) => Ok(date),
        Reading::Either(first, second, year) => {
            let by_day = NaiveDate::from_ymd_opt(year, second, first);
            let by_month = NaiveDate::from_ymd_opt(year, first, second);
            match (order, by_day, by_month) {
                (DateOrder::Day, Some(date), _) | (DateOrder::Month, _, Some(date)) => Ok(date),
                (_, Some(a), Some(b)) if a == b => Ok(a),
                (_, Some(a), Some(b)) => {
                    let (a, b) = (a.format("%-d %b %Y"), b.format("%-d %b %Y"));
                    Err(Fault::new(&UNCLEAR_DATE, format!("\"{text}\" can mean {a} or {b}")))
                }
                _ => Err(no_date(text)),
            }
        }
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn reading(text: &str) -> Option<Reading> {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let is_weekday = |part: &&&str| part.len() >= 2 && WEEKDAYS.iter().any(|day| day.starts_with(**part));
    let parts: Vec<&str> = parts.iter().filter(|part| !is_weekday(part)).copied().collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let month = |text: &str| {
        let at = MONTHS
            .iter()
            .position(|month| text.len() >= 3 && (month.starts_with(text) || text == "sept" && *month == "september"));
        at.and_then(|at| u32::try_from(at + 1).ok())
    };
    let day = |text: &str| {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
        (digits.len() <= 2).then(|| digits.parse::<u32>().ok()).flatten()
    };
    let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten();
    if let Some(year) = year(a) {
        let month = month(b).or_else(|| day(b))?;
        return NaiveDate::from_ymd_opt(year, month, day(c)?).map(Reading::Date);
    }
    // Two digits are a year only beside the name of a month: `01-Jun-27`.
    let short_year = || {
        let named = month(a).is_some() != month(b).is_some();
        (named && c.len() == 2).then(|| c.parse::<i32>().ok()).flatten().map(|year| 2000 + year)
    };
    let year = year(c).or_else(short_year)?;
    match (month(a), month(b)) {
        (Some(month), None) => return NaiveDate::from_ymd_opt(year, month, day(b)?).map(Reading::Date),
        (None, Some(month)) => return NaiveDate::from_ymd_opt(year, month, day(a)?).map(Reading::Date),
        (Some(_), Some(_)) => return None,
        (None, None) => {}
    }
    let (first, second) = (day(a)?, day(b)?);
    // In dates with points, the day comes first.
    if text.contains('.') {
        return NaiveDate::from_ymd_opt(year, second, first).map(Reading::Date);
    }
    match (first, second) {
        (13.., _) => NaiveDate::from_ymd_opt(year, second, first).map(|date| Reading::Clear(DateOrder::Day, date)),
        (_, 13..) => NaiveDate::from_ymd_opt(year, first, second).map(|date| Reading::Clear(DateOrder::Month, date)),
        _ => Some(Reading::Either(first, second, year)),
    }
}

/// The cell for a date or a date with a time of the instance: a date cell if possible, or a text.
pub(crate) fn cell(text: &str) -> Cell {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|date| date.and_time(chrono::NaiveTime::MIN));
    let moment = date.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"));
    match moment {
        // Workbooks have no dates before 1900.
        Ok(at) if (1901..=9998).contains(&at.year()) => Cell::Date(at),
        _ => Cell::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    fn read(written: &str) -> Result<String, &'static str> {
        date(&text(written), DateOrder::Unknown).map_err(|fault| fault.code.id)
    }

    #[test]
    fn dates_are_read_in_all_common_forms() {
        for form in [
            "2020-11-02",
            "2020/11/2",
            "2 Nov 2020",
            "2 November 2020",
            "Nov 2, 2020",
            "Monday, 2nd November 2020",
            "Mon 2 Nov 2020",
            "02.11.2020",
            "2-Nov-2020",
            "02-Nov-20",
            "Nov 2, 20",
            " 2020-11-02 ",
            "2020-11-02T09:00",
            "2020-11-02 09:00",
        ] {
            assert_eq!(read(form).as_deref(), Ok("2020-11-02"), "{form}");
        }
        assert_eq!(date(&Cell::Number(44_137.0), DateOrder::Unknown).as_deref(), Ok("2020-11-02"));
        for none in ["", "soon", "2020-02-30", "11/2020", "2 Nov", "2/11/20", "1066", "44137"] {
            assert_eq!(read(none), Err("bad-date"), "{none}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_not_guessed() {
        assert_eq!(read("02/11/2020"), Err("unclear-date"));
        assert_eq!(read("13/11/2020").as_deref(), Ok("2020-11-13"));
        assert_eq!(read("11/13/2020").as_deref(), Ok("2020-11-13"));
        assert_eq!(read("11/11/2020").as_deref(), Ok("2020-11-11"));
    }

    #[test]
    fn dates_with_times_that_the_loader_can_read_are_unchanged_and_others_converted() {
        let read = |form: &str| moment(&text(form), DateOrder::Unknown).map_err(|fault| fault.code.id);
        for exact in
            ["2020-11-02T09:00", "2020-11-02 09:00", "2020-11-02T09:00+05:30", "2020-11-02T09:00Z", "2020-11-02T24:00"]
        {
            assert_eq!(read(exact).as_deref(), Ok(exact));
        }
        for (form, expected) in [
            ("2020-11-02T09:00:00.000Z", "2020-11-02T09:00Z"),
            ("2020-11-02T09:00:00+05:30", "2020-11-02T09:00+05:30"),
            ("2020-11-02T09:00:00+0530", "2020-11-02T09:00+05:30"),
            ("2020-11-02 09:00-08", "2020-11-02 09:00-08:00"),
        ] {
            assert_eq!(read(form).as_deref(), Ok(expected), "{form}");
        }
        for none in ["2020-11-02T09:00:00.5Z", "2020-11-02T09:00:00.", "2020-11-02T09:00+5", "2020-11-02T09:00+05:3"] {
            assert_eq!(read(none), Err("bad-time"), "{none}");
        }
        assert_eq!(read("2 Nov 2020 9:30 pm").as_deref(), Ok("2020-11-02T21:30"));
        assert_eq!(read("2 Nov 2020, 09:30 UTC").as_deref(), Ok("2020-11-02T09:30Z"));
        assert_eq!(read("02/11/2020 9:30"), Err("unclear-date"));
        assert_eq!(read("2020-11-02"), Err("bad-time"));
        assert_eq!(moment(&Cell::Number(44_137.395_833_333), DateOrder::Unknown).as_deref(), Ok("2020-11-02T09:30"));
    }

    #[test]
    fn a_date_without_a_time_is_the_whole_day() {
        let day = cell("2020-11-02");
        assert_eq!(edge(&day, DateOrder::Unknown, false).as_deref(), Ok("2020-11-02T00:00"));
        assert_eq!(edge(&day, DateOrder::Unknown, true).as_deref(), Ok("2020-11-02T24:00"));
        assert_eq!(edge(&text("2 Nov 2020"), DateOrder::Unknown, true).as_deref(), Ok("2020-11-02T24:00"));
        assert_eq!(edge(&text("21:00"), DateOrder::Unknown, true).as_deref(), Ok("21:00"));
        assert_eq!(edge(&Cell::Clock(1260), DateOrder::Unknown, true).as_deref(), Ok("21:00"));
    }
}
