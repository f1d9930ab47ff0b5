//! The primitives by activity, laid out for fast deltas.
//!
//! Memory traffic limits the speed of a search. So the tables that it reads most are copied with half the bytes for
//! each value, wherever the values fit.

use super::compact::{ELSEWHERE, NEVER, compact, compact_unary_costs};
use super::min_max::cost_and_threshold;
use super::saving::{Saving, savings};
use super::{Cost, Cumulative, FORBIDDEN, MinMax, Model, Place, Price};

/// Number of kinds of hard conditions.
pub const CONDITION_KINDS: usize = 7;

/// A kind of hard condition. The search has one penalty weight for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ConditionKind {
    /// A place that the activity may not take.
    Forbidden = 0,
    /// A cumulative over the resources of the classes.
    Resource = 1,
    /// Any other cumulative.
    Cumulative = 2,
    /// A bucket above its limit.
    BucketCapacity = 3,
    /// A broken pair of a precedence.
    Precedence = 4,
    /// A day that is open too long.
    DaySpan = 5,
    /// A LeastExcess without a good bucket.
    LeastExcess = 6,
}

/// What one unit of a primitive costs: a price, or a violation of a kind.
#[derive(Debug, Clone, Copy)]
pub(super) enum Charge {
    Soft(Cost),
    Hard(ConditionKind),
}

impl Charge {
    fn new(price: Price, kind: ConditionKind) -> Charge {
        match price {
            Price::Soft(price) => Charge::Soft(price),
            Price::Hard => Charge::Hard(kind),
        }
    }
}

/// A use of a cumulative for which the state keeps the usage by step.
#[derive(Debug, Clone, Copy)]
pub(super) struct CumulativeUse {
    /// Offset of the cumulative in the state's usage.
    pub base: usize,
    /// Only in this class; `None` in any.
    pub class: Option<u32>,
    pub from: u32,
    pub until: u32,
    pub amount: u32,
    pub capacity: u32,
    pub charge: Charge,
}

/// A cumulative with two users, seen from one of them: it costs `units` for each step that both use.
#[derive(Debug, Clone, Copy)]
pub(super) struct PairwiseUse {
    pub other: u32,
    pub from: i64,
    pub until: i64,
    pub other_from: i64,
    pub other_until: i64,
    pub units: i64,
    pub charge: Charge,
}

/// A term of a bucket capacity.
#[derive(Debug, Clone, Copy)]
pub(super) struct BucketUse {
    /// Offset of its bucket sums in the state.
    pub base: usize,
    pub limit: i64,
    pub charge: Charge,
    /// Indices into the model's tables. Many terms share a table, so it stays in the cache.
    pub measure: u32,
    pub buckets: Option<u32>,
}

/// A term of an NValue.
#[derive(Debug, Clone, Copy)]
pub(super) struct NValueUse {
    pub nvalue: u32,
    pub base: usize,
    pub buckets: u32,
    pub free: u32,
    pub price: Cost,
}

/// A pair of a precedence, seen from one of the two activities.
#[derive(Debug, Clone, Copy)]
pub(super) struct PrecedenceUse {
    pub precedence: u32,
    pub other: u32,
    /// Whether this activity is the first of the pair.
    pub first: bool,
}

/// A term of a LeastExcess.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeastExcessUse {
    pub least_excess: u32,
    /// Offset of its bucket sums in the state.
    pub sums: usize,
    /// Offset of its bucket counts in the state.
    pub counts: usize,
    /// Number of its buckets.
    pub width: usize,
    pub charge: Charge,
    pub measure: u32,
    pub buckets: u32,
}

/// A term of a MinMax.
#[derive(Debug, Clone, Copy)]
pub(super) struct MinMaxUse {
    pub min_max: u32,
    /// Index of the term in the MinMax.
    pub term: u32,
    /// Offset of the group sums in the state.
    pub base: usize,
    pub width: usize,
    /// Offset of the costs in the compact copy; `None` if some do not fit there.
    pub compact: Option<usize>,
    /// Whether the largest group sum counts, not a mean.
    pub largest: bool,
}

impl MinMaxUse {
    /// The caps of the weights; `None` if the largest group sum counts.
    fn caps<'m>(&self, min_max: &'m MinMax) -> Option<&'m [i64]> {
        (!self.largest).then_some(&min_max.caps)
    }
}

/// The cost of group sums, whose threshold is probably near `threshold`.
fn cost_with(sums: impl Iterator<Item = Cost> + Clone, caps: Option<&[i64]>, threshold: Cost) -> Cost {
    match caps {
        None => sums.max().unwrap_or(0),
        Some(caps) => cost_and_threshold(sums.zip(caps.iter().copied()), threshold).0,
    }
}

