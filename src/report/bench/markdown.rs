//! The benchmark as Markdown: one table, for a pull request or a web page.

use super::{Bench, GONE};
use crate::report::text::markdown as escaped;

const HEAD: &str = "\
| instance | placed | broken | cost | bound | gap | avoidable gap | time | first complete | moves per second | memory |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// Writes the benchmark as Markdown.
pub fn text(bench: &Bench) -> String {
    let mut out = format!("{}\n\n{HEAD}", escaped(&bench.verdict()));
    for run in &bench.runs {
        let mut cells = vec![escaped(&run.instance)];
        match &run.result {
            Ok(figures) => {
                cells.extend(figures.compared());
                cells.push(format!("{:.2} s", run.seconds));
                cells.extend(figures.uncompared());
            }
            Err(_) => cells.resize(11, "-".to_owned()),
        }
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out.push_str(&format!("\nCosts in discomfort-minutes. {}\n", bench.conditions()));
    let changes = bench.runs.iter().flat_map(|run| {
        run.changes.iter().map(|change| format!("{}: {}", escaped(&run.instance), escaped(&change.label())))
    });
    push_list(&mut out, "Changes", changes);
    let problems = bench.runs.iter().flat_map(|run| {
        let messages = run.faults.iter().map(|fault| &fault.message).chain(run.result.as_ref().err());
        messages.map(|what| format!("{}: {}", escaped(&run.instance), escaped(what)))
    });
    let gone = bench.gone().iter().map(|name| format!("{}: {GONE}", escaped(name)));
    push_list(&mut out, "Problems", problems.chain(gone));
    out
}

fn push_list(out: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    let body: String = lines.map(|line| format!("* {line}\n")).collect();
    if !body.is_empty() {
        out.push_str(&format!("\n**{heading}**\n\n{body}"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn rows_have_as_many_cells_as_the_head() {
        let shown = text(&example());
        let rows: Vec<&str> = shown.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(rows.len(), 2 + 3, "{shown}");
        assert!(rows.iter().all(|row| row.matches('|').count() == 12), "{shown}");
    }

    #[test]
    fn names_and_messages_are_text() {
        let shown = text(&example());
        assert!(shown.contains("the cost is worse \\<by far\\>"), "{shown}");
        assert!(shown.contains("* gone.json: the baseline lists it"), "{shown}");
    }
}
