//! Presolve against all assignments of small models.

use super::*;
use crate::model::{
    Assignment, BucketCapacity, BucketCapacityTerm, Builder, Class, Cumulative, Day, LeastExcess, LeastExcessTerm,
    NO_BUCKET, Precedence, PrecedenceKind, Price, Role, Start, Use, evaluate,
};
use crate::solve::testing::random_model;

/// Every assignment that breaks no hard condition.
fn clean(model: &Model) -> Vec<Assignment> {
    let mut all: Vec<Assignment> = vec![Vec::new()];
    for activity in 0..model.activities.len() {
        let choices: Vec<Option<Place>> = model.places(activity).map(Some).chain([None]).collect();
        all = all.iter().flat_map(|part| choices.iter().map(|c| [part.as_slice(), &[*c]].concat())).collect();
    }
    all.retain(|assignment| evaluate(model, assignment).violations == 0);
    all
}

fn uses_only(assignment: &Assignment, places: &[Vec<Place>]) -> bool {
    assignment.iter().zip(places).all(|(place, places)| place.is_none_or(|place| places.contains(&place)))
}

#[test]
fn presolve_keeps_every_assignment_of_its_scope_and_findings_are_true() {
    let (mut removed, mut found) = (0, 0);
    for seed in 0..250 {
        let model = random_model(seed);
        let any = presolve(&model, Scope::Any);
        let complete = presolve(&model, Scope::Complete);
        let before: usize = (0..model.activities.len()).map(|a| model.places(a).count()).sum();
        removed += before - complete.places.iter().map(Vec::len).sum::<usize>();
        found += complete.findings.len();
        for assignment in clean(&model) {
            assert!(uses_only(&assignment, &any.places), "seed {seed}");
            let whole = assignment.iter().all(Option::is_some);
            assert!(!whole || uses_only(&assignment, &complete.places), "seed {seed}");
            for finding in any.findings.iter().chain(&complete.findings) {
                let placed = finding.activities.iter().all(|&activity| assignment[activity as usize].is_some());
                assert!(!placed, "seed {seed}: {finding:?}");
            }
        }
    }
    assert!(removed > 500 && found > 20, "{removed} removed, {found} found");
}

/// Activities of these durations on two days of four steps, with one resource.
fn rooms(durations: &[u32]) -> Builder {
    let starts = (0..8).map(|step| Start { step, day: step / 4, date: (step / 4) as i32 }).collect();
    let days = vec![Day { first: 0, end: 4 }, Day { first: 4, end: 8 }];
    let mut builder = Builder::new(12, starts, days, vec![Class { size: 1 }]);
    for &duration in durations {
        let activity = builder.activity(duration, 1);
        for step in 0..8_u32 {
            if step % 4 + duration > 4 {
                builder.forbid_start(activity, step as usize, 0);
            }
        }
    }
    let uses = (0_u32..)
        .zip(durations)
        .map(|(activity, &until)| Use { activity, class: Some(0), from: 0, until, amount: 1 })
        .collect();
    builder.cumulative(Cumulative {
        label: Label(1),
        capacity: 1,
        price: Price::Hard,
        role: Role::Resource { turnaround: 0 },
        uses,
    });
    builder
}

fn after(pairs: Vec<(u32, u32)>) -> Precedence {
    let kind = PrecedenceKind::Gap { least: 0, most: None, either_order: false, same_class: false };
    Precedence { label: Label(2), kind, start_set: None, price: Price::Hard, pairs }
}

#[test]
fn demand_above_the_capacity_of_all_days_is_found() {
    let fits = rooms(&[3, 3, 1, 1]).finish().expect("small");
    assert_eq!(presolve(&fits, Scope::Complete).findings, []);
    let full = rooms(&[3, 3, 2, 1]).finish().expect("small");
    let kind = FindingKind::Classes { days: vec![0, 1], demanded: 9, available: 8 };
    assert_eq!(presolve(&full, Scope::Any).findings, [Finding { kind, activities: vec![0, 1, 2, 3] }]);
}

#[test]
fn a_limited_day_span_lowers_the_capacity() {
    let mut builder = rooms(&[2, 2, 2]);
    builder.day_span(Label(3), 0, Some(2), 0);
    builder.day_span(Label(4), 1, Some(2), 0);
    let findings = presolve(&builder.finish().expect("small"), Scope::Any).findings;
    let kind = FindingKind::Classes { days: vec![0, 1], demanded: 6, available: 4 };
    assert_eq!(findings, [Finding { kind, activities: vec![0, 1, 2] }]);
}

