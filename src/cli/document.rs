//! What `--json` puts on standard output: a schedule at a glance, to which each command adds its own.

use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::explain::view::{ByRule, Day, Overview, Person, Region, Unplaced, Violation};

/// What every command about a whole schedule says of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Glance<'a> {
    /// No hard rule is broken, and every session has a place.
    pub valid: bool,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// How many sessions have a place.
    pub placed: usize,
    /// How many sessions have none.
    pub unplaced: usize,
    /// What those amount to, in attendee-minutes.
    pub unplaced_minutes: i64,
    /// The sessions without a place.
    pub left_out: &'a [Unplaced],
    /// Hard rules broken, a place each.
    pub violations: &'a [Violation],
    /// From the id of every rule that is not off to what it costs, in hundredths of a discomfort-minute. The costs add
    /// up to `cost`.
    pub by_rule: ByRule<'a>,
    /// How each region fares, the one with the most night hours a head first.
    pub regions: &'a [Region],
    /// People who are charged for anything or meet at night, the worst-off first.
    pub people: &'a [Person],
    /// Each day's hours.
    pub days: &'a [Day],
}

impl<'a> From<&'a Overview> for Glance<'a> {
    fn from(view: &'a Overview) -> Glance<'a> {
        Glance {
            valid: view.valid && view.unplaced.is_empty(),
            cost: view.cost,
            placed: view.placed,
            unplaced: view.unplaced.len(),
            unplaced_minutes: view.unplaced_minutes,
            left_out: &view.unplaced,
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
