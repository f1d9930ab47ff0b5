//! Compares named timetables of one programme, from the cheapest to the most equal.

pub mod choose;
pub mod document;
pub mod html;
pub mod markdown;
mod measures;
pub mod svg;
mod tables;
pub mod terminal;
#[cfg(test)]
pub(super) mod testing;
mod words;

use super::what_if::Figures;
use crate::explain::view::DaySummary;

pub use choose::Candidate;

/// The named timetables that are a choice, and those that are not.
#[derive(Debug, Clone, PartialEq)]
pub struct Frontier {
    /// The event's name.
    pub event: String,
    /// The event's time zone.
    pub zone: String,
    /// The search effort for each timetable, in words.
    pub effort: String,
    /// The schedule from which the search for each timetable starts.
    pub from: Option<String>,
    /// The search was interrupted.
    pub interrupted: bool,
    /// The name of the timetable of the programme as it is.
    pub default: String,
    /// The timetables, from the cheapest to the most equal.
    pub timetables: Vec<NamedTimetable>,
    /// The timetables that are left out, with the reason.
    pub dropped: Vec<Dropped>,
}

/// A named timetable that is feasible.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedTimetable {
    /// Its name.
    pub name: String,
    /// What it is, in a few words.
    pub about: String,
    /// The changes of the programme that make it.
    pub changes: Vec<String>,
    /// Its figures; the cost is by the rules of the programme.
    pub figures: Figures,
    /// What `fair-people` with weight 4 and `fair-sessions` with weight 1 charge for it, in hundredths of a
    /// discomfort-minute.
    pub people: i64,
    /// What `good-day` with weight 1 charges for it, in hundredths of a discomfort-minute.
    pub good_day: i64,
    /// The hours of the days with sessions.
    pub days: Vec<DayHours>,
}

/// A timetable that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Its name.
    pub name: String,
    /// Why it is left out.
    pub reason: LeftOut,
}

/// Why a timetable is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftOut {
    /// Its rules are those of another one, which was solved.
    SameRules(String),
    /// All sessions start when they start in another one.
    SameTimetable(String),
    /// Another one is at least as good in each measure.
    NoBetter(String),
    /// It breaks a hard rule or leaves sessions unplaced: what, in words.
    Infeasible(String),
    /// It could not be solved: why.
    NotSolved(String),
}

/// The hours of a day with sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayHours {
    /// The date as people write it: `Mon 2 Nov 2020`.
    pub when: String,
    /// First start, in minutes since midnight in the event's time zone.
    pub first: i64,
    /// Last end, in the same unit; 1,440 or more if it is on a later date.
    pub last: i64,
}

impl DayHours {
    /// The hours of a day; `None` if nothing is held.
    pub fn of(day: &DaySummary) -> Option<DayHours> {
        day.from.as_ref()?;
        let (hour, minute) = day.hours.split_once('-')?.0.split_once(':')?;
        let first = hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?;
        Some(DayHours { when: day.when.clone(), first, last: first + day.minutes })
    }
}

/// Minutes since midnight as a clock: `09:30`, or `01:30+1` on the next date.
fn clock(minutes: i64) -> String {
    let (date, minute) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
    let later = if date > 0 { format!("+{date}") } else { String::new() };
    format!("{:02}:{:02}{later}", minute / 60, minute % 60)
}

impl Frontier {
    /// The timetable of the programme as it is, if it is feasible.
    pub fn default_timetable(&self) -> Option<&NamedTimetable> {
        self.timetables.iter().find(|timetable| timetable.name == self.default)
    }

    /// Number of timetables that could not be solved.
    pub fn problems(&self) -> usize {
        self.dropped.iter().filter(|dropped| matches!(dropped.reason, LeftOut::NotSolved(_))).count()
    }

    /// Whether no timetable breaks a hard rule or leaves a session unplaced.
    pub fn all_hold(&self) -> bool {
        !self.dropped.iter().any(|dropped| matches!(dropped.reason, LeftOut::Infeasible(_)))
    }
}

impl Dropped {
    /// Why the timetable is left out, as a sentence without a full stop.
    pub fn sentence(&self) -> String {
        let name = &self.name;
        match &self.reason {
            LeftOut::SameRules(other) => format!("\"{name}\" is left out: its rules are those of \"{other}\""),
            LeftOut::SameTimetable(other) => {
                format!("\"{name}\" is left out: every session starts when it starts in \"{other}\"")
            }
            LeftOut::NoBetter(other) => {
                format!("\"{name}\" is left out: \"{other}\" is at least as good in each measure")
            }
            LeftOut::Infeasible(what) => format!("\"{name}\" is left out: {what}"),
            LeftOut::NotSolved(why) => format!("\"{name}\" is left out: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_after_midnight_name_the_later_date() {
        let day = DaySummary {
            date: "2020-11-02".into(),
            when: "Mon 2 Nov 2020".into(),
            phase: "main".into(),
            from: Some("2020-11-02T22:00:00+01:00".into()),
            until: Some("2020-11-03T01:30:00+01:00".into()),
            hours: "22:00-01:30".into(),
            minutes: 210,
            sessions: 2,
        };
        let hours = DayHours::of(&day).unwrap();
        assert_eq!((clock(hours.first), clock(hours.last)), ("22:00".into(), "01:30+1".into()));
        assert_eq!(DayHours::of(&DaySummary { from: None, hours: "-".into(), ..day }), None);
    }
}
