//! Is there a timetable at all, and if not, why not and what would repair it?

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnose::view::{self, Why};
use crate::diagnose::{self, Answer, News};
use crate::domain::Conference;

pub use crate::diagnose::view::{Conflict as ConflictView, Repair as RepairView};

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
pub enum Finding {
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
    pub why: Why,
}

/// Whether a conference has a timetable, and if not, why not. `found` hears of everything as soon as it is known.
pub fn why(
    conference: &Conference,
    limit: Duration,
    seed: u64,
    stop: &AtomicBool,
    found: &mut dyn FnMut(Finding),
) -> WhyAnswer {
    let mut hear = |news: News<'_>| match news {
        News::Conflict(core) => found(Finding::Conflict(view::conflict(conference, core))),
        News::Remedy(number, remedy) => found(Finding::Repair(number, view::repair(conference, remedy))),
    };
    let answer = diagnose::why(conference, limit, seed, stop, &mut hear);
    let verdict = match &answer {
        Answer::Possible(_) => Verdict::Possible,
        Answer::Impossible(conflicts) => Verdict::Impossible {
            conflicts: conflicts.len(),
            unrepaired: conflicts.iter().filter(|conflict| conflict.remedies.is_empty()).count(),
        },
        Answer::Undecided => Verdict::Undecided,
    };
    WhyAnswer { verdict, why: view::why(conference, &answer) }
}

/// What `why --json` prints, also where the answer is undecided.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WhyDocument<'a> {
    #[serde(flatten)]
    why: &'a Why,
    /// How long it took, in seconds.
    seconds: f64,
}

impl<'a> WhyDocument<'a> {
    /// The document of an answer.
    pub fn new(answer: &'a WhyAnswer, seconds: f64) -> WhyDocument<'a> {
        WhyDocument { why: &answer.why, seconds }
    }
}
