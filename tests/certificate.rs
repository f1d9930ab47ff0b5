//! The certificate of the flagship: the checker, which has never seen the model, proves what the model's bound claims.

use plenary::check::verify_certificate;
use plenary::solve::bound::Lagrangian;
use plenary::{instance, rules, schedule};

#[test]
fn the_checker_proves_what_the_model_does_hubs_included() {
    let text = include_bytes!("../instances/igf-2020.json");
    let loaded = instance::load(text, "igf-2020.json", &rules::catalogue());
    let conference = loaded.conference.expect("an instance without faults");
    let grounded = rules::ground(&conference).expect("costs that can be counted");
    let priced = schedule::priced(&grounded);
    let mut lagrangian =
        Lagrangian::pricing(&grounded.model, |label| priced[label.0 as usize]).expect("places for all");
    lagrangian.iterate(20, 70_000_000);
    let bound = lagrangian.best();
    assert!(bound.hubs.0.is_some() && bound.hubs.1.is_some() && bound.value > bound.base, "{:?}", bound.hubs);
    let document = schedule::certificate(&conference, &grounded, bound);
    assert_eq!(verify_certificate(&conference, &document), Ok(bound.value));
}
