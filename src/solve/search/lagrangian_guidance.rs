//! The bound's multipliers as guidance for the search: activities pay for the capacity that they use.
//!
//! Early in the search, an activity pays the Lagrangian multipliers of the hard cumulatives that it uses, so capacity
//! at a popular hour has a price even while it is free. With full guidance the energy is that of the Lagrangian
//! subproblem, from whose solution the search starts. The guidance fades out, until only the cost remains.

use std::collections::BTreeMap;

use super::super::bound::{Multipliers, SCALE};
use crate::model::{Cost, Cumulative, Model, Place, Price, Use};

/// Upper limit of a place's price: above all costs, and low enough that products with weights do not overflow.
const HIGHEST: Cost = i64::MAX / SCALE;

/// The price of the capacity that an activity uses at a place. The default is zero for all places.
#[derive(Debug, Clone, Default)]
pub struct LagrangianGuidance {
    classes: usize,
    starts: usize,
    /// By activity and class: its row of prices.
    patterns: Vec<u32>,
    /// By row and start.
    prices: Vec<Cost>,
}

impl LagrangianGuidance {
    /// The prices of a model's multipliers. Each multiplier counts as at most `most`: if not everything can be placed,
    /// multipliers grow without limit.
    pub fn new(model: &Model, multipliers: &Multipliers, most: Cost) -> LagrangianGuidance {
        let (classes, starts) = (model.classes.len(), model.starts.len());
        let priced: Vec<(&Cumulative, Vec<i64>)> = model
            .cumulatives
            .iter()
            .zip(&multipliers.cumulatives)
            .filter(|(cumulative, values)| cumulative.price == Price::Hard && values.iter().any(|&value| value > 0))
            .map(|(cumulative, values)| (cumulative, running_sums(values, most.saturating_mul(SCALE))))
            .collect();
        let mut uses: Vec<Vec<(usize, &Use)>> = vec![Vec::new(); model.activities.len()];
        for (index, (cumulative, _)) in priced.iter().enumerate() {
            cumulative.uses.iter().for_each(|used| uses[used.activity as usize].push((index, used)));
        }
        let mut guidance = LagrangianGuidance { classes, starts, patterns: Vec::new(), prices: Vec::new() };
        let mut known: BTreeMap<Vec<(usize, u32, u32, u32)>, u32> = BTreeMap::new();
        for uses in &uses {
            for class in 0..classes as u32 {
                let here = uses.iter().filter(|(_, used)| used.class.is_none_or(|own| own == class));
                let key: Vec<_> = here.map(|&(index, u)| (index, u.from, u.until, u.amount)).collect();
                let next = known.len() as u32;
                let pattern = *known.entry(key).or_insert_with_key(|key| {
                    guidance.prices.extend(model.starts.iter().map(|start| {
                        let price = |&(index, from, until, amount): &(usize, u32, u32, u32)| {
                            let sums = &priced[index].1;
                            // Only forbidden starts reach beyond the time axis.
                            let before = |step: u32| sums[(step as usize).min(sums.len() - 1)];
                            i128::from(amount) * i128::from(before(start.step + until) - before(start.step + from))
                        };
                        let sum = key.iter().map(price).sum::<i128>() / i128::from(SCALE);
                        Cost::try_from(sum).unwrap_or(HIGHEST).min(HIGHEST)
                    }));
                    next
                });
                guidance.patterns.push(pattern);
            }
        }
        guidance
    }

    /// The price of the capacity that an activity uses at a place.
    pub fn price(&self, activity: usize, place: Place) -> Cost {
        match self.patterns.get(activity * self.classes + place.class as usize) {
            Some(&pattern) => self.prices[pattern as usize * self.starts + place.start as usize],
            None => 0,
        }
    }
}

/// Sums of the first 0, 1, 2, ... values, each limited to `most`. The sums saturate above all costs.
fn running_sums(values: &[i64], most: i64) -> Vec<i64> {
    let mut sum = 0_i64;
    let mut sums = vec![0];
    sums.extend(values.iter().map(|&value| {
        sum = sum.saturating_add(value.min(most)).min(i64::MAX / 1024);
        sum
    }));
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Builder, Class, Day, Label, Role, Start};

    #[test]
    fn a_larger_use_has_a_higher_price() {
        let starts: Vec<Start> = (0..6).map(|step| Start { step, day: 0, date: 0 }).collect();
        let classes = vec![Class { size: 1 }, Class { size: 1 }];
        let mut b = Builder::new(8, starts, vec![Day { first: 0, end: 6 }], classes);
        (0..3).for_each(|_| _ = b.activity(2, 1));
        let used = |activity, class, until, amount| Use { activity, class, from: 0, until, amount };
        let cumulative =
            |label, price, uses| Cumulative { label: Label(label), capacity: 1, price, role: Role::Other, uses };
        let shared = vec![used(0, None, 2, 1), used(1, None, 2, 2), used(2, Some(1), 1, 1)];
        b.cumulative(cumulative(0, Price::Hard, shared));
        b.cumulative(cumulative(1, Price::Soft(9), vec![used(0, None, 2, 1), used(1, None, 2, 1)]));
        let model = b.finish().expect("small costs");
        let mut multipliers = Multipliers::none(&model);
        let prices = |each: [i64; 8]| each.iter().map(|price| price * SCALE).collect();
        multipliers.cumulatives = vec![prices([0, 5, 99, 0, 0, 1, 0, 0]), prices([3; 8])];
        let guidance = LagrangianGuidance::new(&model, &multipliers, 7);
        let price = |activity, class| -> Vec<Cost> {
            (0..6).map(|start| guidance.price(activity, Place { start, class })).collect()
        };
        assert_eq!(price(0, 0), [5, 12, 7, 0, 1, 1]);
        assert_eq!(price(1, 1), [10, 24, 14, 0, 2, 2], "twice the amount");
        assert_eq!((price(2, 0), price(2, 1)), (vec![0; 6], vec![0, 5, 7, 0, 0, 1]), "in one class only");
        assert_eq!(LagrangianGuidance::default().price(2, Place { start: 1, class: 1 }), 0);
    }
}
