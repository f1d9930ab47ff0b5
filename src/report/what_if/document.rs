//! The comparison as a JSON document. Costs are hundredths of a discomfort-minute. No times: the same steps give the
//! same document on every machine.

use schemars::JsonSchema;
use serde::Serialize;

use super::{CaseResult, Comparison, Figures, WorstOff, everybody};
use crate::explain::view::{ByRule, RegionSummary};
use crate::report::overview::Proof;

/// What the document says it is.
pub const FORMAT: &str = "plenary-what-if/1";

/// Changes of an instance side by side, today's first. Every member is always there; what is not known is null.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ComparisonDocument<'a> {
    /// `plenary-what-if/1`
    #[schemars(extend("const" = FORMAT))]
    pub format: &'static str,
    /// The event's name.
    pub event: &'a str,
    /// The schedule that all cases start from, as it was named; `null` where they start from nothing.
    pub from: Option<&'a str>,
    /// What each case was given, in words (`2,000 steps, 2 searchers, seed 1`); `null` where they were solved
    /// elsewhere.
    pub effort: Option<&'a str>,
    /// Somebody ended it early.
    pub interrupted: bool,
    /// The cases; the first is today's.
    pub cases: Vec<CaseDocument<'a>>,
}

/// A case, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CaseDocument<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What changes, as it was written.
    pub changes: &'a [String],
    /// Why there are no figures; `null` where there are.
    pub problem: Option<&'a str>,
    /// The figures.
    #[serde(flatten)]
    pub measured: FiguresDocument<'a>,
}

/// The members about a timetable; all of them null where there is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct FiguresDocument<'a> {
    /// No hard rule of its own is broken, whether or not every session is placed.
    pub valid: Option<bool>,
    /// Every session is placed.
    pub complete: Option<bool>,
    /// How many sessions there are.
    pub sessions: Option<usize>,
    /// Ids of the sessions that are not placed.
    pub unplaced_ids: Option<&'a [String]>,
    /// What those amount to, in attendee-minutes.
    pub unplaced_minutes: Option<i64>,
    /// Hard rules of its own that are broken, in words.
    pub violations: Option<&'a [String]>,
    /// The cost by today's rules and weights, in hundredths of a discomfort-minute.
    pub cost: Option<i64>,
    /// The same by rule: from a rule's id to what it costs, in hundredths of a discomfort-minute.
    pub by_rule: Option<ByRule<'a>>,
    /// Places where a rule that is hard today, and not here, is broken.
    pub broken_by_todays_rules: Option<usize>,
    /// The cost by its own rules and weights, in hundredths of a discomfort-minute.
    pub own_cost: Option<i64>,
    /// By its own rules no feasible timetable costs less, in hundredths of a discomfort-minute; `null` where nothing is
    /// proven, or not everything is placed.
    pub bound: Option<i64>,
    /// The sum of each session's cheapest start by its own rules, in hundredths of a discomfort-minute.
    pub base: Option<i64>,
    /// How far its own cost can be above the best possible, as a fraction of it.
    pub gap: Option<f64>,
    /// The same, as a fraction of what its own cost is above `base`.
    pub avoidable_gap: Option<f64>,
    /// What proves it optimal by its own rules; `null` where nothing does.
    pub proof: Option<Proof>,
    /// How all regions together fare.
    pub everybody: Option<RegionDocument>,
    /// How each region fares, the one with the most night hours a head first.
    pub regions: Option<Vec<RegionDocument>>,
    /// The person with the largest discomfort; `null` if nobody has any.
    pub worst_off: Option<&'a WorstOff>,
    /// Sessions that are not where they are today; `null` without a schedule to start from.
    pub moved: Option<usize>,
    /// Minutes from first starts to last ends, all days together.
    pub open_minutes: Option<i64>,
}

/// How a region fares, with its means.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RegionDocument {
    /// The region.
    #[serde(flatten)]
    pub region: RegionSummary,
    /// Its discomfort of a minute on average, a fraction of that of the worst hour; `null` where nobody attends.
    pub mean_discomfort: Option<f64>,
    /// The share of its minutes that lie in comfortable hours, a fraction; `null` where nobody attends.
    pub comfortable_share: Option<f64>,
}

/// The comparison as a document.
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

/// What is said of a timetable, if there is one.
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
        everybody: Some(fares(everybody(figures))),
        regions: Some(figures.regions.iter().cloned().map(fares).collect()),
        worst_off: figures.worst_off.as_ref(),
        moved: figures.moved,
        open_minutes: Some(figures.open_minutes),
    }
}

/// A region, with its mean discomfort and the share of its hours in comfort as fractions.
fn fares(region: RegionSummary) -> RegionDocument {
    RegionDocument {
        mean_discomfort: fraction(region.discomfort, region.minutes.saturating_mul(100)),
        comfortable_share: fraction(region.comfortable_minutes, region.minutes),
        region,
    }
}

/// A fraction to six digits; `None` of nothing.
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
