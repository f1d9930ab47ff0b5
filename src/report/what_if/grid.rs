//! A section fitted to a width: cases as columns while they are few, else as rows.

use super::measures::{Measure, Section};
use crate::report::Width;
use crate::report::table::{Column, table};
use crate::report::text::{columns as width_of, wrap};

/// The widest label of a measure beside columns of cases.
const LABEL: usize = 30;
/// Between two columns.
const BETWEEN: usize = 2;

/// Whether the cases fit as columns, whatever the section.
pub(crate) fn fits(sections: &[Section], names: &[String], width: Width) -> bool {
    let all: usize = (0..names.len()).map(|case| BETWEEN + column_width(sections, names, case)).sum();
    let label = sections.iter().flat_map(|section| &section.measures).map(|m| width_of(&m.label)).max();
    label.unwrap_or(0).min(LABEL) + all <= width.0
}

fn column_width(sections: &[Section], names: &[String], case: usize) -> usize {
    let cells = sections.iter().flat_map(|section| &section.measures).map(|m| width_of(&m.cells[case]));
    cells.chain([longest_line(&names[case])]).max().unwrap_or(0)
}

/// Cases as columns.
pub(crate) fn columns(section: &Section, names: &[String], width: Width) -> String {
    let heads = std::iter::once(Column::Text("")).chain(names.iter().map(|name| Column::Number(name)));
    let row = |measure: &Measure| std::iter::once(measure.label.clone()).chain(measure.cells.iter().cloned()).collect();
    table(&heads.collect::<Vec<_>>(), section.measures.iter().map(row).collect(), width)
}

/// Cases as rows, their column headed by `first_head`; measures that do not fit beside each other go into a further table below.
pub(crate) fn rows(section: &Section, first_head: &str, names: &[String], width: Width) -> String {
    let heads: Vec<String> = section.measures.iter().enumerate().map(|(i, m)| head(section, i, m)).collect();
    let lengths = names.iter().map(|name| width_of(name));
    let name_width = lengths.chain([width_of(first_head)]).max().unwrap_or(0);
    let mut out = String::new();
    let mut first = 0;
    while first < section.measures.len() {
        let (mut last, mut taken) = (first, name_width);
        while let Some(measure) = section.measures.get(last) {
            let cells = measure.cells.iter().map(|cell| width_of(cell));
            taken += BETWEEN + cells.chain([longest_line(&heads[last])]).max().unwrap_or(0);
            if taken > width.0 && last > first {
                break;
            }
            last += 1;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        let numbers = heads[first..last].iter().map(|head| Column::Number(head));
        let columns: Vec<Column<'_>> = std::iter::once(Column::Text(first_head)).chain(numbers).collect();
        let row = |(case, name): (usize, &String)| {
            let cells = section.measures[first..last].iter().map(|measure| measure.cells[case].clone());
            std::iter::once(name.clone()).chain(cells).collect()
        };
        out.push_str(&table(&columns, names.iter().enumerate().map(row).collect(), width));
        first = last;
    }
    out
}

/// The head of a column: the label with a line for each of its words, or a letter that the [`legend`] explains.
fn head(section: &Section, index: usize, measure: &Measure) -> String {
    if section.long_labels {
        return letter(index);
    }
    measure.label.replace(' ', "\n").replace('-', "-\n")
}

/// What the letters over the columns of a section with long labels stand for.
pub(crate) fn legend(section: &Section, width: Width) -> String {
    let line = |(index, measure): (usize, &Measure)| wrap(&format!("{:<4}", letter(index)), &measure.label, width.0);
    section.measures.iter().enumerate().map(line).collect()
}

/// `all`, `A`, `B`, ..., `Z`, `A2`, ...
fn letter(index: usize) -> String {
    let Some(index) = index.checked_sub(1) else { return "all".to_owned() };
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    if index < 26 { letter.to_string() } else { format!("{letter}{}", index / 26 + 1) }
}

fn longest_line(text: &str) -> usize {
    text.lines().map(width_of).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_that_do_not_fit_go_below() {
        let measures: Vec<Measure> = (0..30)
            .map(|index| Measure { label: format!("fair-regions {index}"), cells: vec!["1,234,567".to_owned(); 2] })
            .collect();
        let names = ["today".to_owned(), "a case".to_owned()];
        for long_labels in [false, true] {
            let section = Section { title: "", long_labels, measures: measures_of(&measures) };
            let shown = rows(&section, "case", &names, Width(60));
            assert!(shown.lines().all(|line| line.chars().count() <= 60), "{shown}");
            assert_eq!(shown.matches("1,234,567").count(), 60, "{shown}");
        }
        assert_eq!([0, 1, 26, 27].map(letter), ["all", "A", "Z", "A2"]);
    }

    fn measures_of(measures: &[Measure]) -> Vec<Measure> {
        measures.iter().map(|m| Measure { label: m.label.clone(), cells: m.cells.clone() }).collect()
    }
}
