//! A row as the fields of an element, each with its cell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::participants::Participant;
use super::table::{Table, Target};
use crate::domain::{Instant, Zone};
use crate::sheets::cell::{Book, Cell, CellPlace, Row};
use crate::sheets::cell_types::dates::DateOrder;
use crate::sheets::cell_types::{CellType, Context};
use crate::sheets::codes::BAD_JSON;
use crate::sheets::directory::Directory;
use crate::sheets::layout::ColumnUse;
use crate::sheets::problem::{Fault, Problems};
use crate::sheets::zones::{self, PlaceNames};

/// A row after reading.
#[derive(Debug)]
pub(crate) struct Record {
    /// The position of the row.
    pub place: CellPlace,
    /// The fields of the element.
    pub fields: Map<String, Value>,
    /// The cells of columns that help to find other values, by their headings.
    pub help: BTreeMap<&'static str, (Cell, CellPlace)>,
    /// The cells of the fields, by the paths of the fields.
    pub places: Vec<(Vec<String>, CellPlace)>,
    /// The cells of unknown columns, if the element has no `extra` to keep them.
    pub unknown: Map<String, Value>,
}

/// The context for reading rows, and the problems found.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    /// The workbook.
    pub book: &'a Book,
    /// The ids and names of the programme.
    pub directory: &'a Directory,
    /// An instant of each day of the event.
    pub when: &'a [Instant],
    /// The people of each session, by sheet and row.
    pub participants: &'a BTreeMap<(usize, usize), Vec<Participant>>,
    /// The dates of the event, if there is a sheet of days.
    pub days: &'a [NaiveDate],
    /// Whether a time was read that names no time zone.
    pub has_local_times: bool,
    /// Whether a start has no date, and the days of the event are not known.
    pub has_undated_starts: bool,
    /// The rows of people whose time zone is given from elsewhere, by sheet and row.
    pub given_zones: BTreeSet<(usize, usize)>,
    /// The problems found.
    pub problems: Problems,
}

impl<'a> Reader<'a> {
    /// A reader of tables in which no column names the people of sessions.
    pub(crate) fn new(book: &'a Book, directory: &'a Directory, when: &'a [Instant]) -> Reader<'a> {
        static NOBODY: BTreeMap<(usize, usize), Vec<Participant>> = BTreeMap::new();
        Reader {
            book,
            directory,
            when,
            days: &[],
            participants: &NOBODY,
            has_local_times: false,
            has_undated_starts: false,
            given_zones: BTreeSet::new(),
            problems: Problems::default(),
        }
    }
}

impl Reader<'_> {
    /// Reports a fault at a position.
    pub(crate) fn report(&mut self, place: &CellPlace, fault: Fault) {
        self.problems.add(self.book, place, fault);
    }

    /// The value read at a position. Reports a fault, and returns `None`.
    pub(crate) fn read<T>(&mut self, place: &CellPlace, found: Result<T, Fault>) -> Option<T> {
        found.map_err(|fault| self.report(place, fault)).ok()
    }

    /// The context for reading a cell.
    pub(crate) fn context(&self, order: DateOrder) -> Context<'_> {
        Context { directory: self.directory, when: self.when, order }
    }

    /// Reads a row. Reports cells that cannot be read, and leaves them out.
    pub(crate) fn record(&mut self, table: &Table<'_>, row: &Row) -> Record {
        let place = table.place(row);
        let mut record =
            Record { place, fields: Map::new(), help: BTreeMap::new(), places: Vec::new(), unknown: Map::new() };
        let mut more = Vec::new();
        let mut zone: [Option<(&Cell, CellPlace)>; 3] = [None, None, None];
        for (at, target) in &table.columns {
            let Some(cell) = row.cell(*at) else { continue };
            let place = record.place.at(*at);
            match target {
                Target::More(number) => more.push((*number, cell, place)),
                Target::Unknown(heading) => record.keep(table, heading, cell, place),
                // The people of all sessions were read before.
                Target::People(_) | Target::PassedOver { .. } | Target::Ignored => {}
                Target::Known { column, zone: named, order } => match column.part {
                    ColumnUse::Help(name) => drop(record.help.insert(name, (cell.clone(), place))),
                    ColumnUse::Place(what) => {
                        zone[if what == "country" { 1 } else { 2 }] = Some((cell, place.clone()));
                        record.keep(table, what, cell, place);
                    }
                    ColumnUse::Field(_) if column.kind == CellType::Zone => zone[0] = Some((cell, place)),
                    ColumnUse::Field(path) => {
                        if let Some(value) = self.read(&place, column.kind.read(cell, self.context(*order))) {
                            record.set(path, in_zone(value, *named), place);
                        }
                    }
                },
            }
        }
        self.zone(&zone, &mut record);
        self.more(more, &mut record);
        record
    }

    /// Sets the zone from its cell, or from country and city.
    fn zone(&mut self, cells: &[Option<(&Cell, CellPlace)>; 3], record: &mut Record) {
        let Some((_, place)) = cells.iter().flatten().next() else { return };
        let broken = |(cell, place): &(&Cell, CellPlace)| Some((cell.formula_fault()?, place.clone()));
        if let Some((fault, place)) = cells.iter().flatten().find_map(broken) {
            return self.report(&place, fault);
        }
        let texts = cells.each_ref().map(|cell| cell.as_ref().map(|(cell, _)| cell.shown()));
        let [zone, country, city] = texts.each_ref().map(Option::as_deref);
        let found = zones::resolve(PlaceNames { zone, country, city }, self.when);
        if found.is_err() && self.given_zones.contains(&(record.place.sheet, record.place.row)) {
            return;
        }
        if let Some(zone) = self.read(place, found) {
            record.set("zone", zone.into(), place.clone());
        }
    }

    /// Adds the fields from the columns `more (JSON)`, unless other columns have them.
    fn more(&mut self, mut cells: Vec<(usize, &Cell, CellPlace)>, record: &mut Record) {
        cells.sort_by_key(|(number, ..)| *number);
        let Some((_, _, place)) = cells.first() else { return };
        if let Some(object) = self.read(place, json(cells.iter().map(|(_, cell, _)| *cell))) {
            record.places.extend(object.keys().map(|key| (vec![key.clone()], place.clone())));
            merge(&mut record.fields, object);
        }
    }
}

