//! The rows of the comparison: each measure has one cell per case.

use super::{CaseResult, Comparison, Figures};
use crate::domain::RuleId;
use crate::explain::view::RegionSummary;
use crate::report::numbers::{hours, percent, rounded, share, thousands};
use crate::report::text::{cut, printable};

/// A group of measures.
pub(crate) struct Section {
    /// The title of the group.
    pub title: &'static str,
    /// Whether the labels are too long for column headings.
    pub long_labels: bool,
    /// The measures.
    pub measures: Vec<Measure>,
}

/// One measure of all cases.
pub(crate) struct Measure {
    /// The name of the measure.
    pub label: String,
    /// One cell per case.
    pub cells: Vec<String>,
}

/// The cell for an unknown value.
const NONE: &str = "-";
/// The most characters shown of a person's id.
const PERSON: usize = 14;

/// All sections that have measures.
pub(crate) fn sections(comparison: &Comparison) -> Vec<Section> {
    let sections = [
        Section { title: "Timetables", long_labels: false, measures: timetables(comparison) },
        Section { title: "Cost by rule", long_labels: false, measures: by_rule(comparison) },
        Section {
            title: "Mean discomfort of the regions, per cent",
            long_labels: true,
            measures: by_region(comparison, |region| share(region.discomfort / 100, region.minutes)),
        },
        Section {
            title: "Share of the programme in comfortable hours, per cent",
            long_labels: true,
            measures: by_region(comparison, |region| share(region.comfortable_minutes, region.minutes)),
        },
    ];
    sections.into_iter().filter(|section| !section.measures.is_empty()).collect()
}

fn timetables(comparison: &Comparison) -> Vec<Measure> {
    let of = |label: &str, cell: &dyn Fn(&Figures) -> String| Measure {
        label: label.to_owned(),
        cells: cells(&comparison.cases, cell),
    };
    let any = |test: &dyn Fn(&Figures) -> bool| {
        comparison.cases.iter().filter_map(|case| case.result.as_ref().ok()).any(test)
    };
    let mut measures = vec![
        of("valid", &|f| if f.valid { "yes" } else { "no" }.to_owned()),
        of("unplaced", &|f| f.unplaced.len().to_string()),
        of("cost", &|f| rounded(f.cost)),
    ];
    if let Some(today) = comparison.today() {
        measures.push(of("change from today", &|f| signed(f.cost, today.cost)));
    }
    if any(&|f| f.quality.cost != f.cost) {
        measures.push(of("cost by own rules", &|f| rounded(f.quality.cost)));
    }
    if any(&|f| f.broken_today > 0) {
        measures.push(of("today's rules broken", &|f| f.broken_today.to_string()));
    }
    measures.push(of("proven gap", &|f| percent(f.quality.gap())));
    if any(&|f| f.moved.is_some()) {
        let moved = |f: &Figures| f.moved.map_or_else(|| NONE.to_owned(), |moved| moved.to_string());
        measures.push(of("sessions moved", &moved));
    }
    measures.push(of("open hours", &|f| hours(f.open_minutes)));
    if any(&|f| f.worst_off.is_some()) {
        let worst = |f: &Figures| f.worst_off.as_ref().map(|person| cut(&printable(&person.id), PERSON));
        measures.push(of("worst-off person", &|f| worst(f).unwrap_or_else(|| NONE.to_owned())));
        measures.push(of("their discomfort", &|f| {
            f.worst_off.as_ref().map_or_else(|| "0".to_owned(), |person| rounded(person.discomfort))
        }));
    }
    measures
}

/// A difference of costs, rounded, with its sign.
pub(crate) fn signed(cost: i64, against: i64) -> String {
    let difference = cost.saturating_sub(against);
    let whole = difference.saturating_add(50 * difference.signum()) / 100;
    if whole > 0 { format!("+{}", thousands(whole)) } else { thousands(whole) }
}

fn by_rule(comparison: &Comparison) -> Vec<Measure> {
    let mut rules: Vec<RuleId> = Vec::new();
    for figures in comparison.cases.iter().filter_map(|case| case.result.as_ref().ok()) {
        for rule in figures.by_rule.iter().filter(|rule| rule.cost != 0) {
            if !rules.contains(&rule.rule) {
                rules.push(rule.rule);
            }
        }
    }
    let cell = |figures: &Figures, rule: RuleId| {
        let found = figures.by_rule.iter().find(|cost| cost.rule == rule);
        found.map_or_else(|| NONE.to_owned(), |cost| rounded(cost.cost))
    };
    let measure =
        |&rule: &RuleId| Measure { label: rule.to_string(), cells: cells(&comparison.cases, &|f| cell(f, rule)) };
    rules.iter().map(measure).collect()
}

/// A measure for all people, and for each region in today's order.
fn by_region(comparison: &Comparison, measure: impl Fn(&RegionSummary) -> String) -> Vec<Measure> {
    let mut names: Vec<&str> = Vec::new();
    for figures in comparison.cases.iter().filter_map(|case| case.result.as_ref().ok()) {
        for region in &figures.regions {
            if !names.contains(&region.name.as_str()) {
                names.push(&region.name);
            }
        }
    }
    if names.is_empty() {
        return Vec::new();
    }
    // The title already says per cent.
    let bare = |region: &RegionSummary| measure(region).trim_end_matches(" %").to_owned();
    let cell = |figures: &Figures, name: &str| {
        figures.regions.iter().find(|region| region.name == name).map_or_else(|| NONE.to_owned(), bare)
    };
    let all = Measure { label: "all people".to_owned(), cells: cells(&comparison.cases, &|f| bare(&all_regions(f))) };
    let of =
        |name: &&str| Measure { label: cut(&printable(name), 64), cells: cells(&comparison.cases, &|f| cell(f, name)) };
    std::iter::once(all).chain(names.iter().map(of)).collect()
}

/// The sum of all regions.
pub fn all_regions(figures: &Figures) -> RegionSummary {
    let sum = |of: fn(&RegionSummary) -> i64| figures.regions.iter().map(of).fold(0, i64::saturating_add);
    RegionSummary {
        name: "everybody".to_owned(),
        minutes: sum(|region| region.minutes),
        night_minutes: sum(|region| region.night_minutes),
        comfortable_minutes: sum(|region| region.comfortable_minutes),
        discomfort: sum(|region| region.discomfort),
    }
}

fn cells(cases: &[CaseResult], cell: &dyn Fn(&Figures) -> String) -> Vec<String> {
    cases.iter().map(|case| case.result.as_ref().map_or_else(|_| NONE.to_owned(), cell)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn every_measure_has_a_cell_for_every_case() {
        let comparison = example();
        let sections = sections(&comparison);
        assert_eq!(sections.len(), 4);
        let measures = sections.iter().flat_map(|section| &section.measures);
        assert!(measures.clone().all(|measure| measure.cells.len() == comparison.cases.len()));
        let cells = |label: &str| measures.clone().find(|m| m.label == label).unwrap().cells.join(" | ");
        assert_eq!(cells("change from today"), "0 | -1,000 | +13 | -");
        assert_eq!(cells("wishes"), "0 | - | 5 | -");
        assert_eq!(cells("all people"), "25.0 | 20.0 | 25.0 | -");
    }

    #[test]
    fn differences_are_rounded_to_both_sides_alike() {
        assert_eq!([signed(150, 0), signed(0, 150), signed(149, 0), signed(20, 20)], ["+2", "-2", "+1", "0"]);
    }
}
