//! Changes of rules' settings. Which rules there are, and what each can be, the loader knows.

use super::argument_forms::{Id, Number};
use crate::domain::Decimal;

super::family! {
    /// A change of rules' settings.
    RuleChange, Rule;

    Weight: "rule weight" "RULE WEIGHT",
        "What the rule charges is multiplied by this.",
        like "rule weight fair-regions 1" => {
        /// Its id.
        rule: String = Id("the rule's id"),
        /// The weight.
        weight: Decimal = Number("the weight"),
    }
    Hard: "rule hard" "RULE",
        "The rule must not be broken.",
        like "rule hard track-overlap" => {
        /// Its id.
        rule: String = Id("the rule's id"),
    }
    Off: "rule off" "RULE",
        "The rule says nothing.",
        like "rule off wishes" => {
        /// Its id.
        rule: String = Id("the rule's id"),
    }
    Default: "rule default" "RULE",
        "The rule is set as if the instance said nothing about it.",
        like "rule default track-spread" => {
        /// Its id.
        rule: String = Id("the rule's id"),
    }
}
