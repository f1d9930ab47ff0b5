//! The options of an import.

use chrono::NaiveDate;

use super::missing::FilledInZones;
use super::timetable::TimetableSheet;
use crate::sheets::mapping::Mapping;

/// The options of an import.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The time zone of people without one.
    pub people_zone: Option<&'a str>,
    /// The time zone of the event, if the spreadsheets do not name it.
    pub time_zone: Option<&'a str>,
    /// The days of the event, if there is no sheet of days.
    pub days: &'a [NaiveDate],
    /// What columns and sheets mean.
    pub mapping: &'a Mapping,
    /// The statuses of the sessions to take. Empty: all but those that are rejected, withdrawn or cancelled.
    pub statuses: &'a [String],
    /// Whether breaks are sessions.
    pub with_breaks: bool,
    /// The time zones of people and audiences without one in the workbook.
    pub zones: Option<&'a FilledInZones>,
    /// The sheet whose starts and rooms count, in an exported workbook; `None`: the one that was edited.
    pub timetable_from: Option<TimetableSheet>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        static NO_MAPPING: Mapping = Mapping { format: String::new(), columns: Vec::new(), sheets: Vec::new() };
        Options {
            people_zone: None,
            time_zone: None,
            days: &[],
            mapping: &NO_MAPPING,
            statuses: &[],
            with_breaks: false,
            zones: None,
            timetable_from: None,
        }
    }
}

impl Options<'_> {
    /// The time zone of a person without one in the workbook.
    pub(super) fn zone_of(&self, id: &str) -> Option<&str> {
        self.zones.and_then(|zones| zones.people.get(id)).map(String::as_str).or(self.people_zone)
    }
}
