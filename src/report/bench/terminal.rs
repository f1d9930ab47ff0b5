//! The benchmark on a terminal: compared figures, other figures, differences, problems.

use super::{Bench, BenchRun, Update};
use crate::report::Width;
use crate::report::table::{Column, table};
use crate::report::text::{printable, section, wrap};

/// Writes the benchmark as text.
pub fn text(bench: &Bench, width: Width) -> String {
    let inner = Width(width.0 - 2);
    let mut out = wrap("", &printable(&bench.verdict()), width.0);
    out.push_str(&section("Timetables (costs and bounds in discomfort-minutes)", &results(bench, inner)));
    out.push_str(&section("Speed (not compared; memory is the peak so far)", &speeds(bench, inner)));
    out.push_str(&changes(bench, inner));
    out.push_str(&problems(bench, inner));
    out.push_str(&format!("\n{}\n", bench.conditions()));
    out
}

fn results(bench: &Bench, width: Width) -> String {
    let columns = [
        Column::Text("instance"),
        Column::Number("placed"),
        Column::Number("broken"),
        Column::Number("cost"),
        Column::Number("bound"),
        Column::Number("gap"),
        Column::Number("avoidable"),
    ];
    let rows = bench.runs.iter().map(|run| {
        let figures =
            run.result.as_ref().map_or_else(|_| vec!["-".to_owned(); 6], |figures| figures.compared().to_vec());
        [vec![run.short()], figures].concat()
    });
    table(&columns, rows.collect(), width)
}

fn speeds(bench: &Bench, width: Width) -> String {
    let columns = [
        Column::Text("instance"),
        Column::Number("time"),
        Column::Number("first complete"),
        Column::Number("moves per second"),
        Column::Number("memory"),
    ];
    let measured = bench.runs.iter().filter_map(|run| run.result.as_ref().ok().map(|figures| (run, figures)));
    let rows = measured.map(|(run, figures)| {
        let time = format!("{:.2} s", run.seconds);
        [vec![run.short(), time], figures.uncompared().to_vec()].concat()
    });
    table(&columns, rows.collect(), width)
}

fn changes(bench: &Bench, width: Width) -> String {
    let Some(against) = &bench.against else { return String::new() };
    let changed = |run: &BenchRun| {
        let of_run = run.changes.iter().map(|change| format!("{}: {}", run.instance, change.label()));
        of_run.map(|line| wrap("", &printable(&line), width.0)).collect::<String>()
    };
    let mut body: String = bench.runs.iter().map(changed).collect();
    if body.is_empty() {
        body.push_str("No compared figure changed.\n");
    }
    let mut listed = |names: &[String], what: &str| {
        for name in names {
            body.push_str(&wrap("", &format!("{}: {what}", printable(name)), width.0));
        }
    };
    match against.update {
        Update::No => {}
        Update::Written => {
            listed(&against.added, "new");
            listed(&against.missing, "removed, there is no such file");
        }
        Update::Refused => body.push_str("The baseline was not changed.\n"),
    }
    let heading = format!("Compared with {} (tolerance {} %)", printable(&against.path), against.tolerance);
    section(&heading, &body)
}

fn problems(bench: &Bench, width: Width) -> String {
    let mut body = String::new();
    let mut say = |name: &str, what: &str| body.push_str(&wrap("- ", &printable(&format!("{name}: {what}")), width.0));
    for run in &bench.runs {
        if let Err(problem) = &run.result {
            say(&run.instance, problem);
        }
        for fault in &run.faults {
            say(&run.instance, &fault.message);
        }
    }
    for name in bench.gone() {
        say(name, super::GONE);
    }
    section("Problems", &body)
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn everything_fits_into_eighty_columns() {
        let shown = text(&example(), Width::PIPED);
        assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    }

    #[test]
    fn the_text_has_all_important_parts() {
        let shown = text(&example(), Width::PIPED);
        for part in [
            "Failed: of 4 instances, 1 could not be measured, 2 did not pass.",
            " 895    880    1.68 %    15.79 %",
            "Compared with base.json (tolerance 0.5 %)",
            "good.json: cost 900.00 -> 895.00 (-0.56 %, better)",
            "  - gone.json: the baseline lists it",
            "  - broken.json: it is no instance\\u{1b}[2J",
            "1,000 steps for each of 2 searchers, seed 1, 1 thread.",
        ] {
            assert!(shown.contains(part), "{part:?} is not in\n{shown}");
        }
    }
}
