//! What `solve --json` prints.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Outcome, Search};
use crate::app::files::Written;
use crate::explain::Moved;
use crate::explain::view::Overview;
use crate::report::overview::Proof;
use crate::report::summary::ScheduleSummary;
use crate::report::trajectory::Point;

/// The result of a solve: the figures of the timetable, what is proven about it, and how it was found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Solved<'a> {
    #[serde(flatten)]
    summary: ScheduleSummary<'a>,
    /// The proven bound: no feasible timetable costs less, in hundredths of a discomfort-minute. `null` if nothing is
    /// proven, if a session is unplaced, and with locks.
    bound: Option<i64>,
    /// The sum of each session's cheapest start, in hundredths of a discomfort-minute.
    base: i64,
    /// How far the cost can be above the least possible cost, as a fraction of the cost: (cost - bound) / cost. `null`
    /// without a bound.
    gap: Option<f64>,
    /// The same as a fraction of the avoidable cost: (cost - bound) / (cost - base). `null` without a bound.
    avoidable_gap: Option<f64>,
    /// What proves that the timetable is optimal; `null` if nothing does.
    proof: Option<Proof>,
    /// Whether the user interrupted the search.
    interrupted: bool,
    /// Seed of the random numbers.
    seed: u64,
    /// Number of searchers.
    searchers: u32,
    /// Number of threads; it changes only the time.
    threads: usize,
    /// Number of steps (moves drawn) of all searchers together.
    steps: u64,
    /// Seconds from the start of the program to the checked timetable.
    seconds: f64,
    /// Moves that the search evaluated completely, per second and core; 0 without a search.
    moves_per_second: f64,
    /// Seconds from the start of the search to the first feasible timetable; `null` if none was found.
    first_feasible_seconds: Option<f64>,
    /// How the cost and the bound changed during the solve, in order of time.
    trajectory: &'a [Point],
    /// The schedule file that was written.
    schedule: String,
    /// The complete schedule file that was kept, because the new one is incomplete and got another name; `null` if no
    /// file was kept.
    kept_file: Option<String>,
    /// The sessions that moved from their place in `--from`, in the order of the new starts; only with `--repair`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&'a [Moved]")]
    moved: Option<&'a [Moved]>,
}

impl<'a> Solved<'a> {
    /// The document of an outcome; `moved` only for a repair.
    pub fn new(
        outcome: &'a Outcome,
        view: &'a Overview,
        search: &Search,
        moved: Option<&'a [Moved]>,
        written: &Written,
        seconds: f64,
    ) -> Solved<'a> {
        let (solution, quality) = (&outcome.solution, &outcome.proven.quality);
        Solved {
            summary: ScheduleSummary::from(view),
            bound: quality.bound,
            base: quality.base,
            gap: quality.gap(),
            avoidable_gap: quality.avoidable_gap(),
            proof: quality.proof,
            interrupted: solution.interrupted,
            seed: search.seed,
            searchers: search.searchers,
            threads: search.threads,
            steps: solution.steps,
            seconds,
            moves_per_second: outcome.moves_per_second(),
            first_feasible_seconds: solution.first_feasible.map(|first| first.as_secs_f64()),
            trajectory: outcome.trajectory.points(),
            schedule: written.path.display().to_string(),
            kept_file: written.kept.as_ref().map(|path| path.display().to_string()),
            moved,
        }
    }
}
