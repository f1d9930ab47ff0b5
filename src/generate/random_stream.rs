//! Random numbers that are the same on each machine and in each version.

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A stream of random numbers. It uses integers only, because floating point results may differ between machines.
#[derive(Debug, Clone)]
pub(crate) struct RandomStream {
    generator: Xoshiro256PlusPlus,
}

impl RandomStream {
    /// The stream number `stream` of `seed`. Streams do not overlap in practice (each has 2^128 numbers), so that one
    /// part of a programme can use more or fewer numbers without changing the other parts.
    pub(crate) fn new(seed: u64, stream: u32) -> RandomStream {
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(seed);
        for _ in 0..stream {
            generator.jump();
        }
        RandomStream { generator }
    }

    /// A number in `0..n`, each equally likely; 0 if `n` is 0.
    ///
    /// The 2^64 mod n smallest values of the generator are rejected. The number of remaining values is a multiple of n,
    /// so the remainder by n has no bias.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        if n == 0 {
            return 0;
        }
        let surplus = n.wrapping_neg() % n;
        loop {
            let drawn = self.generator.next_u64();
            if drawn >= surplus {
                return (drawn % n) as usize;
            }
        }
    }

    /// A number in `low..=high`, each equally likely.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(usize::try_from(high - low + 1).unwrap_or(0)) as i64
    }

    /// Shuffles a list; each order is equally likely (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // splitmix64 of seed 0 gives the state, xoshiro256++ the first draw; both have reference values.
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(0);
        assert_eq!([generator.next_u64(), generator.next_u64()], [0x53175d61490b23df, 0x61da6f3dc380d507]);
    }

    #[test]
    fn all_values_of_the_range_and_no_others_are_drawn() {
        let mut rng = RandomStream::new(7, 0);
        let mut seen = [0; 6];
        for _ in 0..600 {
            seen[rng.below(6)] += 1;
        }
        assert!(seen.iter().all(|&n| (60..=140).contains(&n)), "{seen:?}");
        assert_eq!((rng.below(0), rng.below(1), rng.between(5, 5)), (0, 0, 5));
    }

    #[test]
    fn streams_differ_and_repeat() {
        let first = |stream| RandomStream::new(3, stream).below(1 << 40);
        assert_ne!(first(0), first(1));
        assert_eq!(first(1), first(1));
    }

    #[test]
    fn a_shuffled_list_keeps_its_elements() {
        let mut list: Vec<u32> = (0..50).collect();
        RandomStream::new(1, 0).shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<u32>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<u32>>());
    }
}
