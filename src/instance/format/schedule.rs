//! Schedule files as written, `plenary-schedule/1`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::{At, Pairs, Release};
use crate::domain::Lock;

/// The value of `format` in a schedule file.
pub const SCHEDULE_FORMAT: &str = "plenary-schedule/1";

/// A schedule file, `plenary-schedule/1`: a timetable. A file that is written by hand needs only `format` and `sessions`;
/// all other members may be missing.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The format of this file: always `plenary-schedule/1`.
    #[schemars(extend("const" = "plenary-schedule/1"))]
    pub format: At<String>,
    /// The id of the event, as in the programme file. Missing: the programme file has none.
    pub id: Option<String>,
    /// The name of the event.
    pub name: Option<String>,
    /// How the search ended, in words.
    pub status: Option<String>,
    /// The programme file for which the timetable was made. Missing: unknown.
    pub instance: Option<InstanceReference>,
    /// What `solve` was asked to do beyond the programme file; `check` needs it. Missing: nothing.
    pub request: Option<Request>,
    /// The release of this timetable. Missing: it was not released.
    pub release: Option<Release>,
    /// True if the timetable breaks no hard rule. Sessions may be unplaced.
    pub valid: Option<bool>,
    /// True if all sessions are placed.
    pub complete: Option<bool>,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: Option<i64>,
    /// The length times the attendance of each unplaced session, added up, in attendee-minutes.
    pub unplaced_minutes: Option<i64>,
    /// The lower bound: no feasible timetable costs less, in hundredths of a discomfort-minute. `null`: no bound is
    /// proven.
    #[serde(default)]
    #[serialize_always]
    pub bound: Option<i64>,
    /// The sum of the cheapest start of each session, in hundredths of a discomfort-minute.
    pub base: Option<i64>,
    /// (cost - bound) / cost: the largest possible saving, as a fraction of the cost. `null`: no bound is proven.
    #[serde(default)]
    #[serialize_always]
    pub gap: Option<f64>,
    /// (cost - bound) / (cost - base): the same, as a fraction of the cost above `base`. `null`: no bound is proven.
    #[serde(default)]
    #[serialize_always]
    pub avoidable_gap: Option<f64>,
    /// What proves that the timetable is optimal. `null`: it is not proven to be optimal.
    #[serde(default)]
    #[serialize_always]
    pub proof: Option<Proof>,
    /// The cost of each rule that is not off, in hundredths of a discomfort-minute.
    pub by_rule: Option<Pairs<i64>>,
    /// How the timetable was made: with the same settings, the program makes the same timetable again.
    pub solver: Option<SolverSettings>,
    /// The time zone database, and the local times that it gave. Missing: unknown.
    pub time_zones: Option<TimeZones>,
    /// The first start and the last end of each day.
    pub days: Option<Vec<Day>>,
    /// The sessions with their starts and rooms.
    pub sessions: Vec<At<ScheduledSession>>,
    /// The unplaced sessions, with the reasons.
    pub unplaced: Option<Vec<Unplaced>>,
    /// The proof of the bound, in the format `plenary-certificate/1`. `null`: there is none.
    #[serde(default)]
    #[serialize_always]
    pub certificate: Option<serde_json::Value>,
}

/// What `solve` was asked to do beyond the programme file.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The earlier timetable: the rule `stay` charges for each session that moves away from it. Missing: there is none.
    pub earlier: Option<Vec<At<EarlierPlacement>>>,
    /// True if a session in another room than in the earlier timetable counts as moved. Default: false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub count_room_changes: bool,
    /// The locked sessions, and what each lock keeps. A session with several locks is listed several times.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<At<LockedSession>>,
    /// No session starts before this time, except sessions that keep their start and room. RFC 3339 with an offset from
    /// UTC, or a local date and time in the event's zone. Missing: no such limit.
    pub not_before: Option<At<String>>,
}

