//! The grids of the days: the column of a block is its room, the row its start.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::super::record::in_zone;
use super::super::sessions::SheetPlacement;
use super::{Starts, ids};
use crate::domain::{Conference, SessionId, Zone};
use crate::sheets::cell::{Book, Cell, CellPlace, Sheet};
use crate::sheets::directory::{Directory, EntityKind, NameLookup};
use crate::sheets::headings::heading;

/// The blocks of all grids.
pub(super) fn grids(
    book: &Book,
    conference: &Conference,
    directory: &Directory,
    before: &Starts,
) -> Vec<SheetPlacement> {
    let mut placed: BTreeMap<String, SheetPlacement> = BTreeMap::new();
    for (at, sheet) in book.sheets.iter().enumerate() {
        let date = sheet.name.strip_prefix("grid ").and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
        if let Some(date) = date {
            for one in grid(at, sheet, date, conference, directory, before) {
                placed.entry(one.id.clone()).or_insert(one);
            }
        }
    }
    placed.into_values().collect()
}

/// The blocks of one grid: the column is the room, the row the start.
fn grid(
    at: usize,
    sheet: &Sheet,
    date: NaiveDate,
    conference: &Conference,
    directory: &Directory,
    before: &Starts,
) -> Vec<SheetPlacement> {
    let Some(head) = sheet.rows.first() else { return Vec::new() };
    let note = head.cell(0).and_then(|cell| heading(&cell.shown()).note);
    let zone = note.and_then(|note| Zone::parse(&note).ok()).unwrap_or(conference.zone);
    let (times, ids) = (times(sheet, date), ids(conference));
    let mut placed = Vec::new();
    for (column, room) in head.cells.iter().filter(|(column, _)| *column > 0) {
        let room = match directory.find(EntityKind::Room, &room.shown()) {
            NameLookup::One(room) => Some(room),
            _ => None,
        };
        let mut above: Option<(usize, &Cell)> = None;
        for (row, &(begin, end)) in sheet.rows.iter().skip(1).zip(&times) {
            let cell = row.cell(*column);
            // The cells of a merged block all have its text.
            let is_first =
                cell.is_some() && above.is_none_or(|(number, text)| number + 1 != row.number || Some(text) != cell);
            above = cell.map(|cell| (row.number, cell));
            let (Some(cell), true) = (cell, is_first) else { continue };
            let Some((id, shown)) = block(&cell.shown(), directory) else { continue };
            let (Some(begin), Some(end)) = (begin, end) else { continue };
            let start = start_of(shown, (begin, end), &id, zone, &ids, before);
            let place = CellPlace { sheet: at, row: row.number, column: Some(*column) };
            let text = in_zone(start.format("%Y-%m-%dT%H:%M").to_string().into(), Some(zone));
            let start = text.as_str().map(|text| (text.to_owned(), place.clone()));
            placed.push(SheetPlacement {
                id,
                start,
                end: None,
                room: room.clone().map(|room| (room, place.clone())),
                place,
            });
        }
    }
    placed
}

/// The begin and the end of each row of a grid. Times that go down belong to the next day.
fn times(sheet: &Sheet, date: NaiveDate) -> Vec<(Option<NaiveDateTime>, Option<NaiveDateTime>)> {
    let mut day = date;
    let mut last: Option<NaiveTime> = None;
    let mut begins: Vec<Option<NaiveDateTime>> = Vec::new();
    for row in sheet.rows.iter().skip(1) {
        let clock = row.cell(0).and_then(|cell| clock(&cell.shown()));
        if let (Some(clock), Some(before)) = (clock, last)
            && clock < before
        {
            day = day.succ_opt().unwrap_or(day);
        }
        last = clock.or(last);
        begins.push(clock.map(|clock| day.and_time(clock)));
    }
    let steps = begins.windows(2).filter_map(|pair| Some(pair[1]? - pair[0]?)).filter(|step| *step > TimeDelta::zero());
    let step = steps.min().unwrap_or(TimeDelta::minutes(30));
    begins.into_iter().map(|begin| (begin, begin.map(|begin| begin + step))).collect()
}

fn clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S")).ok()
}

/// The session of a block and the start in its text: `Title`, and below it `09:00–10:00 · id`.
fn block(text: &str, directory: &Directory) -> Option<(String, Option<NaiveTime>)> {
    let (title, below) = text.rsplit_once('\n').unwrap_or((text, ""));
    let (times, id) = below.split_once(" · ").unwrap_or((below, ""));
    let shown = times.split(['–', '-']).next().and_then(clock);
    let names = [id, title].into_iter().filter(|name| !name.trim().is_empty());
    names
        .filter_map(|name| match directory.find(EntityKind::Session, name.trim()) {
            NameLookup::One(id) => Some((id, shown)),
            _ => None,
        })
        .next()
}

/// When a block starts: at its row, or at the time in its text. They differ where somebody moved the block or corrected
/// its text; the one that is no longer as before was edited.
fn start_of(
    shown: Option<NaiveTime>,
    (begin, end): (NaiveDateTime, NaiveDateTime),
    id: &str,
    zone: Zone,
    ids: &BTreeMap<&str, SessionId>,
    before: &Starts,
) -> NaiveDateTime {
    let Some(shown) = shown else { return begin };
    let same_day = begin.date().and_time(shown);
    for written in [same_day, same_day + TimeDelta::days(1)] {
        if (begin..end).contains(&written) {
            return written;
        }
    }
    let before = ids.get(id).and_then(|id| before.get(id)).map(|placement| zone.civil(placement.start));
    match before {
        Some(before) if (begin..end).contains(&before) => same_day,
        _ => begin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_name_their_session_and_start() {
        let mut directory = Directory::new();
        directory.declare(EntityKind::Session, "a", Some("On – and off"));
        let start = |text: &str| block(text, &directory).map(|(id, at)| (id, at.map(|at| at.to_string())));
        let expected = Some(("a".to_owned(), Some("09:30:00".to_owned())));
        assert_eq!(start("On – and off\n09:30–10:00 · a"), expected);
        assert_eq!(start("Other words\n09:30–10:00 · a"), expected);
        assert_eq!(start("On – and off\n09:30–10:00"), expected);
        assert_eq!(start("On – and off"), Some(("a".to_owned(), None)));
        assert_eq!(start("SOMETHING ELSE"), None);
    }
}
