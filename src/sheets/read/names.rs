//! The first pass: finds all ids and names, so that a cell of any sheet can refer to elements of any other sheet.

use std::collections::{BTreeMap, BTreeSet};

use super::participants::{Participants, known_names, participants, recognise};
use super::record::json;
use super::table::{Table, Tables, Target};
use crate::sheets::cell::{Book, Cell, CellPlace, Row, trimmed};
use crate::sheets::cell_types::parts;
use crate::sheets::codes::NEAR_NAMES;
use crate::sheets::directory::{Directory, EntityKind, NameLookup};
use crate::sheets::headings::fold;
use crate::sheets::layout::{AUDIENCES, DAYS, Layout, PEOPLE, PHASES, ROLES, ROOMS, SERVICES, SESSIONS, TRACKS, TYPES};
use crate::sheets::person_names::{is_placeholder, one_person};
use crate::sheets::problem::{Fault, Problems};
use crate::sheets::similar_names::similar_pairs;

/// A person whom a session names, but who has no row in the sheet of people.
#[derive(Debug)]
pub(crate) struct UndeclaredPerson {
    /// The id made for them.
    pub id: String,
    /// The name, without title.
    pub name: String,
    /// The title.
    pub title: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The cell where they are named first.
    pub place: CellPlace,
}

/// The result of the first pass.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    /// All ids and names.
    pub directory: Directory,
    /// The ids of rows, by sheet and row number.
    pub ids: BTreeMap<(usize, usize), String>,
    /// People without a row in the sheet of people.
    pub undeclared_people: Vec<UndeclaredPerson>,
    /// Rooms that sessions name, if there is no sheet of rooms.
    pub rooms: Vec<(String, CellPlace)>,
    /// The people of the sessions.
    pub participants: Participants,
    /// The names of people, by their ids.
    pub names: BTreeMap<String, String>,
    /// The organisations of people in the sheet of people, by their ids.
    pub organisations: BTreeMap<String, String>,
}

/// Reads the ids and names from all sheets.
pub(crate) fn declared(book: &Book, tables: &mut Tables<'_>, problems: &mut Problems) -> Declared {
    let mut declared = Declared { directory: Directory::new(), ..Declared::default() };
    let sheets: [(&Layout, EntityKind, &str); 9] = [
        (&PHASES, EntityKind::Phase, "name"),
        (&ROOMS, EntityKind::Room, "name"),
        (&SERVICES, EntityKind::Service, "name"),
        (&ROLES, EntityKind::Role, "name"),
        (&TYPES, EntityKind::Type, "name"),
        (&TRACKS, EntityKind::Track, "name"),
        (&AUDIENCES, EntityKind::Audience, "name"),
        (&PEOPLE, EntityKind::Person, "name"),
        (&SESSIONS, EntityKind::Session, "title"),
    ];
    for (layout, of, name) in sheets {
        if let Some(table) = tables.get(layout) {
            rows(&mut declared, table, of, name);
        }
    }
    if let Some(days) = tables.get(&DAYS) {
        for text in days.rows().filter_map(|row| Some(days.cell(row, "phase")?.0.shown())) {
            if declared.directory.find(EntityKind::Phase, &text) == NameLookup::None {
                declared.directory.declare(EntityKind::Phase, &text, None);
            }
        }
    }
    if tables.get(&ROOMS).is_none() {
        rooms(tables, &mut declared);
    }
    people(tables, &mut declared);
    let known = known_names(tables);
    // In a workbook of our own, a column of people has its own heading.
    if let Some(table) = tables.by_name.get_mut(SESSIONS.name).filter(|_| !super::is_own(book)) {
        recognise(book, table, &known, &mut declared.participants, problems);
    }
    participants(book, tables, &known, &mut declared, problems);
    almost_equal_names(book, tables, &declared, problems);
    declared
}

/// Declares the id of each row. Written ids come first, so that ids made from names do not collide with them.
fn rows(declared: &mut Declared, table: &Table<'_>, of: EntityKind, name: &str) {
    let mut without = Vec::new();
    for row in table.rows() {
        let label = label(table, row, name);
        match own_id(table, row) {
            Some(id) => {
                declared.directory.declare(of, &id, label.as_deref());
                declared.ids.insert((table.sheet, row.number), id);
            }
            None => without.extend(label.map(|label| (row.number, label))),
        }
    }
    for (number, label) in without {
        // The rows of one audience have the same name, and therefore the same id.
        let known = (of == EntityKind::Audience).then(|| declared.directory.find(of, &label));
        let id = match known {
            Some(NameLookup::One(id)) => id,
            _ => declared.directory.new_id(of, &label),
        };
        declared.directory.declare(of, &id, Some(&label));
        declared.ids.insert((table.sheet, number), id);
    }
}

