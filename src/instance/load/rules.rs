//! Settings of rules, checked against the catalogue of rules.

use std::collections::BTreeMap;

use super::names::normal;
use super::number::{MOST_WEIGHT, decimal};
use crate::domain::{Catalogue, Decimal, Legal, RuleId, RuleInfo, RuleSetting, RuleSettings, Strength};
use crate::instance::codes;
use crate::instance::did_you_mean::did_you_mean;
use crate::instance::format::{At, Pairs, RuleValue};
use crate::instance::problem::Problems;

/// The setting of each rule: as written, or its default.
pub(crate) fn rules(written: &Pairs<RuleValue>, catalogue: &Catalogue, problems: &mut Problems) -> RuleSettings {
    let mut set: BTreeMap<RuleId, RuleSetting> = BTreeMap::new();
    for (id, value) in &written.0 {
        if let Some(rule) = unknown_rule(id, problems) {
            let info = &catalogue[rule as usize];
            let strength = strength(value, info, problems);
            let setting = RuleSetting { strength, share: share(value, info, problems) };
            if set.insert(rule, setting).is_some() {
                problems.add(&codes::DUPLICATE_ID, id.span, format!("the rule \"{rule}\" is set twice"));
            }
        }
    }
    let default = |rule| RuleSetting { strength: catalogue[rule as usize].default, share: None };
    RuleSettings::of(|rule| set.get(&rule).copied().unwrap_or_else(|| default(rule)))
}

fn unknown_rule(id: &At<String>, problems: &mut Problems) -> Option<RuleId> {
    let wanted = normal(&id.value);
    let found = RuleId::parse(&wanted);
    if found.is_none() {
        let help = did_you_mean(&wanted, RuleId::ALL.iter().map(|rule| rule.as_str()));
        problems.add_with_help(&codes::UNKNOWN_RULE, id.span, format!("there is no rule \"{wanted}\""), help);
    }
    found
}

fn strength(value: &At<RuleValue>, info: &RuleInfo, problems: &mut Problems) -> Strength {
    let weight = value.value.weight.as_ref();
    let asked = match (value.value.strength.as_ref().map(|s| s.value.trim()), weight) {
        (None, None) => return info.default,
        (None, weight) => Strength::Weight(decimal(weight, Decimal::ONE, MOST_WEIGHT, "a weight", problems)),
        (Some("hard"), None) => Strength::Hard,
        (Some("off"), None) => Strength::Off,
        (Some(word), None) => {
            rule_setting(value, info, &format!("\"{word}\" is not a setting"), problems);
            return info.default;
        }
        (Some(word), Some(_)) => {
            rule_setting(value, info, &format!("it cannot be \"{word}\" and have a weight"), problems);
            return info.default;
        }
    };
    if info.legal.allows(asked) {
        return asked;
    }
    let what = match asked {
        Strength::Hard => "it cannot be hard",
        Strength::Off => "it cannot be off",
        Strength::Weight(_) => "it cannot have a weight",
    };
    rule_setting(value, info, what, problems);
    info.default
}

fn share(value: &At<RuleValue>, info: &RuleInfo, problems: &mut Problems) -> Option<Decimal> {
    let share = value.value.share.as_ref()?;
    if !info.has_share {
        rule_setting(value, info, "it has no share", problems);
    }
    Some(decimal(Some(share), Decimal::ONE, 1, "a share", problems))
}

fn rule_setting(value: &At<RuleValue>, info: &RuleInfo, what: &str, problems: &mut Problems) {
    let help = format!("\"{}\" can be {}", info.id, legal(info.legal));
    problems.add_with_help(&codes::RULE_SETTING, value.span, format!("the rule \"{}\": {what}", info.id), Some(help));
}

fn legal(legal: Legal) -> String {
    let settings = [(legal.hard, "\"hard\""), (legal.weight, "{ \"weight\": w }"), (legal.off, "\"off\"")];
    let names: Vec<&str> = settings.into_iter().filter(|s| s.0).map(|s| s.1).collect();
    names.join(" or ")
}
