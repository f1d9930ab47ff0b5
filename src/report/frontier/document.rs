//! The comparison as a JSON document. Costs are in hundredths of a discomfort-minute. It has no times of runs, so the
//! same steps give the same document on every machine.

use schemars::JsonSchema;
use serde::Serialize;

use super::measures::{WHOLE, mean_of, mean_of_all, region_names, worst_region, worst_tenth};
use super::{DayHours, Dropped, Frontier, LeftOut, NamedTimetable, clock, words};
use crate::report::what_if::all_regions;
use crate::report::what_if::document::{FiguresDocument, measured};

/// The format name in the document.
pub const FORMAT: &str = "plenary-frontier/1";

/// Named timetables, from the cheapest to the most equal. All members are always present; unknown ones are null.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FrontierDocument<'a> {
    /// `plenary-frontier/1`
    #[schemars(extend("const" = FORMAT))]
    pub format: &'static str,
    /// The event's name.
    pub event: &'a str,
    /// The event's time zone; clock times are in it.
    pub zone: &'a str,
    /// The schedule from which the search for each timetable starts, as given; `null` if it starts from scratch.
    pub from: Option<&'a str>,
    /// The search effort for each timetable, in words: `2,000 steps, 2 searchers, seed 1`.
    pub effort: &'a str,
    /// The comparison was interrupted.
    pub interrupted: bool,
    /// The directory with the files of the timetables; `null` if none was requested.
    pub folder: Option<String>,
    /// The timetables to choose from.
    pub timetables: Vec<TimetableDocument<'a>>,
    /// The timetables that are left out.
    pub left_out: Vec<LeftOutDocument<'a>>,
    /// One paragraph for the minutes of a meeting.
    pub minutes: String,
}

/// A named timetable.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TimetableDocument<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is, in a few words.
    pub about: &'a str,
    /// The changes of the programme that make it, as `what-if` reads them; empty for the programme as it is.
    pub changes: &'a [String],
    /// The mean discomfort of all people, as a fraction of that of the worst hour; `null` if no one attends.
    pub mean_discomfort: Option<f64>,
    /// The region with the largest mean discomfort; `null` if no one attends.
    pub worst_region: Option<&'a str>,
    /// Its mean discomfort, as a fraction; `null` if no one attends.
    pub worst_region_discomfort: Option<f64>,
    /// The mean discomfort of the tenth of all attendance that fares worst, as a fraction; `null` if no one attends.
    pub worst_tenth_discomfort: Option<f64>,
    /// Hours of discomfort: one person for one hour at the worst hour of the night.
    pub attendee_hours: f64,
    /// What `fair-people` with weight 4 and `fair-sessions` with weight 1 charge, in hundredths of a
    /// discomfort-minute.
    pub people_measure: i64,
    /// What `good-day` with weight 1 charges, in hundredths of a discomfort-minute: how far the best day of each region
    /// is from a good one.
    pub good_day_measure: i64,
    /// The change of each region's mean discomfort against the default; `null` without a default.
    pub against_default: Option<Vec<RegionChange<'a>>>,
    /// The hours of each day with sessions.
    pub days: Vec<DayDocument<'a>>,
    /// The figures, as in `what-if`; `cost` is by the rules of the programme.
    #[serde(flatten)]
    pub measured: FiguresDocument<'a>,
}

/// How much a region gains or loses.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RegionChange<'a> {
    /// The region.
    pub region: &'a str,
    /// The change of its mean discomfort, as a fraction of that of the worst hour; below 0 if it gains.
    pub change: f64,
}

/// The hours of a day.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DayDocument<'a> {
    /// The date as people write it: `Mon 2 Nov 2020`.
    pub when: &'a str,
    /// First start: `09:30`.
    pub first: String,
    /// Last end: `18:00`, or `01:30+1` on the next date.
    pub last: String,
}

/// A timetable that is left out.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LeftOutDocument<'a> {
    /// Its name.
    pub name: &'a str,
    /// Why.
    pub reason: ReasonDocument,
    /// The timetable that it is the same as, or no better than; `null` for other reasons.
    pub other: Option<&'a str>,
    /// The same in words.
    pub text: String,
}

