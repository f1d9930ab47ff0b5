//! The parts of a report on a timetable: verdict, cost by rule, regions, people, hours of the days, proven quality.

use schemars::JsonSchema;
use serde::Serialize;

use super::numbers::{self, count, discomfort, hours, length, percent, share};
use super::table::{Column, table};
use super::text::{cut, printable, section, wrap};
use super::{Width, progress};
use crate::explain::view::{DaySummary, Overview, PersonSummary, RegionSummary, RuleCost, Unplaced, Violation};

/// The most violations or unplaced sessions that are listed; the rest is only counted.
const MOST_LISTED: usize = 20;

/// The verdict in one or two sentences: whether a hard rule is broken, and whether every session is placed.
pub fn verdict(view: &Overview) -> String {
    let placed = if view.unplaced.is_empty() {
        format!("all {} are placed", count(view.sessions, "session"))
    } else {
        format!("{} of {} are placed, {} not", view.placed, count(view.sessions, "session"), view.unplaced.len())
    };
    match (view.valid, view.unplaced.is_empty()) {
        (true, true) => format!("Valid and complete: no hard rule is broken, and {placed}.\n"),
        (true, false) => format!("Incomplete: {placed}. No other hard rule is broken.\n"),
        (false, _) => {
            format!("Not valid: hard rules are broken in {}; {placed}.\n", count(view.violations.len(), "place"))
        }
    }
}

/// The broken hard rules, one paragraph each.
pub fn violations(violations: &[Violation], width: Width) -> String {
    let mut body = listed(violations, |violation| {
        wrap("", &format!("{}: {}", violation.rule, printable(&violation.message)), width.0 - 2)
    });
    body.push_str(&rest(violations.len()));
    section("Broken hard rules", &body)
}

/// The unplaced sessions, each with its reasons.
pub fn unplaced(unplaced: &[Unplaced], width: Width) -> String {
    let mut body = listed(unplaced, |session| {
        let mut text = wrap("", &name(&session.id, &session.title), width.0 - 2);
        for reason in &session.reasons {
            text.push_str(&wrap("  - ", &printable(reason), width.0 - 2));
        }
        text
    });
    body.push_str(&rest(unplaced.len()));
    section("Unplaced", &body)
}

/// The cost by rule, each with its share of the total; rules that cost nothing are named in one line.
pub fn cost(view: &Overview, width: Width) -> String {
    let mut rows: Vec<Vec<String>> = view
        .by_rule
        .iter()
        .filter(|rule| rule.cost != 0)
        .map(|rule| vec![rule.rule.to_string(), discomfort(rule.cost), share(rule.cost, view.cost)])
        .collect();
    rows.push(vec!["total".to_owned(), discomfort(view.cost), String::new()]);
    let mut body = table(&[Column::Text("rule"), Column::Number("cost"), Column::Number("share")], rows, inner(width));
    if !view.costless.is_empty() {
        let costless: Vec<&str> = view.costless.iter().map(|rule| rule.as_str()).collect();
        body.push_str(&wrap("No cost: ", &costless.join(", "), width.0 - 2));
    }
    section("Cost in discomfort-minutes (one person, one minute, worst hour of the night)", &body)
}

/// How each region fares: the one with the most night hours first.
pub fn regions(regions: &[RegionSummary], width: Width) -> String {
    let columns = [
        Column::Text("region"),
        Column::Number("night h"),
        Column::Number("of all h"),
        Column::Number("mean discomfort"),
        Column::Number("comfortable"),
    ];
    let rows = regions
        .iter()
        .map(|region| {
            vec![
                cut(&printable(&region.name), 64),
                hours(region.night_minutes),
                hours(region.minutes),
                share(region.discomfort / 100, region.minutes),
                share(region.comfortable_minutes, region.minutes),
            ]
        })
        .collect();
    section(
        "Regions (night h: attendee-hours between 23:00 and 06:00 local time)",
        &table(&columns, rows, inner(width)),
    )
}

