//! Reads the people of sessions, and the timetable in the sheet of sessions, if there is one.

use chrono::NaiveDateTime;
use serde_json::{Map, Value, json};

use super::Import;
use super::names::{is_placeholder, seats};
use super::record::{Reader, Record, in_zone};
use super::table::{Table, Target};
use crate::domain::Zone;
use crate::instance::codes::{BAD_TIME, UNKNOWN_PERSON, UNKNOWN_SESSION};
use crate::sheets::cell::{CellPlace, Row};
use crate::sheets::cell_types::CellType;
use crate::sheets::cell_types::dates::DateOrder;
use crate::sheets::cell_types::numbers::flag;
use crate::sheets::codes::EMPTY_CELL;
use crate::sheets::directory::{EntityKind, NameLookup};
use crate::sheets::problem::Fault;

/// The start and room of a session in the workbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SheetPlacement {
    /// The id of the session.
    pub id: String,
    /// Its start, in the form of the schedule format, and its cell.
    pub start: Option<(String, CellPlace)>,
    /// The id of its room, and its cell.
    pub room: Option<(String, CellPlace)>,
    /// The row of the session.
    pub place: CellPlace,
}

/// Puts the abstract before the description, and uses another address if there is no link.
fn details(record: &mut Record) {
    if let Some((cell, place)) = record.help.get("abstract").cloned() {
        let own = cell.shown();
        let longer = record.fields.get("description").and_then(Value::as_str).unwrap_or_default();
        if longer.is_empty() {
            record.set("description", own.into(), place);
        } else if !longer.contains(own.as_str()) {
            let both = format!("{own}\n\n{longer}");
            record.fields.insert("description".to_owned(), both.into());
        }
    }
    if let Some((cell, place)) = record.help.get("url").cloned()
        && !record.fields.contains_key("link")
    {
        record.set("link", cell.shown().into(), place);
    }
}

