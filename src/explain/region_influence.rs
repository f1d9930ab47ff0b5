//! How much each region counts in the cost, and how the others would fare without it.

use schemars::JsonSchema;
use serde::Serialize;

use super::region_names::region_names;
use crate::check::{self, RegionFigures};
use crate::domain::{Problem, Schedule};

/// How much a region counts in the cost of a timetable. Shares and means are in hundredths of a per cent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegionInfluence {
    /// Its name.
    pub name: String,
    /// Its share of all people.
    pub people: i64,
    /// The mean discomfort of its attendee-minutes.
    pub mean_discomfort: i64,
    /// Its part of what the rule `fair-regions` charges.
    pub weight: i64,
    /// How many times a discomfort-minute of one of its attendees counts, in hundredths: in `audience-hours` and
    /// `fair-regions` together.
    pub per_head: i64,
    /// The other regions in a timetable that was made without it; `null` if none was made in the time given.
    pub without: Option<OtherRegions>,
}

/// The other regions, now and without one region. Means are in hundredths of a per cent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OtherRegions {
    /// The mean discomfort of all of them now, after an equally long search.
    pub mean_now: i64,
    /// The same without the region.
    pub mean_without: i64,
    /// The worst-off of them now.
    pub worst_now: i64,
    /// The worst-off of them without the region.
    pub worst_without: i64,
}

/// How much each region counts, in file order; empty if the numbers are too large.
pub fn region_influence(problem: Problem<'_>, schedule: &Schedule) -> Vec<RegionInfluence> {
    let figures = check::regions(problem.conference, schedule);
    let weights = check::region_weights(problem, schedule).unwrap_or_default();
    let names = region_names(problem.conference, &figures);
    let of_region = |((name, figures), weight): ((String, &RegionFigures), check::RegionWeight)| RegionInfluence {
        name,
        people: figures.people_share / 100,
        mean_discomfort: mean(figures.discomfort.into(), figures.attended.into()),
        weight: weight.weight / 100,
        per_head: weight.per_head,
        without: None,
    };
    names.into_iter().zip(&figures).zip(weights).map(of_region).collect()
}

/// Compares the regions but one under two schedules.
pub fn other_regions(problem: Problem<'_>, region: usize, now: &Schedule, without: &Schedule) -> OtherRegions {
    let of_others = |schedule: &Schedule| {
        let mut figures = check::regions(problem.conference, schedule);
        figures.remove(region);
        let each = figures.iter().map(|figures| mean(figures.discomfort.into(), figures.attended.into()));
        (mean_of_all(&figures), each.max().unwrap_or(0))
    };
    let ((mean_now, worst_now), (mean_without, worst_without)) = (of_others(now), of_others(without));
    OtherRegions { mean_now, mean_without, worst_now, worst_without }
}

/// The mean discomfort of all attendance of some regions, in hundredths of a per cent.
pub(super) fn mean_of_all(regions: &[RegionFigures]) -> i64 {
    let sum = |of: fn(&RegionFigures) -> i64| regions.iter().map(|region| i128::from(of(region))).sum();
    mean(sum(|region| region.discomfort), sum(|region| region.attended))
}

/// The mean discomfort in hundredths of a per cent, from hundredths of discomfort-minutes and thousandths of minutes.
fn mean(discomfort: i128, attended: i128) -> i64 {
    // A discomfort-minute is a minute at 100 %.
    let whole = 100 * 1000 * discomfort;
    if attended <= 0 { 0 } else { i64::try_from((whole + attended / 2) / attended).unwrap_or(i64::MAX) }
}
