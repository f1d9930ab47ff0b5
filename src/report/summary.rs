//! What the JSON of every command about a whole schedule begins with.

use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::explain::view::{ByRule, DaySummary, Overview, PersonSummary, RegionSummary, Unplaced, Violation};

/// A whole schedule in figures.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ScheduleSummary<'a> {
    /// No hard rule is broken, whether or not every session is placed.
    pub valid: bool,
    /// Every session is placed.
    pub complete: bool,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// How many sessions are placed.
    pub placed: usize,
    /// The sessions that are not placed.
    pub unplaced: &'a [Unplaced],
    /// What those amount to, in attendee-minutes.
    pub unplaced_minutes: i64,
    /// Hard rules broken, a place each.
    pub violations: &'a [Violation],
    /// From the id of every rule that is not off to what it costs, in hundredths of a discomfort-minute. The costs add
    /// up to `cost`.
    pub by_rule: ByRule<'a>,
    /// How each region fares, the one with the most night hours a head first.
    pub regions: &'a [RegionSummary],
    /// People who are charged for anything or meet at night, the worst-off first.
    pub people: &'a [PersonSummary],
    /// Each day's hours.
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

/// In the schema of a command that prints one of several documents: no two of them have the same form.
pub fn one_of(schema: &mut Schema) {
    if let Some(forms) = schema.remove("anyOf") {
        schema.insert("oneOf".to_owned(), forms);
    }
}
