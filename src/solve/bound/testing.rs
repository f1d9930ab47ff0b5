//! Models for the tests: tiny ones with every primitive.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::model::{
    Assignment, BucketCapacity, BucketCapacityTerm, Builder, Class, Cost, Cumulative, Day, Label, MinMax, MinMaxTerm,
    Model, NO_BUCKET, NValue, NValueTerm, Precedence, PrecedenceKind, Price, Role, Start, Use, WEIGHT_SCALE, evaluate,
};

/// A seeded random generator.
pub(super) struct TestRng(Xoshiro256PlusPlus);

impl TestRng {
    pub(super) fn new(seed: u64) -> TestRng {
        TestRng(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A number below `n`.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.0.next_u64() % n
    }

    /// A number from `from` to `to`, both included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from + 1) as u64) as i64
    }

    /// True with a probability of `percent` in 100.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn price(&mut self, most: i64) -> Price {
        if self.chance(40) { Price::Hard } else { Price::Soft(self.between(1, most)) }
    }
}

const DAY_STEPS: u32 = 5;

/// A model of three or four activities with instances of every primitive.
pub(super) fn tiny(seed: u64) -> Model {
    let dice = &mut TestRng::new(seed);
    let days: Vec<Day> = (0..2).map(|d| Day { first: d * 7, end: d * 7 + DAY_STEPS }).collect();
    let mut starts = Vec::new();
    for (day, steps) in days.iter().enumerate() {
        for step in steps.first..steps.end {
            if dice.chance(75) {
                starts.push(Start { step, day: day as u32, date: day as i32 * 2 });
            }
        }
    }
    let classes: Vec<Class> = (0..1 + dice.below(2)).map(|_| Class { size: 1 + dice.below(2) as u32 }).collect();
    let mut b = Builder::new(20, starts.clone(), days.clone(), classes.clone());
    let durations: Vec<u32> = (0..3 + dice.below(2)).map(|_| 1 + dice.below(3) as u32).collect();
    for (activity, &duration) in durations.iter().enumerate() {
        b.activity(duration, 1);
        for (start, at) in starts.iter().enumerate() {
            b.add_start_cost(activity as u32, start, dice.between(-20, 100));
            if at.step + duration > days[at.day as usize].end || dice.chance(10) {
                b.forbid_start(activity as u32, start, 0);
            }
            for class in 0..classes.len() {
                b.add_place_cost(activity as u32, start, class, if dice.chance(20) { 30 } else { 0 });
                if dice.chance(5) {
                    b.forbid_place(activity as u32, start, class, 1);
                }
            }
        }
    }
    let count = durations.len() as u32;
    add_cumulatives(dice, &mut b, &classes, &durations);
    add_sums(dice, &mut b, starts.len(), count);
    add_pairs(dice, &mut b, starts.len(), count);
    for day in 0..2 {
        if dice.chance(70) {
            let longest = dice.chance(60).then(|| dice.between(2, 5) as u32);
            b.day_span(Label(9), day, longest, dice.between(0, 8));
        }
    }
    for _ in 0..dice.below(3) {
        let groups = 1 + dice.below(3) as u32;
        let mut terms = Vec::new();
        for activity in 0..count {
            let first = dice.below(u64::from(groups)) as u32;
            let width = 1 + dice.below(u64::from(groups - first)) as u32;
            let group_costs = (0..starts.len() * width as usize).map(|_| dice.between(0, 60)).collect();
            terms.push(MinMaxTerm { activity, first, width, group_costs });
        }
        let groups = (0..groups).map(|g| Label(20 + g)).collect();
        let mut min_max = MinMax::largest(groups, terms);
        if dice.chance(50) {
            let even = (WEIGHT_SCALE / min_max.caps.len() as i64 + 1).min(WEIGHT_SCALE);
            min_max.caps.iter_mut().for_each(|cap| *cap = dice.between(even, WEIGHT_SCALE));
        }
        b.min_max(min_max);
    }
    b.finish().expect("small costs")
}

