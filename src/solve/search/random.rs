//! Random numbers that are the same on every machine: a named generator, integers only.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::fixed_point::log2;

/// One in the fixed point of draws.
pub(crate) const UNIT_BITS: u32 = 16;
/// ln 2, scaled by 2^32.
const LN_2: u64 = 2_977_044_472;
/// Number of entries of the table.
const TABLE: u64 = 4096;

/// A random generator.
#[derive(Debug, Clone)]
pub struct Random {
    bits: Xoshiro256PlusPlus,
}

impl Random {
    /// The generator of one of several independent streams of a seed.
    pub fn new(seed: u64, stream: u64) -> Random {
        let mixed = seed ^ stream.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Random { bits: Xoshiro256PlusPlus::seed_from_u64(mixed) }
    }

    /// A number in `0..n`; 0 if `n` is 0. It is drawn by multiplication; the bias is below n / 2^32.
    pub fn below(&mut self, n: usize) -> usize {
        let high = self.bits.next_u64() >> 32;
        ((high * n as u64) >> 32) as usize
    }

    /// A random element of a slice; `None` if it is empty.
    pub fn choose<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// Exponential random numbers with mean 1, scaled by 2^16: `-ln(u)`, from a table computed with integers.
#[derive(Debug, Clone)]
pub(crate) struct Exponential {
    table: Vec<i64>,
}

impl Exponential {
    /// The table of `-ln((2i + 1) / 8192)`.
    pub(crate) fn new() -> Exponential {
        let bits_of_denominator = 13_u64 << 32;
        let table = (0..TABLE)
            .map(|i| {
                let log2 = bits_of_denominator - log2(2 * i + 1);
                ((u128::from(log2) * u128::from(LN_2)) >> (64 - UNIT_BITS)) as i64
            })
            .collect();
        Exponential { table }
    }

    /// A draw.
    pub(crate) fn draw(&self, random: &mut Random) -> i64 {
        self.table[random.below(self.table.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_draws_have_mean_one() {
        let (exponential, mut random) = (Exponential::new(), Random::new(7, 0));
        let sum: i64 = (0..20_000).map(|_| exponential.draw(&mut random)).sum();
        let mean = sum as f64 / 20_000.0 / 65_536.0;
        assert!((mean - 1.0).abs() < 0.03, "{mean}");
    }

    #[test]
    fn draws_cover_their_range() {
        let mut random = Random::new(1, 1);
        let mut seen = [false; 7];
        (0..200).for_each(|_| seen[random.below(7)] = true);
        assert_eq!(seen, [true; 7]);
        assert_eq!(random.choose::<u8>(&[]), None);
    }
}
