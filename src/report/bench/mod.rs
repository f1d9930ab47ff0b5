//! A run over a folder of instances, as a table: terminal, Markdown, JSON, JUnit.

pub mod document;
pub mod junit;
pub mod markdown;
pub mod terminal;
#[cfg(test)]
mod testing;

use schemars::JsonSchema;
use serde::Serialize;

use super::numbers::{count, discomfort, percent, rounded, thousands};
use super::overview::Quality;
use super::text::printable;

/// What is wrong with an entry of a baseline that no instance belongs to.
const GONE: &str = "the baseline has it, but there is no such instance; if that is meant, run with --update";

/// All there is to say about a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Bench {
    /// Seed of all random draws.
    pub seed: u64,
    /// Steps of each searcher.
    pub steps: u64,
    /// Logical searchers.
    pub searchers: u32,
    /// Threads; they change the time only.
    pub threads: usize,
    /// One an instance, in order.
    pub runs: Vec<BenchRun>,
    /// What the run was compared with.
    pub against: Option<Against>,
    /// Somebody ended it early: what comes after the last run is missing.
    pub interrupted: bool,
}

/// What a run was compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// The file of the baseline.
    pub path: String,
    /// By how much a cost or a bound may be worse, as typed, in per cent.
    pub tolerance: String,
    /// What became of the baseline.
    pub update: Update,
    /// Entries of the baseline for which there is no instance any more.
    pub missing: Vec<String>,
    /// Instances measured that the baseline did not have.
    pub added: Vec<String>,
}

/// What became of the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Update {
    /// It was not asked for.
    No,
    /// It was written anew.
    Written,
    /// It was asked for and not done: something could not be measured, or breaks a hard rule.
    Refused,
}

/// One instance.
#[derive(Debug, Clone, PartialEq)]
pub struct BenchRun {
    /// The name of its file.
    pub instance: String,
    /// From reading the file to the checked timetable.
    pub seconds: f64,
    /// What was measured, or why nothing could be.
    pub result: Result<Figures, String>,
    /// What is not as in the baseline.
    pub changes: Vec<FigureChange>,
    /// Why the run does not pass.
    pub faults: Vec<BenchFault>,
}

/// What was measured on an instance. Costs are hundredths of a discomfort-minute.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// How many sessions it has.
    pub sessions: usize,
    /// How many have a place.
    pub placed: usize,
    /// Attendee-minutes of those that have none.
    pub unplaced_minutes: i64,
    /// Places where the checker finds a hard rule broken.
    pub violations: usize,
    /// Cost, bound and gaps.
    pub quality: Quality,
    /// Seconds to the first timetable that places everything.
    pub first_feasible: Option<f64>,
    /// Moves valued in full, a second and core; `None` where the search was too short to say.
    pub moves_per_second: Option<f64>,
    /// The most memory the program has held so far, in bytes, where the system tells.
    pub peak_memory: Option<u64>,
    /// The search was ended early, so that this is not what so many steps give.
    pub interrupted: bool,
}

/// A figure that is not the baseline's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FigureChange {
    /// Which figure, and so in which unit.
    pub figure: Figure,
    /// The baseline's; `null` where it has none.
    pub old: Option<i64>,
    /// This run's; `null` where it has none.
    pub new: Option<i64>,
    /// This run's is to be preferred.
    pub better: bool,
}

/// The figures that are compared; none depends on how fast the machine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Figure {
    /// Sessions placed.
    Placed,
    /// Attendee-minutes of unplaced sessions.
    #[serde(rename = "unplaced_minutes")]
    UnplacedMinutes,
    /// Cost, in hundredths of a discomfort-minute.
    Cost,
    /// Bound, in hundredths of a discomfort-minute.
    Bound,
}

impl Figure {
    fn name(self) -> &'static str {
        match self {
            Figure::Placed => "sessions placed",
            Figure::UnplacedMinutes => "attendee-minutes unplaced",
            Figure::Cost => "cost",
            Figure::Bound => "bound",
        }
    }

    fn show(self, value: Option<i64>) -> String {
        match (self, value) {
            (_, None) => "none".to_owned(),
            (Figure::Placed | Figure::UnplacedMinutes, Some(value)) => thousands(value),
            (Figure::Cost | Figure::Bound, Some(value)) => discomfort(value),
        }
    }
}

impl FigureChange {
    /// `cost 1,250.00 -> 1,200.00 (-4.00 %, better)`
    pub fn label(&self) -> String {
        let verdict = if self.better { "better" } else { "worse" };
        let by = match (self.old, self.new) {
            (Some(old), Some(new)) if old != 0 => {
                format!("{:+.2} %, ", (new as f64 - old as f64) / old as f64 * 100.0)
            }
            _ => String::new(),
        };
        let (old, new) = (self.figure.show(self.old), self.figure.show(self.new));
        format!("{} {old} -> {new} ({by}{verdict})", self.figure.name())
    }
}

