//! Settings of the solver: what was chosen, not derived.
//!
//! Each says what it is, its unit, and how it was chosen: "by hand, not varied" where no experiment is known. The model
//! case is `instances/igf-2020.json`, and costs are in hundredths of a discomfort-minute. `Default` is what is used; an
//! experiment changes one field:
//!
//! ```
//! use plenary::solve::{Options, tuning::{Ratio, Tuning}};
//!
//! let mut tuning = Tuning::default();
//! tuning.search.exchanged_from = Ratio::new(1, 2);
//! let options = Options { tuning, ..Options::default() };
//! # assert_eq!(options.tuning.search.exchanged_from.over, 2);
//! ```
//!
//! Under a budget of steps a setting changes the result, so these are no promise: they may change with any version.

mod annealing;
mod bound;
mod feasibility;
mod first_assignment;
mod main_search;
mod perturbation;
mod proofs;
mod ratio;
mod search;
mod strategy;
#[cfg(test)]
mod tests;

pub use annealing::{Annealing, FinalDescent};
pub use bound::{Bound, VolumeAlgorithm};
pub use feasibility::{Feasibility, ImproveFrom};
pub use first_assignment::FirstAssignment;
pub use main_search::{ChainEffort, MainSearch};
pub use perturbation::Perturbation;
pub use proofs::{ExhaustiveLns, Proofs};
pub use ratio::Ratio;
pub use search::{Penalties, Search};
pub use strategy::{PhaseBudget, Strategy};

/// All settings, part by part.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tuning {
    /// The order of work.
    pub strategy: Strategy,
    /// The first assignment.
    pub first_assignment: FirstAssignment,
    /// The main search.
    pub main_search: MainSearch,
    /// Every annealing search.
    pub search: Search,
    /// The Lagrangian bound.
    pub bound: Bound,
    /// Proofs by an integer program.
    pub proofs: Proofs,
    /// Polishing a small model.
    pub exhaustive_lns: ExhaustiveLns,
    /// The fewest moves against an assignment.
    pub perturbation: Perturbation,
    /// Whether everything can be placed.
    pub feasibility: Feasibility,
    /// Going on from an assignment for a short while.
    pub improve_from: ImproveFrom,
}
