//! A grid per day: rooms as columns, the event's local time as rows, colours for tracks.

use num_integer::gcd;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use super::{WorkbookError, heading, in_order, plain};
use crate::domain::{Conference, Day, DayId, Instant, Placement, RoomId, Schedule, SessionId, date};
use crate::sheets::read::timetable::NO_ROOM;

/// The colours of the tracks, repeated if there are more tracks.
const COLOURS: [u32; 12] = [
    0xDD_EB_F7, 0xE2_EF_DA, 0xFF_F2_CC, 0xFC_E4_D6, 0xE4_DF_EC, 0xD9_F2_F0, 0xF8_D7_E3, 0xED_ED_ED, 0xD6_DC_E4,
    0xF4_F0_D0, 0xCF_E8_CF, 0xFA_DA_C8,
];
/// The colour of sessions without a track.
const NO_TRACK: u32 = 0xF7_F7_F7;
/// The most rows of a grid. For longer days, each row covers a longer time.
const MOST_ROWS: i64 = 300;
/// The most columns of a grid.
const MOST_COLUMNS: usize = 200;

/// The grids of all days that have sessions.
pub(crate) fn grids(conference: &Conference, schedule: &Schedule) -> Result<Vec<Worksheet>, WorkbookError> {
    let placed = in_order(schedule);
    let mut sheets = Vec::new();
    for (index, day) in conference.days.iter().enumerate() {
        let of_day: Vec<_> =
            placed.iter().filter(|(_, p)| conference.day_at(p.start) == Some(DayId::new(index))).copied().collect();
        if !of_day.is_empty() {
            sheets.push(grid(conference, day, &of_day)?);
        }
    }
    Ok(sheets)
}

/// A column: a room, or a further column for overlapping sessions in it.
struct RoomColumn {
    room: Option<RoomId>,
    until: Instant,
    sessions: Vec<(SessionId, Placement)>,
}

/// Assigns sessions to columns: one per room, and more if sessions overlap in a room or have no room.
fn columns(conference: &Conference, placed: &[(SessionId, Placement)]) -> Vec<RoomColumn> {
    let mut columns: Vec<RoomColumn> = (0..conference.rooms.len())
        .map(|room| RoomColumn { room: Some(RoomId::new(room)), until: Instant(i64::MIN), sessions: Vec::new() })
        .collect();
    for &(id, placement) in placed {
        let end = conference.sessions[id.index()].end(placement.start);
        let free = columns.iter().position(|lane| lane.room == placement.room && lane.until <= placement.start);
        let at = free.unwrap_or_else(|| {
            let after = columns.iter().rposition(|lane| lane.room == placement.room).map_or(columns.len(), |at| at + 1);
            columns.insert(after, RoomColumn { room: placement.room, until: Instant(i64::MIN), sessions: Vec::new() });
            after
        });
        columns[at].until = end;
        columns[at].sessions.push((id, placement));
    }
    columns.truncate(MOST_COLUMNS);
    columns
}

fn grid(conference: &Conference, day: &Day, placed: &[(SessionId, Placement)]) -> Result<Worksheet, WorkbookError> {
    let end = |(id, placement): &(SessionId, Placement)| conference.sessions[id.index()].end(placement.start);
    let from = placed.iter().map(|(_, placement)| placement.start).min().unwrap_or(day.earliest);
    let until = placed.iter().map(end).max().unwrap_or(day.latest);
    let step = step(placed.iter().flat_map(|one| [one.1.start.since(from), end(one).since(from)]), until.since(from));
    let mut sheet = Worksheet::new();
    sheet.set_name(format!("grid {}", day.date))?.set_landscape().set_print_fit_to_pages(1, 1);
    let style = heading();
    let title = format!("{} ({})", date(day.date), conference.zone);
    sheet.write_string_with_format(0, 0, title, &style)?;
    sheet.set_column_width(0, 24)?;
    let time =
        Format::new().set_align(FormatAlign::Right).set_align(FormatAlign::Top).set_font_color(Color::RGB(0x59_59_59));
    let rows = (until.since(from) + step - 1) / step;
    for row in 0..rows {
        let clock = conference.zone.clock(from.plus(row * step));
        sheet.write_string_with_format(line(row), 0, clock, &time)?;
    }
    for (column, lane) in (1_u16..).zip(columns(conference, placed)) {
        let name =
            lane.room.and_then(|room| conference.rooms.get(room.index())).map_or(NO_ROOM, |room| room.name.as_str());
        sheet.write_string_with_format(0, column, plain(name), &style)?;
        sheet.set_column_width(column, 28)?;
        for (id, placement) in lane.sessions {
            let first = placement.start.since(from) / step;
            let last = (end(&(id, placement)).since(from) - 1) / step;
            let (text, style) = (text(conference, id, placement), block(conference, id));
            if last > first {
                sheet.merge_range(line(first), column, line(last), column, &text, &style)?;
            } else {
                sheet.write_string_with_format(line(first), column, &text, &style)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(sheet)
}

/// The row of a step, below the headings.
fn line(step: i64) -> u32 {
    u32::try_from(step + 1).unwrap_or(0)
}

/// The minutes per row: the longest step that all starts and ends fall on, unless that gives too many rows.
fn step(minutes: impl Iterator<Item = i64>, whole: i64) -> i64 {
    let divisor = minutes.fold(0, gcd).max(5);
    let divisor = if divisor > 30 { gcd(divisor, 30) } else { divisor };
    divisor.max((whole + MOST_ROWS - 1) / MOST_ROWS).max(1)
}

fn text(conference: &Conference, id: SessionId, placement: Placement) -> String {
    let session = &conference.sessions[id.index()];
    let (from, until) = (conference.zone.clock(placement.start), conference.zone.clock(session.end(placement.start)));
    let id = if session.title == session.id { String::new() } else { format!(" · {}", plain(&session.id)) };
    format!("{}\n{from}–{until}{id}", plain(&session.title))
}

fn block(conference: &Conference, id: SessionId) -> Format {
    let track = conference.sessions[id.index()].track;
    let colour = track.map_or(NO_TRACK, |track| COLOURS[track.index() % COLOURS.len()]);
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xA6_A6_A6))
        .set_background_color(Color::RGB(colour))
        .set_font_size(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_long_as_all_starts_and_ends_allow() {
        assert_eq!(step([0, 60, 90, 180].into_iter(), 180), 30);
        assert_eq!(step([0, 60, 120].into_iter(), 120), 30);
        assert_eq!(step([0, 7].into_iter(), 7), 7);
        assert_eq!(step([0, 1, 3].into_iter(), 3), 5);
        assert_eq!(step([0, 5, 3000].into_iter(), 3000), 10);
    }
}
