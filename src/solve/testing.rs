//! Random small models for tests: every primitive and every field, with few enough assignments to enumerate.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::model::{
    BucketCapacity, BucketCapacityTerm, Builder, Class, Cost, Cumulative, Day, Label, LeastExcess, LeastExcessTerm,
    MinMax, MinMaxTerm, Model, NO_BUCKET, NValue, NValueTerm, Precedence, PrecedenceKind, Price, Role, Start, Use,
    WEIGHT_SCALE,
};

/// A hard capacity of the resources of all classes, without turnaround.
#[cfg(test)]
pub(crate) fn resource(capacity: u32, uses: Vec<Use>) -> Cumulative {
    Cumulative { label: Label(0), capacity, price: Price::Hard, role: Role::Resource { turnaround: 0 }, uses }
}

/// Two starts, each a bucket of a hard LeastExcess. Activity 0 has no part in it and can only be at start 0. Activity 1
/// adds -5 at start 0 and 3 at start 1, activity 2 adds 3 at both. Activities 0 and 1 need the only unit of a resource.
#[cfg(test)]
pub(crate) fn one_good_bucket() -> Model {
    let starts = (0..2).map(|step| Start { step, day: 0, date: 0 }).collect();
    let mut b = Builder::new(2, starts, vec![Day { first: 0, end: 2 }], vec![Class { size: 1 }]);
    (0..3).for_each(|_| _ = b.activity(1, 1));
    b.forbid_start(0, 1, 0);
    let uses = (0..2).map(|activity| Use { activity, class: None, from: 0, until: 1, amount: 1 }).collect();
    b.cumulative(resource(1, uses));
    let buckets = b.buckets(vec![0, 1]);
    let terms = [(1, vec![-5, 3]), (2, vec![3, 3])];
    let terms = terms.map(|(activity, amounts)| LeastExcessTerm { activity, measure: b.measure(amounts), buckets });
    b.least_excess(LeastExcess { label: Label(1), buckets: 2, price: Price::Hard, terms: terms.to_vec() });
    b.finish().expect("small")
}

/// Upper limit of the number of assignments of a [`random_model`], leaving out included.
pub const MOST_ASSIGNMENTS: u64 = 5_000;

/// A random generator for tests.
pub fn generator(seed: u64) -> TestRng {
    TestRng(Xoshiro256PlusPlus::seed_from_u64(seed))
}

/// A random generator with the draws that tests need.
#[derive(Debug, Clone)]
pub struct TestRng(Xoshiro256PlusPlus);

impl TestRng {
    /// A number in `least..=most`.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = (most - least + 1).max(1) as u64;
        least + (self.0.next_u64() % width) as i64
    }

    /// True with a probability of `percent` in 100.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// An index below `len`, which must not be 0.
    pub fn index(&mut self, len: usize) -> usize {
        self.between(0, len as i64 - 1) as usize
    }

    fn price(&mut self) -> Price {
        if self.chance(40) { Price::Hard } else { Price::Soft(self.between(1, 9)) }
    }
}

/// A small model, the same for the same seed on every machine: 2-5 activities on 1-3 days in 1-2 classes, with 0-3 of
/// each primitive, hard and soft. Some models have no assignment without a violation; in some not everything can be
/// placed.
pub fn random_model(seed: u64) -> Model {
    let dice = &mut generator(seed);
    let mut builder = time_axis(dice);
    activities(dice, &mut builder);
    rooms(dice, &mut builder);
    for label in 0..dice.between(0, 3) as u32 {
        if let Some(cumulative) = cumulative(dice, builder.model(), Label(100 + label)) {
            builder.cumulative(cumulative);
        }
    }
    for label in 0..dice.between(0, 2) as u32 {
        let bucket_capacity = bucket_capacity(dice, &mut builder, Label(200 + label));
        builder.bucket_capacity(bucket_capacity, 2);
    }
    if dice.chance(40) {
        let nvalue = nvalue(dice, &mut builder, Label(300));
        builder.nvalue(nvalue);
    }
    for label in 0..dice.between(0, 2) as u32 {
        let order = order(dice, &mut builder, Label(400 + label));
        builder.precedence(order);
    }
    for day in 0..builder.model().days.len() as u32 {
        if dice.chance(50) {
            let longest = dice.chance(50).then(|| dice.between(1, 4) as u32);
            let price = if longest.is_none() || dice.chance(50) { dice.between(1, 9) } else { 0 };
            builder.day_span(Label(500 + day), day, longest, price);
        }
    }
    for number in 0..dice.between(0, 2) {
        let mut min_max = min_max(dice, builder.model());
        // The costs of means are rounded up; only one keeps the order of assignments for the solvers.
        if number == 0 && dice.chance(60) {
            min_max.caps = caps(dice, min_max.groups.len());
        }
        builder.min_max(min_max);
    }
    if dice.chance(30) {
        let least_excess = least_excess(dice, &mut builder);
        builder.least_excess(least_excess);
    }
    #[expect(clippy::expect_used, reason = "only tests call this, and a panic fails them")]
    builder.finish().expect("a tiny model is far below the limit")
}

