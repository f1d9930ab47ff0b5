//! The imported instance: a JSON document that knows from which cell each part came.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::record::Record;
use crate::sheets::cell::CellPlace;

/// The imported document.
#[derive(Debug, Default)]
pub(crate) struct ImportedDocument {
    /// The members of the document.
    pub root: Map<String, Value>,
    /// The cells from which the parts came, by JSON pointer.
    places: BTreeMap<String, CellPlace>,
}

impl ImportedDocument {
    /// Sets a member of the document.
    pub(crate) fn set(&mut self, key: &str, value: Value, place: CellPlace) {
        self.root.insert(key.to_owned(), value);
        self.note(&pointer([key]), place);
    }

    /// Appends an element to a list. Returns its position.
    pub(crate) fn push(&mut self, list: &str, record: Record) -> usize {
        let index = self.list(list).len();
        let base = pointer([list, &index.to_string()]);
        self.note(&base, record.place);
        for (steps, place) in record.places {
            self.note(&format!("{base}{}", pointer(steps.iter().map(String::as_str))), place);
        }
        self.list(list).push(Value::Object(record.fields));
        index
    }

    /// Appends an element that came from one cell to a list. Returns its position.
    pub(crate) fn add(&mut self, list: &str, element: Value, place: CellPlace) -> usize {
        let index = self.list(list).len();
        self.note(&pointer([list, &index.to_string()]), place);
        self.list(list).push(element);
        index
    }

    /// A list of the document; adds an empty one if it is missing.
    pub(crate) fn list(&mut self, key: &str) -> &mut Vec<Value> {
        let list = self.root.entry(key.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
        array(list)
    }

    /// An element of a list; adds empty ones if it is missing.
    pub(crate) fn element(&mut self, list: &str, index: usize) -> &mut Map<String, Value> {
        let list = self.list(list);
        while list.len() <= index {
            list.push(Value::Object(Map::new()));
        }
        object(&mut list[index])
    }

    /// Appends a value to a list that is a field of an element, and records its cells.
    pub(crate) fn append(
        &mut self,
        list: &str,
        index: usize,
        field: &str,
        value: Value,
        places: Vec<(Vec<String>, CellPlace)>,
    ) {
        let inner =
            array(self.element(list, index).entry(field.to_owned()).or_insert_with(|| Value::Array(Vec::new())));
        let position = inner.len().to_string();
        inner.push(value);
        let base = pointer([list, &index.to_string(), field, &position]);
        for (steps, place) in places {
            self.note(&format!("{base}{}", pointer(steps.iter().map(String::as_str))), place);
        }
    }

    /// Keeps unknown cells of a row in the document's `extra`, under the name of the sheet.
    pub(crate) fn keep(&mut self, sheet: &str, row: usize, unknown: Map<String, Value>) {
        if unknown.is_empty() {
            return;
        }
        let extra = object(self.root.entry("extra".to_owned()).or_insert_with(|| Value::Object(Map::new())));
        let kept = array(extra.entry(sheet.to_owned()).or_insert_with(|| Value::Array(Vec::new())));
        let mut row = Map::from_iter([("row".to_owned(), Value::from(row))]);
        row.extend(unknown);
        kept.push(Value::Object(row));
    }

    /// Records from which cell a part came.
    pub(crate) fn note(&mut self, pointer: &str, place: CellPlace) {
        self.places.entry(pointer.to_owned()).or_insert(place);
    }

    /// The cell of the part at a pointer, or of the smallest part around it.
    pub(crate) fn place(&self, pointer: &str) -> Option<&CellPlace> {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.places.get(pointer) {
                return Some(place);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }
}

/// The JSON pointer with these steps.
pub(crate) fn pointer<'s>(steps: impl IntoIterator<Item = &'s str>) -> String {
    steps
        .into_iter()
        .fold(String::new(), |pointer, step| format!("{pointer}/{}", step.replace('~', "~0").replace('/', "~1")))
}

/// The value as a list; another value is replaced by an empty one.
fn array(value: &mut Value) -> &mut Vec<Value> {
    if !value.is_array() {
        *value = Value::Array(Vec::new());
    }
    #[expect(clippy::unreachable, reason = "the line above makes it a list")]
    match value {
        Value::Array(array) => array,
        _ => unreachable!("the value is a list"),
    }
}

/// The value as an object; another value is replaced by an empty one.
fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    #[expect(clippy::unreachable, reason = "the line above makes it an object")]
    match value {
        Value::Object(object) => object,
        _ => unreachable!("the value is an object"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_its_own_cell_or_that_of_its_parent() {
        let place = |row, column| CellPlace { sheet: 0, row, column };
        let mut document = ImportedDocument::default();
        let record = Record {
            place: place(2, None),
            fields: Map::from_iter([("minutes".to_owned(), Value::from(0))]),
            help: BTreeMap::new(),
            places: vec![(vec!["minutes".to_owned()], place(2, Some(3)))],
            unknown: Map::new(),
        };
        assert_eq!(document.push("sessions", record), 0);
        document.append("sessions", 0, "people", Value::from("ana"), vec![(vec![], place(9, None))]);
        assert_eq!(document.place("/sessions/0/minutes"), Some(&place(2, Some(3))));
        assert_eq!(document.place("/sessions/0/title/x"), Some(&place(2, None)));
        assert_eq!(document.place("/sessions/0/people/0/role"), Some(&place(9, None)));
        assert_eq!(document.place("/rooms/0"), None);
        assert_eq!(pointer(["extra", "a/b"]), "/extra/a~1b");
    }
}
