//! Dates that people write without a year, or without a date: the days of the event complete them.

use chrono::{Datelike, NaiveDate};

use super::{DateOrder, date_text, moment_text};
use crate::domain::hours_and_minutes;
use crate::sheets::cell::trimmed;
use crate::sheets::cell_types::times::minutes_of_day;
use crate::sheets::codes::UNCLEAR_DATE;
use crate::sheets::problem::Fault;

/// A date with a time of day as somebody types it, in the form of the instance format. If the year is left out, it is
/// that of one of the `days`; the date may be left out if there is only one.
pub(crate) fn typed_moment(text: &str, days: &[NaiveDate]) -> Result<String, Fault> {
    let text = trimmed(text);
    let whole = moment_text(text, DateOrder::Unknown);
    if whole.is_ok() || whole.as_ref().is_err_and(|fault| fault.code == &UNCLEAR_DATE) {
        return whole;
    }
    if let (Some(minutes), [only]) = (minutes_of_day(text).filter(|&minutes| minutes <= 1440), days) {
        return Ok(format!("{}T{}", only.format("%Y-%m-%d"), hours_and_minutes(minutes)));
    }
    let years = years(days);
    let mut found = Vec::new();
    for (at, _) in text.match_indices(|c: char| c.is_whitespace() || c == ',') {
        let (day, rest) = (&text[..at], &text[at..]);
        found.extend(
            years.iter().filter_map(|year| moment_text(&format!("{day} {year}{rest}"), DateOrder::Unknown).ok()),
        );
    }
    let is_day = |moment: &&String| days.iter().any(|day| moment.starts_with(&day.format("%Y-%m-%d").to_string()));
    found.iter().find(is_day).or(found.first()).cloned().map_or(whole, Ok)
}

/// A date as somebody types it: in full, or as one of the `days` is named. If the year is left out, it is that of one of
/// the `days`.
pub(crate) fn typed_day(text: &str, days: &[NaiveDate]) -> Result<NaiveDate, Fault> {
    let text = trimmed(text);
    let whole = date_text(text, DateOrder::Unknown);
    if whole.is_ok() || whole.as_ref().is_err_and(|fault| fault.code == &UNCLEAR_DATE) {
        return whole;
    }
    if let Some(day) = day_named(text, days) {
        return Ok(day);
    }
    let with_year = |year: &i32| date_text(&format!("{text} {year}"), DateOrder::Unknown).ok();
    let found: Vec<NaiveDate> = years(days).iter().filter_map(with_year).collect();
    found.iter().find(|day| days.contains(day)).or(found.first()).copied().map_or(whole, Ok)
}

fn years(days: &[NaiveDate]) -> Vec<i32> {
    let mut years: Vec<i32> = days.iter().map(NaiveDate::year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The one day that a text without a year names: `Tuesday`, `Monday, March 14`, `2 Nov`, `Day 2`.
pub(crate) fn day_named(text: &str, days: &[NaiveDate]) -> Option<NaiveDate> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if let ["day", number] = words.as_slice() {
        return days.get(number.parse::<usize>().ok()?.checked_sub(1)?).copied();
    }
    let fits = |day: &&NaiveDate| {
        let (weekday, month) =
            (day.format("%A").to_string().to_lowercase(), day.format("%B").to_string().to_lowercase());
        words.iter().all(|word| {
            let number = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
            word.len() >= 3 && (weekday.starts_with(word) || month.starts_with(word))
                || number.parse::<u32>().is_ok_and(|number| number == day.day())
        })
    };
    match days.iter().filter(fits).collect::<Vec<_>>().as_slice() {
        [only] if !words.is_empty() => Some(**only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_named_by_weekday_date_or_number_if_only_one_fits() {
        let days = ["2022-03-14", "2022-03-15", "2022-03-21"].map(|day| day.parse::<NaiveDate>().unwrap());
        for (text, day) in [
            ("Tuesday", Some(days[1])),
            ("Monday", None),
            ("Monday, March 14", Some(days[0])),
            ("21st Mar", Some(days[2])),
            ("Day 2", Some(days[1])),
            ("Day 9", None),
            ("Wednesday", None),
            ("", None),
        ] {
            assert_eq!(day_named(text, &days), day, "{text}");
        }
    }

    #[test]
    fn a_typed_day_may_leave_out_the_year() {
        let days = ["2020-11-09", "2020-11-10", "2021-01-10"].map(|day| day.parse::<NaiveDate>().unwrap());
        let read = |text: &str| typed_day(text, &days).map(|day| day.to_string()).map_err(|fault| fault.code.id);
        for text in ["10 Nov", "Tue 10 November", "Nov 10", "10.11.", "2020-11-10", "Day 2", "Tuesday"] {
            assert_eq!(read(text).as_deref(), Ok("2020-11-10"), "{text}");
        }
        // A date that is no day of the event.
        assert_eq!(read("12 Nov").as_deref(), Ok("2020-11-12"));
        assert_eq!(read("10 Jan").as_deref(), Ok("2021-01-10"));
        for (text, code) in [("soon", "bad-date"), ("", "bad-date"), ("10/11/2020", "unclear-date")] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }

    #[test]
    fn a_typed_moment_may_leave_out_the_year() {
        let days = ["2020-11-09", "2020-11-10", "2021-01-10"].map(|day| day.parse().unwrap());
        let read = |text: &str| typed_moment(text, &days).map_err(|fault| fault.code.id);
        for text in ["10 Nov 14:00", "Tue 10 November, 2 pm", "Nov 10 14:00", "10.11. 14:00", "2020-11-10T14:00"] {
            assert_eq!(read(text).as_deref(), Ok("2020-11-10T14:00"), "{text}");
        }
        assert_eq!(read("10 Jan 09:30 UTC").as_deref(), Ok("2021-01-10T09:30Z"));
        assert_eq!(read("14:00"), Err("bad-time"));
        assert_eq!(typed_moment("14:00", &days[..1]).as_deref(), Ok("2020-11-09T14:00"));
        assert_eq!(read("soon"), Err("bad-time"));
        assert_eq!(read("10/11/2020 14:00"), Err("unclear-date"));
    }
}
