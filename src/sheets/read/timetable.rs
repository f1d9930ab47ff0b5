//! The sheets for people of an exported workbook, `timetable` and the grids of the days: where somebody edited them,
//! they are the timetable.
//!
//! An export gives every start in several sheets, and keeps a copy of all starts in a hidden one. The sheet that differs
//! from the copy was edited. Without a copy it is the one that differs from the two others; and the list says itself that
//! a start was edited if its end is still that of another start.

mod grid;

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::record::{Reader, in_zone};
use super::schedule::placements;
use super::sessions::SheetPlacement;
use super::table::{self, Table};
use crate::domain::{Conference, Placement, Schedule, SessionId, Zone};
use crate::sheets::cell::{Book, Cell, CellPlace, Row};
use crate::sheets::codes::{EDITED_TIMETABLE, SHEETS_DISAGREE, UNREAD_TIMETABLE_CELL};
use crate::sheets::directory::{Directory, EntityKind, NameLookup};
use crate::sheets::layout::SESSIONS;
use crate::sheets::problem::{Fault, Problems};
use grid::{grids, has_grids};

/// The columns of the hidden sheet `lists` with the exported timetable: session, start and room.
pub(crate) const EXPORTED: [usize; 3] = [4, 5, 6];
/// What the list of the timetable has instead of a start.
pub(crate) const NOT_SCHEDULED: &str = "not scheduled";
/// What the heading of a column of a grid has instead of a room.
pub(crate) const NO_ROOM: &str = "no room";
/// The number of sessions that a message names.
const NAMED: usize = 5;

/// The sheets from which a timetable can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimetableSheet {
    /// The sheet of sessions.
    Sessions,
    /// The list `timetable`.
    Timetable,
    /// The grids of the days.
    Grid,
}

impl TimetableSheet {
    /// All of them.
    pub const ALL: [TimetableSheet; 3] = [TimetableSheet::Sessions, TimetableSheet::Timetable, TimetableSheet::Grid];

    /// Its name, as on the command line.
    pub fn name(self) -> &'static str {
        match self {
            TimetableSheet::Sessions => "sessions",
            TimetableSheet::Timetable => "timetable",
            TimetableSheet::Grid => "grid",
        }
    }
}

/// Cells that were not read, with the reason.
type Unread = Vec<(CellPlace, String)>;

/// Where sessions were before somebody edited a grid.
type Starts = BTreeMap<SessionId, Placement>;

/// One sheet's start and room of each session that it has.
struct Version {
    sheet: TimetableSheet,
    placed: BTreeMap<SessionId, SheetPlacement>,
    schedule: Schedule,
}

impl Version {
    fn new(
        sheet: TimetableSheet,
        placed: Vec<SheetPlacement>,
        book: &Book,
        conference: &Conference,
    ) -> Option<Version> {
        let mut ignored = Problems::default();
        let (_, schedule) = placements(book, &placed, conference, &mut ignored)?;
        let ids = ids(conference);
        let placed = placed.into_iter().filter_map(|one| Some((*ids.get(one.id.as_str())?, one))).collect();
        Some(Version { sheet, placed, schedule })
    }

    /// What the sheet says of a session; `None` if it does not have the session.
    fn says(&self, id: SessionId) -> Option<Option<Placement>> {
        self.placed.contains_key(&id).then(|| self.schedule.get(id))
    }
}

