//! CSV files as programs write them: with commas, semicolons, tabs or bars between the cells, with any line breaks.

use super::refusal;
use super::size::{MOST_COLUMNS, Size, too_wide};
use crate::diagnostic::Diagnostic;
use crate::instance::codes;
use crate::sheets::cell::{Cell, Row, Sheet};

/// How much of a file is searched for the delimiter, in bytes.
const FIRST_BYTES: usize = 256 * 1024;

/// Reads a CSV file as a sheet. All cells are texts.
pub(super) fn read(text: &str, file: &str, name: String, size: &mut Size) -> Result<Sheet, Box<Diagnostic>> {
    let (text, delimiter) = declared(text).unwrap_or_else(|| (text, delimiter(text)));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut sheet = Sheet { name, file: file.to_owned(), rows: Vec::new() };
    // One record is used for all rows: it may be as large as the file.
    let mut record = csv::StringRecord::new();
    let unreadable =
        |error: csv::Error| refusal(&codes::FILE_UNREADABLE, file, format!("this is not a CSV file: {error}"));
    while reader.read_record(&mut record).map_err(unreadable)? {
        let number = record.position().map_or(0, |at| line(text, at));
        let cells = record.iter().enumerate().map(|(column, text)| (column, Cell::Text(text.to_owned())));
        let cells: Vec<_> = cells.filter(|(_, cell)| !cell.is_blank()).collect();
        if cells.last().is_some_and(|(column, _)| *column >= MOST_COLUMNS) {
            return Err(too_wide(file));
        }
        cells.iter().try_for_each(|(_, cell)| size.add(cell, 1, file))?;
        if !cells.is_empty() {
            sheet.rows.push(Row { number, cells });
        }
    }
    Ok(sheet)
}

/// The line on which a record begins. The reported position may be that of empty lines before it.
fn line(text: &str, at: &csv::Position) -> usize {
    let from = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let skipped =
        text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    usize::try_from(at.line()).unwrap_or(0) + skipped.filter(|&&byte| byte == b'\n').count()
}

/// The delimiter, if the first line declares it: `sep=;`.
fn declared(text: &str) -> Option<(&str, u8)> {
    let (first, rest) = text.split_once('\n')?;
    let mark = first.trim().strip_prefix("sep=")?;
    match mark.as_bytes() {
        // Keep an empty first line, so that the line numbers stay right.
        [delimiter] => Some((&text[text.len() - rest.len() - 1..], *delimiter)),
        _ => None,
    }
}

/// The delimiter that splits the first lines into the most cells, and most evenly.
fn delimiter(text: &str) -> u8 {
    let text = &text.as_bytes()[..text.len().min(FIRST_BYTES)];
    let mut best = (b',', 0);
    for candidate in [b',', b';', b'\t', b'|'] {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(candidate).from_reader(text);
        let widths: Vec<usize> = reader.byte_records().take(20).filter_map(|record| Some(record.ok()?.len())).collect();
        // Rows with the full width count double.
        let widest = widths.iter().copied().max().unwrap_or(0);
        let score: usize = widths
            .iter()
            .filter(|&&width| width > 1)
            .map(|&width| if width == widest { width * 2 } else { width })
            .sum();
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let sheet = read(text, "a.csv", "a".into(), &mut Size::default()).unwrap();
        sheet.rows.iter().map(|row| row.cells.iter().map(|(_, cell)| cell.shown()).collect()).collect()
    }

    #[test]
    fn all_common_kinds_of_csv_give_the_same_cells() {
        let expected = vec![vec!["id", "title"], vec!["a", "One, and more"], vec!["b", "Two"]];
        for text in [
            "id,title\na,\"One, and more\"\nb,Two\n",
            "id;title\r\na;One, and more\r\n;\r\nb;Two  \r\n",
            "id\ttitle\na\tOne, and more\n\n\nb\tTwo",
            "sep=|\nid|title\na|One, and more\nb|Two",
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }

    #[test]
    fn rows_have_the_numbers_of_their_lines() {
        let text = "sep=;\nid;title\n\n;\na;\"two\nlines\"\nb;x\n";
        let sheet = read(text, "a.csv", "a".into(), &mut Size::default()).unwrap();
        assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 5, 7]);
    }
}
