//! The first members of the JSON of every command about a whole schedule.

use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::explain::view::{ByRule, DaySummary, Overview, PersonSummary, RegionSummary, Unplaced, Violation};

/// The figures of a whole schedule.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ScheduleSummary<'a> {
    /// Whether no hard rule is broken. Sessions may still be unplaced.
    pub valid: bool,
    /// Whether every session is placed.
    pub complete: bool,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// Number of placed sessions.
    pub placed: usize,
    /// The sessions that are not placed.
    pub unplaced: &'a [Unplaced],
    /// The total size of the unplaced sessions, in attendee-minutes.
    pub unplaced_minutes: i64,
    /// The violations of hard rules.
    pub violations: &'a [Violation],
    /// The cost of every rule that is not off, by rule id, in hundredths of a discomfort-minute. The costs add up to
    /// `cost`.
    pub by_rule: ByRule<'a>,
    /// The figures of each region, by descending share of night hours.
    pub regions: &'a [RegionSummary],
    /// People with charges or night hours, the worst-off first.
    pub people: &'a [PersonSummary],
    /// The hours of each day.
    pub days: &'a [DaySummary],
}

impl<'a> From<&'a Overview> for ScheduleSummary<'a> {
    fn from(view: &'a Overview) -> ScheduleSummary<'a> {
        ScheduleSummary {
            valid: view.valid,
            complete: view.is_complete(),
            cost: view.cost,
            placed: view.placed,
            unplaced: &view.unplaced,
            unplaced_minutes: view.unplaced_minutes,
            violations: &view.violations,
            by_rule: ByRule(&view.by_rule),
            regions: &view.regions,
            people: &view.people,
            days: &view.days,
        }
    }
}

/// Marks in the schema of a command that prints one of several documents that exactly one form applies.
pub fn one_of(schema: &mut Schema) {
    if let Some(forms) = schema.remove("anyOf") {
        schema.insert("oneOf".to_owned(), forms);
    }
}
