//! The instance as written: the event with its rooms, services, phases, tracks, relations and interests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::time::Number;
use super::{At, Audience, Comfort, Extra, LocalWindow, Pairs, Person, RuleValue, Selector, Session, Type, Wish};

/// A programme file, `plenary/1`: an event, its sessions and people, and the rules for its timetable.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    /// The format of this file: always `plenary/1`.
    #[schemars(extend("const" = "plenary/1"))]
    pub format: At<String>,
    /// The id of the event, made once and never changed: calendars and earlier releases recognise the event by it, also
    /// when its name is corrected. Each edition has its own. Missing: made from the name and the year of the first day.
    pub id: Option<At<String>>,
    /// The name of the event. Missing: publications have the heading `Programme`. The id of the event is then made from
    /// the name `Conference`, and calendars keep it when the event gets a name.
    pub name: Option<String>,
    /// The time zone of the event: an IANA name (`Europe/Berlin`) or an offset from UTC (`+05:30`). Local times in this
    /// file are in this zone, except those of people and audiences. Default: `UTC`.
    pub time_zone: Option<At<String>>,
    /// Sessions start at multiples of this, in minutes; fixed starts and slots may differ. Default: 10.
    #[schemars(range(min = 1, max = 1440))]
    pub grid_minutes: Option<At<i64>>,
    /// Minutes that a room stays occupied after each session. Default: 0.
    #[schemars(range(min = 0, max = 1440))]
    pub turnaround_minutes: Option<At<i64>>,
    /// Minutes that a person needs between two sessions. Default: 0.
    #[schemars(range(min = 0, max = 1440))]
    pub person_gap_minutes: Option<At<i64>>,
    /// How uncomfortable each local time of day is. Entries replace the built-in values; later entries replace earlier
    /// ones. Missing: the built-in values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comfort: Vec<At<Comfort>>,
    /// The rooms, or the streams of an online event: each holds one session at a time. Missing: one room, `room-1`.
    pub rooms: Option<At<Vec<At<Room>>>>,
    /// The services that sessions need and that have a limited number of teams, for example interpretation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<At<Service>>,
    /// Further roles, or other weights for the built-in roles speaker (25), moderator (25) and rapporteur (10).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<At<Role>>,
    /// The phases of the event: groups of days with the same hours. At least one phase has a day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phases: Vec<At<Phase>>,
    /// The types of sessions, with default values for the sessions of each type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<At<Type>>,
    /// The tracks: themes that sessions belong to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<At<Track>>,
    /// The audiences: groups of participants and where they live.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<At<Audience>>,
    /// The people without whom sessions cannot take place: speakers, moderators, rapporteurs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<At<Person>>,
    /// The sessions of the programme.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<At<Session>>,
    /// Relations between sessions: gaps, days, rooms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<At<Relation>>,
    /// Pairs of sessions that the same people want to attend. The numbers of repeated pairs are added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interest: Vec<At<Interest>>,
    /// The settings of rules, by rule id. A rule that is missing here has its default setting.
    #[serde(default, skip_serializing_if = "Pairs::is_empty")]
    pub rules: Pairs<RuleValue>,
    /// Other data: kept in the file, not read.
    pub extra: Option<Extra>,
}

/// A room, or one of the parallel streams of an online event.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// The id of the room.
    pub id: At<String>,
    /// The name of the room. Missing: the id.
    pub name: Option<String>,
    /// The number of people who fit. Missing: no limit.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub capacity: Option<At<i64>>,
    /// When no session can take place in this room. Missing: always open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<At<LocalWindow>>,
    /// Where people join the sessions in this room that have no `link` of their own: an address with http or https.
    /// Public exports leave it out unless asked. Missing: none.
    pub link: Option<At<String>>,
    /// Other data: kept in the file, not read.
    pub extra: Option<Extra>,
}

/// A service that sessions need, with a limited number of teams.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The id of the service.
    pub id: At<String>,
    /// The number of sessions that it can serve at the same time. Default: 1.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub teams: Option<At<i64>>,
    /// The ids of the rooms where it is available. Missing: all rooms.
    pub rooms: Option<Vec<At<String>>>,
    /// True if it serves any number of sessions at the same time, because it is a part of its rooms: a piano, a stage.
    /// Then it has no `teams`. Default: false.
    pub unlimited: Option<At<bool>>,
    /// The minutes that all teams together can serve on one day. Missing: no limit.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub minutes_per_day: Option<At<i64>>,
    /// Other data: kept in the file, not read.
    pub extra: Option<Extra>,
}