fn add_cumulatives(dice: &mut TestRng, b: &mut Builder, classes: &[Class], durations: &[u32]) {
    let turnaround = dice.below(3) as u32;
    for (class, size) in classes.iter().enumerate() {
        let room = |(activity, &duration): (usize, &u32)| Use {
            activity: activity as u32,
            class: Some(class as u32),
            from: 0,
            until: duration + turnaround,
            amount: 1,
        };
        let uses = durations.iter().enumerate().map(room).collect();
        b.cumulative(Cumulative {
            label: Label(1),
            capacity: size.size,
            price: Price::Hard,
            role: Role::Resource { turnaround },
            uses,
        });
    }
    for label in 2..4 {
        let mut uses = Vec::new();
        let role = if dice.chance(50) { Role::Resource { turnaround: 0 } } else { Role::Other };
        for (activity, &duration) in durations.iter().enumerate() {
            let from = dice.below(u64::from(duration)) as u32;
            let until = if role != Role::Other { duration } else { duration + dice.below(2) as u32 };
            if dice.chance(90) {
                uses.push(Use {
                    activity: activity as u32,
                    class: None,
                    from,
                    until,
                    amount: 1 + dice.below(2) as u32,
                });
            }
        }
        let (capacity, price) = (2, dice.price(40));
        b.cumulative(Cumulative { label: Label(label), capacity, price, role, uses });
    }
}

fn add_sums(dice: &mut TestRng, b: &mut Builder, starts: usize, count: u32) {
    for label in 4..7 {
        let buckets = 1 + dice.below(2) as u32;
        let table = dice.chance(60).then(|| {
            let bucket = |dice: &mut TestRng| {
                if dice.chance(20) { NO_BUCKET } else { dice.below(u64::from(buckets)) as u32 }
            };
            b.buckets((0..starts).map(|_| bucket(dice)).collect())
        });
        let measure = b.measure((0..starts).map(|_| dice.between(-3, 10)).collect());
        let other = b.measure((0..starts).map(|_| dice.between(0, 10)).collect());
        let term = |activity: u32| BucketCapacityTerm {
            activity,
            measure: [measure, other][activity as usize % 2],
            buckets: table,
        };
        let (limit, price) = (dice.between(-2, 20), dice.price(6));
        b.bucket_capacity(
            BucketCapacity { label: Label(label), buckets, limit, price, terms: (0..count).map(term).collect() },
            2,
        );
    }
}

fn add_pairs(dice: &mut TestRng, b: &mut Builder, starts: usize, count: u32) {
    let buckets = b.buckets((0..starts).map(|_| dice.below(3) as u32).collect());
    let terms = (0..count).map(|activity| NValueTerm { activity, buckets }).collect();
    b.nvalue(NValue { label: Label(7), buckets: 3, free: 1, price: dice.between(0, 20), terms });
    let start_set = dice.chance(30).then(|| b.start_set((0..starts).map(|_| dice.chance(50)).collect()));
    let kind = if dice.chance(50) {
        PrecedenceKind::Gap { least: dice.between(-1, 2), most: None, either_order: dice.chance(50), same_class: false }
    } else {
        PrecedenceKind::Days { least: dice.between(0, 1), most: Some(2) }
    };
    b.precedence(Precedence { label: Label(8), kind, start_set, price: dice.price(30), pairs: vec![(0, 1)] });
    add_anchors(dice, b, starts, count);
}

/// Precedences that most activities have with the same two activities, for all starts or for a set of them.
fn add_anchors(dice: &mut TestRng, b: &mut Builder, starts: usize, count: u32) {
    for _ in 0..dice.below(2) {
        let (first, last) = (dice.below(u64::from(count)) as u32, dice.below(u64::from(count)) as u32);
        let after = (0..count).filter(|&x| x != first && x != last).map(|x| (first, x));
        let before = (0..count).filter(|&x| x != first && x != last).map(|x| (x, last));
        let mut pairs: Vec<(u32, u32)> = after.chain(before).filter(|_| dice.chance(90)).collect();
        pairs.extend((first != last).then_some((first, last)));
        let start_set = dice
            .chance(40)
            .then(|| b.start_set((0..starts).map(|start| (start < starts / 2) == dice.chance(90)).collect()));
        let kind =
            PrecedenceKind::Gap { least: dice.between(-2, 1), most: None, either_order: false, same_class: false };
        b.precedence(Precedence { label: Label(8), kind, start_set, price: Price::Hard, pairs });
    }
}

/// The least cost of an assignment that places everything and breaks no hard condition, by trying all.
pub(super) fn optimum(model: &Model) -> Option<Cost> {
    fn extend(model: &Model, assignment: &mut Assignment, best: &mut Option<Cost>) {
        if assignment.len() == model.activities.len() {
            let score = evaluate(model, assignment);
            if score.violations == 0 && best.is_none_or(|best| score.soft < best) {
                *best = Some(score.soft);
            }
            return;
        }
        for place in model.places(assignment.len()) {
            assignment.push(Some(place));
            extend(model, assignment, best);
            assignment.pop();
        }
    }
    let mut best = None;
    extend(model, &mut Vec::new(), &mut best);
    best
}
