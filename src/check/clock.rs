//! What clocks show, read by the checker itself: the same TZif bytes as [`domain::zone`](crate::domain::zone) has, but
//! another library, `tz-rs`, which is asked for each minute. A mistake of one of the two libraries shows as a difference
//! between the solver and the checker. The answers for whole hours are kept, because the same hours are asked for by
//! thousands of sessions.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use crate::domain::zone::database::{self, NamedZone};
use crate::domain::{Instant, Zone};

const HOUR: i64 = 60;
/// The most hours of one zone that are kept, about ten years.
const MOST_HOURS: usize = 90_000;

/// A zone that was asked for.
struct ReadZone {
    zone: tz::TimeZone,
    /// By UTC hour since 1970: the offset of all its minutes, `None` if it changes within the hour.
    hours: Mutex<HashMap<i64, Option<i64>>>,
}

impl ReadZone {
    fn offset_minutes(&self, at: Instant) -> i64 {
        let hour = at.0.div_euclid(HOUR);
        let mut hours = self.hours.lock().unwrap_or_else(PoisonError::into_inner);
        let known = hours.get(&hour).copied().unwrap_or_else(|| {
            let first = self.of_minute(hour * HOUR);
            let whole = (hour * HOUR..(hour + 1) * HOUR).all(|minute| self.of_minute(minute) == first);
            let offset = whole.then_some(first);
            if hours.len() < MOST_HOURS {
                hours.insert(hour, offset);
            }
            offset
        });
        known.unwrap_or_else(|| self.of_minute(at.0))
    }

    /// Every time within the years 1970 to 2100 has an offset, in every file that the database accepts.
    fn of_minute(&self, minute: i64) -> i64 {
        let local = self.zone.find_local_time_type(minute * 60).ok();
        local.map_or(0, |local| i64::from(local.ut_offset().div_euclid(60)))
    }
}

/// The zones that were asked for, by their position in the database.
static READ: OnceLock<Vec<OnceLock<ReadZone>>> = OnceLock::new();

/// The offset at `at` in minutes east of UTC; seconds are rounded down.
pub(super) fn offset_minutes(zone: Zone, at: Instant) -> i64 {
    match zone {
        Zone::Fixed(minutes) => i64::from(minutes),
        Zone::Named(named) => read(named).map_or(0, |zone| zone.offset_minutes(at)),
    }
}

/// The civil time at `at`.
pub(super) fn civil(zone: Zone, at: Instant) -> NaiveDateTime {
    at.plus(offset_minutes(zone, at)).utc()
}

/// The civil date and the minute of the day (0..1440) at `at`.
pub(super) fn date_and_minute(zone: Zone, at: Instant) -> (NaiveDate, u32) {
    let civil = civil(zone, at);
    (civil.date(), civil.hour() * 60 + civil.minute())
}

fn read(zone: &NamedZone) -> Option<&'static ReadZone> {
    let all = READ.get_or_init(|| database::in_use().zones().iter().map(|_| OnceLock::new()).collect());
    let read = || ReadZone {
        zone: tz::TimeZone::from_tz_data(zone.tzif()).unwrap_or_else(|_| tz::TimeZone::utc()),
        hours: Mutex::default(),
    };
    all.get(zone.index()).map(|one| one.get_or_init(read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_libraries_read_all_zones_alike_until_2100() {
        let (from, until) = (0, 68_900_000);
        let mut compared = 0;
        for named in database::in_use().zones() {
            let zone = Zone::Named(named);
            assert!(tz::TimeZone::from_tz_data(named.tzif()).is_ok(), "{zone}");
            let changes = named.offsets().changes(Instant(from), Instant(until));
            // Around each change, and in between every 97 hours.
            let around = changes.iter().flat_map(|&(at, _)| [-1, 0, 1].map(|minute| at.plus(minute)));
            for at in around.chain((from..until).step_by(97 * 60).map(Instant)) {
                assert_eq!(offset_minutes(zone, at), zone.offset_minutes(at), "{zone} at {at}");
                compared += 1;
            }
        }
        assert!(compared > 1_000_000, "{compared}");
    }

    #[test]
    fn the_rule_at_the_end_of_a_file_holds_beyond_the_last_listed_change() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let at = |text: &str| Instant::from_utc(text.parse().unwrap());
        assert_eq!(date_and_minute(berlin, at("2099-07-01T12:00:00")).1, 14 * 60);
        assert_eq!(date_and_minute(berlin, at("2099-12-01T12:00:00")).1, 13 * 60);
    }
}