/// A role that people have in sessions.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The id of the role.
    pub id: At<String>,
    /// The weight of a person in this role: their discomfort counts as that of this number of attendees. Default: 1.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub weight: Option<Number>,
}

/// A phase: days with the same hours and the same session types.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// The id of the phase.
    pub id: At<String>,
    /// The name of the phase. Missing: the id.
    pub name: Option<String>,
    /// The dates of the phase, in the event's zone: `2020-11-02`.
    pub days: Vec<At<String>>,
    /// The ids of the session types that take place in this phase. Missing: all types.
    pub session_types: Option<Vec<At<String>>>,
    /// When the days begin and end, and how long they may be. Missing: from `00:00` to `24:00`.
    pub hours: Option<At<Hours>>,
    /// Common slots. If there are any, each session starts at the begin of a slot and ends inside it. Missing: sessions
    /// start anywhere on the grid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<At<Slot>>,
    /// Other data: kept in the file, not read.
    pub extra: Option<Extra>,
}

/// The hours of the days of a phase.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// The time of day before which no session starts, in the event's zone. Default: `00:00`.
    pub earliest: Option<At<String>>,
    /// The time of day after which no session ends, in the event's zone; `26:00` is 02:00 on the next day. Default:
    /// `24:00`.
    pub latest: Option<At<String>>,
    /// The most minutes from the first start to the last end of a day. Missing: no limit.
    #[schemars(range(min = 1, max = 10_000))]
    pub longest_day_minutes: Option<At<i64>>,
    /// Days with other hours than the rest of the phase.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<At<DayHours>>,
}

/// The hours of one day that differ from those of its phase.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DayHours {
    /// The date, one of the phase's days: `2020-11-02`.
    pub day: At<String>,
    /// The time of day before which no session starts. Missing: as on the other days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<At<String>>,
    /// The time of day after which no session ends; `26:00` is 02:00 on the next day. Missing: as on the other days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<At<String>>,
}

/// A common slot: a period in which sessions take place, on the days of a phase.
#[skip_serializing_none]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The time of day at which the slot begins, in the event's zone: `09:00`.
    pub from: At<String>,
    /// The time of day at which the slot ends; `25:30` is 01:30 on the next day.
    pub until: At<String>,
    /// The dates on which there is this slot. Missing: all days of the phase.
    pub days: Option<Vec<At<String>>>,
    /// The ids of the rooms that have this slot. Missing: all rooms.
    pub rooms: Option<Vec<At<String>>>,
}

/// A track: a theme that sessions belong to.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// The id of the track.
    pub id: At<String>,
    /// The name of the track. Missing: the id.
    pub name: Option<String>,
    /// Times and rooms that its sessions should avoid, in addition to their own wishes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<At<Wish>>,
    /// Other data: kept in the file, not read.
    pub extra: Option<Extra>,
}

/// A relation between sessions.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    /// The kind of relation. Between neighbours of the list: `gap`, the gap from each session to the next;
    /// `directly-after`, each directly after the one before in the same room. Between all pairs of the list: `days`, the
    /// difference in days of any two; `same-day`, all on one day; `different-days`, each on another day; `apart-by`, at
    /// least `minutes` between any two.
    pub kind: At<String>,
    /// `gap`: the least minutes between the sessions. `days`: the least difference in days. Default: 0.
    pub least: Option<At<i64>>,
    /// `gap`: the most minutes between the sessions. `days`: the greatest difference in days. Missing: no limit.
    pub most: Option<At<i64>>,
    /// `gap` only: true if the later session in the list may also come first. Default: false.
    pub either_order: Option<At<bool>>,
    /// `gap` only: true if the sessions must be in the same room. Default: false.
    pub same_room: Option<At<bool>>,
    /// `apart-by` only, and required there: the least minutes between the sessions, in any order.
    pub minutes: Option<At<i64>>,
    /// The sessions, at least two, in order. For days between neighbours of more than two sessions, write a relation
    /// for each two.
    pub sessions: At<Vec<At<Selector>>>,
    /// Makes the relation soft: breaking it costs this weight times the smallest attendance times the shortest length.
    /// Missing: the relation is hard, no timetable may break it.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub weight: Option<Number>,
}

/// People who want to attend both of two sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interest {
    /// The two sessions.
    pub sessions: At<Vec<At<Selector>>>,
    /// The number of people who want to attend both.
    #[schemars(range(min = 0, max = 10_000_000))]
    pub people: Number,
}
