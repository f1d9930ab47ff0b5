//! A workbook as it was read, with a comment at each cell that has a problem.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Note, Workbook, Worksheet};

use super::WorkbookError;
use super::xlsx::{Styles, write};
use crate::diagnostic::{Diagnostic, printable};
use crate::domain::is_hidden;
use crate::sheets::Book;

/// The most characters of a comment.
const LONGEST_COMMENT: usize = 2_000;
/// The most characters of the name of a sheet.
const LONGEST_NAME: usize = 31;

/// Writes the cells of a spreadsheet as an .xlsx workbook, with the problems as comments. Problems of the file as a whole
/// are on a first sheet, `problems`, which lists all of them.
///
/// # Errors
/// The workbook format cannot hold the cells.
pub fn marked(book: &Book, diagnostics: &[Diagnostic]) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("plenary").set_creation_datetime(&created));
    let styles = Styles::new();
    let error = Format::new().set_background_color(Color::RGB(0xF8_CB_AD));
    let warning = Format::new().set_background_color(Color::RGB(0xFF_E6_99));
    workbook.push_worksheet(list(diagnostics, &styles)?);
    for (number, sheet) in book.sheets.iter().enumerate() {
        let mut written = Worksheet::new();
        written.set_name(name(&sheet.name, number))?;
        for row in &sheet.rows {
            for (at, cell) in &row.cells {
                let (Ok(row), Ok(at)) = (u32::try_from(row.number - 1), u16::try_from(*at)) else { continue };
                write(&mut written, row, at, cell, &styles)?;
            }
        }
        for ((row, at), problems) in of_sheet(&sheet.name, diagnostics) {
            let text: Vec<String> = problems.iter().map(|problem| comment(problem)).collect();
            let note =
                Note::new(printable_lines(&text.join("\n"))).set_author("plenary").set_width(320).set_height(120);
            written.insert_note(row, at, &note)?;
            let is_error = problems.iter().any(|problem| problem.is_error());
            written.set_cell_format(row, at, if is_error { &error } else { &warning })?;
        }
        workbook.push_worksheet(written);
    }
    Ok(workbook.save_to_buffer()?)
}

/// The problems of a sheet, by row and column from 0.
fn of_sheet<'d>(name: &str, diagnostics: &'d [Diagnostic]) -> BTreeMap<(u32, u16), Vec<&'d Diagnostic>> {
    let mut by_cell: BTreeMap<(u32, u16), Vec<&Diagnostic>> = BTreeMap::new();
    for problem in diagnostics {
        let sheet = problem.pointer.rsplit_once('!').map_or(problem.pointer.as_str(), |(sheet, _)| sheet);
        if sheet != name || problem.pointer.is_empty() {
            continue;
        }
        let row = u32::try_from(problem.line.saturating_sub(1));
        let column = u16::try_from(problem.column.saturating_sub(1));
        if let (Ok(row), Ok(column)) = (row, column) {
            by_cell.entry((row, column)).or_default().push(problem);
        }
    }
    by_cell
}

/// The sheet that lists all problems.
fn list(diagnostics: &[Diagnostic], styles: &Styles) -> Result<Worksheet, WorkbookError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("problems")?;
    for (at, (heading, width)) in (0_u16..).zip([("place", 24.0), ("kind", 10.0), ("problem", 80.0), ("remedy", 80.0)])
    {
        sheet.write_string_with_format(0, at, heading, &styles.heading)?;
        sheet.set_column_width(at, width)?;
    }
    for (row, problem) in (1_u32..).zip(diagnostics) {
        let kind = if problem.is_error() { "error" } else { "warning" };
        let help = problem.help.as_deref().unwrap_or_default();
        for (at, text) in (0_u16..).zip([problem.pointer.as_str(), kind, problem.message.as_str(), help]) {
            sheet.write_string(row, at, printable(text, LONGEST_COMMENT))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(sheet)
}

fn comment(problem: &Diagnostic) -> String {
    let kind = if problem.is_error() { "Error" } else { "Warning" };
    match &problem.help {
        Some(help) => format!("{kind}: {}\nWhat to do: {help}", problem.message),
        None => format!("{kind}: {}", problem.message),
    }
}

/// The text without control characters other than line breaks, shortened.
fn printable_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| printable(line, LONGEST_COMMENT)).collect();
    lines.join("\n").chars().take(LONGEST_COMMENT).collect()
}

/// A name that a workbook accepts for a sheet.
fn name(written: &str, number: usize) -> String {
    let is_refused = |c: char| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || is_hidden(c);
    let name: String = written.chars().filter(|c| !is_refused(*c)).take(LONGEST_NAME).collect();
    let name = name.trim_matches('\'').trim().to_owned();
    let is_own = name.is_empty() || name.eq_ignore_ascii_case("problems") || name.eq_ignore_ascii_case("history");
    if is_own { format!("sheet {}", number + 1) } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::sheets::{Cell, Row, Sheet, from_bytes};

    #[test]
    fn the_cells_come_back_and_the_problems_are_listed() {
        let row = |number, texts: &[&str]| Row {
            number,
            cells: texts.iter().enumerate().map(|(at, text)| (at, Cell::Text((*text).to_owned()))).collect(),
        };
        let rows = vec![row(1, &["id", "minutes"]), row(3, &["a", "=1+1"])];
        let book = Book { sheets: vec![Sheet { name: "a/b".into(), rows, ..Sheet::default() }], ..Book::default() };
        let problem = Diagnostic {
            severity: Severity::Error,
            code: "bad-cell",
            file: None,
            line: 3,
            column: 2,
            pointer: "a/b!B3".into(),
            message: "this is no length".into(),
            value: None,
            help: Some("write a number".into()),
        };
        let bytes = marked(&book, &[problem]).unwrap();
        let read = from_bytes(&bytes, std::path::Path::new("marked.xlsx")).unwrap();
        assert_eq!(read.sheets[0].rows[1].cells[2].1, Cell::Text("this is no length".into()));
        assert_eq!(read.sheets[1].name, "ab");
        assert_eq!(read.sheets[1].rows, book.sheets[0].rows);
        // The comment is at the cell.
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let comments = std::io::read_to_string(archive.by_name("xl/comments1.xml").unwrap()).unwrap();
        assert!(comments.contains("ref=\"B3\"") && comments.contains("this is no length"), "{comments}");
    }
}
