//! Reproducible random numbers: a seed gives the same conference on every machine.

use plenary::domain::Decimal;
use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A seeded random number generator, with the kinds of draws that conferences need.
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// One of several independent streams of a seed.
    pub fn new(seed: u64, stream: u64) -> Random {
        Random(Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ stream))
    }

    /// A number in `0..n`; 0 for `n` of 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// A number in `low..=high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(0) as usize) as i64
    }

    /// `true` with a probability of `percent` per cent.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A random element of a non-empty slice.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A random element, parsed as a decimal.
    pub fn decimal(&mut self, from: &[&str]) -> Decimal {
        self.pick(from).parse().expect("the tests write decimals correctly")
    }

    /// A random subset in the same order; each element is in it with a probability of `percent` per cent.
    pub fn some<T: Copy>(&mut self, from: &[T], percent: usize) -> Vec<T> {
        from.iter().copied().filter(|_| self.chance(percent)).collect()
    }

    /// `0..n` in random order.
    pub fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            order.swap(i, self.below(i + 1));
        }
        order
    }
}
