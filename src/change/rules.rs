//! Changes of the settings of rules. The loader checks rule ids and settings afterwards.

use super::draft::{Draft, is, text};
use super::error::ChangeError;
use crate::domain::change::RuleChange;
use crate::instance::format::{Exact, RuleValue};

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &RuleChange) -> Result<(), ChangeError> {
    let strength = |word: &str| RuleValue { strength: Some(text(word)), ..RuleValue::default() };
    match change {
        RuleChange::Weight { rule, weight } => {
            set(draft, rule, RuleValue { weight: Some(Exact(*weight).into()), ..RuleValue::default() });
        }
        RuleChange::Measure { rule, measure, share } => {
            let value = entry(draft, rule);
            value.measure = Some(text(measure));
            value.share = share.map(|share| Exact(share).into());
        }
        RuleChange::Hard { rule } => set(draft, rule, strength("hard")),
        RuleChange::Off { rule } => set(draft, rule, strength("off")),
        RuleChange::Default { rule } => draft.instance.rules.0.retain(|(id, _)| !is(id, rule)),
    }
    Ok(())
}

/// Sets the strength of a rule, and keeps its measure, share and threshold.
fn set(draft: &mut Draft, rule: &str, value: RuleValue) {
    let known = entry(draft, rule);
    let RuleValue { measure, share, threshold, .. } = std::mem::take(known);
    *known = RuleValue { measure, share, threshold, ..value };
}

/// The setting of a rule as written; a new one if the rule has none.
fn entry<'d>(draft: &'d mut Draft, rule: &str) -> &'d mut RuleValue {
    let rules = &mut draft.instance.rules.0;
    let known = rules.iter().position(|(id, _)| is(id, rule)).unwrap_or_else(|| {
        rules.push((text(rule), RuleValue::default().into()));
        rules.len() - 1
    });
    &mut rules[known].1.value
}
