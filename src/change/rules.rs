//! Changes of rules' settings. Which rules there are, and what each can be, the loader knows.

use super::Kind;
use super::draft::{Draft, is, text};
use super::words::{Words, Wrong};
use crate::instance::format::{Exact, RuleValue};

/// The family.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "rule weight",
        arguments: "RULE WEIGHT",
        sentence: "What the rule charges is multiplied by this.",
        example: "rule weight fair-regions 1",
        needs_schedule: false,
        apply: weight,
    },
    Kind {
        name: "rule hard",
        arguments: "RULE",
        sentence: "The rule must not be broken.",
        example: "rule hard track-overlap",
        needs_schedule: false,
        apply: |draft, words| strength(draft, words, "hard"),
    },
    Kind {
        name: "rule off",
        arguments: "RULE",
        sentence: "The rule says nothing.",
        example: "rule off wishes",
        needs_schedule: false,
        apply: |draft, words| strength(draft, words, "off"),
    },
    Kind {
        name: "rule default",
        arguments: "RULE",
        sentence: "The rule is set as if the instance said nothing about it.",
        example: "rule default track-spread",
        needs_schedule: false,
        apply: default,
    },
];

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

fn weight(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let rule = words.next("the rule's id")?;
    let weight = words.decimal("the weight")?;
    set(draft, &rule, RuleValue { weight: Some(Exact(weight).into()), ..RuleValue::default() });
    Ok(())
}

fn strength(draft: &mut Draft, words: &mut Words, strength: &str) -> Result<(), Wrong> {
    let rule = words.next("the rule's id")?;
    set(draft, &rule, RuleValue { strength: Some(text(strength)), ..RuleValue::default() });
    Ok(())
}

fn default(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let rule = words.next("the rule's id")?;
    draft.instance.rules.0.retain(|(id, _)| !is(id, &rule));
    Ok(())
}