/// The place of a session in the earlier timetable.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierPlacement {
    /// The session's id.
    pub session: At<String>,
    /// Its start: RFC 3339 with an offset from UTC, or a local date and time in the event's zone.
    pub start: At<String>,
    /// The id of the room. Missing or `null`: unknown.
    #[serde(default)]
    pub room: Option<At<String>>,
}

/// A locked session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LockedSession {
    /// The session's id.
    pub session: At<String>,
    /// Its start: RFC 3339 with an offset from UTC, or a local date and time in the event's zone.
    pub start: At<String>,
    /// The id of the room. Missing or `null`: unknown.
    #[serde(default)]
    pub room: Option<At<String>>,
    /// What the session keeps: its start and room, or a part of them.
    pub lock: Lock,
}

/// The programme file for which a timetable was made.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InstanceReference {
    /// The name of the event.
    pub name: Option<String>,
    /// The SHA-256 digest of the programme file in its canonical form, in lower-case hex.
    pub digest: At<String>,
}

/// What proves that a timetable is optimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// The bound of the certificate equals the cost.
    Certificate,
    /// The bound of an exact solver equals the cost, within the tolerance of that solver.
    Solver,
}

/// How a timetable was made. With the same values, the program makes the same timetable again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SolverSettings {
    /// The seed of the random generator.
    pub seed: u64,
    /// The number of steps of each searcher.
    pub steps: u64,
    /// The number of searchers.
    pub searchers: u64,
    /// The method: `search` or `exact`.
    pub method: String,
    /// The solver for linear programs: `microlp` or `highs`.
    pub backend: String,
    /// The version of the program.
    pub version: String,
    /// The version of the time zone database.
    pub tz_database: String,
}

/// The local times of the event's time zones over its days, so that a change of the clock rules is noticed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeZones {
    /// The version of the time zone database.
    pub database: At<String>,
    /// The begin of the event's first day, in UTC: `2026-12-01T08:00Z`.
    pub from: At<String>,
    /// The end of its last day, in UTC.
    pub until: At<String>,
    /// The offset of each zone from UTC in that time, with its changes: `+01:00, +00:00 from 2026-09-20T02:00Z`.
    pub offsets: BTreeMap<String, At<String>>,
}

/// The hours of one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// The date, in the event's zone: `2020-11-02`.
    pub date: String,
    /// The id of the phase of this day.
    pub phase: String,
    /// The first start, in RFC 3339 with the event's offset from UTC.
    pub from: String,
    /// The last end, in RFC 3339 with the event's offset from UTC.
    pub until: String,
    /// The minutes from the first start to the last end.
    pub minutes: i64,
    /// The number of sessions on this day.
    pub sessions: u64,
}

/// A session with its start and room.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduledSession {
    /// The session's id.
    pub id: At<String>,
    /// Its title, for people. The program does not read it.
    pub title: Option<String>,
    /// Its start: RFC 3339 with an offset from UTC, or a local date and time in the event's zone. Missing: the session
    /// is unplaced.
    pub start: Option<At<String>>,
    /// Its end, for people. The program does not read it.
    pub end: Option<String>,
    /// The id of the room. Missing or `null`: unknown.
    #[serde(default)]
    #[serialize_always]
    pub room: Option<At<String>>,
    /// What a later `solve --from` keeps of its start and room. Missing: nothing.
    pub lock: Option<Lock>,
    /// The state that the secretariat gives the session, for example `confirmed`; used by `solve --lock status=`.
    /// Missing: none.
    pub status: Option<String>,
    /// A note of the organisers for themselves. No release and no export has it. Missing: none.
    pub note: Option<String>,
    /// The revision of the release in which the session last changed. Missing: 0, the first release.
    pub sequence: Option<u32>,
}

/// An unplaced session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unplaced {
    /// The session's id.
    pub id: String,
    /// The reasons, in words.
    pub reasons: Vec<String>,
}
