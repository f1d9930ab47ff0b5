//! The score of an assignment, computed from scratch: the definition of every primitive.

use super::{
    Assignment, BucketCapacity, Cost, Cumulative, DaySpan, FORBIDDEN, MinMax, Model, NO_BUCKET, NValue, Place,
    Precedence, PrecedenceKind, Price,
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
    for profile in &model.cumulatives {
        score.charge(profile.price, cumulative_units(model, assignment, profile));
    }
    for excess in &model.bucket_capacities {
        score.charge(excess.price, bucket_capacity_units(model, assignment, excess));
    }
    for distinct in &model.nvalues {
        score.soft += nvalue_cost(model, assignment, distinct);
    }
    for order in &model.precedences {
        let broken =
            order.pairs.iter().filter(|&&pair| precedence_broken(model, assignment, order, pair)).count() as i64;
        match order.price {
            Price::Hard => score.violations += broken,
            Price::Soft(price) => score.soft += price * broken.min(1),
        }
    }
    for span in &model.day_spans {
        let open = day_span_steps(model, assignment, span);
        score.soft += span.price * open;
        score.violations += span.longest.map_or(0, |longest| (open - i64::from(longest)).max(0));
    }
    for worst in &model.min_maxes {
        score.soft += min_max_cost(assignment, worst);
    }
    score
}

fn cumulative_units(model: &Model, assignment: &Assignment, profile: &Cumulative) -> i64 {
    let mut usage = vec![0_i64; model.horizon as usize];
    for used in &profile.uses {
        let Some(place) = assignment[used.activity as usize] else { continue };
        if used.class.is_some_and(|class| class != place.class) {
            continue;
        }
        let start = model.starts[place.start as usize].step;
        for step in start + used.from..start + used.until {
            usage[step as usize] += i64::from(used.amount);
        }
    }
    usage.iter().map(|u| (u - i64::from(profile.capacity)).max(0)).sum()
}

fn bucket_capacity_units(model: &Model, assignment: &Assignment, excess: &BucketCapacity) -> i64 {
    let mut sums = vec![0_i64; excess.buckets as usize];
    for term in &excess.terms {
        let Some(place) = assignment[term.activity as usize] else { continue };
        let start = place.start as usize;
        let bucket = term.buckets.map_or(0, |table| model.buckets[table as usize][start]);
        if bucket != NO_BUCKET {
            sums[bucket as usize] += model.measures[term.measure as usize][start];
        }
    }
    let over = sums.iter().map(|sum| (sum - excess.limit).max(0));
    match excess.price {
        Price::Hard => over.map(|units| units.min(1)).sum(),
        Price::Soft(_) => over.sum(),
    }
}

fn nvalue_cost(model: &Model, assignment: &Assignment, distinct: &NValue) -> Cost {
    let mut touched: Vec<u32> = Vec::new();
    for term in &distinct.terms {
        let Some(place) = assignment[term.activity as usize] else { continue };
        let bucket = model.buckets[term.buckets as usize][place.start as usize];
        if bucket != NO_BUCKET {
            touched.push(bucket);
        }
    }
    touched.sort_unstable();
    touched.dedup();
    distinct.price * (touched.len() as i64 - i64::from(distinct.free)).max(0)
}

/// Whether a pair breaks a precedence. A pair of which one activity is left out breaks nothing.
fn precedence_broken(model: &Model, assignment: &Assignment, order: &Precedence, (a, b): (u32, u32)) -> bool {
    match (assignment[a as usize], assignment[b as usize]) {
        (Some(first), Some(second)) => pair_broken(model, order, (a, first), (b, second)),
        _ => false,
    }
}

/// Whether activities `a` and `b`, at these places, break a precedence whose pair is `(a, b)`.
pub fn pair_broken(model: &Model, order: &Precedence, a: (u32, Place), b: (u32, Place)) -> bool {
    if let Some(region) = order.start_set {
        let region = &model.start_sets[region as usize];
        if !region[a.1.start as usize] || !region[b.1.start as usize] {
            return false;
        }
    }
    let start = |place: Place| model.starts[place.start as usize];
    let (sa, sb) = (start(a.1), start(b.1));
    let outside = |value: i64, least: i64, most: Option<i64>| value < least || most.is_some_and(|most| value > most);
    match order.kind {
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

fn day_span_steps(model: &Model, assignment: &Assignment, span: &DaySpan) -> i64 {
    let mut open: Option<(u32, u32)> = None;
    for (index, place) in assignment.iter().enumerate() {
        let Some(place) = place else { continue };
        let start = model.starts[place.start as usize];
        if start.day == span.day {
            let end = start.step + model.activities[index].duration;
            let (first, last) = open.unwrap_or((start.step, end));
            open = Some((first.min(start.step), last.max(end)));
        }
    }
    open.map_or(0, |(first, last)| i64::from(last - first))
}

fn min_max_cost(assignment: &Assignment, worst: &MinMax) -> Cost {
    let mut sums = vec![0; worst.groups.len()];
    for term in &worst.terms {
        let Some(place) = assignment[term.activity as usize] else { continue };
        let row = place.start as usize * term.width as usize;
        for group in 0..term.width as usize {
            sums[term.first as usize + group] += term.group_costs[row + group];
        }
    }
    sums.into_iter().max().unwrap_or(0)
}
