//! The reasons why a session cannot start at some time.

use std::fmt;

use crate::domain::{RuleId, text_in_json};

/// Why a session cannot start at some time: one bit of [`Activity::blocked`](crate::model::Activity::blocked).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A rule forbids it.
    Rule(RuleId),
    /// The start is off the grid: it is a candidate only because another session is fixed there.
    Grid,
}

const _: () = assert!(RuleId::ALL.len() < u32::BITS as usize, "one bit for each rule and one for the grid");

impl Reason {
    /// All reasons, in the order of their bits.
    pub fn all() -> impl Iterator<Item = Reason> {
        RuleId::ALL.into_iter().map(Reason::Rule).chain([Reason::Grid])
    }

    /// The position of its bit.
    pub fn bit(self) -> u32 {
        match self {
            Reason::Rule(rule) => rule as u32,
            Reason::Grid => RuleId::ALL.len() as u32,
        }
    }

    /// Whether its bit is among these.
    pub fn is_in(self, blocked: u32) -> bool {
        blocked & (1 << self.bit()) != 0
    }
}

/// The rule's id, or `grid`.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Rule(rule) => rule.fmt(f),
            Reason::Grid => f.pad("grid"),
        }
    }
}

text_in_json!(Reason);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_its_own_bit() {
        assert!(Reason::all().map(Reason::bit).eq(0..=RuleId::ALL.len() as u32));
        let both = (1 << Reason::Grid.bit()) | (1 << Reason::Rule(RuleId::Slot).bit());
        let named: Vec<String> = Reason::all().filter(|reason| reason.is_in(both)).map(|r| r.to_string()).collect();
        assert_eq!(named, ["slot", "grid"]);
    }
}
