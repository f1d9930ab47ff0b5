//! The certificate of the flagship: the checker, which has never seen the model, proves what the model's bound claims.

use std::collections::BTreeSet;

use plenary::check::verify_certificate;
use plenary::domain::{Conference, RuleId, TagId};
use plenary::solve::bound::Lagrangian;
use plenary::{instance, rules, schedule};
use serde_json::json;

fn flagship() -> Conference {
    let text = include_bytes!("../instances/igf-2020.json");
    let loaded = instance::load(text, "igf-2020.json", &rules::catalogue());
    loaded.conference.expect("an instance without faults")
}

#[test]
fn the_checker_knows_just_the_rules_that_say_the_bound_prices_them() {
    let mut conference = flagship();
    // The one thing that it does not have.
    conference.tags.push("x".into());
    conference.sessions[..2].iter_mut().for_each(|session| session.tags = vec![TagId(0)]);
    let grounded = rules::ground(&conference).expect("costs that can be counted");
    let priced = schedule::priced(&grounded);
    let priced = grounded.labels.iter().zip(priced).filter(|(_, priced)| *priced).map(|(named, _)| named.rule);
    let is_known = |rule: &RuleId| {
        let entry = json!({ "rule": rule, "subject": [], "at": 0, "values": [] });
        let faults =
            verify_certificate(&conference, &json!({ "multipliers": [entry] })).expect_err("it claims nothing");
        !faults.iter().any(|fault| fault.contains("no multipliers are known"))
    };
    let known = RuleId::ALL.into_iter().filter(is_known);
    assert_eq!(known.collect::<BTreeSet<_>>(), priced.collect());
}

#[test]
fn the_checker_proves_what_the_model_does_hubs_included() {
    let conference = flagship();
    let grounded = rules::ground(&conference).expect("costs that can be counted");
    let priced = schedule::priced(&grounded);
    let mut lagrangian =
        Lagrangian::pricing(&grounded.model, |label| priced[label.0 as usize]).expect("places for all");
    lagrangian.iterate(20, 70_000_000);
    let bound = lagrangian.best();
    assert!(bound.anchors.0.is_some() && bound.anchors.1.is_some() && bound.value > bound.base, "{:?}", bound.anchors);
    let document = schedule::certificate(&conference, &grounded, bound);
    assert_eq!(verify_certificate(&conference, &document), Ok(bound.value));
}
