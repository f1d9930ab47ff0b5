//! An example with three timetables, of which two are beside the default.

use super::{DayHours, Dropped, Frontier, LeftOut, NamedTimetable};
use crate::explain::view::RegionSummary;
use crate::report::overview::Quality;
use crate::report::what_if::Figures;

/// A region with a mean discomfort in per cent.
pub(crate) fn region(name: &str, minutes: i64, mean: i64) -> RegionSummary {
    RegionSummary {
        name: name.to_owned(),
        minutes,
        night_minutes: 0,
        comfortable_minutes: 0,
        discomfort: minutes * mean,
    }
}

/// The figures of a feasible timetable with these regions.
pub(crate) fn figures(regions: &[(&str, i64, i64)]) -> Figures {
    Figures {
        valid: true,
        sessions: 2,
        unplaced: vec![],
        unplaced_minutes: 0,
        violations: vec![],
        cost: 200_000,
        by_rule: vec![],
        broken_today: 0,
        quality: Quality { cost: 200_000, bound: Some(190_000), base: 100_000, proof: None },
        regions: regions.iter().map(|&(name, minutes, mean)| region(name, minutes, mean)).collect(),
        worst_off: None,
        moved: None,
        open_minutes: 540,
    }
}

/// A timetable of two days.
pub(crate) fn named(name: &str, figures: Figures) -> NamedTimetable {
    let day = |when: &str, first: i64| DayHours { when: when.to_owned(), first, last: first + 270 };
    NamedTimetable {
        name: name.to_owned(),
        about: format!("the {name} one"),
        changes: if name == "default" { vec![] } else { vec!["rule off fair-regions".to_owned()] },
        figures,
        people: 12_300,
        good_day: 0,
        days: vec![day("Mon 1 Mar 2027", 480), day("Tue 2 Mar 2027", 1_260)],
    }
}

/// Three timetables, and one that is left out.
pub(crate) fn example() -> Frontier {
    let regions = |means: [i64; 3]| {
        let names = ["Asia-Pacific: Asia/Karachi to Pacific/Auckland", "Africa & <Europe>", "Americas"];
        figures(&[(names[0], 60_000, means[0]), (names[1], 30_000, means[1]), (names[2], 10_000, means[2])])
    };
    let mut equal = named("most equal regions", regions([35, 30, 40]));
    equal.figures.quality.bound = None;
    equal.figures.cost = 214_000;
    Frontier {
        event: "Two\u{1b}[2J <days>".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        effort: "2,000 steps, 2 searchers, seed 1".to_owned(),
        from: None,
        interrupted: false,
        default: "default".to_owned(),
        timetables: vec![named("cheapest", regions([20, 10, 80])), named("default", regions([25, 20, 60])), equal],
        dropped: vec![Dropped {
            name: "equal regions".to_owned(),
            reason: LeftOut::NoBetter("most equal regions".to_owned()),
        }],
    }
}
