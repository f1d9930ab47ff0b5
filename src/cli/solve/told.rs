//! What `solve` says at its end, as text and as JSON.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use super::destination::Written;
use super::{Draft, Outcome};
use crate::cli::document::Glance;
use crate::cli::output;
use crate::explain::Moved;
use crate::report::Width;
use crate::report::numbers::{count, thousands};
use crate::report::overview;
use crate::report::overview::Proof;
use crate::report::repair;
use crate::report::text::wrap;
use crate::solve::Budget;

/// What `--json` prints: the timetable at a glance, what is proven about it, and how it was found.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'a> {
    #[serde(flatten)]
    glance: Glance<'a>,
    /// No complete timetable costs less, in hundredths of a discomfort-minute; `null` where nothing is proven, where
    /// something is left out, and where locks hold.
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
    /// Seconds from the start of the search to the first timetable that places everything and breaks no hard rule;
    /// `null` where none did.
    first_valid_seconds: Option<f64>,
    /// The file written, a schedule.
    schedule: String,
    /// The complete schedule that an incomplete one was written beside instead of replacing it; `null` where there is
    /// none.
    spared: Option<String>,
    /// What is no longer where `--from` has it, in the order of the new starts; only with `--repair`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&'a [Moved]")]
    moved: Option<&'a [Moved]>,
}

/// The worst-off people listed.
const WORST_OFF: usize = 10;

/// The report on a terminal.
pub fn text(outcome: &Outcome<'_>, written: &Written) -> String {
    let width = output::width();
    let (view, quality) = (&outcome.view, &outcome.proven.quality);
    let mut out = overview::verdict(view);
    if outcome.solution.interrupted {
        out.push_str("Interrupted: this is the best timetable so far.\n");
    }
    if let Some(moved) = &outcome.moved {
        out.push_str(&repair::moves(moved, view.sessions, width));
    }
    out.push_str(&overview::unplaced(&view.unplaced, width));
    out.push_str(&overview::cost(view, width));
    out.push_str(&overview::regions(&view.regions, width));
    out.push_str(&overview::people(&view.people, WORST_OFF, width));
    out.push_str(&overview::days(&view.days, &outcome.conference.zone.name(), width));
    match &outcome.draft {
        Some(draft) if !draft.locks.is_empty() => out.push_str(&locked(draft, width)),
        _ if outcome.moved.is_some() => {}
        _ => out.push_str(&overview::quality(quality, width)),
    }
    out.push_str(&speed(outcome));
    out.push_str(&whereabouts(outcome, written));
    out
}

/// In place of the proof: a bound under locks says nothing of the instance.
fn locked(draft: &Draft, width: Width) -> String {
    let kept = count(draft.locks.sessions(), "session");
    let said =
        format!("With locks on {kept}; no bound is given, as it would hold only among timetables that keep them.");
    format!("\n{}", wrap("", &said, width.0))
}

fn speed(outcome: &Outcome<'_>) -> String {
    let mut out = format!("\nTook {:.1} s", outcome.seconds);
    if let Some(first) = outcome.solution.first_complete {
        out.push_str(&format!("; the first complete timetable was there after {:.1} s", first.as_secs_f64()));
    }
    out.push_str(".\n");
    // A speed measured over less says nothing.
    if outcome.solution.search_time > Duration::from_millis(500) {
        let speed = thousands(moves_per_second(outcome) as i64);
        out.push_str(&format!("{speed} moves valued a second on one core.\n"));
    }
    out
}

fn whereabouts(outcome: &Outcome<'_>, written: &Written) -> String {
    let mut out = String::new();
    if let Some(spared) = &written.spared {
        out.push_str(&format!(
            "{} was left as it is: an existing schedule is replaced only by a complete one.\n",
            spared.display()
        ));
    }
    let (instance, schedule) = (quoted(&outcome.settings.instance), quoted(&written.path));
    out.push_str(&format!("Written to {}\n\nNext:\n", written.path.display()));
    if !outcome.view.unplaced.is_empty() {
        out.push_str(&format!("  plenary why {instance}\n"));
    }
    out.push_str(&format!("  plenary explain {instance} {schedule} SESSION\n"));
    let certificate = if outcome.proven.certificate.is_some() { " --certificate" } else { "" };
    out.push_str(&format!("  plenary check {instance} {schedule}{certificate}\n"));
    if outcome.proven.quality.proof.is_none() {
        let more = match outcome.settings.budget {
            Budget::Steps(steps) => format!("--steps {}", steps.saturating_mul(4)),
            Budget::Time(limit) => format!("--time-limit {}s", limit.as_secs().saturating_mul(4).max(10)),
        };
        out.push_str(&format!("  plenary solve {instance} --from {schedule} {more}\n"));
    }
    out
}

/// A path as a shell takes it.
fn quoted(path: &std::path::Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// Candidate moves valued in full, a second and core, while searching.
fn moves_per_second(outcome: &Outcome<'_>) -> f64 {
    let seconds = outcome.solution.search_time.as_secs_f64();
    if seconds > 0.0 { (outcome.solution.evaluated as f64 / seconds).round() } else { 0.0 }
}

/// The document on standard output.
pub fn document<'a>(outcome: &'a Outcome<'_>, written: &Written) -> Answer<'a> {
    let (solution, quality, settings) = (outcome.solution, &outcome.proven.quality, outcome.settings);
    Answer {
        glance: Glance::from(&outcome.view),
        bound: quality.bound,
        base: quality.base,
        gap: quality.gap(),
        avoidable_gap: quality.avoidable_gap(),
        proof: quality.proof,
        interrupted: solution.interrupted,
        seed: settings.seed,
        searchers: settings.searchers,
        threads: settings.threads,
        steps: solution.steps,
        seconds: outcome.seconds,
        moves_per_second: moves_per_second(outcome),
        first_valid_seconds: solution.first_complete.map(|first| first.as_secs_f64()),
        schedule: written.path.display().to_string(),
        spared: written.spared.as_ref().map(|path| path.display().to_string()),
        moved: outcome.moved.as_deref(),
    }
}
