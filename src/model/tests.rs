//! Models with very large amounts: nothing overflows, and amounts that do not fit are refused.

use super::*;

/// Sessions that each take all rooms for their middle step, and one room for the steps around it, as in a programme in
/// which many sessions must have no other session at the same time.
fn exclusive_sessions(rooms: u32, sessions: u32) -> Builder {
    let starts: Vec<Start> = (0..4).map(|step| Start { step, day: 0, date: 0 }).collect();
    let mut b = Builder::new(8, starts, vec![Day { first: 0, end: 8 }], vec![Class { size: rooms }]);
    (0..sessions).for_each(|_| _ = b.activity(2, 1));
    let parts = [(0, 1, 1), (1, 2, rooms), (2, 3, 1)];
    let uses = (0..sessions)
        .flat_map(|activity| parts.map(|(from, until, amount)| Use { activity, class: None, from, until, amount }));
    let (role, uses) = (Role::Resource { turnaround: 1 }, uses.collect());
    b.cumulative(Cumulative { label: Label(7), capacity: rooms, price: Price::Hard, role, uses });
    b
}

/// 300 x 300 units at once do not fit into 16 bits.
#[test]
fn usage_beyond_16_bits_is_counted_exactly() {
    let model = exclusive_sessions(300, 300).finish().expect("90,000 units fit");
    let index = ModelIndex::new(&model);
    let at = |start: usize| Some(Place { start: (start % 4) as u32, class: 0 });
    let together: Assignment = vec![at(1); 300];
    let mut state = State::new(&index, &together);
    assert_eq!(state.total().score(), evaluate(&model, &together));
    assert_eq!(state.total().units[ConditionKind::Resource as usize], 299 * 300, "300 x 300 units on 300 rooms");
    for activity in 0..300 {
        let _ = state.remove(activity);
        state.insert(activity, at(activity).expect("a place"));
        assert_eq!(state.total().score(), evaluate(&model, state.assignment()), "after activity {activity}");
    }
}

#[test]
fn usage_beyond_32_bits_is_refused() {
    let all = u32::MAX / 4;
    assert!(exclusive_sessions(all - 2, 4).finish().is_ok(), "4 x (all - 2) + 8 units fit");
    assert_eq!(exclusive_sessions(all, 4).finish(), Err(BuildError::Usage(Label(7))));
}

/// A hard cumulative costs nothing, but the number of its violations must fit too.
#[test]
fn violations_beyond_the_limit_are_refused() {
    let long = 1 << 24;
    let start = Start { step: 0, day: 0, date: 0 };
    let mut b = Builder::new(long, vec![start], vec![Day { first: 0, end: long }], vec![Class { size: 1 }]);
    let amount = 1 << 30;
    let uses =
        (0..2).map(|_| Use { activity: b.activity(long, 1), class: None, from: 0, until: long, amount }).collect();
    b.cumulative(Cumulative { label: Label(0), capacity: 1, price: Price::Hard, role: Role::Other, uses });
    assert_eq!(b.finish(), Err(BuildError::Costs));
}

/// Two activities of one step with two starts and two classes.
fn small() -> Builder {
    let starts = (0..2).map(|step| Start { step, day: 0, date: 0 }).collect();
    let mut b = Builder::new(3, starts, vec![Day { first: 0, end: 3 }], vec![Class { size: 1 }, Class { size: 1 }]);
    (0..2).for_each(|_| _ = b.activity(1, 1));
    b
}

#[test]
fn a_start_is_forbidden_when_its_last_class_is() {
    let mut b = small();
    b.add_place_cost(0, 0, 1, 5);
    b.forbid_place(0, 0, 0, 3);
    assert_eq!((b.model().activities[0].start_cost[0], b.model().activities[0].blocked[0]), (0, 1 << 3));
    b.forbid_place(0, 0, 1, 4);
    let model = b.finish().expect("small costs");
    assert_eq!(model.activities[0].start_cost, [FORBIDDEN, 0]);
    assert_eq!(model.activities[0].blocked, [(1 << 3) | (1 << 4), 0]);
    assert_eq!(model.places(0).collect::<Vec<_>>(), [0, 1].map(|class| Place { start: 1, class }));
}

#[test]
fn a_forbidden_place_is_a_violation_for_the_state_as_well() {
    let mut b = small();
    b.forbid_start(0, 0, 0);
    b.forbid_place(1, 1, 1, 0);
    b.add_start_cost(1, 1, 7);
    let model = b.finish().expect("small costs");
    let index = ModelIndex::new(&model);
    let place = |start, class| Some(Place { start, class });
    for places in [[place(0, 0), None], [place(1, 0), place(1, 1)], [place(0, 1), place(1, 0)]] {
        let score = evaluate(&model, &places.to_vec());
        assert_eq!(State::new(&index, &places.to_vec()).total().score(), score);
    }
    assert_eq!(evaluate(&model, &vec![place(0, 0), place(1, 1)]).violations, 2);
    assert_eq!(evaluate(&model, &vec![place(1, 0), place(1, 0)]).soft, 7);
}

