//! Settings of rules, against the catalogue of rules.

use std::collections::BTreeMap;

use super::names::normal;
use super::number::{MOST_WEIGHT, decimal};
use crate::domain::{Decimal, Legal, RuleInfo, RuleSetting, Strength};
use crate::instance::codes;
use crate::instance::format::{At, Pairs, RuleValue};
use crate::instance::problem::Problems;
use crate::instance::similar::did_you_mean;

/// Every rule's setting, in the order of the catalogue.
pub(crate) fn rules(written: &Pairs<RuleValue>, catalogue: &[RuleInfo], problems: &mut Problems) -> Vec<RuleSetting> {
    let mut set: BTreeMap<&'static str, (Strength, Option<Decimal>)> = BTreeMap::new();
    for (id, value) in &written.0 {
        if let Some(info) = unknown_rule(id, catalogue, problems) {
            let strength = strength(value, info, problems);
            if set.insert(info.id, (strength, share(value, info, problems))).is_some() {
                problems.add(&codes::DUPLICATE_ID, id.span, format!("the rule \"{}\" is set twice", info.id));
            }
        }
    }
    let setting = |info: &RuleInfo| {
        let (strength, share) = set.get(info.id).copied().unwrap_or((info.default, None));
        RuleSetting { id: info.id, strength, share }
    };
    catalogue.iter().map(setting).collect()
}

fn unknown_rule<'a>(id: &At<String>, catalogue: &'a [RuleInfo], problems: &mut Problems) -> Option<&'a RuleInfo> {
    let wanted = normal(&id.value);
    let found = catalogue.iter().find(|info| info.id == wanted);
    if found.is_none() {
        let help = did_you_mean(&wanted, catalogue.iter().map(|info| info.id));
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
            rule_setting(value, info, &format!("\"{word}\" is no setting"), problems);
            return info.default;
        }
        (Some(word), Some(_)) => {
            rule_setting(value, info, &format!("it is either \"{word}\" or has a weight"), problems);
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
