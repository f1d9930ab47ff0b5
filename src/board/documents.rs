//! The documents of the board. Times are minutes since 1970 in UTC, costs hundredths of a discomfort-minute.

use serde::{Deserialize, Serialize};

use crate::app::Failure;
use crate::domain::Lock;

/// The whole timetable with its figures.
#[derive(Debug, Serialize)]
pub(super) struct State {
    pub event: String,
    pub zone: String,
    pub programme: String,
    pub schedule: String,
    /// Grows with every change, also with those that something else makes.
    pub revision: u64,
    pub can_edit: bool,
    pub grid_minutes: i64,
    pub days: Vec<Day>,
    pub rooms: Vec<Room>,
    pub tracks: Vec<Named>,
    pub types: Vec<String>,
    pub people: Vec<Person>,
    pub regions: Vec<Region>,
    pub night: Night,
    pub sessions: Vec<Session>,
    pub cost: i64,
    pub bound: Option<i64>,
    /// In per cent of the cost.
    pub gap: Option<f64>,
    pub feasible: bool,
    pub valid: bool,
    pub unplaced_minutes: i64,
    pub by_rule: Vec<RuleCost>,
    pub violations: Vec<Violation>,
    pub worst_regions: Vec<WorstRegion>,
    pub worst_people: Vec<WorstPerson>,
    /// What would be taken back next, in words.
    pub undo: Option<String>,
    /// What would be made again next, in words.
    pub redo: Option<String>,
    /// Why the timetable cannot be changed at this moment: something else left a file that cannot be read.
    pub trouble: Option<Failure>,
}

/// A day, and the earliest start and the latest end that it allows.
#[derive(Debug, Serialize)]
pub(super) struct Day {
    pub date: String,
    pub label: String,
    pub phase: String,
    pub open: i64,
    pub close: i64,
}

#[derive(Debug, Serialize)]
pub(super) struct Room {
    pub id: String,
    pub name: String,
    pub capacity: Option<i64>,
}

