//! Search: several annealing searchers, guided by the bound's prices, that exchange at fixed barriers or, in a large
//! programme, share the days between them.

mod day_decomposition;
mod run_search;
mod lagrangian_guidance;
mod moves;
mod neighbourhood;
mod random;
mod reinsert;
mod searcher;

pub use run_search::{AnnealingSchedule, SearchParams, SearchResult, SearchLength, WHOLE, run_search, typical_difference};
pub use lagrangian_guidance::LagrangianGuidance;
pub use moves::Move;
pub use random::Random;
pub use searcher::{Counters, Searcher, Weights};
