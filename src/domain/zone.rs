//! Instants, time zones and windows of time.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// A point in time: whole minutes since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// The same instant, `minutes` later (earlier if negative).
    pub fn plus(self, minutes: i64) -> Instant {
        Instant(self.0 + minutes)
    }

    /// The minutes from `earlier` to this instant.
    pub fn since(self, earlier: Instant) -> i64 {
        self.0 - earlier.0
    }

    /// The civil time in UTC. The loader accepts only instants within the years 1969 to 2101.
    pub fn utc(self) -> NaiveDateTime {
        DateTime::<Utc>::from_timestamp(self.0 * 60, 0).unwrap_or(DateTime::<Utc>::MIN_UTC).naive_utc()
    }

    /// From a civil time in UTC; seconds are cut off.
    pub fn from_utc(civil: NaiveDateTime) -> Instant {
        Instant(civil.and_utc().timestamp().div_euclid(60))
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC, to the minute: `2020-11-02T06:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.utc().format("%Y-%m-%dT%H:%MZ"))
    }
}

/// A half-open time interval: it contains `from` but not `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    /// First instant inside.
    pub from: Instant,
    /// First instant after.
    pub until: Instant,
}

impl Window {
    /// The minutes shared with `[from, until)`.
    pub fn overlap(self, from: Instant, until: Instant) -> i64 {
        (self.until.min(until).0 - self.from.max(from).0).max(0)
    }

    /// This window without another one: no window, one or two.
    pub fn without(self, other: Window) -> impl Iterator<Item = Window> {
        let before = Window { from: self.from, until: self.until.min(other.from) };
        let after = Window { from: self.from.max(other.until), until: self.until };
        [before, after].into_iter().filter(|part| part.from < part.until)
    }

    /// The windows in order of time; those that touch or overlap become one.
    pub fn union(mut windows: Vec<Window>) -> Vec<Window> {
        windows.sort_unstable();
        let mut merged: Vec<Window> = Vec::with_capacity(windows.len());
        for window in windows {
            match merged.last_mut() {
                Some(last) if window.from <= last.until => last.until = last.until.max(window.until),
                _ => merged.push(window),
            }
        }
        merged
    }

    /// The windows without the time of `others`.
    pub fn cut(mut windows: Vec<Window>, others: &[Window]) -> Vec<Window> {
        for &other in others {
            windows = windows.into_iter().flat_map(|window| window.without(other)).collect();
        }
        windows
    }
}

/// An IANA time zone, or a fixed offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// A zone of the IANA database.
    Named(Tz),
    /// A fixed offset, in minutes east of UTC.
    Fixed(i32),
}

/// Why a text is not a [`Zone`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneError {
    /// There is no zone with that name.
    Unknown,
    /// The offset is above 18 hours or not of the form `+05:30`.
    BadOffset,
}

/// The instants at which a zone's clocks show one civil time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalInstants {
    /// Clocks skip it, when they go forward.
    Skipped,
    /// Clocks show it once: the usual case.
    Once(Instant),
    /// Clocks show it twice, when they go back.
    Twice(Instant, Instant),
}

