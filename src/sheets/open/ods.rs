//! Reads OpenDocument spreadsheets cell by cell, so that repeated rows and columns need no memory. (calamine reads them
//! into tables with all the empty cells, and does not say which cells are merged.)

mod cell;

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::Allowance;
use super::refusal;
use super::size::{MOST_COLUMNS, Size, too_large, too_wide};
use super::xlsx::{Merged, fill, rows};
use super::xml::{attribute, reference};
use crate::diagnostic::Diagnostic;
use crate::sheets::cell::{Book, Cell, Sheet};
use crate::sheets::codes;
use cell::OpenCell;

/// The most times that a row with content may be repeated.
const MOST_REPEATED: u32 = 10_000;
/// The rows of the largest sheet of any spreadsheet program.
const MOST_ROWS: u32 = 1_048_576;

/// Reads all sheets of a spreadsheet.
pub(crate) fn read(bytes: &[u8], file: &str) -> Result<Book, Box<Diagnostic>> {
    let unreadable = |error: &dyn std::fmt::Display| {
        refusal(&codes::NOT_A_WORKBOOK, file, format!("the spreadsheet cannot be read: {error}"))
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let mut content = Vec::new();
    let entry = archive.by_name("content.xml").map_err(|error| unreadable(&error))?;
    let mut allowance = Allowance::default();
    let found = allowance.count(entry).read_to_end(&mut content);
    allowance.check(file)?;
    found.map_err(|error| unreadable(&error))?;
    let text = std::str::from_utf8(&content).map_err(|error| unreadable(&error))?;
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut tables = Tables { file, sheets: Vec::new(), open: None, size: Size::default() };
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| unreadable(&error))? {
            Event::Start(start) => {
                depth += 1;
                tables.start(&start)?;
            }
            Event::Empty(start) => {
                tables.start(&start)?;
                tables.end(start.local_name().as_ref())?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                tables.end(end.local_name().as_ref())?;
            }
            Event::Text(text) => tables.text(&text.xml10_content()),
            Event::CData(text) => tables.text(&text.xml10_content()),
            Event::GeneralRef(name) => tables.text(&reference(&name)),
            Event::Eof if depth > 0 => return Err(unreadable(&"it ends too early")),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(Book { file: file.to_owned(), sheets: tables.sheets, ..Book::default() })
}

/// The sheets so far.
struct Tables<'f> {
    file: &'f str,
    sheets: Vec<Sheet>,
    open: Option<OpenSheet>,
    size: Size,
}

/// A sheet that is being read.
#[derive(Default)]
struct OpenSheet {
    name: String,
    cells: Vec<(u32, usize, Cell)>,
    merged: Vec<Merged>,
    /// The position of the current row, and how often it is repeated.
    row: u32,
    row_repeats: u32,
    column: usize,
    /// Where the cells of the current row begin in `cells`.
    row_begin: usize,
    cell: Option<OpenCell>,
    /// The depth inside comments, shapes and tables in a cell, whose texts do not belong to it.
    aside: usize,
}

/// The elements in a cell that are not its content.
fn is_aside(name: &str) -> bool {
    matches!(name, "annotation" | "shapes" | "frame" | "custom-shape" | "sub-table" | "ruby-text" | "table")
}

impl Tables<'_> {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Box<Diagnostic>> {
        let name = start.local_name();
        let name = name.as_ref();
        let Some(sheet) = &mut self.open else {
            if name == "table" {
                self.size.add_sheet(self.file)?;
                let name = attribute(start, "name").unwrap_or_default();
                self.open = Some(OpenSheet { name, ..OpenSheet::default() });
            }
            return Ok(());
        };
        if sheet.aside > 0 || is_aside(name) {
            sheet.aside += usize::from(is_aside(name));
            return Ok(());
        }
        match (name, &mut sheet.cell) {
            ("table-row", _) => {
                sheet.row_repeats = number(start, "number-rows-repeated");
                sheet.column = 0;
                sheet.row_begin = sheet.cells.len();
            }
            ("table-cell" | "covered-table-cell", _) => {
                sheet.cell = Some(OpenCell::begin(start, name == "covered-table-cell"));
            }
            ("p", Some(cell)) => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
                cell.in_paragraph = true;
            }
            ("s", Some(cell)) => {
                let blanks = usize::try_from(number(start, "c").min(100)).unwrap_or(1);
                cell.text.extend(std::iter::repeat_n(' ', blanks));
            }
            ("tab", Some(cell)) => cell.text.push('\t'),
            ("line-break", Some(cell)) => cell.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let Some(sheet) = self.open.as_mut().filter(|sheet| sheet.aside == 0) else { return };
        if let Some(cell) = sheet.cell.as_mut().filter(|cell| cell.in_paragraph) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Box<Diagnostic>> {
        let Some(sheet) = &mut self.open else { return Ok(()) };
        if sheet.aside > 0 {
            sheet.aside -= usize::from(is_aside(name));
            return Ok(());
        }
        match name {
            "p" => {
                if let Some(cell) = &mut sheet.cell {
                    cell.in_paragraph = false;
                }
            }
            "table-cell" | "covered-table-cell" => {
                let Some(cell) = sheet.cell.take() else { return Ok(()) };
                let (first, repeats) = (sheet.column, cell.repeats);
                sheet.column = sheet.column.saturating_add(repeats);
                let Some(value) = cell.value().filter(|value| !value.is_blank() && !cell.is_covered) else {
                    return Ok(());
                };
                if first.saturating_add(repeats) > MOST_COLUMNS {
                    return Err(too_wide(self.file));
                }
                if sheet.row >= MOST_ROWS {
                    return Err(too_large(self.file, &format!("a sheet has more than {MOST_ROWS} rows")));
                }
                if cell.rows_spanned > 1 {
                    let last = sheet.row.saturating_add(cell.rows_spanned - 1);
                    sheet.merged.push(Merged { first: sheet.row, last, column: first });
                }
                self.size.add(&value, repeats, self.file)?;
                sheet.cells.extend((first..first + repeats).map(|column| (sheet.row, column, value.clone())));
            }
            "table-row" => {
                let content = sheet.cells.len() - sheet.row_begin;
                if content > 0 && sheet.row_repeats > 1 {
                    if sheet.row_repeats > MOST_REPEATED {
                        let message = format!("a row with content is repeated more than {MOST_REPEATED} times");
                        return Err(too_large(self.file, &message));
                    }
                    let copies = usize::try_from(sheet.row_repeats - 1).unwrap_or(usize::MAX);
                    for (.., cell) in &sheet.cells[sheet.row_begin..] {
                        self.size.add(cell, copies, self.file)?;
                    }
                    let row: Vec<_> = sheet.cells[sheet.row_begin..].to_vec();
                    for copy in 1..sheet.row_repeats {
                        sheet.cells.extend(row.iter().map(|(at, column, cell)| (at + copy, *column, cell.clone())));
                    }
                }
                sheet.row = sheet.row.saturating_add(sheet.row_repeats);
            }
            "table" => {
                let mut done = std::mem::take(sheet);
                self.open = None;
                fill(&mut done.cells, &done.merged, &mut self.size, self.file)?;
                self.sheets.push(Sheet { name: done.name, file: self.file.to_owned(), rows: rows(done.cells) });
            }
            _ => {}
        }
        Ok(())
    }
}

