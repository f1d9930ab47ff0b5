//! Bin packing by subset sums: the bins are filled one after another, each so that the rest still fits into the others,
//! at the least cost.

use super::class_items::ClassItems;
use crate::model::Cost;

/// By bin: its items. Items that do not fit are in none. At most `tries` bins are the first one, until everything fits.
pub(super) fn pack(items: &ClassItems, tries: usize) -> Vec<Vec<usize>> {
    let count = items.bins.len();
    let costs = items.stretch_costs();
    let mut best: Option<(usize, Vec<Vec<usize>>)> = None;
    for first in 0..count.min(tries) {
        let order: Vec<usize> = (first..count).chain(0..first).collect();
        let (left_out, packed) = pack_in_order(items, &costs, &order);
        if best.as_ref().is_none_or(|(fewest, _)| left_out < *fewest) {
            best = Some((left_out, packed));
        }
        if left_out == 0 {
            break;
        }
    }
    best.map(|(_, packed)| packed).unwrap_or_default()
}

/// Fills the bins in the given order. Returns how many items are in none, and the items of each bin.
fn pack_in_order(items: &ClassItems, costs: &[Vec<Option<Cost>>], order: &[usize]) -> (usize, Vec<Vec<usize>>) {
    let mut packed = vec![Vec::new(); order.len()];
    let mut rest: Vec<usize> = (0..items.lengths.len()).collect();
    for (position, &bin) in order.iter().enumerate() {
        let stretch = items.bins[bin];
        let later: Vec<usize> = order[position + 1..].iter().map(|&bin| items.bins[bin]).collect();
        let room: u32 = later.iter().map(|&other| items.stretches[other].length).sum();
        let needed: u32 = rest.iter().map(|&item| items.lengths[item]).sum();
        let choice = |&item: &usize| {
            let elsewhere = later.iter().filter_map(|&other| costs[item][other]).min();
            let choice = match (costs[item][stretch], elsewhere) {
                (None, _) => Choice::Never,
                (Some(_), None) => Choice::Always,
                (Some(here), Some(elsewhere)) => Choice::For(here - elsewhere),
            };
            (items.lengths[item], choice)
        };
        let choices: Vec<(u32, Choice)> = rest.iter().map(choice).collect();
        let chosen = choose(&choices, needed.saturating_sub(room), items.stretches[stretch].length);
        packed[bin] = rest.iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(&item, _)| item).collect();
        rest = rest.iter().zip(&chosen).filter(|(_, chosen)| !**chosen).map(|(&item, _)| item).collect();
    }
    (rest.len(), packed)
}

/// Whether an item may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// It does not fit.
    Never,
    /// It fits nowhere else.
    Always,
    /// It may be chosen, for this cost.
    For(Cost),
}

/// The subset of least cost whose lengths sum to at least `least` and at most `most`; if there is none, the one with
/// the largest sum up to `most`.
fn choose(items: &[(u32, Choice)], least: u32, most: u32) -> Vec<bool> {
    let (most, least) = (most as usize, least as usize);
    let mut cheapest: Vec<Option<Cost>> = vec![None; most + 1];
    cheapest[0] = Some(0);
    // By item and sum: whether the cheapest subset of the items so far with this sum has the item.
    let mut has: Vec<Vec<bool>> = Vec::with_capacity(items.len());
    // Items that fit nowhere else come first: each is taken while there is room.
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&item| (items[item].1 != Choice::Always, item));
    for &item in &order {
        let (length, choice) = (items[item].0 as usize, items[item].1);
        let mut taken = vec![false; most + 1];
        let fits = cheapest.iter().enumerate().any(|(sum, cost)| cost.is_some() && sum + length <= most);
        match choice {
            Choice::Always if fits => {
                for sum in (0..=most).rev() {
                    cheapest[sum] = sum.checked_sub(length).and_then(|smaller| cheapest[smaller]);
                    taken[sum] = cheapest[sum].is_some();
                }
            }
            Choice::For(cost) => {
                for sum in (length..=most).rev() {
                    let with = cheapest[sum - length].map(|smaller| smaller + cost);
                    if with.is_some_and(|with| cheapest[sum].is_none_or(|without| with < without)) {
                        (cheapest[sum], taken[sum]) = (with, true);
                    }
                }
            }
            Choice::Never | Choice::Always => {}
        }
        has.push(taken);
    }
    let reached = |sum: usize| cheapest[sum].map(|cost| (cost, sum));
    let wanted = (least..=most).rev().filter_map(reached).min_by_key(|&(cost, _)| cost);
    let mut sum = wanted.or_else(|| (0..=most).rev().find_map(reached)).map_or(0, |(_, sum)| sum);
    let mut chosen = vec![false; items.len()];
    for (&item, taken) in order.iter().zip(&has).rev() {
        if taken[sum] {
            chosen[item] = true;
            sum -= items[item].0 as usize;
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::testing::generator;

    #[test]
    fn the_cheapest_subset_with_an_exact_sum_is_chosen() {
        let items = [(3, Choice::For(1)), (4, Choice::For(9)), (5, Choice::For(2)), (7, Choice::For(3))];
        assert_eq!(choose(&items, 8, 8), [true, false, true, false]);
        assert_eq!(choose(&items, 9, 9), [false, true, true, false]);
        assert_eq!(choose(&items, 0, 19), [false; 4], "nothing costs nothing");
        assert_eq!(choose(&items, 13, 13), [false, false, true, true], "13 cannot be reached, 12 can");
    }

    #[test]
    fn an_item_that_fits_nowhere_else_is_chosen() {
        let items = [(3, Choice::For(1)), (4, Choice::Always), (5, Choice::Never)];
        assert_eq!(choose(&items, 5, 7), [true, true, false]);
        assert_eq!(choose(&items, 0, 3), [false; 3], "it has no room");
    }

    /// The same cost and sum as by trying all subsets.
    #[test]
    fn the_choice_agrees_with_brute_force() {
        for seed in 0..300 {
            let dice = &mut generator(seed);
            let item = |_| (dice.between(1, 9) as u32, dice.between(-9, 9));
            let items: Vec<(u32, Cost)> = (0..7).map(item).collect();
            let (least, most) = (dice.between(0, 20) as u32, dice.between(20, 30) as u32);
            let value = |subset: &[bool]| {
                let chosen = items.iter().zip(subset).filter(|(_, chosen)| **chosen);
                chosen.fold((0, 0), |(length, cost), (item, _)| (length + item.0, cost + item.1))
            };
            let subsets = (0..1_u32 << 7).map(|bits| (0..7).map(|item| (bits >> item) & 1 == 1).collect::<Vec<bool>>());
            let values: Vec<(u32, Cost)> = subsets.map(|subset| value(&subset)).filter(|v| v.0 <= most).collect();
            let choices: Vec<(u32, Choice)> = items.iter().map(|&(length, cost)| (length, Choice::For(cost))).collect();
            let found = value(&choose(&choices, least, most));
            match values.iter().filter(|value| value.0 >= least).map(|value| value.1).min() {
                Some(cheapest) => assert!(found.0 >= least && found.0 <= most && found.1 == cheapest, "seed {seed}"),
                None => assert_eq!(Some(found.0), values.iter().map(|value| value.0).max(), "seed {seed}"),
            }
        }
    }
}
