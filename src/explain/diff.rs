//! The changes between two versions of a timetable: what, for whom, and at what cost.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::affected::{Affected, PersonChange, RegionChange, affected, people, regions};
use super::times::spot;
use super::versions::{PlacedInVersion, SessionChangeKind, SessionInBoth, Version, pairs};
use super::view::Spot;
use crate::check::{Checker, Report};
use crate::domain::{Conference, RuleId};

/// The differences between two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diff {
    /// The event's current name.
    pub event: String,
    /// The event's time zone; times without a zone are in it.
    pub zone: String,
    /// Both versions belong to the same content of the programme file. If not, each cost is computed with its own file.
    pub same_instance: bool,
    /// The changed sessions, by time.
    pub changes: Vec<SessionChange>,
    /// Number of sessions that did not change.
    pub unchanged: usize,
    /// Number of people that the changed sessions need.
    pub people: usize,
    /// The cost of the old version, in hundredths of a discomfort-minute.
    pub old_cost: i64,
    /// The cost of the new version, in hundredths of a discomfort-minute.
    pub new_cost: i64,
    /// The cost of each rule that is not off in both versions, in the order of the rules' table.
    pub by_rule: Vec<RuleChange>,
}

/// The cost of a rule in both versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleChange {
    /// The rule's id.
    pub rule: RuleId,
    /// Its cost in the old version, in hundredths of a discomfort-minute.
    pub old: i64,
    /// Its cost in the new one, in hundredths of a discomfort-minute.
    pub new: i64,
}

/// The change of one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionChange {
    /// The kind of change.
    pub kind: SessionChangeKind,
    /// The session's id.
    pub id: String,
    /// Its current title.
    pub title: String,
    /// Its old title; `null` if it did not change.
    pub old_title: Option<String>,
    /// Its old place; `null` if it had none.
    pub old: Option<Spot>,
    /// Its new place; `null` if it has none.
    pub new: Option<Spot>,
    /// Its old length, in minutes; `null` if it had no place.
    pub old_minutes: Option<i64>,
    /// Its new length, in minutes; `null` if it has no place.
    pub new_minutes: Option<i64>,
    /// Ids of the people that it newly needs.
    pub joined: Vec<String>,
    /// Ids of the people that it no longer needs.
    pub left: Vec<String>,
    /// All people it needs live, in the old or the new version.
    pub people: Vec<PersonChange>,
    /// The regions that attend it.
    pub regions: Vec<RegionChange>,
}

/// Computes the differences. Each version comes with the checker's verdict on it.
pub fn diff(old: (Version<'_>, &Report), new: (Version<'_>, &Report)) -> Diff {
    let ((before, old_report), (after, new_report)) = (old, new);
    let mut contexts = (PreparedConference::new(before.conference), PreparedConference::new(after.conference));
    let pairs = pairs(before, after);
    let changed: Vec<&SessionInBoth<'_>> =
        pairs.iter().filter(|pair| pair.kind() != SessionChangeKind::Unchanged).collect();
    let changes: Vec<SessionChange> = changed.iter().map(|pair| change(pair, &mut contexts)).collect();
    let mut concerned: Vec<&str> = changes.iter().flat_map(|c| c.people.iter().map(|p| p.id.as_str())).collect();
    concerned.sort_unstable();
    concerned.dedup();
    Diff {
        event: after.conference.name.clone(),
        zone: after.conference.zone.name(),
        same_instance: before.conference.digest == after.conference.digest,
        unchanged: pairs.len() - changed.len(),
        people: concerned.len(),
        old_cost: old_report.cost,
        new_cost: new_report.cost,
        by_rule: by_rule(old_report, new_report),
        changes,
    }
}

fn by_rule(old: &Report, new: &Report) -> Vec<RuleChange> {
    let before: BTreeMap<RuleId, i64> = old.by_rule.iter().copied().collect();
    let mut rules: Vec<RuleChange> = new
        .by_rule
        .iter()
        .map(|&(rule, cost)| RuleChange { rule, old: before.get(&rule).copied().unwrap_or(0), new: cost })
        .collect();
    let gone = old.by_rule.iter().filter(|(rule, _)| !new.by_rule.iter().any(|(known, _)| known == rule));
    rules.extend(gone.map(|&(rule, cost)| RuleChange { rule, old: cost, new: 0 }));
    rules
}

/// A conference with its checker.
struct PreparedConference<'a> {
    conference: &'a Conference,
    checker: Checker<'a>,
}

impl<'a> PreparedConference<'a> {
    fn new(conference: &'a Conference) -> PreparedConference<'a> {
        PreparedConference { conference, checker: Checker::new(conference) }
    }

    fn affected_by(&mut self, held: Option<PlacedInVersion<'_>>) -> Option<Affected> {
        held.map(|held| affected(self.conference, &mut self.checker, held.session, held.at))
    }
}

fn change(pair: &SessionInBoth<'_>, contexts: &mut (PreparedConference<'_>, PreparedConference<'_>)) -> SessionChange {
    let (old, new) = (contexts.0.affected_by(pair.old), contexts.1.affected_by(pair.new));
    let title = |held: Option<PlacedInVersion<'_>>| held.map(|held| held.data().title.clone());
    let placed = |held: PlacedInVersion<'_>| spot(held.conference, held.at);
    let only = |one: Option<PlacedInVersion<'_>>, other: Option<PlacedInVersion<'_>>| -> Vec<String> {
        let (Some(one), Some(other)) = (one, other) else { return Vec::new() };
        one.participants().filter(|(id, _)| other.participation(id).is_none()).map(|(id, _)| id.to_owned()).collect()
    };
    let now = title(pair.new.or(pair.old)).unwrap_or_default();
    SessionChange {
        kind: pair.kind(),
        id: pair.id.to_owned(),
        old_title: title(pair.old).filter(|old| *old != now),
        title: now,
        old: pair.old.map(placed),
        new: pair.new.map(placed),
        old_minutes: pair.old.map(|held| held.data().minutes),
        new_minutes: pair.new.map(|held| held.data().minutes),
        joined: only(pair.new, pair.old),
        left: only(pair.old, pair.new),
        people: people(old.as_ref(), new.as_ref()),
        regions: regions(old.as_ref(), new.as_ref()),
    }
}
