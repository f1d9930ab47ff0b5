//! The grids of the days: the column of a block is its room, the row its start.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::super::record::in_zone;
use super::super::sessions::SheetPlacement;
use super::{NO_ROOM, Starts, Unread, ids, named_session};
use crate::domain::{Conference, SessionId, Zone};
use crate::sheets::cell::{Book, Cell, CellPlace, Row, Sheet};
use crate::sheets::directory::{Directory, EntityKind, NameLookup};
use crate::sheets::headings::heading;
use crate::sheets::own_marks::INTERNAL;

/// The blocks of all grids.
pub(super) fn grids(
    book: &Book,
    conference: &Conference,
    directory: &Directory,
    before: &Starts,
    unread: &mut Unread,
) -> Vec<SheetPlacement> {
    let mut placed: BTreeMap<String, SheetPlacement> = BTreeMap::new();
    for (at, sheet) in book.sheets.iter().enumerate() {
        if let Some(date) = day(sheet) {
            for one in (Grid { at, sheet, conference, directory, before }).blocks(date, unread) {
                placed.entry(one.id.clone()).or_insert(one);
            }
        }
    }
    placed.into_values().collect()
}

/// Whether a workbook has a grid.
pub(super) fn has_grids(book: &Book) -> bool {
    book.sheets.iter().any(|sheet| day(sheet).is_some())
}

/// The day of a grid, from the name of its sheet.
fn day(sheet: &Sheet) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(sheet.name.strip_prefix("grid ")?, "%Y-%m-%d").ok()
}

/// One grid, and what is known of the programme.
struct Grid<'a> {
    /// The position of the sheet.
    at: usize,
    sheet: &'a Sheet,
    conference: &'a Conference,
    directory: &'a Directory,
    before: &'a Starts,
}

impl Grid<'_> {
    /// The blocks: the column is the room, the row the start. Adds the cells that cannot be read.
    fn blocks(&self, date: NaiveDate, unread: &mut Unread) -> Vec<SheetPlacement> {
        let Some((head, body)) = parts(self.sheet) else { return Vec::new() };
        let note = head.cell(0).and_then(|cell| heading(&cell.shown()).note);
        let zone = note.and_then(|note| Zone::parse(&note).ok()).unwrap_or(self.conference.zone);
        let (times, ids) = (times(body, date), ids(self.conference));
        let width = self.sheet.rows.iter().filter_map(|row| row.cells.last()).map(|(column, _)| column + 1).max();
        let mut placed = Vec::new();
        for column in 1..width.unwrap_or(0) {
            let named = head.cell(column).map(Cell::shown);
            let room = named.as_ref().and_then(|name| match self.directory.find(EntityKind::Room, name) {
                NameLookup::One(room) => Some(room),
                _ => None,
            });
            let already_placed = placed.len();
            let mut above: Option<(usize, &Cell)> = None;
            for (row, &(begin, end)) in body.iter().zip(&times) {
                let cell = row.cell(column);
                // The cells of a merged block all have its text.
                let is_first =
                    cell.is_some() && above.is_none_or(|(number, text)| number + 1 != row.number || Some(text) != cell);
                above = cell.map(|cell| (row.number, cell));
                let (Some(cell), true) = (cell, is_first) else { continue };
                let place = CellPlace { sheet: self.at, row: row.number, column: Some(column) };
                let (id, shown) = match block(&cell.shown(), self.directory) {
                    Ok(found) => found,
                    Err(message) => {
                        unread.push((place, message));
                        continue;
                    }
                };
                let (Some(begin), Some(end)) = (begin, end) else {
                    unread.push((place, format!("the start of \"{id}\" is not known: its row has no time")));
                    continue;
                };
                let start = start_of(shown, (begin, end), &id, zone, &ids, self.before);
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
            let is_unknown = room.is_none() && named.as_ref().is_none_or(|name| name != NO_ROOM);
            if placed.len() > already_placed && is_unknown && !self.conference.rooms.is_empty() {
                let place = CellPlace { sheet: self.at, row: head.number, column: Some(column) };
                let name = named.unwrap_or_default();
                unread.push((place, format!("this column has sessions, but \"{name}\" is no room of the programme")));
            }
        }
        placed
    }
}

/// The row of headings and the rows below it, without the mark of a workbook for organisers.
fn parts(sheet: &Sheet) -> Option<(&Row, &[Row])> {
    let is_mark = |row: &Row| matches!(&row.cells[..], [(0, cell)] if cell.shown() == INTERNAL) && sheet.rows.len() > 1;
    let rows = if sheet.rows.first().is_some_and(is_mark) { &sheet.rows[1..] } else { &sheet.rows[..] };
    rows.split_first()
}

