//! Exact solving: the whole model, or part of it, as an integer program.
//!
//! Levels are solved one after the other. First everything that has a place is placed at the least cost; only if that
//! is impossible, the least that must be left out is found, and then the least cost at that level. Every program is
//! built in integers (`program`), and every answer is judged in integers: an assignment counts by what
//! [`evaluate`] says of it, a bound only after an allowance for the solver's tolerance.

mod backend;
mod build;
mod choices;
#[cfg(feature = "highs")]
mod highs;
mod microlp;
mod orders;
mod profiles;
mod program;
mod spans;
mod sums;

use std::time::{Duration, Instant};

use crate::model::{Assignment, Cost, Model, Place, Score, evaluate};
use crate::solve::presolve::{Scope, presolve_within};

use backend::{Answer, Limits, Scaled};
use build::build;
use choices::Aim;

/// The solver behind `good_lp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Backend {
    /// microlp: pure Rust, always there, the same answer on every machine.
    #[default]
    Microlp,
    /// HiGHS, with the cargo feature `highs`.
    #[cfg(feature = "highs")]
    Highs,
}

/// A filter of places, by activity.
pub type Filter<'a> = &'a dyn Fn(u32, Place) -> bool;

/// How to solve.
#[derive(Clone, Copy, Default)]
#[expect(missing_debug_implementations, reason = "a filter is a function")]
pub struct ExactOptions<'a> {
    /// The solver.
    pub backend: Backend,
    /// At most so many nodes of branch and bound for each level; the root is not counted.
    pub node_limit: Option<u64>,
    /// At most about so long for all levels. Without it no clock is looked at.
    pub time_limit: Option<Duration>,
    /// A known assignment, to start from and to return if nothing better is found.
    pub incumbent: Option<&'a Assignment>,
    /// Only these places are considered. Where one place remains, it costs no column: with all but a few activities
    /// held in their places this is a neighbourhood. What is returned is then best, or bounded, among these.
    pub allowed: Option<Filter<'a>>,
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The assignment is the best there is, to solver tolerance: its cost is the bound.
    Optimal,
    /// The assignment breaks nothing; there may be better ones.
    Feasible,
    /// Every assignment breaks something, even the empty one.
    Infeasible,
    /// Stopped, or given up, before any assignment was found.
    Limit,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactOutcome {
    /// How it ended.
    pub status: Status,
    /// The best assignment known that breaks nothing, the incumbent included.
    pub assignment: Option<Assignment>,
    /// Its score.
    pub score: Option<Score>,
    /// The least level of what must be left out, as far as it is proved.
    pub unplaced: i64,
    /// No assignment at the level `unplaced` that breaks nothing costs less.
    pub bound: Option<Cost>,
    /// Why the solver gave up, if it broke down or its answer could not be believed.
    pub trouble: Option<String>,
}

/// Finds the best assignment that breaks nothing. Prices must not be negative; costs of places may be.
pub fn solve(model: &Model, options: &ExactOptions<'_>) -> ExactOutcome {
    let places = Places::new(model, options.allowed);
    let mut run = Run { model, options, deadline: None, best: None, trouble: None };
    run.deadline = options.time_limit.and_then(|limit| Instant::now().checked_add(limit));
    if let Some(incumbent) = options.incumbent {
        run.offer(incumbent.clone());
    }
    let mut unplaced = places.homeless(model);
    let mut level = match &places.complete {
        Some(complete) => run.level(complete, Aim::Everything),
        None => Level { infeasible: true, bound: None },
    };
    if level.infeasible {
        let most = run.level(&places.any, Aim::Most);
        if most.infeasible {
            return run.outcome(unplaced, None, true);
        }
        unplaced = most.bound.unwrap_or(unplaced).max(unplaced);
        // Without the proof of a level, what comes after it would bound nothing.
        level = match &run.best {
            Some((score, _)) if score.unplaced == unplaced => run.level(&places.any, Aim::Level(unplaced)),
            _ => Level::default(),
        };
    }
    run.outcome(unplaced, level.bound, false)
}

/// Whether everything can be placed without breaking anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completion {
    /// By this assignment.
    Found(Assignment),
    /// No: presolve or the solver says so.
    Impossible,
    /// Stopped, or given up.
    Unknown,
}

/// Whether every activity can be placed without breaking anything: the first level of [`solve`] alone. The incumbent is
/// a start only.
pub fn complete(model: &Model, options: &ExactOptions<'_>) -> Completion {
    let Some(places) = Places::new(model, options.allowed).complete else { return Completion::Impossible };
    if places.iter().any(Vec::is_empty) {
        return Completion::Impossible;
    }
    let mut run = Run { model, options, deadline: None, best: None, trouble: None };
    run.deadline = options.time_limit.and_then(|limit| Instant::now().checked_add(limit));
    if let Some(incumbent) = options.incumbent {
        run.offer(incumbent.clone());
    }
    let level = run.level(&places, Aim::Everything);
    match run.best {
        Some((score, assignment)) if score.unplaced == 0 => Completion::Found(assignment),
        _ if level.infeasible => Completion::Impossible,
        _ => Completion::Unknown,
    }
}

