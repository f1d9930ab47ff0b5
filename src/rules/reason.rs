//! What forbids a session a start.

use std::fmt;

use crate::domain::{RuleId, text_in_json};

/// What forbids a session a start, told by one bit of [`Activity::blocked`](crate::model::Activity::blocked).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A rule.
    Rule(RuleId),
    /// No rule: the start is off the grid, and a candidate for another session only, which is fixed there.
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
    fn bits_count_up_and_each_is_of_one_reason() {
        assert!(Reason::all().map(Reason::bit).eq(0..=RuleId::ALL.len() as u32));
        let both = (1 << Reason::Grid.bit()) | (1 << Reason::Rule(RuleId::Slot).bit());
        let named: Vec<String> = Reason::all().filter(|reason| reason.is_in(both)).map(|r| r.to_string()).collect();
        assert_eq!(named, ["slot", "grid"]);
    }
}
