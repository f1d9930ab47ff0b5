//! Properties on hundreds of small random conferences: the model and the checker find exactly the same cost, each
//! method of solving finds the optimum of an exhaustive search, no bound exceeds it, and each violation of a hard rule
//! is found.
//!
//! The seeds are fixed. A failed test names the seed and prints the conference.

use plenary::domain::Problem;

mod agreement;
mod brief;
mod certificates;
mod coverage;
mod describe;
mod generator;
mod moves;
mod optimum;
mod oracle;
mod placements;
mod planted;
mod prices;
pub mod random;
mod requests;
mod tampered;

/// The seeds of one part of a property. The parts run in parallel.
pub fn seeds(part: u64) -> std::ops::Range<u64> {
    part * PART..(part + 1) * PART
}

/// Asserts a property of the conference of each seed. Fails with the first exception, and with the seeds of all
/// exceptions.
pub fn hold(property: fn(u64, Problem<'_>) -> Result<(), String>, seeds: std::ops::Range<u64>) {
    let exception = |seed| {
        let drawn = generator::drawn(seed);
        property(seed, drawn.problem()).err().map(|what| (seed, what, describe::problem(drawn.problem())))
    };
    let exceptions: Vec<_> = seeds.filter_map(exception).collect();
    if let Some((seed, problem, conference)) = exceptions.first() {
        let all: Vec<_> = exceptions.iter().map(|(seed, problem, _)| (seed, problem.lines().next())).collect();
        panic!("seed {seed}: {problem}\n{conference}\nall exceptions: {all:?}");
    }
}

/// Number of seeds in a part.
pub const PART: u64 = 64;
/// Number of parts of each property: 512 conferences in total.
pub const PARTS: u64 = 8;

/// One `#[test]` for each part of a property.
#[macro_export]
macro_rules! in_parts {
    ($property:path) => {
        $crate::in_parts!($property; part_0 0, part_1 1, part_2 2, part_3 3, part_4 4, part_5 5, part_6 6, part_7 7);
    };
    ($property:path; $($name:ident $part:literal),*) => {$(
        #[test]
        fn $name() {
            $crate::properties::hold($property, $crate::properties::seeds($part));
        }
    )*};
}