/// The primitives that one activity takes part in.
#[derive(Debug, Clone, Default)]
pub(super) struct Incidence {
    pub cumulatives: Vec<CumulativeUse>,
    pub pairwise: Vec<PairwiseUse>,
    pub buckets: Vec<BucketUse>,
    pub nvalues: Vec<NValueUse>,
    pub precedences: Vec<PrecedenceUse>,
    pub min_maxes: Vec<MinMaxUse>,
    pub least_excesses: Vec<LeastExcessUse>,
}

/// A model with the primitives of each activity. All states of a model share one index.
#[derive(Debug, Clone)]
pub struct ModelIndex<'m> {
    /// The model.
    pub model: &'m Model,
    pub(super) activities: Vec<Incidence>,
    /// Lengths of the state's flat arrays.
    pub(super) usage: usize,
    pub(super) sums: usize,
    pub(super) counts: usize,
    /// Offset of the group sums of each MinMax, and the end of the last.
    pub(super) min_max_base: Vec<usize>,
    /// Offset of the steps of each day in one array for all days, and the end of the last. A day has room for the
    /// longest activity to end after a start on the day's last step.
    pub(super) day_base: Vec<usize>,
    /// By day: index of its span, if it has one.
    pub(super) day_span_of: Vec<Option<u32>>,
    /// Unary costs by activity and start as `i32`; [`NEVER`] if forbidden, [`ELSEWHERE`] if the model has to be asked.
    unary: Vec<i32>,
    /// Group costs of the MinMax terms by activity, start and group, also as `i32`.
    group_costs: Vec<i32>,
    savings: Vec<Saving>,
}