/// The timetable of all sheets together: the sheet of sessions, and what was edited in the sheets for people. Reports
/// sessions for which two sheets were edited differently, and warns of what was taken from the sheets for people.
pub(crate) fn with_edits(
    book: &Book,
    placed: &[SheetPlacement],
    conference: &Conference,
    chosen: Option<TimetableSheet>,
    problems: &mut Problems,
) -> Vec<SheetPlacement> {
    let directory = directory(conference);
    let mut found = vec![(TimetableSheet::Sessions, placed.to_vec())];
    let mut unread = Vec::new();
    let listed = list(book, &directory, &mut unread);
    if listed.is_none() && !has_grids(book) && chosen.is_none() {
        return placed.to_vec();
    }
    report_unread(book, TimetableSheet::Timetable, chosen, unread, problems);
    let before = listed.as_ref().map(|(_, before)| before.clone()).unwrap_or_default();
    found.extend(listed.map(|(rows, _)| (TimetableSheet::Timetable, rows)));
    let copy = exported(book).unwrap_or(before);
    let exported = Version::new(TimetableSheet::Sessions, copy, book, conference);
    let version = |(sheet, rows)| Version::new(sheet, rows, book, conference);
    let mut versions: Vec<Version> = found.into_iter().filter_map(version).collect();
    let known = versions.first().into_iter().chain(&exported).flat_map(|version| version.schedule.placed());
    let mut unread = Vec::new();
    let blocks = grids(book, conference, &directory, &known.collect(), &mut unread);
    report_unread(book, TimetableSheet::Grid, chosen, unread, problems);
    if !blocks.is_empty() {
        versions.extend(version((TimetableSheet::Grid, blocks)));
    }
    if versions.first().is_none_or(|first| first.sheet != TimetableSheet::Sessions) {
        // The sheet of sessions has starts that cannot be used; they are reported with their cells.
        return placed.to_vec();
    }
    let mut taken: Vec<(TimetableSheet, SessionId)> = Vec::new();
    let mut unclear: Vec<SessionId> = Vec::new();
    for id in conference.session_ids() {
        match decide(&versions, exported.as_ref(), chosen, id) {
            Ok(sheet) => taken.push((sheet, id)),
            Err(()) => unclear.push(id),
        }
    }
    report(book, conference, &versions, &taken, &unclear, chosen.is_some(), problems);
    let mut merged = placed.to_vec();
    for (sheet, id) in taken.into_iter().filter(|(sheet, _)| *sheet != TimetableSheet::Sessions) {
        let from = versions.iter().find(|version| version.sheet == sheet);
        let Some(one) = from.and_then(|version| version.placed.get(&id)) else { continue };
        match merged.iter_mut().find(|known| known.id == one.id) {
            Some(known) => *known = one.clone(),
            None => merged.push(one.clone()),
        }
    }
    merged
}

/// The sheet from which the place of a session is taken; an error if several were edited differently.
fn decide(
    versions: &[Version],
    exported: Option<&Version>,
    chosen: Option<TimetableSheet>,
    id: SessionId,
) -> Result<TimetableSheet, ()> {
    let says: Vec<(TimetableSheet, Option<Placement>)> =
        versions.iter().filter_map(|version| Some((version.sheet, version.says(id)?))).collect();
    if let Some(chosen) = chosen {
        let has = says.iter().any(|(sheet, _)| *sheet == chosen);
        return Ok(if has { chosen } else { TimetableSheet::Sessions });
    }
    let Some((first, value)) = says.first() else { return Ok(TimetableSheet::Sessions) };
    if says.iter().all(|(_, other)| other == value) {
        return Ok(*first);
    }
    if let Some(copy) = exported.and_then(|version| version.says(id)) {
        let mut edited = says.iter().filter(|(_, value)| *value != copy);
        let one = edited.next();
        let is_clear = edited.all(|(_, value)| one.is_some_and(|(_, first)| first == value));
        return one.filter(|_| is_clear).map(|(sheet, _)| *sheet).ok_or(());
    }
    // Without a copy: two sheets that agree were not edited, and the third was.
    match &says[..] {
        [(_, a), (_, b), (c, _)] if a == b => Ok(*c),
        [(_, a), (b, _), (_, c)] if a == c => Ok(*b),
        [(a, _), (_, b), (_, c)] if b == c => Ok(*a),
        _ => Err(()),
    }
}

/// Warns of cells that were not read, unless another sheet was chosen.
fn report_unread(
    book: &Book,
    sheet: TimetableSheet,
    chosen: Option<TimetableSheet>,
    unread: Unread,
    problems: &mut Problems,
) {
    if chosen.is_some_and(|chosen| chosen != sheet) {
        return;
    }
    for (place, message) in unread {
        problems.add(book, &place, Fault::new(&UNREAD_TIMETABLE_CELL, message));
    }
}

