//! Instants, and windows of time.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, Utc};

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

/// Minutes as hours and minutes: a time of day (`09:30`, past midnight `26:00`) or a length (`01:30`).
pub fn hours_and_minutes(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}
