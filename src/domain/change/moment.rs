//! Moments and time intervals in the lines of changes.

use std::fmt;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::words::date;
use crate::domain::{Instant, Window, Zone};

/// A date and time of day, in the zone that applies or with its own offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The civil date.
    pub date: NaiveDate,
    /// Minutes after its midnight, 0..=1440.
    pub minutes: i64,
    /// The offset, in minutes east of UTC; `None` for the zone that applies.
    pub offset: Option<i32>,
}

impl Moment {
    /// The moment of an instant, in UTC.
    pub fn at(instant: Instant) -> Moment {
        let (date, minutes) = Zone::Fixed(0).date_and_minute(instant);
        Moment { date, minutes: i64::from(minutes), offset: Some(0) }
    }

    /// Reads `2020-11-02T09:30`, optionally followed by `Z` or an offset like `+05:30`.
    pub fn parse(text: &str) -> Option<Moment> {
        let (day, rest) = text.trim().split_at_checked(10)?;
        let (clock, rest) = rest.strip_prefix(['T', ' '])?.split_at_checked(5)?;
        let minutes = time_of_day(clock).filter(|&minutes| minutes <= 24 * 60)?;
        let offset = match rest.strip_prefix(":00").unwrap_or(rest) {
            "" => None,
            "Z" => Some(0),
            offset if offset.starts_with(['+', '-']) => match Zone::parse(offset).ok()? {
                Zone::Fixed(minutes) => Some(minutes),
                Zone::Named(_) => return None,
            },
            _ => return None,
        };
        Some(Moment { date: date(day)?, minutes, offset })
    }

    /// The instant. Without an offset it is the first instant at which the clocks of `zone` show the moment, or a later
    /// time if they skip it.
    pub fn instant(self, zone: Zone) -> Instant {
        let civil = self.date.and_time(NaiveTime::MIN) + TimeDelta::minutes(self.minutes);
        self.offset.map_or(zone, Zone::Fixed).first_at_or_after(civil)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, clock(self.minutes))?;
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(minutes) => write!(f, "{}", Zone::Fixed(minutes)),
        }
    }
}

/// The minutes after midnight of a time of day; 26:00 is 02:00 of the next day.
pub fn time_of_day(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |digits: &str| -> Option<i64> {
        (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
    };
    let minutes = two(minutes).filter(|&minutes| minutes < 60)?;
    Some(two(hours)? * 60 + minutes)
}

/// A time of day: `08:30`.
pub fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Dates or a time interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// These civil dates.
    Dates(Vec<NaiveDate>),
    /// The interval from one moment to another.
    Between(Moment, Moment),
}

impl When {
    /// The interval of a window.
    pub fn window(window: Window) -> When {
        When::Between(Moment::at(window.from), Moment::at(window.until))
    }

    /// The windows of these dates, or of the interval, in the zone.
    pub fn windows(&self, zone: Zone) -> Vec<Window> {
        let midnight = |date: NaiveDate| zone.first_at_or_after(date.and_time(NaiveTime::MIN));
        let day = |&date: &NaiveDate| Window { from: midnight(date), until: midnight(date.succ_opt().unwrap_or(date)) };
        match self {
            When::Dates(dates) => dates.iter().map(day).collect(),
            When::Between(from, until) => vec![Window { from: from.instant(zone), until: until.instant(zone) }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_they_are_read() {
        for text in ["2020-11-02T09:30", "2020-11-02T24:00Z", "2020-11-02T09:30+05:30", "2020-11-02T00:00-09:30"] {
            assert_eq!(Moment::parse(text).unwrap().to_string(), text);
        }
        let known = Moment::parse("2020-11-02 09:30:00").unwrap();
        assert_eq!(known.to_string(), "2020-11-02T09:30");
        for wrong in ["", "2020-11-02", "2020-11-02T9:30", "2020-11-02T09:60", "2020-11-02T25:00", "2020-11-02T09:30é"]
        {
            assert!(Moment::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_instant_is_written_in_utc() {
        let zone = Zone::parse("Asia/Tokyo").unwrap();
        let instant = Moment::parse("2020-11-02T09:00").unwrap().instant(zone);
        assert_eq!(Moment::at(instant).to_string(), "2020-11-02T00:00Z");
        assert_eq!(Moment::at(instant).instant(zone), instant);
    }
}
