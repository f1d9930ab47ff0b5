//! People and audiences without a time zone: the list to fill in, and the list filled in.

use std::path::Path;

use serde_json::Value;

use crate::app::create::refuse_existing;
use crate::app::{Failure, files};
use crate::report::numbers::{count, whole};
use crate::report::workbook::{AudienceWithoutZone, PersonWithoutZone, missing_zones};
use crate::sheets::{self, FilledInZones};

/// The people and audiences of an imported document whose time zone is not known.
#[derive(Debug, Default)]
pub(super) struct WithoutZone {
    people: Vec<PersonWithoutZone>,
    audiences: Vec<AudienceWithoutZone>,
}

impl WithoutZone {
    /// People with neither a time zone nor an audience, and audiences without time zones.
    pub(super) fn of(document: &Value) -> WithoutZone {
        let elements = |list: &str| document.get(list).and_then(Value::as_array).into_iter().flatten();
        let text =
            |element: &Value, field: &str| element.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        let is_nowhere = |person: &&Value| person.get("zone").is_none() && person.get("audience").is_none();
        let person = |person: &Value| PersonWithoutZone {
            id: text(person, "id"),
            name: text(person, "name"),
            organisation: text(person, "organisation"),
        };
        let has_no_zones =
            |audience: &&Value| audience.get("zones").and_then(Value::as_array).is_none_or(Vec::is_empty);
        let audience =
            |audience: &Value| AudienceWithoutZone { id: text(audience, "id"), name: text(audience, "name") };
        WithoutZone {
            people: elements("people").filter(is_nowhere).map(person).collect(),
            audiences: elements("audiences").filter(has_no_zones).map(audience).collect(),
        }
    }

    /// Whether all time zones are known.
    pub(super) fn is_empty(&self) -> bool {
        self.people.is_empty() && self.audiences.is_empty()
    }

    /// What to do after the list was written.
    pub(super) fn next_step(&self, list: &Path) -> String {
        let list = list.display();
        let people = match self.people.len() {
            0 => None,
            1 => Some("1 person".to_owned()),
            several => Some(format!("{} people", whole(several))),
        };
        let audiences = Some(self.audiences.len()).filter(|number| *number > 0).map(|number| count(number, "audience"));
        let lacking: Vec<String> = people.into_iter().chain(audiences).collect();
        format!(
            "wrote {list}: {} without a time zone. Fill in a time zone, country or city for each, then run the same \
             command with --missing {list} instead of --write-missing",
            lacking.join(" and ")
        )
    }
}

/// Writes the list to fill in. An existing list is never replaced: somebody may have filled it in.
pub(super) fn write_list(path: &Path, lacking: &WithoutZone) -> Result<(), Failure> {
    refuse_existing(path, "read it with --missing, or name another file")?;
    let bytes = missing_zones(&lacking.people, &lacking.audiences).map_err(|error| Failure::new(error.to_string()))?;
    files::write(path, &bytes)
}

/// Reads the list that was filled in.
pub(super) fn read_zones(path: &Path) -> Result<FilledInZones, Failure> {
    let book = sheets::open(path)?;
    sheets::filled_in_zones(&book).map_err(|problems| Failure::of_file("list of --missing", problems))
}
