//! Changes of rules' settings. Which rules there are, and what each can be, the loader knows.

use super::draft::{Draft, is, text};
use super::error::ChangeError;
use crate::domain::change::RuleChange;
use crate::instance::format::{Exact, RuleValue};

/// Carries one out.
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

/// Sets the rule, and keeps a share that stands beside its strength.
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
