//! The checker's report on a schedule.

use std::fmt;

use crate::domain::{PersonId, RoomId, RuleId, SessionId, text_in_json};

/// The verdict on a schedule: broken hard rules, unplaced sessions, and the whole score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Every violation of a hard rule, in the order of the rules' table. Unplaced sessions are not among them.
    pub violations: Vec<Violation>,
    /// Unplaced sessions, in file order.
    pub unplaced: Vec<SessionId>,
    /// Their attendee-minutes: the first level of the score.
    pub unplaced_minutes: i64,
    /// The soft cost, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// The soft cost of every rule that is not off, in the order of the rules' table, in hundredths of a
    /// discomfort-minute.
    pub by_rule: Vec<(RuleId, i64)>,
    /// The soft cost item by item. The items of each rule sum to its cost.
    pub charges: Vec<Charge>,
}

impl Report {
    /// Whether no hard rule is broken. Sessions may still be unplaced.
    pub fn is_valid(&self) -> bool {
        self.violations.is_empty()
    }

    /// Whether every session has a placement.
    pub fn is_complete(&self) -> bool {
        self.unplaced.is_empty()
    }

    /// Whether the schedule is valid and complete.
    pub fn is_feasible(&self) -> bool {
        self.is_valid() && self.is_complete()
    }

    /// The costs of `session` alone, by rule: its own hours, wishes, room, move. Zero costs are left out.
    pub fn session_costs(&self, session: SessionId) -> Vec<(RuleId, i64)> {
        totals(self.charges.iter().filter(|c| c.person.is_none() && c.sessions == [session]))
    }

    /// The charges for `session` together with other sessions.
    pub fn shared_charges(&self, session: SessionId) -> impl Iterator<Item = &Charge> + '_ {
        self.charges.iter().filter(move |c| c.sessions.contains(&session) && c.sessions.len() > 1)
    }

    /// The costs of `person`, by rule. Zero costs are left out.
    pub fn person_costs(&self, person: PersonId) -> Vec<(RuleId, i64)> {
        totals(self.charges.iter().filter(|c| c.person == Some(person)))
    }
}

/// Charges summed by rule, in the order in which the rules first occur.
fn totals<'a>(charges: impl Iterator<Item = &'a Charge>) -> Vec<(RuleId, i64)> {
    let mut totals: Vec<(RuleId, i64)> = Vec::new();
    for charge in charges {
        match totals.iter_mut().find(|(rule, _)| *rule == charge.rule) {
            Some((_, cost)) => *cost = cost.saturating_add(charge.cost),
            None => totals.push((charge.rule, charge.cost)),
        }
    }
    totals
}

/// What a violation violates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Violated {
    /// A hard rule.
    Rule(RuleId),
    /// No rule: a cost is too large to be computed, so the schedule has no score.
    Score,
}

/// The rule's id, or `score`.
impl fmt::Display for Violated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Violated::Rule(rule) => rule.fmt(f),
            Violated::Score => f.pad("score"),
        }
    }
}

text_in_json!(Violated);

impl PartialEq<RuleId> for Violated {
    fn eq(&self, rule: &RuleId) -> bool {
        *self == Violated::Rule(*rule)
    }
}

/// One violation of a hard rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What is violated.
    pub rule: Violated,
    /// What is wrong, in one sentence without a full stop: who, where, when and by how much.
    pub message: String,
    /// The sessions concerned.
    pub sessions: Vec<SessionId>,
    /// The people concerned.
    pub people: Vec<PersonId>,
    /// The rooms concerned.
    pub rooms: Vec<RoomId>,
}

/// One item of the soft cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// The rule.
    pub rule: RuleId,
    /// In hundredths of a discomfort-minute, at least 1.
    pub cost: i64,
    /// The sessions it is charged for: one for a session's own cost, two for a pair, otherwise all that contribute.
    pub sessions: Vec<SessionId>,
    /// The person it is charged for, if it is one person's.
    pub person: Option<PersonId>,
}
