//! Building a model: folds what touches one activity alone into its table, and bounds the total.

use std::fmt;

use super::{Activity, Class, Cost, Day, Excess, FORBIDDEN, Label, Model, NO_BUCKET, Price, Profile, Start};

/// Scores have to stay below this, so that they are exact in every number type they meet.
const LIMIT: i128 = 1 << 53;

/// The sum of everything that could be charged reaches 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the costs could add up to 2^53 or more")
    }
}

impl std::error::Error for TooLarge {}

/// A model under construction.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    model: Model,
}

impl Builder {
    /// Begins with a time axis, its days, and classes of resources.
    pub fn new(horizon: u32, starts: Vec<Start>, days: Vec<Day>, classes: Vec<Class>) -> Builder {
        Builder { model: Model { horizon, starts, days, classes, ..Model::default() } }
    }

    /// Adds an activity that may be anywhere for nothing, and returns its index.
    pub fn activity(&mut self, duration: u32, unplaced: i64) -> u32 {
        let starts = self.model.starts.len();
        self.model.activities.push(Activity {
            duration,
            unplaced,
            start_cost: vec![0; starts],
            place_cost: None,
            blocked: vec![0; starts],
        });
        self.model.activities.len() as u32 - 1
    }

    /// The model so far.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Forbids a start, for a reason that is one of the 32 bits.
    pub fn forbid_start(&mut self, activity: u32, start: usize, reason: u32) {
        let a = &mut self.model.activities[activity as usize];
        a.start_cost[start] = FORBIDDEN;
        a.blocked[start] |= 1 << reason;
    }

    /// Forbids a start in one class. A start forbidden in every class counts as blocked for each of the reasons.
    pub fn forbid_place(&mut self, activity: u32, start: usize, class: usize, reason: u32) {
        let classes = self.model.classes.len();
        *self.place(activity, start, class) = FORBIDDEN;
        let a = &mut self.model.activities[activity as usize];
        // Remembered for explanation even while other classes remain.
        a.blocked[start] |= 1 << reason;
        let row = a.place_cost.as_ref().map(|table| &table[start * classes..(start + 1) * classes]);
        if row.is_some_and(|row| row.iter().all(|&cost| cost == FORBIDDEN)) {
            a.start_cost[start] = FORBIDDEN;
        }
    }

    /// Adds a cost to a start.
    pub fn add_start_cost(&mut self, activity: u32, start: usize, cost: Cost) {
        add(&mut self.model.activities[activity as usize].start_cost[start], cost);
    }

    /// Adds a cost to a start in one class.
    pub fn add_place_cost(&mut self, activity: u32, start: usize, class: usize, cost: Cost) {
        if cost != 0 {
            add(self.place(activity, start, class), cost);
        }
    }

    fn place(&mut self, activity: u32, start: usize, class: usize) -> &mut Cost {
        let (starts, classes) = (self.model.starts.len(), self.model.classes.len());
        let a = &mut self.model.activities[activity as usize];
        let table = a.place_cost.get_or_insert_with(|| vec![0; starts * classes]);
        &mut table[start * classes + class]
    }

    /// Adds a measure by start and returns its index.
    pub fn measure(&mut self, amounts: Vec<i64>) -> u32 {
        self.model.measures.push(amounts);
        self.model.measures.len() as u32 - 1
    }

    /// Adds a table of buckets by start and returns its index.
    pub fn buckets(&mut self, buckets: Vec<u32>) -> u32 {
        self.model.buckets.push(buckets);
        self.model.buckets.len() as u32 - 1
    }

    /// Adds a region by start and returns its index.
    pub fn region(&mut self, inside: Vec<bool>) -> u32 {
        self.model.regions.push(inside);
        self.model.regions.len() as u32 - 1
    }

    /// Adds a profile. One whose users together never exceed the capacity is dropped.
    pub fn profile(&mut self, profile: Profile) {
        let most: u64 = profile.uses.iter().map(|used| u64::from(used.amount)).sum();
        if most > u64::from(profile.capacity) && profile.price != Price::Soft(0) {
            self.model.profiles.push(profile);
        }
    }