impl Reader<'_> {
    /// Reads the columns that are not fields of a session, and adds their values to its fields. Returns start and room.
    pub(crate) fn session(&mut self, table: &Table<'_>, record: &mut Record) -> SheetPlacement {
        let placed = self.placed(table, record);
        self.length(table, record, &placed);
        self.fixed(record, &placed);
        self.people(record);
        details(record);
        placed
    }

    /// Reads start and room.
    pub(crate) fn placed(&mut self, table: &Table<'_>, record: &Record) -> SheetPlacement {
        let id = record.fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let start = self.start(table, record);
        let room = self.helped(table, record, "room", CellType::Ref(EntityKind::Room));
        SheetPlacement { id, start, room, place: record.place.clone() }
    }

    fn start(&mut self, table: &Table<'_>, record: &Record) -> Option<(String, CellPlace)> {
        let (text, place) = self.helped(table, record, "start", CellType::From)?;
        let text = if text.contains('-') { text } else { format!("{}T{text}", self.day(table, record, &place)?) };
        let text = in_zone(Value::from(text), note(table, "start").0).as_str().map(str::to_owned)?;
        Some((text, place))
    }

    /// The date for a start that is only a time of day.
    fn day(&mut self, table: &Table<'_>, record: &Record, start: &CellPlace) -> Option<String> {
        if record.help.contains_key("day") {
            return self.helped(table, record, "day", CellType::Date).map(|(day, _)| day);
        }
        let fault = Fault::new(&BAD_TIME, "the start has no date")
            .help("write date and time into the cell, or add a column \"day\"");
        self.report(start, fault);
        None
    }

    /// The value of a helping column as a text, and its cell. Reports a cell that cannot be read.
    fn helped(
        &mut self,
        table: &Table<'_>,
        record: &Record,
        heading: &str,
        kind: CellType,
    ) -> Option<(String, CellPlace)> {
        let (cell, place) = record.help.get(heading)?;
        let value = self.read(place, kind.read(cell, self.context(note(table, heading).1)))?;
        Some((value.as_str()?.to_owned(), place.clone()))
    }

    /// Sets the length from start and end, if no column has it.
    fn length(&mut self, table: &Table<'_>, record: &mut Record, placed: &SheetPlacement) {
        if record.fields.contains_key("minutes") {
            return;
        }
        let Some((end, place)) = self.helped(table, record, "end", CellType::Until) else { return };
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
            self.report(&place, Fault::new(&BAD_TIME, "the session ends at its start"));
        }
    }

    /// Fixes the session at its start and room, if the column `fixed` is yes.
    fn fixed(&mut self, record: &mut Record, placed: &SheetPlacement) {
        let Some((cell, place)) = record.help.get("fixed").cloned() else { return };
        if self.read(&place, flag(&cell)) != Some(true) || record.fields.contains_key("fixed") {
            return;
        }
        let Some((start, at)) = &placed.start else {
            let fault =
                Fault::new(&EMPTY_CELL, "the session should be fixed, but has no start").help("fill in its start");
            return self.report(&place, fault);
        };
        record.set("fixed/start", start.clone().into(), at.clone());
        if let Some((room, at)) = &placed.room {
            record.set("fixed/room", room.clone().into(), at.clone());
        }
    }

    /// Adds the people from the columns for speakers, moderators and rapporteurs.
    fn people(&mut self, record: &mut Record) {
        let columns = [("speakers", None), ("moderators", Some("moderator")), ("rapporteurs", Some("rapporteur"))];
        let mut panel: Vec<(Value, CellPlace)> = Vec::new();
        for (heading, role) in columns {
            let Some((cell, place)) = record.help.get(heading) else { continue };
            for (name, own_role) in seats(cell, self.directory) {
                let Some(id) = self.person(&name, place) else { continue };
                let role = own_role.as_deref().or(role).filter(|role| *role != "speaker");
                let panelist = role.map_or_else(|| json!(id), |role| json!({ "id": id, "role": role }));
                if !panel.iter().any(|(known, _)| *known == panelist) {
                    panel.push((panelist, place.clone()));
                }
            }
        }
        if panel.is_empty() || record.fields.contains_key("people") {
            return;
        }
        let (seats, places): (Vec<Value>, Vec<CellPlace>) = panel.into_iter().unzip();
        record.fields.insert("people".to_owned(), seats.into());
        let steps = |index: usize| vec!["people".to_owned(), index.to_string()];
        record.places.extend(places.into_iter().enumerate().map(|(index, place)| (steps(index), place)));
    }

    fn person(&mut self, name: &str, place: &CellPlace) -> Option<String> {
        match self.directory.find(EntityKind::Person, name) {
            NameLookup::One(id) => Some(id),
            found => {
                let fault = match found {
                    NameLookup::Several(ids) => {
                        Fault::new(&UNKNOWN_PERSON, format!("several people have the name \"{name}\""))
                            .help(format!("write one of the ids: {}", ids.join(", ")))
                    }
                    _ => Fault::new(&UNKNOWN_PERSON, format!("there is no person \"{name}\"")),
                };
                self.report(place, fault);
                None
            }
        }
    }

    /// Reports required cells that are empty.
    pub(crate) fn missing(&mut self, table: &Table<'_>, record: &Record, headings: &[&str], row: &Row) {
        for heading in headings {
            let Some(at) = table.position(heading) else { continue };
            if row.cell(at).is_none() {
                let fault = Fault::new(&EMPTY_CELL, format!("the cell in the column \"{heading}\" is empty"));
                self.report(&record.place.at(at), fault);
            }
        }
    }
}

impl Import<'_> {
    /// Adds the rows of the sheet panel to their sessions.
    pub(crate) fn panel(&mut self, table: &Table<'_>) {
        for row in table.rows() {
            let mut record = self.reader.record(table, row);
            let (Some(session), Some(person)) =
                (record.take("session"), record.fields.get("id").and_then(Value::as_str))
            else {
                self.reader.missing(table, &record, &["session", "person"], row);
                continue;
            };
            if is_placeholder(person) && !self.reader.directory.has(EntityKind::Person, person) {
                continue;
            }
            let Some(&at) = self.index.sessions.get(&session) else {
                let fault = Fault::new(&UNKNOWN_SESSION, format!("there is no session \"{session}\""));
                self.reader.report(&record.place_of("session"), fault);
                continue;
            };
            self.document.keep(table.layout.name, row.number, std::mem::take(&mut record.unknown));
            let mut places = record.places;
            places.push((Vec::new(), record.place));
            self.document.append("sessions", at, "people", panelist(record.fields), places);
        }
    }
}

/// The short form of a participant who has only an id.
fn panelist(fields: Map<String, Value>) -> Value {
    match fields.get("id") {
        Some(id) if fields.len() == 1 => id.clone(),
        _ => Value::Object(fields),
    }
}

/// The time zone in the heading of a column, and the order of day and month in its dates.
fn note(table: &Table<'_>, wanted: &str) -> (Option<Zone>, DateOrder) {
    let found = table.columns.iter().find_map(|(_, target)| match target {
        Target::Known { column, zone, order } if column.heading == wanted => Some((*zone, *order)),
        _ => None,
    });
    found.unwrap_or_default()
}
