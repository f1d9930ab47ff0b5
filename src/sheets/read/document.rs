//! The instance as it grows: a JSON document that remembers which cell each part came from.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::record::Record;
use crate::sheets::cell::Place;

/// The document.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Its members.
    pub root: Map<String, Value>,
    /// Where parts of it came from, by JSON pointer.
    places: BTreeMap<String, Place>,
}

impl Document {
    /// Sets a member of the document.
    pub(crate) fn set(&mut self, key: &str, value: Value, place: Place) {
        self.root.insert(key.to_owned(), value);
        self.note(&pointer([key]), place);
    }

    /// Appends an element to a list; its position there.
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

    /// Appends an element that came from one place to a list; its position there.
    pub(crate) fn add(&mut self, list: &str, element: Value, place: Place) -> usize {
        let index = self.list(list).len();
        self.note(&pointer([list, &index.to_string()]), place);
        self.list(list).push(element);
        index
    }

    /// A list of the document; made if there is none.
    pub(crate) fn list(&mut self, key: &str) -> &mut Vec<Value> {
        let list = self.root.entry(key.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
        array(list)
    }

    /// An element of a list; made if there is none.
    pub(crate) fn element(&mut self, list: &str, index: usize) -> &mut Map<String, Value> {
        let list = self.list(list);
        while list.len() <= index {
            list.push(Value::Object(Map::new()));
        }
        object(&mut list[index])
    }

    /// Appends to a list that is a field of an element; where it stands is noted.
    pub(crate) fn append(
        &mut self,
        list: &str,
        index: usize,
        field: &str,
        value: Value,
        places: Vec<(Vec<String>, Place)>,
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

    /// Keeps what has no place of its own in the document's `extra`, by the name of its sheet.
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

    /// Notes where a part came from.
    pub(crate) fn note(&mut self, pointer: &str, place: Place) {
        self.places.entry(pointer.to_owned()).or_insert(place);
    }

    /// Where the part at a pointer, or what it is a part of, came from.
    pub(crate) fn place(&self, pointer: &str) -> Option<&Place> {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.places.get(pointer) {
                return Some(place);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }
}

/// The JSON pointer of some steps.
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
    fn a_part_is_where_it_came_from_or_where_its_whole_did() {
        let place = |row, column| Place { sheet: 0, row, column };
        let mut document = Document::default();
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
