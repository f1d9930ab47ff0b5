//! What a state and [`HardConditions`] say of single activities.

use super::*;

/// Three activities of one step that can start at either of two steps, on one day.
fn three() -> Builder {
    let starts = (0..2).map(|step| Start { step, day: 0, date: 0 }).collect();
    let mut b = Builder::new(4, starts, vec![Day { first: 0, end: 4 }], vec![Class { size: 2 }]);
    (0..3).for_each(|_| _ = b.activity(1, 1));
    b
}

fn at(start: u32) -> Option<Place> {
    Some(Place { start, class: 0 })
}

fn uses(activities: std::ops::Range<u32>) -> Vec<Use> {
    activities.map(|activity| Use { activity, class: None, from: 0, until: 1, amount: 1 }).collect()
}

/// Conditions between activities 0 and 1, hard with labels from 1 or soft with labels from 11.
fn add_conditions(b: &mut Builder, first: u32, price: Price) {
    let label = |number: u32| Label(first + number);
    b.cumulative(Cumulative { label: label(0), capacity: 1, price, role: Role::Other, uses: uses(0..2) });
    let kind = PrecedenceKind::Gap { least: 0, most: None, either_order: false, same_class: false };
    b.precedence(Precedence { label: label(1), kind, start_set: None, price, pairs: vec![(0, 1)] });
    let measure = b.measure(vec![2, 1]);
    let terms = (0..2).map(|activity| BucketCapacityTerm { activity, measure, buckets: None }).collect();
    b.bucket_capacity(BucketCapacity { label: label(2), buckets: 1, limit: 3, price, terms }, 0);
    let (measure, buckets) = (b.measure(vec![1, -1]), b.buckets(vec![0, 0]));
    let terms = (0..2).map(|activity| LeastExcessTerm { activity, measure, buckets }).collect();
    b.least_excess(LeastExcess { label: label(3), buckets: 1, price, terms });
}

#[test]
fn the_hard_conditions_that_a_place_breaks_are_named() {
    let mut b = three();
    add_conditions(&mut b, 1, Price::Hard);
    add_conditions(&mut b, 11, Price::Soft(1));
    b.day_span(Label(5), 0, Some(1), 1);
    let model = b.finish().expect("small costs");
    let broken = |assignment: [Option<Place>; 3], activity: usize, start: u32| {
        let mut conditions = HardConditions::new(&model, &assignment.to_vec(), activity, true);
        let labels = conditions.broken(Place { start, class: 0 });
        assert_eq!(conditions.broken(Place { start, class: 0 }), labels, "the second time too");
        labels.iter().map(|label| label.0).collect::<Vec<_>>()
    };
    assert_eq!(broken([at(0), None, None], 1, 0), [1, 2, 3, 4]);
    assert_eq!(broken([at(0), at(1), None], 1, 0), [1, 2, 3, 4], "its own place does not count");
    // The day is open for one step more. The others hold: 2 + 1 is 3, and 1 - 1 is 0.
    assert_eq!(broken([at(0), None, None], 1, 1), [5]);
    assert_eq!(broken([None, at(0), None], 0, 1), [2, 5], "the first has to end before the second");
    assert_eq!(broken([None; 3], 1, 0), [4], "an excess of its own");
    assert_eq!(broken([at(0), at(0), None], 2, 0), [0_u32; 0], "it is in none of them");
    assert_eq!(broken([at(0), at(0), None], 2, 1), [5]);
}

#[test]
fn units_are_added_unless_each_session_has_its_own() {
    let mut b = three();
    let mut add = |label, role, until| {
        let uses = uses(0..3).into_iter().map(|used| Use { until, ..used }).collect();
        b.cumulative(Cumulative { label: Label(label), capacity: 2, price: Price::Hard, role, uses });
    };
    add(1, Role::Other, 2);
    add(2, Role::Resource { turnaround: 0 }, 1);
    let model = b.finish().expect("small costs");
    let broken = |known: bool| {
        let mut conditions = HardConditions::new(&model, &vec![at(0), at(0), None], 2, known);
        (conditions.broken(Place { start: 0, class: 0 }), conditions.broken(Place { start: 1, class: 0 }))
    };
    assert_eq!(model.cumulatives.len(), 2, "neither dominates the other");
    assert_eq!(broken(false), (vec![Label(1), Label(2)], vec![Label(1)]));
    assert_eq!(broken(true), (vec![Label(1)], vec![Label(1)]));
}

