//! The run as a JSON document. Costs are hundredths of a discomfort-minute, times seconds, memory bytes.

use serde_json::{Value, json};

use super::{Bench, Figures, Run, Update};
use crate::report::overview::Proof;

/// What the document says it is.
pub const FORMAT: &str = "plenary-bench/1";

/// The run as a document. Every member is always there; what is not known is null.
pub fn document(bench: &Bench) -> Value {
    let against = bench.against.as_ref();
    json!({
        "format": FORMAT,
        "passed": bench.passed(),
        "interrupted": bench.interrupted,
        "seed": bench.seed,
        "steps": bench.steps,
        "searchers": bench.searchers,
        "threads": bench.threads,
        "baseline": against.map(|against| &against.path),
        "tolerance_percent": against.and_then(|against| against.tolerance.parse::<f64>().ok()),
        "updated": against.is_some_and(|against| against.update == Update::Written),
        "missing": against.map_or(&[][..], |against| &against.missing),
        "added": against.map_or(&[][..], |against| &against.added),
        "instances": bench.runs.iter().map(run).collect::<Vec<Value>>(),
    })
}

fn run(run: &Run) -> Value {
    let figures = run.result.as_ref().ok();
    fn of<T>(figures: Option<&Figures>, get: impl Fn(&Figures) -> T) -> Option<T> {
        figures.map(get)
    }
    json!({
        "instance": run.instance,
        "problem": run.result.as_ref().err(),
        "sessions": of(figures, |f| f.sessions),
        "placed": of(figures, |f| f.placed),
        "unplaced": of(figures, |f| f.sessions - f.placed),
        "unplaced_minutes": of(figures, |f| f.unplaced_minutes),
        "violations": of(figures, |f| f.violations),
        "cost": of(figures, |f| f.quality.cost),
        "bound": figures.and_then(|f| f.quality.bound),
        "base": of(figures, |f| f.quality.base),
        "gap": figures.and_then(|f| f.quality.gap()),
        "avoidable_gap": figures.and_then(|f| f.quality.avoidable_gap()),
        "proof": figures.and_then(|f| f.quality.proof).map(Proof::id),
        "interrupted": of(figures, |f| f.interrupted),
        "seconds": run.seconds,
        "first_complete_seconds": figures.and_then(|f| f.first_complete),
        "moves_per_second": figures.and_then(|f| f.moves_per_second),
        "peak_memory_bytes": figures.and_then(|f| f.peak_memory),
        "changes": run.changes.iter().map(|change| json!({
            "figure": change.figure.id(),
            "old": change.old,
            "new": change.new,
            "better": change.better,
        })).collect::<Vec<Value>>(),
        "faults": run.faults.iter().map(|fault| json!({
            "kind": fault.kind.id(),
            "message": fault.message,
        })).collect::<Vec<Value>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn every_instance_has_the_same_members() {
        let document = document(&example());
        let runs = document["instances"].as_array().unwrap();
        let members = |run: &Value| run.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(runs.len(), 3);
        assert!(runs.iter().all(|run| members(run) == members(&runs[0])));
        assert_eq!((&document["passed"], &document["tolerance_percent"]), (&json!(false), &json!(0.5)));
        assert_eq!(runs[2]["faults"][1]["kind"], "hard-rule");
        assert!(runs[0]["problem"].is_string() && runs[0]["cost"].is_null());
    }
}
