//! Time zones: which civil time clocks show at an instant, and the other way round.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::database::{self, NamedZone};
use super::instant::{Instant, hours_and_minutes};

/// An IANA time zone, or a fixed offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// A zone of the [database](super::database).
    Named(&'static NamedZone),
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
    /// Coordinated universal time, under its name in the database.
    pub fn utc() -> Zone {
        Zone::parse("UTC").unwrap_or(Zone::Fixed(0))
    }

    /// Reads an IANA name or an offset like `+05:30`.
    ///
    /// # Errors
    /// [`ZoneError`] for anything else.
    pub fn parse(text: &str) -> Result<Zone, ZoneError> {
        let Some(sign) = text.chars().next().filter(|c| matches!(c, '+' | '-')) else {
            return database::in_use().zone(text).map(Zone::Named).ok_or(ZoneError::Unknown);
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
            Zone::Named(zone) => zone.offset_minutes(at),
        }
    }

    /// The changes within `(from, until)`: the first minute of each new offset, and that offset in minutes east of UTC.
    pub fn changes(self, from: Instant, until: Instant) -> &'static [(Instant, i64)] {
        match self {
            Zone::Fixed(_) => &[],
            Zone::Named(zone) => zone.offsets().changes(from, until),
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