/// Says what was taken from which sheet, and which sessions are unclear.
fn report(
    book: &Book,
    conference: &Conference,
    versions: &[Version],
    taken: &[(TimetableSheet, SessionId)],
    unclear: &[SessionId],
    is_chosen: bool,
    problems: &mut Problems,
) {
    let id = |id: &SessionId| conference.sessions[id.index()].id.as_str();
    let named = |ids: &[SessionId]| {
        let more = if ids.len() > NAMED { ", ..." } else { "" };
        let names: Vec<String> = ids.iter().take(NAMED).map(|one| format!("\"{}\"", id(one))).collect();
        format!("{}{more}", names.join(", "))
    };
    let sessions = |count: usize| if count == 1 { "1 session".to_owned() } else { format!("{count} sessions") };
    for sheet in [TimetableSheet::Timetable, TimetableSheet::Grid] {
        let of_sheet = taken.iter().filter(|(from, _)| *from == sheet).map(|(_, id)| *id);
        // With a choice, only what differs from the sheet of sessions is worth a word.
        let differs = |id: &SessionId| versions.first().and_then(|first| first.says(*id)) != says(versions, sheet, *id);
        let ids: Vec<SessionId> = of_sheet.filter(|id| !is_chosen || differs(id)).collect();
        if ids.is_empty() {
            continue;
        }
        let whole = if sheet == TimetableSheet::Grid { "the grids of the days" } else { "the sheet \"timetable\"" };
        let message = format!(
            "start and room of {} were taken from {whole}, edited since the export: {}",
            sessions(ids.len()),
            named(&ids)
        );
        problems.add_whole(book, Fault::new(&EDITED_TIMETABLE, message));
    }
    if unclear.is_empty() {
        return;
    }
    let places = |session: &SessionId| {
        let one = |version: &Version| {
            let place = match version.says(*session)? {
                Some(placement) => conference.zone.civil(placement.start).format("%Y-%m-%d %H:%M").to_string(),
                None => NOT_SCHEDULED.to_owned(),
            };
            Some(format!("{place} in {}", version.sheet.name()))
        };
        let places: Vec<String> = versions.iter().filter_map(one).collect();
        format!("\"{}\" ({})", id(session), places.join(", "))
    };
    let more = if unclear.len() > NAMED { "; ..." } else { "" };
    let list: Vec<String> = unclear.iter().take(NAMED).map(places).collect();
    let message =
        format!("the sheets give different starts or rooms for {}: {}{more}", sessions(unclear.len()), list.join("; "));
    problems.add_whole(book, Fault::new(&SHEETS_DISAGREE, message));
}

/// The sessions by their ids.
fn ids(conference: &Conference) -> BTreeMap<&str, SessionId> {
    conference.session_ids().map(|id| (conference.sessions[id.index()].id.as_str(), id)).collect()
}

fn says(versions: &[Version], sheet: TimetableSheet, id: SessionId) -> Option<Option<Placement>> {
    versions.iter().find(|version| version.sheet == sheet)?.says(id)
}

fn directory(conference: &Conference) -> Directory {
    let mut directory = Directory::new();
    for session in &conference.sessions {
        directory.declare(EntityKind::Session, &session.id, Some(&session.title));
    }
    for room in &conference.rooms {
        directory.declare(EntityKind::Room, &room.id, Some(&room.name));
    }
    directory
}

