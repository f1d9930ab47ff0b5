//! Sequencing: the order and the starts of the items in each bin.
//!
//! For a given order, a dynamic program finds the starts of least cost. The orders are improved by local search: an
//! item moves to another position, or two items exchange theirs, in the same bin or in two.

use super::class_items::{ClassItems, StartCost};

/// The violations of a start that is not allowed: more than those of any start that is.
const NOT_ALLOWED: StartCost = StartCost { violations: 1 << 32, soft: 0 };

/// The items with the index of their starts. Items that have no allowed start in their order are left out. `orders`
/// limits the number of orders that are tried.
pub(super) fn sequence(items: &ClassItems, bins: Vec<Vec<usize>>, orders: u64) -> Vec<(usize, u32)> {
    let mut sequencer = Sequencer { items, values: Vec::new(), orders: Vec::new(), left: orders };
    for (bin, members) in bins.into_iter().enumerate() {
        sequencer.build(bin, members);
    }
    sequencer.improve();
    let starts = |(bin, order): (usize, &Vec<usize>)| {
        let stretch = items.bins[bin];
        let at = sequencer.starts(bin, order);
        let found = order.iter().zip(at).filter_map(move |(&item, step)| {
            let starts = &items.starts[item][stretch];
            let place = starts.binary_search_by_key(&step, |&(step, _)| step).ok()?;
            Some((item, starts[place].1))
        });
        found.collect::<Vec<(usize, u32)>>()
    };
    sequencer.orders.iter().enumerate().flat_map(starts).collect()
}

struct Sequencer<'a> {
    items: &'a ClassItems,
    /// By bin: its items in order.
    orders: Vec<Vec<usize>>,
    /// By bin: what its order costs.
    values: Vec<StartCost>,
    /// The number of orders that may still be tried.
    left: u64,
}