#[test]
fn the_broken_amount_of_an_activity_is_all_that_it_adds_above_limits() {
    let mut b = three();
    let (measure, buckets) = (b.measure(vec![3, 4]), b.buckets(vec![1, 0]));
    for limit in [3, 5] {
        let terms = (0..2).map(|activity| BucketCapacityTerm { activity, measure, buckets: Some(buckets) }).collect();
        b.bucket_capacity(BucketCapacity { label: Label(0), buckets: 2, limit, price: Price::Hard, terms }, 0);
    }
    let measure = b.measure(vec![2, 5]);
    let terms = (0..2).map(|activity| LeastExcessTerm { activity, measure, buckets }).collect();
    b.least_excess(LeastExcess { label: Label(0), buckets: 2, price: Price::Hard, terms });
    let model = b.finish().expect("small costs");
    let index = ModelIndex::new(&model);
    let amounts = |places: [Option<Place>; 3]| {
        let state = State::new(&index, &places.to_vec());
        [0, 1].map(|activity| state.broken_amount(activity))
    };
    // Together they are 6 above both limits, and the only bucket of the third condition has 4.
    assert_eq!(amounts([at(0), at(0), None]), [3 + 3 + 2; 2]);
    // 3 is at the limit and 4 above one; the better bucket of the third condition is that of the first activity.
    assert_eq!(amounts([at(0), at(1), None]), [2, 4]);
    assert_eq!(amounts([at(0), None, None]), [2, 0]);
}

#[test]
fn the_least_that_an_insertion_adds_is_its_cost_less_all_that_it_can_save() {
    let mut b = three();
    b.add_start_cost(0, 0, 7);
    let measure = b.measure(vec![-3, 2]);
    let terms = (0..2).map(|activity| BucketCapacityTerm { activity, measure, buckets: None }).collect();
    b.bucket_capacity(BucketCapacity { label: Label(0), buckets: 1, limit: 0, price: Price::Soft(2), terms }, 0);
    let (measure, buckets) = (b.measure(vec![4, 4]), b.buckets(vec![0, 0]));
    let terms = (0..2).map(|activity| LeastExcessTerm { activity, measure, buckets }).collect();
    b.least_excess(LeastExcess { label: Label(0), buckets: 1, price: Price::Soft(5), terms });
    let model = b.finish().expect("small costs");
    let index = ModelIndex::new(&model);
    let state = State::new(&index, &vec![None, at(1), None]);
    assert_eq!(state.least_added(0, Place { start: 0, class: 0 }), 7 - 2 * 3 - 5 * 4);
    assert_eq!(state.least_added(2, Place { start: 0, class: 0 }), -5 * 4, "it takes part in nothing");
}

#[test]
fn only_the_steps_and_classes_that_an_activity_uses_count() {
    let starts = (0..3).map(|step| Start { step, day: 0, date: 0 }).collect();
    let classes = vec![Class { size: 1 }, Class { size: 1 }];
    let mut b = Builder::new(6, starts, vec![Day { first: 0, end: 6 }], classes);
    (0..2).for_each(|_| _ = b.activity(2, 1));
    let used = |activity, from| Use { activity, class: Some(1), from, until: from + 1, amount: 1 };
    let uses = vec![used(0, 0), used(1, 1)];
    b.cumulative(Cumulative { label: Label(1), capacity: 1, price: Price::Hard, role: Role::Other, uses });
    let alone = vec![Use { amount: 3, ..used(1, 0) }];
    b.cumulative(Cumulative { label: Label(2), capacity: 2, price: Price::Hard, role: Role::Other, uses: alone });
    let model = b.finish().expect("small costs");
    let broken = |first: (u32, u32), second: (u32, u32)| {
        let place = |(start, class)| Place { start, class };
        let mut conditions = HardConditions::new(&model, &vec![Some(place(first)), None], 1, false);
        conditions.broken(place(second)).iter().map(|label| label.0).collect::<Vec<_>>()
    };
    // The first activity uses its first step, the second one its second step, both in class 1 only.
    assert_eq!(broken((1, 1), (0, 1)), [1, 2]);
    assert_eq!(broken((1, 1), (1, 1)), [2], "the second needs more than there is, by itself");
    assert_eq!(broken((1, 1), (2, 1)), [2]);
    assert_eq!(broken((2, 1), (1, 1)), [1, 2]);
    assert_eq!(broken((1, 1), (0, 0)), [0_u32; 0]);
    assert_eq!(broken((1, 0), (0, 1)), [2]);
}