/// The begin and the end of each row of a grid. Times that go down belong to the next day. Rows below each other with the
/// same time share its label: they are equal parts of the time until the next label.
fn times(rows: &[Row], date: NaiveDate) -> Vec<(Option<NaiveDateTime>, Option<NaiveDateTime>)> {
    let mut day = date;
    let mut last: Option<NaiveTime> = None;
    // The begin of each label, and the number of its rows.
    let mut labels: Vec<(Option<NaiveDateTime>, i32)> = Vec::new();
    let mut before: Option<(usize, NaiveTime)> = None;
    for row in rows {
        let clock = row.cell(0).and_then(|cell| clock(&cell.shown()));
        let continues = clock.is_some() && before == clock.map(|clock| (row.number.saturating_sub(1), clock));
        before = clock.map(|clock| (row.number, clock));
        if let (true, Some((_, rows))) = (continues, labels.last_mut()) {
            *rows += 1;
            continue;
        }
        if let (Some(clock), Some(before)) = (clock, last)
            && clock < before
        {
            day = day.succ_opt().unwrap_or(day);
        }
        last = clock.or(last);
        labels.push((clock.map(|clock| day.and_time(clock)), 1));
    }
    let step = row_length(&labels);
    let until = |at: usize| labels.get(at + 1).and_then(|next| next.0);
    let mut times = Vec::with_capacity(rows.len());
    for (at, &(begin, rows)) in labels.iter().enumerate() {
        let whole = begin.zip(until(at)).map(|(begin, until)| until - begin);
        for row in 0..rows {
            let begin = match whole {
                // As a clock that is set back shows an hour twice, two rows have its time.
                Some(whole) if whole == step => begin,
                // Rows that were inserted into the label, or deleted: only the first has a certain time.
                Some(whole) if rows > 1 && whole != step * rows => begin.filter(|_| row == 0),
                _ => begin.map(|begin| begin + step * row),
            };
            times.push((begin, begin.map(|begin| begin + step)));
        }
    }
    times
}

/// The length of a row: the most frequent one; of several, the shortest.
fn row_length(labels: &[(Option<NaiveDateTime>, i32)]) -> TimeDelta {
    let mut lengths: BTreeMap<TimeDelta, usize> = BTreeMap::new();
    for pair in labels.windows(2) {
        let whole = pair[0].0.zip(pair[1].0).map(|(begin, until)| until - begin);
        if let Some(whole) = whole.filter(|whole| *whole > TimeDelta::zero()) {
            *lengths.entry(whole / pair[0].1).or_default() += 1;
        }
    }
    let frequent = lengths.iter().max_by_key(|(length, count)| (**count, std::cmp::Reverse(**length)));
    let alone = || TimeDelta::minutes(30) / labels.first().map_or(1, |label| label.1.max(1));
    frequent.map_or_else(alone, |(length, _)| *length)
}

fn clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S")).ok()
}

/// The session of a block and the start in its text: `Title`, and below it `09:00–10:00 · id`. An error says what the
/// block names instead.
fn block(text: &str, directory: &Directory) -> Result<(String, Option<NaiveTime>), String> {
    let (title, below) = text.rsplit_once('\n').unwrap_or((text, ""));
    let (times, id) = below.split_once(" · ").unwrap_or((below, ""));
    let shown = times.split(['–', '-']).next().and_then(clock);
    let by_id = named_session(id.trim(), directory);
    let found = by_id.or_else(|_| named_session(title.trim(), directory));
    found.map(|id| (id, shown))
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

    fn begins(labels: &[&str]) -> Vec<String> {
        let row = |(at, label): (usize, &&str)| Row {
            number: at + 2,
            cells: vec![(0, Cell::Text((*label).to_owned())), (1, Cell::Text(format!("x{at}")))],
        };
        let rows: Vec<Row> = labels.iter().enumerate().map(row).collect();
        let times = times(&rows, NaiveDate::from_ymd_opt(2027, 6, 1).unwrap());
        let shown = |begin: Option<NaiveDateTime>| begin.map_or("-".into(), |at| at.format("%d %H:%M").to_string());
        times.into_iter().map(|(begin, _)| shown(begin)).collect()
    }

    #[test]
    fn rows_share_the_time_until_the_next_label() {
        let ten = ["23:30", "23:30", "23:30", "00:00", "00:00", "00:00"];
        assert_eq!(begins(&ten), ["01 23:30", "01 23:40", "01 23:50", "02 00:00", "02 00:10", "02 00:20"]);
        // One label alone has half an hour.
        assert_eq!(begins(&ten[..3]), ["01 23:30", "01 23:40", "01 23:50"]);
        // An inserted row: the rows of its label are not known, the others are.
        let inserted = ["09:00", "09:00", "09:30", "09:30", "09:30", "10:00", "10:00", "10:30"];
        let expected = ["01 09:00", "01 09:15", "01 09:30", "-", "-", "01 10:00", "01 10:15", "01 10:30"];
        assert_eq!(begins(&inserted), expected);
        // One label a row, as in older exports: a clock that is set back, a row that is missing, and one without a time.
        let hours = ["01:00", "02:00", "02:00", "03:00", "04:00"];
        assert_eq!(begins(&hours), ["01 01:00", "01 02:00", "01 02:00", "01 03:00", "01 04:00"]);
        assert_eq!(begins(&["09:00", "09:30", "11:00", "x"]), ["01 09:00", "01 09:30", "01 11:00", "-"]);
    }

    #[test]
    fn blocks_name_their_session_and_start() {
        let mut directory = Directory::new();
        directory.declare(EntityKind::Session, "a", Some("On – and off"));
        let start = |text: &str| block(text, &directory).ok().map(|(id, at)| (id, at.map(|at| at.to_string())));
        let expected = Some(("a".to_owned(), Some("09:30:00".to_owned())));
        assert_eq!(start("On – and off\n09:30–10:00 · a"), expected);
        assert_eq!(start("Other words\n09:30–10:00 · a"), expected);
        assert_eq!(start("On – and off\n09:30–10:00"), expected);
        assert_eq!(start("On – and off"), Some(("a".to_owned(), None)));
        assert_eq!(start("SOMETHING ELSE"), None);
    }
}
