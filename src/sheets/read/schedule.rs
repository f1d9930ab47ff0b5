//! Reads timetables from workbooks: from the sheet of sessions, or from any list with ids and starts.

use serde_json::{Map, Value, json};

use super::document::pointer;
use super::record::Reader;
use super::sessions::SheetPlacement;
use super::table::{self, Table};
use super::timetable::{TimetableSheet, with_edits};
use crate::diagnostic::Diagnostic;
use crate::domain::{Conference, Instant, Schedule};
use crate::instance::format::{self, SCHEDULE_FORMAT};
use crate::instance::{ReadSchedule, read_schedule};
use crate::sheets::cell::{Book, CellPlace};
use crate::sheets::codes::{EMPTY_CELL, NO_SHEET};
use crate::sheets::directory::{Directory, EntityKind};
use crate::sheets::headings::heading;
use crate::sheets::layout::SESSIONS;
use crate::sheets::problem::{Fault, Problems};

/// Reads a workbook, or a CSV list, as a timetable of a conference: from the sheet of sessions if it has starts, else
/// from the first sheet with ids and starts. `chosen` is the sheet of an exported workbook whose starts and rooms count;
/// `None`: the one that was edited.
pub fn schedule(book: &Book, conference: &Conference, chosen: Option<TimetableSheet>) -> ReadSchedule {
    let mut directory = Directory::new();
    for session in &conference.sessions {
        directory.declare(EntityKind::Session, &session.id, Some(&session.title));
    }
    for room in &conference.rooms {
        directory.declare(EntityKind::Room, &room.id, Some(&room.name));
    }
    let when: Vec<Instant> = conference.days.iter().map(|day| day.earliest).collect();
    let days: Vec<chrono::NaiveDate> = conference.days.iter().map(|day| day.date).collect();
    let mut reader = Reader { days: &days, ..Reader::new(book, &directory, &when) };
    let nothing =
        |problems: Problems| ReadSchedule { diagnostics: problems.finish(), ..ReadSchedule::nothing(conference) };
    let Some(table) = find(book, &mut reader.problems) else {
        let fault = Fault::new(&NO_SHEET, "no sheet has columns for both ids and starts");
        reader
            .problems
            .add_whole(book, fault.help("write the headings \"id\", \"start\" and \"room\" above the columns"));
        return nothing(reader.problems);
    };
    let is_sessions = SESSIONS.is_called(&heading(&book.sheets[table.sheet].name));
    let mut placed = Vec::new();
    for row in table.rows() {
        let record = reader.record(&table, row);
        let mut one = reader.placed(&table, &record);
        let id = ["id", "title"].iter().find_map(|heading| table.cell(row, heading));
        let Some((cell, place)) = id else {
            if one.start.is_some() {
                let fault = Fault::new(&EMPTY_CELL, "the row has a start, but no id and no title");
                reader.report(&record.place, fault);
            }
            continue;
        };
        one.id = match directory.find(EntityKind::Session, &cell.shown()) {
            crate::sheets::directory::NameLookup::One(id) => id,
            _ => cell.shown(),
        };
        one.place = place;
        placed.push(one);
    }
    let mut problems = reader.problems;
    let placed = if is_sessions { with_edits(book, &placed, conference, chosen, &mut problems) } else { placed };
    let read = placements(book, &placed, conference, &mut problems);
    if problems.has_errors() {
        return nothing(problems);
    }
    let (document, schedule) = read.unzip();
    ReadSchedule { schedule, diagnostics: problems.finish(), document, ..ReadSchedule::nothing(conference) }
}

/// Finds the sheet with the timetable.
fn find<'b>(book: &'b Book, problems: &mut Problems) -> Option<Table<'b>> {
    // Problems of sheets that are not used do not matter.
    let mut ignored = Problems::default();
    let options = super::Options { with_breaks: true, ..super::Options::default() };
    let has_both = |table: &Table<'_>| {
        table.position("start").is_some() && (table.position("id").is_some() || table.position("title").is_some())
    };
    let mut order: Vec<usize> = (0..book.sheets.len()).collect();
    let rank = |sheet: &usize| {
        let name = heading(&book.sheets[*sheet].name);
        ["sessions", "schedule", "timetable", "programme", "program", "agenda"]
            .iter()
            .position(|known| name.means(known))
            .unwrap_or(usize::MAX)
    };
    order.sort_by_key(rank);
    for sheet in order {
        if table::table(book, sheet, &SESSIONS, &options, &mut ignored).is_some_and(|table| has_both(&table)) {
            return table::table(book, sheet, &SESSIONS, &options, problems);
        }
    }
    None
}

/// The timetable from the rows; `None` if it cannot be read.
pub(crate) fn placements(
    book: &Book,
    placed: &[SheetPlacement],
    conference: &Conference,
    problems: &mut Problems,
) -> Option<(format::Schedule, Schedule)> {
    let entry = |one: &SheetPlacement| {
        let mut entry = Map::from_iter([("id".to_owned(), Value::from(one.id.clone()))]);
        if let Some((start, _)) = &one.start {
            entry.insert("start".to_owned(), start.clone().into());
        }
        entry.insert("room".to_owned(), one.room.as_ref().map_or(Value::Null, |(room, _)| room.clone().into()));
        Value::Object(entry)
    };
    let sessions: Vec<Value> = placed.iter().map(entry).collect();
    let document = json!({ "format": SCHEDULE_FORMAT, "sessions": sessions });
    let read = read_schedule(document.to_string().as_bytes(), &book.file, conference);
    for found in read.diagnostics {
        let place = cell_of(placed, &found);
        if place.as_ref().is_none_or(|place| !problems.has_error_in_row(place)) {
            problems.carry_over(book, place.as_ref(), found);
        }
    }
    let typed = serde_json::from_value(document).ok()?;
    Some((typed, read.schedule?))
}

/// The cell to which a problem belongs.
fn cell_of(placed: &[SheetPlacement], found: &Diagnostic) -> Option<CellPlace> {
    let at = found.pointer.strip_prefix(&pointer(["sessions", ""]))?;
    let (index, field) = at.split_once('/').unwrap_or((at, ""));
    let one = placed.get(index.parse::<usize>().ok()?)?;
    let of = |part: &Option<(String, CellPlace)>| part.as_ref().map(|(_, place)| place.clone());
    match field {
        "start" => of(&one.start),
        "room" => of(&one.room),
        _ => None,
    }
    .or_else(|| Some(one.place.clone()))
}
