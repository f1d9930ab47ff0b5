//! Which rules there are, what each may be set to, and what it is set to.

use std::fmt;
use std::ops::{Index, IndexMut};

use super::{Decimal, text_in_json};

/// Names each rule once: its variant, and its id as files and JSON have it.
macro_rules! rule_ids {
    ($($variant:ident $id:literal,)+) => {
        /// A rule. The order is that of the rules' table, in which whatever is listed by rule is listed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $(#[doc = concat!("`", $id, "`")] $variant,)+
        }

        impl RuleId {
            /// All rules, in order.
            pub const ALL: [RuleId; [$($id),+].len()] = [$(RuleId::$variant),+];

            /// The id as written in files: `room-clash`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(RuleId::$variant => $id,)+
                }
            }
        }
    };
}

rule_ids! {
    Placed "placed",
    RoomClash "room-clash",
    RoomFit "room-fit",
    Phase "phase",
    Slot "slot",
    DayHours "day-hours",
    PersonClash "person-clash",
    PersonAway "person-away",
    Allowed "allowed",
    Order "order",
    Alone "alone",
    Service "service",
    Apart "apart",
    Relation "relation",
    AudienceHours "audience-hours",
    PeopleHours "people-hours",
    Wishes "wishes",
    FairRegions "fair-regions",
    FairPeople "fair-people",
    FairSessions "fair-sessions",
    PersonRest "person-rest",
    PersonLoad "person-load",
    TrackOverlap "track-overlap",
    TagOverlap "tag-overlap",
    Interest "interest",
    TrackSpread "track-spread",
    TrackCluster "track-cluster",
    TrackReach "track-reach",
    DayLength "day-length",
    Stay "stay",
}

impl RuleId {
    /// The rule of an id as written in files, if there is one.
    pub fn parse(id: &str) -> Option<RuleId> {
        RuleId::ALL.into_iter().find(|rule| rule.as_str() == id)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

text_in_json!(RuleId);

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

/// What a rule says of itself before any conference. The tables of rules in README.md are made of this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// The rule.
    pub id: RuleId,
    /// What it asks: one sentence for people.
    pub sentence: &'static str,
    /// What it charges at a weight of 1; `None` for a rule that cannot have a weight.
    pub charges: Option<&'static str>,
    /// The setting where none is given.
    pub default: Strength,
    /// The settings allowed.
    pub legal: Legal,
    /// Whether `share` may be set beside the strength.
    pub has_share: bool,
}

/// What all rules say of themselves, in order: the rule of each place is that of [`RuleId::ALL`].
pub type Catalogue = [RuleInfo; RuleId::ALL.len()];

/// A rule's setting in one conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleSetting {
    /// How strictly it holds.
    pub strength: Strength,
    /// `track-reach` only: the share of the programme each audience should reach in comfort.
    pub share: Option<Decimal>,
}

/// The settings of one conference: there is one for every rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSettings([RuleSetting; RuleId::ALL.len()]);

impl RuleSettings {
    /// Every rule set to what is said of it.
    pub fn of(setting: impl FnMut(RuleId) -> RuleSetting) -> RuleSettings {
        RuleSettings(RuleId::ALL.map(setting))
    }

    /// These rules hard, all others off.
    pub fn hard(rules: &[RuleId]) -> RuleSettings {
        let strength = |rule| if rules.contains(&rule) { Strength::Hard } else { Strength::Off };
        RuleSettings::of(|rule| RuleSetting { strength: strength(rule), share: None })
    }

    /// Every rule with its setting, in order.
    pub fn iter(&self) -> impl Iterator<Item = (RuleId, RuleSetting)> + '_ {
        RuleId::ALL.into_iter().zip(self.0)
    }
}

impl Index<RuleId> for RuleSettings {
    type Output = RuleSetting;

    fn index(&self, rule: RuleId) -> &RuleSetting {
        &self.0[rule as usize]
    }
}

impl IndexMut<RuleId> for RuleSettings {
    fn index_mut(&mut self, rule: RuleId) -> &mut RuleSetting {
        &mut self.0[rule as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_read_as_it_is_written_and_nothing_else_is() {
        for rule in RuleId::ALL {
            assert_eq!(RuleId::parse(rule.as_str()), Some(rule));
            assert_eq!(format!("{rule:<20}|").trim_end_matches('|').trim_end(), rule.as_str());
        }
        assert_eq!([RuleId::parse("grid"), RuleId::parse("Placed"), RuleId::parse("")], [None; 3]);
    }

    #[test]
    fn every_rule_has_a_setting_of_its_own() {
        let mut settings = RuleSettings::hard(&[RuleId::Placed, RuleId::Stay]);
        settings[RuleId::Wishes].strength = Strength::Weight(Decimal::ONE);
        let set = settings.iter().filter(|(_, setting)| setting.strength != Strength::Off).map(|(rule, _)| rule);
        assert_eq!(set.collect::<Vec<_>>(), [RuleId::Placed, RuleId::Wishes, RuleId::Stay]);
    }
}
