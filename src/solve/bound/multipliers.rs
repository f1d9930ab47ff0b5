//! Multipliers, and which of them are legal.

use crate::model::{Model, Price};

/// Multipliers are integers in units of 1 / `SCALE` of the model's cost.
pub const SCALE: i64 = 1 << 16;

/// Prices and weights that prove a bound, in units of 1 / [`SCALE`]. An empty list leaves its primitive out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Multipliers {
    /// By profile: the price of a unit of usage at each step; at most the profile's own price where that is soft.
    pub profiles: Vec<Vec<i64>>,
    /// By worst: the weight of each group; they sum to exactly [`SCALE`].
    pub worsts: Vec<Vec<i64>>,
    /// By excess: the price of a unit in each bucket; at most the excess's own price where that is soft.
    pub excesses: Vec<Vec<i64>>,
}

impl Multipliers {
    /// No multipliers at all: the bound is the sum of the cheapest places.
    pub fn none(model: &Model) -> Multipliers {
        Multipliers {
            profiles: vec![Vec::new(); model.profiles.len()],
            worsts: vec![Vec::new(); model.worsts.len()],
            excesses: vec![Vec::new(); model.excesses.len()],
        }
    }

    /// Whether they fit the model and prove something: none negative, none above a soft price, weights summing to
    /// one exactly.
    pub fn is_legal(&self, model: &Model) -> bool {
        let profiles = self.profiles.len() == model.profiles.len()
            && self.profiles.iter().zip(&model.profiles).all(|(v, p)| priced(v, model.horizon, p.price));
        let excesses = self.excesses.len() == model.excesses.len()
            && self.excesses.iter().zip(&model.excesses).all(|(u, e)| priced(u, e.buckets, e.price));
        let worsts = self.worsts.len() == model.worsts.len()
            && self.worsts.iter().zip(&model.worsts).all(|(mu, w)| weighted(mu, w.groups.len()));
        profiles && excesses && worsts
    }
}

/// Whether these are prices of so many places, within what breaking the condition costs.
fn priced(values: &[i64], count: u32, price: Price) -> bool {
    let most = match price {
        Price::Hard => i128::MAX,
        Price::Soft(price) => i128::from(price) * i128::from(SCALE),
    };
    values.is_empty() || (values.len() == count as usize && values.iter().all(|&v| v >= 0 && i128::from(v) <= most))
}

/// Whether these are weights of so many groups.
fn weighted(values: &[i64], count: usize) -> bool {
    values.is_empty()
        || (values.len() == count
            && values.iter().all(|&v| v >= 0)
            && values.iter().map(|&v| i128::from(v)).sum::<i128>() == i128::from(SCALE))
}
