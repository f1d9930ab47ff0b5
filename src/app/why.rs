//! Is there a timetable at all, and if not, why not and what would repair it?

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnose::view::{self, Explanation};
use crate::diagnose::{self, Diagnosis, DiagnosisEvent};
use crate::domain::Conference;

pub use crate::diagnose::view::{ConflictDocument as ConflictView, RepairDocument as RepairView};

/// What was found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There is a timetable.
    Possible,
    /// There is none.
    Impossible {
        /// How many reasons there are.
        conflicts: usize,
        /// How many of them no single change repairs.
        unrepaired: usize,
    },
    /// Not found out in the time given.
    Undecided,
}

/// Something found on the way.
#[derive(Debug)]
pub enum WhyEvent {
    /// Statements that cannot hold together.
    Conflict(ConflictView),
    /// A change that repairs the conflict of this number.
    Repair(usize, RepairView),
}

/// The answer.
#[derive(Debug)]
pub struct WhyAnswer {
    /// What was found out.
    pub verdict: Verdict,
    /// All of it.
    pub why: Explanation,
}

/// Whether a conference has a timetable, and if not, why not. `found` hears of everything as soon as it is known.
pub fn why(
    conference: &Conference,
    limit: Duration,
    seed: u64,
    stop: &AtomicBool,
    found: &mut dyn FnMut(WhyEvent),
) -> WhyAnswer {
    let mut hear = |news: DiagnosisEvent<'_>| match news {
        DiagnosisEvent::Conflict(core) => found(WhyEvent::Conflict(view::conflict(conference, core))),
        DiagnosisEvent::Remedy(number, remedy) => found(WhyEvent::Repair(number, view::repair(conference, remedy))),
    };
    let answer = diagnose::why(conference, limit, seed, stop, &mut hear);
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

/// What `why --json` prints, also where the answer is undecided.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WhyDocument<'a> {
    #[serde(flatten)]
    why: &'a Explanation,
    /// How long it took, in seconds.
    seconds: f64,
}

impl<'a> WhyDocument<'a> {
    /// The document of an answer.
    pub fn new(answer: &'a WhyAnswer, seconds: f64) -> WhyDocument<'a> {
        WhyDocument { why: &answer.why, seconds }
    }
}
