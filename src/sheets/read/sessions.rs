//! Sessions: who they need, and the timetable that some programmes carry with them.

use chrono::NaiveDateTime;
use serde_json::{Map, Value, json};

use super::document::Document;
use super::names::{is_nobody, seats};
use super::record::{Reader, Record, in_zone};
use super::table::{Table, Target};
use crate::domain::Zone;
use crate::instance::codes::{BAD_TIME, UNKNOWN_PERSON, UNKNOWN_SESSION};
use crate::sheets::cell::{Cell, Place};
use crate::sheets::codes::EMPTY_CELL;
use crate::sheets::directory::{Found, Of};
use crate::sheets::kinds::dates::Order;
use crate::sheets::kinds::{Context, Kind};
use crate::sheets::problem::{Fault, Problems};

/// A session's place in the timetable, as the workbook has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The session's id.
    pub id: String,
    /// Its start as the schedule's format has it.
    pub start: Option<(String, Place)>,
    /// Its room's id.
    pub room: Option<(String, Place)>,
    /// Where the session stands.
    pub place: Place,
}

/// Reads a session's columns that are no fields, and puts what they say into its fields. Its place in the timetable.
pub fn session(reader: Reader<'_>, table: &Table<'_>, record: &mut Record, problems: &mut Problems) -> Placed {
    let placed = placed(reader, table, record, problems);
    length(reader, table, record, &placed, problems);
    fixed(reader, record, &placed, problems);
    people(reader, record, problems);
    placed
}

/// Start and room.
pub fn placed(reader: Reader<'_>, table: &Table<'_>, record: &Record, problems: &mut Problems) -> Placed {
    let id = record.fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let start = start(reader, table, record, problems);
    let room = record.help.get("room").and_then(|(cell, place)| {
        let room = helped(reader, table, "room", Kind::Ref(Of::Room), cell, place, problems)?;
        Some((room, place.clone()))
    });
    Placed { id, start, room, place: record.place.clone() }
}

fn start(reader: Reader<'_>, table: &Table<'_>, record: &Record, problems: &mut Problems) -> Option<(String, Place)> {
    let (cell, place) = record.help.get("start")?;
    let text = helped(reader, table, "start", Kind::From, cell, place, problems)?;
    let text =
        if text.contains('-') { text } else { format!("{}T{text}", day(reader, table, record, place, problems)?) };
    let zone = note(table, "start").0;
    let text = in_zone(Value::from(text), zone).as_str().map(str::to_owned)?;
    Some((text, place.clone()))
}

/// The date that goes with a start which is only a time of day.
fn day(
    reader: Reader<'_>,
    table: &Table<'_>,
    record: &Record,
    start: &Place,
    problems: &mut Problems,
) -> Option<String> {
    if let Some((cell, place)) = record.help.get("day") {
        return helped(reader, table, "day", Kind::Date, cell, place, problems);
    }
    let fault =
        Fault::new(&BAD_TIME, "the start has no date").help("write date and time in it, or add a column \"day\"");
    problems.add(reader.book, start, fault);
    None
}

/// The value of a helping cell, as text; reports one that cannot be read.
fn helped(
    reader: Reader<'_>,
    table: &Table<'_>,
    heading: &str,
    kind: Kind,
    cell: &Cell,
    place: &Place,
    problems: &mut Problems,
) -> Option<String> {
    let context = Context { directory: reader.directory, when: reader.when, order: note(table, heading).1 };
    match kind.read(cell, context) {
        Ok(value) => value.as_str().map(str::to_owned),
        Err(fault) => {
            problems.add(reader.book, place, fault);
            None
        }
    }
}

