//! The benchmark as a JSON document. Costs are in hundredths of a discomfort-minute, times in seconds, memory in bytes.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Bench, BenchFault, BenchRun, FigureChange, Update};
use crate::report::overview::Proof;
use crate::report::trajectory::Point;

/// The format name in the document.
pub const FORMAT: &str = "plenary-bench/1";

/// The results of a benchmark over a folder of instances, compared with a baseline. All members are always present;
/// unknown ones are null.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BenchDocument<'a> {
    /// `plenary-bench/1`
    #[schemars(extend("const" = FORMAT))]
    pub format: &'static str,
    /// Everything was measured, and no fault was found.
    pub passed: bool,
    /// The benchmark was interrupted: the instances after the last one are missing.
    pub interrupted: bool,
    /// Seed of all random draws.
    pub seed: u64,
    /// Steps of each searcher.
    pub steps: u64,
    /// Number of logical searchers.
    pub searchers: u32,
    /// Number of threads; it only affects the time.
    pub threads: usize,
    /// The file of the baseline; `null` if there is none.
    pub baseline: Option<&'a str>,
    /// The tolerance: how many per cent worse than the baseline a cost or bound may be; `null` without a baseline.
    pub tolerance_percent: Option<f64>,
    /// The baseline was updated.
    pub updated: bool,
    /// Instances of the baseline that no longer exist, by file name.
    pub missing: &'a [String],
    /// Measured instances that the baseline did not have, by file name.
    pub added: &'a [String],
    /// One entry per instance, in the order of the file names.
    pub instances: Vec<RunDocument<'a>>,
}

/// An instance and its measurements.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RunDocument<'a> {
    /// The name of its file.
    pub instance: &'a str,
    /// Why nothing could be measured; `null` if it was measured.
    pub problem: Option<&'a str>,
    /// Number of sessions.
    pub sessions: Option<usize>,
    /// Number of sessions that have a place.
    pub placed: Option<usize>,
    /// Attendee-minutes of the sessions without a place.
    pub unplaced_minutes: Option<i64>,
    /// Number of violations of hard rules that the checker finds.
    pub violations: Option<usize>,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: Option<i64>,
    /// The proven bound, in hundredths of a discomfort-minute: no complete timetable costs less. `null` if no bound is
    /// proven or a session is unplaced.
    pub bound: Option<i64>,
    /// The sum of each session's cheapest start, in hundredths of a discomfort-minute.
    pub base: Option<i64>,
    /// How far the cost can be above the best possible cost, as a fraction of the cost.
    pub gap: Option<f64>,
    /// The same, as a fraction of the cost above `base`.
    pub avoidable_gap: Option<f64>,
    /// How it was proved optimal; `null` if it was not.
    pub proof: Option<Proof>,
    /// The search was interrupted, so the result is not that of the full number of steps.
    pub interrupted: Option<bool>,
    /// Seconds from reading the file to the checked timetable.
    pub seconds: f64,
    /// Seconds to the first timetable that places every session; `null` if none did.
    pub first_feasible_seconds: Option<f64>,
    /// Moves fully evaluated per second and core; `null` if the search was too short to measure.
    pub moves_per_second: Option<f64>,
    /// How the cost and the bound changed during the solve, in order of time.
    pub trajectory: Option<&'a [Point]>,
    /// Peak memory of the program so far, in bytes; `null` if the system does not report it.
    pub peak_memory_bytes: Option<u64>,
    /// The differences from the baseline.
    pub changes: &'a [FigureChange],
    /// The faults because of which the instance does not pass.
    pub faults: &'a [BenchFault],
}

/// Builds the document.
pub fn document(bench: &Bench) -> BenchDocument<'_> {
    let against = bench.against.as_ref();
    BenchDocument {
        format: FORMAT,
        passed: bench.passed(),
        interrupted: bench.interrupted,
        seed: bench.seed,
        steps: bench.steps,
        searchers: bench.searchers,
        threads: bench.threads,
        baseline: against.map(|against| against.path.as_str()),
        tolerance_percent: against.and_then(|against| against.tolerance.parse().ok()),
        updated: against.is_some_and(|against| against.update == Update::Written),
        missing: against.map_or(&[], |against| &against.missing),
        added: against.map_or(&[], |against| &against.added),
        instances: bench.runs.iter().map(run).collect(),
    }
}

fn run(run: &BenchRun) -> RunDocument<'_> {
    let figures = run.result.as_ref().ok();
    RunDocument {
        instance: &run.instance,
        problem: run.result.as_ref().err().map(String::as_str),
        sessions: figures.map(|f| f.sessions),
        placed: figures.map(|f| f.placed),
        unplaced_minutes: figures.map(|f| f.unplaced_minutes),
        violations: figures.map(|f| f.violations),
        cost: figures.map(|f| f.quality.cost),
        bound: figures.and_then(|f| f.quality.bound),
        base: figures.map(|f| f.quality.base),
        gap: figures.and_then(|f| f.quality.gap()),
        avoidable_gap: figures.and_then(|f| f.quality.avoidable_gap()),
        proof: figures.and_then(|f| f.quality.proof),
        interrupted: figures.map(|f| f.interrupted),
        seconds: run.seconds,
        first_feasible_seconds: figures.and_then(|f| f.first_feasible),
        moves_per_second: figures.and_then(|f| f.moves_per_second),
        trajectory: figures.map(|f| f.trajectory.points()),
        peak_memory_bytes: figures.and_then(|f| f.peak_memory),
        changes: &run.changes,
        faults: &run.faults,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::example;
    use super::super::{FaultKind, Figure};
    use super::*;

    #[test]
    fn every_instance_has_the_same_members() {
        let document = serde_json::to_value(document(&example())).unwrap();
        let runs = document["instances"].as_array().unwrap();
        let members = |run: &Value| run.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(runs.len(), 3);
        assert!(runs.iter().all(|run| members(run) == members(&runs[0])));
        assert_eq!((&document["passed"], &document["tolerance_percent"]), (&json!(false), &json!(0.5)));
        assert_eq!(runs[2]["faults"][1]["kind"], "hard-rule");
        assert!(runs[0]["problem"].is_string() && runs[0]["cost"].is_null());
    }

    #[test]
    fn kinds_have_the_same_name_in_every_format() {
        for kind in [
            FaultKind::HardRule,
            FaultKind::Placed,
            FaultKind::Cost,
            FaultKind::Bound,
            FaultKind::InstanceChanged,
            FaultKind::SettingsChanged,
            FaultKind::NotInBaseline,
        ] {
            assert_eq!(json!(kind), kind.id());
        }
        assert_eq!(json!(Figure::UnplacedMinutes), "unplaced_minutes");
    }
}
