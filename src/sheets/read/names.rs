//! First pass: which ids there are, whatever else the rows say, so that every cell can name what any sheet declares.

use std::collections::BTreeMap;

use super::record::json;
use super::table::{Table, Tables, Target};
use crate::sheets::cell::{Book, Cell, CellPlace, Row};
use crate::sheets::cell_types::parts;
use crate::sheets::codes::{NAME_WITH_COMMA, NEAR_NAMES};
use crate::sheets::directory::{Directory, EntityKind, NameLookup};
use crate::sheets::headings::fold;
use crate::sheets::layout::{
    AUDIENCES, DAYS, Layout, PANEL, PEOPLE, PHASES, ROLES, ROOMS, SERVICES, SESSIONS, TRACKS, TYPES,
};
use crate::sheets::problem::{Fault, Problems};
use crate::sheets::similar_names::similar_pairs;

/// A person who is only named where they are needed.
#[derive(Debug)]
pub(crate) struct UndeclaredPerson {
    /// The id made for them.
    pub id: String,
    /// The name as written.
    pub name: String,
    /// Where they are named first.
    pub place: CellPlace,
}

/// What the first pass found.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    /// Ids and names.
    pub directory: Directory,
    /// The ids of rows, by sheet and number.
    pub ids: BTreeMap<(usize, usize), String>,
    /// People without a row of their own.
    pub newcomers: Vec<UndeclaredPerson>,
    /// Rooms that sessions name, where no sheet says which there are.
    pub rooms: Vec<(String, CellPlace)>,
}

/// Looks at all sheets that declare something.
pub(crate) fn declared(book: &Book, tables: &Tables<'_>, problems: &mut Problems) -> Declared {
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
    newcomers(book, tables, &mut declared, problems);
    nearly_the_same(book, tables, &declared, problems);
    declared
}

/// Declares the id of every row: its own first, so that those made from names are new.
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
        // Rows of one audience share its name, and so its id.
        let known = (of == EntityKind::Audience).then(|| declared.directory.find(of, &label));
        let id = match known {
            Some(NameLookup::One(id)) => id,
            _ => declared.directory.new_id(of, &label),
        };
        declared.directory.declare(of, &id, Some(&label));
        declared.ids.insert((table.sheet, number), id);
    }
}

/// Declares the rooms that sessions name.
fn rooms(tables: &Tables<'_>, declared: &mut Declared) {
    let Some(sessions) = tables.get(&SESSIONS) else { return };
    for row in sessions.rows() {
        for (cell, place) in ["room", "fixed room"].iter().filter_map(|heading| sessions.cell(row, heading)) {
            let name = cell.shown();
            if !is_nobody(&name) && declared.directory.find(EntityKind::Room, &name) == NameLookup::None {
                declared.directory.declare(EntityKind::Room, &name, None);
                declared.rooms.push((name, place));
            }
        }
    }
}

/// The id that a row gives, in its column or among the JSON.
fn own_id(table: &Table<'_>, row: &Row) -> Option<String> {
    if let Some((cell, _)) = table.cell(row, "id").filter(|(cell, _)| !matches!(cell, Cell::Broken(_))) {
        return Some(cell.shown());
    }
    told_as_json(table, row, "id")
}

/// A text that a row gives among the JSON.
fn told_as_json(table: &Table<'_>, row: &Row, field: &str) -> Option<String> {
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

/// The name or title of a row's element.
fn label(table: &Table<'_>, row: &Row, name: &str) -> Option<String> {
    let shown = |heading: &str| table.cell(row, heading).map(|(cell, _)| cell.shown());
    let own = shown(name).or_else(|| full_name(shown("first name"), shown("last name")));
    own.or_else(|| told_as_json(table, row, name))
}

/// A name from its two parts.
pub(crate) fn full_name(first: Option<String>, last: Option<String>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (one, other) => one.or(other),
    }
}

/// The names in a cell of speakers, each with the role in brackets behind it, if it is one.
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
    parts(cell).into_iter().map(seat).filter(|(name, _)| !is_nobody(name)).collect()
}

/// Whether a name only says that there is none yet.
pub(crate) fn is_nobody(name: &str) -> bool {
    let nobody =
        ["", "tbc", "tba", "tbd", "na", "none", "tobeconfirmed", "tobeannounced", "tobedetermined", "vacant", "open"];
    nobody.contains(&fold(name).as_str())
}

/// Declares the people whom sessions or panels name and no row declares.
fn newcomers(book: &Book, tables: &Tables<'_>, declared: &mut Declared, problems: &mut Problems) {
    let mut named: Vec<(String, CellPlace)> = Vec::new();
    if let Some(sessions) = tables.get(&SESSIONS) {
        for row in sessions.rows() {
            for heading in ["speakers", "moderators", "rapporteurs"] {
                let Some((cell, place)) = sessions.cell(row, heading) else { continue };
                named.extend(seats(cell, &declared.directory).into_iter().map(|(name, _)| (name, place.clone())));
            }
        }
    }
    if let Some(panel) = tables.get(&PANEL) {
        for row in panel.rows() {
            let Some((cell, place)) = panel.cell(row, "person") else { continue };
            named.push((cell.shown(), place));
        }
    }
    for (name, place) in named {
        if is_nobody(&name) || declared.directory.find(EntityKind::Person, &name) != NameLookup::None {
            continue;
        }
        if name.contains(',') {
            let fault = Fault::new(&NAME_WITH_COMMA, format!("\"{name}\" was taken for one person"));
            problems.add(book, &place, fault);
        }
        let id = declared.directory.new_id(EntityKind::Person, &name);
        declared.directory.declare(EntityKind::Person, &id, Some(&name));
        declared.newcomers.push(UndeclaredPerson { id, name, place });
    }
}

/// Warns of names that nearly match.
fn nearly_the_same(book: &Book, tables: &Tables<'_>, declared: &Declared, problems: &mut Problems) {
    let mut named: Vec<(String, CellPlace)> = Vec::new();
    if let Some(people) = tables.get(&PEOPLE) {
        for row in people.rows() {
            let at = people.position("name").or_else(|| people.position("last name"));
            let place = at.map_or_else(|| people.place(row), |at| people.place(row).at(at));
            named.extend(label(people, row, "name").map(|name| (name, place)));
        }
    }
    named.extend(declared.newcomers.iter().map(|new| (new.name.clone(), new.place.clone())));
    let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    for (a, b) in similar_pairs(&names) {
        let message = format!("\"{}\" nearly matches \"{}\"", names[b], names[a]);
        problems.add(book, &named[b].1, Fault::new(&NEAR_NAMES, message));
    }
}
