//! The score of an assignment, computed from scratch: the definition of every primitive.

use super::{
    Assignment, BucketCapacity, Cost, Cumulative, DaySpan, FORBIDDEN, Model, NO_BUCKET, NValue, Place, Precedence,
    PrecedenceKind, Price,
};

/// A score, compared level by level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Score {
    /// Units by which hard conditions are broken.
    pub violations: i64,
    /// Penalty for activities left out.
    pub unplaced: i64,
    /// The cost.
    pub soft: Cost,
}

impl Score {
    /// Adds `units` at `price`.
    fn charge(&mut self, price: Price, units: i64) {
        match price {
            Price::Hard => self.violations += units,
            Price::Soft(price) => self.soft += price * units,
        }
    }
}

/// The score of an assignment.
pub fn evaluate(model: &Model, assignment: &Assignment) -> Score {
    let mut score = Score::default();
    for (index, place) in assignment.iter().enumerate() {
        match place {
            None => score.unplaced += model.activities[index].unplaced_penalty,
            Some(place) => match model.unary(index, *place) {
                FORBIDDEN => score.violations += 1,
                cost => score.soft += cost,
            },
        }
    }
    for cumulative in &model.cumulatives {
        score.charge(cumulative.price, cumulative_units(model, assignment, cumulative));
    }
    for bucket_capacity in &model.bucket_capacities {
        score.charge(bucket_capacity.price, bucket_capacity_units(model, assignment, bucket_capacity));
    }
    for nvalue in &model.nvalues {
        score.soft += nvalue_cost(model, assignment, nvalue);
    }
    for precedence in &model.precedences {
        let broken =
            precedence.pairs.iter().filter(|&&pair| precedence_broken(model, assignment, precedence, pair)).count()
                as i64;
        match precedence.price {
            Price::Hard => score.violations += broken,
            Price::Soft(price) => score.soft += price * broken.min(1),
        }
    }
    for day_span in &model.day_spans {
        let open = day_span_steps(model, assignment, day_span);
        score.soft += day_span.price * open;
        score.violations += day_span.longest.map_or(0, |longest| (open - i64::from(longest)).max(0));
    }
    for min_max in &model.min_maxes {
        score.soft += min_max.cost(&min_max.sums(assignment));
    }
    for least_excess in &model.least_excesses {
        let excess = least_excess.excess(model, assignment);
        score.charge(least_excess.price, if least_excess.price == Price::Hard { excess.min(1) } else { excess });
    }
    score
}

fn cumulative_units(model: &Model, assignment: &Assignment, cumulative: &Cumulative) -> i64 {
    let mut usage = vec![0_i64; model.horizon as usize];
    for used in &cumulative.uses {
        let Some(place) = assignment[used.activity as usize] else { continue };
        if used.class.is_some_and(|class| class != place.class) {
            continue;
        }
        let start = model.starts[place.start as usize].step;
        for step in start + used.from..start + used.until {
            usage[step as usize] += i64::from(used.amount);
        }
    }
    usage.iter().map(|u| (u - i64::from(cumulative.capacity)).max(0)).sum()
}

/// The sum of each bucket.
pub(super) fn bucket_sums(model: &Model, assignment: &Assignment, bucket_capacity: &BucketCapacity) -> Vec<i64> {
    let mut sums = vec![0_i64; bucket_capacity.buckets as usize];
    for term in &bucket_capacity.terms {
        let Some(place) = assignment[term.activity as usize] else { continue };
        let start = place.start as usize;
        let bucket = term.buckets.map_or(0, |table| model.buckets[table as usize][start]);
        if bucket != NO_BUCKET {
            sums[bucket as usize] += model.measures[term.measure as usize][start];
        }
    }
    sums
}

fn bucket_capacity_units(model: &Model, assignment: &Assignment, bucket_capacity: &BucketCapacity) -> i64 {
    let sums = bucket_sums(model, assignment, bucket_capacity);
    let over = sums.iter().map(|sum| (sum - bucket_capacity.limit).max(0));
    match bucket_capacity.price {
        Price::Hard => over.map(|units| units.min(1)).sum(),
        Price::Soft(_) => over.sum(),
    }
}

fn nvalue_cost(model: &Model, assignment: &Assignment, nvalue: &NValue) -> Cost {
    let mut touched: Vec<u32> = Vec::new();
    for term in &nvalue.terms {
        let Some(place) = assignment[term.activity as usize] else { continue };
        let bucket = model.buckets[term.buckets as usize][place.start as usize];
        if bucket != NO_BUCKET {
            touched.push(bucket);
        }
    }
    touched.sort_unstable();
    touched.dedup();
    nvalue.price * (touched.len() as i64 - i64::from(nvalue.free)).max(0)
}

/// Whether a pair breaks a precedence. A pair of which one activity is left out breaks nothing.
fn precedence_broken(model: &Model, assignment: &Assignment, precedence: &Precedence, (a, b): (u32, u32)) -> bool {
    match (assignment[a as usize], assignment[b as usize]) {
        (Some(first), Some(second)) => pair_broken(model, precedence, (a, first), (b, second)),
        _ => false,
    }
}

/// Whether activities `a` and `b`, at these places, break a precedence whose pair is `(a, b)`.
pub fn pair_broken(model: &Model, precedence: &Precedence, a: (u32, Place), b: (u32, Place)) -> bool {
    if let Some(start_set) = precedence.start_set {
        let start_set = &model.start_sets[start_set as usize];
        if !start_set[a.1.start as usize] || !start_set[b.1.start as usize] {
            return false;
        }
    }
    let start = |place: Place| model.starts[place.start as usize];
    let (sa, sb) = (start(a.1), start(b.1));
    let outside = |value: i64, least: i64, most: Option<i64>| value < least || most.is_some_and(|most| value > most);
    match precedence.kind {
        PrecedenceKind::Days { least, most } => outside(i64::from((sa.date - sb.date).abs()), least, most),
        PrecedenceKind::Gap { least, most, either_order, same_class } => {
            let end = |(activity, place): (u32, Place)| {
                i64::from(start(place).step + model.activities[activity as usize].duration)
            };
            let gap = if either_order && sb.step < sa.step {
                i64::from(sa.step) - end(b)
            } else {
                i64::from(sb.step) - end(a)
            };
            outside(gap, least, most) || (same_class && a.1.class != b.1.class)
        }
    }
}

pub(super) fn day_span_steps(model: &Model, assignment: &Assignment, day_span: &DaySpan) -> i64 {
    let mut open: Option<(u32, u32)> = None;
    for (index, place) in assignment.iter().enumerate() {
        let Some(place) = place else { continue };
        let start = model.starts[place.start as usize];
        if start.day == day_span.day {
            let end = start.step + model.activities[index].duration;
            let (first, last) = open.unwrap_or((start.step, end));
            open = Some((first.min(start.step), last.max(end)));
        }
    }
    open.map_or(0, |(first, last)| i64::from(last - first))
}
