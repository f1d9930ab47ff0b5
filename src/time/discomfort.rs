//! The discomfort of any time interval in any zone, in constant time.

use chrono::NaiveDate;
use thiserror::Error;

use super::Clock;
use crate::domain::{Comfort, DaysOff, Instant, LocalProfile, Zone};

/// The most minutes that all tables together may hold.
const MOST_MINUTES: usize = 64_000_000;
/// Days from the first of January of the year 1 to 1970-01-01, counted as chrono does.
const EPOCH: i64 = 719_163;

/// Running sums of discomfort over a horizon: a table for each distinct [`LocalProfile`].
#[derive(Debug, Clone)]
pub struct Discomfort {
    from: Instant,
    minutes: usize,
    tables: Vec<Table>,
}

#[derive(Debug, Clone)]
struct Table {
    zone: Zone,
    comfort: Comfort,
    days_off: DaysOff,
    clock: Clock,
    /// By minute: the sum of the discomfort of all minutes before it.
    before: Vec<u32>,
}

/// The tables of zones, comfort curves and days off do not fit into memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "the event is too long for its number of different zones, comfort curves and days off; let people share comfort \
     curves, or split the event"
)]
pub struct TooManyMinutes;

impl Discomfort {
    /// No tables yet, for the `minutes` from `from` on.
    pub fn new(from: Instant, minutes: i64) -> Discomfort {
        Discomfort { from, minutes: usize::try_from(minutes).unwrap_or(0), tables: Vec::new() }
    }

    /// The index of the table for `place`; builds it if it is new.
    ///
    /// # Errors
    /// [`TooManyMinutes`] if the tables do not fit into memory.
    pub fn table(&mut self, place: LocalProfile<'_>) -> Result<usize, TooManyMinutes> {
        let same = |t: &Table| t.zone == place.zone && t.comfort == *place.comfort && t.days_off == *place.days_off;
        if let Some(index) = self.tables.iter().position(same) {
            return Ok(index);
        }
        if (self.tables.len() + 1).saturating_mul(self.minutes) > MOST_MINUTES {
            return Err(TooManyMinutes);
        }
        let until = self.from.plus(self.minutes as i64);
        let clock = Clock::new(place.zone, self.from, until);
        let before = sums(&clock, until, place, self.minutes);
        self.tables.push(Table {
            zone: place.zone,
            comfort: place.comfort.clone(),
            days_off: place.days_off.clone(),
            clock,
            before,
        });
        Ok(self.tables.len() - 1)
    }

    /// The discomfort of `[from, until)` in per cent times minutes; minutes outside the horizon count as 0.
    pub fn sum(&self, table: usize, from: Instant, until: Instant) -> i64 {
        let before = &self.tables[table].before;
        let at = |instant: Instant| i64::from(before[instant.since(self.from).clamp(0, self.minutes as i64) as usize]);
        (at(until) - at(from)).max(0)
    }

    /// The clock of a table.
    pub fn clock(&self, table: usize) -> &Clock {
        &self.tables[table].clock
    }

    /// By minute: the number of minutes before it with at most `limit` per cent of discomfort. Index 0 is the horizon's
    /// first minute.
    pub fn comfortable(&self, table: usize, limit: u32) -> Vec<u32> {
        let mut count = 0;
        let mut sums = Vec::with_capacity(self.minutes + 1);
        sums.push(0);
        for pair in self.tables[table].before.windows(2) {
            count += u32::from(pair[1] - pair[0] <= limit);
            sums.push(count);
        }
        sums
    }
}

