//! A zone's clock over a time interval, without a search in all changes of the zone for every minute.

use crate::domain::{Instant, Zone};

/// The offsets of a zone over a time interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The first instant of each offset, and the offset in minutes east of UTC; ascending.
    changes: Vec<(Instant, i64)>,
}

impl Clock {
    /// Reads a zone's offsets over `[from, until]`.
    pub fn new(zone: Zone, from: Instant, until: Instant) -> Clock {
        let mut changes = vec![(from, zone.offset_minutes(from))];
        changes.extend_from_slice(zone.changes(from, until.plus(1)));
        Clock { changes }
    }

    /// Civil time at `at`, in minutes since 1970-01-01T00:00 of the local calendar.
    pub fn civil_minutes(&self, at: Instant) -> i64 {
        let next = self.changes.partition_point(|&(from, _)| from <= at);
        at.0 + self.changes[next.saturating_sub(1)].1
    }

    /// The parts of `[from, until)` with one offset each, ascending: first instant, end, offset.
    pub fn parts(&self, until: Instant) -> impl Iterator<Item = (Instant, Instant, i64)> + '_ {
        self.changes.iter().enumerate().map(move |(index, &(from, offset))| {
            let end = self.changes.get(index + 1).map_or(until, |&(next, _)| next.min(until));
            (from, end, offset)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_zone_at_every_minute_around_changes() {
        for (name, from) in [
            ("Europe/Berlin", "2020-10-24T22:07"),
            ("America/New_York", "2020-10-31T22:00"),
            ("Australia/Lord_Howe", "2020-10-03T10:11"),
            ("America/Sao_Paulo", "2018-11-03T20:00"),
            ("Pacific/Apia", "2011-12-29T20:00"),
            ("Asia/Kathmandu", "2020-11-01T00:00"),
        ] {
            let zone = Zone::parse(name).unwrap();
            let from = chrono::NaiveDateTime::parse_from_str(from, "%Y-%m-%dT%H:%M").map(Instant::from_utc).unwrap();
            let clock = Clock::new(zone, from, from.plus(2_880));
            for minute in 0..2_880 {
                let at = from.plus(minute);
                assert_eq!(clock.civil_minutes(at), at.0 + zone.offset_minutes(at), "{name} at {at}");
            }
        }
    }
}