/// Days with gaps between them, starts on most of their steps, classes.
fn time_axis(dice: &mut TestRng) -> Builder {
    let (mut days, mut starts, mut step) = (Vec::new(), Vec::new(), 0);
    for day in 0..dice.between(1, 3) as u32 {
        let first = step + dice.between(0, 2) as u32;
        let end = first + dice.between(3, 6) as u32;
        let date = (day as i32) * 2 - i32::from(day == 2);
        starts.extend((first..end).filter(|&step| step == first || dice.chance(70)).map(|step| Start {
            step,
            day,
            date,
        }));
        days.push(Day { first, end });
        step = end;
    }
    let classes = (0..dice.between(1, 2)).map(|_| Class { size: dice.between(1, 2) as u32 }).collect();
    // Steps after the last start for the longest interval and its turnaround.
    Builder::new(step + 6, starts, days, classes)
}

/// Activities with costs. Places are forbidden until all assignments can be enumerated.
fn activities(dice: &mut TestRng, builder: &mut Builder) {
    let (starts, classes) = (builder.model().starts.len(), builder.model().classes.len());
    let count = dice.between(2, 5) as u32;
    let most = (1_u64..).take_while(|places| (places + 1).pow(count) <= MOST_ASSIGNMENTS).last().unwrap_or(1) as usize;
    for _ in 0..count {
        let activity = builder.activity(dice.between(1, 3) as u32, dice.between(1, 6));
        for start in 0..starts {
            builder.add_start_cost(activity, start, dice.between(0, 30));
        }
        if dice.chance(40) {
            for place in 0..starts * classes {
                builder.add_place_cost(activity, place / classes, place % classes, dice.between(0, 5));
                if dice.chance(10) {
                    builder.forbid_place(activity, place / classes, place % classes, 0);
                }
            }
        }
        if dice.chance(3) {
            (0..starts).for_each(|start| builder.forbid_start(activity, start, 1));
        }
        while builder.model().places(activity as usize).count() > most {
            builder.forbid_start(activity, dice.index(starts), 1);
        }
    }
}

/// A hard cumulative for each class, with turnaround: two activities cannot be in one room.
fn rooms(dice: &mut TestRng, builder: &mut Builder) {
    let turnaround = dice.between(0, 1) as u32;
    for class in 0..builder.model().classes.len() {
        if dice.chance(85) {
            let model = builder.model();
            let uses = (0_u32..)
                .zip(&model.activities)
                .map(|(activity, a)| {
                    let until = a.duration + turnaround;
                    Use { activity, class: Some(class as u32), from: 0, until, amount: 1 }
                })
                .collect();
            let cumulative = Cumulative {
                label: Label(class as u32),
                capacity: model.classes[class].size,
                price: Price::Hard,
                role: Role::Resource { turnaround },
                uses,
            };
            builder.cumulative(cumulative);
        }
    }
}

/// Any cumulative: attended parts, amounts, classes, also a capacity of zero.
fn cumulative(dice: &mut TestRng, model: &Model, label: Label) -> Option<Cumulative> {
    let mut uses = Vec::new();
    for (activity, a) in (0_u32..).zip(&model.activities) {
        if !dice.chance(70) {
            continue;
        }
        let from = dice.between(0, i64::from(a.duration) - 1) as u32;
        let until = dice.between(i64::from(from) + 1, i64::from(a.duration) + 2) as u32;
        let class = dice.chance(20).then(|| dice.index(model.classes.len()) as u32);
        let first = Use { activity, class, from, until, amount: dice.between(1, 3).min(2) as u32 };
        // Sometimes the amount changes after the first step.
        if until - from > 1 && dice.chance(30) {
            uses.push(Use { until: from + 1, ..first });
            uses.push(Use { from: from + 1, amount: 3 - first.amount, ..first });
        } else {
            uses.push(first);
        }
    }
    let capacity = if dice.chance(10) { 0 } else { dice.between(1, 3).min(2) as u32 };
    (!uses.is_empty()).then(|| Cumulative { label, capacity, price: dice.price(), role: Role::Other, uses })
}

/// A table of buckets in which some starts do not count.
fn buckets(dice: &mut TestRng, builder: &mut Builder, count: u32) -> u32 {
    let table = builder
        .model()
        .starts
        .iter()
        .map(|start| match dice.index(6) {
            0 => NO_BUCKET,
            1 => dice.index(count as usize) as u32,
            _ => start.day % count,
        })
        .collect();
    builder.buckets(table)
}

