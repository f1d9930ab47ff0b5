//! Times as written: periods, availability, comfort, days off, wishes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::{At, Exact};

/// A date and time in the zone that applies (`2020-11-02T09:00`), or with an offset from UTC
/// (`2020-11-02T09:00+01:00`, `2020-11-02T08:00Z`).
pub type Moment = At<String>;

/// A period from `from` up to, but not including, `until`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalWindow {
    /// The begin: a date and time in the event's zone (`2020-11-02T09:00`), or with an offset from UTC
    /// (`2020-11-02T09:00+01:00`).
    pub from: Moment,
    /// The end, in the same form. It is no longer part of the period.
    pub until: Moment,
}

/// When a person is available or away: the same times on several days, or one period between two dates with times.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// The dates, in the person's zone: `2020-11-02`. Missing: all days.
    pub days: Option<Vec<At<String>>>,
    /// The begin: a time of day (`09:00`), or a date and time (`2020-11-02T09:00`), in the person's zone. Default:
    /// `00:00`.
    pub from: Option<At<String>>,
    /// The end: a time of day (`21:00`; if it is earlier than `from`, it is on the next day), or a date and time.
    /// Default: `24:00`.
    pub until: Option<At<String>>,
}

/// A part of the local day, and how uncomfortable it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comfort {
    /// The local time of day at which it begins: `22:00`.
    pub from: At<String>,
    /// The local time of day at which it ends. If it is earlier than `from`, it is on the next day.
    pub until: At<String>,
    /// The discomfort of each minute in per cent: 0 (good) to 100 (the worst hour of the night).
    #[schemars(range(min = 0, max = 100))]
    pub discomfort: At<i64>,
}

/// Local dates and weekdays on which each minute is more uncomfortable.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DaysOff {
    /// Weekdays: `saturday` or `sat`. Missing: none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<At<String>>,
    /// Dates: `2020-11-11`. Missing: none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<At<String>>,
    /// The discomfort in per cent, 0 to 100, that is added to each minute of these days. The sum is at most 100.
    #[schemars(range(min = 0, max = 100))]
    pub surcharge: At<i64>,
}

/// A time, or rooms, or both together, that a session should avoid.
#[skip_serializing_none]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    /// The begin of the time: a date and time in the event's zone, or with an offset from UTC; or a time of day
    /// (`12:00`), which then means each day. Give both `from` and `until`, or neither. Missing: at any time.
    pub from: Option<Moment>,
    /// The end of the time, in the same form. A time of day that is earlier than `from` is on the next day.
    pub until: Option<Moment>,
    /// The ids of the rooms. Missing: all rooms.
    pub rooms: Option<Vec<At<String>>>,
    /// The discomfort of each minute there, for each person who attends, in per cent: 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub discomfort: At<i64>,
}

/// A share, weight or factor, with its position.
pub(crate) type Number = At<Exact>;
