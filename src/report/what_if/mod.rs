//! Several cases side by side: figures that can be compared, in one table.

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

pub use measures::everybody;

/// All cases, the first of them today's.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The event's name.
    pub event: String,
    /// What each case was given, in words; `None` where it was solved elsewhere.
    pub effort: Option<String>,
    /// The schedule that all cases start from.
    pub from: Option<String>,
    /// Today the rule `stay` has no price, so that nothing holds sessions where they are.
    pub free_to_move: bool,
    /// Somebody ended it early.
    pub interrupted: bool,
    /// The cases.
    pub cases: Vec<CaseResult>,
}

/// What came of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseResult {
    /// What it is called.
    pub name: String,
    /// What changes, as it was written.
    pub changes: Vec<String>,
    /// The figures, or why there are none.
    pub result: Result<Figures, String>,
}

/// The figures of a case's timetable. Costs are hundredths of a discomfort-minute.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// No hard rule of the case is broken.
    pub valid: bool,
    /// Sessions of the case.
    pub sessions: usize,
    /// Ids of those that are not placed.
    pub unplaced: Vec<String>,
    /// What they amount to, in attendee-minutes.
    pub unplaced_minutes: i64,
    /// Hard rules broken, in words.
    pub violations: Vec<String>,
    /// The cost by today's rules and weights.
    pub cost: i64,
    /// The same by rule.
    pub by_rule: Vec<RuleCost>,
    /// Places where a rule that is hard today, and not in the case, is broken.
    pub broken_today: usize,
    /// Cost and bound by the case's own rules and weights.
    pub quality: Quality,
    /// How each region fares.
    pub regions: Vec<RegionSummary>,
    /// The person with the largest discomfort; `None` if nobody has any.
    pub worst_off: Option<WorstOff>,
    /// Sessions that are not where they are today; `None` without a schedule to start from.
    pub moved: Option<usize>,
    /// From first starts to last ends, all days together.
    pub open_minutes: i64,
}

/// The person who bears most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WorstOff {
    /// Their id.
    pub id: String,
    /// Their name, or the id.
    pub name: String,
    /// Their zone; empty while to be confirmed.
    pub zone: String,
    /// Their own discomfort, in hundredths of a discomfort-minute.
    pub discomfort: i64,
}

impl Figures {
    /// Every session is placed.
    pub fn is_complete(&self) -> bool {
        self.unplaced.is_empty()
    }

    /// No hard rule is broken, and every session is placed.
    pub fn is_feasible(&self) -> bool {
        self.valid && self.is_complete()
    }
}

impl Comparison {
    /// The figures of today's case.
    fn today(&self) -> Option<&Figures> {
        self.cases.first().and_then(|case| case.result.as_ref().ok())
    }

    /// How many cases have no figures.
    pub fn problems(&self) -> usize {
        self.cases.iter().filter(|case| case.result.is_err()).count()
    }

    /// Every case has a timetable that breaks nothing and leaves out nothing.
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
            parts.push(format!("{broken} cannot hold"));
        }
        if incomplete > 0 {
            parts.push(format!("{incomplete} cannot place everything"));
        }
        if self.problems() > 0 {
            parts.push(format!("{} not solved", self.problems()));
        }
        let cases = format!("{} and today", count(self.cases.len().saturating_sub(1), "case"));
        let verdict = if parts.is_empty() { "all place everything".to_owned() } else { parts.join(", ") };
        let early = if self.interrupted { "Ended early. " } else { "" };
        format!("{early}{}: {cases}: {verdict}.", printable(&self.event))
    }

    /// What has to be known to read the figures, a sentence each.
    fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            "Costs are discomfort-minutes by today's rules and weights, whatever a case sets; the gap is what is proven \
             by the case's own. A case with other sessions or people has other costs to bear."
                .to_owned(),
        ];
        match &self.from {
            Some(from) => notes.push(format!("All cases start from {}.", printable(from))),
            None => notes.push("All cases start from nothing.".to_owned()),
        }
        if self.from.is_some() && self.free_to_move {
            let note = "Nothing holds sessions where they are: with \"stay\": { \"weight\": 1 } among the rules of the \
                        instance each move has its price.";
            notes.push(note.to_owned());
        }
        if let Some(effort) = &self.effort {
            notes.push(format!("Each case was given {effort}."));
        }
        notes
    }
}
