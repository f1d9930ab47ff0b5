//! A grid per day: rooms as columns, the event's local time as rows, colours for tracks. Each is one page on paper.

use num_integer::gcd;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use super::{WorkbookError, heading, in_order, plain};
use crate::domain::{Conference, Day, DayId, Instant, Placement, RoomId, Schedule, SessionId, date};
use crate::report::workbook::paper::{Paper, Printed};
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

/// The height of an hour, in points: two lines of text for half an hour.
const HOUR: i64 = 48;
/// The width of the column of times, in characters.
const TIMES: f64 = 15.0;
/// The widths of all rooms together on one page, and of the narrowest and widest one.
const ROOMS: f64 = 130.0;
const NARROWEST: f64 = 22.0;
const WIDEST: f64 = 42.0;
/// The most rooms beside each other on a page, and the most hours below each other.
const MOST_ROOMS: usize = 8;
const MOST_HOURS: i64 = 16;
/// Rows shorter than this, in minutes, share the label of half an hour.
const LABELLED: i64 = 15;
/// The minutes of a shared label.
const SHARED: i64 = 30;

/// The grids of all days that have sessions.
pub(crate) fn grids(
    conference: &Conference,
    schedule: &Schedule,
    paper: Paper<'_>,
) -> Result<Vec<Worksheet>, WorkbookError> {
    let placed = in_order(schedule);
    let mut sheets = Vec::new();
    for (index, day) in conference.days.iter().enumerate() {
        let of_day: Vec<_> =
            placed.iter().filter(|(_, p)| conference.day_at(p.start) == Some(DayId::new(index))).copied().collect();
        if !of_day.is_empty() {
            sheets.push(grid(conference, day, &of_day, paper)?);
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

fn grid(
    conference: &Conference,
    day: &Day,
    placed: &[(SessionId, Placement)],
    paper: Paper<'_>,
) -> Result<Worksheet, WorkbookError> {
    let end = |(id, placement): &(SessionId, Placement)| conference.sessions[id.index()].end(placement.start);
    let first = placed.iter().map(|(_, placement)| placement.start).min().unwrap_or(day.earliest);
    let until = placed.iter().map(end).max().unwrap_or(day.latest);
    let step_from = |from: Instant| {
        step(placed.iter().flat_map(|one| [one.1.start.since(from), end(one).since(from)]), until.since(from))
    };
    // From the full hour, unless that needs shorter rows.
    let hour = first.plus(-i64::from(conference.zone.date_and_minute(first).1 % 60));
    let from = if step_from(hour) == step_from(first) { hour } else { first };
    let step = step_from(from);
    let rows = (until.since(from) + step - 1) / step;
    let (top, style) = (paper.top(), heading());
    let line = |step: i64| top + u32::try_from(step + 1).unwrap_or(0);
    let mut sheet = Worksheet::new();
    let title = date(day.date);
    sheet.set_name(format!("grid {}", day.date))?.set_tab_color(Color::RGB(0x37_56_23));
    sheet.write_string_with_format(top, 0, format!("{title} ({})", conference.zone), &style)?;
    sheet.set_row_height(top, 36)?.set_column_width(0, TIMES)?;
    let of_rows = Span { from, step, rows, is_even: conference.zone.changes(from, until).is_empty() };
    times(&mut sheet, conference, of_rows, line)?;
    let lanes = columns(conference, placed);
    let count = lanes.len();
    let width = (ROOMS / count.clamp(1, MOST_ROOMS) as f64).clamp(NARROWEST, WIDEST);
    for (column, lane) in (1_u16..).zip(lanes) {
        let name =
            lane.room.and_then(|room| conference.rooms.get(room.index())).map_or(NO_ROOM, |room| room.name.as_str());
        sheet.write_string_with_format(top, column, plain(name), &style)?;
        sheet.set_column_width(column, width)?;
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
    sheet.set_freeze_panes(top + 1, 1)?;
    let printed = Printed {
        last_row: line(rows - 1),
        columns: u16::try_from(count + 1).unwrap_or(u16::MAX),
        width: TIMES + width * count as f64,
        repeated: 1,
    };
    let below = if rows * step > MOST_HOURS * 60 { 2 } else { 1 };
    let beside = u16::try_from(count.div_ceil(MOST_ROOMS).max(1)).unwrap_or(u16::MAX);
    paper.sheet(&mut sheet, &title, printed, (beside, below))?;
    Ok(sheet)
}

/// The rows of a grid.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: Instant,
    /// Minutes per row.
    step: i64,
    rows: i64,
    /// Whether no clock change is among them.
    is_even: bool,
}

/// Writes the times of the rows. Short rows share a label, because a label needs the height of a line of text; the reader
/// of the grids counts them.
fn times(
    sheet: &mut Worksheet,
    conference: &Conference,
    span: Span,
    line: impl Fn(i64) -> u32,
) -> Result<(), WorkbookError> {
    let style =
        Format::new().set_align(FormatAlign::Right).set_align(FormatAlign::Top).set_font_color(Color::RGB(0x59_59_59));
    let shared = if span.step < LABELLED && span.is_even { (SHARED / span.step).max(1) } else { 1 };
    for row in 0..span.rows {
        let height = span.step * HOUR;
        sheet.set_row_height(line(row), height as f64 / 60.0)?;
        if row % shared != 0 {
            continue;
        }
        let clock = conference.zone.clock(span.from.plus(row * span.step));
        let last = (row + shared).min(span.rows) - 1;
        if last > row {
            sheet.merge_range(line(row), 0, line(last), 0, &clock, &style)?;
        } else {
            sheet.write_string_with_format(line(row), 0, clock, &style)?;
        }
    }
    Ok(())
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
