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
        RuleChange::Hard { rule } => set(draft, rule, strength("hard")),
        RuleChange::Off { rule } => set(draft, rule, strength("off")),
        RuleChange::Default { rule } => draft.instance.rules.0.retain(|(id, _)| !is(id, rule)),
    }
    Ok(())
}

/// Sets a rule, and keeps its share.
fn set(draft: &mut Draft, rule: &str, value: RuleValue) {
    let rules = &mut draft.instance.rules.0;
    match rules.iter_mut().find(|(id, _)| is(id, rule)) {
        Some((_, known)) => {
            let share = known.value.share.take();
            known.value = RuleValue { share, ..value };
        }
        None => rules.push((text(rule), value.into())),
    }
}
