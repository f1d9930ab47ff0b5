//! Search: several annealing searchers, guided by the bound's prices, that exchange at fixed barriers or, in a large
//! programme, share the days between them.

mod division;
mod drive;
mod guide;
mod moves;
mod neighbourhood;
mod random;
mod rebuild;
mod searcher;

pub use drive::{Cooling, Effort, Found, Span, WHOLE, drive, typical_difference};
pub use guide::Guide;
pub use moves::Move;
pub use random::Random;
pub use searcher::{Counters, Searcher, Weights};
