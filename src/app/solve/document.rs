//! What `solve --json` prints.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Outcome, Search};
use crate::app::files::Written;
use crate::explain::Moved;
use crate::explain::view::Overview;
use crate::report::overview::Proof;
use crate::report::summary::ScheduleSummary;

/// A finished solve: the timetable in figures, what is proven about it, and how it was found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Solved<'a> {
    #[serde(flatten)]
    summary: ScheduleSummary<'a>,
    /// No feasible timetable costs less, in hundredths of a discomfort-minute; `null` where nothing is proven, where
    /// a session is unplaced, and where locks hold.
    bound: Option<i64>,
    /// The sum of each session's cheapest start, in hundredths of a discomfort-minute.
    base: i64,
    /// How far the cost can be above the best possible, as a fraction of it; `null` without a bound.
    gap: Option<f64>,
    /// The same, as a fraction of what the cost is above `base`; `null` without a bound.
    avoidable_gap: Option<f64>,
    /// What proves the timetable optimal; `null` where nothing does.
    proof: Option<Proof>,
    /// Somebody ended it early.
    interrupted: bool,
    /// Seed of all random draws.
    seed: u64,
    /// Logical searchers.
    searchers: u32,
    /// Threads; they change the time only.
    threads: usize,
    /// Steps made: moves drawn, all searchers together.
    steps: u64,
    /// Seconds from the start of the program to the checked timetable.
    seconds: f64,
    /// Moves valued in full while searching, a second and core; 0 where there was no search.
    moves_per_second: f64,
    /// Seconds from the start of the search to the first feasible timetable; `null` where there was none.
    first_feasible_seconds: Option<f64>,
    /// The file written, a schedule.
    schedule: String,
    /// The complete schedule that was kept: the incomplete one was written beside it; `null` where there is none.
    kept_file: Option<String>,
    /// What is no longer where `--from` has it, in the order of the new starts; only with `--repair`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&'a [Moved]")]
    moved: Option<&'a [Moved]>,
}

impl<'a> Solved<'a> {
    /// The document of an outcome. `moved` is given for a repair.
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
            schedule: written.path.display().to_string(),
            kept_file: written.kept.as_ref().map(|path| path.display().to_string()),
            moved,
        }
    }
}