/// Notes the names and organisations of the sheet of people. A name is also found without its title.
fn people(tables: &Tables<'_>, declared: &mut Declared) {
    let Some(table) = tables.get(&PEOPLE) else { return };
    for row in table.rows() {
        let Some(id) = declared.ids.get(&(table.sheet, row.number)).cloned() else { continue };
        if let Some(name) = label(table, row, "name") {
            let plain = one_person(&name).name;
            let reversed = match plain.split_once(',') {
                Some((family, given)) => format!("{} {}", given.trim(), family.trim()),
                None => plain,
            };
            if !reversed.is_empty() && reversed != name {
                declared.directory.also(EntityKind::Person, &id, &reversed);
            }
            declared.names.insert(id.clone(), name);
        }
        if let Some((organisation, _)) = table.cell(row, "organisation") {
            declared.organisations.insert(id, organisation.shown());
        }
    }
}

/// Declares the rooms that sessions name.
fn rooms(tables: &Tables<'_>, declared: &mut Declared) {
    let Some(sessions) = tables.get(&SESSIONS) else { return };
    let mut named: Vec<(String, CellPlace)> = Vec::new();
    for row in sessions.rows() {
        let cells = ["room", "fixed room"].iter().filter_map(|heading| sessions.cell(row, heading));
        named.extend(cells.map(|(cell, place)| (cell.shown(), place)));
    }
    let all: BTreeSet<String> = named.iter().map(|(name, _)| fold(name)).collect();
    for (text, place) in named {
        for name in rooms_in(&text, |part| all.contains(&fold(part))) {
            if !is_placeholder(&name) && declared.directory.find(EntityKind::Room, &name) == NameLookup::None {
                declared.directory.declare(EntityKind::Room, &name, None);
                declared.rooms.push((name, place.clone()));
            }
        }
    }
}

/// The rooms in a cell: several between semicolons or line breaks, or between other signs if each part is the name of a
/// room elsewhere.
pub(crate) fn rooms_in(text: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let parts = |separators: &[&str]| {
        let mut parts = vec![text.to_owned()];
        for separator in separators {
            parts = parts.iter().flat_map(|part| part.split(separator)).map(str::to_owned).collect();
        }
        parts.iter().map(|part| trimmed(part).to_owned()).filter(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    let several = parts(&[";", "\n", "\r"]);
    if several.len() > 1 {
        return several;
    }
    let loose = parts(&[",", "/", "|", " & ", " + ", " and ", " et ", " y ", " und "]);
    if loose.len() > 1 && loose.iter().all(|part| exists(part)) { loose } else { vec![trimmed(text).to_owned()] }
}

/// The id in a row, from its column or from the JSON.
fn own_id(table: &Table<'_>, row: &Row) -> Option<String> {
    if let Some((cell, _)) = table.cell(row, "id").filter(|(cell, _)| cell.formula_fault().is_none()) {
        return Some(cell.shown());
    }
    text_in_json(table, row, "id")
}

/// A text field in the JSON of a row.
fn text_in_json(table: &Table<'_>, row: &Row, field: &str) -> Option<String> {
    let mut more: Vec<(usize, &Cell)> = Vec::new();
    for (at, target) in &table.columns {
        if let (Target::More(number), Some(cell)) = (target, row.cell(*at)) {
            more.push((*number, cell));
        }
    }
    more.sort_by_key(|(number, _)| *number);
    let object = json(more.into_iter().map(|(_, cell)| cell)).ok()?;
    object.get(field)?.as_str().map(str::to_owned)
}

/// The name or title in a row.
fn label(table: &Table<'_>, row: &Row, name: &str) -> Option<String> {
    let shown = |heading: &str| table.cell(row, heading).map(|(cell, _)| cell.shown());
    let own = shown(name).or_else(|| full_name(shown("first name"), shown("last name")));
    own.or_else(|| text_in_json(table, row, name))
}

/// A name from its two parts.
pub(crate) fn full_name(first: Option<String>, last: Option<String>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (one, other) => one.or(other),
    }
}

/// The names in a cell of speakers, each with the role in brackets after it, if there is one.
pub(crate) fn seats(cell: &Cell, directory: &Directory) -> Vec<(String, Option<String>)> {
    let seat = |part: String| {
        if directory.find(EntityKind::Person, &part) != NameLookup::None {
            return (part, None);
        }
        let role = part.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')).and_then(|(name, role)| {
            match directory.find(EntityKind::Role, role) {
                NameLookup::One(role) => Some((name.trim().to_owned(), role)),
                _ => None,
            }
        });
        role.map_or((part, None), |(name, role)| (name, Some(role)))
    };
    parts(cell).into_iter().map(seat).filter(|(name, _)| !is_placeholder(name)).collect()
}

/// Warns of names that are almost the same.
fn almost_equal_names(book: &Book, tables: &Tables<'_>, declared: &Declared, problems: &mut Problems) {
    let mut named: Vec<(String, CellPlace)> = Vec::new();
    if let Some(people) = tables.get(&PEOPLE) {
        for row in people.rows() {
            let at = people.position("name").or_else(|| people.position("last name"));
            let place = at.map_or_else(|| people.place(row), |at| people.place(row).at(at));
            named.extend(label(people, row, "name").map(|name| (name, place)));
        }
    }
    named.extend(declared.undeclared_people.iter().map(|new| (new.name.clone(), new.place.clone())));
    let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    for (a, b) in similar_pairs(&names) {
        let message = format!("\"{}\" is almost the same name as \"{}\"", names[b], names[a]);
        problems.add(book, &named[b].1, Fault::new(&NEAR_NAMES, message));
    }
}
