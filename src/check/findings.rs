//! Collects the violations and charges that the rules find in a schedule.

use crate::domain::{PersonId, RoomId, RuleId, SessionId};

use super::report::{Charge, Violated, Violation};

/// Violations and charges found so far.
#[derive(Debug)]
pub(super) struct Findings {
    /// The rule being checked.
    rule: RuleId,
    /// Whether a cost of this rule overflowed.
    too_large: bool,
    /// The cost of the rule being checked.
    cost: i64,
    pub violations: Vec<Violation>,
    pub charges: Vec<Charge>,
}

impl Findings {
    /// No findings yet. Call [`open`](Findings::open) before each rule.
    pub(super) fn new() -> Findings {
        let (violations, charges) = (Vec::new(), Vec::new());
        Findings { rule: RuleId::ALL[0], too_large: false, cost: 0, violations, charges }
    }

    /// Begins a rule.
    pub(super) fn open(&mut self, rule: RuleId) {
        (self.rule, self.too_large, self.cost) = (rule, false, 0);
    }

    /// Ends a rule and returns its cost. A cost that overflowed becomes a violation.
    pub(super) fn close(&mut self) -> i64 {
        if self.too_large {
            let message = format!(
                "the cost of the rule {} is too large to be computed exactly; lower its weight or the numbers of \
                 people",
                self.rule
            );
            self.violations.push(Violation {
                rule: Violated::Score,
                message,
                sessions: vec![],
                people: vec![],
                rooms: vec![],
            });
        }
        self.cost
    }

    /// Adds a violation of the current rule, if it is hard.
    pub(super) fn broken(&mut self, message: String, sessions: &[SessionId], people: &[PersonId], rooms: &[RoomId]) {
        self.violations.push(Violation {
            rule: Violated::Rule(self.rule),
            message,
            sessions: sessions.to_vec(),
            people: people.to_vec(),
            rooms: rooms.to_vec(),
        });
    }

    /// Adds a cost of the current rule, in hundredths of a discomfort-minute; `None` means that it overflowed.
    pub(super) fn charge(&mut self, cost: Option<i64>, sessions: &[SessionId], person: Option<PersonId>) {
        let Some((cost, total)) = cost.and_then(|cost| Some((cost, self.cost.checked_add(cost)?))) else {
            self.too_large = true;
            return;
        };
        self.cost = total;
        if cost != 0 {
            self.charges.push(Charge { rule: self.rule, cost, sessions: sessions.to_vec(), person });
        }
    }
}
