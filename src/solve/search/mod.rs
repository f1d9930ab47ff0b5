//! Search: several annealing searchers, guided by the bound's prices, that exchange at fixed barriers or, in a large
//! programme, share the days between them.

mod day_decomposition;
mod lagrangian_guidance;
mod moves;
mod neighbourhood;
mod random;
mod reinsert;
mod run_search;
mod searcher;

pub use lagrangian_guidance::LagrangianGuidance;
pub use moves::Move;
pub use random::Random;
pub use run_search::{
    AnnealingSchedule, SearchLength, SearchParams, SearchResult, WHOLE, run_search, typical_difference,
};
pub use searcher::{Counters, Searcher, Weights};