/// The zone that a column's heading names, and the order of its dates.
fn note(table: &Table<'_>, wanted: &str) -> (Option<Zone>, Order) {
    let found = table.columns.iter().find_map(|(_, target)| match target {
        Target::Known { column, zone, order } if column.heading == wanted => Some((*zone, *order)),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The length, from start and end where no column gives it.
fn length(reader: Reader<'_>, table: &Table<'_>, record: &mut Record, placed: &Placed, problems: &mut Problems) {
    let Some((cell, place)) = record.help.get("end").filter(|_| !record.fields.contains_key("minutes")).cloned() else {
        return;
    };
    let Some(end) = helped(reader, table, "end", Kind::Until, &cell, &place, problems) else { return };
    let Some((start, _)) = &placed.start else { return };
    let civil = |text: &str| {
        let text: String = text.chars().take(16).collect();
        NaiveDateTime::parse_from_str(&text.replace(' ', "T"), "%Y-%m-%dT%H:%M").ok()
    };
    let until = if end.contains('-') { end } else { format!("{}T{end}", start.get(..10).unwrap_or_default()) };
    let Some(minutes) = civil(start).zip(civil(&until)).map(|(from, until)| (until - from).num_minutes()) else {
        return;
    };
    // An end before the start is on the next day.
    let minutes = if (-1440..0).contains(&minutes) { minutes + 1440 } else { minutes };
    if minutes > 0 {
        record.set("minutes", minutes.into(), place);
    } else {
        problems.add(reader.book, &place, Fault::new(&BAD_TIME, "the session ends when it starts"));
    }
}

/// Fixes the session where it is, if the column says so.
fn fixed(reader: Reader<'_>, record: &mut Record, placed: &Placed, problems: &mut Problems) {
    let Some((cell, place)) = record.help.get("fixed").cloned() else { return };
    let is_fixed = match super::super::kinds::numbers::flag(&cell) {
        Ok(is_fixed) => is_fixed,
        Err(fault) => return problems.add(reader.book, &place, fault),
    };
    if !is_fixed || record.fields.contains_key("fixed") {
        return;
    }
    let Some((start, at)) = &placed.start else {
        let fault = Fault::new(&EMPTY_CELL, "the session is to be fixed, and has no start").help("fill in its start");
        return problems.add(reader.book, &place, fault);
    };
    record.set("fixed/start", start.clone().into(), at.clone());
    if let Some((room, at)) = &placed.room {
        record.set("fixed/room", room.clone().into(), at.clone());
    }
}

/// The people of the columns for speakers, moderators and rapporteurs.
fn people(reader: Reader<'_>, record: &mut Record, problems: &mut Problems) {
    let columns = [("speakers", None), ("moderators", Some("moderator")), ("rapporteurs", Some("rapporteur"))];
    let mut panel: Vec<(Value, Place)> = Vec::new();
    for (heading, role) in columns {
        let Some((cell, place)) = record.help.get(heading) else { continue };
        for (name, own_role) in seats(cell, reader.directory) {
            let Some(id) = person(reader, &name, place, problems) else { continue };
            let role = own_role.as_deref().or(role).filter(|role| *role != "speaker");
            let seat = role.map_or_else(|| json!(id), |role| json!({ "id": id, "role": role }));
            if !panel.iter().any(|(known, _)| *known == seat) {
                panel.push((seat, place.clone()));
            }
        }
    }
    if panel.is_empty() || record.fields.contains_key("people") {
        return;
    }
    let (seats, places): (Vec<Value>, Vec<Place>) = panel.into_iter().unzip();
    record.fields.insert("people".to_owned(), seats.into());
    let steps = |index: usize| vec!["people".to_owned(), index.to_string()];
    record.places.extend(places.into_iter().enumerate().map(|(index, place)| (steps(index), place)));
}

fn person(reader: Reader<'_>, name: &str, place: &Place, problems: &mut Problems) -> Option<String> {
    match reader.directory.find(Of::Person, name) {
        Found::One(id) => Some(id),
        found => {
            let fault = match found {
                Found::Several(ids) => Fault::new(&UNKNOWN_PERSON, format!("several people are called \"{name}\""))
                    .help(format!("use the id: {}", ids.join(", "))),
                _ => Fault::new(&UNKNOWN_PERSON, format!("there is no person \"{name}\"")),
            };
            problems.add(reader.book, place, fault);
            None
        }
    }
}

/// Adds the rows of the sheet panel to their sessions.
pub fn panel(
    reader: Reader<'_>,
    table: &Table<'_>,
    document: &mut Document,
    index: &super::Index,
    problems: &mut Problems,
) {
    for row in table.rows() {
        let mut record = reader.record(table, row, problems);
        let (Some(session), Some(person)) = (record.take("session"), record.fields.get("id").and_then(Value::as_str))
        else {
            missing(reader, table, &record, &["session", "person"], row, problems);
            continue;
        };
        if is_nobody(person) && !reader.directory.has(Of::Person, person) {
            continue;
        }
        let Some(&at) = index.sessions.get(&session) else {
            let fault = Fault::new(&UNKNOWN_SESSION, format!("there is no session \"{session}\""));
            problems.add(reader.book, &record.place_of("session"), fault);
            continue;
        };
        document.keep(table.layout.name, row.number, std::mem::take(&mut record.unknown));
        let mut places = record.places;
        places.push((Vec::new(), record.place));
        document.append("sessions", at, "people", seat(record.fields), places);
    }
}

/// The short form of a seat that is only an id.
fn seat(fields: Map<String, Value>) -> Value {
    match fields.get("id") {
        Some(id) if fields.len() == 1 => id.clone(),
        _ => Value::Object(fields),
    }
}

/// Reports cells that are needed and empty, unless they were reported as unreadable already.
pub fn missing(
    reader: Reader<'_>,
    table: &Table<'_>,
    record: &Record,
    headings: &[&str],
    row: &crate::sheets::cell::Row,
    problems: &mut Problems,
) {
    for heading in headings {
        let Some(at) = table.position(heading) else { continue };
        if row.cell(at).is_none() {
            let fault = Fault::new(&EMPTY_CELL, format!("the column \"{heading}\" is empty"));
            problems.add(reader.book, &record.place.at(at), fault);
        }
    }
}
