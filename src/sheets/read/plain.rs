//! Sheets whose rows are the elements of a list, and the event's own settings.

use serde_json::{Map, Value};

use super::document::{Document, pointer};
use super::record::{Reader, Record, json, merge, scalar};
use super::sessions::missing;
use super::table::Table;
use super::{Index, identify};
use crate::sheets::cell::{Cell, Place};
use crate::sheets::headings::heading;
use crate::sheets::kinds::dates::Order;
use crate::sheets::kinds::{Context, Kind};
use crate::sheets::layout::{Part, SETTINGS, more};
use crate::sheets::problem::Problems;

/// Reads a sheet whose elements have ids.
pub fn with_ids(
    reader: Reader<'_>,
    table: &Table<'_>,
    document: &mut Document,
    index: &mut Index,
    problems: &mut Problems,
) {
    for row in table.rows() {
        let mut record = reader.record(table, row, problems);
        if identify(reader, table, row, &mut record, index, problems).is_some() {
            push(table, row.number, record, document);
        }
    }
}

/// Reads a sheet whose elements have none.
pub fn without_ids(reader: Reader<'_>, table: &Table<'_>, document: &mut Document, problems: &mut Problems) {
    for row in table.rows() {
        let mut record = reader.record(table, row, problems);
        let pair: Vec<(Cell, Place)> =
            ["first", "second"].iter().filter_map(|name| record.help.get(name).cloned()).collect();
        if !record.fields.contains_key("sessions") && !pair.is_empty() {
            let text = pair.iter().map(|(cell, _)| cell.shown()).collect::<Vec<_>>().join("; ");
            let context = Context { directory: reader.directory, when: reader.when, order: Order::Unknown };
            match Kind::Selectors.read(&Cell::Text(text), context) {
                Ok(sessions) => record.set("sessions", sessions, pair[0].1.clone()),
                Err(fault) => problems.add(reader.book, &pair[0].1, fault),
            }
        }
        if record.fields.is_empty() {
            continue;
        }
        let needs: Vec<&str> = table.layout.needs.iter().filter_map(|group| group.first().copied()).collect();
        let lacking: Vec<&str> = needs.into_iter().filter(|heading| lacks(table, &record, heading)).collect();
        if !lacking.is_empty() {
            missing(reader, table, &record, &lacking, row, problems);
            continue;
        }
        push(table, row.number, record, document);
    }
}

/// Adds an element of which nothing is known but its id.
pub fn bare(list: &str, id: &str, place: Place, document: &mut Document) {
    let at = document.list(list).len();
    document.list(list).push(Value::Object(Map::from_iter([("id".to_owned(), Value::from(id))])));
    document.note(&pointer([list, &at.to_string()]), place);
}

/// Whether the field of a needed column is not there.
fn lacks(table: &Table<'_>, record: &Record, heading: &str) -> bool {
    let column = table.layout.columns.iter().find(|column| column.heading == heading);
    matches!(column.map(|column| column.part), Some(Part::Field(path)) if !record.fields.contains_key(path))
}

fn push(table: &Table<'_>, row: usize, mut record: Record, document: &mut Document) {
    document.keep(table.layout.name, row, std::mem::take(&mut record.unknown));
    document.push(table.layout.list, record);
}

/// Reads the settings of rules.
pub fn rules(reader: Reader<'_>, table: &Table<'_>, document: &mut Document, problems: &mut Problems) {
    let mut rules = Map::new();
    for row in table.rows() {
        let mut record = reader.record(table, row, problems);
        let Some(rule) = record.take("rule") else {
            missing(reader, table, &record, &["rule"], row, problems);
            continue;
        };
        let setting = record.fields.shift_remove("setting");
        let share = record.fields.shift_remove("share");
        let value = match (record.fields.shift_remove("value"), setting, share) {
            (Some(value), ..) => value,
            (None, None, None) => {
                missing(reader, table, &record, &["setting"], row, problems);
                continue;
            }
            (None, Some(word @ Value::String(_)), None) => word,
            (None, setting, share) => {
                let mut object = Map::new();
                if let Some(setting) = setting {
                    let key = if setting.is_string() { "strength" } else { "weight" };
                    object.insert(key.to_owned(), setting);
                }
                if let Some(share) = share {
                    object.insert("share".to_owned(), share);
                }
                Value::Object(object)
            }
        };
        document.keep(table.layout.name, row.number, std::mem::take(&mut record.unknown));
        document.note(&pointer(["rules", &rule]), record.place.clone());
        rules.insert(rule, value);
    }
    if !rules.is_empty() {
        let place = Place { sheet: table.sheet, row: 0, column: None };
        document.set("rules", Value::Object(rules), place);
    }
}

/// Reads the event's settings: names in one column, values beside them.
pub fn event(reader: Reader<'_>, sheet: usize, document: &mut Document, problems: &mut Problems) {
    let mut rest: Vec<(usize, &Cell, Place)> = Vec::new();
    for row in &reader.book.sheets[sheet].rows {
        let mut cells = row.cells.iter();
        let Some((_, Cell::Text(name))) = cells.next() else { continue };
        let name = heading(name);
        let value = cells.next().map(|(at, cell)| (cell, Place { sheet, row: row.number, column: Some(*at) }));
        let is_heading = |(cell, _): &(&Cell, Place)| heading(&cell.shown()).means("value");
        if value.as_ref().is_some_and(is_heading) {
            continue;
        }
        let setting = SETTINGS
            .iter()
            .find(|setting| std::iter::once(&setting.heading).chain(setting.also).any(|known| name.means(known)));
        // Without a value it has its default.
        let Some((cell, place)) = value else { continue };
        match (more(&name), setting) {
            (Some(number), _) => rest.push((number, cell, place)),
            (None, Some(setting)) => {
                let context = Context { directory: reader.directory, when: reader.when, order: Order::Unknown };
                match (setting.part, setting.kind.read(cell, context)) {
                    (Part::Field(path), Ok(value)) => document.set(path, value, place),
                    (_, Ok(_)) => {}
                    (_, Err(fault)) => problems.add(reader.book, &place, fault),
                }
            }
            (None, None) => {
                document.note(&pointer(["extra", &name.written]), place);
                let extra = Map::from_iter([(name.written, scalar(cell))]);
                merge(&mut document.root, Map::from_iter([("extra".to_owned(), Value::Object(extra))]));
            }
        }
    }
    rest.sort_by_key(|(number, ..)| *number);
    let Some((_, _, place)) = rest.first() else { return };
    match json(rest.iter().map(|(_, cell, _)| *cell)) {
        Ok(object) => {
            for key in object.keys() {
                document.note(&pointer([key.as_str()]), place.clone());
            }
            merge(&mut document.root, object);
        }
        Err(fault) => problems.add(reader.book, place, fault),
    }
}
