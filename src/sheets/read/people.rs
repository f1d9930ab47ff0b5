//! Reads audiences and people: where they are, and when they are available.

use serde_json::{Map, Value, json};

use super::names::{UndeclaredPerson, full_name};
use super::record::Record;
use super::table::Table;
use super::{Import, Options};
use crate::domain::Decimal;
use crate::instance::codes::UNKNOWN_PERSON;
use crate::instance::format::Exact;
use crate::sheets::cell::CellPlace;
use crate::sheets::codes::{CONTRADICTION, NO_COLUMN};
use crate::sheets::problem::Fault;

/// The columns that say where people are.
pub(super) const PLACE_COLUMNS: [&str; 3] = ["zone", "country", "city"];
/// The number of audiences that a message names.
const NAMED: usize = 6;

impl Import<'_> {
    /// Reads audiences. Each row of an audience has one of its time zones.
    pub(crate) fn audiences(&mut self, table: &Table<'_>, options: Options<'_>) {
        let mut parts: Vec<Vec<Option<Decimal>>> = Vec::new();
        for row in table.rows() {
            let mut record = self.reader.record(table, row);
            let Some(id) = self.identify(table, row, &mut record) else { continue };
            let zone = zone(&mut record);
            let people = record.fields.get("people").map(ToString::to_string).and_then(|text| text.parse().ok());
            let at = match self.index.audiences.get(&id) {
                Some(&at) => {
                    // The number of people in a later row belongs to its time zone.
                    if people.is_some() {
                        record.fields.shift_remove("people");
                    }
                    self.later_row(&record, at);
                    at
                }
                None => {
                    let places = std::mem::take(&mut record.places);
                    record.places = places
                        .into_iter()
                        .filter(|(steps, _)| !matches!(steps[0].as_str(), "zone" | "share"))
                        .collect();
                    record.fields.entry("zones").or_insert_with(|| Value::Array(Vec::new()));
                    let at = self.document.push("audiences", record);
                    self.index.audiences.insert(id, at);
                    parts.push(Vec::new());
                    at
                }
            };
            if let Some((zone, places)) = zone {
                let alone = people.filter(|_| zone.get("share").is_none());
                self.document.append("audiences", at, "zones", Value::Object(zone), places);
                if let Some(parts) = parts.get_mut(at) {
                    parts.push(alone);
                }
            }
        }
        for (at, parts) in parts.into_iter().enumerate() {
            counted(self.document.element("audiences", at), &parts);
        }
        self.audiences_without_zone(table, options);
    }

    /// Gives audiences without a time zone those of the options. Reports a sheet without a column for time zones, if
    /// audiences are left without one.
    fn audiences_without_zone(&mut self, table: &Table<'_>, options: Options<'_>) {
        let mut lacking = Vec::new();
        for (id, at) in &self.index.audiences {
            let audience = self.document.element("audiences", *at);
            let has_zones = audience.get("zones").and_then(Value::as_array).is_some_and(|zones| !zones.is_empty());
            match options.zones.and_then(|zones| zones.audiences.get(id)) {
                Some(zones) if !has_zones => drop(audience.insert("zones".to_owned(), Value::Array(zones.clone()))),
                None if !has_zones => lacking.push(format!("\"{id}\"")),
                _ => {}
            }
        }
        if lacking.is_empty() || table.has_json() || PLACE_COLUMNS.iter().any(|at| table.position(at).is_some()) {
            return;
        }
        let book = self.reader.book;
        let sheet = &book.sheets[table.sheet].name;
        let place = CellPlace { sheet: table.sheet, row: table.heading_row(), column: None };
        let several = if lacking.len() > NAMED { ", ..." } else { "" };
        let message = format!(
            "the sheet \"{sheet}\" has no column \"zone\" or \"country\" or \"city\": where are {}{several}?",
            lacking.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ")
        );
        let help = format!(
            "add this column; or --write-missing FILE.xlsx for a list to fill in; or do without the sheet: --map \
             \"{sheet}=ignore\""
        );
        self.reader.problems.add(book, &place, Fault::new(&NO_COLUMN, message).help(help));
    }

    /// Adds the fields of a later row of an audience. Reports a value that differs from an earlier row.
    fn later_row(&mut self, record: &Record, at: usize) {
        let audience = self.document.element("audiences", at);
        for (field, value) in &record.fields {
            match audience.get_mut(field) {
                None => drop(audience.insert(field.clone(), value.clone())),
                Some(Value::Object(known)) if field == "extra" => {
                    if let Value::Object(more) = value {
                        super::record::merge(known, more.clone());
                    }
                }
                Some(known) if known != value => {
                    let message =
                        format!("an earlier row of the same audience has another value in the column \"{field}\"");
                    self.reader.report(&record.place_of(field), Fault::new(&CONTRADICTION, message));
                }
                Some(_) => {}
            }
        }
    }

    /// Reads people.
    pub(crate) fn people(&mut self, table: &Table<'_>, options: Options<'_>) {
        for row in table.rows() {
            let mut record = self.reader.record(table, row);
            if !record.fields.contains_key("name") {
                let shown = |name: &str| record.help.get(name).map(|(cell, _)| cell.shown());
                if let Some(name) = full_name(shown("first name"), shown("last name")) {
                    record.fields.insert("name".to_owned(), name.into());
                }
            }
            let Some(id) = self.identify(table, row, &mut record) else { continue };
            let is_somewhere = record.fields.contains_key("zone") || record.fields.contains_key("audience");
            if let Some(zone) = options.zone_of(&id).filter(|_| !is_somewhere) {
                record.fields.insert("zone".to_owned(), zone.into());
            }
            let at = self.document.push("people", record);
            self.index.people.entry(id).or_insert(at);
        }
    }

    /// Adds the people without a row.
    pub(crate) fn undeclared_people(&mut self, people: &[UndeclaredPerson], options: Options<'_>) {
        for new in people {
            let mut person = json!({ "id": new.id, "name": new.name });
            for (field, value) in [("title", &new.title), ("email", &new.email), ("organisation", &new.organisation)] {
                if let Some(value) = value {
                    person[field] = value.as_str().into();
                }
            }
            if let Some(zone) = options.zone_of(&new.id) {
                person["zone"] = zone.into();
            }
            let at = self.document.add("people", person, new.place.clone());
            self.index.people.entry(new.id.clone()).or_insert(at);
        }
    }

    /// Adds the rows of the sheet availability to their people.
    pub(crate) fn availability(&mut self, table: &Table<'_>) {
        for row in table.rows() {
            let mut record = self.reader.record(table, row);
            let Some(person) = record.take("person") else {
                self.reader.missing(table, &record, &["person"], row);
                continue;
            };
            let Some(&at) = self.index.people.get(&person) else {
                let fault = Fault::new(&UNKNOWN_PERSON, format!("there is no person \"{person}\""));
                self.reader.report(&record.place_of("person"), fault);
                continue;
            };
            // Without a readable kind, an absence would be read as availability.
            let unread =
                table.position("when").is_some_and(|at| row.cell(at).is_some()) && !record.fields.contains_key("when");
            if unread {
                continue;
            }
            let field = match record.take("when").as_deref() {
                None | Some("available" | "yes" | "free") => "available",
                Some(_) => "unavailable",
            };
            self.document.keep(table.layout.name, row.number, std::mem::take(&mut record.unknown));
            let mut places = record.places;
            places.push((Vec::new(), record.place));
            self.document.append("people", at, field, Value::Object(record.fields), places);
        }
    }
}