#[derive(Debug, Serialize)]
pub(super) struct Named {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Person {
    pub id: String,
    pub name: String,
    pub zone: Option<String>,
}

/// A region, with the time zone in which most of its people are.
#[derive(Debug, Serialize)]
pub(super) struct Region {
    pub name: String,
    pub zone: String,
    /// Its people.
    pub size: f64,
}

/// The night, in minutes after local midnight.
#[derive(Debug, Serialize)]
pub(super) struct Night {
    pub from: u32,
    pub to: u32,
}

#[derive(Debug, Serialize)]
pub(super) struct Session {
    pub id: String,
    pub title: String,
    pub minutes: i64,
    #[serde(rename = "type")]
    pub session_type: String,
    pub tracks: Vec<String>,
    pub people: Vec<String>,
    /// Positions of the regions that attend it.
    pub regions: Vec<usize>,
    pub attendance: i64,
    pub lock: Option<Lock>,
    /// Whether the request in the schedule file keeps (part of) its place.
    pub locked_by_request: bool,
    pub note: Option<String>,
    pub start: Option<i64>,
    pub room: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct RuleCost {
    pub rule: String,
    pub text: String,
    pub cost: i64,
}

#[derive(Debug, Serialize)]
pub(super) struct Violation {
    pub rule: String,
    pub text: String,
    pub sessions: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct WorstRegion {
    pub name: String,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct WorstPerson {
    pub id: String,
    pub name: String,
    pub text: String,
}

/// The prices of all places of one session.
#[derive(Debug, Serialize)]
pub(super) struct Prices {
    pub revision: u64,
    pub session: String,
    /// Whether each price is what `check` would find.
    pub exact: bool,
    pub places: Vec<Place>,
    /// The sessions it can swap places with.
    pub swaps: Vec<Swap>,
}

#[derive(Debug, Serialize)]
pub(super) struct Swap {
    pub session: String,
    pub difference: i64,
}

#[derive(Debug, Serialize)]
pub(super) struct Place {
    pub start: i64,
    pub room: String,
    /// `null` if a hard rule forbids the place.
    pub difference: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
}

/// What a change does.
#[derive(Debug, Serialize)]
pub(super) struct Effect {
    pub revision: u64,
    pub allowed: bool,
    pub cost: i64,
    pub difference: i64,
    pub by_rule: Vec<RuleCost>,
    pub broken: Vec<Violation>,
    pub locked: Vec<String>,
    pub request_locks: Vec<String>,
    /// Those that lose most first.
    pub regions: Vec<RegionCost>,
    pub woken: Vec<Woken>,
    pub remarks: Vec<String>,
    pub nearby: Vec<Nearby>,
    pub text: Vec<String>,
}

/// The change of a region's discomfort.
#[derive(Debug, Serialize)]
pub(super) struct RegionCost {
    pub name: String,
    pub difference: i64,
}

#[derive(Debug, Serialize)]
pub(super) struct Woken {
    pub who: String,
    pub when: String,
    pub minutes: i64,
}

#[derive(Debug, Serialize)]
pub(super) struct Nearby {
    pub start: i64,
    pub room: Option<String>,
    /// The session to swap with.
    pub with: Option<String>,
    pub difference: i64,
}

/// A change that was made.
#[derive(Debug, Serialize)]
pub(super) struct Changed {
    /// Its number in the journal; `null` if there was nothing to change.
    pub change: Option<u64>,
    pub effect: Effect,
    pub state: State,
}

/// A change that was taken back or made again.
#[derive(Debug, Serialize)]
pub(super) struct Stepped {
    pub change: Option<u64>,
    pub text: Option<String>,
    pub state: State,
}

#[derive(Debug, Serialize)]
pub(super) struct History {
    pub changes: Vec<Change>,
}

#[derive(Debug, Serialize)]
pub(super) struct Change {
    pub number: u64,
    pub at: String,
    pub text: String,
    pub difference: i64,
    pub action: crate::report::history::Action,
    /// Whether it was taken back, and not made again.
    pub undone: bool,
}

/// Sentences.
#[derive(Debug, Serialize)]
pub(super) struct Lines {
    pub lines: Vec<String>,
}

/// A change of one session that somebody asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Wanted {
    /// The revision that they saw.
    pub revision: Option<u64>,
    pub session: String,
    pub start: Option<i64>,
    pub room: Option<String>,
    /// Swap places with this session.
    pub swap: Option<String>,
    pub unplace: bool,
    /// The new lock; `null` for none, and missing for the same as before.
    #[serde(deserialize_with = "given")]
    pub lock: Option<Option<Lock>>,
    /// Make the change whatever it breaks.
    pub force: bool,
}

/// A member that is given, also if it is `null`.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Lock>>, D::Error> {
    Option::<Lock>::deserialize(deserializer).map(Some)
}

/// Proposals of a job to accept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepted {
    /// The revision that they saw.
    pub revision: u64,
    pub job: u64,
    /// Positions of the proposals.
    pub proposals: Vec<usize>,
    /// Make the change whatever it breaks.
    #[serde(default)]
    pub force: bool,
}

/// A note to set; `null` removes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Noted {
    /// The revision that they saw.
    pub revision: u64,
    pub session: String,
    pub note: Option<String>,
    /// Change the file although it is a published release.
    #[serde(default)]
    pub force: bool,
}

/// A step back or forward.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    /// The revision that they saw.
    pub revision: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_null_is_not_a_lock_that_is_missing() {
        let lock = |text: &str| serde_json::from_str::<Wanted>(text).unwrap().lock;
        assert_eq!(lock(r#"{"session":"a"}"#), None);
        assert_eq!(lock(r#"{"session":"a","lock":null}"#), Some(None));
        assert_eq!(lock(r#"{"session":"a","lock":"day"}"#), Some(Some(Lock::Day)));
        assert!(serde_json::from_str::<Wanted>(r#"{"session":"a","lok":"day"}"#).is_err());
    }
}
