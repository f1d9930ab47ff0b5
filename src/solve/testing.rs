//! Random small models for tests: every primitive and every field of it, few enough assignments to enumerate.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::model::{
    Builder, Class, Cost, Day, Distinct, DistinctTerm, Excess, ExcessTerm, Label, Model, NO_BUCKET, Order, OrderKind,
    Price, Profile, Role, Start, Use, Worst, WorstTerm,
};

/// At most this many assignments in a [`random_model`], leaving out included.
pub const MOST_ASSIGNMENTS: u64 = 5_000;

/// The same generator, seeded for tests.
pub fn generator(seed: u64) -> Dice {
    Dice(Xoshiro256PlusPlus::seed_from_u64(seed))
}

/// A generator with the few draws tests need.
#[derive(Debug, Clone)]
pub struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// A number of `least..=most`.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = (most - least + 1).max(1) as u64;
        least + (self.0.next_u64() % width) as i64
    }

    /// True `percent` times in a hundred.
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
/// each primitive, hard and soft. Some have no assignment without a violation; some cannot place everything.
pub fn random_model(seed: u64) -> Model {
    let dice = &mut generator(seed);
    let mut builder = frame(dice);
    activities(dice, &mut builder);
    rooms(dice, &mut builder);
    for label in 0..dice.between(0, 3) as u32 {
        if let Some(profile) = profile(dice, builder.model(), Label(100 + label)) {
            builder.profile(profile);
        }
    }
    for label in 0..dice.between(0, 2) as u32 {
        let excess = excess(dice, &mut builder, Label(200 + label));
        builder.excess(excess, 2);
    }
    if dice.chance(40) {
        let distinct = distinct(dice, &mut builder, Label(300));
        builder.distinct(distinct);
    }
    for label in 0..dice.between(0, 2) as u32 {
        let order = order(dice, &mut builder, Label(400 + label));
        builder.order(order);
    }
    for day in 0..builder.model().days.len() as u32 {
        if dice.chance(50) {
            let longest = dice.chance(50).then(|| dice.between(1, 4) as u32);
            let price = if longest.is_none() || dice.chance(50) { dice.between(1, 9) } else { 0 };
            builder.span(Label(500 + day), day, longest, price);
        }
    }
    for _ in 0..dice.between(0, 2) {
        let worst = worst(dice, builder.model());
        builder.worst(worst);
    }
    #[expect(clippy::expect_used, reason = "only tests call this, and a panic fails them")]
    builder.finish().expect("a tiny model is far below the limit")
}

/// Days with gaps between them, starts on most of their steps, classes.
fn frame(dice: &mut Dice) -> Builder {
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
    // Room behind the last start for the longest interval and its turnaround.
    Builder::new(step + 6, starts, days, classes)
}

/// Activities with costs; places are forbidden until all assignments can be enumerated.
fn activities(dice: &mut Dice, builder: &mut Builder) {
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

/// A hard profile for each class, with turnaround: what keeps two activities out of one room.
fn rooms(dice: &mut Dice, builder: &mut Builder) {
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
            let profile = Profile {
                label: Label(class as u32),
                capacity: model.classes[class].size,
                price: Price::Hard,
                role: Role::Resource { turnaround },
                uses,
            };
            builder.profile(profile);
        }
    }
}

/// Any profile: attended parts, amounts, classes, capacities from none at all.
fn profile(dice: &mut Dice, model: &Model, label: Label) -> Option<Profile> {
    let mut uses = Vec::new();
    for (activity, a) in (0_u32..).zip(&model.activities) {
        if !dice.chance(70) {
            continue;
        }
        let from = dice.between(0, i64::from(a.duration) - 1) as u32;
        let until = dice.between(i64::from(from) + 1, i64::from(a.duration) + 2) as u32;
        let class = dice.chance(20).then(|| dice.index(model.classes.len()) as u32);
        let first = Use { activity, class, from, until, amount: dice.between(1, 3).min(2) as u32 };
        // Now and then it needs more or less from its second step on.
        if until - from > 1 && dice.chance(30) {
            uses.push(Use { until: from + 1, ..first });
            uses.push(Use { from: from + 1, amount: 3 - first.amount, ..first });
        } else {
            uses.push(first);
        }
    }
    let capacity = if dice.chance(10) { 0 } else { dice.between(1, 3).min(2) as u32 };
    (!uses.is_empty()).then(|| Profile { label, capacity, price: dice.price(), role: Role::Other, uses })
}