#[test]
fn primitives_that_cannot_cost_anything_are_dropped() {
    let mut b = small();
    let uses = |amount| (0..2).map(|activity| Use { activity, class: None, from: 0, until: 1, amount }).collect();
    let mut add = |label, capacity, price, amount| {
        b.cumulative(Cumulative { label: Label(label), capacity, price, role: Role::Other, uses: uses(amount) });
    };
    add(0, 1, Price::Soft(1), 1);
    add(1, 2, Price::Soft(1), 1);
    add(2, 1, Price::Soft(0), 1);
    let table = b.buckets(vec![0, 1]);
    let terms = |count| (0..count).map(|activity| NValueTerm { activity, buckets: table }).collect();
    for (label, free, price, count) in [(3, 1, 1, 2), (4, 2, 1, 2), (5, 1, 0, 2), (6, 0, 1, 1)] {
        b.nvalue(NValue { label: Label(label), buckets: 2, free, price, terms: terms(count) });
    }
    let model = b.finish().expect("small costs");
    assert_eq!(model.cumulatives.iter().map(|cumulative| cumulative.label.0).collect::<Vec<_>>(), [0]);
    assert_eq!(model.nvalues.iter().map(|nvalue| nvalue.label.0).collect::<Vec<_>>(), [3, 6]);
}

/// The number of bucket capacities that remain, and the start costs of the first activity. Its amounts are 4 and 5.
fn with_limit(limit: i64, price: Price, terms: u32) -> (usize, Vec<Cost>) {
    let mut b = small();
    let measure = b.measure(vec![4, 5]);
    let terms = (0..terms).map(|activity| BucketCapacityTerm { activity, measure, buckets: None }).collect();
    b.bucket_capacity(BucketCapacity { label: Label(0), buckets: 1, limit, price, terms }, 0);
    let model = b.finish().expect("small costs");
    (model.bucket_capacities.len(), model.activities[0].start_cost.clone())
}

#[test]
fn a_limit_is_kept_for_two_activities_and_folded_for_one() {
    assert_eq!(with_limit(4, Price::Hard, 1), (0, vec![0, FORBIDDEN]), "an amount at the limit is allowed");
    assert_eq!(with_limit(0, Price::Hard, 1), (0, vec![FORBIDDEN, FORBIDDEN]));
    assert_eq!(with_limit(4, Price::Soft(3), 1), (0, vec![0, 3]));
    assert_eq!(with_limit(0, Price::Soft(3), 1), (0, vec![12, 15]));
    assert_eq!(with_limit(0, Price::Soft(3), 2), (0, vec![12, 15]), "all of it is each activity's own");
    assert_eq!(with_limit(4, Price::Soft(3), 2), (1, vec![0, 3]));
    assert_eq!(with_limit(4, Price::Hard, 2), (1, vec![0, 0]));
    // Without activities nothing is above a limit, unless it is negative: an empty bucket is above it.
    assert_eq!(with_limit(0, Price::Soft(3), 0), (0, vec![0, 0]));
    assert_eq!(with_limit(-1, Price::Soft(3), 0), (1, vec![0, 0]));
    assert_eq!(with_limit(-1, Price::Soft(3), 1), (1, vec![0, 0]));
}

/// Two activities that can start at either of two steps, on one day.
fn pair_of_activities() -> Builder {
    let starts = (0..2).map(|step| Start { step, day: 0, date: 0 }).collect();
    let mut b = Builder::new(4, starts, vec![Day { first: 0, end: 4 }], vec![Class { size: 2 }]);
    (0..2).for_each(|_| _ = b.activity(1, 1));
    b
}

/// Adds a cost with a price to a model.
type AddCost = fn(&mut Builder, Cost);

