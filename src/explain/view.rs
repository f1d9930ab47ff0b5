//! What an explanation consists of: rules' ids, plain texts and integers, ready to be printed or written as JSON.
//!
//! Costs are hundredths of a discomfort-minute. Times are already civil: `start` in RFC 3339, `when` as people say it.
//! The comments of what is written as JSON are its schema's descriptions.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

pub use crate::check::Violated;
use crate::domain::RuleId;
pub use crate::rules::Reason;

/// A schedule at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// No hard rule is broken.
    pub valid: bool,
    /// Sessions of the conference.
    pub sessions: usize,
    /// Sessions that have a place.
    pub placed: usize,
    /// Hard rules broken.
    pub violations: Vec<Violation>,
    /// Sessions without a place.
    pub unplaced: Vec<Unplaced>,
    /// What they amount to, in attendee-minutes.
    pub unplaced_minutes: i64,
    /// The soft cost.
    pub cost: i64,
    /// The cost of every rule that is not off, in the order of the rules' table.
    pub by_rule: Vec<RuleCost>,
    /// The rules that have a weight and cost nothing here.
    pub costless: Vec<RuleId>,
    /// How each region fares, the one with the most night hours a head first.
    pub regions: Vec<RegionSummary>,
    /// People who are charged for anything or meet at night, the worst-off first.
    pub people: Vec<PersonSummary>,
    /// Each day's hours.
    pub days: Vec<DaySummary>,
}

impl Overview {
    /// Every session is placed.
    pub fn is_complete(&self) -> bool {
        self.unplaced.is_empty()
    }

    /// No hard rule is broken, and every session is placed.
    pub fn is_feasible(&self) -> bool {
        self.valid && self.is_complete()
    }
}

/// A hard rule broken in one place.
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
    /// Why, in sentences; empty where nobody looked.
    pub reasons: Vec<String>,
}

/// What a rule costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleCost {
    /// The rule's id.
    pub rule: RuleId,
    /// The cost, or the difference of two, in hundredths of a discomfort-minute.
    pub cost: i64,
}

/// Costs as one object: from a rule's id to what it costs, in the order of the rules' table.
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

/// How a region of the world fares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegionSummary {
    /// Its name.
    pub name: String,
    /// Attendee-minutes in all.
    pub minutes: i64,
    /// Attendee-minutes between 23:00 and 06:00 local time.
    pub night_minutes: i64,
    /// Attendee-minutes in comfortable hours.
    pub comfortable_minutes: i64,
    /// Its discomfort, in hundredths of a discomfort-minute.
    pub discomfort: i64,
}

/// How one person fares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonSummary {
    /// Their id.
    pub id: String,
    /// Their name, or the id.
    pub name: String,
    /// Their zone, by its IANA name or as an offset; empty while to be confirmed.
    pub zone: String,
    /// Sessions that need them live and have a place.
    pub sessions: usize,
    /// Their minutes in all.
    pub minutes: i64,
    /// Of these, between 23:00 and 06:00 local time.
    pub night_minutes: i64,
    /// Their own discomfort, in hundredths of a discomfort-minute.
    pub discomfort: i64,
    /// What the rules charge on their account, in hundredths of a discomfort-minute.
    pub by_rule: Vec<RuleCost>,
}

impl PersonSummary {
    /// The sum of what the rules charge.
    pub fn cost(&self) -> i64 {
        self.by_rule.iter().fold(0, |sum, rule| sum.saturating_add(rule.cost))
    }
}

/// A day's hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DaySummary {
    /// The date in the event's zone: `2020-11-02`.
    #[schemars(extend("format" = "date"))]
    pub date: String,
    /// As people say it: `Mon 2 Nov 2020`.
    pub when: String,
    /// The phase's id.
    pub phase: String,
    /// First start, RFC 3339 with the event's offset; `null` where nothing is held.
    #[schemars(extend("format" = "date-time"))]
    pub from: Option<String>,
    /// Last end, RFC 3339 with the event's offset; `null` where nothing is held.
    #[schemars(extend("format" = "date-time"))]
    pub until: Option<String>,
    /// Both as people say them, by the event's clock: `06:00-18:50`.
    pub hours: String,
    /// Elapsed minutes between them.
    pub minutes: i64,
    /// Sessions that start in it.
    pub sessions: usize,
}

/// Where a session is or could be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Spot {
    /// The start, RFC 3339 with the event's offset.
    #[schemars(extend("format" = "date-time"))]
    pub start: String,
    /// As people say it, by the event's clock: `Mon 2 Nov 2020 08:30`.
    pub when: String,
    /// The room's id; `null` where the schedule does not say.
    pub room: Option<String>,
}

/// Why a session is where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionExplanation {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its length in minutes.
    pub minutes: i64,
    /// How many attend.
    pub attendance: i64,
    /// Where it is; `null` where it has no place.
    pub spot: Option<Spot>,
    /// What it adds to the cost here, by rule: the cost with it less the cost without it, in hundredths of a
    /// discomfort-minute.
    pub adds: Vec<RuleCost>,
    /// The items of that cost that it shares with another session, or that are one person's.
    pub shared: Vec<Shared>,
    /// Hard rules it breaks here.
    pub violations: Vec<Violation>,
    /// Why it has no place, if it has none.
    pub reasons: Vec<String>,
    /// Starts there are, before any rule.
    pub starts: usize,
    /// Starts that remain when every rule that concerns the session alone has spoken.
    pub possible: usize,
    /// How many starts each rule forbids.
    pub forbidden: Vec<Forbidden>,
    /// The best other places, cheapest first.
    pub alternatives: Vec<Alternative>,
}

/// A cost a session has together with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shared {
    /// The rule's id.
    pub rule: RuleId,
    /// The cost of the whole item, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// Ids of the other sessions.
    pub with: Vec<String>,
    /// The person's id; `null` if it is not one person's.
    pub person: Option<String>,
}

/// How many of a session's starts a rule forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Forbidden {
    /// The rule's id.
    pub rule: Reason,
    /// Starts it forbids.
    pub starts: usize,
}

/// Another place for a session, and what would change if it moved there and nothing else moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Alternative {
    /// The place.
    pub spot: Spot,
    /// How the cost would change, in hundredths of a discomfort-minute; below 0 where it would fall.
    pub difference: i64,
    /// The rules whose cost would change, and by how much, the largest change first.
    pub by_rule: Vec<RuleCost>,
    /// Hard rules that would be broken and are not now.
    pub broken: Vec<Violation>,
    /// Other sessions would have to change rooms to make room.
    pub shuffles_rooms: bool,
}

/// Why a session is not at a certain place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WhyNot {
    /// The session's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it is now; `null` where it has no place.
    pub now: Option<Spot>,
    /// What would change.
    pub there: Alternative,
    /// Something to know about the place itself: off the grid, outside every day.
    pub remarks: Vec<String>,
}
