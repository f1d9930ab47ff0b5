//! Local search: several simulated annealing searchers.
//!
//! # The method
//!
//! A searcher walks through assignments that may break hard conditions. Its *energy* is the cost, plus a penalty weight
//! for each violated unit, plus a price for activities left out. Temperature falls and penalties rise geometrically
//! over the search ([`AnnealingSchedule`]). The result is the best assignment without a violation that any searcher has
//! visited.
//!
//! * *Moves* ([`Move`]): relocations, swaps, rotations, swaps and shifts of blocks of consecutive activities, and a
//!   reinsertion that schedules whole days anew. They are proposed by `neighbourhood` and `reinsert`.
//! * *Guidance* ([`LagrangianGuidance`]): early in the search, the energy includes the Lagrangian multipliers of the
//!   capacity that activities use.
//! * *Cooperation*: [`run_search()`] runs the searchers in rounds. At a barrier after each round the worst one continues
//!   from the best one. In a large model the searchers share the days instead (`day_decomposition`).
//!
//! # Sources
//!
//! Simulated annealing: Kirkpatrick, Gelatt and Vecchi, Science 220, 1983. Serial schedule generation: Kelley, in
//! Industrial Scheduling, 1963. Decomposition of the domain: Greening, "Parallel simulated annealing techniques",
//! Physica D 42, 1990.

mod annealing_schedule;
mod day_decomposition;
mod fixed_point;
mod lagrangian_guidance;
mod moves;
mod neighbourhood;
mod random;
mod reinsert;
mod run_search;
mod searcher;

pub use annealing_schedule::{AnnealingSchedule, WHOLE};
pub use lagrangian_guidance::LagrangianGuidance;
pub use moves::Move;
pub use random::Random;
pub use run_search::{RoundEnd, SearchLength, SearchParams, SearchResult, run_search, typical_difference};
pub use searcher::{Counters, Searcher, Weights};