/// The rows of the sheet `timetable` of an export; `None` if there is no such sheet.
///
/// The second list has the starts before an edit that left the end as it was.
fn list(book: &Book, directory: &Directory, unread: &mut Unread) -> Option<(Vec<SheetPlacement>, Vec<SheetPlacement>)> {
    let sheet = book.sheets.iter().position(|sheet| sheet.name == "timetable")?;
    let table = table::table(book, sheet, &SESSIONS, &super::Options::default(), &mut Problems::default())?;
    let start_at = table.position("start")?;
    table.position("id")?;
    let mut reader = Reader::new(book, directory, &[]);
    let (mut placed, mut before) = (Vec::new(), Vec::new());
    for row in table.rows() {
        let id = match session_of(&table, row, directory) {
            Ok(id) => id,
            Err(message) => {
                let place = table.place(row);
                let at = table.position("id").or_else(|| row.cells.first().map(|(at, _)| *at));
                unread.push((at.map_or_else(|| place.clone(), |at| place.at(at)), message));
                continue;
            }
        };
        let record = reader.record(&table, row);
        let is_out = row.cell(start_at).is_none_or(|cell| cell.shown() == NOT_SCHEDULED);
        let one = if is_out { None } else { Some(reader.placed(&table, &record)) };
        let place = record.place.clone();
        // A start that cannot be read is no statement.
        if one.as_ref().is_some_and(|one| one.start.is_none()) {
            let shown = row.cell(start_at).map(Cell::shown).unwrap_or_default();
            unread.push((place.at(start_at), format!("the start of \"{id}\" cannot be read: \"{shown}\"")));
            continue;
        }
        let one = one.unwrap_or(SheetPlacement { id: String::new(), start: None, end: None, room: None, place });
        let zone = table.position("start").and_then(|at| table.zone(at));
        before.extend(start_before(&table, row, &one, zone).map(|start| SheetPlacement {
            id: id.clone(),
            start: Some((start, place_of(&one))),
            ..one.clone()
        }));
        placed.push(SheetPlacement { id, ..one });
    }
    Some((placed, before))
}

/// The session of a row: that of its id, or of its title if it has no id. An error says what the row names instead.
fn session_of(table: &Table<'_>, row: &Row, directory: &Directory) -> Result<String, String> {
    let named = ["id", "title"].into_iter().find_map(|heading| table.cell(row, heading));
    match named {
        Some((cell, _)) => named_session(&cell.shown(), directory),
        None => Err("this row names no session: it has no id and no title".to_owned()),
    }
}

/// The session with an id or title. An error says why there is none.
fn named_session(name: &str, directory: &Directory) -> Result<String, String> {
    match directory.find(EntityKind::Session, name) {
        NameLookup::One(id) => Ok(id),
        NameLookup::None => Err(format!("no session of the programme is called \"{name}\"")),
        NameLookup::Several(_) => Err(format!("several sessions are called \"{name}\"")),
    }
}

/// The start that fits the end and the length of a row, if the row has another one.
fn start_before(table: &Table<'_>, row: &Row, one: &SheetPlacement, zone: Option<Zone>) -> Option<String> {
    let moment = |heading| match table.cell(row, heading)?.0 {
        Cell::Date(at) => Some(*at),
        _ => None,
    };
    let minutes = match table.cell(row, "minutes")?.0 {
        Cell::Number(minutes) if (1.0..100_000.0).contains(minutes) => TimeDelta::minutes(*minutes as i64),
        _ => return None,
    };
    let before = moment("end")? - minutes;
    one.start.as_ref().filter(|_| moment("start") != Some(before))?;
    in_zone(before.format("%Y-%m-%dT%H:%M").to_string().into(), zone).as_str().map(str::to_owned)
}

fn place_of(one: &SheetPlacement) -> CellPlace {
    one.start.as_ref().map_or_else(|| one.place.clone(), |(_, place)| place.clone())
}

/// The timetable as it was exported, from the hidden sheet.
fn exported(book: &Book) -> Option<Vec<SheetPlacement>> {
    let at = book.sheets.iter().position(|sheet| sheet.name == "lists")?;
    let mut placed = Vec::new();
    for row in &book.sheets[at].rows {
        let [id, start, room] = EXPORTED.map(|column| row.cell(column).map(Cell::shown));
        let place = CellPlace { sheet: at, row: row.number, column: None };
        let with_place = |text: Option<String>| text.map(|text| (text, place.clone()));
        let (Some(id), start, room) = (id, with_place(start), with_place(room)) else { continue };
        placed.push(SheetPlacement { id, start, end: None, room, place: place.clone() });
    }
    (!placed.is_empty()).then_some(placed)
}
