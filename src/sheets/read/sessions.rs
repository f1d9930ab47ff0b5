//! Reads the people of sessions, and the timetable in the sheet of sessions, if there is one.

use chrono::NaiveDateTime;
use serde_json::{Map, Value};

use super::Import;
use super::names::rooms_in;
use super::participants::Participant;
use super::record::{Reader, Record, in_zone};
use super::table::{Table, Target};
use crate::domain::Zone;
use crate::instance::codes::{BAD_TIME, UNKNOWN_SESSION};
use crate::sheets::cell::{Cell, CellPlace, Row};
use crate::sheets::cell_types::CellType;
use crate::sheets::cell_types::WrittenTime;
use crate::sheets::cell_types::dates::{DateOrder, day_named};
use crate::sheets::cell_types::numbers::flag;
use crate::sheets::cell_types::time_of_day;
use crate::sheets::codes::{EMPTY_CELL, TWO_ROOMS};
use crate::sheets::directory::{EntityKind, NameLookup};
use crate::sheets::person_names::is_placeholder;
use crate::sheets::problem::Fault;
use crate::sheets::zones::{self, PlaceNames};

/// A time that was read.
#[derive(Debug)]
struct FoundTime {
    /// A time of day, or a date and time.
    text: String,
    /// The end of a range, as a time of day.
    end: Option<String>,
    /// The time zone that the cell, its row or its heading names.
    zone: Option<Zone>,
}

