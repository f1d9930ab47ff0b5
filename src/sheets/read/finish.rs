//! Loads the imported document, and reports the problems of the loader at the cells from which the values came.

use serde_json::Value;

use super::document::ImportedDocument;
use super::notes::{ImportNotes, UnusedColumn};
use super::people::PLACE_COLUMNS;
use super::sessions::SheetPlacement;
use super::table::{Table, Tables};
use super::{Imported, Options, schedule, timetable};
use crate::domain::{Catalogue, Conference};
use crate::instance::codes::{self, NO_ZONE};
use crate::instance::load;
use crate::sheets::cell::{Book, CellPlace};
use crate::sheets::codes::NO_COLUMN;
use crate::sheets::layout::{AUDIENCES, SESSIONS};
use crate::sheets::problem::{Fault, Problems};

/// Problems of the loader that can follow from a missing value. In a row with an unreadable cell they are not reported.
const FOLLOW_UPS: [&str; 12] = [
    codes::MISSING_FIELD.id,
    codes::NO_LENGTH.id,
    codes::NO_ZONE.id,
    codes::NO_DAYS.id,
    codes::NO_SHARES.id,
    codes::SHARES_SUM.id,
    codes::HALF_WINDOW.id,
    codes::UNUSED_TYPE.id,
    codes::NO_PHASE.id,
    codes::OVERFULL.id,
    codes::FIXED_OUTSIDE.id,
    codes::BAD_RELATION.id,
];

/// Reports, in place of one error for each session, that the sessions have no column for their lengths.
fn no_column_of_lengths(book: &Book, tables: &Tables<'_>, notes: &ImportNotes, problems: &mut Problems) -> bool {
    let Some(table) = tables.get(&SESSIONS) else { return false };
    if ["minutes", "end"].iter().any(|heading| table.position(heading).is_some()) {
        return false;
    }
    let guess = notes.unused_columns.iter().find(|column| column.guess == Some("minutes"));
    let help = match guess {
        Some(UnusedColumn { column, heading, .. }) => {
            format!("column {column} \"{heading}\" looks like the length: --map \"{heading}=minutes\"")
        }
        None => {
            "add a column \"minutes\" or \"end\"; or write the length of each type into a sheet \"types\"".to_owned()
        }
    };
    let place = CellPlace { sheet: table.sheet, row: table.heading_row(), column: None };
    let message = "the sessions have no lengths: no column has the length or the end";
    problems.add(book, &place, Fault::new(&NO_COLUMN, message).help(help));
    true
}

/// What was read from all sheets.
pub(super) struct ReadParts {
    pub document: ImportedDocument,
    pub placed: Vec<SheetPlacement>,
    pub problems: Problems,
    pub notes: ImportNotes,
}

/// Loads the document, and reports the problems of the loader at their cells.
pub(super) fn finish(
    book: &Book,
    tables: &Tables<'_>,
    parts: ReadParts,
    options: Options<'_>,
    rules: &Catalogue,
) -> Imported {
    let ReadParts { mut document, placed, mut problems, notes } = parts;
    let text = serde_json::to_vec(&document.root).unwrap_or_default();
    let loaded = load(&text, &book.file, rules);
    let found_before = problems.has_errors();
    let without_length = loaded.diagnostics.iter().filter(|found| found.code == codes::NO_LENGTH.id).count();
    let sessions = document.root.get("sessions").and_then(Value::as_array).map_or(0, Vec::len);
    let none_has_one = without_length > 1 && without_length == sessions;
    let no_lengths = none_has_one && no_column_of_lengths(book, tables, &notes, &mut problems);
    for mut found in loaded.diagnostics {
        let has_no_zones = |table: &Table<'_>| !PLACE_COLUMNS.iter().any(|at| table.position(at).is_some());
        if found.code == codes::NO_SHARES.id && tables.get(&AUDIENCES).is_some_and(has_no_zones) {
            continue;
        }
        if no_lengths && found.code == codes::NO_LENGTH.id {
            continue;
        }
        let place = document.place(&found.pointer);
        // A problem that follows from an unreadable cell is not reported as a second one.
        let follows = match place {
            Some(place) => FOLLOW_UPS.contains(&found.code) && problems.has_error_in_row(place),
            None => found_before,
        };
        if follows {
            continue;
        }
        if found.code == NO_ZONE.id {
            found.help = Some(
                "write their time zone, country or city in the sheet \"people\"; or pass --people-zone for all of \
                 them, or --write-missing FILE.xlsx for a list to fill in"
                    .into(),
            );
        }
        problems.carry_over(book, place, found);
    }
    let conference = loaded.conference.filter(|_| !problems.has_errors());
    let conference = conference.map(|conference| {
        make_id(&mut document, &conference);
        let id = document.root.get("id").and_then(Value::as_str).map(str::to_owned);
        Conference { id, ..conference }
    });
    let schedule = conference
        .as_ref()
        .filter(|_| tables.get(&SESSIONS).is_some_and(|table| table.position("start").is_some()))
        .and_then(|conference| {
            let placed = timetable::with_edits(book, &placed, conference, options.timetable_from, &mut problems);
            schedule::placements(book, &placed, conference, &mut problems)
        });
    let is_usable = !problems.has_errors();
    let document = Value::Object(document.root);
    Imported {
        instance: if is_usable { serde_json::from_value(document.clone()).ok() } else { None },
        conference: conference.filter(|_| is_usable),
        schedule: schedule.filter(|_| is_usable),
        document,
        diagnostics: problems.finish(),
        notes,
    }
}

/// Gives an event with a name the id that is made from it, so that it keeps the id when the name is corrected.
fn make_id(document: &mut ImportedDocument, conference: &Conference) {
    if !document.root.contains_key("id") && document.root.contains_key("name") {
        document.root.insert("id".to_owned(), conference.identity().into());
    }
}
