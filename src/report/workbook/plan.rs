//! Plans the rows of each sheet.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::rows::{Rows, extra_cell, pieces};
use super::{Head, Starts, WorkbookError, Written};
use crate::instance::format::Instance;
use crate::sheets::cell::Cell;
use crate::sheets::cell_types::dates::DateOrder;
use crate::sheets::cell_types::{Context, is_plain};
use crate::sheets::directory::{Directory, EntityKind, NameLookup};
use crate::sheets::headings::heading;
use crate::sheets::layout::{
    AUDIENCES, AVAILABILITY, COMFORT, ColumnUse, DAYS, EVENT, INTEREST, Layout, MORE, PANEL, PEOPLE, PHASES, RELATIONS,
    ROLES, ROOMS, RULES, SERVICES, SESSIONS, TRACKS, TYPES, more,
};
use crate::sheets::read::seats;

/// Plans the sheets of an instance. `all`: include every column and sheet, even empty ones.
///
/// # Errors
/// The instance cannot be written as JSON.
pub(crate) fn plan(instance: &Instance, starts: &Starts, all: bool) -> Result<Vec<Written>, WorkbookError> {
    let mut root: Map<String, Value> = serde_json::from_value(serde_json::to_value(instance)?)?;
    root.shift_remove("format");
    let directory = directory(&root);
    let planner = Planner { directory: &directory, all };
    let mut sheets = Vec::new();
    let people = planner.people(&mut root);
    let (sessions, panel) = planner.sessions(&mut root, starts);
    sheets.extend([sessions, panel]);
    sheets.extend(planner.days(&mut root));
    for layout in [&TYPES, &ROOMS, &SERVICES, &ROLES, &TRACKS] {
        sheets.push(planner.plain(layout, &mut root));
    }
    sheets.push(planner.audiences(&mut root));
    sheets.extend(people);
    for layout in [&RELATIONS, &INTEREST, &COMFORT] {
        sheets.push(planner.plain(layout, &mut root));
    }
    sheets.push(planner.rules(&mut root));
    // Without a sheet of rooms, import would take the rooms named by sessions for all rooms.
    sheets.retain(|sheet| all || !sheet.rows.is_empty() || sheet.name() == ROOMS.name);
    // Last, because it takes everything that is left.
    sheets.insert(0, planner.event(root));
    Ok(sheets)
}

/// The ids and names that import will find.
fn directory(root: &Map<String, Value>) -> Directory {
    let mut directory = Directory::new();
    let lists = [
        ("phases", EntityKind::Phase, "name"),
        ("rooms", EntityKind::Room, "name"),
        ("services", EntityKind::Service, "name"),
        ("roles", EntityKind::Role, "name"),
        ("types", EntityKind::Type, "name"),
        ("tracks", EntityKind::Track, "name"),
        ("audiences", EntityKind::Audience, "name"),
        ("people", EntityKind::Person, "name"),
        ("sessions", EntityKind::Session, "title"),
    ];
    for (list, of, name) in lists {
        for element in root.get(list).and_then(Value::as_array).into_iter().flatten() {
            let text = |field: &str| element.get(field).and_then(Value::as_str);
            if let Some(id) = text("id") {
                directory.declare(of, id, text(name));
            }
        }
    }
    directory
}

/// Takes a list out of the document. An empty list stays, because it differs from a missing one.
fn take(root: &mut Map<String, Value>, list: &str) -> Vec<Value> {
    match root.get(list) {
        Some(Value::Array(elements)) if !elements.is_empty() => {}
        _ => return Vec::new(),
    }
    match root.shift_remove(list) {
        Some(Value::Array(elements)) => elements,
        _ => Vec::new(),
    }
}

fn fields(element: Value) -> Map<String, Value> {
    if let Value::Object(fields) = element { fields } else { Map::new() }
}

struct Planner<'a> {
    directory: &'a Directory,
    all: bool,
}

