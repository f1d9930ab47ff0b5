//! Random numbers that are the same on every machine: a named generator, integers only.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// One in the fixed point of draws.
pub(crate) const UNIT_BITS: u32 = 16;
/// ln 2, scaled by 2^32.
const LN_2: u64 = 2_977_044_472;
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
                let log2 = bits_of_denominator - log2_fixed(2 * i + 1);
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

/// log2 of `x >= 1`, scaled by 2^32, by repeated squaring.
fn log2_fixed(x: u64) -> u64 {
    let zeros = x.leading_zeros();
    let mut result = u64::from(63 - zeros) << 32;
    let mut mantissa = u128::from(x) << zeros; // 1.63
    for bit in (0..32).rev() {
        mantissa = (mantissa * mantissa) >> 63;
        if mantissa >> 64 > 0 {
            result |= 1 << bit;
            mantissa >>= 1;
        }
    }
    result
}

/// `2^-x` for `x >= 0`; both scaled by 2^32.
pub(crate) fn exp2_negative(x: u64) -> u64 {
    let whole = x >> 32;
    if whole >= 32 {
        return 0;
    }
    let mut factor: u128 = 1 << 32;
    let mut root: u128 = 1 << 31; // 2^-1
    for bit in (0..24).rev() {
        root = (root << 32).isqrt(); // 2^-(2^-k)
        if x >> (bit + 8) & 1 == 1 {
            factor = (factor * root) >> 32;
        }
    }
    (factor >> whole) as u64
}

/// `from * (to / from)^fraction` for `from >= to >= 1`, with the fraction scaled by 2^32: geometric cooling.
pub(crate) fn geometric(from: i64, to: i64, fraction: u64) -> i64 {
    let (from, to) = (from.max(1) as u64, to.max(1) as u64);
    let ratio = log2_fixed(from).saturating_sub(log2_fixed(to));
    let exponent = (u128::from(ratio) * u128::from(fraction)) >> 32;
    ((u128::from(from) * u128::from(exp2_negative(exponent as u64))) >> 32) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_and_powers_match_the_library_to_a_millionth() {
        for x in [1_u64, 2, 3, 5, 4095, 8191, 1 << 40] {
            let got = log2_fixed(x) as f64 / 2_f64.powi(32);
            assert!((got - (x as f64).log2()).abs() < 1e-6, "log2({x}) = {got}");
        }
        for x in [0.0, 0.25, 0.5, 1.0, 3.7, 20.2] {
            let got = exp2_negative((x * 2_f64.powi(32)) as u64) as f64 / 2_f64.powi(32);
            assert!((got - (-x).exp2()).abs() < 1e-6, "2^-{x} = {got}");
        }
    }

    #[test]
    fn cooling_goes_from_one_end_to_the_other() {
        assert_eq!(geometric(80_000, 50, 0), 80_000);
        let half = geometric(80_000, 50, 1 << 31);
        assert!((1990..=2010).contains(&half), "{half}");
        let end = geometric(80_000, 50, 1 << 32);
        assert!((49..=51).contains(&end), "{end}");
    }

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
