//! What changed between two versions of a timetable, for whom, and at what cost.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::affected::{Affected, PersonChange, RegionChange, felt, people, regions};
use super::times::spot;
use super::versions::{PlacedInVersion, SessionChangeKind, SessionInBoth, Version, pairs};
use super::view::Spot;
use crate::check::{Checker, Report};
use crate::domain::{Conference, RuleId};

/// The differences of two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diff {
    /// The event's name, as it is now.
    pub event: String,
    /// The event's zone: times without another are in it.
    pub zone: String,
    /// Both versions are of the same state of the instance; where not, costs are each by its own.
    pub same_instance: bool,
    /// What changed, in order of time.
    pub changes: Vec<SessionChange>,
    /// Sessions held as before.
    pub unchanged: usize,
    /// How many people are needed in what changed.
    pub people: usize,
    /// The cost of the old version, in hundredths of a discomfort-minute.
    pub old_cost: i64,
    /// That of the new one, in hundredths of a discomfort-minute.
    pub new_cost: i64,
    /// The cost of every rule that is not off in both, in the order of the rules' table.
    pub by_rule: Vec<RuleChange>,
}

/// What a rule costs in both versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleChange {
    /// The rule's id.
    pub rule: RuleId,
    /// Its cost in the old version, in hundredths of a discomfort-minute.
    pub old: i64,
    /// Its cost in the new one, in hundredths of a discomfort-minute.
    pub new: i64,
}

/// What became of one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionChange {
    /// What became of it, in one word.
    pub kind: SessionChangeKind,
    /// The session's id.
    pub id: String,
    /// Its title, as it is now.
    pub title: String,
    /// Its title before; `null` where it is the same.
    pub old_title: Option<String>,
    /// Where it was; `null` where it had no place.
    pub old: Option<Spot>,
    /// Where it is; `null` where it has no place.
    pub new: Option<Spot>,
    /// Its length before, in minutes; `null` where it had no place.
    pub old_minutes: Option<i64>,
    /// Its length now, in minutes; `null` where it has no place.
    pub new_minutes: Option<i64>,
    /// Ids of people it needs now and did not.
    pub joined: Vec<String>,
    /// Ids of people it needed and does not.
    pub left: Vec<String>,
    /// Everybody it needs live, then or now.
    pub people: Vec<PersonChange>,
    /// The regions that attend it.
    pub regions: Vec<RegionChange>,
}

/// The differences; a version comes with the checker's verdict on it.
pub fn diff(old: (Version<'_>, &Report), new: (Version<'_>, &Report)) -> Diff {
    let ((before, old_report), (after, new_report)) = (old, new);
    let mut minds = (PreparedConference::new(before.conference), PreparedConference::new(after.conference));
    let pairs = pairs(before, after);
    let changed: Vec<&SessionInBoth<'_>> =
        pairs.iter().filter(|pair| pair.kind() != SessionChangeKind::Unchanged).collect();
    let changes: Vec<SessionChange> = changed.iter().map(|pair| change(pair, &mut minds)).collect();
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

/// A conference made ready to be asked what an hour means.
struct PreparedConference<'a> {
    conference: &'a Conference,
    checker: Checker<'a>,
}

impl<'a> PreparedConference<'a> {
    fn new(conference: &'a Conference) -> PreparedConference<'a> {
        PreparedConference { conference, checker: Checker::new(conference) }
    }

    fn felt(&mut self, held: Option<PlacedInVersion<'_>>) -> Option<Affected> {
        held.map(|held| felt(self.conference, &mut self.checker, held.session, held.at))
    }
}

fn change(pair: &SessionInBoth<'_>, minds: &mut (PreparedConference<'_>, PreparedConference<'_>)) -> SessionChange {
    let (old, new) = (minds.0.felt(pair.old), minds.1.felt(pair.new));
    let title = |held: Option<PlacedInVersion<'_>>| held.map(|held| held.data().title.clone());
    let placed = |held: PlacedInVersion<'_>| spot(held.conference, held.at);
    let only = |one: Option<PlacedInVersion<'_>>, other: Option<PlacedInVersion<'_>>| -> Vec<String> {
        let (Some(one), Some(other)) = (one, other) else { return Vec::new() };
        one.panel().filter(|(id, _)| other.seat(id).is_none()).map(|(id, _)| id.to_owned()).collect()
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