impl Sequencer<'_> {
    /// Adds a bin. Items that were in its stretch keep their order; the others are inserted one by one where they cost
    /// least.
    fn build(&mut self, bin: usize, members: Vec<usize>) {
        let stretch = self.items.bins[bin];
        let was = |item: &usize| self.items.before[*item].filter(|(was, _)| *was == stretch).map(|(_, step)| step);
        let (mut order, new): (Vec<usize>, Vec<usize>) = members.iter().partition(|item| was(item).is_some());
        order.sort_by_key(|item| (was(item), *item));
        for item in new {
            let with = |position: usize| {
                let mut order = order.clone();
                order.insert(position, item);
                order
            };
            let best = (0..=order.len()).map(with).min_by_key(|order| self.value(bin, order));
            order = best.unwrap_or(order);
        }
        self.values.push(self.value(bin, &order));
        self.orders.push(order);
    }

    /// Local search until no change improves, or no order may be tried any more.
    fn improve(&mut self) {
        let mut improved = true;
        while improved && self.left > 0 {
            improved = false;
            for item in 0..self.items.lengths.len() {
                improved |= self.relocate(item) || self.exchange(item);
            }
        }
    }

    /// The bin and the position of an item.
    fn position(&self, item: usize) -> Option<(usize, usize)> {
        let at = |(bin, order): (usize, &Vec<usize>)| Some((bin, order.iter().position(|&other| other == item)?));
        self.orders.iter().enumerate().find_map(at)
    }

    /// Moves an item to the first position that costs less.
    fn relocate(&mut self, item: usize) -> bool {
        let Some((from, position)) = self.position(item) else { return false };
        let mut without = self.orders[from].clone();
        without.remove(position);
        for bin in 0..self.orders.len() {
            let target = if bin == from { &without } else { &self.orders[bin] };
            for at in 0..=target.len() {
                let target = if bin == from { &without } else { &self.orders[bin] };
                let mut order = target.clone();
                order.insert(at, item);
                let changes = match bin == from {
                    true => vec![(bin, order)],
                    false => vec![(from, without.clone()), (bin, order)],
                };
                if self.accept(changes) {
                    return true;
                }
            }
        }
        false
    }

    /// Exchanges an item with the first later one with which that costs less.
    fn exchange(&mut self, item: usize) -> bool {
        for other in item + 1..self.items.lengths.len() {
            let (Some((a, i)), Some((b, j))) = (self.position(item), self.position(other)) else { continue };
            let mut first = self.orders[a].clone();
            let changes = if a == b {
                first.swap(i, j);
                vec![(a, first)]
            } else {
                let mut second = self.orders[b].clone();
                std::mem::swap(&mut first[i], &mut second[j]);
                vec![(a, first), (b, second)]
            };
            if self.accept(changes) {
                return true;
            }
        }
        false
    }

    /// Takes over new orders of bins if they fit and cost less.
    fn accept(&mut self, changes: Vec<(usize, Vec<usize>)>) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        if changes.iter().any(|(bin, order)| self.slack(*bin, order).is_none()) {
            return false;
        }
        let sum = |values: &[StartCost]| values.iter().fold(StartCost::default(), |sum, value| sum.plus(*value));
        let before: Vec<StartCost> = changes.iter().map(|(bin, _)| self.values[*bin]).collect();
        let after: Vec<StartCost> = changes.iter().map(|(bin, order)| self.value(*bin, order)).collect();
        if sum(&after) >= sum(&before) {
            return false;
        }
        for ((bin, order), value) in changes.into_iter().zip(after) {
            (self.orders[bin], self.values[bin]) = (order, value);
        }
        true
    }

    /// The number of steps of a bin that no item takes; `None` if the items are too long.
    fn slack(&self, bin: usize, order: &[usize]) -> Option<usize> {
        let used: u32 = order.iter().map(|&item| self.items.lengths[item]).sum();
        self.items.stretches[self.items.bins[bin]].length.checked_sub(used).map(|slack| slack as usize)
    }

    /// What an item costs at a step of a bin.
    fn cost(&self, bin: usize, item: usize, step: usize) -> StartCost {
        self.items.costs[item][self.items.bins[bin]].get(step).copied().flatten().unwrap_or(NOT_ALLOWED)
    }

    /// The least cost of an order.
    fn value(&self, bin: usize, order: &[usize]) -> StartCost {
        let mut best = vec![StartCost::default(); self.slack(bin, order).unwrap_or(0) + 1];
        let mut earliest = 0;
        for &item in order {
            self.add(bin, item, earliest, &mut best, |_, _| {});
            earliest += self.items.lengths[item] as usize;
        }
        best.last().copied().unwrap_or_default()
    }

    /// Adds an item at the end. `best` has the least cost of the items so far, by the largest delay of the last one:
    /// the number of free steps before it. `earliest` is the step of the item without delay. `chosen` gets, by largest
    /// delay, the delay of the item.
    fn add(
        &self,
        bin: usize,
        item: usize,
        earliest: usize,
        best: &mut [StartCost],
        mut chosen: impl FnMut(usize, usize),
    ) {
        let mut least: Option<(StartCost, usize)> = None;
        for (delay, best) in best.iter_mut().enumerate() {
            let cost = best.plus(self.cost(bin, item, earliest + delay));
            let better = least.filter(|(least, _)| *least <= cost).unwrap_or((cost, delay));
            chosen(delay, better.1);
            (*best, least) = (better.0, Some(better));
        }
    }

    /// The steps at which the items of an order start, at least cost.
    fn starts(&self, bin: usize, order: &[usize]) -> Vec<u32> {
        let slack = self.slack(bin, order).unwrap_or(0);
        let mut best = vec![StartCost::default(); slack + 1];
        let mut delays: Vec<Vec<usize>> = Vec::with_capacity(order.len());
        let mut steps: Vec<usize> = Vec::with_capacity(order.len());
        let mut earliest = 0;
        for &item in order {
            let mut of_item = vec![0; slack + 1];
            self.add(bin, item, earliest, &mut best, |most, delay| of_item[most] = delay);
            delays.push(of_item);
            steps.push(earliest);
            earliest += self.items.lengths[item] as usize;
        }
        let mut most = slack;
        for (step, of_item) in steps.iter_mut().zip(&delays).rev() {
            most = of_item[most];
            *step += most;
        }
        steps.into_iter().map(|step| step as u32).collect()
    }
}
