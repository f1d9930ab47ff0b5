//! The run as a JSON document. Costs are hundredths of a discomfort-minute, times seconds, memory bytes.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Bench, BenchFault, BenchRun, FigureChange, Update};
use crate::report::overview::Proof;

/// What the document says it is.
pub const FORMAT: &str = "plenary-bench/1";

/// A folder of instances solved, and compared with a baseline. Every member is always there; what is not known is null.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BenchDocument<'a> {
    /// `plenary-bench/1`
    #[schemars(extend("const" = FORMAT))]
    pub format: &'static str,
    /// Everything was measured, and nothing is wrong with it.
    pub passed: bool,
    /// Somebody ended it early: what comes after the last instance is missing.
    pub interrupted: bool,
    /// Seed of all random draws.
    pub seed: u64,
    /// Steps of each searcher.
    pub steps: u64,
    /// Logical searchers.
    pub searchers: u32,
    /// Threads; they change the time only.
    pub threads: usize,
    /// The file of the baseline; `null` where the run is compared with none.
    pub baseline: Option<&'a str>,
    /// By how many per cent of the baseline's a cost or a bound may be worse; `null` without a baseline.
    pub tolerance_percent: Option<f64>,
    /// The baseline was written anew.
    pub updated: bool,
    /// Instances of the baseline that are not there any more, by the names of their files.
    pub missing: &'a [String],
    /// Instances measured that the baseline did not have, by the names of their files.
    pub added: &'a [String],
    /// One entry for each instance, in the order of the files' names.
    pub instances: Vec<RunDocument<'a>>,
}

/// An instance, and what was measured on it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RunDocument<'a> {
    /// The name of its file.
    pub instance: &'a str,
    /// Why nothing could be measured; `null` where it was.
    pub problem: Option<&'a str>,
    /// How many sessions it has.
    pub sessions: Option<usize>,
    /// How many of them have a place.
    pub placed: Option<usize>,
    /// Attendee-minutes of those that have none.
    pub unplaced_minutes: Option<i64>,
    /// Places where the checker finds a hard rule broken.
    pub violations: Option<usize>,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: Option<i64>,
    /// No complete timetable costs less, in hundredths of a discomfort-minute; `null` where nothing is proven, or not
    /// everything is placed.
    pub bound: Option<i64>,
    /// The sum of each session's cheapest start, in hundredths of a discomfort-minute.
    pub base: Option<i64>,
    /// How far the cost can be above the best possible, as a fraction of it.
    pub gap: Option<f64>,
    /// The same, as a fraction of what the cost is above `base`.
    pub avoidable_gap: Option<f64>,
    /// What proves it optimal; `null` where nothing does.
    pub proof: Option<Proof>,
    /// The search was ended early, so that this is not what so many steps give.
    pub interrupted: Option<bool>,
    /// Seconds from reading the file to the checked timetable.
    pub seconds: f64,
    /// Seconds to the first timetable that places everything; `null` where none did.
    pub first_feasible_seconds: Option<f64>,
    /// Moves valued in full, a second and core; `null` where the search was too short to say.
    pub moves_per_second: Option<f64>,
    /// The most memory the program has held so far, in bytes; `null` where the system does not tell.
    pub peak_memory_bytes: Option<u64>,
    /// What is not as in the baseline.
    pub changes: &'a [FigureChange],
    /// Why the run does not pass.
    pub faults: &'a [BenchFault],
}

/// The run as a document.
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
    fn kinds_are_called_the_same_in_every_form() {
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
