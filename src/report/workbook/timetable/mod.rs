//! The sheets for people: a grid per day, the timetable as a list, and the local times of people and regions.

mod grid;
mod lists;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use super::{WorkbookError, plain};
use crate::domain::{Conference, Placement, Schedule, SessionId};

/// Writes all sheets for people.
///
/// # Errors
/// The workbook format cannot hold the data.
pub(crate) fn sheets(conference: &Conference, schedule: &Schedule) -> Result<Vec<Worksheet>, WorkbookError> {
    let mut sheets = grid::grids(conference, schedule)?;
    sheets.push(lists::timetable(conference, schedule)?);
    sheets.push(lists::by_person(conference, schedule)?);
    sheets.push(lists::by_region(conference, schedule)?);
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

/// Writes the headings of a sheet and the widths of its columns.
fn head(sheet: &mut Worksheet, heads: &[(String, f64)]) -> Result<(), WorkbookError> {
    let style = heading();
    for (column, (name, width)) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(0, column, plain(name), &style)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}
