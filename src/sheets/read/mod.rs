//! From a workbook to an instance, and to a timetable if it has one. Each problem has its sheet, row and column.

mod columns;
mod days;
mod document;
mod finish;
mod left_out;
mod missing;
mod names;
mod notes;
mod options;
mod participants;
mod people;
mod plain;
mod record;
mod schedule;
mod sessions;
mod table;
pub(crate) mod timetable;
mod unused;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::cell::{Book, Row};
use super::codes::{EMPTY_CELL, LIKE_ANOTHER, NO_PEOPLE, NO_SHEET};
use super::headings::fold;
use super::layout::{
    AUDIENCES, AVAILABILITY, COMFORT, DAYS, INTEREST, PANEL, PEOPLE, PHASES, RELATIONS, ROLES, ROOMS, RULES, SERVICES,
    SESSIONS, TRACKS, TYPES,
};
use super::problem::{Fault, Problems};
use crate::diagnostic::Diagnostic;
use crate::domain::{Catalogue, Conference, Schedule};
use crate::instance::format::{self, INSTANCE_FORMAT};
pub(crate) use columns::has_meaning;
use document::ImportedDocument;
use finish::{ReadParts, finish};
pub use missing::{FilledInZones, filled_in_zones};
pub(crate) use names::seats;
pub use notes::{ImportNotes, LeftOutRows, PassedOverColumn, Spellings, UnreadSheet, UnusedColumn};
pub use options::Options;
use record::{Reader, Record};
pub(crate) use record::{scalar, value_at};
pub use schedule::schedule;
use sessions::SheetPlacement;
use table::{Table, Tables, Target};
pub use timetable::TimetableSheet;

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
    /// What was not used, and what was assumed.
    pub notes: ImportNotes,
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
    /// The people of sessions that have several rows, by the positions of the sessions: as JSON.
    people_of: BTreeMap<usize, BTreeSet<String>>,
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
    let mut tables = table::tables(book, &options, &mut problems);
    let declared = names::declared(book, &mut tables, &mut problems);
    let days = days::dates_of(&tables, options.days);
    let when = days::noons(&days);
    let reader = Reader {
        book,
        directory: &declared.directory,
        when: &when,
        days: &days,
        participants: &declared.participants.by_row,
        has_local_times: false,
        has_undated_starts: false,
        given_zones: given_zones(&tables, &declared, &options),
        problems,
    };
    let index = Index { ids: declared.ids.clone(), ..Index::default() };
    let mut import = Import { reader, document: ImportedDocument::default(), index };
    import.document.root.insert("format".to_owned(), Value::from(INSTANCE_FORMAT));
    import.required_sheets(&tables);
    if let Some(sheet) = tables.event {
        import.event(sheet);
    }
    let is_local = import.event_zone(&tables, options.time_zone);
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
        import.audiences(table, options);
    }
    if let Some(table) = tables.get(&PEOPLE) {
        import.people(table, options);
    }
    import.undeclared_people(&declared.undeclared_people, options);
    if let Some(table) = tables.get(&AVAILABILITY) {
        import.availability(table);
    }
    let placed = tables.get(&SESSIONS).map(|table| import.sessions(table)).unwrap_or_default();
    if let Some(table) = tables.get(&PANEL) {
        import.panel(table);
    }
    import.days_from_starts(&tables, &placed, options.days);
    import.like_another();
    import.without_people();
    let mut notes = unused::notes(book, &tables, &declared.participants);
    notes.times_read_as_utc = is_local && import.reader.has_local_times;
    notes.grid_minutes = import.grid(&placed);
    notes.has_days = tables.get(&DAYS).is_some() || tables.get(&PHASES).is_some();
    let Import { reader, document, .. } = import;
    let parts = ReadParts { document, placed, problems: reader.problems, notes };
    finish(book, &tables, parts, options, rules)
}

/// The rows of people and audiences whose time zones the options give.
fn given_zones(tables: &Tables<'_>, declared: &names::Declared, options: &Options<'_>) -> BTreeSet<(usize, usize)> {
    let Some(zones) = options.zones else { return BTreeSet::new() };
    let [people, audiences] = [&PEOPLE, &AUDIENCES].map(|layout| tables.get(layout).map(|table| table.sheet));
    let is_given = |sheet: usize, id: &String| {
        Some(sheet) == people && zones.people.contains_key(id)
            || Some(sheet) == audiences && zones.audiences.contains_key(id)
    };
    let rows = declared.ids.iter().filter(|((sheet, _), id)| is_given(*sheet, id));
    rows.map(|(row, _)| *row).collect()
}

