//! The notebook that the rules write into while a schedule is checked.

use crate::domain::{PersonId, RoomId, RuleId, SessionId};

use super::report::{Charge, Violated, Violation};

/// Violations and charges found so far.
#[derive(Debug)]
pub(super) struct Findings {
    /// The rule being checked.
    rule: RuleId,
    /// Whether something of this rule was too large to be counted.
    too_large: bool,
    /// The cost of the rule being checked.
    cost: i64,
    pub violations: Vec<Violation>,
    pub charges: Vec<Charge>,
}

impl Findings {
    /// Nothing yet; the first rule is to be opened.
    pub(super) fn new() -> Findings {
        let (violations, charges) = (Vec::new(), Vec::new());
        Findings { rule: RuleId::ALL[0], too_large: false, cost: 0, violations, charges }
    }

    /// Turns to the next rule.
    pub(super) fn open(&mut self, rule: RuleId) {
        (self.rule, self.too_large, self.cost) = (rule, false, 0);
    }

    /// The cost of the rule that ends here; one that cannot be counted is a violation of its own.
    pub(super) fn close(&mut self) -> i64 {
        if self.too_large {
            let message = format!(
                "the cost of the rule {} is too large to be counted exactly; lower its weight or the numbers of people",
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

    /// A hard rule is broken.
    pub(super) fn broken(&mut self, message: String, sessions: &[SessionId], people: &[PersonId], rooms: &[RoomId]) {
        self.violations.push(Violation {
            rule: Violated::Rule(self.rule),
            message,
            sessions: sessions.to_vec(),
            people: people.to_vec(),
            rooms: rooms.to_vec(),
        });
    }

    /// A cost in hundredths of a discomfort-minute; `None` is one too large to be counted.
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
