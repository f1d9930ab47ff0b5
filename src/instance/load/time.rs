//! From dates, times and zones as written to instants and windows.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::domain::change::{self, Moment};
use crate::domain::{Instant, LocalInstants, Window, Zone, ZoneError, hours_and_minutes};
use crate::instance::codes;
use crate::instance::format::{At, LocalWindow};
use crate::instance::problem::Problems;
use crate::instance::zone_names::zone_help;

/// Which of two instants a local time means that the clocks show twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// The begin of a window, or a start: the first instant.
    From,
    /// The end of a window: the last instant.
    Until,
}

/// A time zone. Reports an unknown zone and a misleading name.
pub(crate) fn zone(text: &At<String>, problems: &mut Problems) -> Option<Zone> {
    let name = text.value.trim();
    match Zone::parse(name) {
        Ok(zone) => {
            trap_zone(name, text, problems);
            Some(zone)
        }
        Err(ZoneError::BadOffset) => {
            let message = format!("\"{name}\" is not an offset from UTC of at most 18 hours");
            problems.add_with_help(&codes::UNKNOWN_ZONE, text.span, message, Some("write it as +05:30".into()));
            None
        }
        Err(ZoneError::Unknown) => {
            let help = zone_help(name);
            problems.add_with_help(&codes::UNKNOWN_ZONE, text.span, format!("there is no time zone \"{name}\""), help);
            None
        }
    }
}

fn trap_zone(name: &str, text: &At<String>, problems: &mut Problems) {
    let message = match name {
        "EST" => "\"EST\" is five hours behind UTC all year, without summer time".to_owned(),
        "MST" => "\"MST\" is seven hours behind UTC all year, without summer time".to_owned(),
        "HST" => "\"HST\" is ten hours behind UTC all year".to_owned(),
        _ => match name.strip_prefix("Etc/GMT").and_then(|offset| offset.parse::<i8>().ok()) {
            Some(hours) if hours > 0 => {
                format!("\"{name}\" is {hours} hours behind UTC: names of this kind have the sign reversed")
            }
            Some(hours) if hours < 0 => {
                format!("\"{name}\" is {} hours ahead of UTC: names of this kind have the sign reversed", -hours)
            }
            _ => return,
        },
    };
    problems.add(&codes::TRAP_ZONE, text.span, message);
}

/// A date like `2020-11-02`, in the years 1970 to 2100.
pub(crate) fn date(text: &At<String>, problems: &mut Problems) -> Option<NaiveDate> {
    let Some(date) = read_date(text.value.trim()) else {
        problems.add(&codes::BAD_DATE, text.span, format!("\"{}\" is not a date", text.value));
        return None;
    };
    let year = chrono::Datelike::year(&date);
    if !(1970..=2100).contains(&year) {
        problems.add(&codes::BAD_YEAR, text.span, format!("the year {year} is not between 1970 and 2100"));
        return None;
    }
    Some(date)
}

/// A date that exists in `zone`. (Samoa skipped 30 Dec 2011.)
pub(crate) fn date_in(text: &At<String>, zone: Zone, problems: &mut Problems) -> Option<NaiveDate> {
    let date = date(text, problems)?;
    if zone.civil(zone.first_at_or_after(date.and_time(NaiveTime::MIN))).date() != date {
        problems.add(
            &codes::SKIPPED_TIME,
            text.span,
            format!("the day {date} does not exist in {zone}: the clocks skip it"),
        );
        return None;
    }
    Some(date)
}

