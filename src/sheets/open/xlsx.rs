//! Reads workbooks cell by cell, so that a sheet with a huge declared size needs no memory.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader as _, SheetType, Xlsx};
use chrono::{NaiveDateTime, TimeDelta};

use super::size::{MOST_COLUMNS, Size, too_wide};
use super::{refusal, xlsx_parts, xml};
use crate::diagnostic::Diagnostic;
use crate::sheets::cell::{Book, Cell, Row, Sheet};
use crate::sheets::codes;

/// The largest size of the settings of a workbook that are read, in bytes.
const MOST_SETTINGS: u64 = 16 * 1024 * 1024;
/// The most rows of a merged region that is filled.
const MOST_MERGED: u32 = 10_000;

/// Reads all sheets of a workbook.
pub(crate) fn read(bytes: &[u8], file: &str) -> Result<Book, Box<Diagnostic>> {
    let unreadable = |error: &dyn std::fmt::Display| {
        refusal(&codes::NOT_A_WORKBOOK, file, format!("the workbook cannot be read: {error}"))
    };
    xlsx_parts::check(bytes, file)?;
    let zero_means_none = recalculates_on_load(bytes);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let mut book = Book { file: file.to_owned(), ..Book::default() };
    let sheets: Vec<_> =
        workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    let mut size = Size::default();
    for metadata in sheets {
        let merged = workbook.merge_cells_by_sheet_name(&metadata.name).unwrap_or_default();
        let mut cells = workbook.worksheet_cells_reader(&metadata.name).map_err(|error| unreadable(&error))?;
        let mut found: Vec<(u32, usize, Cell)> = Vec::new();
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| unreadable(&error))? {
            let (row, column) = cell.pos;
            let found_value = match cell.formula {
                Some(_) if has_no_result(&cell.value, zero_means_none) => Some(Cell::Uncalculated),
                _ => value(&cell.value),
            };
            let Some(value) = found_value.filter(|value| !value.is_blank()) else { continue };
            size.add(&value, 1, file)?;
            let column = usize::try_from(column).unwrap_or(usize::MAX);
            if column >= MOST_COLUMNS {
                return Err(too_wide(file));
            }
            found.push((row, column, value));
        }
        drop(cells);
        found.sort_by_key(|&(row, column, _)| (row, column));
        found.dedup_by_key(|(row, column, _)| (*row, *column));
        fill(&mut found, &merged.iter().map(Merged::from).collect::<Vec<_>>(), &mut size, file)?;
        book.sheets.push(Sheet { name: metadata.name, file: file.to_owned(), rows: rows(found) });
    }
    Ok(book)
}

/// Whether a program that reads the workbook must calculate its formulas. Libraries that write workbooks set this, and
/// give a formula the value 0 because they do not calculate it; spreadsheet programs remove it when they save.
fn recalculates_on_load(bytes: &[u8]) -> bool {
    let part = || {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut text = String::new();
        archive.by_name("xl/workbook.xml").ok()?.take(MOST_SETTINGS).read_to_string(&mut text).ok()?;
        xml::tree(&text).ok()?.child("calcPr")?.attribute("fullCalcOnLoad")
    };
    part().is_some_and(|flag| flag == "1" || flag == "true")
}

/// Whether a formula with this value was not calculated. The result of a calculation may be an empty text.
fn has_no_result(value: &DataRef<'_>, zero_means_none: bool) -> bool {
    match value {
        DataRef::Empty => true,
        DataRef::Int(0) => zero_means_none,
        DataRef::Float(number) => zero_means_none && *number == 0.0,
        DataRef::DateTime(at) => zero_means_none && at.as_f64() == 0.0,
        _ => false,
    }
}

/// The value of a cell; `None` for an empty cell.
fn value(data: &DataRef<'_>) -> Option<Cell> {
    match data {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Cell::Number(*number as f64)),
        DataRef::Float(number) => Some(Cell::Number(*number)),
        DataRef::String(text) => Some(Cell::Text(text.clone())),
        DataRef::SharedString(text) => Some(Cell::Text((*text).to_owned())),
        DataRef::Bool(flag) => Some(Cell::Flag(*flag)),
        DataRef::DateTime(at) => Some(moment(at)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(Cell::Text(text.clone())),
        DataRef::Error(error) => Some(Cell::Broken(error.to_string())),
    }
}

/// A date; or a time of day or a length of time, if there is no day.
fn moment(at: &ExcelDateTime) -> Cell {
    let days = at.as_f64();
    if !days.is_finite() || !(0.0..2_958_466.0).contains(&days) {
        return Cell::Number(days);
    }
    if at.is_duration() || days < 1.0 {
        return Cell::Clock((days * 1440.0).round() as i64);
    }
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let date = chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    let exact = date.and_then(|date| date.and_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into()));
    exact.map_or(Cell::Number(days), |exact| Cell::Date(to_second(exact)))
}

/// Rounds to the nearest second. Workbooks store times as fractions of days, which are not exact.
pub(super) fn to_second(at: NaiveDateTime) -> NaiveDateTime {
    let milli = at.and_utc().timestamp_subsec_millis();
    let whole = at - TimeDelta::milliseconds(milli.into());
    if milli >= 500 { whole + TimeDelta::seconds(1) } else { whole }
}

/// The rows of a merged region, and its first column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merged {
    /// Its first row, from 0.
    pub first: u32,
    /// Its last row.
    pub last: u32,
    /// Its first column, from 0.
    pub column: usize,
}

impl From<&Dimensions> for Merged {
    fn from(region: &Dimensions) -> Merged {
        let column = usize::try_from(region.start.1).unwrap_or(usize::MAX);
        Merged { first: region.start.0, last: region.end.0, column }
    }
}

/// Copies the value of a merged region to all its rows, because people see it there.
///
/// # Errors
/// A problem if the copies are too many.
pub(super) fn fill(
    cells: &mut Vec<(u32, usize, Cell)>,
    merged: &[Merged],
    size: &mut Size,
    file: &str,
) -> Result<(), Box<Diagnostic>> {
    let mut more = Vec::new();
    for &Merged { first, last, column } in merged {
        if last <= first || last - first > MOST_MERGED {
            continue;
        }
        let at = cells.binary_search_by_key(&(first, column), |&(row, column, _)| (row, column));
        let Ok(value) = at.map(|index| cells[index].2.clone()) else { continue };
        size.add(&value, usize::try_from(last - first).unwrap_or(usize::MAX), file)?;
        more.extend((first + 1..=last).map(|row| (row, column, value.clone())));
    }
    cells.extend(more);
    cells.sort_by_key(|&(row, column, _)| (row, column));
    cells.dedup_by_key(|(row, column, _)| (*row, *column));
    Ok(())
}

/// Cells in order as rows.
pub(super) fn rows(cells: Vec<(u32, usize, Cell)>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (row, column, value) in cells {
        let number = usize::try_from(row).unwrap_or(0) + 1;
        match rows.last_mut() {
            Some(last) if last.number == number => last.cells.push((column, value)),
            _ => rows.push(Row { number, cells: vec![(column, value)] }),
        }
    }
    rows
}