impl Planner<'_> {
    /// A sheet whose rows are the elements of its list.
    fn plain(&self, layout: &'static Layout, root: &mut Map<String, Value>) -> Written {
        let elements = take(root, layout.list);
        let mut rows = Rows::new(layout, self.directory, &elements);
        for element in elements {
            rows.push(fields(element), &[]);
        }
        rows.finish(self.all)
    }

    /// The sheet of sessions, and a sheet of their people if names in one cell are not enough.
    fn sessions(&self, root: &mut Map<String, Value>, starts: &Starts) -> (Written, Written) {
        let names = people_names(root, self.directory);
        let elements = take(root, "sessions");
        let mut rows = Rows::new(&SESSIONS, self.directory, &elements);
        let mut panel = Rows::new(&PANEL, self.directory, &[]);
        for element in elements {
            let mut session = fields(element);
            let id = session.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            let mut help = Vec::new();
            if let Some(Value::Array(seats)) = session.get("people") {
                if let Some(cell) = self.speakers(seats, &names) {
                    help.push(("speakers", cell));
                    session.shift_remove("people");
                } else if self.fit(&panel, &id, seats) {
                    let seats = session.shift_remove("people");
                    for seat in seats.as_ref().and_then(Value::as_array).into_iter().flatten() {
                        panel.push(with("session", &id, seat), &[]);
                    }
                }
            }
            if let Some((start, room)) = starts.get(crate::sheets::directory::normal(&id).as_str()) {
                help.push(("start", start.clone()));
                help.extend(room.as_ref().map(|room| ("room", Cell::Text(room.clone()))));
            }
            rows.push(session, &help);
        }
        (rows.finish(self.all), panel.finish(self.all))
    }

    /// The people of a session as names in one cell; `None` if they have more data than that.
    fn speakers(&self, panel: &[Value], names: &BTreeMap<String, String>) -> Option<Cell> {
        let ids: Option<Vec<&str>> = panel.iter().map(Value::as_str).collect();
        let ids = ids.filter(|ids| !ids.is_empty())?;
        let shown = |id: &&str| {
            let name = names.get(*id).map(String::as_str);
            name.filter(|name| self.directory.find(EntityKind::Person, name) == NameLookup::One((*id).to_owned()))
                .unwrap_or(id)
                .to_owned()
        };
        let text = ids.iter().map(shown).collect::<Vec<_>>().join("; ");
        if !is_plain(&text) || text.encode_utf16().count() > 30_000 {
            return None;
        }
        let cell = Cell::Text(text);
        let read = seats(&cell, self.directory);
        let same = read.len() == ids.len()
            && read.iter().zip(&ids).all(|((name, role), id)| {
                role.is_none()
                    && self.directory.has(EntityKind::Person, id)
                    && self.directory.find(EntityKind::Person, name) == NameLookup::One((*id).to_owned())
            });
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        (same && once.len() == ids.len()).then_some(cell)
    }

    /// Whether all people of a session can have rows of their own.
    fn fit(&self, panel: &Rows<'_>, session: &str, seats: &[Value]) -> bool {
        let known = |seat: &Value| {
            let id = seat.as_str().or_else(|| seat.get("id")?.as_str());
            id.is_some_and(|id| panel.cell("id", &id.into()).is_some())
        };
        !seats.is_empty() && panel.cell("session", &session.into()).is_some() && seats.iter().all(known)
    }

    /// The sheets of days and phases.
    fn days(&self, root: &mut Map<String, Value>) -> [Written; 2] {
        let elements = take(root, "phases");
        let mut days = Rows::new(&DAYS, self.directory, &[]);
        let mut phases = Rows::new(&PHASES, self.directory, &elements);
        for element in elements {
            let mut phase = fields(element);
            let id = phase.get("id").cloned().unwrap_or_default();
            let dates = phase.get("days").and_then(Value::as_array).cloned().unwrap_or_default();
            // Import creates the list of days even if it is empty.
            let fit = days.cell("phase", &id).is_some() && dates.iter().all(|date| days.cell("date", date).is_some());
            if fit {
                phase.shift_remove("days");
                for date in dates {
                    days.push(Map::from_iter([("date".to_owned(), date), ("phase".to_owned(), id.clone())]), &[]);
                }
            }
            phases.push(phase, &[]);
        }
        let mut days = days.finish(self.all);
        // Hours and types are in the sheet of phases.
        let is_shown = |head: &Head| head.column.is_none_or(|column| matches!(column.heading, "date" | "phase"));
        let keep: Vec<bool> = days.heads.iter().map(is_shown).collect();
        days.heads.retain(is_shown);
        for row in &mut days.rows {
            let mut kept = keep.iter();
            row.retain(|_| kept.next().copied().unwrap_or(false));
        }
        [days, phases.finish(self.all)]
    }

    /// The sheet of audiences, with one row per zone.
    fn audiences(&self, root: &mut Map<String, Value>) -> Written {
        let elements = take(root, "audiences");
        let mut rows = Rows::new(&AUDIENCES, self.directory, &elements);
        for element in elements {
            let mut audience = fields(element);
            let id = audience.get("id").cloned().unwrap_or_default();
            let zones = audience.get("zones").and_then(Value::as_array).cloned().unwrap_or_default();
            let known = |zone: &Value| {
                let fits = |field: &str| zone.get(field).is_none_or(|value| rows.cell(field, value).is_some());
                zone.get("zone").is_some() && fits("zone") && fits("share")
            };
            let fit = rows.cell("id", &id).is_some() && !zones.is_empty() && zones.iter().all(known);
            if !fit {
                rows.push(audience, &[]);
                continue;
            }
            audience.shift_remove("zones");
            for (at, zone) in zones.into_iter().enumerate() {
                let mut row = if at == 0 { std::mem::take(&mut audience) } else { Map::new() };
                row.insert("id".to_owned(), id.clone());
                row.extend(fields(zone));
                rows.push(row, &[]);
            }
        }
        rows.finish(self.all)
    }

    /// The sheets of people and of their availability.
    fn people(&self, root: &mut Map<String, Value>) -> [Written; 2] {
        let elements = root.get("people").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut people = Rows::new(&PEOPLE, self.directory, &elements);
        let mut availability = Rows::new(&AVAILABILITY, self.directory, &[]);
        for element in elements {
            let mut person = fields(element);
            let id = person.get("id").cloned().unwrap_or_default();
            let known = availability.cell("person", &id).is_some();
            for (field, when) in [("available", "available"), ("unavailable", "away")] {
                let Some(Value::Array(windows)) = person.get(field).filter(|_| known) else { continue };
                if windows.is_empty() {
                    continue;
                }
                for window in windows {
                    let mut row = with("person", id.as_str().unwrap_or_default(), window);
                    row.insert("when".to_owned(), when.into());
                    availability.push(row, &[]);
                }
                person.shift_remove(field);
            }
            people.push(person, &[]);
        }
        [people.finish(self.all), availability.finish(self.all)]
    }

    /// The sheet of rules.
    fn rules(&self, root: &mut Map<String, Value>) -> Written {
        let mut rows = Rows::new(&RULES, self.directory, &[]);
        let rules = match root.shift_remove("rules") {
            Some(Value::Object(rules)) => rules,
            _ => Map::new(),
        };
        for (rule, value) in rules {
            let mut row = Map::from_iter([("rule".to_owned(), Value::from(rule))]);
            let object = value.as_object();
            let weighs = object.is_some_and(|object| {
                let known = |key: &String| matches!(key.as_str(), "weight" | "measure" | "share" | "threshold");
                object.contains_key("weight") && object.keys().all(known)
            });
            if weighs {
                for (key, value) in object.into_iter().flatten() {
                    let column = if key == "weight" { "setting" } else { key };
                    row.insert(column.to_owned(), value.clone());
                }
            } else if value.is_string() && rows.cell("setting", &value).is_some() {
                row.insert("setting".to_owned(), value);
            } else {
                row.insert("value".to_owned(), value);
            }
            rows.push(row, &[]);
        }
        rows.finish(self.all)
    }

    /// The sheet of the event's settings, and everything that has no other place.
    fn event(&self, mut root: Map<String, Value>) -> Written {
        // The sheet of people has them already.
        if root.get("people").and_then(Value::as_array).is_some_and(|people| !people.is_empty()) {
            root.shift_remove("people");
        }
        let context = Context { directory: self.directory, when: &[], order: DateOrder::Unknown };
        let mut rows: Vec<Vec<Option<Cell>>> = Vec::new();
        let mut row = |name: &str, cell: Option<Cell>| rows.push(vec![Some(Cell::Text(name.to_owned())), cell]);
        for setting in &EVENT.columns {
            let ColumnUse::Field(path) = setting.part else { continue };
            let cell = root.get(path).and_then(|value| setting.kind.write(value, context));
            if cell.is_some() {
                root.shift_remove(path);
            }
            if cell.is_some() || self.all {
                row(setting.heading, cell);
            }
        }
        if let Some(Value::Object(extra)) = root.get_mut("extra") {
            let cells: Vec<(String, Cell)> = extra
                .iter()
                .filter(|(key, _)| is_free(key))
                .filter_map(|(key, value)| Some((key.clone(), extra_cell(value)?)))
                .collect();
            for (key, cell) in cells {
                if heading(&cell.shown()).means("value") {
                    continue;
                }
                extra.shift_remove(&key);
                row(&key, Some(cell));
            }
            if extra.is_empty() && self.had_extra(&rows) {
                root.shift_remove("extra");
            }
        }
        if !root.is_empty() {
            for (at, piece) in pieces(&Value::Object(root)).into_iter().enumerate() {
                let name = if at == 0 { MORE.to_owned() } else { format!("{MORE} {}", at + 1) };
                rows.push(vec![Some(Cell::Text(name)), Some(Cell::Text(piece))]);
            }
        }
        let head = |heading: &str| Head { heading: heading.to_owned(), column: None };
        Written { layout: None, heads: vec![head("setting"), head("value")], rows }
    }

    /// Whether any row comes from `extra`: an `extra` that was empty from the start differs from a missing one.
    fn had_extra(&self, rows: &[Vec<Option<Cell>>]) -> bool {
        let is_setting = |name: &str| EVENT.columns.iter().any(|setting| setting.heading == name);
        rows.iter().any(|row| matches!(row.first(), Some(Some(Cell::Text(name))) if !is_setting(name)))
    }
}

/// Whether a key of the event's `extra` can be a row among its settings.
fn is_free(key: &str) -> bool {
    let name = heading(key);
    let is_setting = EVENT.columns.iter().any(|setting| setting.is_called(&name));
    !is_setting
        && more(&name).is_none()
        && name.written == *key
        && !key.is_empty()
        && is_plain(key)
        && key.chars().count() <= 200
}

/// An entry in its long or short form, with the id of its owner.
fn with(owner: &str, id: &str, entry: &Value) -> Map<String, Value> {
    let mut row = Map::from_iter([(owner.to_owned(), Value::from(id))]);
    match entry {
        Value::Object(fields) => row.extend(fields.clone()),
        short => drop(row.insert("id".to_owned(), short.clone())),
    }
    row
}

/// The names of people, by id.
fn people_names(root: &Map<String, Value>, directory: &Directory) -> BTreeMap<String, String> {
    let people = root.get("people").and_then(Value::as_array).into_iter().flatten();
    let named = people
        .filter_map(|person| Some((person.get("id")?.as_str()?.to_owned(), person.get("name")?.as_str()?.to_owned())));
    named.filter(|(id, _)| directory.has(EntityKind::Person, id)).collect()
}
