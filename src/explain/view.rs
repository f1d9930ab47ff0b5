//! The data of explanations: rule ids, texts and integers, ready to be printed or written as JSON.
//!
//! Costs are in hundredths of a discomfort-minute. Times are civil: `start` in RFC 3339, `when` as people write it. The
//! comments of serialized types are the descriptions in their JSON schemas.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

pub use crate::check::Violated;
use crate::domain::RuleId;
pub use crate::rules::Reason;

/// The summary of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// No hard rule is broken.
    pub valid: bool,
    /// Number of sessions of the conference.
    pub sessions: usize,
    /// Number of sessions that have a place.
    pub placed: usize,
    /// The broken hard rules.
    pub violations: Vec<Violation>,
    /// The sessions without a place.
    pub unplaced: Vec<Unplaced>,
    /// Their total size, in attendee-minutes.
    pub unplaced_minutes: i64,
    /// The soft cost.
    pub cost: i64,
    /// The cost of every rule that is not off, in the order of the rules' table.
    pub by_rule: Vec<RuleCost>,
    /// The rules that have a weight and cost nothing here.
    pub costless: Vec<RuleId>,
    /// The figures of each region, by descending share of night hours.
    pub regions: Vec<RegionSummary>,
    /// People with charges or night hours, the worst-off first.
    pub people: Vec<PersonSummary>,
    /// The hours of each day.
    pub days: Vec<DaySummary>,
}

impl Overview {
    /// Whether every session is placed.
    pub fn is_complete(&self) -> bool {
        self.unplaced.is_empty()
    }

    /// Whether no hard rule is broken and every session is placed.
    pub fn is_feasible(&self) -> bool {
        self.valid && self.is_complete()
    }
}

/// One violation of a hard rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Violation {
    /// The rule's id.
    pub rule: Violated,
    /// What is wrong, in words.
    pub message: String,
    /// Ids of the sessions concerned.
    pub sessions: Vec<String>,
    /// Ids of the people concerned.
    pub people: Vec<String>,
}

/// A session without a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unplaced {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The reasons, in sentences; empty if they were not computed.
    pub reasons: Vec<String>,
}

/// The cost of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleCost {
    /// The rule's id.
    pub rule: RuleId,
    /// The cost, or a difference of two costs, in hundredths of a discomfort-minute.
    pub cost: i64,
}

/// Costs as one object: from rule id to cost, in the order of the rules' table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByRule<'a>(pub &'a [RuleCost]);

impl Serialize for ByRule<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|rule| (rule.rule, rule.cost)))
    }
}

impl JsonSchema for ByRule<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ByRule".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<i64>() })
    }
}

/// The figures of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegionSummary {
    /// Its name.
    pub name: String,
    /// Total attendee-minutes.
    pub minutes: i64,
    /// Attendee-minutes between 23:00 and 06:00 local time.
    pub night_minutes: i64,
    /// Attendee-minutes in comfortable hours.
    pub comfortable_minutes: i64,
    /// Its discomfort, in hundredths of a discomfort-minute.
    pub discomfort: i64,
}

/// The figures of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonSummary {
    /// Their id.
    pub id: String,
    /// Their name, or the id.
    pub name: String,
    /// Their time zone, as an IANA name or an offset; empty if not known yet.
    pub zone: String,
    /// Number of placed sessions that need them live.
    pub sessions: usize,
    /// Their total minutes.
    pub minutes: i64,
    /// The minutes of these between 23:00 and 06:00 local time.
    pub night_minutes: i64,
    /// Their own discomfort, in hundredths of a discomfort-minute.
    pub discomfort: i64,
    /// The charges of the rules for this person, in hundredths of a discomfort-minute.
    pub by_rule: Vec<RuleCost>,
}

impl PersonSummary {
    /// The sum of the rules' charges.
    pub fn cost(&self) -> i64 {
        self.by_rule.iter().fold(0, |sum, rule| sum.saturating_add(rule.cost))
    }
}

/// The hours of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DaySummary {
    /// The date in the event's zone: `2020-11-02`.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// The date as people write it: `Mon 2 Nov 2020`.
    pub when: String,
    /// The phase's id.
    pub phase: String,
    /// First start, RFC 3339 with the event's offset; `null` if nothing is held.
    #[schemars(extend("format" = "date-time"))]
    pub from: Option<String>,
    /// Last end, RFC 3339 with the event's offset; `null` if nothing is held.
    #[schemars(extend("format" = "date-time"))]
    pub until: Option<String>,
    /// First start and last end in the event's time zone: `06:00-18:50`.
    pub hours: String,
    /// Minutes between them.
    pub minutes: i64,
    /// Number of sessions that start on this day.
    pub sessions: usize,
}

/// The place of a session: its start and room.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Spot {
    /// The start, RFC 3339 with the event's offset.
    #[schemars(extend("format" = "date-time"))]
    pub start: String,
    /// The start as people write it, in the event's time zone: `Mon 2 Nov 2020 08:30`.
    pub when: String,
    /// The room's id; `null` if the schedule does not give one.
    pub room: Option<String>,
}

/// The explanation of a session's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionExplanation {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its length in minutes.
    pub minutes: i64,
    /// Number of attendees.
    pub attendance: i64,
    /// Its place; `null` if it has none.
    pub spot: Option<Spot>,
    /// The cost that it adds here, by rule: the cost with it less the cost without it, in hundredths of a
    /// discomfort-minute.
    pub adds: Vec<RuleCost>,
    /// The items of that cost that it shares with another session or that belong to one person.
    pub shared: Vec<Shared>,
    /// The hard rules that it breaks here.
    pub violations: Vec<Violation>,
    /// The reasons why it has no place, if it has none.
    pub reasons: Vec<String>,
    /// Number of starts before any rule is applied.
    pub starts: usize,
    /// Number of starts that remain after all rules that concern this session alone.
    pub possible: usize,
    /// The number of starts that each rule forbids.
    pub forbidden: Vec<Forbidden>,
    /// The best other places, cheapest first.
    pub alternatives: Vec<Alternative>,
}

/// A cost that a session shares with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shared {
    /// The rule's id.
    pub rule: RuleId,
    /// The cost of the whole item, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// Ids of the other sessions.
    pub with: Vec<String>,
    /// The person's id; `null` if the cost does not belong to one person.
    pub person: Option<String>,
}

/// The number of a session's starts that a rule forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Forbidden {
    /// The rule's id.
    pub rule: Reason,
    /// Number of starts that it forbids.
    pub starts: usize,
}

/// Another place for a session, and the effect of moving there while nothing else moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alternative {
    /// The place.
    pub spot: Spot,
    /// The change of the cost, in hundredths of a discomfort-minute; below 0 if it falls.
    pub difference: i64,
    /// The rules whose cost would change, and the changes, the largest first.
    pub by_rule: Vec<RuleCost>,
    /// Hard rules that would be newly broken.
    pub broken: Vec<Violation>,
    /// Whether other sessions would have to change rooms to make space.
    pub shuffles_rooms: bool,
}

/// The effect of moving a session to a certain place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WhyNot {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its current place; `null` if it has none.
    pub now: Option<Spot>,
    /// The effect of the move.
    pub there: Alternative,
    /// Remarks about the place itself: off the grid, outside every day.
    pub remarks: Vec<String>,
}
