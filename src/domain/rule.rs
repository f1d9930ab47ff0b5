//! The rules: their ids, legal settings and settings.

use std::fmt;
use std::ops::{Index, IndexMut};

use super::{Decimal, text_in_json};

/// Defines the rules: the variant of each, and its id in files and JSON.
macro_rules! rule_ids {
    ($($variant:ident $id:literal,)+) => {
        /// A rule. The order is that of the rules' table; all lists by rule follow it.
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
    GoodDay "good-day",
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
    /// The rule with this id, if there is one.
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

/// The setting of a rule: off, hard or a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// The rule does not apply.
    Off,
    /// The rule must not be broken.
    Hard,
    /// Breaking the rule has a price, times this weight.
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

/// The description of a rule. The tables of rules in the manual are made from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// The rule.
    pub id: RuleId,
    /// What the rule requires, in one sentence.
    pub sentence: &'static str,
    /// What the rule charges at a weight of 1; `None` if it cannot have a weight.
    pub charges: Option<&'static str>,
    /// The default setting.
    pub default: Strength,
    /// The legal settings.
    pub legal: Legal,
    /// What may be set in addition to the strength.
    pub options: &'static [RuleOption],
}

/// What some rules have in addition to the strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleOption {
    /// [`RuleSetting::share`].
    Share,
    /// [`RuleSetting::measure`].
    Measure,
    /// [`RuleSetting::threshold`].
    Threshold,
}

/// What `fair-regions` charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionMeasure {
    /// The mean discomfort of the worst-off region.
    Worst,
    /// The mean discomfort of the worst-off part of all attendee-minutes: regions are taken from the worst-off one on,
    /// the last one in part.
    Tail {
        /// The part, above 0 and at most 1.
        share: Decimal,
    },
}

impl RegionMeasure {
    /// The part of the attendee-minutes that [`RegionMeasure::Tail`] has if no share is given.
    pub const SHARE: Decimal = Decimal::micros(100_000);

    /// The name in files: `worst` or `tail`.
    pub const fn as_str(self) -> &'static str {
        match self {
            RegionMeasure::Worst => "worst",
            RegionMeasure::Tail { .. } => "tail",
        }
    }
}

/// The worst-off tenth.
impl Default for RegionMeasure {
    fn default() -> RegionMeasure {
        RegionMeasure::Tail { share: RegionMeasure::SHARE }
    }
}

/// The descriptions of all rules, in the order of [`RuleId::ALL`].
pub type Catalogue = [RuleInfo; RuleId::ALL.len()];

/// A rule's setting in one conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleSetting {
    /// The strength.
    pub strength: Strength,
    /// `track-reach` only: the share of each track that each audience should be able to attend in comfort.
    pub share: Option<Decimal>,
    /// `fair-regions` only: what it charges.
    pub measure: RegionMeasure,
    /// `good-day` only: the mean discomfort of a good day, from 0 to 1.
    pub threshold: Decimal,
}

/// The threshold of `good-day` if none is given.
const THRESHOLD: Decimal = Decimal::micros(200_000);

impl From<Strength> for RuleSetting {
    fn from(strength: Strength) -> RuleSetting {
        RuleSetting { strength, share: None, measure: RegionMeasure::default(), threshold: THRESHOLD }
    }
}

/// The rule settings of one conference, one for every rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSettings([RuleSetting; RuleId::ALL.len()]);

impl RuleSettings {
    /// Sets every rule to `setting(rule)`.
    pub fn of(setting: impl FnMut(RuleId) -> RuleSetting) -> RuleSettings {
        RuleSettings(RuleId::ALL.map(setting))
    }

    /// These rules hard, all others off.
    pub fn hard(rules: &[RuleId]) -> RuleSettings {
        let strength = |rule| if rules.contains(&rule) { Strength::Hard } else { Strength::Off };
        RuleSettings::of(|rule| strength(rule).into())
    }

    /// All rules with their settings, in order.
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
    fn ids_are_read_as_they_are_written_and_other_texts_are_not() {
        for rule in RuleId::ALL {
            assert_eq!(RuleId::parse(rule.as_str()), Some(rule));
            assert_eq!(format!("{rule:<20}|").trim_end_matches('|').trim_end(), rule.as_str());
        }
        assert_eq!([RuleId::parse("grid"), RuleId::parse("Placed"), RuleId::parse("")], [None; 3]);
    }

    #[test]
    fn setting_a_rule_changes_no_other_rule() {
        let mut settings = RuleSettings::hard(&[RuleId::Placed, RuleId::Stay]);
        settings[RuleId::Wishes].strength = Strength::Weight(Decimal::ONE);
        let set = settings.iter().filter(|(_, setting)| setting.strength != Strength::Off).map(|(rule, _)| rule);
        assert_eq!(set.collect::<Vec<_>>(), [RuleId::Placed, RuleId::Wishes, RuleId::Stay]);
    }
}
