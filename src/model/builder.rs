//! Builds a model: folds constraints on a single activity into its unary costs, and limits the sum of all costs.

use std::collections::BTreeMap;
use std::fmt;

use super::dominance::drop_dominated;
use super::{
    Activity, BucketCapacity, BucketCapacityTerm, Class, Cost, Cumulative, Day, FORBIDDEN, Label, LeastExcess, MinMax,
    Model, NO_BUCKET, Price, Start, WEIGHT_SCALE,
};

/// Scores stay below this number, so that they are exact as `f64` and as `i64`.
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

/// Why a model cannot be finished: its numbers are too large to be exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildError {
    /// Its costs, or the units by which its hard conditions can be broken, could add up to 2^53 or more.
    Costs,
    /// The users of this cumulative could use 2^32 units or more at once.
    Usage(Label),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Costs => TooLarge.fmt(f),
            BuildError::Usage(_) => {
                f.write_str("the units of one resource that could be in use at the same time add up to 2^32 or more")
            }
        }
    }
}

impl std::error::Error for BuildError {}

/// A model under construction.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    model: Model,
    /// Measures cut at a limit, by measure and limit.
    truncated: BTreeMap<(u32, i64), u32>,
}

impl Builder {
    /// A builder with a time axis of `horizon` steps, its candidate starts and days, and the resource classes.
    pub fn new(horizon: u32, starts: Vec<Start>, days: Vec<Day>, classes: Vec<Class>) -> Builder {
        Builder { model: Model { horizon, starts, days, classes, ..Model::default() }, truncated: BTreeMap::new() }
    }

