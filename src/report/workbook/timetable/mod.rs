//! The sheets for people: a grid per day, the timetable as a list, and the local times of people and regions.

mod grid;
mod lists;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use super::paper::{Paper, Printed};
use super::{WorkbookError, plain};
use crate::domain::{Conference, Placement, Schedule, SessionId};

/// Writes all sheets for people.
///
/// # Errors
/// The workbook format cannot hold the data.
pub(crate) fn sheets(
    conference: &Conference,
    schedule: &Schedule,
    paper: Paper<'_>,
) -> Result<Vec<Worksheet>, WorkbookError> {
    let mut sheets = grid::grids(conference, schedule, paper)?;
    sheets.push(lists::timetable(conference, schedule, paper)?);
    sheets.push(lists::by_person(conference, schedule, paper)?);
    sheets.push(lists::by_region(conference, schedule, paper)?);
    Ok(sheets)
}

/// The format of headings.
fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x37_56_23))
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_border_bottom(FormatBorder::Thin)
}

/// The placed sessions by start, then by room, then in file order.
fn in_order(schedule: &Schedule) -> Vec<(SessionId, Placement)> {
    let mut placed: Vec<_> = schedule.placed().collect();
    placed.sort_by_key(|(id, placement)| (placement.start, placement.room, *id));
    placed
}

/// The name of a placement's room; empty if the schedule does not give one.
fn room(conference: &Conference, placement: Placement) -> String {
    let room = placement.room.and_then(|room| conference.rooms.get(room.index()));
    room.map_or_else(String::new, |room| plain(&room.name))
}

/// Writes the headings of a list, the widths of its columns, and how it is printed. `rows` is the number of rows below the
/// headings, `repeated` that of the columns that stay in view.
fn head(
    sheet: &mut Worksheet,
    heads: &[(String, f64)],
    (rows, repeated): (usize, u16),
    paper: Paper<'_>,
) -> Result<(), WorkbookError> {
    let style = heading();
    for (column, (name, width)) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(paper.top(), column, plain(name), &style)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_freeze_panes(paper.top() + 1, repeated)?;
    let printed = Printed {
        last_row: paper.top().saturating_add(u32::try_from(rows).unwrap_or(u32::MAX)),
        columns: u16::try_from(heads.len()).unwrap_or(u16::MAX),
        width: heads.iter().map(|(_, width)| width).sum(),
        repeated,
    };
    let title = sheet.name();
    paper.list(sheet, &title, printed)
}
