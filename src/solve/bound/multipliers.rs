//! Lagrangian multipliers, and which of them are legal.

use crate::model::{Model, Price, WEIGHT_SCALE};

/// Multipliers are integers in units of 1 / `SCALE` of the model's cost.
pub const SCALE: i64 = WEIGHT_SCALE;

/// Prices and weights that prove a bound, in units of 1 / [`SCALE`]. An empty list means that the primitive is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Multipliers {
    /// By cumulative: a price for each step; at most the cumulative's own price if it is soft.
    pub cumulatives: Vec<Vec<i64>>,
    /// By MinMax: the weight of each group, at most its cap. The weights sum to exactly [`SCALE`].
    pub min_maxes: Vec<Vec<i64>>,
    /// By bucket capacity: a price for each bucket; at most its own price if it is soft.
    pub bucket_capacities: Vec<Vec<i64>>,
}

impl Multipliers {
    /// No multipliers: the bound is then the sum of the cheapest places.
    pub fn none(model: &Model) -> Multipliers {
        Multipliers {
            cumulatives: vec![Vec::new(); model.cumulatives.len()],
            min_maxes: vec![Vec::new(); model.min_maxes.len()],
            bucket_capacities: vec![Vec::new(); model.bucket_capacities.len()],
        }
    }

    /// Whether they fit the model and prove a bound: none is negative, above a soft price or above a cap, and weights
    /// sum to exactly one.
    pub fn is_legal(&self, model: &Model) -> bool {
        let cumulatives = self.cumulatives.len() == model.cumulatives.len()
            && self.cumulatives.iter().zip(&model.cumulatives).all(|(v, p)| priced(v, model.horizon, p.price));
        let bucket_capacities = self.bucket_capacities.len() == model.bucket_capacities.len()
            && self.bucket_capacities.iter().zip(&model.bucket_capacities).all(|(u, e)| priced(u, e.buckets, e.price));
        let min_maxes = self.min_maxes.len() == model.min_maxes.len()
            && self.min_maxes.iter().zip(&model.min_maxes).all(|(mu, w)| weighted(mu, &w.caps));
        cumulatives && bucket_capacities && min_maxes
    }
}

/// Whether these are `count` prices, or none, between zero and the price of the condition.
fn priced(values: &[i64], count: u32, price: Price) -> bool {
    let most = match price {
        Price::Hard => i128::MAX,
        Price::Soft(price) => i128::from(price) * i128::from(SCALE),
    };
    values.is_empty() || (values.len() == count as usize && values.iter().all(|&v| v >= 0 && i128::from(v) <= most))
}

/// Whether these are weights within their caps that sum to one, or none.
fn weighted(values: &[i64], caps: &[i64]) -> bool {
    values.is_empty()
        || (values.len() == caps.len()
            && values.iter().zip(caps).all(|(v, cap)| (0..=*cap).contains(v))
            && values.iter().map(|&v| i128::from(v)).sum::<i128>() == i128::from(SCALE))
}