/// Why a run does not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BenchFault {
    /// What kind of fault.
    pub kind: FaultKind,
    /// The same in a sentence, with the remedy where it is one command.
    pub message: String,
}

/// The kinds of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// A hard rule is broken.
    HardRule,
    /// More is unplaced than in the baseline, or nothing is known to compare the cost with.
    Placed,
    /// The cost is worse by more than the tolerance.
    Cost,
    /// The bound is worse by more than the tolerance.
    Bound,
    /// The baseline is of another state of the instance.
    InstanceChanged,
    /// The baseline was measured with other settings.
    SettingsChanged,
    /// The baseline does not know the instance.
    NotInBaseline,
}

impl FaultKind {
    /// As written in files.
    pub fn id(self) -> &'static str {
        match self {
            FaultKind::HardRule => "hard-rule",
            FaultKind::Placed => "placed",
            FaultKind::Cost => "cost",
            FaultKind::Bound => "bound",
            FaultKind::InstanceChanged => "instance-changed",
            FaultKind::SettingsChanged => "settings-changed",
            FaultKind::NotInBaseline => "not-in-baseline",
        }
    }
}

impl Bench {
    /// How many instances could not be measured.
    pub fn problems(&self) -> usize {
        self.runs.iter().filter(|run| run.result.is_err()).count()
    }

    /// How many instances have a fault, those that are gone among them.
    pub fn failed(&self) -> usize {
        self.runs.iter().filter(|run| !run.faults.is_empty()).count() + self.gone().len()
    }

    /// The entries of the baseline without an instance, where that is a fault.
    pub fn gone(&self) -> &[String] {
        match &self.against {
            Some(against) if against.update != Update::Written => &against.missing,
            _ => &[],
        }
    }

    /// Everything was measured, and nothing is wrong with it.
    pub fn passed(&self) -> bool {
        !self.interrupted && self.problems() == 0 && self.failed() == 0
    }

    /// The verdict in one line.
    pub fn verdict(&self) -> String {
        // An instance that the baseline misses counts as one: what should have been measured.
        let all = count(self.runs.len() + self.gone().len(), "instance");
        if self.interrupted {
            return format!("Interrupted after {all}: what was measured until then.");
        }
        let mut wrong = Vec::new();
        if self.problems() > 0 {
            wrong.push(format!("{} could not be measured", self.problems()));
        }
        if self.failed() > 0 {
            wrong.push(format!("{} did not pass", self.failed()));
        }
        match (&self.against, wrong.is_empty()) {
            (_, false) => format!("Failed: of {all}, {}.", wrong.join(", ")),
            (Some(against), true) if against.update == Update::Written => {
                format!("Measured {all} and wrote them to {}.", against.path)
            }
            (Some(against), true) => format!("Passed: {all}, none worse than in {}.", against.path),
            (None, true) => format!("Measured {all}; no hard rule is broken."),
        }
    }

    /// What the figures depend on, in one line.
    fn conditions(&self) -> String {
        let (steps, searchers) = (thousands(self.steps as i64), count(self.searchers as usize, "searcher"));
        format!("{steps} steps of each of {searchers}, seed {}, {}.", self.seed, count(self.threads, "thread"))
    }
}

impl BenchRun {
    /// The file's name without what all have in common, as text for a terminal.
    fn short(&self) -> String {
        printable(self.instance.strip_suffix(".json").unwrap_or(&self.instance))
    }
}

impl Figures {
    /// What is compared, a cell each: placed, broken, cost, bound, and both gaps.
    fn compared(&self) -> [String; 6] {
        [
            format!("{}/{}", self.placed, self.sessions),
            self.violations.to_string(),
            rounded(self.quality.cost),
            self.quality.bound.map_or_else(none, rounded),
            percent(self.quality.gap()),
            percent(self.quality.avoidable_gap()),
        ]
    }

    /// What is only told, a cell each: first complete timetable, moves a second, memory.
    fn told(&self) -> [String; 3] {
        [
            self.first_feasible.map_or_else(none, |seconds| format!("{seconds:.2} s")),
            self.moves_per_second.map_or_else(none, |speed| thousands(speed as i64)),
            self.peak_memory.map_or_else(none, |bytes| format!("{} MB", thousands((bytes / 1_000_000) as i64))),
        ]
    }
}

/// The cell of what is not known.
fn none() -> String {
    "-".to_owned()
}