/// The worst-off people, at most `most` of them.
pub fn people(people: &[PersonSummary], most: usize, width: Width) -> String {
    let columns = [
        Column::Text("person"),
        Column::Text("zone"),
        Column::Number("sessions"),
        Column::Number("night h"),
        Column::Number("discomfort"),
        Column::Number("cost"),
    ];
    let rows = people
        .iter()
        .take(most)
        .map(|person| {
            vec![
                cut(&printable(&person.name), 22),
                if person.zone.is_empty() { "to be confirmed".to_owned() } else { person.zone.clone() },
                person.sessions.to_string(),
                hours(person.night_minutes),
                discomfort(person.discomfort),
                discomfort(person.cost()),
            ]
        })
        .collect();
    let mut body = table(&columns, rows, inner(width));
    if people.len() > most && most > 0 {
        body.push_str(&format!("and {} more people with some discomfort\n", people.len() - most));
    }
    section("Worst-off people", &body)
}

/// The hours of each day on which something is held.
pub fn days(days: &[DaySummary], zone: &str, width: Width) -> String {
    let columns = [
        Column::Text("day"),
        Column::Text("phase"),
        Column::Text("hours"),
        Column::Text("open"),
        Column::Number("sessions"),
    ];
    let open = || days.iter().filter(|day| day.from.is_some());
    let rows = open()
        .map(|day| {
            let sessions = day.sessions.to_string();
            vec![day.when.clone(), cut(&printable(&day.phase), 24), day.hours.clone(), length(day.minutes), sessions]
        })
        .collect();
    let mut body = table(&columns, rows, inner(width));
    match days.len() - open().count() {
        0 => {}
        closed => body.push_str(&format!("and {} without a session\n", count(closed, "day"))),
    }
    section(&format!("Hours of the days ({})", printable(zone)), &body)
}

/// How good a timetable is proven to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Quality {
    /// Its cost, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// No complete timetable costs less; `None` where nothing is proven, or a session is unplaced.
    pub bound: Option<i64>,
    /// The sum of every session's cheapest start, in the same unit.
    pub base: i64,
    /// What proves it optimal, if it is proven.
    pub proof: Option<Proof>,
}

/// What proves a timetable optimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// An integer certificate that anybody can recompute.
    Certificate,
    /// An exact solver, to its tolerance.
    Solver,
}

impl Quality {
    /// (cost - bound) / cost, a fraction.
    pub fn gap(&self) -> Option<f64> {
        self.bound.map(|bound| progress::gap(self.cost, bound))
    }

    /// (cost - bound) / (cost - base), a fraction.
    pub fn avoidable_gap(&self) -> Option<f64> {
        self.bound.map(|bound| progress::avoidable_gap(self.cost, bound, self.base))
    }
}

/// What is proven about a timetable, in sentences: that it is optimal, or how much could still be saved.
pub fn quality(quality: &Quality) -> String {
    match (quality.proof, quality.bound) {
        (Some(Proof::Certificate), _) => {
            "Optimal: the certificate proves that no complete timetable costs less.".to_owned()
        }
        (Some(Proof::Solver), None) => {
            "Optimal to solver tolerance: no timetable leaves out less, and none that leaves \
                                        out as little costs less."
                .to_owned()
        }
        (Some(Proof::Solver), Some(_)) => "Optimal to solver tolerance: no complete timetable costs less.".to_owned(),
        (None, None) => "No bound is known: bounds are computed for complete timetables only.".to_owned(),
        (None, Some(bound)) => format!(
            "Proven gap {}: no complete timetable costs less than {}. Avoidable gap {}: the same saving, compared with \
             the cost above {}, which remains if every session has its cheapest start.",
            percent(quality.gap()),
            discomfort(bound),
            percent(quality.avoidable_gap()),
            discomfort(quality.base)
        ),
    }
}

/// Changes by rule in one line: `track-overlap +12.00, people-hours -3.50`.
pub fn changes(by_rule: &[RuleCost]) -> String {
    let parts: Vec<String> =
        by_rule.iter().map(|rule| format!("{} {}", rule.rule, numbers::difference(rule.cost))).collect();
    parts.join(", ")
}

/// A session's id, and its title where that is different.
pub fn name(id: &str, title: &str) -> String {
    let (id, title) = (printable(id), printable(title));
    if id == title { id } else { format!("{id} \"{title}\"") }
}

fn inner(width: Width) -> Width {
    Width(width.0 - 2)
}

fn listed<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().take(MOST_LISTED).map(show).collect()
}

