//! The sweep as a table.

use super::{Point, Sweep, mean, own_cost, worst_region};
use crate::report::Width;
use crate::report::numbers::{hours, percent, rounded};
use crate::report::text::{printable, section, wrap};
use crate::report::what_if::grid::rows;
use crate::report::what_if::measures::{Measure, Section};
use crate::report::what_if::{Figures, all_regions};

/// Writes the sweep as text.
pub fn text(sweep: &Sweep, width: Width) -> String {
    let inner = Width(width.0 - 2);
    let knee = sweep.knee();
    let early = if sweep.interrupted { "Interrupted. " } else { "" };
    let mut out = wrap("", &format!("{early}{}: {}", printable(&sweep.event), verdict(sweep, knee)), width.0);
    let names: Vec<String> = sweep.points.iter().enumerate().map(|(i, p)| name(p, knee == Some(i))).collect();
    let part = Section { title: "Results of each value", long_labels: false, measures: measures(sweep) };
    out.push_str(&section(part.title, &rows(&part, "value", &names, inner)));
    out.push_str(&section("Values without a feasible timetable", &infeasible(sweep, inner)));
    out.push('\n');
    for note in sweep.notes() {
        out.push_str(&wrap("", &note, width.0));
    }
    out
}

fn verdict(sweep: &Sweep, knee: Option<usize>) -> String {
    let vary = printable(&sweep.vary);
    let knee = knee.and_then(|index| sweep.points.get(index));
    let today = sweep.points.iter().find(|point| point.today && point.value.is_some());
    let result = match (knee, today) {
        (Some(knee), _) if knee.today && knee.value.is_none() => {
            "the best trade-off (the knee) is today's setting".to_owned()
        }
        (Some(knee), _) if knee.today => format!("the best trade-off (the knee) is today's value, {}", knee.name()),
        (Some(knee), Some(today)) => {
            format!("the best trade-off (the knee) is {}; today's value is {}", knee.name(), today.name())
        }
        (Some(knee), None) => format!("the best trade-off (the knee) is {}", knee.name()),
        (None, Some(today)) => format!("there is no best trade-off (no knee); today's value is {}", today.name()),
        (None, None) => "there is no best trade-off (no knee)".to_owned(),
    };
    format!("for {vary}, {result}.")
}

fn name(point: &Point, knee: bool) -> String {
    let marks = [(point.today && point.value.is_some(), " today"), (knee, " knee")];
    let marks: String = marks.into_iter().filter(|mark| mark.0).map(|mark| mark.1).collect();
    format!("{}{marks}", point.name())
}

fn measures(sweep: &Sweep) -> Vec<Measure> {
    let none = || "-".to_owned();
    let of = |label: &str, cell: &dyn Fn(&Figures) -> String| Measure {
        label: label.to_owned(),
        cells: sweep.points.iter().map(|point| point.result.as_ref().map_or_else(|_| none(), cell)).collect(),
    };
    let hundredths = |value: Option<i64>| value.map_or_else(none, |v| format!("{}.{:02}", v / 100, v % 100));
    let mut measures = vec![of("unplaced", &|f| f.unplaced.len().to_string())];
    match sweep.rule {
        Some((rule, _)) => {
            measures.push(of("other rules", &|f| rounded(f.cost.saturating_sub(own_cost(f, rule)))));
            measures.push(of(rule.as_str(), &|f| rounded(own_cost(f, rule))));
        }
        None => measures.push(of("cost", &|f| rounded(f.cost))),
    }
    measures.push(of("proven gap", &|f| percent(f.quality.gap())));
    let all = |f: &Figures| {
        let all = all_regions(f);
        hundredths(mean(all.discomfort, all.minutes))
    };
    measures.push(of("mean discomfort %", &all));
    measures.push(of("worst region %", &|f| hundredths(worst_region(f))));
    measures.push(of("open hours", &|f| hours(f.open_minutes)));
    if sweep.from.is_some() {
        measures.push(of("sessions moved", &|f| f.moved.map_or_else(none, |moved| moved.to_string())));
    }
    measures
}

fn infeasible(sweep: &Sweep, width: Width) -> String {
    let mut out = String::new();
    for point in &sweep.points {
        let mut say =
            |what: &str| out.push_str(&wrap("- ", &format!("{}: {}", point.name(), printable(what)), width.0));
        match &point.result {
            Err(problem) => say(problem),
            Ok(figures) if !figures.valid => say("hard rules are broken"),
            Ok(figures) if !figures.unplaced.is_empty() => {
                let shown = figures.unplaced.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
                let more = if figures.unplaced.len() > 6 { ", ..." } else { "" };
                say(&format!("{} unplaced: {shown}{more}", figures.unplaced.len()));
            }
            Ok(_) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;
    use crate::domain::{Decimal, RuleId};

    #[test]
    fn today_and_the_knee_are_marked() {
        let shown = text(&example(), Width::PIPED);
        assert!(shown.contains("(the knee) is\ntoday's value, 600."), "{shown}");
        assert!(shown.contains("  600 today knee "), "{shown}");
        assert!(shown.contains("- 60: refused"), "{shown}");
        assert!(shown.contains(" 25.00 "), "{shown}");
        let mut rule = example();
        rule.rule = Some((RuleId::FairRegions, Decimal::ONE));
        rule.from = Some("plan.json".to_owned());
        let ruled = text(&rule, Width::PIPED);
        assert!(ruled.contains("measured with weight 1"), "{ruled}");
        for shown in [shown, ruled] {
            assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
        }
    }
}