fn bucket_capacity(dice: &mut TestRng, builder: &mut Builder, label: Label) -> BucketCapacity {
    let count = if dice.chance(40) { 1 } else { dice.between(1, 3) as u32 };
    let least = if dice.chance(30) { -4 } else { 0 };
    let mut terms = Vec::new();
    for activity in 0..builder.model().activities.len() as u32 {
        if dice.chance(80) {
            let starts = builder.model().starts.len();
            let measure = builder.measure((0..starts).map(|_| dice.between(least, 8)).collect());
            let buckets = (count > 1 || dice.chance(30)).then(|| buckets(dice, builder, count));
            terms.push(BucketCapacityTerm { activity, measure, buckets });
        }
    }
    // A negative limit charges empty sums as well. A hard one mostly has no solution, so it is rare.
    let limit = if dice.chance(15) { dice.between(-3, -1) } else { dice.between(0, 12) };
    let price = if limit < 0 && !dice.chance(10) { Price::Soft(dice.between(1, 9)) } else { dice.price() };
    BucketCapacity { label, buckets: count, limit, price, terms }
}

fn nvalue(dice: &mut TestRng, builder: &mut Builder, label: Label) -> NValue {
    let count = dice.between(2, 3) as u32;
    let mut terms = Vec::new();
    for activity in 0..builder.model().activities.len() as u32 {
        if dice.chance(80) {
            terms.push(NValueTerm { activity, buckets: buckets(dice, builder, count) });
        }
    }
    NValue { label, buckets: count, free: dice.between(0, 2) as u32, price: dice.between(1, 20), terms }
}

fn order(dice: &mut TestRng, builder: &mut Builder, label: Label) -> Precedence {
    let kind = if dice.chance(35) {
        let least = dice.between(0, 2);
        PrecedenceKind::Days { least, most: dice.chance(60).then(|| least + dice.between(0, 2)) }
    } else {
        let least = dice.between(-2, 3);
        PrecedenceKind::Gap {
            least,
            most: dice.chance(40).then(|| least + dice.between(0, 4)),
            either_order: dice.chance(40),
            same_class: dice.chance(25),
        }
    };
    let start_set = dice.chance(30).then(|| {
        let inside = builder.model().starts.iter().map(|start| start.day == 0 || dice.chance(20)).collect();
        builder.start_set(inside)
    });
    let last = builder.model().activities.len() as u32 - 1;
    // Neighbours of a list, like an order of sessions, or one pair in either direction.
    let mut pairs: Vec<(u32, u32)> = match dice.index(3) {
        0 => (0..last).map(|first| (first, first + 1)).collect(),
        1 => vec![(0, last)],
        _ => vec![(last, 0)],
    };
    if pairs.len() > 1 && dice.chance(50) {
        pairs.pop();
    }
    Precedence { label, kind, start_set, price: dice.price(), pairs }
}

fn min_max(dice: &mut TestRng, model: &Model) -> MinMax {
    let groups = dice.between(1, 3) as u32;
    let mut terms = Vec::new();
    for activity in 0..model.activities.len() as u32 {
        if dice.chance(85) {
            let first = dice.index(groups as usize) as u32;
            let width = dice.between(1, i64::from(groups - first)) as u32;
            let group_costs: Vec<Cost> =
                (0..model.starts.len() * width as usize).map(|_| dice.between(0, 15)).collect();
            terms.push(MinMaxTerm { activity, first, width, group_costs });
        }
    }
    MinMax::largest((0..groups).map(|group| Label(600 + group)).collect(), terms)
}

fn least_excess(dice: &mut TestRng, builder: &mut Builder) -> LeastExcess {
    let (starts, buckets) = (builder.model().starts.len(), dice.between(1, 3) as u32);
    let table = (0..starts).map(|_| if dice.chance(10) { NO_BUCKET } else { dice.index(buckets as usize) as u32 });
    let table = builder.buckets(table.collect());
    let mut terms = Vec::new();
    for activity in 0..builder.model().activities.len() as u32 {
        if dice.chance(85) {
            let measure = builder.measure((0..starts).map(|_| dice.between(-9, 15)).collect());
            terms.push(LeastExcessTerm { activity, measure, buckets: table });
        }
    }
    let price = if dice.chance(30) { Price::Hard } else { Price::Soft(dice.between(1, 3)) };
    LeastExcess { label: Label(700), buckets, price, terms }
}

/// Random caps that allow weights that sum to one.
fn caps(dice: &mut TestRng, groups: usize) -> Vec<i64> {
    let share = WEIGHT_SCALE.div_euclid(groups as i64) + 1;
    let mut cap = || {
        let most = share * dice.between(1, 3);
        dice.between(share, most).min(WEIGHT_SCALE)
    };
    (0..groups).map(|_| cap()).collect()
}

#[cfg(test)]
mod tests;
