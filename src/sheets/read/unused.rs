//! What an import does not use: columns with a guess of what they mean, sheets, rows; and how names are written.

use std::collections::BTreeMap;

use super::left_out::Reason;
use super::participants::Participants;
use super::table::{Table, Tables, Target};
use super::{ImportNotes, LeftOutRows, PassedOverColumn, Spellings, UnreadSheet, UnusedColumn};
use crate::sheets::cell::{Book, Cell, Row, letters};
use crate::sheets::cell_types::dates::{DateOrder, date, moment};
use crate::sheets::cell_types::numbers::minutes;
use crate::sheets::headings::{fold, heading};
use crate::sheets::layout::{Layout, SESSIONS, layouts};
use crate::sheets::mapping::{ColumnMapping, MAPPING_FORMAT, Mapping, SheetMapping};
use crate::sheets::zones::{self, PlaceNames};

/// What was not used, of all sheets.
pub(crate) fn notes(book: &Book, tables: &Tables<'_>, people: &Participants) -> ImportNotes {
    let mut notes = ImportNotes {
        to_be_confirmed: people.to_be_confirmed,
        read_by_contents: people.by_contents.iter().map(|(_, heading)| heading.clone()).collect(),
        mapping: Mapping { format: MAPPING_FORMAT.to_owned(), ..Mapping::default() },
        ..ImportNotes::default()
    };
    let spellings = people.spellings.iter();
    notes.spellings = spellings
        .map(|(name, others)| Spellings { name: name.clone(), others: others.iter().cloned().collect() })
        .collect();
    let mut sheets: Vec<&Table<'_>> = tables.by_name.values().collect();
    sheets.sort_by_key(|table| table.sheet);
    for table in sheets {
        of_table(book, table, &mut notes);
    }
    for name in &tables.unread {
        let sheet = book.sheets.iter().find(|sheet| sheet.name == *name);
        let guess = sheet.and_then(|sheet| {
            let free = layouts().into_iter().filter(|layout| !tables.by_name.contains_key(layout.name));
            let score = |layout: &&'static Layout| score(layout, &sheet.rows);
            free.filter(|layout| score(layout) >= 2).max_by_key(score).map(|layout| layout.name)
        });
        notes.unread_sheets.push(UnreadSheet { name: name.clone(), guess });
    }
    for name in &tables.ignored {
        notes
            .mapping
            .sheets
            .push(SheetMapping { name: name.clone(), sheet: crate::sheets::mapping::IGNORE.to_owned() });
    }
    notes
}

/// The most headings of a layout in one of the first rows.
fn score(layout: &'static Layout, rows: &[Row]) -> usize {
    let known = |cell: &Cell| layout.column(&heading(&cell.shown())).is_some();
    rows.iter().take(5).map(|row| row.cells.iter().filter(|(_, cell)| known(cell)).count()).max().unwrap_or(0)
}

fn of_table(book: &Book, table: &Table<'_>, notes: &mut ImportNotes) {
    let sheet = &book.sheets[table.sheet].name;
    let headings = book.sheets[table.sheet].rows.iter().find(|row| row.number == table.heading_row());
    let written = |at: usize| headings.and_then(|row| row.cell(at)).map(Cell::shown).unwrap_or_default();
    if fold(sheet) != fold(table.layout.name) {
        notes.mapping.sheets.push(SheetMapping { name: sheet.clone(), sheet: table.layout.name.to_owned() });
    }
    let mut meant = |at: usize, column: &str| {
        notes.mapping.columns.push(ColumnMapping {
            sheet: Some(sheet.clone()),
            heading: written(at),
            column: column.to_owned(),
        });
    };
    for (at, target) in &table.columns {
        match target {
            Target::Known { column, .. } if written(*at) != column.heading => meant(*at, column.heading),
            Target::People(people) if people.number.is_none() => {
                let part = match people.part {
                    crate::sheets::people_headings::NamePart::Whole => people.column.own_heading(),
                    _ => continue,
                };
                if written(*at) != part {
                    meant(*at, part);
                }
            }
            Target::Ignored => meant(*at, crate::sheets::mapping::IGNORE),
            _ => {}
        }
    }
    for (at, target) in &table.columns {
        match target {
            Target::Unknown(heading) => notes.unused_columns.push(UnusedColumn {
                sheet: sheet.clone(),
                column: letters(*at),
                heading: heading.clone(),
                guess: guess(table, *at, heading),
            }),
            Target::PassedOver { heading, taken } => {
                let passed = PassedOverColumn { sheet: sheet.clone(), heading: heading.clone(), taken };
                notes.passed_over.push(passed);
            }
            _ => {}
        }
    }
    let mut by_reason: BTreeMap<&Reason, Vec<usize>> = BTreeMap::new();
    for (row, reason) in table.left_out.rows() {
        by_reason.entry(reason).or_default().push(row);
    }
    for (reason, rows) in by_reason {
        let reason = match reason {
            Reason::Status(status) => format!("status \"{status}\""),
            Reason::Section => "title of a section".to_owned(),
            Reason::Total => "total".to_owned(),
            Reason::Break => "break".to_owned(),
        };
        notes.left_out.push(LeftOutRows { sheet: sheet.clone(), reason, rows });
    }
}

/// The column that an unknown column of sessions may be meant as, from its contents and its heading. Columns that the
/// sheet has already are no guess.
fn guess(table: &Table<'_>, at: usize, written: &str) -> Option<&'static str> {
    if table.layout.name != SESSIONS.name {
        return None;
    }
    let cells: Vec<&Cell> = table.rows().filter_map(|row| row.cell(at)).take(200).collect();
    if cells.is_empty() {
        return None;
    }
    let all = |test: &dyn Fn(&Cell) -> bool| cells.iter().all(|cell| test(cell));
    let is_free = |column: &&str| table.position(column).is_none();
    let words = written.to_lowercase();
    let of_length = ["min", "length", "dur", "time", "dauer", "long"].iter().any(|word| words.contains(word));
    let is_length =
        |cell: &Cell| minutes(cell).is_ok_and(|value| value.as_i64().is_some_and(|m| (5..=600).contains(&m)));
    let is_zone = |cell: &Cell| {
        let text = cell.shown();
        text.contains('/') && zones::resolve(PlaceNames { zone: Some(&text), ..PlaceNames::default() }, &[]).is_ok()
    };
    let is_start = |cell: &Cell| moment(cell, DateOrder::Day).is_ok();
    let is_day = |cell: &Cell| date(cell, DateOrder::Day).is_ok();
    let has_unit =
        |cell: &Cell| !matches!(cell, Cell::Number(_)) && cell.shown().contains(|c: char| !c.is_ascii_digit());
    let found = if all(&is_start) {
        "start"
    } else if all(&is_day) {
        "day"
    } else if all(&is_zone) {
        "time zone"
    } else if all(&is_length) && (of_length || all(&has_unit)) {
        "minutes"
    } else {
        return None;
    };
    Some(found).filter(is_free)
}
