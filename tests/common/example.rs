//! A timetable of the example that `init` writes, made by hand.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// Where everything of the example is at first; valid.
const PLACES: [(&str, &str, &str); 5] = [
    ("welcome", "2027-03-01T12:00", "room-1"),
    ("opening", "2027-03-03T10:00", "room-1"),
    ("networks", "2027-03-03T12:00", "room-1"),
    ("languages", "2027-03-03T14:00", "room-1"),
    ("trust", "2027-03-03T12:00", "room-2"),
];

/// Writes it, with some sessions elsewhere, or nowhere (an empty start).
pub fn timetable(dir: &Path, name: &str, changes: &[(&str, &str, &str)]) {
    let place = |id: &str| changes.iter().chain(&PLACES).find(|(known, ..)| *known == id);
    let entries: Vec<Value> = PLACES
        .iter()
        .filter_map(|(id, ..)| place(id))
        .filter(|(_, start, _)| !start.is_empty())
        .map(|(id, start, room)| json!({ "id": id, "start": start, "room": room }))
        .collect();
    let document = json!({ "format": "plenary-schedule/1", "sessions": entries });
    fs::write(dir.join(name), document.to_string()).unwrap();
}
