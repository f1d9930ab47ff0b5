//! All settings of the solver: numbers that were chosen, not derived.
//!
//! Each setting has its meaning, its unit, and how it was chosen: "by hand, not varied" if there was no experiment. The
//! model case is `instances/igf-2020.json`; costs are in hundredths of a discomfort-minute. `Default` has the values in
//! use; an experiment changes one field:
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
//! Settings change the result also under a budget of steps, so they may change with any version.

mod annealing;
mod bound;
mod exhaustive_lns;
mod feasibility;
mod first_assignment;
mod improve_from;
mod main_search;
mod minimal_perturbation;
mod phases;
mod proofs;
mod ratio;
mod repacking;
mod search;
#[cfg(test)]
mod tests;

pub use annealing::{Annealing, FinalDescent};
pub use bound::{Bound, VolumeAlgorithm};
pub use exhaustive_lns::ExhaustiveLns;
pub use feasibility::Feasibility;
pub use first_assignment::FirstAssignment;
pub use improve_from::ImproveFrom;
pub use main_search::{ChainLimits, MainSearch};
pub use minimal_perturbation::MinimalPerturbation;
pub use phases::{PhaseBudget, Phases};
pub use proofs::Proofs;
pub use ratio::Ratio;
pub use repacking::Repacking;
pub use search::{Penalties, Search};

/// All settings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tuning {
    /// The phases of a solve.
    pub phases: Phases,
    /// The first assignment.
    pub first_assignment: FirstAssignment,
    /// The main search.
    pub main_search: MainSearch,
    /// All annealing searches.
    pub search: Search,
    /// The Lagrangian bound.
    pub bound: Bound,
    /// Optimality proofs by an integer program.
    pub proofs: Proofs,
    /// Repacking of classes.
    pub repacking: Repacking,
    /// Exhaustive LNS on a small model.
    pub exhaustive_lns: ExhaustiveLns,
    /// Minimal perturbation.
    pub minimal_perturbation: MinimalPerturbation,
    /// The decision whether everything can be placed.
    pub feasibility: Feasibility,
    /// Short improvement of a given assignment.
    pub improve_from: ImproveFrom,
}