/// Why a timetable is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonDocument {
    /// Its rules are those of another one.
    SameRules,
    /// Every session starts when it starts in another one.
    SameTimetable,
    /// Another one is at least as good in each measure.
    NoBetter,
    /// It breaks a hard rule or leaves a session unplaced.
    Infeasible,
    /// It could not be solved.
    NotSolved,
}

/// Builds the document. `folder` is the directory with the files.
pub fn document(frontier: &Frontier, folder: Option<String>) -> FrontierDocument<'_> {
    FrontierDocument {
        format: FORMAT,
        event: &frontier.event,
        zone: &frontier.zone,
        from: frontier.from.as_deref(),
        effort: &frontier.effort,
        interrupted: frontier.interrupted,
        folder,
        timetables: frontier.timetables.iter().map(|timetable| of_timetable(frontier, timetable)).collect(),
        left_out: frontier.dropped.iter().map(left_out).collect(),
        minutes: words::minutes(frontier),
    }
}

fn of_timetable<'a>(frontier: &'a Frontier, timetable: &'a NamedTimetable) -> TimetableDocument<'a> {
    let figures = &timetable.figures;
    let worst = worst_region(figures);
    TimetableDocument {
        name: &timetable.name,
        about: &timetable.about,
        changes: &timetable.changes,
        mean_discomfort: mean_of_all(figures).map(fraction),
        worst_region: worst.map(|(region, _)| region.name.as_str()),
        worst_region_discomfort: worst.map(|(_, mean)| fraction(mean)),
        worst_tenth_discomfort: worst_tenth(figures).map(fraction),
        // Hundredths of a minute.
        attendee_hours: (all_regions(figures).discomfort / 6) as f64 / 1000.0,
        people_measure: timetable.people,
        good_day_measure: timetable.good_day,
        against_default: frontier.default_timetable().map(|default| changes(frontier, timetable, default)),
        days: timetable.days.iter().map(day).collect(),
        measured: measured(Some(figures)),
    }
}

fn fraction(millionths: i64) -> f64 {
    millionths as f64 / WHOLE as f64
}

fn changes<'a>(frontier: &'a Frontier, timetable: &NamedTimetable, default: &NamedTimetable) -> Vec<RegionChange<'a>> {
    let change = |name: &str| Some(mean_of(&timetable.figures, name)? - mean_of(&default.figures, name)?);
    let names = region_names(&frontier.timetables).into_iter();
    names.filter_map(|region| change(region).map(|change| RegionChange { region, change: fraction(change) })).collect()
}

fn day(day: &DayHours) -> DayDocument<'_> {
    DayDocument { when: &day.when, first: clock(day.first), last: clock(day.last) }
}

fn left_out(dropped: &Dropped) -> LeftOutDocument<'_> {
    let (reason, other) = match &dropped.reason {
        LeftOut::SameRules(other) => (ReasonDocument::SameRules, Some(other)),
        LeftOut::SameTimetable(other) => (ReasonDocument::SameTimetable, Some(other)),
        LeftOut::NoBetter(other) => (ReasonDocument::NoBetter, Some(other)),
        LeftOut::Infeasible(_) => (ReasonDocument::Infeasible, None),
        LeftOut::NotSolved(_) => (ReasonDocument::NotSolved, None),
    };
    LeftOutDocument { name: &dropped.name, reason, other: other.map(String::as_str), text: dropped.sentence() }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::example;
    use super::*;

    #[test]
    fn every_timetable_has_the_same_members() {
        let document = serde_json::to_value(document(&example(), None)).unwrap();
        let timetables = document["timetables"].as_array().unwrap();
        let members = |one: &Value| one.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert!(timetables.iter().all(|one| members(one) == members(&timetables[0])));
        assert_eq!(timetables[2]["against_default"][2], json!({ "region": "Americas", "change": -0.2 }));
        assert_eq!((&timetables[1]["attendee_hours"], &timetables[1]["changes"]), (&json!(450.0), &json!([])));
        assert_eq!(timetables[0]["days"][1]["last"], "01:30+1");
        assert_eq!(document["left_out"][0]["reason"], "no-better");
        assert_eq!(document["left_out"][0]["other"], "most equal regions");
    }
}
