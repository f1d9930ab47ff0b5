//! Solves a [`model`](crate::model): finds good assignments and proves how far from the optimum they can be.
//!
//! # The problem
//!
//! A [`Model`] has activities of fixed duration, candidate starts on a discrete time axis, unary costs, and the
//! constraints `Cumulative`, `BucketCapacity`, `NValue`, `Precedence`, `DaySpan`, `MinMax` and `LeastExcess`, which are
//! hard or have a price. The result is an [`Assignment`] that breaks no hard condition, leaves out as little as
//! possible, and has a low cost; a lower bound on the cost; and, if possible, a proof of optimality.
//!
//! # The algorithm
//!
//! The `phases` module runs these phases, each with its part of the [`Budget`]:
//!
//! 1. **First assignment** ([`construction`], [`search`], `domain_restriction`): greedy construction, then simulated
//!    annealing. In a large model, the classes in which activities are left out are repacked (`repacking`): exact bin
//!    packing. If activities remain unplaced, the Lagrangian multipliers suggest a restriction of the domains.
//!    At the same time, the **first bound** ([`bound`]): Lagrangian relaxation, solved by the volume algorithm.
//! 2. **First proof** ([`exact`]), if the model is small or the method is [`Method::Exact`]: a mixed-integer program of
//!    the whole model.
//! 3. **Main search** ([`search`]): several annealing searchers with penalties for hard conditions, guided by the
//!    multipliers. In a large model each searcher works on its own days. A small model has two shorter searches, each
//!    followed by steps 4 to 6.
//! 4. **Final descent** ([`search`], `make_feasible`, `repacking`, `exhaustive_lns`): a cold search, a repair of the
//!    conditions that are still broken, and a large neighbourhood search by branch and bound.
//! 5. **Bound** ([`bound`]): more iterations, with the best cost as target.
//! 6. **Proof** ([`exact`]): a mixed-integer program over the places that reduced-cost fixing leaves, if they are few.
//!
//! Three other tasks use the same parts: `minimal_perturbation` repairs a given assignment with the fewest moves
//! ([`Method::Repair`]), `feasibility` decides if everything can be placed, and `improve_from` improves a given
//! assignment for a short time. [`presolve`] removes places and proves infeasibility by counting. All settings are in
//! [`tuning`].
//!
//! # Reproducibility
//!
//! Under [`Budget::Steps`] no clock is read: the same model, options and seed give the same assignment, bound and
//! multipliers with any number of threads.

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
mod phases;
pub mod presolve;
mod repacking;
pub mod search;
mod stop_condition;
#[doc(hidden)]
pub mod testing;
pub mod tuning;

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::model::{Assignment, Cost, Model, Score};

/// Limit of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// This number of candidate moves for each searcher: reproducible.
    Steps(u64),
    /// This much time: not reproducible.
    Time(Duration),
}

/// The method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Search, and also an integer program if the model is small enough for a proof.
    Auto,
    /// Search and the Lagrangian bound only.
    Search,
    /// An integer program, after a search for a first assignment.
    Exact,
    /// Minimal perturbation: the fewest moves away from the initial assignment, then the least cost. No bound.
    Repair,
}

/// Settings of one solve.
#[derive(Debug, Clone)]
pub struct Options {
    /// Seed of all random draws.
    pub seed: u64,
    /// Limit of the work.
    pub budget: Budget,
    /// Number of searchers, at least 1.
    pub searchers: u32,
    /// Number of threads. They change the time, never the result under [`Budget::Steps`].
    pub threads: usize,
    /// The method.
    pub method: Method,
    /// The solver of integer programs.
    pub backend: exact::Backend,
    /// The assignment to start from, if any.
    pub initial: Option<Assignment>,
    /// By label: whether its primitive may have multipliers in the bound. A certificate then contains only the
    /// primitives that its reader knows. Labels beyond the end may.
    pub priced: Vec<bool>,
    /// Settings of every part of the solver.
    pub tuning: tuning::Tuning,
}

impl Default for Options {
    /// The defaults of the command line, except: one thread, and a number of steps, which gives the same result on
    /// every machine.
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

/// The current phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Finding a first assignment that breaks no hard condition.
    First,
    /// Improving it.
    Search,
    /// Raising the bound.
    Bound,
    /// Proving optimality by an integer program.
    Exact,
}

/// A report of progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The current phase.
    pub stage: Stage,
    /// The best score without a violation.
    pub best: Option<Score>,
    /// The proven lower bound on the cost of complete assignments.
    pub bound: Option<Cost>,
    /// Sum of the lowest unary cost of each activity.
    pub base: Cost,
    /// Candidate moves drawn.
    pub steps: u64,
    /// Used part of the budget, in thousandths.
    pub thousandths: u32,
}

/// How optimality was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The exact Lagrangian bound equals the cost.
    Certificate,
    /// The bound of an integer programming solver equals the cost, to its tolerance.
    Solver,
}

/// The result of a solve.
#[derive(Debug, Clone)]
pub struct Solution {
    /// The best assignment found. It breaks no hard condition, and leaves out what could not be placed.
    pub assignment: Assignment,
    /// Its score.
    pub score: Score,
    /// A lower bound on the cost of complete assignments, with its multipliers; `None` if an activity has no allowed
    /// place.
    pub bound: Option<bound::Bound>,
    /// The best known lower bound on the cost of assignments that leave out no more than this one: of the Lagrangian
    /// bound or of an integer programming solver, whichever is higher.
    pub lower: Option<Cost>,
    /// Set if the assignment is proved optimal.
    pub proof: Option<Proof>,
    /// Candidate moves drawn.
    pub steps: u64,
    /// Candidate moves whose delta was computed in full.
    pub evaluated: u64,
    /// Time spent on candidate moves, summed over threads: for measuring the speed, never for decisions.
    pub search_time: Duration,
    /// Time from the start until the first complete assignment without a violation was known.
    pub first_feasible: Option<Duration>,
    /// Whether the search was stopped before its budget was used.
    pub interrupted: bool,
}

/// Solves a model. The result breaks no hard condition; in the worst case it leaves out everything. (The only
/// exception: hard conditions that even an empty assignment breaks. The score then has violations.)
pub fn solve(model: &Model, options: &Options, progress: &mut dyn FnMut(&Progress), stop: &AtomicBool) -> Solution {
    phases::Phases::new(model, options, progress, stop).run()
}
