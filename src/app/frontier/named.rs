//! The named timetables, from the cheapest to the most equal.

use crate::domain::{Decimal, RuleId, RuleSetting, RuleSettings, Strength};

/// A named timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Changes of the programme, as `what-if` reads them.
    pub changes: &'static [&'static str],
}

/// The name of the programme as it is.
pub(super) const DEFAULT: &str = "default";

/// All named timetables.
pub(super) const NAMED: [Named; 7] = [
    Named {
        name: "cheapest",
        about: "the least discomfort in all: differences between regions cost nothing, the rules for people stay",
        changes: &["rule off fair-regions"],
    },
    Named { name: DEFAULT, about: "the programme as it is", changes: &[] },
    Named {
        name: "worst-off tenth",
        about: "the tenth of all attendance that fares worst counts half as much as all attendance",
        changes: &["rule measure fair-regions tail", "rule weight fair-regions 0.5"],
    },
    Named {
        name: "good day for all",
        about: "every region has a day on which its mean discomfort is at most 20 %, or nearly so",
        changes: &["rule off fair-regions", "rule weight good-day 0.5"],
    },
    Named {
        name: "equal regions",
        about: "the region that fares worst counts as much as all attendance",
        changes: &["rule measure fair-regions worst", "rule weight fair-regions 1"],
    },
    Named {
        name: "most equal regions",
        about: "the region that fares worst counts four times as much as all attendance",
        changes: &["rule measure fair-regions worst", "rule weight fair-regions 4"],
    },
    Named {
        name: "most equal people",
        about: "single people with much discomfort count more, and so do sessions far from their best hour",
        changes: &["rule weight fair-people 4", "rule weight fair-sessions 1"],
    },
];

/// The rules that measure how unequal single people and sessions are: those of `most equal people`, and no others.
pub(super) fn people_rules() -> RuleSettings {
    RuleSettings::of(|rule| {
        let strength = match rule {
            RuleId::FairPeople => Strength::Weight(Decimal::whole(4)),
            RuleId::FairSessions => Strength::Weight(Decimal::ONE),
            _ => Strength::Off,
        };
        RuleSetting::from(strength)
    })
}

/// The rule that measures how far the best day of each region is from a good one, and no other.
pub(super) fn good_day_rules() -> RuleSettings {
    RuleSettings::of(|rule| match rule {
        RuleId::GoodDay => Strength::Weight(Decimal::ONE).into(),
        _ => Strength::Off.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_and_one_of_them_changes_nothing() {
        let names: std::collections::BTreeSet<&str> = NAMED.iter().map(|named| named.name).collect();
        assert_eq!(names.len(), NAMED.len());
        let unchanged: Vec<&str> = NAMED.iter().filter(|n| n.changes.is_empty()).map(|n| n.name).collect();
        assert_eq!(unchanged, [DEFAULT]);
    }

    #[test]
    fn people_are_measured_by_the_rules_of_most_equal_people() {
        let rules = people_rules();
        let weights = rules.iter().filter_map(|(rule, setting)| match setting.strength {
            Strength::Weight(weight) => Some(format!("rule weight {rule} {weight}")),
            _ => None,
        });
        assert_eq!(weights.collect::<Vec<_>>(), NAMED.iter().find(|n| n.name == "most equal people").unwrap().changes);
    }
}
