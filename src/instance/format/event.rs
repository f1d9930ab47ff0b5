//! The instance as a whole as written: the event, its rooms, services, phases, relations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::time::Number;
use super::{At, Audience, Comfort, Extra, LocalWindow, Pairs, Person, RuleValue, Selector, Session, Type, Wish};

/// A conference programme to be scheduled, `plenary/1`.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    /// `plenary/1`
    #[schemars(extend("const" = "plenary/1"))]
    pub format: At<String>,
    /// The event's name.
    pub name: Option<String>,
    /// The event's zone: IANA name or offset. Default `UTC`.
    pub time_zone: Option<At<String>>,
    /// Free starts lie on multiples of this. Default 10.
    #[schemars(range(min = 1, max = 1440))]
    pub grid_minutes: Option<At<i64>>,
    /// Minutes a room stays taken after a session. Default 0.
    #[schemars(range(min = 0, max = 1440))]
    pub turnaround_minutes: Option<At<i64>>,
    /// Minutes a person needs between two sessions. Default 0.
    #[schemars(range(min = 0, max = 1440))]
    pub person_gap_minutes: Option<At<i64>>,
    /// Overrides of the built-in comfort curve; later entries win.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comfort: Vec<At<Comfort>>,
    /// Rooms: the streams that can run in parallel. Default: one, `room-1`.
    pub rooms: Option<At<Vec<At<Room>>>>,
    /// Services that come in few teams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<At<Service>>,
    /// Roles beside or instead of speaker (25), moderator (25) and rapporteur (10).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<At<Role>>,
    /// Blocks of days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<At<Phase>>,
    /// Kinds of sessions, with defaults for their sessions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<At<Type>>,
    /// Themes or streams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<At<Track>>,
    /// Groups of participants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<At<Audience>>,
    /// People whom sessions cannot run without.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<At<Person>>,
    /// The programme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<At<Session>>,
    /// Relations between sessions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<At<Relation>>,
    /// Pairs of sessions that the same people want; repeats add.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interest: Vec<At<Interest>>,
    /// Settings of rules, by their ids.
    #[serde(default, skip_serializing_if = "Pairs::is_empty")]
    pub rules: Pairs<RuleValue>,
    /// Kept and ignored.
    pub extra: Option<Extra>,
}

/// A room: one of the streams that run in parallel.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Its id.
    pub id: At<String>,
    /// Its name.
    pub name: Option<String>,
    /// How many people fit; no limit, if left out.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub capacity: Option<At<i64>>,
    /// When nothing can be held here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<At<LocalWindow>>,
    /// Kept and ignored.
    pub extra: Option<Extra>,
}

/// Something sessions need that comes in few teams.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its id.
    pub id: At<String>,
    /// How many sessions it can serve at once. Default 1.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub teams: Option<At<i64>>,
    /// Ids of the rooms where it is to be had; all, if left out.
    pub rooms: Option<Vec<At<String>>>,
    /// Minutes of sessions all teams together can serve in a day; no limit, if left out.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub minutes_per_day: Option<At<i64>>,
    /// Kept and ignored.
    pub extra: Option<Extra>,
}

/// A role people have in sessions.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its id.
    pub id: At<String>,
    /// How many attendees' discomfort somebody in it counts for. Default 1.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub weight: Option<Number>,
}

/// A block of days with its own hours and its own session types.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Its id.
    pub id: At<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its dates in the event's zone: `2020-11-02`.
    pub days: Vec<At<String>>,
    /// Ids of the types held in it; all, if left out.
    pub session_types: Option<Vec<At<String>>>,
    /// When its days may begin and end.
    pub hours: Option<At<Hours>>,
    /// Common slots: a session then starts with one and ends inside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<At<Slot>>,
    /// Kept and ignored.
    pub extra: Option<Extra>,
}

/// Limits of a phase's days.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// No session starts before. Default `00:00`.
    pub earliest: Option<At<String>>,
    /// No session ends after; may pass midnight (`26:00`). Default `24:00`.
    pub latest: Option<At<String>>,
    /// Longest time from a day's first start to its last end; no limit, if left out.
    #[schemars(range(min = 1, max = 10_000))]
    pub longest_day_minutes: Option<At<i64>>,
    /// Days that begin earlier or later, or end earlier or later, than the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<At<DayHours>>,
}

/// The hours of one day, where they are not those of its phase.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DayHours {
    /// The date, one of the phase's days: `2020-11-02`.
    pub day: At<String>,
    /// No session starts before; as on the other days, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<At<String>>,
    /// No session ends after; may pass midnight (`26:00`); as on the other days, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<At<String>>,
}

/// A common slot.
#[skip_serializing_none]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Time of day at which it begins.
    pub from: At<String>,
    /// Time of day at which it ends; may pass midnight (`25:30`).
    pub until: At<String>,
    /// The dates it applies to; all days of the phase, if left out.
    pub days: Option<Vec<At<String>>>,
    /// Ids of the rooms it applies to; all, if left out.
    pub rooms: Option<Vec<At<String>>>,
}

/// A theme or stream that sessions belong to.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Its id.
    pub id: At<String>,
    /// Its name.
    pub name: Option<String>,
    /// Times and rooms its sessions would rather avoid, beside their own wishes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<At<Wish>>,
    /// Kept and ignored.
    pub extra: Option<Extra>,
}

/// A relation between sessions.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// `gap`, `days`, `same-day`, `different-days`, `directly-after` or `apart-by`.
    pub kind: At<String>,
    /// At least: minutes (`gap`) or days (`days`). Default 0.
    pub least: Option<At<i64>>,
    /// At most: minutes (`gap`) or days (`days`).
    pub most: Option<At<i64>>,
    /// `gap` only: either session may come first. Default false.
    pub either_order: Option<At<bool>>,
    /// `gap` only: in the same room. Default false.
    pub same_room: Option<At<bool>>,
    /// `apart-by` only: minutes between, in either order.
    pub minutes: Option<At<i64>>,
    /// The sessions, in order.
    pub sessions: At<Vec<At<Selector>>>,
    /// Makes it soft, at this weight.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub weight: Option<Number>,
}

/// People who want both of two sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interest {
    /// The two sessions.
    pub sessions: At<Vec<At<Selector>>>,
    /// How many people want both.
    #[schemars(range(min = 0, max = 10_000_000))]
    pub people: Number,
}
