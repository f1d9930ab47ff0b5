//! Settings of rules, checked against the catalogue of rules.

use std::collections::BTreeMap;

use super::names::normal;
use super::number::{MOST_WEIGHT, decimal};
use crate::domain::{
    Catalogue, Decimal, Legal, RegionMeasure, RuleId, RuleInfo, RuleOption, RuleSetting, RuleSettings, Strength,
};
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
            let setting = setting(strength, value, info, problems);
            if set.insert(rule, setting).is_some() {
                problems.add(&codes::DUPLICATE_ID, id.span, format!("the rule \"{rule}\" is set twice"));
            }
        }
    }
    let default = |rule| RuleSetting::from(catalogue[rule as usize].default);
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

/// A setting with this strength and the options as written.
fn setting(strength: Strength, value: &At<RuleValue>, info: &RuleInfo, problems: &mut Problems) -> RuleSetting {
    let has = |option| info.options.contains(&option);
    let share = share(value, has(RuleOption::Share), info, problems);
    let threshold = threshold(value, has(RuleOption::Threshold), info, problems);
    if !has(RuleOption::Measure) {
        if value.value.measure.is_some() {
            rule_setting(value, info, "it has no measure", problems);
        }
        return RuleSetting { share, threshold, ..strength.into() };
    }
    RuleSetting { measure: measure(value, share, info, problems), ..strength.into() }
}

fn share(value: &At<RuleValue>, has_share: bool, info: &RuleInfo, problems: &mut Problems) -> Option<Decimal> {
    let share = value.value.share.as_ref()?;
    if !has_share {
        rule_setting(value, info, "it has no share", problems);
    }
    Some(decimal(Some(share), Decimal::ONE, 1, "a share", problems))
}

/// The threshold as written, or the default.
fn threshold(value: &At<RuleValue>, has_threshold: bool, info: &RuleInfo, problems: &mut Problems) -> Decimal {
    let Some(threshold) = &value.value.threshold else { return RuleSetting::from(Strength::Off).threshold };
    if !has_threshold {
        rule_setting(value, info, "it has no threshold", problems);
    }
    decimal(Some(threshold), Decimal::ONE, 1, "a threshold", problems)
}

/// The measure as written, or the default.
fn measure(value: &At<RuleValue>, share: Option<Decimal>, info: &RuleInfo, problems: &mut Problems) -> RegionMeasure {
    let tail = |share: Option<Decimal>| RegionMeasure::Tail { share: share.unwrap_or(RegionMeasure::SHARE) };
    let known = [RegionMeasure::Worst, tail(share)];
    let measure = match &value.value.measure {
        None => RegionMeasure::default(),
        Some(written) => match known.into_iter().find(|measure| measure.as_str() == normal(&written.value)) {
            Some(measure) => measure,
            None => {
                let help = did_you_mean(&written.value, known.iter().map(|measure| measure.as_str()));
                let what = format!("the rule \"{}\": \"{}\" is not a measure", info.id, written.value);
                let help = help.or_else(|| Some("write \"worst\" or \"tail\"".to_owned()));
                problems.add_with_help(&codes::RULE_SETTING, written.span, what, help);
                return RegionMeasure::default();
            }
        },
    };
    match (measure, share) {
        (RegionMeasure::Worst, Some(_)) => {
            let what = "only the measure \"tail\" has a share";
            problems.add_with_help(
                &codes::RULE_SETTING,
                value.span,
                format!("the rule \"{}\": {what}", info.id),
                Some("write \"measure\": \"tail\", or leave the share out".to_owned()),
            );
        }
        (RegionMeasure::Tail { .. }, Some(share)) if share == Decimal::ZERO => {
            problems.add_with_help(
                &codes::RULE_SETTING,
                value.span,
                format!("the rule \"{}\": the share is 0", info.id),
                Some("give a share above 0, like 0.1, or the measure \"worst\"".to_owned()),
            );
        }
        (RegionMeasure::Tail { .. }, _) => return tail(share),
        _ => {}
    }
    measure
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
