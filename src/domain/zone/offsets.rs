//! The offsets of a zone as a sorted list.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::instant::Instant;

/// First and last minute for which offsets are listed: 1968-01-01T00:00Z and 2102-01-01T00:00Z. The loader accepts the
/// years 1970 to 2100.
pub(super) const YEARS: (i64, i64) = (-1_051_920, 69_425_280);

/// The offsets of a zone, from 1968 to 2101. Before and after, the first and the last one hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offsets {
    /// The minutes east of UTC before the first change.
    first: i64,
    /// The first minute of each later offset, and that offset in minutes east of UTC; ascending.
    changes: Vec<(Instant, i64)>,
}

impl Offsets {
    /// One offset forever.
    pub fn fixed(minutes: i64) -> Offsets {
        Offsets { first: minutes, changes: Vec::new() }
    }

    /// Reads a TZif file; `None` if it is none.
    pub fn of_tzif(name: &str, bytes: &[u8]) -> Option<Offsets> {
        let zone = TimeZone::tzif(name, bytes).ok()?;
        let time = |minute: i64| Timestamp::from_second(minute * 60).ok();
        let (from, until) = (time(YEARS.0)?, time(YEARS.1)?);
        let mut offsets = Offsets::fixed(i64::from(zone.to_offset(from).seconds().div_euclid(60)));
        let mut last = from;
        for change in zone.following(from).take_while(|change| change.timestamp() < until) {
            // Without a rule for later times, the library repeats the last change without end.
            if change.timestamp() <= last {
                break;
            }
            last = change.timestamp();
            // A minute has the offset of its first second.
            let second = change.timestamp().as_second();
            let minute = second.div_euclid(60) + i64::from(second.rem_euclid(60) > 0);
            offsets.add(Instant(minute), i64::from(change.offset().seconds().div_euclid(60)));
        }
        Some(offsets)
    }

    /// Adds a change after those that are known: from `at` on, the offset is `minutes`.
    pub fn add(&mut self, at: Instant, minutes: i64) {
        if self.changes.last().is_some_and(|&(last, _)| last == at) {
            self.changes.pop();
        }
        if self.at(at) != minutes {
            self.changes.push((at, minutes));
        }
    }

    /// The offset at `at`, in minutes east of UTC.
    pub fn at(&self, at: Instant) -> i64 {
        let next = self.changes.partition_point(|&(from, _)| from <= at);
        next.checked_sub(1).map_or(self.first, |index| self.changes[index].1)
    }

    /// The changes within `(from, until)`: the first minute of each new offset, and that offset.
    pub fn changes(&self, from: Instant, until: Instant) -> &[(Instant, i64)] {
        let first = self.changes.partition_point(|&(at, _)| at <= from);
        let end = self.changes.partition_point(|&(at, _)| at < until).max(first);
        &self.changes[first..end]
    }
}
