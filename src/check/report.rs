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

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::super::testing::{Build, priced, schedule};
    use super::*;

    #[test]
    fn feasible_is_valid_and_complete() {
        let mut b = Build::new();
        b.session("a", 60).session("b", 60);
        let of = |places: &[(&str, u32)]| {
            let report = check(&b.done(), &schedule(places));
            (report.is_valid(), report.is_complete(), report.is_feasible())
        };
        assert_eq!(of(&[("2020-11-02T09:00", 1), ("2020-11-02T09:00", 2)]), (true, true, true));
        assert_eq!(of(&[("2020-11-02T09:00", 1), ("2020-11-02T09:00", 1)]), (false, true, false));
        assert!(!of(&[("2020-11-02T09:00", 1), ("", 0)]).2);
    }

    #[test]
    fn only_a_broken_rule_equals_its_id() {
        assert_eq!(Violated::Rule(RuleId::Order), RuleId::Order);
        assert_ne!(Violated::Rule(RuleId::Order), RuleId::Apart);
        assert_ne!(Violated::Score, RuleId::Order);
        assert_eq!(format!("{} {}", Violated::Rule(RuleId::Order), Violated::Score), "order score");
    }

    #[test]
    fn charges_are_found_by_session_and_by_person() {
        let mut b = Build::new();
        b.session("a", 60).session("b", 60);
        b.person("p", "UTC");
        b.participation(0);
        let participation = b.c.sessions[1].participants[0];
        b.c.sessions[0].participants.push(participation);
        b.audience("x", &[("UTC", "1")]);
        b.rule(RuleId::AudienceHours, priced("1")).rule(RuleId::PeopleHours, priced("1"));
        b.rule(RuleId::PersonClash, priced("1"));
        let places = [("2020-11-02T06:00", 1), ("2020-11-02T06:30", 2)];
        let report = check(&b.done(), &schedule(&places));
        let (a, both) = (SessionId(0), [SessionId(0), SessionId(1)]);
        let total = |rule: RuleId| report.by_rule.iter().find(|(known, _)| *known == rule).map_or(0, |&(_, cost)| cost);
        let shared: Vec<_> = report.shared_charges(a).map(|c| (c.rule, c.cost, c.sessions.clone())).collect();
        assert_eq!(shared, [(RuleId::PersonClash, 30 * 25 * 100, both.to_vec())]);
        let own = |session: SessionId, rule: RuleId| {
            report.session_costs(session).iter().find(|(known, _)| *known == rule).map_or(0, |&(_, cost)| cost)
        };
        let audience = RuleId::AudienceHours;
        assert!(own(a, audience) > 0);
        assert_eq!(own(both[0], audience) + own(both[1], audience), total(audience));
        assert_eq!(own(a, RuleId::PersonClash), 0);
        // The hours of people are charged to their session.
        assert!(own(a, RuleId::PeopleHours) > 0);
        assert_eq!(report.person_costs(PersonId(0)), [(RuleId::PersonClash, total(RuleId::PersonClash))]);
    }
}
