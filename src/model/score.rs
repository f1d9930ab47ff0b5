//! The score of an assignment, recomputed from nothing: the meaning of every primitive in its plainest form.

use super::{
    Assignment, Cost, Distinct, Excess, FORBIDDEN, Model, NO_BUCKET, Order, OrderKind, Place, Price, Profile, Span,
    Worst,
};

/// A score, compared level by level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Score {
    /// Units by which hard conditions are broken.
    pub violations: i64,
    /// What is left out.
    pub unplaced: i64,
    /// The cost.
    pub soft: Cost,
}

impl Score {
    /// The same score with `units` at `price` added.
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
            None => score.unplaced += model.activities[index].unplaced,
            Some(place) => match model.unary(index, *place) {
                FORBIDDEN => score.violations += 1,
                cost => score.soft += cost,
            },
        }
    }
    for profile in &model.profiles {
        score.charge(profile.price, profile_units(model, assignment, profile));
    }
    for excess in &model.excesses {
        score.charge(excess.price, excess_units(model, assignment, excess));
    }
    for distinct in &model.distincts {
        score.soft += distinct_cost(model, assignment, distinct);
    }
    for order in &model.orders {
        let broken = order.pairs.iter().filter(|&&pair| order_broken(model, assignment, order, pair)).count() as i64;
        match order.price {
            Price::Hard => score.violations += broken,
            Price::Soft(price) => score.soft += price * broken.min(1),
        }
    }
    for span in &model.spans {
        let open = span_steps(model, assignment, span);
        score.soft += span.price * open;
        score.violations += span.longest.map_or(0, |longest| (open - i64::from(longest)).max(0));
    }
    for worst in &model.worsts {
        score.soft += worst_cost(assignment, worst);
    }
    score
}

fn profile_units(model: &Model, assignment: &Assignment, profile: &Profile) -> i64 {
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

fn excess_units(model: &Model, assignment: &Assignment, excess: &Excess) -> i64 {
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

fn distinct_cost(model: &Model, assignment: &Assignment, distinct: &Distinct) -> Cost {
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

/// Whether two placed activities break an order; a pair of which one is left out breaks nothing.
fn order_broken(model: &Model, assignment: &Assignment, order: &Order, (a, b): (u32, u32)) -> bool {
    match (assignment[a as usize], assignment[b as usize]) {
        (Some(first), Some(second)) => pair_broken(model, order, (a, first), (b, second)),
        _ => false,
    }
}

/// Whether two activities at their places break an order that names them in this sequence.
pub fn pair_broken(model: &Model, order: &Order, a: (u32, Place), b: (u32, Place)) -> bool {
    if let Some(region) = order.region {
        let region = &model.regions[region as usize];
        if !region[a.1.start as usize] || !region[b.1.start as usize] {
            return false;
        }
    }
    let start = |place: Place| model.starts[place.start as usize];
    let (sa, sb) = (start(a.1), start(b.1));
    let outside = |value: i64, least: i64, most: Option<i64>| value < least || most.is_some_and(|most| value > most);
    match order.kind {
        OrderKind::Days { least, most } => outside(i64::from((sa.date - sb.date).abs()), least, most),
        OrderKind::Gap { least, most, either_order, same_class } => {
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

fn span_steps(model: &Model, assignment: &Assignment, span: &Span) -> i64 {
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

fn worst_cost(assignment: &Assignment, worst: &Worst) -> Cost {
    let mut sums = vec![0; worst.groups.len()];
    for term in &worst.terms {
        let Some(place) = assignment[term.activity as usize] else { continue };
        let row = place.start as usize * term.width as usize;
        for group in 0..term.width as usize {
            sums[term.first as usize + group] += term.cells[row + group];
        }
    }
    sums.into_iter().max().unwrap_or(0)
}