    /// Adds an excess. One with a single term is folded into the activity's own costs; `reason` is the bit for a hard
    /// one.
    pub fn excess(&mut self, excess: Excess, reason: u32) {
        match excess.terms.as_slice() {
            [] if excess.bound >= 0 => {}
            [term] if excess.bound >= 0 => {
                let term = *term;
                for start in 0..self.model.starts.len() {
                    let bucket = term.buckets.map_or(0, |table| self.model.buckets[table as usize][start]);
                    let amount = self.model.measures[term.measure as usize][start];
                    if bucket == NO_BUCKET || amount <= excess.bound {
                        continue;
                    }
                    match excess.price {
                        Price::Hard => self.forbid_start(term.activity, start, reason),
                        Price::Soft(price) => {
                            let cost = price.saturating_mul(amount - excess.bound);
                            self.add_start_cost(term.activity, start, cost);
                        }
                    }
                }
            }
            _ => self.model.excesses.push(excess),
        }
    }

    /// Adds a primitive that is never folded.
    pub fn distinct(&mut self, distinct: super::Distinct) {
        if distinct.price > 0 && distinct.terms.len() > distinct.free as usize {
            self.model.distincts.push(distinct);
        }
    }

    /// Adds an order; one without pairs is dropped.
    pub fn order(&mut self, order: super::Order) {
        if !order.pairs.is_empty() && order.price != Price::Soft(0) {
            self.model.orders.push(order);
        }
    }

    /// Adds to a day's span: a limit, a price, or both from two calls.
    pub fn span(&mut self, label: Label, day: u32, longest: Option<u32>, price: Cost) {
        match self.model.spans.iter_mut().find(|span| span.day == day) {
            Some(span) => {
                span.longest = [span.longest, longest].into_iter().flatten().min();
                span.price += price;
            }
            None => self.model.spans.push(super::Span { label, day, longest, price }),
        }
    }

    /// Adds a maximum over groups; one without groups is dropped.
    pub fn worst(&mut self, worst: super::Worst) {
        if !worst.groups.is_empty() {
            self.model.worsts.push(worst);
        }
    }

    /// The finished model.
    ///
    /// # Errors
    /// [`TooLarge`] if any score could reach 2^53.
    pub fn finish(self) -> Result<Model, TooLarge> {
        if ceiling(&self.model) >= LIMIT { Err(TooLarge) } else { Ok(self.model) }
    }
}

/// Adds a cost; what cannot be represented saturates just below [`FORBIDDEN`], which `finish` refuses.
fn add(to: &mut Cost, cost: Cost) {
    if *to != FORBIDDEN {
        *to = if cost == FORBIDDEN { FORBIDDEN } else { to.saturating_add(cost).min(FORBIDDEN - 1) };
    }
}

/// More than any assignment can score.
fn ceiling(model: &Model) -> i128 {
    let largest =
        |costs: &[Cost]| costs.iter().filter(|&&c| c != FORBIDDEN).map(|c| i128::from(c.abs())).max().unwrap_or(0);
    let price = |price: Price| if let Price::Soft(price) = price { i128::from(price) } else { 0 };
    let unary: i128 = model
        .activities
        .iter()
        .map(|a| largest(&a.start_cost) + a.place_cost.as_deref().map_or(0, largest) + i128::from(a.unplaced))
        .sum();
    let profiles: i128 = model
        .profiles
        .iter()
        .map(|p| {
            let units: i128 = p.uses.iter().map(|u| i128::from(u.until - u.from) * i128::from(u.amount)).sum();
            price(p.price) * units
        })
        .sum();
    let excesses: i128 = model
        .excesses
        .iter()
        .map(|e| {
            let sums: i128 = e.terms.iter().map(|t| largest(&model.measures[t.measure as usize])).sum();
            let empty = i128::from(e.bound).abs() * i128::from(e.buckets);
            price(e.price).max(1) * (sums + empty)
        })
        .sum();
    let distincts: i128 = model.distincts.iter().map(|d| i128::from(d.price) * d.terms.len() as i128).sum();
    let orders: i128 = model.orders.iter().map(|o| price(o.price)).sum();
    let spans: i128 = model.spans.iter().map(|s| i128::from(s.price) * i128::from(model.horizon)).sum();
    let worsts: i128 = model.worsts.iter().flat_map(|w| &w.terms).map(|t| largest(&t.cells)).sum();
    unary + profiles + excesses + distincts + orders + spans + worsts
}
