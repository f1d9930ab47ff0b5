//! From a problem to a schedule: ground, solve, give out rooms. What comes of it is not checked yet.

use std::num::NonZero;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::{from_schedule, priced, to_schedule};
use crate::domain::{Problem, Schedule};
use crate::rules::{GroundError, Grounded, ground};
use crate::solve::exact::Backend;
use crate::solve::tuning::Tuning;
use crate::solve::{Budget, Method, Options, Progress, Solution, solve};

/// How a timetable is searched for. Under [`Budget::Steps`], `threads` changes the time and nothing else.
#[derive(Debug, Clone)]
pub struct Search {
    /// Seed of all random draws.
    pub seed: u64,
    /// How long.
    pub budget: Budget,
    /// Logical searchers, at least 1, that exchange their best.
    pub searchers: u32,
    /// Threads that carry them.
    pub threads: usize,
    /// How.
    pub method: Method,
    /// The solver of integer programs.
    pub backend: Backend,
    /// Settings of the solver.
    pub tuning: Tuning,
    /// The timetable that the search begins with.
    pub start: Option<Schedule>,
}

impl Default for Search {
    /// Thirty seconds on all cores.
    fn default() -> Search {
        Search {
            seed: 1,
            budget: Budget::Time(Duration::from_secs(30)),
            searchers: 2,
            threads: std::thread::available_parallelism().map_or(1, NonZero::get),
            method: Method::Auto,
            backend: Backend::default(),
            tuning: Tuning::default(),
            start: None,
        }
    }
}

/// What a search found.
#[derive(Debug)]
pub struct SearchOutcome {
    /// The problem as a model.
    pub grounded: Grounded,
    /// What the solver says.
    pub solution: Solution,
    /// The timetable.
    pub schedule: Schedule,
}

/// Searches for a timetable. `stop` ends it early, with the best so far.
///
/// # Errors
/// [`GroundError`] for a conference that is too large to be turned into a model.
pub fn search(
    problem: Problem<'_>,
    search: &Search,
    progress: &mut dyn FnMut(&Progress),
    stop: &AtomicBool,
) -> Result<SearchOutcome, GroundError> {
    let conference = problem.conference;
    let grounded = ground(problem)?;
    let options = Options {
        seed: search.seed,
        budget: search.budget,
        searchers: search.searchers,
        threads: search.threads,
        method: search.method,
        backend: search.backend,
        tuning: search.tuning.clone(),
        initial: search.start.as_ref().map(|start| from_schedule(conference, &grounded, start)),
        priced: priced(&grounded),
    };
    let solution = solve(&grounded.model, &options, progress, stop);
    let schedule = to_schedule(conference, &grounded, &solution.assignment);
    Ok(SearchOutcome { grounded, solution, schedule })
}
