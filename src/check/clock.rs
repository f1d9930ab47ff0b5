//! What clocks show, read by the checker itself: the same TZif bytes as [`domain::zone`](crate::domain::zone) has, but
//! another library, `tz-rs`, which is asked for each minute. A mistake of one of the two libraries shows as a difference
//! between the solver and the checker.

use std::sync::OnceLock;

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use crate::domain::zone::database::{self, NamedZone};
use crate::domain::{Instant, Zone};

/// The zones that were asked for, by their position in the database.
static READ: OnceLock<Vec<OnceLock<tz::TimeZone>>> = OnceLock::new();

/// The offset at `at` in minutes east of UTC; seconds are rounded down.
pub(super) fn offset_minutes(zone: Zone, at: Instant) -> i64 {
    match zone {
        Zone::Fixed(minutes) => i64::from(minutes),
        // Every time within the years 1970 to 2100 has an offset, in every file that the database accepts.
        Zone::Named(named) => read(named)
            .and_then(|zone| zone.find_local_time_type(at.0 * 60).ok())
            .map_or(0, |local| i64::from(local.ut_offset().div_euclid(60))),
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

fn read(zone: &NamedZone) -> Option<&'static tz::TimeZone> {
    let all = READ.get_or_init(|| database::in_use().zones().iter().map(|_| OnceLock::new()).collect());
    let read = || tz::TimeZone::from_tz_data(zone.tzif()).unwrap_or_else(|_| tz::TimeZone::utc());
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