/// The start and room of a session in the workbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SheetPlacement {
    /// The id of the session.
    pub id: String,
    /// Its start, in the form of the schedule format, and its cell.
    pub start: Option<(String, CellPlace)>,
    /// The end that the cell of the start has, as a time of day: `09:30-10:30`.
    pub end: Option<String>,
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
        let (start, end) = self.start(table, record).unzip();
        let room = self.room(table, record);
        SheetPlacement { id, start, end: end.flatten(), room, place: record.place.clone() }
    }

    /// The start with its cell, and the end, if the cell has it.
    fn start(&mut self, table: &Table<'_>, record: &Record) -> Option<((String, CellPlace), Option<String>)> {
        let (cell, place) = record.help.get("start")?;
        let place = place.clone();
        let found = self.time(table, record, "start", &WrittenTime::new(cell))?;
        let text = if found.text.contains('-') {
            found.text
        } else {
            format!("{}T{}", self.day(table, record, &place)?, found.text)
        };
        let text = in_zone(Value::from(text), found.zone).as_str().map(str::to_owned)?;
        self.has_local_times |= !has_offset(&text);
        Some(((text, place), found.end))
    }

    /// Reads a time in the column with a heading: its value, its time zone, and the end of a range.
    fn time(&mut self, table: &Table<'_>, record: &Record, heading: &str, written: &WrittenTime) -> Option<FoundTime> {
        let (_, place) = record.help.get(heading)?;
        let (noted, order) = note(table, heading);
        let kind = if heading == "start" { CellType::From } else { CellType::Until };
        let value = self.read(place, kind.read(&written.time, self.context(order)))?;
        let text = value.as_str()?.to_owned();
        let end = match &written.end {
            Some(end) => {
                let end = self.read(place, CellType::Until.read(end, self.context(order)))?;
                Some(end.as_str()?.to_owned())
            }
            None => None,
        };
        // The zone beside the time comes before the one in its row, and that before the one in the heading.
        let zone = match &written.zone {
            Some(zone) => Some(self.zone_of(zone, place)?),
            None => match record.help.get("time zone") {
                Some((cell, place)) => Some(self.zone_of(&cell.shown(), &place.clone())?),
                None => noted,
            },
        };
        Some(FoundTime { text, end, zone })
    }

    /// The zone that a text names. Reports one that is unknown or not clear.
    fn zone_of(&mut self, text: &str, place: &CellPlace) -> Option<Zone> {
        let found = zones::resolve(PlaceNames { zone: Some(text), ..PlaceNames::default() }, self.when);
        let name = self.read(place, found)?;
        Zone::parse(&name).ok()
    }

    /// The date for a start that is only a time of day.
    fn day(&mut self, table: &Table<'_>, record: &Record, start: &CellPlace) -> Option<String> {
        if let Some((cell, place)) = record.help.get("day") {
            let found = CellType::Date.read(cell, self.context(note(table, "day").1));
            let named = found.is_err().then(|| day_named(&cell.shown(), self.days)).flatten();
            if named.is_none() && found.is_err() && self.days.is_empty() {
                self.has_undated_starts = true;
                return None;
            }
            return match named {
                Some(day) => Some(day.to_string()),
                None => self.read(&place.clone(), found)?.as_str().map(str::to_owned),
            };
        }
        if let [only] = self.days {
            return Some(only.to_string());
        }
        if self.days.is_empty() {
            // One error says so for all sessions.
            self.has_undated_starts = true;
            return None;
        }
        let fault = Fault::new(&BAD_TIME, "the start has no date")
            .help("write date and time into the cell, or add a column \"day\"");
        self.report(start, fault);
        None
    }

    /// Reads the room. A session has one.
    fn room(&mut self, table: &Table<'_>, record: &Record) -> Option<(String, CellPlace)> {
        let (cell, place) = record.help.get("room")?;
        let text = cell.shown();
        let exists = |name: &str| self.directory.find(EntityKind::Room, name) != NameLookup::None;
        if is_placeholder(&text) && !exists(&text) {
            return None;
        }
        let rooms = rooms_in(&text, exists);
        if rooms.len() > 1 {
            let message = format!("the session is in {} rooms: {}", rooms.len(), rooms.join(", "));
            self.report(&place.clone(), Fault::new(&TWO_ROOMS, message));
            return None;
        }
        self.helped(table, record, "room", CellType::Ref(EntityKind::Room))
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
        let (end, place) = match (&placed.end, record.help.get("end")) {
            (Some(end), _) => {
                let Some((_, place)) = &placed.start else { return };
                (end.clone(), place.clone())
            }
            (None, Some((cell, place))) => {
                let place = place.clone();
                let written = WrittenTime::new(cell);
                let Some(found) = self.time(table, record, "end", &written) else { return };
                (in_zone(Value::from(found.text.clone()), found.zone).as_str().unwrap_or(&found.text).to_owned(), place)
            }
            (None, None) => return length_of_times(record),
        };
        let Some((start, _)) = &placed.start else {
            return length_of_times(record);
        };
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

    /// Adds the people that columns name.
    fn people(&mut self, record: &mut Record) {
        let row = (record.place.sheet, record.place.row);
        let Some(people) = self.participants.get(&row).filter(|_| !record.fields.contains_key("people")) else {
            return;
        };
        record.fields.insert("people".to_owned(), people.iter().map(Participant::value).collect::<Vec<_>>().into());
        let steps = |index: usize| vec!["people".to_owned(), index.to_string()];
        record.places.extend(people.iter().enumerate().map(|(index, person)| (steps(index), person.place.clone())));
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

/// Sets the length from a start and an end that are times of day without a date.
fn length_of_times(record: &mut Record) {
    let Some((cell, place)) = record.help.get("start").cloned() else { return };
    let written = WrittenTime::new(&cell);
    let minute = |cell: &Cell| {
        let text = time_of_day(cell).ok()?;
        let (hours, minutes) = text.split_once(':')?;
        Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
    };
    let own_end = written.end.or_else(|| Some(WrittenTime::new(&record.help.get("end")?.0).time));
    if let Some((from, until)) = minute(&written.time).zip(own_end.as_ref().and_then(minute)) {
        let minutes = (until - from).rem_euclid(1440);
        if minutes > 0 {
            record.set("minutes", minutes.into(), place);
        }
    }
}

/// Whether a date and time names its offset from UTC.
pub(crate) fn has_offset(text: &str) -> bool {
    text.get(16..).is_some_and(|rest| rest.contains(['+', '-', 'Z']))
}

/// The time zone in the heading of a column, and the order of day and month in its dates.
fn note(table: &Table<'_>, wanted: &str) -> (Option<Zone>, DateOrder) {
    let found = table.columns.iter().find_map(|(_, target)| match target {
        Target::Known { column, zone, order } if column.heading == wanted => Some((*zone, *order)),
        _ => None,
    });
    found.unwrap_or_default()
}
