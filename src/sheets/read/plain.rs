//! Reads sheets whose rows are elements of a list, the settings of rules, and the settings of the event.

use serde_json::{Map, Value};

use super::Import;
use super::document::pointer;
use super::record::{Record, json, merge, scalar};
use super::table::Table;
use crate::sheets::cell::{Cell, CellPlace};
use crate::sheets::cell_types::CellType;
use crate::sheets::cell_types::dates::DateOrder;
use crate::sheets::headings::heading;
use crate::sheets::layout::{ColumnUse, EVENT, more};

impl Import<'_> {
    /// Reads a sheet whose elements have ids.
    pub(crate) fn with_ids(&mut self, table: &Table<'_>) {
        for row in table.rows() {
            let mut record = self.reader.record(table, row);
            if self.identify(table, row, &mut record).is_some() {
                self.push(table, row.number, record);
            }
        }
    }

    /// Reads a sheet whose elements have no ids.
    pub(crate) fn without_ids(&mut self, table: &Table<'_>) {
        for row in table.rows() {
            let mut record = self.reader.record(table, row);
            let pair: Vec<(Cell, CellPlace)> =
                ["first", "second"].iter().filter_map(|name| record.help.get(name).cloned()).collect();
            if !record.fields.contains_key("sessions") && !pair.is_empty() {
                let text = pair.iter().map(|(cell, _)| cell.shown()).collect::<Vec<_>>().join("; ");
                let found = CellType::Selectors.read(&Cell::Text(text), self.reader.context(DateOrder::Unknown));
                if let Some(sessions) = self.reader.read(&pair[0].1, found) {
                    record.set("sessions", sessions, pair[0].1.clone());
                }
            }
            if record.fields.is_empty() {
                continue;
            }
            let needs: Vec<&str> = table.layout.needs.iter().filter_map(|group| group.first().copied()).collect();
            let lacking: Vec<&str> = needs.into_iter().filter(|heading| lacks(table, &record, heading)).collect();
            if !lacking.is_empty() {
                self.reader.missing(table, &record, &lacking, row);
                continue;
            }
            self.push(table, row.number, record);
        }
    }

    fn push(&mut self, table: &Table<'_>, row: usize, mut record: Record) {
        self.document.keep(table.layout.name, row, std::mem::take(&mut record.unknown));
        self.document.push(table.layout.list, record);
    }

    /// Reads the settings of rules.
    pub(crate) fn rules(&mut self, table: &Table<'_>) {
        let mut rules = Map::new();
        for row in table.rows() {
            let mut record = self.reader.record(table, row);
            let Some(rule) = record.take("rule") else {
                self.reader.missing(table, &record, &["rule"], row);
                continue;
            };
            let setting = record.fields.shift_remove("setting");
            let options: Vec<(&str, Value)> = ["measure", "share", "threshold"]
                .into_iter()
                .filter_map(|name| record.fields.shift_remove(name).map(|value| (name, value)))
                .collect();
            let value = match (record.fields.shift_remove("value"), setting) {
                (Some(value), _) => value,
                (None, None) if options.is_empty() => {
                    self.reader.missing(table, &record, &["setting"], row);
                    continue;
                }
                (None, Some(word @ Value::String(_))) if options.is_empty() => word,
                (None, setting) => {
                    let mut object = Map::new();
                    if let Some(setting) = setting {
                        let key = if setting.is_string() { "strength" } else { "weight" };
                        object.insert(key.to_owned(), setting);
                    }
                    object.extend(options.into_iter().map(|(name, value)| (name.to_owned(), value)));
                    Value::Object(object)
                }
            };
            self.document.keep(table.layout.name, row.number, std::mem::take(&mut record.unknown));
            self.document.note(&pointer(["rules", &rule]), record.place.clone());
            rules.insert(rule, value);
        }
        if !rules.is_empty() {
            let place = CellPlace { sheet: table.sheet, row: 0, column: None };
            self.document.set("rules", Value::Object(rules), place);
        }
    }

    /// Reads the settings of the event: each row has a name and a value.
    pub(crate) fn event(&mut self, sheet: usize) {
        let mut rest: Vec<(usize, &Cell, CellPlace)> = Vec::new();
        for row in &self.reader.book.sheets[sheet].rows {
            let mut cells = row.cells.iter();
            let Some((_, Cell::Text(name))) = cells.next() else { continue };
            let name = heading(name);
            let value = cells.next().map(|(at, cell)| (cell, CellPlace { sheet, row: row.number, column: Some(*at) }));
            let is_heading = |(cell, _): &(&Cell, CellPlace)| heading(&cell.shown()).means("value");
            if value.as_ref().is_some_and(is_heading) {
                continue;
            }
            let setting = EVENT.columns.iter().find(|setting| setting.is_called(&name));
            // A setting without a value has its default.
            let Some((cell, place)) = value else { continue };
            match (more(&name), setting) {
                (Some(number), _) => rest.push((number, cell, place)),
                (None, Some(setting)) => {
                    let found = setting.kind.read(cell, self.reader.context(DateOrder::Unknown));
                    if let (ColumnUse::Field(path), Some(value)) = (setting.part, self.reader.read(&place, found)) {
                        self.document.set(path, value, place);
                    }
                }
                (None, None) => {
                    self.document.note(&pointer(["extra", &name.written]), place);
                    let extra = Map::from_iter([(name.written, scalar(cell))]);
                    merge(&mut self.document.root, Map::from_iter([("extra".to_owned(), Value::Object(extra))]));
                }
            }
        }
        rest.sort_by_key(|(number, ..)| *number);
        let Some((_, _, place)) = rest.first() else { return };
        if let Some(object) = self.reader.read(place, json(rest.iter().map(|(_, cell, _)| *cell))) {
            for key in object.keys() {
                self.document.note(&pointer([key.as_str()]), place.clone());
            }
            merge(&mut self.document.root, object);
        }
    }
}

/// Whether the field of a required column is missing.
fn lacks(table: &Table<'_>, record: &Record, heading: &str) -> bool {
    let column = table.layout.columns.iter().find(|column| column.heading == heading);
    matches!(column.map(|column| column.part), Some(ColumnUse::Field(path)) if !record.fields.contains_key(path))
}
