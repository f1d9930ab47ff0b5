//! Search: several annealing searchers that exchange at fixed barriers.

mod drive;
mod neighbourhood;
mod random;
mod rebuild;
mod searcher;

pub use drive::{Cooling, Effort, Found, Span, WHOLE, drive, typical_difference};
pub use random::Random;
pub use searcher::{Counters, Searcher, Weights};
