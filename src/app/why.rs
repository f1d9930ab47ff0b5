//! Whether a timetable is possible, and if not, which constraints conflict and which changes repair that.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnose::view::{self, Explanation};
use crate::diagnose::{self, Diagnosis, DiagnosisEvent};
use crate::domain::Conference;

pub use crate::diagnose::view::{ConflictDocument as ConflictView, RepairDocument as RepairView};

/// The result of a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There is a timetable that satisfies all hard rules.
    Possible,
    /// There is no such timetable.
    Impossible {
        /// Number of conflicts.
        conflicts: usize,
        /// Number of conflicts without a single change that repairs them.
        unrepaired: usize,
    },
    /// The time limit was reached without an answer.
    Undecided,
}

/// A finding during the diagnosis.
#[derive(Debug)]
pub enum WhyEvent {
    /// Constraints that no timetable satisfies together.
    Conflict(ConflictView),
    /// A change that repairs the conflict with this index, counted from 0.
    Repair(usize, RepairView),
}

/// The result of a diagnosis with its explanation.
#[derive(Debug)]
pub struct WhyAnswer {
    /// The result.
    pub verdict: Verdict,
    /// The explanation: conflicts and repairs.
    pub why: Explanation,
}

/// Finds out whether a conference has a timetable, and if not, why. Calls `found` for each finding as soon as it is
/// known.
pub fn why(
    conference: &Conference,
    limit: Duration,
    seed: u64,
    stop: &AtomicBool,
    found: &mut dyn FnMut(WhyEvent),
) -> WhyAnswer {
    let mut on_event = |event: DiagnosisEvent<'_>| match event {
        DiagnosisEvent::Conflict(core) => found(WhyEvent::Conflict(view::conflict(conference, core))),
        DiagnosisEvent::Repair(number, remedy) => found(WhyEvent::Repair(number, view::repair(conference, remedy))),
    };
    let answer = diagnose::why(conference, limit, seed, stop, &mut on_event);
    let verdict = match &answer {
        Diagnosis::Possible(_) => Verdict::Possible,
        Diagnosis::Impossible(conflicts) => Verdict::Impossible {
            conflicts: conflicts.len(),
            unrepaired: conflicts.iter().filter(|conflict| conflict.repairs.is_empty()).count(),
        },
        Diagnosis::Undecided => Verdict::Undecided,
    };
    WhyAnswer { verdict, why: view::why(conference, &answer) }
}

/// What `why --json` prints, also if the answer is undecided.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WhyDocument<'a> {
    #[serde(flatten)]
    why: &'a Explanation,
    /// Duration of the diagnosis, in seconds.
    seconds: f64,
}

impl<'a> WhyDocument<'a> {
    /// The document of a diagnosis that took a number of seconds.
    pub fn new(answer: &'a WhyAnswer, seconds: f64) -> WhyDocument<'a> {
        WhyDocument { why: &answer.why, seconds }
    }
}
