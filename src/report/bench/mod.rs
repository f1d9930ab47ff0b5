//! A benchmark over a folder of instances, as a table: terminal, Markdown, JSON, JUnit.

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
use super::trajectory::Trajectory;

/// The message for a baseline entry without an instance.
const GONE: &str = "the baseline lists it, but there is no such file; if this is intended, run with --update";

/// The results of a benchmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Bench {
    /// Seed of all random draws.
    pub seed: u64,
    /// Steps of each searcher.
    pub steps: u64,
    /// Number of logical searchers.
    pub searchers: u32,
    /// Number of threads; it only affects the time.
    pub threads: usize,
    /// One run per instance, in order.
    pub runs: Vec<BenchRun>,
    /// The baseline of the comparison; `None` if there is none.
    pub against: Option<Against>,
    /// The benchmark was interrupted: the instances after the last run are missing.
    pub interrupted: bool,
}

/// The baseline of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// The file of the baseline.
    pub path: String,
    /// The tolerance for a worse cost or bound, as typed, in per cent.
    pub tolerance: String,
    /// What became of the baseline.
    pub update: Update,
    /// Baseline entries for which no instance exists.
    pub missing: Vec<String>,
    /// Measured instances that the baseline did not have.
    pub added: Vec<String>,
}

/// What became of the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Update {
    /// No update was requested.
    No,
    /// It was updated.
    Written,
    /// An update was requested but refused, because something could not be measured or breaks a hard rule.
    Refused,
}

/// The run of one instance.
#[derive(Debug, Clone, PartialEq)]
pub struct BenchRun {
    /// The name of its file.
    pub instance: String,
    /// Seconds from reading the file to the checked timetable.
    pub seconds: f64,
    /// The measurements, or the reason why there are none.
    pub result: Result<Figures, String>,
    /// The differences from the baseline.
    pub changes: Vec<FigureChange>,
    /// The faults because of which the run does not pass.
    pub faults: Vec<BenchFault>,
}

/// The measurements of an instance. Costs are in hundredths of a discomfort-minute.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Number of sessions.
    pub sessions: usize,
    /// Number of sessions that have a place.
    pub placed: usize,
    /// Attendee-minutes of the sessions without a place.
    pub unplaced_minutes: i64,
    /// Number of violations of hard rules that the checker finds.
    pub violations: usize,
    /// Cost, bound and gaps.
    pub quality: Quality,
    /// Seconds to the first timetable that places every session.
    pub first_feasible: Option<f64>,
    /// Moves fully evaluated per second and core; `None` if the search was too short to measure.
    pub moves_per_second: Option<f64>,
    /// Peak memory of the program so far, in bytes, if the system reports it.
    pub peak_memory: Option<u64>,
    /// The search was interrupted, so the result is not that of the full number of steps.
    pub interrupted: bool,
    /// How cost and bound changed during the solve.
    pub trajectory: Trajectory,
}

/// A figure that differs from the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FigureChange {
    /// The figure, which determines the unit.
    pub figure: Figure,
    /// The baseline's value; `null` if it has none.
    pub old: Option<i64>,
    /// This run's value; `null` if it has none.
    pub new: Option<i64>,
    /// Whether this run's value is better.
    pub better: bool,
}

/// The figures that are compared. None of them depends on the speed of the machine.
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
    /// The kind of fault.
    pub kind: FaultKind,
    /// The fault in a sentence, with the command that fixes it if there is one.
    pub message: String,
}

/// The kinds of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// A hard rule is broken.
    HardRule,
    /// More is unplaced than in the baseline, or there is no cost to compare with.
    Placed,
    /// The cost is worse by more than the tolerance.
    Cost,
    /// The bound is worse by more than the tolerance.
    Bound,
    /// The baseline was measured with another content of the instance.
    InstanceChanged,
    /// The baseline was measured with other settings.
    SettingsChanged,
    /// The baseline does not have the instance.
    NotInBaseline,
}

impl FaultKind {
    /// The name used in files.
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
    /// Number of instances that could not be measured.
    pub fn problems(&self) -> usize {
        self.runs.iter().filter(|run| run.result.is_err()).count()
    }

    /// Number of instances with a fault, including missing ones.
    pub fn failed(&self) -> usize {
        self.runs.iter().filter(|run| !run.faults.is_empty()).count() + self.gone().len()
    }

    /// The baseline entries without an instance, if that counts as a fault.
    pub fn gone(&self) -> &[String] {
        match &self.against {
            Some(against) if against.update != Update::Written => &against.missing,
            _ => &[],
        }
    }

    /// Whether everything was measured and no fault was found.
    pub fn passed(&self) -> bool {
        !self.interrupted && self.problems() == 0 && self.failed() == 0
    }

    /// The verdict in one line.
    pub fn verdict(&self) -> String {
        // A missing instance is counted too, because it should have been measured.
        let all = count(self.runs.len() + self.gone().len(), "instance");
        if self.interrupted {
            return format!("Interrupted after {all}; these are the results so far.");
        }
        let mut faults = Vec::new();
        if self.problems() > 0 {
            faults.push(format!("{} could not be measured", self.problems()));
        }
        if self.failed() > 0 {
            faults.push(format!("{} did not pass", self.failed()));
        }
        match (&self.against, faults.is_empty()) {
            (_, false) => format!("Failed: of {all}, {}.", faults.join(", ")),
            (Some(against), true) if against.update == Update::Written => {
                format!("Measured {all} and wrote them to {}.", against.path)
            }
            (Some(against), true) => format!("Passed: {all}, none worse than in {}.", against.path),
            (None, true) => format!("Measured {all}; no hard rule is broken."),
        }
    }

    /// The settings that the figures depend on, in one line.
    fn conditions(&self) -> String {
        let (steps, searchers) = (thousands(self.steps as i64), count(self.searchers as usize, "searcher"));
        format!("{steps} steps for each of {searchers}, seed {}, {}.", self.seed, count(self.threads, "thread"))
    }
}

impl BenchRun {
    /// The file name without its extension, as text for a terminal.
    fn short(&self) -> String {
        printable(self.instance.strip_suffix(".json").unwrap_or(&self.instance))
    }
}

impl Figures {
    /// The compared figures, one per cell: placed, broken, cost, bound, and both gaps.
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

    /// The figures that are not compared, one per cell: first complete timetable, moves per second, memory.
    fn uncompared(&self) -> [String; 3] {
        [
            self.first_feasible.map_or_else(none, |seconds| format!("{seconds:.2} s")),
            self.moves_per_second.map_or_else(none, |speed| thousands(speed as i64)),
            self.peak_memory.map_or_else(none, |bytes| format!("{} MB", thousands((bytes / 1_000_000) as i64))),
        ]
    }
}

/// The cell for an unknown value.
fn none() -> String {
    "-".to_owned()
}
