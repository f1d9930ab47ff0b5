//! Tables without borders, fitted to the width.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width as Columns,
};

use super::Width;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column<'a> {
    /// Text, left-aligned; it is wrapped if the table is too wide.
    Text(&'a str),
    /// Numbers, right-aligned, never wrapped.
    Number(&'a str),
}

impl<'a> Column<'a> {
    fn title(self) -> &'a str {
        match self {
            Column::Text(title) | Column::Number(title) => title,
        }
    }
}

/// Writes a table; an empty text if there are no rows.
pub fn table(columns: &[Column<'_>], rows: Vec<Vec<String>>, width: Width) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table
        .load_style(TableStyle::new().header_separator(LineStyle::none().fill('-').junction(' ')))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width.0).unwrap_or(u16::MAX))
        .set_header(columns.iter().map(|column| column.title()))
        .add_rows(rows);
    let widths = table.column_max_content_widths();
    for (index, column) in columns.iter().enumerate() {
        let Some(shown) = table.column_mut(index) else { continue };
        shown.set_padding((0, if index + 1 == columns.len() { 0 } else { 1 }));
        if let Column::Number(_) = column {
            shown.set_cell_alignment(CellAlignment::Right);
            let padding = if index + 1 == columns.len() { 0 } else { 1 };
            let wide = widths.get(index).copied().unwrap_or(0).saturating_add(padding);
            shown.set_constraint(ColumnConstraint::Absolute(Columns::Fixed(wide)));
        }
    }
    let mut out = table.trim_fmt();
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_right_aligned_and_text_wraps() {
        let rows = vec![
            vec!["a".to_owned(), "1.00".to_owned(), "a rather long sentence that has to break".to_owned()],
            vec!["bcd".to_owned(), "1,000.00".to_owned(), "short".to_owned()],
        ];
        let shown = table(&[Column::Text("rule"), Column::Number("cost"), Column::Text("meaning")], rows, Width(40));
        assert!(shown.lines().all(|line| line.chars().count() <= 40), "{shown}");
        assert!(shown.contains("bcd   1,000.00  short"), "{shown}");
        assert!(shown.contains("a         1.00  a rather"), "{shown}");
    }

    #[test]
    fn without_rows_there_is_no_table() {
        assert_eq!(table(&[Column::Text("a")], vec![], Width(40)), "");
    }
}