impl<'m> ModelIndex<'m> {
    /// Indexes a model.
    pub fn new(model: &'m Model) -> ModelIndex<'m> {
        let mut result = ModelIndex {
            model,
            activities: vec![Incidence::default(); model.activities.len()],
            usage: 0,
            sums: 0,
            counts: 0,
            min_max_base: vec![0],
            day_base: vec![0],
            day_span_of: vec![None; model.days.len()],
            unary: compact_unary_costs(model),
            group_costs: Vec::new(),
            savings: savings(model),
        };
        for cumulative in &model.cumulatives {
            match pair(cumulative) {
                Some(uses) => result.index_pair(cumulative, uses),
                None => result.index_usage(cumulative),
            }
        }
        result.index_buckets();
        for (index, nvalue) in model.nvalues.iter().enumerate() {
            for term in &nvalue.terms {
                result.activities[term.activity as usize].nvalues.push(NValueUse {
                    nvalue: index as u32,
                    base: result.counts,
                    buckets: term.buckets,
                    free: nvalue.free,
                    price: nvalue.price,
                });
            }
            result.counts += nvalue.buckets as usize;
        }
        for (index, least_excess) in model.least_excesses.iter().enumerate() {
            let width = least_excess.buckets as usize;
            for term in &least_excess.terms {
                result.activities[term.activity as usize].least_excesses.push(LeastExcessUse {
                    least_excess: index as u32,
                    sums: result.sums,
                    counts: result.counts,
                    width,
                    charge: Charge::new(least_excess.price, ConditionKind::LeastExcess),
                    measure: term.measure,
                    buckets: term.buckets,
                });
            }
            result.sums += width;
            result.counts += width;
        }
        for (index, precedence) in model.precedences.iter().enumerate() {
            for &(a, b) in &precedence.pairs {
                let precedence = index as u32;
                result.activities[a as usize].precedences.push(PrecedenceUse { precedence, other: b, first: true });
                result.activities[b as usize].precedences.push(PrecedenceUse { precedence, other: a, first: false });
            }
        }
        for (index, min_max) in model.min_maxes.iter().enumerate() {
            let base = result.min_max_base[index];
            let largest = min_max.is_largest();
            for (number, term) in min_max.terms.iter().enumerate() {
                result.activities[term.activity as usize].min_maxes.push(MinMaxUse {
                    min_max: index as u32,
                    term: number as u32,
                    base: base + term.first as usize,
                    width: term.width as usize,
                    compact: compact(&term.group_costs, &mut result.group_costs),
                    largest,
                });
            }
            result.min_max_base.push(base + min_max.groups.len());
        }
        let longest = model.activities.iter().map(|a| a.duration).max().unwrap_or(0);
        for (index, day) in model.days.iter().enumerate() {
            result.day_base.push(result.day_base[index] + (day.end - day.first + longest + 1) as usize);
        }
        for (index, day_span) in model.day_spans.iter().enumerate() {
            result.day_span_of[day_span.day as usize] = Some(index as u32);
        }
        result
    }

    /// The most that the insertion of an activity can save in bucket capacities.
    pub fn saving(&self, activity: usize) -> Saving {
        self.savings[activity]
    }

    /// The same as [`Model::unary`], but faster.
    pub fn unary(&self, activity: usize, place: Place) -> Cost {
        match self.unary[activity * self.model.starts.len() + place.start as usize] {
            NEVER => FORBIDDEN,
            ELSEWHERE => self.model.unary(activity, place),
            cost => Cost::from(cost),
        }
    }

    /// Adds a term's group costs at a start to the group sums (`IN`), or subtracts them.
    pub(super) fn add_group_costs<const IN: bool>(&self, used: &MinMaxUse, start: u32, sums: &mut [Cost]) {
        let from = start as usize * used.width;
        let signed = |cost: Cost| if IN { cost } else { -cost };
        match used.compact {
            Some(at) => {
                let costs = &self.group_costs[at + from..][..used.width];
                sums.iter_mut().zip(costs).for_each(|(sum, &cost)| *sum += signed(cost.into()));
            }
            None => {
                let costs = &self.model.min_maxes[used.min_max as usize].terms[used.term as usize].group_costs[from..];
                sums.iter_mut().zip(costs).for_each(|(sum, &cost)| *sum += signed(cost));
            }
        }
    }

    /// The cost of a MinMax after a term's costs at a start are added to the sums of its groups: at least this, and
    /// exactly this if it is more than before. `threshold` is the one before.
    pub(super) fn cost_after_insert(&self, used: &MinMaxUse, start: u32, sums: &[Cost], threshold: Cost) -> Cost {
        let min_max = &self.model.min_maxes[used.min_max as usize];
        let from = start as usize * used.width;
        match used.compact {
            Some(at) => {
                let costs = &self.group_costs[at + from..][..used.width];
                cost_with(
                    sums.iter().zip(costs).map(|(sum, &cost)| sum + Cost::from(cost)),
                    used.caps(min_max),
                    threshold,
                )
            }
            None => {
                let costs = &min_max.terms[used.term as usize].group_costs[from..];
                cost_with(sums.iter().zip(costs).map(|(sum, cost)| sum + cost), used.caps(min_max), threshold)
            }
        }
    }

    /// The cost of a MinMax with these group sums, and its threshold, which is probably near `threshold`.
    pub(super) fn min_max_cost(&self, used: &MinMaxUse, sums: &[Cost], threshold: Cost) -> (Cost, Cost) {
        match used.caps(&self.model.min_maxes[used.min_max as usize]) {
            None => (sums.iter().copied().max().unwrap_or(0), 0),
            Some(caps) => cost_and_threshold(sums.iter().copied().zip(caps.iter().copied()), threshold),
        }
    }

    fn index_usage(&mut self, cumulative: &Cumulative) {
        let kind = if cumulative.is_resource() { ConditionKind::Resource } else { ConditionKind::Cumulative };
        for used in &cumulative.uses {
            self.activities[used.activity as usize].cumulatives.push(CumulativeUse {
                base: self.usage,
                class: used.class,
                from: used.from,
                until: used.until,
                amount: used.amount,
                capacity: cumulative.capacity,
                charge: Charge::new(cumulative.price, kind),
            });
        }
        self.usage += self.model.horizon as usize;
    }

    fn index_pair(&mut self, cumulative: &Cumulative, [a, b]: [&super::Use; 2]) {
        let units = i64::from(a.amount) + i64::from(b.amount) - i64::from(cumulative.capacity);
        for (one, other) in [(a, b), (b, a)] {
            self.activities[one.activity as usize].pairwise.push(PairwiseUse {
                other: other.activity,
                from: one.from.into(),
                until: one.until.into(),
                other_from: other.from.into(),
                other_until: other.until.into(),
                units,
                charge: Charge::new(cumulative.price, ConditionKind::Cumulative),
            });
        }
    }

    fn index_buckets(&mut self) {
        for bucket_capacity in &self.model.bucket_capacities {
            for term in &bucket_capacity.terms {
                self.activities[term.activity as usize].buckets.push(BucketUse {
                    base: self.sums,
                    limit: bucket_capacity.limit,
                    charge: Charge::new(bucket_capacity.price, ConditionKind::BucketCapacity),
                    measure: term.measure,
                    buckets: term.buckets,
                });
            }
            self.sums += bucket_capacity.buckets as usize;
        }
    }
}

/// The two uses of a cumulative over two activities in any class, neither of which exceeds the capacity alone.
fn pair(cumulative: &Cumulative) -> Option<[&super::Use; 2]> {
    match cumulative.uses.as_slice() {
        [a, b]
            if a.activity != b.activity
                && [a, b].iter().all(|used| used.class.is_none() && used.amount <= cumulative.capacity)
                && !cumulative.is_resource() =>
        {
            Some([a, b])
        }
        _ => None,
    }
}
