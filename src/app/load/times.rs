//! Times and days on the command line.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use crate::app::Failure;
use crate::domain::{Conference, Instant, LocalInstants, Zone};
use crate::sheets::{typed_day, typed_moment};

/// The names of the weekdays.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Range of accepted times, in minutes since 1970: the years 1970 to 2100, and one year before for time zones.
const YEARS: std::ops::RangeInclusive<i64> = -525_600..=69_000_000;

/// Reads a time as `import` reads it: RFC 3339 with an offset, or a local time in the event's time zone, for example
/// `10 Nov 14:00`; the year is that of the event if it is left out. The error names `option`.
///
/// # Errors
/// A [`Failure`] for a text that is not a time, a year outside 1970 to 2100, or a local time that does not exist
/// because the clocks change.
pub fn instant(conference: &Conference, option: &str, text: &str) -> Result<Instant, Failure> {
    instant_in(conference, conference.zone, option, text)
}

/// Reads a time as [`instant()`] does; a local time is in this zone.
///
/// # Errors
/// As for [`instant()`].
pub fn instant_in(conference: &Conference, zone: Zone, option: &str, text: &str) -> Result<Instant, Failure> {
    let hint = "write a time like 2020-11-09T14:00, \"9 Nov 14:00\", or with an offset: 2020-11-09T14:00Z";
    let wrong = |why: &str| Failure::new(format!("{option} {text}: {why}")).hint(hint);
    let bounded = |at: Instant| {
        if YEARS.contains(&at.0) { Ok(at) } else { Err(wrong("the year is outside 1970 to 2100")) }
    };
    let text = text.trim();
    let read = typed_moment(text, &days(conference)).map_err(|fault| match fault.help {
        Some(help) => Failure::new(format!("{option} {text}: {}", fault.message)).hint(help),
        None => wrong("this is not a date with a time"),
    })?;
    if let Some(at) = with_offset(&read) {
        return bounded(at);
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"];
    let civil = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(&read, form).ok());
    let Some(civil) = civil.or_else(|| midnight_after(&read)) else {
        return Err(wrong("this is not a date with a time"));
    };
    let naive = bounded(Instant::from_utc(civil))?;
    match zone.instants(naive.utc()) {
        LocalInstants::Once(at) | LocalInstants::Twice(at, _) => Ok(at),
        LocalInstants::Skipped => {
            Err(wrong(&format!("this time does not exist in {}, because the clocks go forward", zone.name())))
        }
    }
}

/// Reads a time zone on the command line.
///
/// # Errors
/// A [`Failure`] that names `--zone`, for a text that is neither an IANA name nor an offset.
pub fn zone(text: &str) -> Result<Zone, Failure> {
    Zone::parse(text).map_err(|_| {
        let failure = Failure::new(format!("--zone {text}: we do not know this time zone"));
        failure.hint("use an IANA name like Europe/Berlin, or an offset like +05:30")
    })
}

/// Reads a day as `import` reads it: `2020-11-09`, `9 Nov`, `Monday`. The year, if it is left out, is that of the event.
/// The error names `option`.
///
/// # Errors
/// A [`Failure`] for a text that is not a day.
pub fn day(conference: &Conference, option: &str, text: &str) -> Result<NaiveDate, Failure> {
    typed_day(text, &days(conference)).map_err(|fault| {
        if let Some(failure) = weekday(conference, option, text.trim()) {
            return failure;
        }
        let failure = Failure::new(format!("{option} {}: {}", text.trim(), fault.message));
        failure.hint(fault.help.as_deref().unwrap_or("write a day like 2020-11-09 or \"9 Nov\""))
    })
}

/// Why a weekday names no day of the event: it has none, or several.
fn weekday(conference: &Conference, option: &str, text: &str) -> Option<Failure> {
    let lower = text.to_lowercase();
    let is_short = |whole: &str| lower.len() >= 3 && whole.to_lowercase().starts_with(&lower);
    let weekday = WEEKDAYS.into_iter().find(|whole| is_short(whole))?;
    let written = |days: &mut dyn Iterator<Item = NaiveDate>| {
        let days: Vec<String> = days.map(|day| day.format("%Y-%m-%d").to_string()).collect();
        days.join(", ")
    };
    let mut all = days(conference);
    all.sort_unstable();
    all.dedup();
    let there: Vec<NaiveDate> = all.iter().copied().filter(|day| day.format("%A").to_string() == weekday).collect();
    let (message, days) = match there.len() {
        0 => (format!("the event has no {weekday}"), written(&mut all.into_iter())),
        count => (format!("the event has {count} days that are a {weekday}"), written(&mut there.into_iter())),
    };
    Some(Failure::new(format!("{option} {text}: {message}")).hint(format!("write one of its days: {days}")))
}

fn days(conference: &Conference) -> Vec<NaiveDate> {
    conference.days.iter().map(|day| day.date).collect()
}

/// The midnight that ends the day: `2020-11-09T24:00`.
fn midnight_after(text: &str) -> Option<NaiveDateTime> {
    let day = text.strip_suffix("24:00")?.trim_end_matches(['T', ' ']);
    Some(NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?.succ_opt()?.and_time(chrono::NaiveTime::MIN))
}

/// Reads a time with an offset. Used where the time zone of the event is not known.
///
/// # Errors
/// A text that says how to write the time.
pub fn absolute_instant(text: &str) -> Result<Instant, String> {
    let at = with_offset(text).filter(|at| (0..*YEARS.end()).contains(&at.0));
    at.ok_or_else(|| "write a time with an offset, like 2020-10-01T12:00Z".to_owned())
}

fn with_offset(text: &str) -> Option<Instant> {
    let forms = ["%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%dT%H:%M%:z", "%Y-%m-%d %H:%M%:z"];
    let zulu = text.strip_suffix(['Z', 'z']).map(|rest| format!("{rest}+00:00"));
    let text = zulu.as_deref().unwrap_or(text);
    let read = forms.iter().find_map(|form| DateTime::parse_from_str(text, form).ok());
    read.map(|at| Instant::from_utc(at.naive_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::conference;

    #[test]
    fn a_weekday_that_the_event_lacks_or_has_twice_is_no_wrong_date() {
        let mut given = conference();
        let date = |day| NaiveDate::from_ymd_opt(2020, 11, day).unwrap();
        given.days.resize(2, given.days[0]);
        (given.days[0].date, given.days[1].date) = (date(2), date(9));
        let text = |word: &str| day(&given, "--day", word).unwrap_err().to_string();
        assert_eq!(text("Tuesday"), "--day Tuesday: the event has no Tuesday");
        assert_eq!(text("mon"), "--day mon: the event has 2 days that are a Monday");
        assert!(text("someday").contains("is not a date"), "{}", text("someday"));
    }

    #[test]
    fn a_time_without_an_event_needs_an_offset_and_a_year_from_1970_to_2100() {
        assert_eq!(absolute_instant("1970-01-01T01:00+01:00"), Ok(Instant(0)));
        assert!(absolute_instant("2020-10-01T12:00Z").is_ok() && absolute_instant("2020-10-01T12:00:00-05:00").is_ok());
        assert!(absolute_instant("2020-10-01T12:00").is_err() && absolute_instant("9999-01-01T00:00Z").is_err());
    }
}