/// Whether a workbook was written by this program: its headings and rows mean what they say.
fn is_own(book: &Book) -> bool {
    book.sheets.iter().any(|sheet| sheet.name == "about")
}

impl Import<'_> {
    /// Reports required sheets that are missing.
    fn required_sheets(&mut self, tables: &Tables<'_>) {
        let book = self.reader.book;
        for layout in [&SESSIONS] {
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
            if self.has_more_people(table, row, &record, &id) {
                continue;
            }
            let placed = self.reader.session(table, &mut record);
            self.session_phase(&mut record);
            all.push(placed);
            let at = self.document.push("sessions", record);
            self.index.sessions.entry(id).or_insert(at);
        }
        all
    }

    /// Whether a row only names further people of a session above: it has the same id, and no other values than that
    /// row. Adds these people.
    fn has_more_people(&mut self, table: &Table<'_>, row: &Row, record: &Record, id: &str) -> bool {
        let Some(&at) = self.index.sessions.get(id).filter(|_| !is_own(self.reader.book)) else { return false };
        let Some(people) = self.reader.participants.get(&(table.sheet, row.number)) else { return false };
        let first = self.document.element("sessions", at);
        let agrees = record.fields.iter().all(|(field, value)| {
            // Other columns may describe the person.
            field == "extra" || field == "people" || first.get(field).is_none_or(|known| known == value)
        });
        if !agrees {
            return false;
        }
        let known = self.index.people_of.entry(at).or_insert_with(|| {
            let first = self.document.element("sessions", at).get("people").and_then(Value::as_array);
            first.into_iter().flatten().map(Value::to_string).collect()
        });
        for person in people {
            let value = person.value();
            if known.insert(value.to_string()) {
                self.document.append("sessions", at, "people", value, vec![(Vec::new(), person.place.clone())]);
            }
        }
        true
    }

    /// Sets the time zone of the event, if no sheet names it: the one given, or that of the hours of the days. Returns
    /// whether it is not known.
    fn event_zone(&mut self, tables: &Tables<'_>, given: Option<&str>) -> bool {
        if self.document.root.contains_key("time_zone") {
            return false;
        }
        let noted = |table: &Table<'_>| {
            table.columns.iter().find_map(|(_, target)| match target {
                Target::Known { column, zone: Some(zone), .. } if column.heading == "earliest" => Some(zone.name()),
                _ => None,
            })
        };
        let days = tables.get(&DAYS);
        match given.map(str::to_owned).or_else(|| days.and_then(noted)) {
            Some(zone) => {
                self.document.root.insert("time_zone".to_owned(), zone.into());
                false
            }
            None => {
                self.reader.has_local_times = days.is_some_and(|table| table.position("earliest").is_some());
                true
            }
        }
    }

    /// Chooses a finer grid than the usual one, if the starts are not on it.
    fn grid(&mut self, placed: &[SheetPlacement]) -> Option<i64> {
        if self.document.root.contains_key("grid_minutes") {
            return None;
        }
        let minute = |one: &SheetPlacement| one.start.as_ref()?.0.get(14..16)?.parse::<i64>().ok();
        let starts: Vec<i64> = placed.iter().filter_map(minute).collect();
        let grid = [10, 5, 2, 1].into_iter().find(|grid| starts.iter().all(|minute| minute % grid == 0))?;
        if grid == 10 {
            return None;
        }
        self.document.root.insert("grid_minutes".to_owned(), grid.into());
        Some(grid)
    }

    /// Warns of a programme without people.
    fn without_people(&mut self) {
        let has_any = |list: &str| {
            self.document.root.get(list).and_then(Value::as_array).is_some_and(|elements| !elements.is_empty())
        };
        if has_any("sessions") && !has_any("people") && !is_own(self.reader.book) {
            let message = "the programme has no people: clashes go unseen";
            self.reader.problems.add_whole(self.reader.book, Fault::new(&NO_PEOPLE, message));
        }
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