    /// Adds an activity that may take any place at no cost, and returns its index. `unplaced` is the penalty for
    /// leaving it out.
    pub fn activity(&mut self, duration: u32, unplaced: i64) -> u32 {
        let starts = self.model.starts.len();
        self.model.activities.push(Activity {
            duration,
            unplaced_penalty: unplaced,
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

    /// Forbids a start. `reason` is a bit number below 32.
    pub fn forbid_start(&mut self, activity: u32, start: usize, reason: u32) {
        let a = &mut self.model.activities[activity as usize];
        a.start_cost[start] = FORBIDDEN;
        a.blocked[start] |= 1 << reason;
    }

    /// Forbids a start in one class. If a start is forbidden in every class, it counts as blocked for each of the
    /// reasons.
    pub fn forbid_place(&mut self, activity: u32, start: usize, class: usize, reason: u32) {
        let classes = self.model.classes.len();
        *self.place(activity, start, class) = FORBIDDEN;
        let a = &mut self.model.activities[activity as usize];
        // Kept for explanations, even while other classes remain.
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

    /// Adds a set of starts (a flag by start) and returns its index.
    pub fn start_set(&mut self, inside: Vec<bool>) -> u32 {
        self.model.start_sets.push(inside);
        self.model.start_sets.len() as u32 - 1
    }

    /// Adds a cumulative. It is dropped if all its users together never exceed the capacity.
    pub fn cumulative(&mut self, cumulative: Cumulative) {
        if largest_usage(&cumulative) > cumulative.capacity.into() && cumulative.price != Price::Soft(0) {
            self.model.cumulatives.push(cumulative);
        }
    }

    /// Adds a bucket capacity. A single term is folded into the unary costs of its activity. If it is soft and has no
    /// negative amounts, the part that one activity exceeds alone is folded too. `reason` is the bit number used if a
    /// hard one forbids a start.
    pub fn bucket_capacity(&mut self, bucket_capacity: BucketCapacity, reason: u32) {
        match bucket_capacity.terms.as_slice() {
            [] if bucket_capacity.limit >= 0 => {}
            [term] if bucket_capacity.limit >= 0 => {
                self.fold_single_term(*term, (bucket_capacity.limit, bucket_capacity.price), reason)
            }
            terms => {
                let soft = bucket_capacity.price != Price::Hard && bucket_capacity.limit >= 0;
                let amounts = |term: &BucketCapacityTerm| &self.model.measures[term.measure as usize];
                if soft && terms.iter().all(|term| amounts(term).iter().all(|&amount| amount >= 0)) {
                    self.split(bucket_capacity);
                } else {
                    self.model.bucket_capacities.push(bucket_capacity);
                }
            }
        }
    }

    /// Charges an activity for the amount by which it exceeds a limit alone.
    fn fold_single_term(&mut self, term: BucketCapacityTerm, (limit, price): (i64, Price), reason: u32) {
        for start in 0..self.model.starts.len() {
            let bucket = term.buckets.map_or(0, |table| self.model.buckets[table as usize][start]);
            let amount = self.model.measures[term.measure as usize][start];
            if bucket == NO_BUCKET || amount <= limit {
                continue;
            }
            match price {
                Price::Hard => self.forbid_start(term.activity, start, reason),
                Price::Soft(price) => self.add_start_cost(term.activity, start, price.saturating_mul(amount - limit)),
            }
        }
    }

    /// Splits a soft bucket capacity. For amounts `m >= 0` and a limit `b >= 0`,
    ///
    /// `max(0, sum m - b) = sum max(0, m - b) + max(0, sum min(m, b) - b)`.
    ///
    /// The first part is a unary cost of each activity, which no relaxation loses. The rest remains a bucket capacity,
    /// with the amounts cut at the limit.
    fn split(&mut self, mut bucket_capacity: BucketCapacity) {
        for term in &mut bucket_capacity.terms {
            self.fold_single_term(*term, (bucket_capacity.limit, bucket_capacity.price), 0);
            term.measure = self.truncated_measure(term.measure, bucket_capacity.limit);
        }
        let most = |term: &BucketCapacityTerm| {
            let (amounts, own) =
                (&self.model.measures[term.measure as usize], &self.model.activities[term.activity as usize]);
            let buckets = term.buckets.map(|table| &self.model.buckets[table as usize]);
            let counts =
                |start: &usize| own.start_cost[*start] != FORBIDDEN && buckets.is_none_or(|b| b[*start] != NO_BUCKET);
            (0..amounts.len()).filter(counts).map(|start| amounts[start]).max().unwrap_or(0)
        };
        let most: Vec<i64> = bucket_capacity.terms.iter().map(most).collect();
        let mut own = most.iter();
        bucket_capacity.terms.retain(|_| own.next().is_some_and(|&amount| amount > 0));
        if most.iter().map(|&amount| i128::from(amount)).sum::<i128>() > i128::from(bucket_capacity.limit) {
            self.model.bucket_capacities.push(bucket_capacity);
        }
    }

    /// The index of a measure whose amounts are cut at a limit.
    fn truncated_measure(&mut self, measure: u32, limit: i64) -> u32 {
        let amounts = &self.model.measures[measure as usize];
        if amounts.iter().all(|&amount| amount <= limit) {
            return measure;
        }
        if let Some(&known) = self.truncated.get(&(measure, limit)) {
            return known;
        }
        let amounts = amounts.iter().map(|&amount| amount.min(limit)).collect();
        let cut = self.measure(amounts);
        self.truncated.insert((measure, limit), cut);
        cut
    }

    /// Adds an NValue. It is dropped if it can never cost anything.
    pub fn nvalue(&mut self, nvalue: super::NValue) {
        if nvalue.price > 0 && nvalue.terms.len() > nvalue.free as usize {
            self.model.nvalues.push(nvalue);
        }
    }

    /// Adds a precedence. It is dropped if it has no pairs or no price.
    pub fn precedence(&mut self, precedence: super::Precedence) {
        if !precedence.pairs.is_empty() && precedence.price != Price::Soft(0) {
            self.model.precedences.push(precedence);
        }
    }

    /// Sets the limit or the price of a day's span. Several calls for one day take the lowest limit and add the prices.
    pub fn day_span(&mut self, label: Label, day: u32, longest: Option<u32>, price: Cost) {
        match self.model.day_spans.iter_mut().find(|day_span| day_span.day == day) {
            Some(day_span) => {
                day_span.longest = [day_span.longest, longest].into_iter().flatten().min();
                day_span.price += price;
            }
            None => self.model.day_spans.push(super::DaySpan { label, day, longest, price }),
        }
    }

    /// Adds a MinMax. It is dropped if it has no groups. If it is a mean, each term gets a cost for every group.
    pub fn min_max(&mut self, mut min_max: MinMax) {
        if min_max.groups.is_empty() {
            return;
        }
        debug_assert!(min_max.caps.iter().sum::<i64>() >= WEIGHT_SCALE, "the weights cannot sum to one");
        if !min_max.is_largest() {
            min_max.widen_terms();
        }
        self.model.min_maxes.push(min_max);
    }

    /// Adds a LeastExcess. It is dropped if it has no terms.
    pub fn least_excess(&mut self, least_excess: LeastExcess) {
        if !least_excess.terms.is_empty() {
            self.model.least_excesses.push(least_excess);
        }
    }

    /// The finished model, without dominated cumulatives.
    ///
    /// # Errors
    /// [`BuildError`] if a score could reach 2^53, or the usage of a cumulative 2^32.
    pub fn finish(mut self) -> Result<Model, BuildError> {
        if let Some(cumulative) =
            self.model.cumulatives.iter().find(|cumulative| largest_usage(cumulative) > u32::MAX.into())
        {
            return Err(BuildError::Usage(cumulative.label));
        }
        drop_dominated(&mut self.model);
        if largest_score(&self.model) >= LIMIT { Err(BuildError::Costs) } else { Ok(self.model) }
    }
}

/// Adds a cost. A sum that does not fit saturates just below [`FORBIDDEN`]; `finish` refuses such a model.
fn add(to: &mut Cost, cost: Cost) {
    if *to != FORBIDDEN {
        *to = if cost == FORBIDDEN { FORBIDDEN } else { to.saturating_add(cost).min(FORBIDDEN - 1) };
    }
}

/// An upper bound on the units of a cumulative in use at one step.
fn largest_usage(cumulative: &Cumulative) -> u128 {
    cumulative.uses.iter().map(|used| u128::from(used.amount)).sum()
}

/// An upper bound on the score of any assignment, on every level.
fn largest_score(model: &Model) -> i128 {
    let largest =
        |costs: &[Cost]| costs.iter().filter(|&&c| c != FORBIDDEN).map(|c| i128::from(c.abs())).max().unwrap_or(0);
    let price = |price: Price| if let Price::Soft(price) = price { i128::from(price) } else { 0 };
    let unary: i128 = model
        .activities
        .iter()
        .map(|a| largest(&a.start_cost) + a.place_cost.as_deref().map_or(0, largest) + i128::from(a.unplaced_penalty))
        .sum();
    let cumulatives: i128 = model
        .cumulatives
        .iter()
        .map(|p| {
            let units: i128 = p.uses.iter().map(|u| i128::from(u.until - u.from) * i128::from(u.amount)).sum();
            price(p.price).max(1) * units
        })
        .sum();
    let bucket_capacities: i128 = model
        .bucket_capacities
        .iter()
        .map(|e| {
            let sums: i128 = e.terms.iter().map(|t| largest(&model.measures[t.measure as usize])).sum();
            let empty = i128::from(e.limit).abs() * i128::from(e.buckets);
            price(e.price).max(1) * (sums + empty)
        })
        .sum();
    let nvalues: i128 = model.nvalues.iter().map(|d| i128::from(d.price) * d.terms.len() as i128).sum();
    let precedences: i128 = model.precedences.iter().map(|o| price(o.price)).sum();
    let day_spans: i128 = model.day_spans.iter().map(|s| i128::from(s.price) * i128::from(model.horizon)).sum();
    let min_maxes: i128 = model.min_maxes.iter().flat_map(|w| &w.terms).map(|t| largest(&t.group_costs)).sum();
    let least_excesses: i128 = model
        .least_excesses
        .iter()
        .map(|e| {
            let sums: i128 = e.terms.iter().map(|t| largest(&model.measures[t.measure as usize])).sum();
            price(e.price).max(1) * sums
        })
        .sum();
    unary + cumulatives + bucket_capacities + nvalues + precedences + day_spans + min_maxes + least_excesses
}

#[cfg(test)]
mod tests {
    use super::super::{Place, evaluate};
    use super::*;

    /// Two activities with these amounts at the only start, and one bucket capacity.
    fn bucket_capacity(amounts: [i64; 2], limit: i64) -> Model {
        let start = Start { step: 0, day: 0, date: 0 };
        let mut b = Builder::new(1, vec![start], vec![Day { first: 0, end: 1 }], vec![Class { size: 2 }]);
        let mut term = |amount: i64| {
            let activity = b.activity(1, 1);
            BucketCapacityTerm { activity, measure: b.measure(vec![amount]), buckets: None }
        };
        let terms = amounts.map(&mut term).to_vec();
        b.bucket_capacity(BucketCapacity { label: Label(0), buckets: 1, limit, price: Price::Soft(3), terms }, 0);
        b.finish().expect("small costs")
    }

    #[test]
    fn the_excess_of_one_activity_becomes_its_unary_cost() {
        for (amounts, limit, own, left) in [
            ([5, 4], 6, [0, 0], 1),
            ([9, 4], 6, [9, 0], 1),
            ([9, 8], 6, [9, 6], 1),
            ([2, 3], 6, [0, 0], 0),
            ([9, 0], 6, [9, 0], 0),
        ] {
            let model = bucket_capacity(amounts, limit);
            let place = Some(Place { start: 0, class: 0 });
            let total = evaluate(&model, &vec![place, place]).soft;
            assert_eq!(total, 3 * (amounts[0] + amounts[1] - limit).max(0), "{amounts:?}");
            let costs: Vec<Cost> = model.activities.iter().map(|a| a.start_cost[0]).collect();
            assert_eq!((costs.as_slice(), model.bucket_capacities.len()), (&own[..], left), "{amounts:?}");
        }
    }

    #[test]
    fn negative_amounts_are_not_split() {
        let model = bucket_capacity([9, -4], 3);
        assert_eq!((model.activities[0].start_cost[0], model.bucket_capacities[0].limit), (0, 3));
    }
}
