//! Exact solving of a model, or of a part of it, as a mixed-integer program.
//!
//! # The formulation
//!
//! There is a binary column for each place that an activity may take, and one row for each activity: it takes exactly
//! one of its places (or is left out). The rows of each primitive are in their own file (`cumulative_rows`,
//! `bucket_capacity_rows`, `nvalue_rows`, `precedence_rows`, `day_span_rows`, `min_max_rows`,
//! `least_excess_rows`); soft primitives add
//! auxiliary columns for their violations. This is the time-indexed formulation of scheduling.
//!
//! # The levels
//!
//! The levels of the score are solved one after another. First every activity that has a place is placed at the least
//! cost. Only if that is impossible, the least penalty for activities left out is found, and then the least cost at
//! that level.
//!
//! # Exactness
//!
//! Every program is built in integers (`program`) and solved by a solver in floating point (`backend`). The answer is
//! checked in integers: an assignment has the score that [`evaluate`] gives it, and a bound is lowered by an allowance
//! for the solver's tolerance.

mod backend;
mod bucket_capacity_rows;
mod cumulative_rows;
mod day_span_rows;
#[cfg(feature = "highs")]
mod highs;
mod least_excess_rows;
mod microlp;
mod min_max_rows;
mod model_to_program;
mod nvalue_rows;
mod place_columns;
mod precedence_rows;
mod program;
mod supervisor;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::model::{Assignment, Cost, Model, Place, Score, evaluate};
use crate::solve::presolve::{Scope, presolve_within};

use backend::{Limits, Scaled, SolverAnswer};
use model_to_program::build;
use place_columns::Objective;

/// The solver behind `good_lp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Backend {
    /// microlp: pure Rust, always available, the same answer on every machine.
    #[default]
    Microlp,
    /// HiGHS, with the cargo feature `highs`.
    #[cfg(feature = "highs")]
    Highs,
}

/// A filter of places, by activity.
pub type PlaceFilter<'a> = &'a dyn Fn(u32, Place) -> bool;

/// Settings of an exact solve.
#[derive(Clone, Copy, Default)]
#[expect(missing_debug_implementations, reason = "a filter is a function")]
pub struct ExactOptions<'a> {
    /// The solver.
    pub backend: Backend,
    /// Limit of the work for all levels, the same on every machine: simplex pivots, each times the number of rows,
    /// columns and entries of the program. One unit takes about three nanoseconds. A program whose first linear program
    /// alone would probably exceed the limit is not tried.
    pub work_limit: Option<u64>,
    /// Time limit for all levels. Without it no clock is read.
    pub time_limit: Option<Duration>,
    /// Ends the solve, with what it has found so far.
    pub stop: Option<&'a AtomicBool>,
    /// A known assignment, to start from and to return if nothing better is found.
    pub incumbent: Option<&'a Assignment>,
    /// Only places that it accepts are considered. If an activity has only one, it needs no column: with few activities
    /// free, this is a large neighbourhood. The result is then the best, or bounded, among these places.
    pub allowed: Option<PlaceFilter<'a>>,
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The assignment is optimal, to the solver's tolerance: its cost is the bound.
    Optimal,
    /// The assignment breaks no hard condition; there may be better ones.
    Feasible,
    /// Every assignment breaks a hard condition, even the empty one.
    Infeasible,
    /// Stopped, or given up, before an assignment was found.
    Limit,
}

/// The result of an exact solve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactOutcome {
    /// How it ended.
    pub status: Status,
    /// The best known assignment without a violation, the incumbent included.
    pub assignment: Option<Assignment>,
    /// Its score.
    pub score: Option<Score>,
    /// The least penalty for activities left out, as far as it is proved.
    pub unplaced: i64,
    /// No assignment without a violation at the level `unplaced` costs less.
    pub bound: Option<Cost>,
    /// Why the solver gave up, if it failed or its answer was rejected.
    pub solver_error: Option<String>,
    /// The work done, in the unit of [`ExactOptions::work_limit`].
    pub work: u64,
}

