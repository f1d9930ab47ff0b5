//! Sums over minutes of local time: discomfort, minutes in comfort, minutes at night.
//!
//! Each minute is converted to civil time by itself. Where many intervals of the same days are needed (candidate
//! starts), running sums of whole days are tabulated first; the results are the same.

use super::clock;
use crate::domain::{Instant, LocalProfile};

/// A quantity that is summed over minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MinuteMeasure {
    /// Discomfort in per cent.
    Discomfort,
    /// One for each minute at a discomfort of at most 10.
    Comfort,
    /// One for each minute between 23:00 and 06:00 local time.
    Night,
}

/// Minutes of a day in UTC.
pub(super) const DAY: i64 = 24 * 60;
/// The most tables (one for each place and day): about 200 MB. Days beyond are summed minute by minute.
const MOST_TABLES: usize = 12_000;

/// Distinct places (a zone, a comfort curve and days off), with tables of some days.
#[derive(Debug)]
pub(super) struct Minutes<'a> {
    places: Vec<LocalProfile<'a>>,
    /// Tabulated days since 1970-01-01 UTC, sorted.
    days: Vec<i64>,
    /// Running sums by place and tabulated day: 1441 for each measure.
    tables: Vec<[Vec<u32>; 3]>,
}

impl<'a> Minutes<'a> {
    /// No places yet.
    pub(super) fn new() -> Self {
        Minutes { places: Vec::new(), days: Vec::new(), tables: Vec::new() }
    }

    /// The index of a place; adds it if it is new. Add all places before [`tabulate`](Minutes::tabulate).
    pub(super) fn place(&mut self, place: LocalProfile<'a>) -> usize {
        let known = self.places.iter().position(|p| *p == place);
        known.unwrap_or_else(|| {
            self.places.push(place);
            self.places.len() - 1
        })
    }

    /// Tabulates every day (in UTC) that some of `windows` touches.
    pub(super) fn tabulate(&mut self, windows: impl Iterator<Item = (Instant, Instant)>) {
        let mut days: Vec<i64> =
            windows.flat_map(|(from, until)| from.0.div_euclid(DAY)..=until.0.div_euclid(DAY)).collect();
        days.sort_unstable();
        days.dedup();
        days.truncate(MOST_TABLES / self.places.len().max(1));
        self.tables = Vec::with_capacity(days.len() * self.places.len());
        for place in &self.places {
            self.tables.extend(days.iter().map(|&day| day_table(place, day)));
        }
        self.days = days;
    }

    /// The sum of a measure over the minutes of `[from, until)` at a place.
    pub(super) fn sum(&self, place: usize, measure: MinuteMeasure, from: Instant, until: Instant) -> i64 {
        let mut sum = 0;
        let mut at = from;
        while at < until {
            let day = at.0.div_euclid(DAY);
            let end = until.min(Instant((day + 1) * DAY));
            sum += match self.days.binary_search(&day) {
                Ok(index) => {
                    let table = &self.tables[place * self.days.len() + index][measure as usize];
                    let running = |at: Instant| i64::from(table[(at.0 - day * DAY) as usize]);
                    running(end) - running(at)
                }
                Err(_) => {
                    (at.0..end.0).map(|m| i64::from(one(&self.places[place], Instant(m))[measure as usize])).sum()
                }
            };
            at = end;
        }
        sum
    }
}

/// The measures of one minute, in the order of [`MinuteMeasure`].
fn one(place: &LocalProfile<'_>, at: Instant) -> [u32; 3] {
    let (date, minute) = clock::date_and_minute(place.zone, at);
    let percent = place.discomfort_at(date, minute);
    [u32::from(percent), u32::from(percent <= 10), u32::from(!(6 * 60..23 * 60).contains(&minute))]
}

/// Running sums over the minutes of one UTC day.
fn day_table(place: &LocalProfile<'_>, day: i64) -> [Vec<u32>; 3] {
    let mut table = [vec![0; DAY as usize + 1], vec![0; DAY as usize + 1], vec![0; DAY as usize + 1]];
    for (i, minute) in (day * DAY..(day + 1) * DAY).map(Instant).enumerate() {
        for (running, value) in table.iter_mut().zip(one(place, minute)) {
            running[i + 1] = running[i] + value;
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, zone};
    use super::*;
    use crate::domain::{Comfort, DaysOff};

    /// Discomfort, minutes in comfort and minutes at night; checks that tables give the same sums.
    fn sums(name: &str, from: &str, until: &str) -> [i64; 3] {
        let (comfort, days_off) = (Comfort::default(), DaysOff::default());
        let mut minutes = Minutes::new();
        let place = minutes.place(LocalProfile { zone: zone(name), comfort: &comfort, days_off: &days_off });
        let all = |m: &Minutes<'_>| {
            [MinuteMeasure::Discomfort, MinuteMeasure::Comfort, MinuteMeasure::Night]
                .map(|x| m.sum(place, x, at(from), at(until)))
        };
        let plain = all(&minutes);
        minutes.tabulate([(at(from), at(until))].into_iter());
        assert_eq!(all(&minutes), plain);
        plain
    }

    #[test]
    fn sums_across_hours_and_midnight() {
        // 21:30-23:00 in Berlin: 30 minutes at 35, 60 at 65.
        assert_eq!(sums("Europe/Berlin", "2020-11-03T20:30", "2020-11-03T22:00"), [30 * 35 + 60 * 65, 0, 0]);
        // 23:30-00:30 UTC: 30 at 85, 30 at 100, all at night.
        assert_eq!(sums("UTC", "2020-11-03T23:30", "2020-11-04T00:30"), [30 * 85 + 30 * 100, 0, 60]);
        // 05:30-06:30 in Kathmandu (+05:45): 30 at 85, 30 at 65; night ends at six.
        assert_eq!(sums("Asia/Kathmandu", "2020-11-02T23:45", "2020-11-03T00:45"), [30 * 85 + 30 * 65, 0, 30]);
        assert_eq!(sums("UTC", "2020-11-03T17:30", "2020-11-03T18:30"), [30 * 10, 60, 0]);
        assert_eq!(sums("UTC", "2020-11-03T17:30", "2020-11-03T17:30"), [0, 0, 0]);
    }

    #[test]
    fn sums_across_clock_changes() {
        // Berlin, 25 October 2020: 03:00 summer time is 02:00 again. From 01:30 (first) to 03:30: three hours, all 100.
        assert_eq!(sums("Europe/Berlin", "2020-10-24T23:30", "2020-10-25T02:30"), [180 * 100, 0, 180]);
        // 04:00-06:00 local after the change: 60 at 100 and 60 at 85.
        assert_eq!(sums("Europe/Berlin", "2020-10-25T03:00", "2020-10-25T05:00"), [60 * 100 + 60 * 85, 0, 120]);
        // New York, 1 November 2020: the same UTC hour is one local hour earlier than the day before.
        assert_eq!(sums("America/New_York", "2020-10-31T12:00", "2020-10-31T13:00"), [60 * 10, 60, 0]);
        assert_eq!(sums("America/New_York", "2020-11-01T12:00", "2020-11-01T13:00"), [60 * 35, 0, 0]);
    }
}