/// A table of buckets in which some starts do not count.
fn buckets(dice: &mut Dice, builder: &mut Builder, count: u32) -> u32 {
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

fn excess(dice: &mut Dice, builder: &mut Builder, label: Label) -> Excess {
    let count = if dice.chance(40) { 1 } else { dice.between(1, 3) as u32 };
    let least = if dice.chance(30) { -4 } else { 0 };
    let mut terms = Vec::new();
    for activity in 0..builder.model().activities.len() as u32 {
        if dice.chance(80) {
            let starts = builder.model().starts.len();
            let measure = builder.measure((0..starts).map(|_| dice.between(least, 8)).collect());
            let buckets = (count > 1 || dice.chance(30)).then(|| buckets(dice, builder, count));
            terms.push(ExcessTerm { activity, measure, buckets });
        }
    }
    // A limit below zero charges empty sums as well; a hard one of that kind mostly has no answer, so it is rare.
    let limit = if dice.chance(15) { dice.between(-3, -1) } else { dice.between(0, 12) };
    let price = if limit < 0 && !dice.chance(10) { Price::Soft(dice.between(1, 9)) } else { dice.price() };
    Excess { label, buckets: count, limit, price, terms }
}

fn distinct(dice: &mut Dice, builder: &mut Builder, label: Label) -> Distinct {
    let count = dice.between(2, 3) as u32;
    let mut terms = Vec::new();
    for activity in 0..builder.model().activities.len() as u32 {
        if dice.chance(80) {
            terms.push(DistinctTerm { activity, buckets: buckets(dice, builder, count) });
        }
    }
    Distinct { label, buckets: count, free: dice.between(0, 2) as u32, price: dice.between(1, 20), terms }
}

fn order(dice: &mut Dice, builder: &mut Builder, label: Label) -> Order {
    let kind = if dice.chance(35) {
        let least = dice.between(0, 2);
        OrderKind::Days { least, most: dice.chance(60).then(|| least + dice.between(0, 2)) }
    } else {
        let least = dice.between(-2, 3);
        OrderKind::Gap {
            least,
            most: dice.chance(40).then(|| least + dice.between(0, 4)),
            either_order: dice.chance(40),
            same_class: dice.chance(25),
        }
    };
    let region = dice.chance(30).then(|| {
        let inside = builder.model().starts.iter().map(|start| start.day == 0 || dice.chance(20)).collect();
        builder.region(inside)
    });
    let last = builder.model().activities.len() as u32 - 1;
    // Neighbours of a list, as an order of sessions gives them, or one pair in either direction.
    let mut pairs: Vec<(u32, u32)> = match dice.index(3) {
        0 => (0..last).map(|first| (first, first + 1)).collect(),
        1 => vec![(0, last)],
        _ => vec![(last, 0)],
    };
    if pairs.len() > 1 && dice.chance(50) {
        pairs.pop();
    }
    Order { label, kind, region, price: dice.price(), pairs }
}

fn worst(dice: &mut Dice, model: &Model) -> Worst {
    let groups = dice.between(1, 3) as u32;
    let mut terms = Vec::new();
    for activity in 0..model.activities.len() as u32 {
        if dice.chance(85) {
            let first = dice.index(groups as usize) as u32;
            let width = dice.between(1, i64::from(groups - first)) as u32;
            let cells: Vec<Cost> = (0..model.starts.len() * width as usize).map(|_| dice.between(0, 15)).collect();
            terms.push(WorstTerm { activity, first, width, cells });
        }
    }
    Worst { groups: (0..groups).map(|group| Label(600 + group)).collect(), terms }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Links, Place, State, evaluate};
    use crate::solve::brute;

    /// What occurs in a model, as words.
    fn occurrences(model: &Model) -> Vec<&'static str> {
        let mut seen = Vec::new();
        let mut note = |name, yes: bool| {
            if yes {
                seen.push(name);
            }
        };
        let hard = |price: Price| price == Price::Hard;
        note("place cost", model.activities.iter().any(|a| a.place_cost.is_some()));
        note("no place", (0..model.activities.len()).any(|a| model.places(a).next().is_none()));
        note("two classes", model.classes.len() == 2);
        for p in &model.profiles {
            note(if hard(p.price) { "profile hard" } else { "profile soft" }, true);
            note("profile turnaround", matches!(p.role, Role::Resource { turnaround: 1.. }));
            note("profile class", !p.is_resource() && p.uses.iter().any(|u| u.class.is_some()));
            note("profile part", p.uses.iter().any(|u| u.from > 0));
            note("profile parts", p.uses.windows(2).any(|u| u[0].activity == u[1].activity));
        }
        for e in &model.excesses {
            note(if hard(e.price) { "excess hard" } else { "excess soft" }, true);
            note("excess buckets", e.buckets > 1);
            note("excess below zero", e.limit < 0);
        }
        for d in &model.distincts {
            note("distinct", true);
            note("distinct free", d.free > 0);
        }
        for o in &model.orders {
            note(if hard(o.price) { "order hard" } else { "order soft" }, true);
            note("order region", o.region.is_some());
            note("order pairs", o.pairs.len() > 1);
            match o.kind {
                OrderKind::Days { most, .. } => note("order days", most.is_some()),
                OrderKind::Gap { most, either_order, same_class, .. } => {
                    note("order most", most.is_some());
                    note("order either", either_order);
                    note("order class", same_class);
                }
            }
        }
        for s in &model.spans {
            note("span longest", s.longest.is_some());
            note("span price", s.price > 0);
        }
        note("worst", model.worsts.iter().any(|w| w.groups.len() > 1));
        seen
    }

    #[test]
    fn every_primitive_and_every_field_occurs() {
        let mut seen: Vec<&str> = (0..300).flat_map(|seed| occurrences(&random_model(seed))).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 26, "{seen:?}");
    }

    /// As `tests/deltas.rs`, with amounts far above 16 bits.
    #[test]
    fn large_amounts_are_counted_exactly() {
        for seed in 0..200 {
            let mut model = random_model(seed);
            let dice = &mut generator(seed);
            let factor = dice.between(30_000, 400_000_000) as u32;
            for profile in &mut model.profiles {
                profile.capacity *= factor;
                profile.uses.iter_mut().for_each(|used| used.amount *= factor);
            }
            let links = Links::new(&model);
            let mut state = State::new(&links, &vec![None; model.activities.len()]);
            for step in 0..40 {
                let activity = dice.index(model.activities.len());
                if state.remove(activity).is_none() {
                    let (start, class) = (dice.index(model.starts.len()), dice.index(model.classes.len()));
                    state.insert(activity, Place { start: start as u32, class: class as u32 });
                }
                assert_eq!(state.total().score(), evaluate(&model, state.assignment()), "seed {seed}, step {step}");
            }
        }
    }

    #[test]
    fn every_model_can_be_enumerated_and_most_have_an_answer() {
        let clean = (0..60)
            .map(|seed| brute::solve(&random_model(seed), MOST_ASSIGNMENTS).expect("few assignments"))
            .filter(|(score, _)| score.violations == 0)
            .count();
        assert!((50..=60).contains(&clean), "{clean}");
    }

    #[test]
    fn the_same_seed_gives_the_same_model() {
        assert_eq!(random_model(7), random_model(7));
        assert_ne!(random_model(7), random_model(8));
    }
}
