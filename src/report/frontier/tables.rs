//! The figures of the timetables in tables, one column for each timetable.

use super::measures::{mean_of, mean_of_all, per_cent, points, region_names, worst_region, worst_tenth};
use super::{Frontier, NamedTimetable, clock};
use crate::report::numbers::{hours, percent, rounded};
use crate::report::text::{cut, printable};
use crate::report::what_if::all_regions;
use crate::report::what_if::measures::{Measure, Section, signed};

/// The cell for an unknown value.
const NONE: &str = "-";
/// The widest name of a region, in columns.
const REGION: usize = 64;
/// The most days whose hours are shown one by one.
const MOST_DAYS: usize = 14;

/// All sections that have measures.
pub(super) fn sections(frontier: &Frontier) -> Vec<Section> {
    let sections = [
        Section { title: "Cost and bound", long_labels: false, measures: costs(frontier) },
        Section { title: "Discomfort", long_labels: false, measures: discomfort(frontier) },
        Section {
            title: "Mean discomfort of the regions, per cent",
            long_labels: true,
            measures: by_region(frontier, |timetable, region| mean_of(&timetable.figures, region).map(per_cent)),
        },
        Section {
            title: "Gain (-) or loss (+) of the regions against the default, points of per cent",
            long_labels: true,
            measures: changes(frontier),
        },
        Section { title: "First start of each day", long_labels: true, measures: days(frontier) },
    ];
    sections.into_iter().filter(|section| !section.measures.is_empty()).collect()
}

/// A measure with one cell for each timetable.
fn measure(frontier: &Frontier, label: &str, cell: impl Fn(&NamedTimetable) -> Option<String>) -> Measure {
    let cell = |timetable: &NamedTimetable| cell(timetable).unwrap_or_else(|| NONE.to_owned());
    Measure { label: label.to_owned(), cells: frontier.timetables.iter().map(cell).collect() }
}

fn costs(frontier: &Frontier) -> Vec<Measure> {
    let of = |label: &str, cell: &dyn Fn(&NamedTimetable) -> Option<String>| measure(frontier, label, cell);
    let default = frontier.default_timetable();
    let mut measures = vec![of("cost", &|t| Some(rounded(t.figures.cost)))];
    if let Some(default) = default {
        measures.push(of("against default", &|t| Some(signed(t.figures.cost, default.figures.cost))));
    }
    measures.push(of("own cost", &|t| Some(rounded(t.figures.quality.cost))));
    measures.push(of("own bound", &|t| t.figures.quality.bound.map(rounded)));
    measures.push(of("proven gap", &|t| t.figures.quality.bound.map(|_| percent(t.figures.quality.gap()))));
    measures
}

fn discomfort(frontier: &Frontier) -> Vec<Measure> {
    let of = |label: &str, cell: &dyn Fn(&NamedTimetable) -> Option<String>| measure(frontier, label, cell);
    let any_region = frontier.timetables.iter().any(|t| !t.figures.regions.is_empty());
    let mut measures = Vec::new();
    if any_region {
        measures.push(of("attendee-hours", &|t| Some(hours(all_regions(&t.figures).discomfort / 100))));
        measures.push(of("all people, %", &|t| mean_of_all(&t.figures).map(per_cent)));
        measures.push(of("worst region, %", &|t| worst_region(&t.figures).map(|(_, mean)| per_cent(mean))));
        measures.push(of("worst tenth, %", &|t| worst_tenth(&t.figures).map(per_cent)));
    }
    measures.push(of("people measure", &|t| Some(rounded(t.people))));
    measures.push(of("good-day measure", &|t| Some(rounded(t.good_day))));
    measures.push(of("open hours", &|t| Some(hours(t.figures.open_minutes))));
    measures.push(of("earliest start", &|t| t.days.iter().map(|day| day.first).min().map(clock)));
    measures.push(of("latest end", &|t| t.days.iter().map(|day| day.last).max().map(clock)));
    measures
}

fn by_region(frontier: &Frontier, cell: impl Fn(&NamedTimetable, &str) -> Option<String>) -> Vec<Measure> {
    let names = region_names(&frontier.timetables);
    if names.is_empty() {
        return Vec::new();
    }
    let all = |t: &NamedTimetable| mean_of_all(&t.figures).map(per_cent);
    let of = |name: &&str| measure(frontier, &cut(&printable(name), REGION), |t| cell(t, name));
    std::iter::once(measure(frontier, "all people", all)).chain(names.iter().map(of)).collect()
}

/// The change of each mean against the default; nothing without a default or without another timetable.
fn changes(frontier: &Frontier) -> Vec<Measure> {
    let names = region_names(&frontier.timetables);
    let Some(default) = frontier.default_timetable().filter(|_| frontier.timetables.len() > 1) else {
        return Vec::new();
    };
    if names.is_empty() {
        return Vec::new();
    }
    let difference = |mean: Option<i64>, against: Option<i64>| Some(points(mean?, against?));
    let all = |t: &NamedTimetable| difference(mean_of_all(&t.figures), mean_of_all(&default.figures));
    let of = |name: &&str| {
        let cell = |t: &NamedTimetable| difference(mean_of(&t.figures, name), mean_of(&default.figures, name));
        measure(frontier, &cut(&printable(name), REGION), cell)
    };
    std::iter::once(measure(frontier, "all people", all)).chain(names.iter().map(of)).collect()
}

fn days(frontier: &Frontier) -> Vec<Measure> {
    let mut dates: Vec<&str> = Vec::new();
    for day in frontier.timetables.iter().flat_map(|timetable| &timetable.days) {
        if !dates.contains(&day.when.as_str()) {
            dates.push(&day.when);
        }
    }
    if dates.len() > MOST_DAYS {
        return Vec::new();
    }
    let first = |t: &NamedTimetable, date: &str| t.days.iter().find(|day| day.when == date).map(|day| clock(day.first));
    dates.iter().map(|date| measure(frontier, date, |t| first(t, date))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn every_measure_has_a_cell_for_every_timetable() {
        let sections = sections(&example());
        assert_eq!(sections.len(), 5);
        let measures = sections.iter().flat_map(|section| &section.measures);
        assert!(measures.clone().all(|measure| measure.cells.len() == 3));
        let cells = |label: &str| measures.clone().find(|m| m.label == label).unwrap().cells.join(" | ");
        assert_eq!(cells("against default"), "0 | 0 | +140");
        assert_eq!(cells("own bound"), "1,900 | 1,900 | -");
        assert_eq!(cells("proven gap"), "5.00 % | 5.00 % | -");
        assert_eq!(cells("worst region, %"), "80.0 | 60.0 | 40.0");
        assert_eq!(cells("attendee-hours"), "383.3 | 450.0 | 566.7");
        assert_eq!(cells("latest end"), "01:30+1 | 01:30+1 | 01:30+1");
        assert_eq!(cells("Tue 2 Mar 2027"), "21:00 | 21:00 | 21:00");
        let americas: Vec<String> =
            measures.clone().filter(|m| m.label == "Americas").map(|m| m.cells.join(" | ")).collect();
        assert_eq!(americas, ["80.0 | 60.0 | 40.0", "+20.0 | 0.0 | -20.0"]);
    }

    #[test]
    fn without_a_default_nothing_is_compared_with_it() {
        let mut frontier = example();
        frontier.timetables.remove(1);
        assert!(sections(&frontier).iter().all(|section| !section.title.starts_with("Gain")));
        frontier.timetables.clear();
        assert!(sections(&frontier).iter().flat_map(|section| &section.measures).all(|m| m.cells.is_empty()));
    }
}