impl Zone {
    /// Reads an IANA name or an offset like `+05:30`.
    ///
    /// # Errors
    /// [`ZoneError`] for anything else.
    pub fn parse(text: &str) -> Result<Zone, ZoneError> {
        let Some(sign) = text.chars().next().filter(|c| matches!(c, '+' | '-')) else {
            return text.parse().map(Zone::Named).map_err(|_| ZoneError::Unknown);
        };
        let two = |digits: &str| -> Option<i32> {
            (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
        };
        let (hours, minutes) = text[1..].split_once(':').ok_or(ZoneError::BadOffset)?;
        let (hours, minutes) = two(hours).zip(two(minutes)).ok_or(ZoneError::BadOffset)?;
        if hours > 18 || minutes > 59 || hours * 60 + minutes > 18 * 60 {
            return Err(ZoneError::BadOffset);
        }
        let offset = hours * 60 + minutes;
        Ok(Zone::Fixed(if sign == '-' { -offset } else { offset }))
    }

    /// The offset at `at` in minutes east of UTC; historical offsets with seconds are rounded down.
    pub fn offset_minutes(self, at: Instant) -> i64 {
        match self {
            Zone::Fixed(minutes) => i64::from(minutes),
            Zone::Named(zone) => {
                let seconds = zone.offset_from_utc_datetime(&at.utc()).fix().local_minus_utc();
                i64::from(seconds.div_euclid(60))
            }
        }
    }

    /// The civil time that clocks show at `at`.
    pub fn civil(self, at: Instant) -> NaiveDateTime {
        at.plus(self.offset_minutes(at)).utc()
    }

    /// The civil date and the minute of the day (0..1440) at `at`.
    pub fn date_and_minute(self, at: Instant) -> (NaiveDate, u32) {
        let civil = self.civil(at);
        (civil.date(), civil.hour() * 60 + civil.minute())
    }

    /// The instants at which the zone's clocks show `civil`.
    pub fn instants(self, civil: NaiveDateTime) -> LocalInstants {
        let naive = Instant::from_utc(civil);
        // Every offset that is in force around that time is also in force then, a day before or a day after.
        let mut found: Vec<Instant> = [-24 * 60, 0, 24 * 60]
            .iter()
            .map(|around| naive.plus(-self.offset_minutes(naive.plus(*around))))
            .filter(|&at| self.civil(at) == naive.utc())
            .collect();
        found.sort_unstable();
        found.dedup();
        match found.as_slice() {
            [] => LocalInstants::Skipped,
            [once] => LocalInstants::Once(*once),
            [first, .., last] => LocalInstants::Twice(*first, *last),
        }
    }

    /// The first instant at which clocks show `civil` or, where they skip it, a later time.
    pub fn first_at_or_after(self, civil: NaiveDateTime) -> Instant {
        self.around(civil, true)
    }

    /// The last instant at which clocks show `civil` or, where they skip it, the end of the gap.
    pub fn last_at_or_after(self, civil: NaiveDateTime) -> Instant {
        self.around(civil, false)
    }

    fn around(self, civil: NaiveDateTime, first: bool) -> Instant {
        match self.instants(civil) {
            LocalInstants::Once(at) => at,
            LocalInstants::Twice(early, late) => {
                if first {
                    early
                } else {
                    late
                }
            }
            LocalInstants::Skipped => {
                // Inside a gap: the change itself, which is the first instant that shows a later time.
                let naive = Instant::from_utc(civil);
                let mut at = naive.plus(-24 * 60);
                while self.civil(at) < civil + TimeDelta::zero() && at < naive.plus(36 * 60) {
                    at = at.plus(1);
                }
                at
            }
        }
    }

    /// The name as written in files: `Europe/Berlin`, `+05:30`.
    pub fn name(self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Zone::Named(zone) => f.write_str(zone.name()),
            Zone::Fixed(minutes) => {
                let sign = if *minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{}", hours_and_minutes(i64::from(minutes.abs())))
            }
        }
    }
}

/// Minutes as hours and minutes: a time of day (`09:30`, past midnight `26:00`) or a length (`01:30`).
pub fn hours_and_minutes(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap()
    }

    fn utc(text: &str) -> Instant {
        Instant::from_utc(at(text))
    }

    #[test]
    fn summer_time_ends_in_berlin_and_new_york_a_week_apart() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let new_york = Zone::parse("America/New_York").unwrap();
        assert_eq!(berlin.offset_minutes(utc("2020-10-25T00:59")), 120);
        assert_eq!(berlin.offset_minutes(utc("2020-10-25T01:00")), 60);
        assert_eq!(new_york.offset_minutes(utc("2020-11-01T05:59")), -240);
        assert_eq!(new_york.offset_minutes(utc("2020-11-01T06:00")), -300);
    }

    #[test]
    fn the_hour_that_clocks_show_twice_and_the_hour_that_they_skip() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        assert_eq!(
            berlin.instants(at("2020-10-25T02:30")),
            LocalInstants::Twice(utc("2020-10-25T00:30"), utc("2020-10-25T01:30"))
        );
        assert_eq!(berlin.instants(at("2020-03-29T02:30")), LocalInstants::Skipped);
        assert_eq!(berlin.first_at_or_after(at("2020-03-29T02:30")), utc("2020-03-29T01:00"));
        assert_eq!(berlin.instants(at("2020-11-02T12:00")), LocalInstants::Once(utc("2020-11-02T11:00")));
    }

    #[test]
    fn zones_with_offsets_of_half_and_quarter_hours() {
        let kathmandu = Zone::parse("Asia/Kathmandu").unwrap();
        assert_eq!(kathmandu.civil(utc("2020-11-02T18:15")), at("2020-11-03T00:00"));
        assert_eq!(Zone::parse("+05:30").unwrap().civil(utc("2020-11-02T18:30")), at("2020-11-03T00:00"));
        assert_eq!(Zone::parse("-09:30").unwrap().to_string(), "-09:30");
        // Lord Howe changes by half an hour.
        let lord_howe = Zone::parse("Australia/Lord_Howe").unwrap();
        assert_eq!(lord_howe.offset_minutes(utc("2020-10-03T15:29")), 630);
        assert_eq!(lord_howe.offset_minutes(utc("2020-10-03T15:30")), 660);
    }

    #[test]
    fn texts_that_are_no_zone_are_refused() {
        assert_eq!(Zone::parse("Europe/Berlln"), Err(ZoneError::Unknown));
        assert_eq!(Zone::parse("+5:30"), Err(ZoneError::BadOffset));
        assert_eq!(Zone::parse("+19:00"), Err(ZoneError::BadOffset));
        assert_eq!(Zone::parse("+é:30"), Err(ZoneError::BadOffset));
        assert_eq!(Zone::parse(""), Err(ZoneError::Unknown));
    }
}
