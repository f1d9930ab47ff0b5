//! The comparison as Markdown: one table with the cases as columns.

use super::Comparison;
use super::measures::sections;
use crate::report::text::markdown as escaped;

/// Writes the comparison as Markdown.
pub fn text(comparison: &Comparison) -> String {
    let mut out = format!("{}\n\n", escaped(&comparison.verdict()));
    let names: Vec<String> = comparison.cases.iter().map(|case| escaped(&case.name)).collect();
    out.push_str(&format!("| | {} |\n|---|{}\n", names.join(" | "), "---:|".repeat(names.len())));
    for section in sections(comparison) {
        out.push_str(&format!("| **{}** |{}\n", section.title, " |".repeat(names.len())));
        for measure in &section.measures {
            let cells: Vec<String> = measure.cells.iter().map(|cell| escaped(cell)).collect();
            out.push_str(&format!("| {} | {} |\n", escaped(&measure.label), cells.join(" | ")));
        }
    }
    out.push('\n');
    for case in &comparison.cases {
        let changes = if case.changes.is_empty() { "no change".to_owned() } else { case.changes.join("; ") };
        out.push_str(&format!("* **{}**: {}", escaped(&case.name), escaped(&changes)));
        match &case.result {
            Ok(figures) if !figures.unplaced.is_empty() => {
                out.push_str(&format!("; unplaced: {}", escaped(&figures.unplaced.join(", "))));
            }
            Ok(_) => {}
            Err(problem) => out.push_str(&format!("; {}", escaped(problem))),
        }
        out.push('\n');
    }
    for note in comparison.notes() {
        out.push_str(&format!("\n{}\n", escaped(&note)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn rows_have_as_many_cells_as_the_head() {
        let shown = text(&example());
        let rows: Vec<&str> = shown.lines().filter(|line| line.starts_with('|')).collect();
        assert!(rows.len() > 10 && rows.iter().all(|row| row.matches('|').count() == 6), "{shown}");
        assert!(shown.contains("* **a day less**: day drop 2027-03-04; unplaced: trust"), "{shown}");
    }
}