/// A count in an attribute; 1 if it is missing.
fn number(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn file(tables: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default();
        zip.start_file("mimetype", stored).unwrap();
        zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
        zip.start_file("content.xml", stored).unwrap();
        let body = format!(
            "<office:document-content><office:spreadsheet>{tables}</office:spreadsheet></office:document-content>"
        );
        zip.write_all(body.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    fn cells(rows: &str) -> Vec<(usize, usize, String)> {
        let book = read(&file(&format!("<table:table table:name=\"a\">{rows}</table:table>")), "a.ods").unwrap();
        let of_row = |row: &crate::sheets::cell::Row| {
            let number = row.number;
            row.cells.iter().map(move |(at, cell)| (number, *at, cell.shown())).collect::<Vec<_>>()
        };
        book.sheets[0].rows.iter().flat_map(of_row).collect()
    }

    #[test]
    fn cells_of_all_types_are_read() {
        let rows = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>A &amp; <text:span>B</text:span></text:p>\
            <text:p>C</text:p><office:annotation><text:p>a comment</text:p></office:annotation></table:table-cell>\
            <table:table-cell office:value-type=\"float\" office:value=\"90\"><text:p>90,0</text:p></table:table-cell>\
            <table:table-cell office:value-type=\"date\" office:date-value=\"2020-11-02T09:30:00\"/>\
            <table:table-cell office:value-type=\"time\" office:time-value=\"PT01H30M00S\"/>\
            <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/></table:table-row>";
        let shown: Vec<String> = cells(rows).into_iter().map(|(.., text)| text).collect();
        assert_eq!(shown, ["A & B\nC", "90", "2020-11-02 09:30", "01:30", "yes"]);
    }

    #[test]
    fn formulas_have_a_value_an_error_or_neither() {
        let rows = "<table:table-row>\
            <table:table-cell table:formula=\"of:=[.A1]\" office:value-type=\"float\" office:value=\"0\"/>\
            <table:table-cell table:formula=\"of:=&quot;&quot;\" office:value-type=\"string\" office:string-value=\"\"/>\
            <table:table-cell table:formula=\"of:=[.C1]\"/>\
            <table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" calcext:value-type=\"error\">\
            <text:p>#DIV/0!</text:p></table:table-cell></table:table-row>";
        let expected = [(1, 0, "0"), (1, 2, "formula without a value"), (1, 3, "#DIV/0!")];
        assert_eq!(cells(rows), expected.map(|(row, at, text)| (row, at, text.to_owned())));
    }

    #[test]
    fn repeated_and_merged_cells_are_filled() {
        let text = |attributes: &str, text: &str| {
            format!(
                "<table:table-cell office:value-type=\"string\" {attributes}><text:p>{text}</text:p></table:table-cell>"
            )
        };
        let rows = format!(
            "<table:table-row table:number-rows-repeated=\"2\">{}</table:table-row>\
             <table:table-row>{}{}</table:table-row><table:table-row><table:covered-table-cell/>{}</table:table-row>",
            text("table:number-columns-repeated=\"2\"", "x"),
            text("table:number-rows-spanned=\"2\"", "day"),
            text("", "a"),
            text("", "b"),
        );
        let found = cells(&rows);
        let found: Vec<_> = found.iter().map(|(row, at, text)| (*row, *at, text.as_str())).collect();
        let expected = [(1, 0, "x"), (1, 1, "x"), (2, 0, "x"), (2, 1, "x"), (3, 0, "day"), (3, 1, "a"), (4, 0, "day")];
        assert_eq!(found, [&expected[..], &[(4, 1, "b")]].concat());
    }

    #[test]
    fn a_sheet_that_is_repeated_to_the_end_costs_nothing() {
        let empty = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
            table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert_eq!(cells(empty), []);
        let full = empty.replace("/></table:table-row>", "><text:p>x</text:p></table:table-cell></table:table-row>");
        for bomb in [full.clone(), full.replace("16384", "3"), full.replace("1048576", "1")] {
            let bomb = file(&format!("<table:table table:name=\"a\">{bomb}</table:table>"));
            assert_eq!(read(&bomb, "a.ods").unwrap_err().code, "too-large-sheet");
        }
    }
}
