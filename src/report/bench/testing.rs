//! An example benchmark with one instance per outcome.

use super::{Against, Bench, BenchFault, BenchRun, FaultKind, Figure, FigureChange, Figures, Update};
use crate::report::overview::Quality;
use crate::report::trajectory::Trajectory;

/// One instance that became better, one worse, one that cannot be read, one that is missing.
pub(super) fn example() -> Bench {
    let figures = |cost| Figures {
        sessions: 5,
        placed: 5,
        unplaced_minutes: 0,
        violations: 0,
        quality: Quality { cost, bound: Some(88_000), base: 80_000, proof: None },
        first_feasible: Some(0.25),
        moves_per_second: Some(1_234_567.0),
        peak_memory: Some(12_000_000),
        interrupted: false,
        trajectory: Trajectory::default(),
    };
    let run = |name: &str, result, changes, faults| {
        let instance = name.to_owned();
        BenchRun { instance, seconds: 1.5, result, changes, faults }
    };
    let change = |old, new| FigureChange { figure: Figure::Cost, old: Some(old), new: Some(new), better: new < old };
    let fault = BenchFault { kind: FaultKind::Cost, message: "the cost is worse <by far>".to_owned() };
    Bench {
        seed: 1,
        steps: 1_000,
        searchers: 2,
        threads: 1,
        runs: vec![
            run("broken.json", Err("it is no instance\u{1b}[2J".to_owned()), vec![], vec![]),
            run("good.json", Ok(figures(89_500)), vec![change(90_000, 89_500)], vec![]),
            run(
                "worse-and-with-a-name-that-is-longer-than-it-has-to-be.json",
                Ok(figures(12_345_678_900)),
                vec![change(100_000, 12_345_678_900)],
                vec![fault.clone(), BenchFault { kind: FaultKind::HardRule, ..fault }],
            ),
        ],
        against: Some(Against {
            path: "base.json".to_owned(),
            tolerance: "0.5".to_owned(),
            update: Update::No,
            missing: vec!["gone.json".to_owned()],
            added: vec![],
        }),
        interrupted: false,
    }
}
