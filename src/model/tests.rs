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