/// Finds the best assignment without a violation. Prices must not be negative; unary costs may be.
pub fn solve(model: &Model, options: &ExactOptions<'_>) -> ExactOutcome {
    let places = Places::new(model, options.allowed);
    let mut solver = LevelSolver { model, options, deadline: None, best: None, solver_error: None, work: 0 };
    solver.deadline = options.time_limit.and_then(|limit| Instant::now().checked_add(limit));
    if let Some(incumbent) = options.incumbent {
        solver.offer(incumbent.clone());
    }
    let mut unplaced = places.unplaceable(model);
    let mut level = match &places.complete {
        Some(complete) => solver.solve_level(complete, Objective::PlaceEverything),
        None => LevelResult { infeasible: true, bound: None },
    };
    if level.infeasible {
        let most = solver.solve_level(&places.any, Objective::LeastUnplaced);
        if most.infeasible {
            return solver.outcome(unplaced, None, true);
        }
        unplaced = most.bound.unwrap_or(unplaced).max(unplaced);
        // A level must be proved first; otherwise the next result would not be a bound.
        level = match &solver.best {
            Some((score, _)) if score.unplaced == unplaced => {
                solver.solve_level(&places.any, Objective::AtLevel(unplaced))
            }
            _ => LevelResult::default(),
        };
    }
    solver.outcome(unplaced, level.bound, false)
}

/// Whether everything can be placed without a violation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completeness {
    /// Everything can be placed, for example so.
    Found(Assignment),
    /// Presolve or the solver proves that not everything can be placed.
    Impossible,
    /// Stopped, or given up.
    Unknown,
}

/// Decides whether every activity can be placed without a violation: the first level of [`solve`] alone. The incumbent
/// is only a starting point.
pub fn find_complete(model: &Model, options: &ExactOptions<'_>) -> Completeness {
    let Some(places) = Places::new(model, options.allowed).complete else { return Completeness::Impossible };
    if places.iter().any(Vec::is_empty) {
        return Completeness::Impossible;
    }
    let mut solver = LevelSolver { model, options, deadline: None, best: None, solver_error: None, work: 0 };
    solver.deadline = options.time_limit.and_then(|limit| Instant::now().checked_add(limit));
    if let Some(incumbent) = options.incumbent {
        solver.offer(incumbent.clone());
    }
    let level = solver.solve_level(&places, Objective::PlaceEverything);
    match solver.best {
        Some((score, assignment)) if score.unplaced == 0 => Completeness::Found(assignment),
        _ if level.infeasible => Completeness::Impossible,
        _ => Completeness::Unknown,
    }
}

/// The places to be considered, by activity.
struct Places {
    /// Sufficient for every assignment without a violation.
    any: Vec<Vec<Place>>,
    /// Sufficient for those that also place every activity with a place in `any`; `None` if there are none.
    complete: Option<Vec<Vec<Place>>>,
}

impl Places {
    fn new(model: &Model, allowed: Option<PlaceFilter<'_>>) -> Places {
        let any = presolve_within(model, candidates(model, allowed), Scope::Any).places;
        let presolved = presolve_within(model, any.clone(), Scope::Complete);
        let possible = presolved
            .findings
            .iter()
            .all(|finding| finding.activities.iter().any(|&activity| any[activity as usize].is_empty()));
        Places { any, complete: possible.then_some(presolved.places) }
    }

    /// The penalty of the activities without any place.
    fn unplaceable(&self, model: &Model) -> i64 {
        let out = self.any.iter().zip(&model.activities).filter(|(places, _)| places.is_empty());
        out.map(|(_, activity)| activity.unplaced_penalty).sum()
    }
}

/// The places that the model and the filter allow.
fn candidates(model: &Model, allowed: Option<PlaceFilter<'_>>) -> Vec<Vec<Place>> {
    (0..model.activities.len())
        .map(|activity| {
            let free = |&place: &Place| allowed.is_none_or(|allowed| allowed(activity as u32, place));
            model.places(activity).filter(free).collect()
        })
        .collect()
}

/// The result of one program.
#[derive(Debug, Default)]
struct LevelResult {
    infeasible: bool,
    bound: Option<Cost>,
}

/// A solve in progress.
struct LevelSolver<'a> {
    model: &'a Model,
    options: &'a ExactOptions<'a>,
    deadline: Option<Instant>,
    best: Option<(Score, Assignment)>,
    solver_error: Option<String>,
    work: u64,
}