fn rest(length: usize) -> String {
    if length > MOST_LISTED { format!("and {} more; --json lists all\n", length - MOST_LISTED) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RuleId;

    fn view() -> Overview {
        let cost = |rule, cost| RuleCost { rule, cost };
        Overview {
            valid: true,
            sessions: 5,
            placed: 5,
            violations: vec![],
            unplaced: vec![],
            unplaced_minutes: 0,
            cost: 200_000,
            by_rule: vec![
                cost(RuleId::AudienceHours, 150_000),
                cost(RuleId::Wishes, 0),
                cost(RuleId::FairRegions, 50_000),
            ],
            costless: vec![RuleId::Wishes],
            regions: vec![],
            people: vec![],
            days: vec![],
        }
    }

    #[test]
    fn the_verdict_says_whether_it_is_valid_and_whether_it_is_complete() {
        let mut view = view();
        assert_eq!(verdict(&view), "Valid and complete: no hard rule is broken, and all 5 sessions are placed.\n");
        view.placed = 4;
        view.unplaced.push(Unplaced { id: "a".into(), title: "A".into(), reasons: vec!["no room".into()] });
        let expected = "Incomplete: 4 of 5 sessions are placed, 1 not. No other hard rule is broken.\n";
        assert_eq!(verdict(&view), expected);
        assert_eq!(unplaced(&view.unplaced, Width::PIPED), "\nUnplaced\n  a \"A\"\n    - no room\n");
        view.valid = false;
        assert!(verdict(&view).starts_with("Not valid: hard rules are broken in 0 places; 4 of 5"));
    }

    #[test]
    fn costs_have_shares_and_a_total() {
        let shown = cost(&view(), Width::PIPED);
        assert!(shown.contains("  audience-hours  1,500.00  75.0 %\n"), "{shown}");
        assert!(shown.contains("  total           2,000.00\n"), "{shown}");
        assert!(shown.contains("  No cost: wishes\n"), "{shown}");
    }

    #[test]
    fn regions_show_night_hours_first() {
        let region = RegionSummary {
            name: "Asia\u{1b}[2J".into(),
            minutes: 60_000,
            night_minutes: 6_000,
            comfortable_minutes: 30_000,
            discomfort: 1_500_000,
        };
        let shown = regions(&[region], Width::PIPED);
        assert!(shown.contains("100.0   1,000.0           25.0 %       50.0 %"), "{shown}");
        assert!(shown.contains("Asia\\u{1b}[2J"), "{shown}");
    }

    #[test]
    fn the_word_optimal_needs_a_proof() {
        let open = Quality { cost: 10_000, bound: Some(9_900), base: 9_000, proof: None };
        let shown = quality(&open);
        assert!(!shown.contains("Optimal") && shown.contains("1.00 %") && shown.contains("10.00 %"), "{shown}");
        let closed = Quality { bound: Some(10_000), proof: Some(Proof::Solver), ..open };
        assert!(quality(&closed).contains("Optimal to solver tolerance"));
        assert!(quality(&Quality::default()).contains("No bound is known"));
    }

    #[test]
    fn everything_fits_into_eighty_columns() {
        let person = PersonSummary {
            id: "p".into(),
            name: "A person with a remarkably long name indeed".into(),
            zone: "America/Argentina/ComodRivadavia".into(),
            sessions: 3,
            minutes: 300,
            night_minutes: 120,
            discomfort: 12_345_600,
            by_rule: vec![RuleCost { rule: RuleId::PeopleHours, cost: 123_456_789 }],
        };
        let day = DaySummary {
            date: "2020-11-02".into(),
            when: "Mon 2 Nov 2020".into(),
            phase: "a-phase-with-a-very-long-id-that-nobody-needs".into(),
            from: Some("2020-11-02T06:00:00Z".into()),
            until: Some("2020-11-02T18:50:00Z".into()),
            hours: "06:00-18:50".into(),
            minutes: 770,
            sessions: 25,
        };
        let mut shown = people(&vec![person; 12], 10, Width::PIPED);
        assert!(shown.contains("and 2 more people with some discomfort"), "{shown}");
        shown.push_str(&days(&[day], "UTC", Width::PIPED));
        assert!(shown.contains("12 h 50 min"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    }
}
