//! Solving a model: construct, search, bound, prove. Knows only [`crate::model`].
//!
//! Under [`Budget::Steps`] nothing here looks at a clock: the same model, options and seed give the same assignment,
//! bound and multipliers, whatever the number of threads.

pub mod bound;
#[cfg(test)]
mod brute_force;
pub mod construction;
mod domain_restriction;
pub mod exact;
mod exhaustive_lns;
pub(crate) mod feasibility;
pub(crate) mod improve_from;
mod make_feasible;
mod minimal_perturbation;
pub mod presolve;
pub mod search;
mod strategy;
#[doc(hidden)]
pub mod testing;
pub mod tuning;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::model::{Assignment, Cost, Model, Score};

/// How long to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// So many candidate moves for each searcher: reproducible.
    Steps(u64),
    /// So much time: not reproducible.
    Time(Duration),
}

/// How to solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Search, and an integer program as well where the model is small enough for a proof.
    Auto,
    /// Search and the Lagrangian bound only.
    Search,
    /// An integer program, after a search for a first assignment.
    Exact,
    /// The fewest moves against the initial assignment first, the cost second. No bound.
    Repair,
}

/// What to solve with, and for how long.
#[derive(Debug, Clone)]
pub struct Options {
    /// Seed of all random draws.
    pub seed: u64,
    /// How long.
    pub budget: Budget,
    /// Logical searchers, at least 1.
    pub searchers: u32,
    /// Threads that carry them; changes the time, never the result under [`Budget::Steps`].
    pub threads: usize,
    /// How.
    pub method: Method,
    /// The solver of integer programs.
    pub backend: exact::Backend,
    /// Where to start from.
    pub initial: Option<Assignment>,
    /// By label: whether its primitive may carry multipliers in the bound, so that a certificate speaks only of what
    /// its readers know. Labels beyond the end may.
    pub priced: Vec<bool>,
    /// Settings of every part of the solver.
    pub tuning: tuning::Tuning,
}

impl Default for Options {
    /// What the command line does without a word, but on one thread and for a number of steps that gives the same result
    /// on every machine.
    fn default() -> Options {
        Options {
            seed: 1,
            budget: Budget::Steps(100_000),
            searchers: 2,
            threads: 1,
            method: Method::Auto,
            backend: exact::Backend::default(),
            initial: None,
            priced: Vec::new(),
            tuning: tuning::Tuning::default(),
        }
    }
}

/// What the work is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// A first assignment without a broken hard condition.
    First,
    /// Improving it.
    Search,
    /// Raising the bound.
    Bound,
    /// Proving by an integer program.
    Exact,
}

/// A report of progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What the work is at.
    pub stage: Stage,
    /// The best score without a broken hard condition.
    pub best: Option<Score>,
    /// The proven lower bound on the cost of complete assignments.
    pub bound: Option<Cost>,
    /// The sum of each activity's cheapest place.
    pub base: Cost,
    /// Candidate moves drawn.
    pub steps: u64,
    /// How much of the budget is used, in thousandths.
    pub thousandths: u32,
}

/// How optimality was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The integer certificate equals the score.
    Certificate,
    /// An exact solver's bound does, to its tolerance.
    Solver,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Solution {
    /// The best assignment found; it breaks no hard condition, and leaves out what did not fit.
    pub assignment: Assignment,
    /// Its score.
    pub score: Score,
    /// A lower bound on the cost of complete assignments, with its multipliers; `None` where an activity can be
    /// nowhere.
    pub bound: Option<bound::Bound>,
    /// The best lower bound known on the cost of assignments that leave out no more than this one: the certificate's,
    /// or an exact solver's where that is higher.
    pub lower: Option<Cost>,
    /// Set if the assignment is proved optimal.
    pub proof: Option<Proof>,
    /// Candidate moves drawn.
    pub steps: u64,
    /// Candidate moves valued in full.
    pub evaluated: u64,
    /// Time spent drawing and valuing moves, summed over threads: for speed, never for decisions.
    pub search_time: Duration,
    /// When the first complete assignment without a broken hard condition was known, from the start.
    pub first_feasible: Option<Duration>,
    /// The search was stopped before its budget was used.
    pub interrupted: bool,
}

/// Solves a model. Always returns an assignment without a broken hard condition: at the worst, one that leaves out
/// everything. (Hard conditions that even an empty assignment breaks cannot be repaired; its score says so.)
pub fn solve(model: &Model, options: &Options, progress: &mut dyn FnMut(&Progress), stop: &AtomicBool) -> Solution {
    strategy::Strategy::new(model, options, progress, stop).run()
}
