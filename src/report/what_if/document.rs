//! The comparison as a JSON document. Costs are in hundredths of a discomfort-minute. It has no times, so the same
//! steps give the same document on every machine.

use schemars::JsonSchema;
use serde::Serialize;

use super::{CaseResult, Comparison, Figures, WorstOff, all_regions};
use crate::explain::view::{ByRule, RegionSummary};
use crate::report::overview::Proof;

/// The format name in the document.
pub const FORMAT: &str = "plenary-what-if/1";

/// A comparison of changes to a programme file, today's first. All members are always present; unknown ones are null.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ComparisonDocument<'a> {
    /// `plenary-what-if/1`
    #[schemars(extend("const" = FORMAT))]
    pub format: &'static str,
    /// The event's name.
    pub event: &'a str,
    /// The schedule from which the search for each case starts, as given; `null` if it starts from scratch.
    pub from: Option<&'a str>,
    /// The search effort for each case, in words (`2,000 steps, 2 searchers, seed 1`); `null` if they were solved
    /// elsewhere.
    pub effort: Option<&'a str>,
    /// The comparison was interrupted.
    pub interrupted: bool,
    /// The cases; the first one is today's.
    pub cases: Vec<CaseDocument<'a>>,
}

/// A case and its results.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CaseDocument<'a> {
    /// Its name.
    pub name: &'a str,
    /// The changes, as written.
    pub changes: &'a [String],
    /// Why there are no figures; `null` if there are.
    pub problem: Option<&'a str>,
    /// The figures.
    #[serde(flatten)]
    pub measured: FiguresDocument<'a>,
}

/// The figures of a timetable; all of them are null if there is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct FiguresDocument<'a> {
    /// Whether no hard rule of the case is broken. Sessions may still be unplaced.
    pub valid: Option<bool>,
    /// Whether every session is placed.
    pub complete: Option<bool>,
    /// Number of sessions.
    pub sessions: Option<usize>,
    /// Ids of the sessions that are not placed.
    pub unplaced_ids: Option<&'a [String]>,
    /// The total size of the unplaced sessions, in attendee-minutes.
    pub unplaced_minutes: Option<i64>,
    /// The violations of the case's own hard rules, in words.
    pub violations: Option<&'a [String]>,
    /// The cost by today's rules and weights, in hundredths of a discomfort-minute.
    pub cost: Option<i64>,
    /// The same cost by rule id, in hundredths of a discomfort-minute.
    pub by_rule: Option<ByRule<'a>>,
    /// Number of violations of rules that are hard today but not in this case.
    pub broken_by_todays_rules: Option<usize>,
    /// The cost by the case's own rules and weights, in hundredths of a discomfort-minute.
    pub own_cost: Option<i64>,
    /// The proven bound by the case's own rules, in hundredths of a discomfort-minute: no feasible timetable costs
    /// less. `null` if no bound is proven or a session is unplaced.
    pub bound: Option<i64>,
    /// The sum of each session's cheapest start by the case's own rules, in hundredths of a discomfort-minute.
    pub base: Option<i64>,
    /// How far its own cost can be above the best possible cost, as a fraction of its own cost.
    pub gap: Option<f64>,
    /// The same, as a fraction of its own cost above `base`.
    pub avoidable_gap: Option<f64>,
    /// How it was proved optimal by its own rules; `null` if it was not.
    pub proof: Option<Proof>,
    /// The figures of all regions together.
    pub everybody: Option<RegionDocument>,
    /// The figures of each region, by descending share of night hours.
    pub regions: Option<Vec<RegionDocument>>,
    /// The person with the largest discomfort; `null` if no one has any.
    pub worst_off: Option<&'a WorstOff>,
    /// Number of sessions that moved from today's place; `null` without a schedule to start from.
    pub moved: Option<usize>,
    /// Minutes from first start to last end, summed over all days.
    pub open_minutes: Option<i64>,
}

/// The figures of a region, with means.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RegionDocument {
    /// The region.
    #[serde(flatten)]
    pub region: RegionSummary,
    /// Its mean discomfort, as a fraction of that of the worst hour; `null` if no one attends.
    pub mean_discomfort: Option<f64>,
    /// The share of its minutes in comfortable hours, as a fraction; `null` if no one attends.
    pub comfortable_share: Option<f64>,
}

/// Builds the document.
pub fn document(comparison: &Comparison) -> ComparisonDocument<'_> {
    ComparisonDocument {
        format: FORMAT,
        event: &comparison.event,
        from: comparison.from.as_deref(),
        effort: comparison.effort.as_deref(),
        interrupted: comparison.interrupted,
        cases: comparison.cases.iter().map(case).collect(),
    }
}

fn case(case: &CaseResult) -> CaseDocument<'_> {
    CaseDocument {
        name: &case.name,
        changes: &case.changes,
        problem: case.result.as_ref().err().map(String::as_str),
        measured: measured(case.result.as_ref().ok()),
    }
}

/// The figures of a timetable; empty if there is none.
pub fn measured(figures: Option<&Figures>) -> FiguresDocument<'_> {
    let Some(figures) = figures else { return FiguresDocument::default() };
    let quality = &figures.quality;
    FiguresDocument {
        valid: Some(figures.valid),
        complete: Some(figures.is_complete()),
        sessions: Some(figures.sessions),
        unplaced_minutes: Some(figures.unplaced_minutes),
        unplaced_ids: Some(&figures.unplaced),
        violations: Some(&figures.violations),
        cost: Some(figures.cost),
        by_rule: Some(ByRule(&figures.by_rule)),
        broken_by_todays_rules: Some(figures.broken_today),
        own_cost: Some(quality.cost),
        bound: quality.bound,
        base: Some(quality.base),
        gap: quality.gap(),
        avoidable_gap: quality.avoidable_gap(),
        proof: quality.proof,
        everybody: Some(with_means(all_regions(figures))),
        regions: Some(figures.regions.iter().cloned().map(with_means).collect()),
        worst_off: figures.worst_off.as_ref(),
        moved: figures.moved,
        open_minutes: Some(figures.open_minutes),
    }
}

/// A region with its mean discomfort and its share of comfortable hours, as fractions.
fn with_means(region: RegionSummary) -> RegionDocument {
    RegionDocument {
        mean_discomfort: fraction(region.discomfort, region.minutes.saturating_mul(100)),
        comfortable_share: fraction(region.comfortable_minutes, region.minutes),
        region,
    }
}

/// A fraction with six decimals; `None` if the whole is 0.
fn fraction(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| {
        let millionths = (i128::from(part) * 2_000_000 + i128::from(whole)).div_euclid(2 * i128::from(whole));
        millionths as f64 / 1e6
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::testing::example;
    use super::*;

    #[test]
    fn every_case_has_the_same_members() {
        let document = serde_json::to_value(document(&example())).unwrap();
        let cases = document["cases"].as_array().unwrap();
        let members = |case: &Value| case.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert!(cases.iter().all(|case| members(case) == members(&cases[0])));
        assert_eq!((&cases[0]["problem"], &cases[3]["cost"]), (&Value::Null, &Value::Null));
        assert_eq!(cases[0]["everybody"]["mean_discomfort"], 0.25);
        assert_eq!((&cases[2]["valid"], &cases[2]["complete"]), (&true.into(), &false.into()));
    }
}
