//! Merges a newer export into a programme file: ids, fixed places, time zones and other data written by hand stay.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::id_of;
use crate::sheets::{FilledInZones, ImportNotes, Mapping};

/// The member of `extra` that keeps the mapping of an import.
const MAPPING: &str = "import_mapping";

/// What a newer export changed in a programme.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Merged {
    /// The ids of new sessions.
    pub added: Vec<String>,
    /// The ids of sessions with other values than before.
    pub changed: Vec<String>,
    /// The ids of sessions that are no longer in the export. They were removed.
    pub withdrawn: Vec<String>,
}

/// The time zones of the people and audiences of a programme, by their ids, and by the ids that import makes from their
/// names.
pub(super) fn zones(programme: &Value) -> FilledInZones {
    let zone = |person: &Value| text(person, "zone").map(str::to_owned);
    let zones = |audience: &Value| audience.get("zones").and_then(Value::as_array).cloned();
    FilledInZones {
        people: by_id_and_name(programme, "people", zone),
        audiences: by_id_and_name(programme, "audiences", zones),
    }
}

/// A value of each element of a list, by the id of the element, and by the id that import makes from its name.
fn by_id_and_name<T: Clone>(programme: &Value, list: &str, value: impl Fn(&Value) -> Option<T>) -> BTreeMap<String, T> {
    let mut found = BTreeMap::new();
    for element in elements(programme, list) {
        let Some(value) = value(element) else { continue };
        if let Some(name) = text(element, "name") {
            found.entry(id_of(name)).or_insert_with(|| value.clone());
        }
        found.extend(text(element, "id").map(|id| (id.to_owned(), value)));
    }
    found
}

/// The mapping that a programme keeps from its last import.
pub(super) fn kept_mapping(programme: &Value) -> Mapping {
    let kept = programme.get("extra").and_then(|extra| extra.get(MAPPING)).cloned();
    kept.and_then(|mapping| serde_json::from_value(mapping).ok()).unwrap_or_default()
}

/// Keeps a mapping in a programme, for the next import.
pub(super) fn keep_mapping(programme: &mut Value, mapping: &Mapping) {
    if mapping.columns.is_empty() && mapping.sheets.is_empty() {
        return;
    }
    let (Some(root), Ok(mapping)) = (programme.as_object_mut(), serde_json::to_value(mapping)) else { return };
    let extra = root.entry("extra").or_insert_with(|| Value::Object(Map::new()));
    if let Some(extra) = extra.as_object_mut() {
        extra.insert(MAPPING.to_owned(), mapping);
    }
}

/// Merges the programme of a newer export into an older programme. Elements with the same id, or else the same title or
/// name, are the same. Also gives the ids of the export that became older ones.
pub(super) fn merge(old: &Value, mut new: Value, notes: &ImportNotes) -> (Value, Merged, BTreeMap<String, String>) {
    let mut renamed = BTreeMap::new();
    for (list, name) in [("sessions", "title"), ("people", "name")] {
        renamed.extend(same_names(old, &new, list, name));
    }
    rename(&mut new, &renamed);
    let mut merged = Merged::default();
    let mut whole = old.as_object().cloned().unwrap_or_default();
    for (key, value) in new.as_object().cloned().unwrap_or_default() {
        match (key.as_str(), value) {
            ("sessions", Value::Array(sessions)) => {
                let list = sessions_of(old, sessions, &mut merged);
                whole.insert(key, list);
            }
            // Days that were only taken from the starts do not replace those of the programme.
            ("phases" | "grid_minutes", _) if !notes.has_days && whole.contains_key(&key) => {}
            // The event stays the same event.
            ("id", _) if whole.contains_key("id") => {}
            (list, Value::Array(elements)) => {
                let merged = by_id(old, list, elements);
                whole.insert(key, merged);
            }
            (_, Value::Object(members)) => {
                let known = whole.entry(key).or_insert_with(|| Value::Object(Map::new()));
                if let Some(known) = known.as_object_mut() {
                    known.extend(members);
                }
            }
            (_, value) => drop(whole.insert(key, value)),
        }
    }
    (Value::Object(whole), merged, renamed)
}

/// The sessions of the export, each with what only the older programme knows about it.
fn sessions_of(old: &Value, sessions: Vec<Value>, merged: &mut Merged) -> Value {
    let mut ids = BTreeSet::new();
    let mut list = Vec::new();
    for session in sessions {
        let id = text(&session, "id").unwrap_or_default().to_owned();
        match elements(old, "sessions").find(|known| text(known, "id") == Some(&id)) {
            Some(known) => {
                let whole = over(known, session);
                if whole != *known {
                    merged.changed.push(id.clone());
                }
                list.push(whole);
            }
            None => {
                merged.added.push(id.clone());
                list.push(session);
            }
        }
        ids.insert(id);
    }
    let gone = elements(old, "sessions").filter_map(|known| text(known, "id")).filter(|id| !ids.contains(*id));
    merged.withdrawn.extend(gone.map(str::to_owned));
    Value::Array(list)
}

/// The elements of the older list, with the values of the newer one; new elements follow.
fn by_id(old: &Value, list: &str, new: Vec<Value>) -> Value {
    let has_ids = new.iter().all(|element| text(element, "id").is_some());
    if !has_ids || !old.get(list).is_some_and(Value::is_array) {
        return Value::Array(new);
    }
    let mut whole: Vec<Value> = elements(old, list).cloned().collect();
    for element in new {
        match whole.iter_mut().find(|known| text(known, "id") == text(&element, "id")) {
            Some(known) => *known = over(known, element),
            None => whole.push(element),
        }
    }
    Value::Array(whole)
}

