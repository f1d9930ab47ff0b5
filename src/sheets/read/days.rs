//! Days and the phases they belong to.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::Index;
use super::document::Document;
use super::record::{Reader, put};
use super::sessions::missing;
use super::table::{Table, Tables, Target};
use crate::domain::Instant;
use crate::sheets::cell::Place;
use crate::sheets::codes::CONTRADICTION;
use crate::sheets::kinds::dates;
use crate::sheets::layout::{DAYS, PHASES};
use crate::sheets::problem::{Fault, Problems};

/// The phase of days that name none, where no phase is declared.
const ONLY_PHASE: &str = "event";

/// Noon of every day: what is looked at to tell whether zones are the same. Without days, a day in each half of a year.
pub fn noons(tables: &Tables<'_>) -> Vec<Instant> {
    let noons = tables.get(&DAYS).map(noons_of).unwrap_or_default();
    let halves = ["2027-01-15T12:00:00", "2027-07-15T12:00:00"];
    if noons.is_empty() {
        halves.iter().filter_map(|text| Some(Instant::from_utc(text.parse().ok()?))).collect()
    } else {
        noons
    }
}

fn noons_of(table: &Table<'_>) -> Vec<Instant> {
    let order = table.columns.iter().find_map(|(_, target)| match target {
        Target::Known { column, order, .. } if column.heading == "date" => Some(*order),
        _ => None,
    });
    let noon = |text: String| {
        let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()?;
        Some(Instant::from_utc(date.and_hms_opt(12, 0, 0)?))
    };
    let cells = table.rows().filter_map(|row| table.cell(row, "date"));
    cells.filter_map(|(cell, _)| noon(dates::date(cell, order.unwrap_or_default()).ok()?)).take(400).collect()
}

/// Reads phases and their days.
pub fn phases(
    reader: Reader<'_>,
    tables: &Tables<'_>,
    document: &mut Document,
    index: &mut Index,
    problems: &mut Problems,
) {
    if let Some(table) = tables.get(&PHASES) {
        for row in table.rows() {
            let mut record = reader.record(table, row, problems);
            let Some(id) = super::identify(reader, table, row, &mut record, index, problems) else { continue };
            record.fields.entry("days").or_insert_with(|| Value::Array(Vec::new()));
            let at = document.push("phases", record);
            index.phases.entry(id).or_insert(at);
        }
    }
    let Some(table) = tables.get(&DAYS) else { return };
    for row in table.rows() {
        let mut record = reader.record(table, row, problems);
        let Some(date) = record.take("date") else {
            missing(reader, table, &record, &["date"], row, problems);
            continue;
        };
        let phase = record.take("phase");
        let at = phase_of(phase, &record.place, document, index);
        document.keep(table.layout.name, row.number, std::mem::take(&mut record.unknown));
        document.append("phases", at, "days", date.into(), vec![(Vec::new(), record.place_of("date"))]);
        shared(reader, table, &record, at, document, problems);
    }
}

/// The position of a day's phase; made if there is none yet.
fn phase_of(named: Option<String>, place: &Place, document: &mut Document, index: &mut Index) -> usize {
    let id = named.unwrap_or_else(|| match index.phases.keys().next() {
        Some(only) if index.phases.len() == 1 => only.clone(),
        _ => ONLY_PHASE.to_owned(),
    });
    if let Some(&at) = index.phases.get(&id) {
        return at;
    }
    let at = document.list("phases").len();
    let phase =
        Map::from_iter([("id".to_owned(), Value::from(id.clone())), ("days".to_owned(), Value::Array(Vec::new()))]);
    document.list("phases").push(Value::Object(phase));
    document.note(&super::document::pointer(["phases", &at.to_string()]), place.clone());
    index.phases.insert(id, at);
    at
}

/// What a day's row says of its phase: once, or every time the same.
fn shared(
    reader: Reader<'_>,
    table: &Table<'_>,
    record: &super::record::Record,
    at: usize,
    document: &mut Document,
    problems: &mut Problems,
) {
    for (steps, place) in &record.places {
        let found = steps.iter().try_fold(None::<&Value>, |found, step| match found {
            None => record.fields.get(step).map(Some),
            Some(object) => object.get(step).map(Some),
        });
        let Some(Some(value)) = found else { continue };
        let phase = document.element("phases", at);
        let known = steps.iter().try_fold(None::<&Value>, |known, step| match known {
            None => phase.get(step).map(Some),
            Some(object) => object.get(step).map(Some),
        });
        match known {
            Some(Some(known)) if known != value => {
                let heading = table.columns.iter().find(|(column, _)| Some(*column) == place.column);
                let name = match heading {
                    Some((_, Target::Known { column, .. })) => column.heading,
                    _ => "value",
                };
                let message = format!("an earlier row of the same phase has another \"{name}\"");
                let fault = Fault::new(&CONTRADICTION, message)
                    .help("give days with other hours or types a phase of their own");
                problems.add(reader.book, place, fault);
            }
            Some(Some(_)) => {}
            _ => {
                put(phase, steps, value.clone());
                let pointer = super::document::pointer(["phases", &at.to_string()]);
                let rest = super::document::pointer(steps.iter().map(String::as_str));
                document.note(&format!("{pointer}{rest}"), place.clone());
            }
        }
    }
}