/// Each kind of cost that two activities can have, with its name.
fn priced_primitives() -> [(&'static str, AddCost); 9] {
    [
        ("start cost", |b, price| b.add_start_cost(0, 1, price)),
        ("place cost", |b, price| b.add_place_cost(1, 0, 0, price)),
        ("cumulative", |b, price| {
            let uses = (0..2).map(|activity| Use { activity, class: None, from: 0, until: 1, amount: 1 }).collect();
            b.cumulative(Cumulative {
                label: Label(0),
                capacity: 1,
                price: Price::Soft(price),
                role: Role::Other,
                uses,
            });
        }),
        ("bucket capacity", |b, price| {
            let measure = b.measure(vec![1, 2]);
            let terms = (0..2).map(|activity| BucketCapacityTerm { activity, measure, buckets: None }).collect();
            let price = Price::Soft(price);
            b.bucket_capacity(BucketCapacity { label: Label(0), buckets: 1, limit: 3, price, terms }, 0);
        }),
        ("nvalue", |b, price| {
            let buckets = b.buckets(vec![0, 1]);
            let terms = (0..2).map(|activity| NValueTerm { activity, buckets }).collect();
            b.nvalue(NValue { label: Label(0), buckets: 2, free: 1, price, terms });
        }),
        ("precedence", |b, price| {
            let kind = PrecedenceKind::Gap { least: 0, most: None, either_order: false, same_class: false };
            let price = Price::Soft(price);
            b.precedence(Precedence { label: Label(0), kind, start_set: None, price, pairs: vec![(0, 1)] });
        }),
        ("day span", |b, price| b.day_span(Label(0), 0, None, price)),
        ("min max", |b, price| {
            let term = |activity| MinMaxTerm { activity, first: activity, width: 1, group_costs: vec![price, 0] };
            b.min_max(MinMax::largest(vec![Label(0); 2], (0..2).map(term).collect()));
        }),
        ("least excess", |b, price| {
            let (measure, buckets) = (b.measure(vec![1, -1]), b.buckets(vec![0, 0]));
            let terms = vec![LeastExcessTerm { activity: 0, measure, buckets }];
            b.least_excess(LeastExcess { label: Label(0), buckets: 1, price: Price::Soft(price), terms });
        }),
    ]
}

#[test]
fn a_model_whose_score_can_reach_the_limit_is_refused_whatever_costs_so_much() {
    for (name, add) in priced_primitives() {
        let finished = |price: Cost| {
            let mut b = pair_of_activities();
            add(&mut b, price);
            b.finish()
        };
        assert_eq!(finished(1 << 53).err(), Some(BuildError::Costs), "{name}");
        assert!(finished(1 << 45).is_ok(), "{name}");
    }
}

/// Costs beyond 32 bits are not in the compact tables.
#[test]
fn large_costs_are_counted_exactly_in_states() {
    let mut b = pair_of_activities();
    for (_, add) in priced_primitives() {
        add(&mut b, (1 << 40) + 1);
    }
    let model = b.finish().expect("below the limit");
    let index = ModelIndex::new(&model);
    let places: Vec<Option<Place>> =
        [None, Some(0), Some(1)].map(|start| start.map(|start| Place { start, class: 0 })).to_vec();
    for first in &places {
        for second in &places {
            let mut state = State::new(&index, &vec![None; 2]);
            for (activity, place) in [first, second].into_iter().enumerate() {
                let added = place.map(|place| state.insertion_delta(activity, place));
                assert_eq!(place.map(|place| state.insert(activity, place)), added);
            }
            assert_eq!(state.total().score(), evaluate(&model, &vec![*first, *second]), "{first:?} {second:?}");
        }
    }
}

/// Adds a primitive to a model of two activities.
type AddPrimitive = fn(&mut Builder);

/// Each primitive, with the most that it can add to a score.
fn largest_scores() -> [(&'static str, AddPrimitive, i64); 13] {
    fn cumulative(b: &mut Builder, price: Price) {
        let used = |activity, from, until, amount| Use { activity, class: None, from, until, amount };
        let uses = vec![used(0, 1, 4, 2), used(1, 0, 2, 5)];
        b.cumulative(Cumulative { label: Label(0), capacity: 4, price, role: Role::Other, uses });
    }
    fn bucket_capacity(b: &mut Builder, price: Price) {
        let measure = b.measure(vec![4, -9]);
        let terms = (0..2).map(|activity| BucketCapacityTerm { activity, measure, buckets: None }).collect();
        b.bucket_capacity(BucketCapacity { label: Label(0), buckets: 3, limit: -2, price, terms }, 0);
    }
    fn least_excess(b: &mut Builder, price: Price) {
        let (measure, buckets) = (b.measure(vec![3, -4]), b.buckets(vec![0, 0]));
        let terms = (0..2).map(|activity| LeastExcessTerm { activity, measure, buckets }).collect();
        b.least_excess(LeastExcess { label: Label(0), buckets: 1, price, terms });
    }
    fn precedence(b: &mut Builder, price: Price) {
        let kind = PrecedenceKind::Gap { least: 0, most: None, either_order: false, same_class: false };
        b.precedence(Precedence { label: Label(0), kind, start_set: None, price, pairs: vec![(0, 1)] });
    }
    [
        ("nothing", |_| {}, 0),
        (
            "start costs",
            |b| [(0, 5), (1, -9)].into_iter().for_each(|(start, cost)| b.add_start_cost(0, start, cost)),
            9,
        ),
        ("place costs", |b| (0..2).for_each(|activity| b.add_place_cost(activity, 0, 0, 11)), 2 * 11),
        ("forbidden starts", |b| b.forbid_start(0, 1, 0), 0),
        ("soft cumulative", |b| cumulative(b, Price::Soft(7)), 7 * (3 * 2 + 2 * 5)),
        ("hard cumulative", |b| cumulative(b, Price::Hard), 3 * 2 + 2 * 5),
        ("soft bucket capacity", |b| bucket_capacity(b, Price::Soft(7)), 7 * (9 + 9 + 2 * 3)),
        ("hard bucket capacity", |b| bucket_capacity(b, Price::Hard), 9 + 9 + 2 * 3),
        (
            "nvalue",
            |b| {
                let buckets = b.buckets(vec![0, 1]);
                let terms = (0..2).map(|activity| NValueTerm { activity, buckets }).collect();
                b.nvalue(NValue { label: Label(0), buckets: 2, free: 0, price: 5, terms });
            },
            5 * 2,
        ),
        ("precedence", |b| precedence(b, Price::Soft(13)), 13),
        ("day span", |b| b.day_span(Label(0), 0, None, 3), 3 * 6),
        (
            "min max",
            |b| {
                let costs = [vec![8, 2], vec![1, 6]].into_iter().enumerate();
                let term = |(activity, group_costs)| MinMaxTerm { activity, first: 0, width: 1, group_costs };
                let terms = costs.map(|(activity, costs)| term((activity as u32, costs))).collect();
                b.min_max(MinMax::largest(vec![Label(0)], terms));
            },
            8 + 6,
        ),
        ("least excess", |b| least_excess(b, Price::Soft(5)), 5 * (4 + 4)),
    ]
}

#[test]
fn a_score_of_2_to_the_53_is_too_large_and_one_less_is_not() {
    let finished = |unplaced: i64, adds: &[AddPrimitive]| {
        let starts = (0..2).map(|step| Start { step, day: 0, date: 0 }).collect();
        let mut b = Builder::new(6, starts, vec![Day { first: 0, end: 6 }], vec![Class { size: 2 }]);
        [unplaced, 0].into_iter().for_each(|penalty| _ = b.activity(1, penalty));
        adds.iter().for_each(|add| add(&mut b));
        b.finish()
    };
    let limit = |name: &str, most: i64, adds: &[AddPrimitive]| {
        assert!(finished((1 << 53) - 1 - most, adds).is_ok(), "{name}");
        assert_eq!(finished((1 << 53) - most, adds).err(), Some(BuildError::Costs), "{name}");
    };
    for (name, add, most) in largest_scores() {
        limit(name, most, &[add]);
    }
    let all: Vec<AddPrimitive> =
        largest_scores().iter().filter(|case| !case.0.contains("start")).map(|case| case.1).collect();
    let most = largest_scores().iter().filter(|case| !case.0.contains("start")).map(|case| case.2).sum();
    limit("all together", most, &all);
}

#[test]
fn costs_that_overflow_do_not_forbid_a_start() {
    let mut b = small();
    (0..2).for_each(|_| b.add_start_cost(0, 0, Cost::MAX - 2));
    assert_eq!(b.model().activities[0].start_cost, [FORBIDDEN - 1, 0]);
    b.add_start_cost(0, 1, FORBIDDEN);
    b.add_start_cost(0, 1, -5);
    assert_eq!(b.model().activities[0].start_cost[1], FORBIDDEN);
}

#[test]
fn two_spans_of_a_day_become_one() {
    let mut b = small();
    b.day_span(Label(1), 0, Some(3), 3);
    b.day_span(Label(2), 0, Some(2), 4);
    b.day_span(Label(3), 0, None, 5);
    let model = b.finish().expect("small costs");
    assert_eq!(model.day_spans, [DaySpan { label: Label(1), day: 0, longest: Some(2), price: 3 + 4 + 5 }]);
}

#[test]
fn a_place_that_two_rules_forbid_names_both_and_each_once() {
    let mut b = small();
    [2, 2, 5].into_iter().for_each(|reason| b.forbid_start(0, 0, reason));
    [1, 1].into_iter().for_each(|reason| b.forbid_place(1, 0, 0, reason));
    assert_eq!(b.model().activities[0].blocked, [(1 << 2) | (1 << 5), 0]);
    assert_eq!(b.model().activities[1].blocked, [1 << 1, 0]);
}