/// An element with the members of a newer one over its own.
fn over(known: &Value, newer: Value) -> Value {
    let mut whole = known.as_object().cloned().unwrap_or_default();
    if let Value::Object(newer) = newer {
        for (key, value) in newer {
            match (whole.get_mut(&key), value) {
                (Some(Value::Object(own)), Value::Object(more)) => own.extend(more),
                (_, value) => drop(whole.insert(key, value)),
            }
        }
    }
    Value::Object(whole)
}

/// The new ids of elements whose title or name an older element with another id has alone.
fn same_names(old: &Value, new: &Value, list: &str, name: &str) -> BTreeMap<String, String> {
    let known: BTreeSet<&str> = elements(old, list).filter_map(|element| text(element, "id")).collect();
    let taken: BTreeSet<&str> = elements(new, list).filter_map(|element| text(element, "id")).collect();
    let mut renamed = BTreeMap::new();
    for element in elements(new, list) {
        let (Some(id), Some(title)) = (text(element, "id"), text(element, name)) else { continue };
        if known.contains(id) {
            continue;
        }
        let same =
            elements(old, list).filter(|other| text(other, name).is_some_and(|other| id_of(other) == id_of(title)));
        if let [only] = same.filter_map(|other| text(other, "id")).collect::<Vec<_>>().as_slice()
            && !taken.contains(only)
            && !id_of(title).is_empty()
        {
            renamed.insert(id.to_owned(), (*only).to_owned());
        }
    }
    renamed
}

/// Replaces ids in a programme.
pub(super) fn rename(value: &mut Value, renamed: &BTreeMap<String, String>) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|element| rename(element, renamed)),
        Value::Object(members) => {
            for (key, member) in members.iter_mut().filter(|(key, _)| *key != "extra") {
                match member {
                    Value::String(text) if IDS.contains(&key.as_str()) => replace(text, renamed),
                    Value::Array(list) if IDS.contains(&key.as_str()) => {
                        for element in list {
                            match element {
                                Value::String(text) => replace(text, renamed),
                                other => rename(other, renamed),
                            }
                        }
                    }
                    other => rename(other, renamed),
                }
            }
        }
        _ => {}
    }
}

/// The members that contain ids of sessions or people.
const IDS: [&str; 8] = ["id", "session", "sessions", "people", "person", "after", "before", "apart_from"];

fn replace(text: &mut String, renamed: &BTreeMap<String, String>) {
    if let Some(id) = renamed.get(text) {
        text.clone_from(id);
    }
}

fn elements<'v>(value: &'v Value, list: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value.get(list).and_then(Value::as_array).into_iter().flatten()
}

fn text<'v>(value: &'v Value, field: &str) -> Option<&'v str> {
    value.get(field).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_written_by_hand_stays_and_the_changes_are_listed() {
        let old = json!({
            "id": "meeting-2027", "grid_minutes": 15, "phases": [{ "id": "main", "days": ["2027-06-01", "2027-06-02"] }],
            "people": [{ "id": "p1", "name": "Jane Roe", "zone": "Africa/Lagos" }],
            "sessions": [
                { "id": "a", "title": "Opening", "minutes": 60, "fixed": { "start": "2027-06-01T09:00" }, "people": ["p1"] },
                { "id": "w7", "title": "Cables", "minutes": 30 },
                { "id": "gone", "title": "Gone", "minutes": 30 }
            ]
        });
        let new = json!({
            "id": "other", "grid_minutes": 5, "phases": [{ "id": "event", "days": ["2027-06-01"] }],
            "people": [{ "id": "jane-roe", "name": "Jane Roe", "title": "Dr." }],
            "sessions": [
                { "id": "a", "title": "Opening", "minutes": 60, "people": ["jane-roe"] },
                { "id": "cables", "title": "Cables", "minutes": 45, "after": ["new"] },
                { "id": "new", "title": "New", "minutes": 30, "people": [{ "id": "jane-roe", "role": "moderator" }] }
            ]
        });
        let (whole, merged, renamed) = merge(&old, new, &ImportNotes::default());
        assert_eq!(
            (merged.added, merged.changed, merged.withdrawn),
            (vec!["new".into()], vec!["w7".into()], vec!["gone".into()])
        );
        assert_eq!(renamed.len(), 2);
        assert_eq!(whole["id"], "meeting-2027");
        assert_eq!(whole["grid_minutes"], 15);
        assert_eq!(whole["phases"], old["phases"]);
        assert_eq!(
            whole["people"],
            json!([{ "id": "p1", "name": "Jane Roe", "zone": "Africa/Lagos", "title": "Dr." }])
        );
        assert_eq!(whole["sessions"][0], old["sessions"][0]);
        assert_eq!(whole["sessions"][1], json!({ "id": "w7", "title": "Cables", "minutes": 45, "after": ["new"] }));
        assert_eq!(whole["sessions"][2]["people"], json!([{ "id": "p1", "role": "moderator" }]));
    }

    #[test]
    fn zones_are_found_by_id_and_by_name_and_the_mapping_is_kept() {
        let mut programme = json!({
            "people": [{ "id": "p1", "name": "José García", "zone": "+05:00" }, { "id": "q" }],
            "audiences": [{ "id": "af", "zones": [{ "zone": "Africa/Lagos" }] }]
        });
        let found = zones(&programme);
        assert_eq!(found.people["p1"], "+05:00");
        assert_eq!(found.people["jose-garcia"], "+05:00");
        assert_eq!((found.people.len(), found.audiences["af"].len()), (2, 1));
        let mut mapping = Mapping::default();
        mapping.add("Durée=minutes").unwrap();
        keep_mapping(&mut programme, &mapping);
        assert_eq!(kept_mapping(&programme), mapping);
    }
}
