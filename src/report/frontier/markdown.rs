//! The comparison as Markdown: one table with a column for each timetable, and the paragraph for the minutes.

use super::{Frontier, tables, words};
use crate::report::text::markdown as escaped;

/// Writes the comparison as Markdown.
pub fn text(frontier: &Frontier) -> String {
    let mut out = format!("{}\n\n", escaped(&words::verdict(frontier)));
    if !frontier.timetables.is_empty() {
        let names: Vec<String> = frontier.timetables.iter().map(|timetable| escaped(&timetable.name)).collect();
        out.push_str(&format!("| | {} |\n|---|{}\n", names.join(" | "), "---:|".repeat(names.len())));
        for section in tables::sections(frontier) {
            out.push_str(&format!("| **{}** |{}\n", escaped(section.title), " |".repeat(names.len())));
            for measure in &section.measures {
                let cells: Vec<String> = measure.cells.iter().map(|cell| escaped(cell)).collect();
                out.push_str(&format!("| {} | {} |\n", escaped(&measure.label), cells.join(" | ")));
            }
        }
        out.push('\n');
    }
    for timetable in &frontier.timetables {
        let changes = if timetable.changes.is_empty() { "no change".to_owned() } else { timetable.changes.join("; ") };
        let (name, about) = (escaped(&timetable.name), escaped(&timetable.about));
        out.push_str(&format!("* **{name}**: {about} ({})\n", escaped(&changes)));
    }
    out.push_str(&format!("\n{}\n", escaped(&words::minutes(frontier))));
    for note in words::notes(frontier) {
        out.push_str(&format!("\n{}\n", escaped(&note)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn rows_have_as_many_cells_as_the_head_and_names_are_escaped() {
        let shown = text(&example());
        let rows: Vec<&str> = shown.lines().filter(|line| line.starts_with('|')).collect();
        assert!(rows.len() > 15 && rows.iter().all(|row| row.matches('|').count() == 5), "{shown}");
        assert!(shown.contains("* **default**: the default one (no change)"), "{shown}");
        assert!(!shown.contains("<days>") && !shown.contains("<Europe>"), "{shown}");
    }
}