/// The paths of fields, each with its cell.
type Parts = Vec<(Vec<String>, CellPlace)>;

/// Removes the time zone and its share from the fields of a row and returns them.
pub(super) fn zone(record: &mut Record) -> Option<(Map<String, Value>, Parts)> {
    let mut zone = Map::new();
    for field in ["zone", "share"] {
        if let Some(value) = record.fields.shift_remove(field) {
            zone.insert(field.to_owned(), value);
        }
    }
    if zone.is_empty() {
        return None;
    }
    let mut places: Vec<_> =
        record.places.iter().filter(|(steps, _)| zone.contains_key(steps[0].as_str())).cloned().collect();
    places.push((Vec::new(), record.place.clone()));
    Some((zone, places))
}

/// If each of several rows has a number of people and none has a share: sets the total and the share of each zone.
fn counted(audience: &mut Map<String, Value>, parts: &[Option<Decimal>]) {
    let counts: Option<Vec<i64>> = parts.iter().map(|part| part.map(|part| part.micros)).collect();
    let Some(counts) = counts.filter(|counts| counts.len() > 1) else { return };
    let total: i64 = counts.iter().fold(0, |sum, count| sum.saturating_add(*count));
    if total <= 0 || counts.iter().any(|&count| count < 0) {
        return;
    }
    if let Ok(people) = serde_json::to_value(Exact(Decimal::micros(total))) {
        audience.insert("people".to_owned(), people);
    }
    let Some(Value::Array(zones)) = audience.get_mut("zones") else { return };
    for (zone, count) in zones.iter_mut().zip(counts) {
        let share = i128::from(count) * i128::from(Decimal::SCALE) / i128::from(total);
        let share = serde_json::to_value(Exact(Decimal::micros(i64::try_from(share).unwrap_or(0))));
        if let (Value::Object(zone), Ok(share)) = (zone, share) {
            zone.insert("share".to_owned(), share);
        }
    }
}
