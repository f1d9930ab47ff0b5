//! What a rule is called, what it may be set to, and what it is set to.

use super::Decimal;

/// How strictly a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Not at all.
    Off,
    /// Never to be broken.
    Hard,
    /// At a price, times this weight.
    Weight(Decimal),
}

/// The settings a rule allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Legal {
    /// `"hard"` may be set.
    pub hard: bool,
    /// A weight may be set.
    pub weight: bool,
    /// `"off"` may be set.
    pub off: bool,
}

impl Legal {
    /// Whether `strength` is among the legal settings.
    pub fn allows(self, strength: Strength) -> bool {
        match strength {
            Strength::Off => self.off,
            Strength::Hard => self.hard,
            Strength::Weight(_) => self.weight,
        }
    }
}

/// What is known of a rule before any conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// The id as written in files: `room-clash`.
    pub id: &'static str,
    /// One sentence for people.
    pub sentence: &'static str,
    /// The setting where none is given.
    pub default: Strength,
    /// The settings allowed.
    pub legal: Legal,
    /// Whether `share` may be set beside the strength.
    pub has_share: bool,
}

/// A rule's setting in one conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleSetting {
    /// The rule.
    pub id: &'static str,
    /// How strictly it holds.
    pub strength: Strength,
    /// `track-reach` only: the share of the programme each audience should reach in comfort.
    pub share: Option<Decimal>,
}