impl LevelSolver<'_> {
    /// Keeps an assignment without a violation, if it is the best so far.
    fn offer(&mut self, assignment: Assignment) {
        if assignment.len() != self.model.activities.len() {
            return;
        }
        let score = evaluate(self.model, &assignment);
        if score.violations == 0 && self.best.as_ref().is_none_or(|(best, _)| score < *best) {
            self.best = Some((score, assignment));
        }
    }

    /// Builds and solves one program.
    fn solve_level(&mut self, places: &[Vec<Place>], objective: Objective) -> LevelResult {
        if self.options.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return LevelResult::default();
        }
        let (program, columns) = build(self.model, places, objective);
        if program.impossible {
            return LevelResult { infeasible: true, bound: None };
        }
        if self.options.work_limit.is_some_and(|limit| program.root_work() > limit.saturating_sub(self.work)) {
            return LevelResult::default();
        }
        let program = Arc::new(program);
        let scaled = Scaled::new(&program);
        let unit = scaled.unit;
        let known = self.best.as_ref().and_then(|(_, best)| program.complete_auxiliaries(&columns.chosen(best)?));
        let answer = if program.columns.is_empty() {
            SolverAnswer::Values { values: Some(Vec::new()), bound: Some(0.0) }
        } else {
            let time = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let work = self.options.work_limit.map(|limit| limit.saturating_sub(self.work));
            let limits = Limits { work, pivot_work: program.pivot_work(), time };
            let start = known.as_ref().map(|values| scaled.start(values));
            let (program, stop) = (Arc::clone(&program), self.options.stop);
            let (answer, work) = backend::run(program, scaled, self.options.backend, limits, start, stop);
            self.work = self.work.saturating_add(work);
            answer
        };
        match answer {
            SolverAnswer::Infeasible if known.is_some() => {
                self.reject_answer("reports that a program with a known solution is infeasible");
                LevelResult::default()
            }
            SolverAnswer::Infeasible => LevelResult { infeasible: true, bound: None },
            SolverAnswer::Failed(message) => {
                self.solver_error = Some(message);
                LevelResult::default()
            }
            SolverAnswer::Values { values, bound } => {
                let mut bound = bound.map(|bound| round_up(bound, unit, program.constant));
                if let Some(values) = values {
                    let assignment = columns.assignment(&values);
                    let solution = columns.chosen(&assignment).and_then(|chosen| program.complete_auxiliaries(&chosen));
                    match solution {
                        Some(solution) if bound.is_some_and(|bound| bound > program.cost(&solution)) => {
                            self.reject_answer("reports a bound above the cost of a solution");
                            bound = None;
                        }
                        Some(_) => {}
                        None => self.reject_answer("returns values that violate a row"),
                    }
                    self.offer(assignment);
                }
                LevelResult { infeasible: false, bound }
            }
        }
    }

    fn reject_answer(&mut self, what: &str) {
        self.solver_error = Some(format!("the solver {what}"));
    }

    fn outcome(self, unplaced: i64, bound: Option<Cost>, infeasible: bool) -> ExactOutcome {
        let (score, assignment) = self.best.unzip();
        // A bound above the best score cannot be right, so it is dropped.
        let bound = bound.filter(|&bound| score.is_none_or(|s| s.unplaced != unplaced || bound <= s.soft));
        let status = match score {
            Some(score) if score.unplaced == unplaced && bound == Some(score.soft) => Status::Optimal,
            Some(_) => Status::Feasible,
            None if infeasible => Status::Infeasible,
            None => Status::Limit,
        };
        ExactOutcome { status, assignment, score, unplaced, bound, solver_error: self.solver_error, work: self.work }
    }
}

/// Relative error that a solver's bound may have.
const TOLERANCE: f64 = 1e-6;

/// A solver's bound as a bound on costs: lowered by the allowance for its tolerance, then rounded up to the next
/// possible cost.
fn round_up(bound: f64, unit: Cost, constant: Cost) -> Cost {
    let allowed = bound - TOLERANCE * bound.abs().max(1.0);
    // Beyond the range of costs the cast saturates, and so do the next operations.
    (allowed.ceil() as Cost).saturating_mul(unit).saturating_add(constant)
}

#[cfg(test)]
mod tests;
