//! Times as written: windows, stretches of days, comfort, days off, wishes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::{At, Exact};

/// A date-time in the zone that applies (`2020-11-02T09:00`), or an instant with its offset
/// (`2020-11-02T09:00+01:00`, `2020-11-02T08:00Z`).
pub type Moment = At<String>;

/// A window of time, half-open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalWindow {
    /// Begin: a local date-time, or an instant with its offset.
    pub from: Moment,
    /// End, no longer inside.
    pub until: Moment,
}

/// When a person can or cannot come: daily times on given days (by default all), or one window.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// Civil dates in the person's zone; all, if left out.
    pub days: Option<Vec<At<String>>>,
    /// A time of day (`09:00`, by default `00:00`), or a date-time.
    pub from: Option<At<String>>,
    /// A time of day (`21:00`, by default `24:00`; earlier than `from`: on the next day), or a date-time.
    pub until: Option<At<String>>,
}

/// A part of the local day and how uncomfortable it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comfort {
    /// Time of day at which it begins: `22:00`.
    pub from: At<String>,
    /// Time of day at which it ends; earlier than `from`: on the next day.
    pub until: At<String>,
    /// 0 (fine) to 100 (the worst hour of the night).
    #[schemars(range(min = 0, max = 100))]
    pub discomfort: At<i64>,
}

/// Local dates that cost extra.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysOff {
    /// Weekdays: `saturday` or `sat`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<At<String>>,
    /// Dates: `2020-11-11`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<At<String>>,
    /// Added to the discomfort of each minute, 0 to 100; the sum is capped at 100.
    #[schemars(range(min = 0, max = 100))]
    pub surcharge: At<i64>,
}

/// A time or a room that a session would rather avoid.
#[skip_serializing_none]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// Begin of the time; with `until`, or neither.
    pub from: Option<Moment>,
    /// End of the time.
    pub until: Option<Moment>,
    /// Ids of the rooms; all, if left out.
    pub rooms: Option<Vec<At<String>>>,
    /// Discomfort of each minute there for everybody who attends, 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub discomfort: At<i64>,
}

/// A share, weight or multiplier at its place.
pub(crate) type Number = At<Exact>;
