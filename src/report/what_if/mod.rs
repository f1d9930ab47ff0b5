//! Compares several cases: comparable figures in one table.

pub mod document;
pub(super) mod grid;
pub mod markdown;
pub(super) mod measures;
pub mod terminal;
#[cfg(test)]
pub(super) mod testing;

use schemars::JsonSchema;
use serde::Serialize;

use super::numbers::count;
use super::overview::Quality;
use super::text::printable;
use crate::explain::view::{RegionSummary, RuleCost};

pub use measures::all_regions;

/// All cases; the first one is today's.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The event's name.
    pub event: String,
    /// The search effort for each case, in words; `None` if the cases were solved elsewhere.
    pub effort: Option<String>,
    /// The schedule from which the search for each case starts.
    pub from: Option<String>,
    /// Whether the rule `stay` has no price today, so that sessions can move at no cost.
    pub free_to_move: bool,
    /// The comparison was interrupted.
    pub interrupted: bool,
    /// The cases.
    pub cases: Vec<CaseResult>,
}

/// The result of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseResult {
    /// Its name.
    pub name: String,
    /// The changes, as written.
    pub changes: Vec<String>,
    /// The figures, or the reason why there are none.
    pub result: Result<Figures, String>,
}

/// The figures of a case's timetable. Costs are in hundredths of a discomfort-minute.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Whether no hard rule of the case is broken.
    pub valid: bool,
    /// Number of sessions of the case.
    pub sessions: usize,
    /// Ids of the sessions that are not placed.
    pub unplaced: Vec<String>,
    /// Their total size, in attendee-minutes.
    pub unplaced_minutes: i64,
    /// The violations of hard rules, in words.
    pub violations: Vec<String>,
    /// The cost by today's rules and weights.
    pub cost: i64,
    /// The same by rule.
    pub by_rule: Vec<RuleCost>,
    /// Number of violations of rules that are hard today but not in the case.
    pub broken_today: usize,
    /// Cost and bound by the case's own rules and weights.
    pub quality: Quality,
    /// The figures of each region.
    pub regions: Vec<RegionSummary>,
    /// The person with the largest discomfort; `None` if no one has any.
    pub worst_off: Option<WorstOff>,
    /// Number of sessions that moved from today's place; `None` without a schedule to start from.
    pub moved: Option<usize>,
    /// Minutes from first start to last end, summed over all days.
    pub open_minutes: i64,
}

/// The person with the largest discomfort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WorstOff {
    /// Their id.
    pub id: String,
    /// Their name, or the id.
    pub name: String,
    /// Their time zone; empty if not known yet.
    pub zone: String,
    /// Their own discomfort, in hundredths of a discomfort-minute.
    pub discomfort: i64,
}

impl Figures {
    /// Whether every session is placed.
    pub fn is_complete(&self) -> bool {
        self.unplaced.is_empty()
    }

    /// Whether no hard rule is broken and every session is placed.
    pub fn is_feasible(&self) -> bool {
        self.valid && self.is_complete()
    }
}

impl Comparison {
    /// The figures of today's case.
    fn today(&self) -> Option<&Figures> {
        self.cases.first().and_then(|case| case.result.as_ref().ok())
    }

    /// Number of cases without figures.
    pub fn problems(&self) -> usize {
        self.cases.iter().filter(|case| case.result.is_err()).count()
    }

    /// Whether every case has a feasible timetable.
    pub fn all_hold(&self) -> bool {
        self.cases.iter().all(|case| case.result.as_ref().is_ok_and(Figures::is_feasible))
    }

    /// The verdict in one line.
    fn verdict(&self) -> String {
        let figures = || self.cases.iter().filter_map(|case| case.result.as_ref().ok());
        let broken = figures().filter(|figures| !figures.valid).count();
        let incomplete = figures().filter(|figures| figures.valid && !figures.unplaced.is_empty()).count();
        let mut parts = Vec::new();
        if broken > 0 {
            parts.push(format!("{broken} cannot satisfy all hard rules"));
        }
        if incomplete > 0 {
            parts.push(format!("{incomplete} cannot place all sessions"));
        }
        if self.problems() > 0 {
            // Without an effort, the cases were solved elsewhere.
            let what = if self.effort.is_some() { "could not be solved" } else { "without a timetable" };
            parts.push(format!("{} {what}", self.problems()));
        }
        let cases = format!("today and {} compared", count(self.cases.len().saturating_sub(1), "case"));
        let verdict = if parts.is_empty() { "all of them place every session".to_owned() } else { parts.join(", ") };
        let early = if self.interrupted { "Interrupted. " } else { "" };
        format!("{early}{}: {cases}: {verdict}.", printable(&self.event))
    }

    /// Notes for reading the figures.
    fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            "All costs are in discomfort-minutes and use today's rules and weights; the proven gap uses the case's \
             own. Costs of cases with other sessions or people are not directly comparable."
                .to_owned(),
        ];
        let from = self.from.as_ref().map_or_else(|| "scratch".to_owned(), |from| printable(from));
        let effort = self.effort.as_ref().map_or_else(String::new, |effort| format!(" and used {effort}"));
        notes.push(format!("The search for each case started from {from}{effort}."));
        if self.from.is_some() && self.free_to_move {
            let note = "Sessions can move at no cost. To give each move a price, add \"stay\": { \"weight\": 1 } to \
                        the rules in the programme file.";
            notes.push(note.to_owned());
        }
        notes
    }
}
