//! From a workbook to an instance, and to a timetable if it has one. Each problem has its sheet, row and column.

mod days;
mod document;
mod names;
mod people;
mod plain;
mod record;
mod schedule;
mod sessions;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::cell::{Book, Row};
use super::codes::{EMPTY_CELL, LIKE_ANOTHER, NO_SHEET};
use super::headings::fold;
use super::layout::{
    AUDIENCES, AVAILABILITY, COMFORT, DAYS, INTEREST, PANEL, PEOPLE, RELATIONS, ROLES, ROOMS, RULES, SERVICES,
    SESSIONS, TRACKS, TYPES,
};
use super::problem::{Fault, Problems};
use crate::diagnostic::Diagnostic;
use crate::domain::{Catalogue, Conference, Schedule};
use crate::instance::codes::{self, NO_ZONE};
use crate::instance::format::{self, INSTANCE_FORMAT};
use crate::instance::load;
use document::ImportedDocument;
pub(crate) use names::seats;
use record::{Reader, Record};
pub(crate) use record::{scalar, value_at};
pub use schedule::schedule;
use sessions::SheetPlacement;
use table::{Table, Tables, Target};

/// The options of an import.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The time zone of people without one.
    pub people_zone: Option<&'a str>,
}

/// The result of an import.
#[derive(Debug)]
pub struct Imported {
    /// The `plenary/1` document, as far as the workbook could be read. It may be invalid.
    pub document: Value,
    /// The instance; `None` if and only if there is an error among the diagnostics.
    pub instance: Option<format::Instance>,
    /// The instance, resolved; `None` in the same case.
    pub conference: Option<Conference>,
    /// The timetable, if the workbook has a valid one.
    pub schedule: Option<(format::Schedule, Schedule)>,
    /// All problems, by sheet, row and column.
    pub diagnostics: Vec<Diagnostic>,
    /// The unknown columns of each sheet. They were kept in `extra` and not used.
    pub kept: Vec<(String, Vec<String>)>,
    /// The names of sheets that were not read.
    pub unread: Vec<String>,
}

/// The positions of elements in the document, by their ids.
#[derive(Debug, Default)]
struct Index {
    /// The ids of rows, by sheet and row number.
    ids: BTreeMap<(usize, usize), String>,
    phases: BTreeMap<String, usize>,
    audiences: BTreeMap<String, usize>,
    people: BTreeMap<String, usize>,
    sessions: BTreeMap<String, usize>,
}

/// An import in progress.
struct Import<'a> {
    reader: Reader<'a>,
    document: ImportedDocument,
    index: Index,
}

/// Imports an instance from a workbook. `rules` is the catalogue of rules.
pub fn import(book: &Book, options: Options<'_>, rules: &Catalogue) -> Imported {
    let mut problems = Problems::default();
    let tables = table::tables(book, &mut problems);
    let declared = names::declared(book, &tables, &mut problems);
    let when = days::noons(&tables);
    let reader = Reader { book, directory: &declared.directory, when: &when, problems };
    let index = Index { ids: declared.ids.clone(), ..Index::default() };
    let mut import = Import { reader, document: ImportedDocument::default(), index };
    import.document.root.insert("format".to_owned(), Value::from(INSTANCE_FORMAT));
    import.required_sheets(&tables);
    if let Some(sheet) = tables.event {
        import.event(sheet);
    }
    import.phases(&tables);
    for table in [&ROOMS, &SERVICES, &ROLES, &TYPES, &TRACKS].into_iter().filter_map(|layout| tables.get(layout)) {
        import.with_ids(table);
    }
    for (room, place) in &declared.rooms {
        import.document.add("rooms", json!({ "id": room }), place.clone());
    }
    for table in [&RELATIONS, &INTEREST, &COMFORT].into_iter().filter_map(|layout| tables.get(layout)) {
        import.without_ids(table);
    }
    if let Some(table) = tables.get(&RULES) {
        import.rules(table);
    }
    if let Some(table) = tables.get(&AUDIENCES) {
        import.audiences(table);
    }
    if let Some(table) = tables.get(&PEOPLE) {
        import.people(table, options.people_zone);
    }
    import.undeclared_people(&declared.undeclared_people, options.people_zone);
    if let Some(table) = tables.get(&AVAILABILITY) {
        import.availability(table);
    }
    let placed = tables.get(&SESSIONS).map(|table| import.sessions(table)).unwrap_or_default();
    if let Some(table) = tables.get(&PANEL) {
        import.panel(table);
    }
    import.like_another();
    let Import { reader, document, .. } = import;
    finish(book, &tables, document, &placed, reader.problems, rules)
}