fn read_date(text: &str) -> Option<NaiveDate> {
    let digits = text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if text.len() != 10 || !digits {
        return None;
    }
    NaiveDate::from_ymd_opt(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
}

/// A time of day like `09:30`, in minutes, at most `most`. `26:00` is 02:00 on the next day.
pub(crate) fn time_of_day(text: &At<String>, most: i64, problems: &mut Problems) -> Option<i64> {
    match change::time_of_day(text.value.trim()).filter(|&minutes| minutes <= most) {
        Some(minutes) => Some(minutes),
        None => {
            let latest = hours_and_minutes(most);
            let message = format!("\"{}\" is not a time of day between 00:00 and {latest}", text.value);
            problems.add(&codes::BAD_TIME, text.span, message);
            None
        }
    }
}

/// Whether a text looks like a date with a time, not like a time of day.
pub(crate) fn is_moment(text: &str) -> bool {
    text.contains('-')
}

/// An instant: a local date and time in `zone`, or one with an offset from UTC. Reports a local time that clocks skip.
pub(crate) fn moment(text: &At<String>, zone: Zone, edge: Edge, problems: &mut Problems) -> Option<Instant> {
    let trimmed = text.value.trim();
    let Some(read) = Moment::parse(trimmed) else {
        problems.add(&codes::BAD_TIME, text.span, format!("\"{trimmed}\" is not a date and time"));
        return None;
    };
    // Check the year of the date as written, before it is converted to UTC.
    date(&At::new(read.date.to_string(), text.span), problems)?;
    let civil = civil(read.date, read.minutes);
    match read.offset {
        Some(minutes) => Some(Instant::from_utc(civil).plus(-i64::from(minutes))),
        None => local(civil, zone, edge, text, problems),
    }
}

/// The instant of a civil time in `zone`. Reports a time that the clocks skip.
pub(crate) fn local(
    civil: NaiveDateTime,
    zone: Zone,
    edge: Edge,
    text: &At<String>,
    problems: &mut Problems,
) -> Option<Instant> {
    doubled_time(civil, zone, edge, text, problems);
    match (zone.instants(civil), edge) {
        (LocalInstants::Once(at), _) | (LocalInstants::Twice(at, _), Edge::From) => Some(at),
        (LocalInstants::Twice(_, at), Edge::Until) => Some(at),
        (LocalInstants::Skipped, _) => {
            let shown = civil.format(FORM);
            problems.add(
                &codes::SKIPPED_TIME,
                text.span,
                format!("{shown} does not exist in {zone}: the clocks skip it"),
            );
            None
        }
    }
}

/// Points out a written time that the clocks of `zone` show twice.
pub(crate) fn doubled_time(civil: NaiveDateTime, zone: Zone, edge: Edge, text: &At<String>, problems: &mut Problems) {
    let LocalInstants::Twice(first, second) = zone.instants(civil) else { return };
    let offset = |at: Instant| {
        let minutes = Instant::from_utc(civil).since(at);
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{sign}{}", hours_and_minutes(minutes.abs()))
    };
    let taken = if edge == Edge::From { "first" } else { "second" };
    let message = format!(
        "{} comes twice in {zone}, because the clocks go back: first as {first} (offset {}), then as {second} (offset \
         {}); the {taken} is used",
        civil.format(FORM),
        offset(first),
        offset(second)
    );
    let written = civil.format("%Y-%m-%dT%H:%M");
    let help = if is_moment(&text.value) {
        format!("write {written}{} or {written}{}", offset(first), offset(second))
    } else {
        "choose another time of day, or give this date hours of its own".to_owned()
    };
    problems.add_with_help(&codes::DOUBLED_TIME, text.span, message, Some(help));
}

/// How problems show a date with a time: `Tue 10 Nov 2020 14:30`.
const FORM: &str = "%a %-d %b %Y %H:%M";

/// An instant as problems show it: the date and time on the clocks of `zone`.
pub(crate) fn shown(at: Instant, zone: Zone) -> String {
    zone.date_time(at)
}

/// The civil time `minutes` after the midnight of `date`.
pub(crate) fn civil(date: NaiveDate, minutes: i64) -> NaiveDateTime {
    let midnight = date.and_time(NaiveTime::MIN);
    midnight.checked_add_signed(TimeDelta::minutes(minutes)).unwrap_or(midnight)
}

/// A window between two dates with times. Reports a window that does not end after it begins.
pub(crate) fn window(window: &At<LocalWindow>, zone: Zone, problems: &mut Problems) -> Option<Window> {
    between(&window.value.from, &window.value.until, zone, problems)
}

/// A window between two dates with times. Reports a window that does not end after it begins.
pub(crate) fn between(from: &At<String>, until: &At<String>, zone: Zone, problems: &mut Problems) -> Option<Window> {
    let begin = moment(from, zone, Edge::From, problems);
    let end = moment(until, zone, Edge::Until, problems);
    let window = Window { from: begin?, until: end? };
    if window.from >= window.until {
        let message = format!(
            "the period begins at {} and ends at {}, which is not later",
            shown(window.from, zone),
            shown(window.until, zone)
        );
        problems.add(&codes::EMPTY_WINDOW, until.span, message);
        return None;
    }
    Some(window)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Option<Instant> {
        moment(&text.to_owned().into(), Zone::Fixed(0), Edge::From, &mut Problems::default())
    }

    fn read(text: &str, zone: &str, edge: Edge) -> Result<String, &'static str> {
        let mut problems = Problems::default();
        let zone = Zone::parse(zone).unwrap();
        let found = moment(&text.to_owned().into(), zone, edge, &mut problems);
        found.map(|at| at.to_string()).ok_or_else(|| problems.found[0].code.id)
    }

    #[test]
    fn dates_with_times_are_local_or_have_an_offset() {
        assert_eq!(read("2020-11-02T09:00", "Europe/Berlin", Edge::From), Ok("2020-11-02T08:00Z".into()));
        assert_eq!(read("2020-11-02 09:00:00", "UTC", Edge::From), Ok("2020-11-02T09:00Z".into()));
        assert_eq!(read("2020-11-02T09:00+05:30", "Europe/Berlin", Edge::From), Ok("2020-11-02T03:30Z".into()));
        assert_eq!(read("2020-11-02T09:00Z", "Europe/Berlin", Edge::From), Ok("2020-11-02T09:00Z".into()));
        assert_eq!(read("2020-11-02T24:00", "UTC", Edge::Until), Ok("2020-11-03T00:00Z".into()));
        for bad in ["", "2020-11-02", "2020-11-02T9:00", "2020-11-02T09:00:30", "2020-11-02T25:00", "2020-02-30T09:00"]
        {
            assert_eq!(read(bad, "UTC", Edge::From), Err("bad-time"), "{bad}");
        }
        assert_eq!(read("1969-12-31T23:00Z", "UTC", Edge::From), Err("bad-year"));
        assert_eq!(read("2020-11-02é09:00", "UTC", Edge::From), Err("bad-time"));
    }

    #[test]
    fn a_doubled_local_time_is_resolved_and_a_skipped_one_is_refused() {
        let (doubled, skipped) = ("2020-10-25T02:30", "2020-03-29T02:30");
        assert_eq!(read(doubled, "Europe/Berlin", Edge::From), Ok("2020-10-25T00:30Z".into()));
        assert_eq!(read(doubled, "Europe/Berlin", Edge::Until), Ok("2020-10-25T01:30Z".into()));
        assert_eq!(read(skipped, "Europe/Berlin", Edge::From), Err("skipped-time"));
    }

    #[test]
    fn a_doubled_local_time_is_pointed_out_with_both_instants_and_offsets() {
        let found = |text: &str| {
            let mut problems = Problems::default();
            let zone = Zone::parse("Europe/Rome").unwrap();
            moment(&text.to_owned().into(), zone, Edge::From, &mut problems).unwrap();
            assert!(!problems.has_errors());
            problems.found.into_iter().next()
        };
        let doubled = found("2027-10-31T02:30").unwrap();
        assert_eq!(doubled.code.id, "doubled-time");
        for part in ["2027-10-31T00:30Z (offset +02:00)", "2027-10-31T01:30Z (offset +01:00)", "the first is used"] {
            assert!(doubled.message.contains(part), "{}", doubled.message);
        }
        assert_eq!(doubled.help.as_deref(), Some("write 2027-10-31T02:30+02:00 or 2027-10-31T02:30+01:00"));
        assert!(found("2027-10-31T02:30+01:00").is_none() && found("2027-10-31T03:00").is_none());
    }

    #[test]
    fn a_date_that_samoa_skipped_is_refused() {
        let mut problems = Problems::default();
        let zone = Zone::parse("Pacific/Apia").unwrap();
        assert!(date_in(&"2011-12-30".to_owned().into(), zone, &mut problems).is_none());
        assert_eq!(problems.found[0].code.id, "skipped-time");
        assert!(date_in(&"2011-12-31".to_owned().into(), zone, &mut problems).is_some());
    }

    #[test]
    fn misleading_zones_are_accepted_with_a_warning() {
        for (name, part) in
            [("EST", "five hours behind"), ("Etc/GMT+5", "5 hours behind"), ("Etc/GMT-3", "3 hours ahead")]
        {
            let mut problems = Problems::default();
            assert!(zone(&name.to_owned().into(), &mut problems).is_some());
            assert!(problems.found[0].message.contains(part) && !problems.has_errors());
        }
        let mut problems = Problems::default();
        assert!(zone(&"Berlin".to_owned().into(), &mut problems).is_none());
        assert_eq!(problems.found[0].help.as_deref(), Some("did you mean \"Europe/Berlin\"?"));
    }

    #[test]
    fn touching_windows_are_merged() {
        let at = |text| utc(text).unwrap();
        let window = |from, until| Window { from: at(from), until: at(until) };
        let merged = Window::union(vec![
            window("2020-11-02T12:00", "2020-11-02T13:00"),
            window("2020-11-02T09:00", "2020-11-02T12:00"),
            window("2020-11-02T14:00", "2020-11-02T15:00"),
        ]);
        assert_eq!(merged.len(), 2);
        assert_eq!(merged[0], window("2020-11-02T09:00", "2020-11-02T13:00"));
    }
}