fn sums(clock: &Clock, until: Instant, place: LocalProfile<'_>, minutes: usize) -> Vec<u32> {
    let usual: Vec<u32> = (0..1440).map(|minute| u32::from(place.comfort.at(minute))).collect();
    let off: Vec<u32> = usual.iter().map(|d| (d + u32::from(place.days_off.surcharge)).min(100)).collect();
    let mut sum = 0;
    let mut sums = Vec::with_capacity(minutes + 1);
    sums.push(0);
    for (from, end, offset) in clock.parts(until) {
        let (mut civil, end) = (from.0 + offset, end.0 + offset);
        while civil < end {
            let day = civil.div_euclid(1440);
            let date = i32::try_from(day + EPOCH).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
            let curve = if date.is_some_and(|date| place.days_off.includes(date)) { &off } else { &usual };
            let stop = end.min((day + 1) * 1440);
            for discomfort in &curve[(civil - day * 1440) as usize..(stop - day * 1440) as usize] {
                sum += discomfort;
                sums.push(sum);
            }
            civil = stop;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDateTime, Weekday};

    use super::*;
    use crate::domain::ComfortWindow;

    fn utc(text: &str) -> Instant {
        Instant::from_utc(NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap())
    }

    /// Compares every minute, and every interval of 95 minutes, with the definition.
    fn agrees(zone: &str, from: &str, minutes: i64) {
        let mut comfort = Comfort::default();
        comfort.windows.push(ComfortWindow { from: 23 * 60 + 17, until: 33, discomfort: 71 });
        let days_off = DaysOff {
            weekdays: vec![Weekday::Sun],
            dates: vec![NaiveDate::from_ymd_opt(2020, 11, 2).unwrap()],
            surcharge: 35,
        };
        let here = LocalProfile { zone: Zone::parse(zone).unwrap(), comfort: &comfort, days_off: &days_off };
        let from = utc(from);
        let mut discomfort = Discomfort::new(from, minutes);
        let table = discomfort.table(here).unwrap();
        let comfortable = discomfort.comfortable(table, 10);
        let mut last = std::collections::VecDeque::new();
        let mut reached = 0;
        for minute in 0..minutes {
            let at = from.plus(minute);
            let here = i64::from(here.discomfort(at));
            assert_eq!(discomfort.sum(table, at, at.plus(1)), here, "{zone} at {at}");
            last.push_back(here);
            if last.len() > 95 {
                last.pop_front();
            }
            let sum: i64 = last.iter().sum();
            assert_eq!(discomfort.sum(table, at.plus(1 - last.len() as i64), at.plus(1)), sum, "{zone} before {at}");
            reached += u32::from(here <= 10);
            assert_eq!(comfortable[minute as usize + 1], reached);
        }
    }

    #[test]
    fn every_minute_around_the_clock_changes_of_2020() {
        for zone in ["Europe/Berlin", "Europe/London", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Marquesas", "+05:45"]
        {
            agrees(zone, "2020-10-24T12:00", 2 * 1440);
        }
        for zone in ["America/New_York", "America/Havana", "Australia/Lord_Howe", "America/St_Johns", "UTC"] {
            agrees(zone, "2020-10-31T10:30", 3 * 1440);
        }
        agrees("Australia/Lord_Howe", "2020-10-03T01:05", 1440);
        agrees("Asia/Gaza", "2020-10-23T12:00", 1440);
    }

    #[test]
    fn equal_profiles_share_a_table() {
        let (comfort, days_off) = (Comfort::default(), DaysOff::default());
        let here = |zone| LocalProfile { zone: Zone::Fixed(zone), comfort: &comfort, days_off: &days_off };
        let mut discomfort = Discomfort::new(utc("2020-11-02T00:00"), 60);
        assert_eq!([0, 60, 0].map(|zone| discomfort.table(here(zone)).unwrap()), [0, 1, 0]);
    }

    #[test]
    fn tables_that_do_not_fit_into_memory_are_refused() {
        let (comfort, days_off) = (Comfort::default(), DaysOff::default());
        let mut discomfort = Discomfort::new(utc("2020-11-02T00:00"), MOST_MINUTES as i64 + 1);
        let here = LocalProfile { zone: Zone::Fixed(0), comfort: &comfort, days_off: &days_off };
        assert_eq!(discomfort.table(here), Err(TooManyMinutes));
    }
}
