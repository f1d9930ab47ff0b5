//! People without a time zone: the list to fill in, and the list filled in.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::app::create::refuse_existing;
use crate::app::{Failure, files};
use crate::report::workbook::{PersonWithoutZone, missing_zones};
use crate::sheets;

/// The people of an imported document who have neither a time zone nor an audience.
pub(super) fn without_zone(document: &Value) -> Vec<PersonWithoutZone> {
    let people = document.get("people").and_then(Value::as_array).into_iter().flatten();
    let is_nowhere = |person: &&Value| person.get("zone").is_none() && person.get("audience").is_none();
    let text = |person: &Value, field: &str| person.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let one = |person: &Value| PersonWithoutZone {
        id: text(person, "id"),
        name: text(person, "name"),
        organisation: text(person, "organisation"),
    };
    people.filter(is_nowhere).map(one).collect()
}

/// Writes the list to fill in. An existing list is never replaced: somebody may have filled it in.
pub(super) fn write_list(path: &Path, people: &[PersonWithoutZone]) -> Result<(), Failure> {
    refuse_existing(path, "read it with --missing, or name another file")?;
    let bytes = missing_zones(people).map_err(|error| Failure::new(error.to_string()))?;
    files::write(path, &bytes)
}

/// Reads the list that was filled in: time zones by the ids of people.
pub(super) fn read_zones(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let book = sheets::open(path)?;
    sheets::people_zones(&book).map_err(|problems| Failure::of_file("list of --missing", problems))
}

/// What to do after the list was written.
pub(super) fn next_step(list: &Path, people: usize) -> String {
    let list = list.display();
    let people = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    format!(
        "wrote {list}: {people} without a time zone. Fill in a time zone, country or city for each, then run the same \
         command with --missing {list} instead of --write-missing"
    )
}
