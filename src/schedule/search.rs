//! From a problem to a schedule: ground, solve, assign rooms. The result is not yet checked.

use std::num::NonZero;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::{from_schedule, priced, to_schedule};
use crate::domain::{Problem, Schedule};
use crate::rules::{GroundError, Grounded, ground};
use crate::solve::exact::Backend;
use crate::solve::tuning::Tuning;
use crate::solve::{Budget, Method, Options, Progress, Solution, solve};

/// The settings of a search. Under [`Budget::Steps`], `threads` changes the time and nothing else.
#[derive(Debug, Clone)]
pub struct Search {
    /// Seed of all random draws.
    pub seed: u64,
    /// The budget.
    pub budget: Budget,
    /// The number of logical searchers, at least 1. They exchange their best solutions.
    pub searchers: u32,
    /// The number of threads on which the searchers run.
    pub threads: usize,
    /// The method.
    pub method: Method,
    /// The solver of integer programs.
    pub backend: Backend,
    /// Settings of the solver.
    pub tuning: Tuning,
    /// The timetable with which the search begins.
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

/// The result of a search.
#[derive(Debug)]
pub struct SearchOutcome {
    /// The problem as a model.
    pub grounded: Grounded,
    /// The solver's result.
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
    let started = Instant::now();
    let grounded = ground(problem)?;
    let options = Options {
        seed: search.seed,
        budget: remaining(search.budget, started.elapsed()),
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

/// Time for the check of the timetable and of its certificate after a search, in times of building the model. With 275
/// sessions the model takes 75 ms, with 2,750 sessions 0.7 s, and the checks 4 to 5 s there.
const CHECKS: u32 = 6;

/// The least part of a time limit that is left to the search: one in this number.
const LEAST_PART: u32 = 2;

/// What building the model leaves of a budget, and the checks will leave.
fn remaining(budget: Budget, of_model: Duration) -> Budget {
    match budget {
        Budget::Time(limit) => Budget::Time(limit.saturating_sub(of_model * (1 + CHECKS)).max(limit / LEAST_PART)),
        Budget::Steps(_) => budget,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_limit_leaves_time_for_the_checks() {
        let second = Duration::from_secs(1);
        assert_eq!(remaining(Budget::Time(20 * second), second), Budget::Time(13 * second));
        // Some of it is always left to the search.
        assert_eq!(remaining(Budget::Time(4 * second), 60 * second), Budget::Time(2 * second));
        assert_eq!(remaining(Budget::Steps(7), 60 * second), Budget::Steps(7));
    }
}
