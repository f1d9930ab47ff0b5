//! Audiences and people: their zones, comfort curves and days off.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{AudienceId, Decimal, Instant, Window, Zone};

/// A part of the local day with one discomfort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComfortWindow {
    /// First minute of the local day, 0..1440.
    pub from: u32,
    /// First minute after, 1..=1440; at most `from` if the window passes midnight.
    pub until: u32,
    /// Discomfort of one minute in per cent, 0..=100.
    pub discomfort: u8,
}

/// A comfort curve: discomfort by local time of day. Later windows override earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comfort {
    /// The windows; the last one that contains a minute counts. They cover the whole day.
    pub windows: Vec<ComfortWindow>,
}

impl Default for Comfort {
    /// From 0 in office hours to 100 in the night.
    fn default() -> Self {
        let hours = [
            (0, 5, 100),
            (5, 6, 85),
            (6, 7, 65),
            (7, 8, 35),
            (8, 9, 10),
            (9, 18, 0),
            (18, 20, 10),
            (20, 22, 35),
            (22, 23, 65),
            (23, 24, 85),
        ];
        let windows = hours
            .iter()
            .map(|&(from, until, discomfort)| ComfortWindow { from: from * 60, until: until * 60, discomfort })
            .collect();
        Comfort { windows }
    }
}

impl Comfort {
    /// Discomfort in per cent at a minute of the local day (0..1440).
    pub fn at(&self, minute: u32) -> u8 {
        let inside = |w: &&ComfortWindow| {
            if w.from < w.until { (w.from..w.until).contains(&minute) } else { minute >= w.from || minute < w.until }
        };
        self.windows.iter().rev().find(inside).map_or(0, |w| w.discomfort)
    }
}

/// Local dates with extra discomfort: weekends and holidays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DaysOff {
    /// Weekdays off.
    pub weekdays: Vec<Weekday>,
    /// Dates off.
    pub dates: Vec<NaiveDate>,
    /// Added to the discomfort of each minute, in per cent; the sum is capped at 100.
    pub surcharge: u8,
}

impl DaysOff {
    /// Whether `date` is a day off.
    pub fn includes(&self, date: NaiveDate) -> bool {
        self.dates.contains(&date) || self.weekdays.contains(&date.weekday())
    }
}

/// A zone, with the comfort curve and days off of a person or audience there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalProfile<'a> {
    /// The time zone.
    pub zone: Zone,
    /// The comfort curve.
    pub comfort: &'a Comfort,
    /// Days off.
    pub days_off: &'a DaysOff,
}

impl LocalProfile<'_> {
    /// Discomfort in per cent of the minute that begins at `at`.
    pub fn discomfort(&self, at: Instant) -> u8 {
        let (date, minute) = self.zone.date_and_minute(at);
        self.discomfort_at(date, minute)
    }

    /// Discomfort in per cent of a minute of the day (0..1440) of the local calendar.
    pub fn discomfort_at(&self, date: NaiveDate, minute: u32) -> u8 {
        let base = self.comfort.at(minute);
        if self.days_off.includes(date) { base.saturating_add(self.days_off.surcharge).min(100) } else { base }
    }
}

/// A group of attendees in some time zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// The id as written.
    pub id: String,
    /// The name, or the id where none is given.
    pub name: String,
    /// Its number of people; only the proportions between audiences matter.
    pub people: Decimal,
    /// Weight of its discomfort in `audience-hours`.
    pub weight: Decimal,
    /// Its zones.
    pub zones: Vec<AudienceZone>,
    /// Its comfort curve.
    pub comfort: Comfort,
    /// Its days off.
    pub days_off: DaysOff,
}

impl Audience {
    /// The local profile of its people in `zone`.
    pub fn local_profile(&self, zone: &AudienceZone) -> LocalProfile<'_> {
        LocalProfile { zone: zone.zone, comfort: &self.comfort, days_off: &self.days_off }
    }
}

/// One zone of an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AudienceZone {
    /// The zone.
    pub zone: Zone,
    /// Its share of the audience, relative to the sum of the shares.
    pub share: Decimal,
}

/// A person whom sessions need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The id as written.
    pub id: String,
    /// The name, if given.
    pub name: Option<String>,
    /// The e-mail address, if given. Only for the secretariat: no public output contains it.
    pub email: Option<String>,
    /// The organisation, if given. Public outputs contain it beside the name.
    pub organisation: Option<String>,
    /// Their zone; `None` while it is not confirmed.
    pub zone: Option<Zone>,
    /// The audience whose zones count while `zone` is `None`. One of the two is always given.
    pub audience: Option<AudienceId>,
    /// If given, the person is away outside the union of these windows.
    pub available: Option<Vec<Window>>,
    /// The windows in which the person is away.
    pub unavailable: Vec<Window>,
    /// Their comfort curve.
    pub comfort: Comfort,
    /// Their days off.
    pub days_off: DaysOff,
}

impl Person {
    /// The name, or the id where none is given.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_curve_and_a_later_window_that_passes_midnight() {
        let mut comfort = Comfort::default();
        assert_eq!([0, 299, 300, 540, 1079, 1080, 1439].map(|m| comfort.at(m)), [100, 100, 85, 0, 0, 10, 85]);
        comfort.windows.push(ComfortWindow { from: 23 * 60, until: 60, discomfort: 7 });
        assert_eq!([1379, 1380, 1439, 0, 59, 60].map(|m| comfort.at(m)), [65, 7, 7, 7, 7, 100]);
    }

    #[test]
    fn discomfort_with_a_surcharge_is_at_most_100() {
        let comfort = Comfort::default();
        let days_off = DaysOff { weekdays: vec![Weekday::Sun], dates: vec![], surcharge: 30 };
        let here = LocalProfile { zone: Zone::Fixed(0), comfort: &comfort, days_off: &days_off };
        let sunday = NaiveDate::from_ymd_opt(2020, 11, 1).unwrap();
        let at = |hour| Instant::from_utc(sunday.and_hms_opt(hour, 0, 0).unwrap());
        assert_eq!([at(3), at(7), at(12)].map(|i| here.discomfort(i)), [100, 65, 30]);
    }
}
