//! The random conferences test enough: each rule occurs in each of its legal settings, and costs something or is
//! broken.

use std::collections::BTreeMap;

use plenary::check::check;
use plenary::domain::{RuleId, Strength};
use plenary::rules::catalogue;

use crate::properties::generator::{drawn, legal};
use crate::properties::placements::{places, schedule_among};
use crate::properties::random::Random;
use crate::properties::{PART, PARTS};

/// Number of schedules drawn for each conference.
const DRAWS: usize = 6;

fn kind(strength: Strength) -> &'static str {
    match strength {
        Strength::Off => "off",
        Strength::Hard => "hard",
        Strength::Weight(_) => "weight",
    }
}

#[test]
fn each_rule_has_an_effect_in_each_of_its_legal_settings() {
    // How often a setting occurred, and how often it had a cost or was broken.
    let mut seen: BTreeMap<(RuleId, &str), (u32, u32)> = BTreeMap::new();
    for rule in catalogue() {
        for kind in legal(rule.legal) {
            seen.insert((rule.id, kind), (0, 0));
        }
    }
    for seed in 0..PART * PARTS {
        let drawn = drawn(seed);
        let conference = &drawn.conference;
        let places: Vec<_> = conference.sessions.iter().map(|s| places(conference, s)).collect();
        let mut random = Random::new(seed, 2);
        let reports: Vec<_> =
            (0..DRAWS).map(|_| check(drawn.problem(), &schedule_among(&mut random, &places, 10))).collect();
        for (rule, setting) in conference.rules.iter() {
            let entry = seen.get_mut(&(rule, kind(setting.strength))).expect("the setting is legal");
            entry.0 += 1;
            let binds = reports.iter().any(|report| match setting.strength {
                Strength::Off => true,
                Strength::Hard if rule == RuleId::Placed => report.unplaced_minutes > 0,
                Strength::Hard => report.violations.iter().any(|v| v.rule == rule),
                Strength::Weight(_) => report.by_rule.iter().any(|&(id, cost)| id == rule && cost > 0),
            });
            entry.1 += u32::from(binds);
        }
    }
    let rare: Vec<_> = seen.iter().filter(|(_, counts)| counts.1 < 5).collect();
    assert!(rare.is_empty(), "settings that rarely have an effect: {rare:?}\nof all: {seen:#?}");
}
