//! Properties on hundreds of small random conferences: the model and the checker agree to the last unit, every way of
//! solving finds the exhaustive optimum, no bound exceeds it, and each hard rule's violation is caught.
//!
//! The seeds are fixed; a failure names its seed and prints the conference.

use plenary::domain::Problem;

mod agreement;
mod certificates;
mod coverage;
mod describe;
mod generator;
mod optimum;
mod oracle;
mod placements;
mod planted;
pub mod random;

/// The seeds of one of the parts into which a property is cut, so that its parts run in parallel.
pub fn seeds(part: u64) -> std::ops::Range<u64> {
    part * PART..(part + 1) * PART
}

/// Asks for a property of every seed's conference; fails with the first exception, and the seeds of all.
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

/// Seeds in a part.
pub const PART: u64 = 64;
/// Parts of each property: 512 conferences in all.
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