impl Record {
    /// Sets the field at a path.
    pub(crate) fn set(&mut self, path: &str, value: Value, place: CellPlace) {
        let steps: Vec<String> = path.split('/').map(str::to_owned).collect();
        put(&mut self.fields, &steps, value);
        self.places.push((steps, place));
    }

    /// Keeps the cell of an unknown column.
    fn keep(&mut self, table: &Table<'_>, heading: &str, cell: &Cell, place: CellPlace) {
        let value = scalar(cell);
        if table.layout.extra {
            let steps = vec!["extra".to_owned(), heading.to_owned()];
            put(&mut self.fields, &steps, value);
            self.places.push((steps, place));
        } else {
            self.unknown.insert(heading.to_owned(), value);
        }
    }

    /// Removes a text field and returns it.
    pub(crate) fn take(&mut self, field: &str) -> Option<String> {
        match self.fields.shift_remove(field) {
            Some(Value::String(text)) => Some(text),
            Some(other) => {
                self.fields.insert(field.to_owned(), other);
                None
            }
            None => None,
        }
    }

    /// The cell of a field, or else the row.
    pub(crate) fn place_of(&self, field: &str) -> CellPlace {
        let found = self.places.iter().find(|(steps, _)| steps.first().is_some_and(|step| step == field));
        found.map_or_else(|| self.place.clone(), |(_, place)| place.clone())
    }
}

/// The value that is kept for a cell of an unknown column.
pub(crate) fn scalar(cell: &Cell) -> Value {
    match cell {
        Cell::Flag(flag) => Value::Bool(*flag),
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Value::from(*number as i64),
        Cell::Number(number) => Value::from(*number),
        other => Value::from(other.shown()),
    }
}

/// Adds an offset to a local date and time, if the heading of its column names a time zone.
pub(crate) fn in_zone(value: Value, zone: Option<Zone>) -> Value {
    let (Some(zone), Some(text)) = (zone, value.as_str()) else { return value };
    let exact = text.replacen(' ', "T", 1);
    let text = exact.get(..16).filter(|start| exact.get(16..) == Some(":00") || *start == exact).unwrap_or(&exact);
    let Ok(civil) = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M") else { return value };
    let at = zone.first_at_or_after(civil);
    let offset = i32::try_from(zone.offset_minutes(at)).unwrap_or(0);
    Value::from(format!("{text}{}", Zone::Fixed(offset)))
}

/// The JSON object in the cells, which are parts of one text.
pub(crate) fn json<'c>(cells: impl Iterator<Item = &'c Cell>) -> Result<Map<String, Value>, Fault> {
    let mut text = String::new();
    for cell in cells {
        match cell {
            Cell::Text(part) => text.push_str(part),
            other => text.push_str(&other.shown()),
        }
    }
    match serde_json::from_str(&text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Fault::new(&BAD_JSON, "the cell does not contain a JSON object")
            .help("write an object, like {\"field\": value}")),
        Err(error) => Err(Fault::new(&BAD_JSON, format!("the cell does not contain valid JSON: {error}"))),
    }
}

/// The value at a path.
pub(crate) fn value_at<'v>(object: &'v Map<String, Value>, steps: &[impl AsRef<str>]) -> Option<&'v Value> {
    let (first, rest) = steps.split_first()?;
    rest.iter().try_fold(object.get(first.as_ref())?, |value, step| value.get(step.as_ref()))
}

/// Sets the value at a path; adds objects on the way.
pub(crate) fn put(object: &mut Map<String, Value>, steps: &[String], value: Value) {
    let Some((first, rest)) = steps.split_first() else { return };
    if rest.is_empty() {
        object.insert(first.clone(), value);
        return;
    }
    let inner = object.entry(first.clone()).or_insert_with(|| Value::Object(Map::new()));
    if !inner.is_object() {
        *inner = Value::Object(Map::new());
    }
    if let Value::Object(inner) = inner {
        put(inner, rest, value);
    }
}

/// Adds the members of `more` that `into` does not have.
pub(crate) fn merge(into: &mut Map<String, Value>, more: Map<String, Value>) {
    for (key, value) in more {
        match (into.get_mut(&key), value) {
            (None, value) => drop(into.insert(key, value)),
            (Some(Value::Object(inner)), Value::Object(more)) => merge(inner, more),
            (Some(_), _) => {}
        }
    }
}
