//! The certificate of the flagship (IGF 2020): the checker, which does not know the model, verifies the bound of the
//! model.

use std::collections::BTreeSet;

use plenary::check::verify_certificate;
use plenary::domain::{Conference, RuleId, TagId};
use plenary::solve::bound::Lagrangian;
use plenary::{instance, rules, schedule};
use serde_json::json;

fn flagship() -> Conference {
    let text = include_bytes!("../instances/igf-2020.json");
    let loaded = instance::load(text, "igf-2020.json", &rules::catalogue());
    loaded.conference.expect("the flagship has no faults")
}

#[test]
fn the_checker_accepts_multipliers_for_exactly_the_rules_that_the_bound_prices() {
    let mut conference = flagship();
    // The flagship has no tags.
    conference.tags.push("x".into());
    conference.sessions[..2].iter_mut().for_each(|session| session.tags = vec![TagId(0)]);
    let grounded = rules::ground(&conference).expect("the costs of the flagship do not overflow");
    let priced = schedule::priced(&grounded);
    let priced = grounded.labels.iter().zip(priced).filter(|(_, priced)| *priced).map(|(named, _)| named.rule);
    let is_known = |rule: &RuleId| {
        let entry = json!({ "rule": rule, "subject": [], "at": 0, "values": [] });
        let faults = verify_certificate(&conference, &json!({ "multipliers": [entry] }))
            .expect_err("the certificate has no bound");
        !faults.iter().any(|fault| fault.contains("has no multipliers"))
    };
    let known = RuleId::ALL.into_iter().filter(is_known);
    assert_eq!(known.collect::<BTreeSet<_>>(), priced.collect());
}

#[test]
fn the_checker_verifies_a_bound_with_anchors() {
    let conference = flagship();
    let grounded = rules::ground(&conference).expect("the costs of the flagship do not overflow");
    let priced = schedule::priced(&grounded);
    let mut lagrangian =
        Lagrangian::pricing(&grounded.model, |label| priced[label.0 as usize]).expect("every session has a place");
    lagrangian.iterate(20, 70_000_000);
    let bound = lagrangian.best();
    assert!(bound.anchors.0.is_some() && bound.anchors.1.is_some() && bound.value > bound.base, "{:?}", bound.anchors);
    let document = schedule::certificate(&conference, &grounded, bound);
    assert_eq!(verify_certificate(&conference, &document), Ok(bound.value));
}
