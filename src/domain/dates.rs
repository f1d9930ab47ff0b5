//! Dates, times of day and lengths of time as people write them: the one place that does this for messages and reports.
//!
//! On a night when the clocks go back, they show an hour twice. A time in that hour gets its offset, so that it still
//! names one instant: `Sun 25 Oct 2020 02:30 UTC+01:00`.

use chrono::NaiveDate;

use super::{Instant, LocalInstants, Zone};

const DATE: &str = "%a %-d %b %Y";
const DATE_WITHOUT_YEAR: &str = "%a %-d %b";

/// A date: `Mon 2 Nov 2020`.
pub fn date(date: NaiveDate) -> String {
    date.format(DATE).to_string()
}

/// A length of time in minutes: `45 min`, `2 h`, `1 h 05 min`.
pub fn length(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (whole, 0) => format!("{whole} h"),
        (whole, rest) => format!("{whole} h {rest:02} min"),
    }
}

impl Zone {
    /// The time of day: `06:00`.
    pub fn clock(self, at: Instant) -> String {
        let civil = self.civil(at);
        let clock = civil.format("%H:%M").to_string();
        match self.instants(civil) {
            LocalInstants::Twice(..) => {
                let offset = i32::try_from(self.offset_minutes(at)).unwrap_or(0);
                format!("{clock} UTC{}", Zone::Fixed(offset))
            }
            LocalInstants::Once(_) | LocalInstants::Skipped => clock,
        }
    }

    /// Date and time: `Mon 2 Nov 2020 06:00`.
    pub fn date_time(self, at: Instant) -> String {
        format!("{} {}", self.civil(at).format(DATE), self.clock(at))
    }

    /// Date and time for a reader who knows the year: `Mon 2 Nov 06:00`.
    pub fn short_date_time(self, at: Instant) -> String {
        format!("{} {}", self.civil(at).format(DATE_WITHOUT_YEAR), self.clock(at))
    }

    /// The time of day of `at` for a reader who knows the date of `known`: `06:00`. On another date, date and time.
    pub fn clock_after(self, known: Instant, at: Instant) -> String {
        if self.civil(known).date() == self.civil(at).date() { self.clock(at) } else { self.date_time(at) }
    }

    /// A time range: `Mon 2 Nov 2020 06:00-07:30`, or with both dates where it passes midnight.
    pub fn time_range(self, from: Instant, until: Instant) -> String {
        self.range(self.date_time(from), from, until, Zone::date_time)
    }

    /// A time range for a reader who knows the year: `Mon 2 Nov 06:00-07:30`.
    pub fn short_time_range(self, from: Instant, until: Instant) -> String {
        self.range(self.short_date_time(from), from, until, Zone::short_date_time)
    }

    /// A time range for a reader who knows the date of `known`: `06:00-07:30`. On another date, the whole range.
    pub fn time_range_after(self, known: Instant, from: Instant, until: Instant) -> String {
        self.range(self.clock_after(known, from), from, until, Zone::date_time)
    }

    /// Puts the end of a range behind its written begin.
    fn range(self, begin: String, from: Instant, until: Instant, date_time: fn(Zone, Instant) -> String) -> String {
        if self.civil(from).date() == self.civil(until).date() {
            format!("{begin}-{}", self.clock(until))
        } else {
            format!("{begin} - {}", date_time(self, until))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::at;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn utc(text: &str) -> Instant {
        Instant::from_utc(text.parse().unwrap())
    }

    #[test]
    fn dates_are_repeated_only_where_they_change() {
        let (utc, tokyo) = (zone("UTC"), zone("Asia/Tokyo"));
        let (from, until) = (at("02T14:30"), at("02T15:30"));
        assert_eq!(utc.time_range(from, until), "Mon 2 Nov 2020 14:30-15:30");
        assert_eq!(tokyo.time_range(from, until), "Mon 2 Nov 2020 23:30 - Tue 3 Nov 2020 00:30");
        assert_eq!(tokyo.short_time_range(from, until), "Mon 2 Nov 23:30 - Tue 3 Nov 00:30");
        assert_eq!(utc.time_range_after(at("02T08:00"), from, until), "14:30-15:30");
        assert_eq!(utc.time_range_after(at("01T08:00"), from, until), "Mon 2 Nov 2020 14:30-15:30");
        assert_eq!(utc.clock_after(at("02T08:00"), from), "14:30");
        assert_eq!(utc.clock_after(at("01T08:00"), from), "Mon 2 Nov 2020 14:30");
    }

    #[test]
    fn on_the_night_when_clocks_go_back_a_time_in_the_double_hour_has_its_offset() {
        // Berlin, 25 October 2020: at 01:00 UTC the clocks go from 03:00 back to 02:00.
        let berlin = zone("Europe/Berlin");
        assert_eq!(berlin.date_time(utc("2020-10-25T00:30:00")), "Sun 25 Oct 2020 02:30 UTC+02:00");
        assert_eq!(berlin.date_time(utc("2020-10-25T01:30:00")), "Sun 25 Oct 2020 02:30 UTC+01:00");
        assert_eq!(berlin.short_date_time(utc("2020-10-25T01:30:00")), "Sun 25 Oct 02:30 UTC+01:00");
        let range = berlin.time_range(utc("2020-10-25T00:30:00"), utc("2020-10-25T01:30:00"));
        assert_eq!(range, "Sun 25 Oct 2020 02:30 UTC+02:00-02:30 UTC+01:00");
        // Before and after that hour the clock names one instant.
        let range = berlin.time_range(utc("2020-10-24T23:30:00"), utc("2020-10-25T02:00:00"));
        assert_eq!(range, "Sun 25 Oct 2020 01:30-03:00");
        // In spring the clocks skip an hour: no time is shown twice.
        let range = berlin.time_range(utc("2020-03-29T00:30:00"), utc("2020-03-29T01:00:00"));
        assert_eq!(range, "Sun 29 Mar 2020 01:30-03:00");
    }

    #[test]
    fn lengths_are_hours_and_minutes() {
        assert_eq!([0, 45, 120, 90, 785].map(length), ["0 min", "45 min", "2 h", "1 h 30 min", "13 h 05 min"]);
    }

    #[test]
    fn dates_have_their_weekday() {
        assert_eq!(date("2027-03-01".parse().unwrap()), "Mon 1 Mar 2027");
    }
}
