//! Who takes part: audiences in their zones, persons in theirs, and when each is comfortable.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{AudienceId, Decimal, Instant, Window, Zone};

/// A stretch of the local day with one discomfort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComfortWindow {
    /// First minute of the local day, 0..1440.
    pub from: u32,
    /// First minute after, 1..=1440; at most `from` if the window passes midnight.
    pub until: u32,
    /// Discomfort of one minute in per cent, 0..=100.
    pub discomfort: u8,
}

/// Discomfort by local time of day. Later windows win over earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comfort {
    /// The windows, in order of precedence, last wins; they cover the whole day.
    pub windows: Vec<ComfortWindow>,
}

impl Default for Comfort {
    /// Office hours cost nothing, the small hours everything.
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

/// Local dates that cost extra: weekends and holidays.
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
    /// Whether `date` is off.
    pub fn includes(&self, date: NaiveDate) -> bool {
        self.dates.contains(&date) || self.weekdays.contains(&date.weekday())
    }
}

/// A zone and how its hours feel to somebody there.
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
        let base = self.comfort.at(minute);
        if self.days_off.includes(date) { base.saturating_add(self.days_off.surcharge).min(100) } else { base }
    }
}

/// A group of participants spread over time zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// The id as written.
    pub id: String,
    /// The name, or the id where none is given.
    pub name: String,
    /// How many people it stands for; only the proportions between audiences matter.
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
    /// The whereabouts of the part in `zone`.
    pub fn whereabouts(&self, zone: &AudienceZone) -> LocalProfile<'_> {
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

/// Somebody a session cannot run without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The id as written.
    pub id: String,
    /// The name, if given.
    pub name: Option<String>,
    /// The e-mail address, if given: for the secretariat, never for anything public.
    pub email: Option<String>,
    /// The organisation, if given: for the secretariat, never for anything public.
    pub organisation: Option<String>,
    /// Where they are; `None` while to be confirmed.
    pub zone: Option<Zone>,
    /// The audience that stands for the zone while `zone` is `None` (one of the two is always there).
    pub audience: Option<AudienceId>,
    /// If given, away outside the union of these.
    pub available: Option<Vec<Window>>,
    /// Away during these.
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
    fn the_default_curve_and_an_override_that_passes_midnight() {
        let mut comfort = Comfort::default();
        assert_eq!([0, 299, 300, 540, 1079, 1080, 1439].map(|m| comfort.at(m)), [100, 100, 85, 0, 0, 10, 85]);
        comfort.windows.push(ComfortWindow { from: 23 * 60, until: 60, discomfort: 7 });
        assert_eq!([1379, 1380, 1439, 0, 59, 60].map(|m| comfort.at(m)), [65, 7, 7, 7, 7, 100]);
    }

    #[test]
    fn a_surcharge_is_capped() {
        let comfort = Comfort::default();
        let days_off = DaysOff { weekdays: vec![Weekday::Sun], dates: vec![], surcharge: 30 };
        let here = LocalProfile { zone: Zone::Fixed(0), comfort: &comfort, days_off: &days_off };
        let sunday = NaiveDate::from_ymd_opt(2020, 11, 1).unwrap();
        let at = |hour| Instant::from_utc(sunday.and_hms_opt(hour, 0, 0).unwrap());
        assert_eq!([at(3), at(7), at(12)].map(|i| here.discomfort(i)), [100, 65, 30]);
    }
}