#[test]
fn a_finding_names_every_activity_of_a_chain_that_is_too_long() {
    let mut builder = rooms(&[3, 3, 1, 1]);
    builder.precedence(after(vec![(0, 1), (1, 2), (2, 3)]));
    (4..8).for_each(|start| builder.forbid_start(3, start, 0));
    let presolved = presolve(&builder.finish().expect("small"), Scope::Complete);
    let [Finding { kind: FindingKind::Blocked { .. }, activities }] = presolved.findings.as_slice() else {
        panic!("{:?}", presolved.findings);
    };
    assert_eq!(*activities, [0, 1, 2, 3]);
}

#[test]
fn precedences_remove_places_only_if_everything_is_placed() {
    let mut builder = rooms(&[3, 1]);
    builder.precedence(after(vec![(0, 1)]));
    let model = builder.finish().expect("small");
    let starts = |scope| presolve(&model, scope).places[1].iter().map(|place| place.start).collect::<Vec<_>>();
    assert_eq!(starts(Scope::Any), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(starts(Scope::Complete), [3, 4, 5, 6, 7]);
}

#[test]
fn a_bucket_limit_that_is_too_small_for_all_is_found() {
    let mut builder = rooms(&[1, 1, 1]);
    let measure = builder.measure(vec![3; 8]);
    let buckets = builder.buckets(vec![0, 0, 0, 0, 1, 1, 1, 1]);
    let term = |activity| BucketCapacityTerm { activity, measure, buckets: Some(buckets) };
    let terms = (0..3).map(term).collect();
    builder.bucket_capacity(BucketCapacity { label: Label(5), buckets: 2, limit: 4, price: Price::Hard, terms }, 0);
    let findings = presolve(&builder.finish().expect("small"), Scope::Any).findings;
    let kind = FindingKind::BucketCapacity { label: Label(5), buckets: vec![0, 1], demanded: 9, available: 8 };
    assert_eq!(findings, [Finding { kind, activities: vec![0, 1, 2] }]);
}

#[test]
fn a_least_excess_that_no_place_can_make_good_is_found() {
    // Activity 1 can be in the good bucket 1, and activity 0 does not have to be in a bucket.
    for (amounts, elsewhere, found) in
        [([1, 1], false, true), ([1, 0], false, false), ([1, 1], true, true), ([-1, 1], true, false)]
    {
        let mut builder = rooms(&[1, 1]);
        let all = builder.buckets(vec![0, 0, 0, 0, 1, 1, 1, 1]);
        let some = builder.buckets(vec![0, 0, 0, 0, 1, 1, 1, NO_BUCKET]);
        let measures = amounts.map(|amount| builder.measure(vec![3, 3, 3, 3, 3, 3, amount, 3]));
        let buckets = [if elsewhere { some } else { all }, all];
        let terms = [0, 1].map(|i| LeastExcessTerm { activity: i as u32, measure: measures[i], buckets: buckets[i] });
        let least_excess = LeastExcess { label: Label(6), buckets: 2, price: Price::Hard, terms: terms.to_vec() };
        builder.least_excess(least_excess);
        let findings = presolve(&builder.finish().expect("small"), Scope::Any).findings;
        let finding = Finding { kind: FindingKind::LeastExcess { label: Label(6) }, activities: vec![0, 1] };
        assert_eq!(findings, if found { vec![finding] } else { vec![] }, "{amounts:?} {elsewhere}");
    }
}

#[test]
fn an_activity_without_a_place_is_named() {
    let mut builder = rooms(&[1, 3]);
    (0..8).for_each(|start| builder.forbid_start(0, start, 4));
    builder.day_span(Label(3), 0, Some(2), 0);
    builder.day_span(Label(4), 1, Some(2), 0);
    let findings = presolve(&builder.finish().expect("small"), Scope::Any).findings;
    let named = |kind, activity| Finding { kind, activities: vec![activity] };
    assert_eq!(findings, [named(FindingKind::NoPlace, 0), named(FindingKind::NoPlaceAlone, 1)]);
}