impl Import<'_> {
    /// Reports required sheets that are missing.
    fn required_sheets(&mut self, tables: &Tables<'_>) {
        let book = self.reader.book;
        for layout in [&SESSIONS, &DAYS] {
            if tables.get(layout).is_none() {
                let message = format!("the sheet \"{}\" is missing", layout.name);
                let found: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).take(12).collect();
                let help = format!(
                    "the sheets found are: {}. `plenary template` writes a workbook with all sheets",
                    found.join(", ")
                );
                self.reader.problems.add_whole(book, Fault::new(&NO_SHEET, message).help(help));
            }
        }
    }

    /// Reads the sessions. Returns their starts and rooms, if the sheet has these columns.
    fn sessions(&mut self, table: &Table<'_>) -> Vec<SheetPlacement> {
        let mut all = Vec::new();
        for row in table.rows() {
            let mut record = self.reader.record(table, row);
            let Some(id) = self.identify(table, row, &mut record) else { continue };
            all.push(self.reader.session(table, &mut record));
            let at = self.document.push("sessions", record);
            self.index.sessions.entry(id).or_insert(at);
        }
        all
    }

    /// Sets the id of the element in a row: its own, or the one made from its name. Reports a row without id and name.
    fn identify(&mut self, table: &Table<'_>, row: &Row, record: &mut Record) -> Option<String> {
        if let Some(Value::String(id)) = record.fields.get("id") {
            return Some(super::directory::normal(id));
        }
        let Some(id) = self.index.ids.get(&(table.sheet, row.number)) else {
            if record.fields.is_empty() && record.help.is_empty() {
                return None;
            }
            let heading = table
                .layout
                .needs
                .first()
                .and_then(|group| group.iter().find(|heading| table.position(heading).is_some()));
            let at = heading.and_then(|heading| table.position(heading));
            // A cell that could not be read was already reported.
            if at.is_none_or(|at| row.cell(at).is_none()) {
                let place = at.map_or_else(|| record.place.clone(), |at| record.place.at(at));
                let message = format!("a row of the sheet \"{}\" needs an id or a name", table.layout.name);
                self.reader.report(&place, Fault::new(&EMPTY_CELL, message));
            }
            return None;
        };
        record.fields.insert("id".to_owned(), Value::from(id.clone()));
        Some(id.clone())
    }

    /// Warns of types, tracks and tags that differ only in their spelling. (Their first use declares them.)
    fn like_another(&mut self) {
        for field in ["type", "track", "tags"] {
            let mut seen: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
            let sessions = self.document.root.get("sessions").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            for (at, session) in sessions.iter().enumerate() {
                let texts: Vec<&str> = match session.get(field) {
                    Some(Value::String(text)) => vec![text],
                    Some(Value::Array(texts)) => texts.iter().filter_map(Value::as_str).collect(),
                    _ => Vec::new(),
                };
                for text in texts {
                    let (first, others) = seen.entry(fold(text)).or_insert_with(|| (text.to_owned(), BTreeSet::new()));
                    if text == first || !others.insert(text.to_owned()) {
                        continue;
                    }
                    let message =
                        format!("\"{text}\" and \"{first}\" differ only in their spelling, and count as different");
                    let pointer = document::pointer(["sessions", &at.to_string(), field]);
                    if let Some(place) = self.document.place(&pointer) {
                        self.reader.report(place, Fault::new(&LIKE_ANOTHER, message));
                    }
                }
            }
        }
    }
}

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

/// Loads the document, and reports the problems of the loader at their cells.
fn finish(
    book: &Book,
    tables: &Tables<'_>,
    mut document: ImportedDocument,
    placed: &[SheetPlacement],
    mut problems: Problems,
    rules: &Catalogue,
) -> Imported {
    let text = serde_json::to_vec(&document.root).unwrap_or_default();
    let loaded = load(&text, &book.file, rules);
    let found_before = problems.has_errors();
    for mut found in loaded.diagnostics {
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
                "write their time zone, country or city in the sheet \"people\", or pass --people-zone for all of \
                 them"
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
        .and_then(|conference| schedule::placements(book, placed, conference, &mut problems));
    let is_usable = !problems.has_errors();
    let document = Value::Object(document.root);
    Imported {
        instance: if is_usable { serde_json::from_value(document.clone()).ok() } else { None },
        conference: conference.filter(|_| is_usable),
        schedule: schedule.filter(|_| is_usable),
        document,
        diagnostics: problems.finish(),
        kept: kept(book, tables),
        unread: tables.unread.clone(),
    }
}

/// Gives an event with a name the id that is made from it, so that it keeps the id when the name is corrected.
fn make_id(document: &mut ImportedDocument, conference: &Conference) {
    if !document.root.contains_key("id") && document.root.contains_key("name") {
        document.root.insert("id".to_owned(), conference.identity().into());
    }
}

/// The unknown columns, by sheet.
fn kept(book: &Book, tables: &Tables<'_>) -> Vec<(String, Vec<String>)> {
    let mut sheets: Vec<&Table<'_>> = tables.by_name.values().collect();
    sheets.sort_by_key(|table| table.sheet);
    let unknown = |table: &&Table<'_>| {
        let headings = table.columns.iter().filter_map(|(_, target)| match target {
            Target::Unknown(heading) => Some(heading.clone()),
            _ => None,
        });
        (book.sheets[table.sheet].name.clone(), headings.collect::<Vec<_>>())
    };
    sheets.iter().map(unknown).filter(|(_, headings)| !headings.is_empty()).collect()
}