/// The places of each activity that are to be considered.
struct Places {
    /// Enough for every assignment that breaks nothing.
    any: Vec<Vec<Place>>,
    /// Enough for those that place every activity that has a place in `any`; `None` if there is none of that kind.
    complete: Option<Vec<Vec<Place>>>,
}

impl Places {
    fn new(model: &Model, allowed: Option<Filter<'_>>) -> Places {
        let any = presolve_within(model, candidates(model, allowed), Scope::Any).places;
        let presolved = presolve_within(model, any.clone(), Scope::Complete);
        let possible = presolved
            .findings
            .iter()
            .all(|finding| finding.activities.iter().any(|&activity| any[activity as usize].is_empty()));
        Places { any, complete: possible.then_some(presolved.places) }
    }

    /// The level of those that have no place at all.
    fn homeless(&self, model: &Model) -> i64 {
        let out = self.any.iter().zip(&model.activities).filter(|(places, _)| places.is_empty());
        out.map(|(_, activity)| activity.unplaced).sum()
    }
}

/// The places that an activity's table and the filter allow.
fn candidates(model: &Model, allowed: Option<Filter<'_>>) -> Vec<Vec<Place>> {
    (0..model.activities.len())
        .map(|activity| {
            let free = |&place: &Place| allowed.is_none_or(|allowed| allowed(activity as u32, place));
            model.places(activity).filter(free).collect()
        })
        .collect()
}

/// What is known after one program.
#[derive(Debug, Default)]
struct Level {
    infeasible: bool,
    bound: Option<Cost>,
}

/// A solve under way.
struct Run<'a> {
    model: &'a Model,
    options: &'a ExactOptions<'a>,
    deadline: Option<Instant>,
    best: Option<(Score, Assignment)>,
    trouble: Option<String>,
}

impl Run<'_> {
    /// Keeps an assignment that breaks nothing, if it is the best so far.
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
    fn level(&mut self, places: &[Vec<Place>], aim: Aim) -> Level {
        let (program, choices) = build(self.model, places, aim);
        if program.impossible {
            return Level { infeasible: true, bound: None };
        }
        let scaled = Scaled::new(&program);
        let known = self.best.as_ref().and_then(|(_, best)| program.lift(&choices.chosen(best)?));
        let answer = if program.columns.is_empty() {
            Answer::Values { values: Some(Vec::new()), bound: Some(0.0) }
        } else {
            let time = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let limits = Limits { nodes: self.options.node_limit, time };
            let start = known.as_ref().map(|values| scaled.start(values));
            backend::run(&program, &scaled, self.options.backend, limits, start)
        };
        match answer {
            Answer::Infeasible if known.is_some() => {
                self.distrust("calls infeasible what has a solution");
                Level::default()
            }
            Answer::Infeasible => Level { infeasible: true, bound: None },
            Answer::Failed(message) => {
                self.trouble = Some(message);
                Level::default()
            }
            Answer::Values { values, bound } => {
                let mut bound = bound.map(|bound| round_up(bound, scaled.unit, program.constant));
                if let Some(values) = values {
                    let assignment = choices.assignment(&values);
                    let solution = choices.chosen(&assignment).and_then(|chosen| program.lift(&chosen));
                    match solution {
                        Some(solution) if bound.is_some_and(|bound| bound > program.cost(&solution)) => {
                            self.distrust("proves a bound above a solution");
                            bound = None;
                        }
                        Some(_) => {}
                        None => self.distrust("returns what breaks a row"),
                    }
                    self.offer(assignment);
                }
                Level { infeasible: false, bound }
            }
        }
    }

    fn distrust(&mut self, what: &str) {
        self.trouble = Some(format!("the solver {what}"));
    }

    fn outcome(self, unplaced: i64, bound: Option<Cost>, infeasible: bool) -> ExactOutcome {
        let (score, assignment) = self.best.unzip();
        // A bound above what is known cannot be right; nothing can be said then.
        let bound = bound.filter(|&bound| score.is_none_or(|s| s.unplaced != unplaced || bound <= s.soft));
        let status = match score {
            Some(score) if score.unplaced == unplaced && bound == Some(score.soft) => Status::Optimal,
            Some(_) => Status::Feasible,
            None if infeasible => Status::Infeasible,
            None => Status::Limit,
        };
        ExactOutcome { status, assignment, score, unplaced, bound, trouble: self.trouble }
    }
}

/// What a solver's bound may be too high by, as a part of it.
const TOLERANCE: f64 = 1e-6;

/// A solver's bound as a bound on costs: less the allowance for its tolerance, up to the next value that a cost can
/// have.
fn round_up(bound: f64, unit: Cost, constant: Cost) -> Cost {
    let allowed = bound - TOLERANCE * bound.abs().max(1.0);
    // Beyond the range of costs the cast saturates, and so does the rest.
    (allowed.ceil() as Cost).saturating_mul(unit).saturating_add(constant)
}

#[cfg(test)]
mod tests;
