//! Schedules as written, `plenary-schedule/1`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::{At, Pairs, Release};
use crate::domain::Lock;

/// What `format` says in a schedule.
pub const SCHEDULE_FORMAT: &str = "plenary-schedule/1";

/// A timetable, `plenary-schedule/1`. A hand-made one needs only `format` and `sessions`.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// `plenary-schedule/1`
    #[schemars(extend("const" = "plenary-schedule/1"))]
    pub format: At<String>,
    /// The event's name.
    pub name: Option<String>,
    /// How the solving ended, in words.
    pub status: Option<String>,
    /// The instance it was made for.
    pub instance: Option<MadeFor>,
    /// What was asked of it beyond the programme; missing where nothing was. A check needs it.
    pub request: Option<Request>,
    /// As what it was released; missing in a timetable that never was.
    pub release: Option<Release>,
    /// Whether no hard rule is broken; sessions may be unplaced.
    pub valid: Option<bool>,
    /// Whether every session is placed.
    pub complete: Option<bool>,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: Option<i64>,
    /// Attendee-minutes of the sessions without a placement.
    pub unplaced_minutes: Option<i64>,
    /// No feasible timetable costs less, in hundredths of a discomfort-minute; `null` if nothing is proven.
    #[serde(default)]
    #[serialize_always]
    pub bound: Option<i64>,
    /// The sum of each session's cheapest start, in hundredths of a discomfort-minute.
    pub base: Option<i64>,
    /// How far the cost can be above the best possible, as a fraction of it.
    #[serde(default)]
    #[serialize_always]
    pub gap: Option<f64>,
    /// The same, as a fraction of what the cost is above `base`.
    #[serde(default)]
    #[serialize_always]
    pub avoidable_gap: Option<f64>,
    /// What proves it optimal, where it is.
    #[serde(default)]
    #[serialize_always]
    pub proof: Option<Proof>,
    /// The cost of every rule that is not off, in hundredths of a discomfort-minute.
    pub by_rule: Option<Pairs<i64>>,
    /// How it was made.
    pub solver: Option<Made>,
    /// The hours of each day.
    pub days: Option<Vec<Day>>,
    /// The placements.
    pub sessions: Vec<At<ScheduledSession>>,
    /// Sessions without a placement, and why.
    pub unplaced: Option<Vec<Unplaced>>,
    /// The proof of the bound, `plenary-certificate/1`; `null` if there is none.
    #[serde(default)]
    #[serialize_always]
    pub certificate: Option<serde_json::Value>,
}

/// What was asked of a timetable beyond the programme.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The earlier timetable that the rule `stay` counts against; missing where nothing counts against one.
    pub earlier: Option<Vec<At<Placed>>>,
    /// A session in another room than in the earlier timetable counts as moved.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub count_room_changes: bool,
    /// Sessions that were to stay, and how far. One with several locks is listed several times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<At<Kept>>,
    /// No session that does not keep its start and room may start before: RFC 3339 with an offset, or a date-time in
    /// the event's zone.
    pub not_before: Option<At<String>>,
}

/// Where a session was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// The session's id.
    pub session: At<String>,
    /// RFC 3339 with an offset, or a date-time in the event's zone.
    pub start: At<String>,
    /// The room's id; missing or `null`: not said.
    #[serde(default)]
    pub room: Option<At<String>>,
}

/// A session that was to stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The session's id.
    pub session: At<String>,
    /// Its start: RFC 3339 with an offset, or a date-time in the event's zone.
    pub start: At<String>,
    /// The room's id; missing or `null`: not said.
    #[serde(default)]
    pub room: Option<At<String>>,
    /// How much of this place it was to keep.
    pub lock: Lock,
}

/// The instance a schedule was made for.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeFor {
    /// Its name.
    pub name: Option<String>,
    /// SHA-256 of the canonical instance, lower-case hex.
    pub digest: At<String>,
}

/// What proves a schedule optimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// The certificate's bound equals the cost.
    Certificate,
    /// An exact solver's bound does, to its tolerance.
    Solver,
}

/// How a schedule was made: with the same, the program makes the same again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// The seed of the random generator.
    pub seed: u64,
    /// Steps of each searcher.
    pub steps: u64,
    /// Logical searchers.
    pub searchers: u64,
    /// `search` or `exact`.
    pub method: String,
    /// `microlp` or `highs`.
    pub backend: String,
    /// The program's version.
    pub version: String,
    /// The version of the time zone database.
    pub tz_database: String,
}

/// A day's hours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// Its date.
    pub date: String,
    /// Its phase's id.
    pub phase: String,
    /// The first start, RFC 3339 with the event's offset.
    pub from: String,
    /// The last end.
    pub until: String,
    /// Elapsed minutes between.
    pub minutes: i64,
    /// How many sessions it has.
    pub sessions: u64,
}

/// A session's placement.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduledSession {
    /// The session's id.
    pub id: At<String>,
    /// Its title; not read.
    pub title: Option<String>,
    /// RFC 3339 with an offset, or a date-time in the event's zone; missing: unplaced.
    pub start: Option<At<String>>,
    /// Its end; not read.
    pub end: Option<String>,
    /// The room's id; missing or `null`: not said.
    #[serde(default)]
    #[serialize_always]
    pub room: Option<At<String>>,
    /// How much of its place a later `solve --from` keeps; missing: nothing.
    pub lock: Option<Lock>,
    /// What the secretariat calls its state: `confirmed`, say; for `solve --lock status=`.
    pub status: Option<String>,
    /// The revision of the release in which it last changed; missing: 0, as in the first.
    pub sequence: Option<u32>,
}

/// A session without a placement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unplaced {
    /// The session's id.
    pub id: String,
    /// Why, in words.
    pub reasons: Vec<String>,
}
