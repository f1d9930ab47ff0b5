//! Changes of rule settings. The loader checks the rule's id and whether the setting is legal.

use super::argument_forms::{Id, Number, OptionalLast};
use crate::domain::Decimal;

super::family! {
    /// A change of rule settings.
    RuleChange, Rule;

    Weight: "rule weight" "RULE WEIGHT",
        "Gives a rule a weight, by which its charges are multiplied.",
        like "rule weight fair-regions 1" => {
        /// Its id.
        rule: String = Id("the rule's id"),
        /// The weight.
        weight: Decimal = Number("the weight"),
    }
    Measure: "rule measure" "RULE MEASURE [SHARE]",
        "Sets what a rule measures, and for the measure \"tail\" the part that counts.",
        like "rule measure fair-regions tail 0.1" => {
        /// Its id.
        rule: String = Id("the rule's id"),
        /// The measure.
        measure: String = Id("the measure"),
        /// The part that counts.
        share: Option<Decimal> = OptionalLast(Number("the share")),
    }
    Hard: "rule hard" "RULE",
        "Makes a rule hard: it must not be broken.",
        like "rule hard track-overlap" => {
        /// Its id.
        rule: String = Id("the rule's id"),
    }
    Off: "rule off" "RULE",
        "Switches a rule off.",
        like "rule off wishes" => {
        /// Its id.
        rule: String = Id("the rule's id"),
    }
    Default: "rule default" "RULE",
        "Sets a rule to its default.",
        like "rule default track-spread" => {
        /// Its id.
        rule: String = Id("the rule's id"),
    }
}
