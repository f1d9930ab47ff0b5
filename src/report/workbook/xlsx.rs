//! Writes a workbook as bytes.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet,
};

use super::about::{About, about};
use super::paper::{Paper, Printed};
use super::{Head, WorkbookError, Written, timetable};
use crate::domain::{Conference, Schedule, hours_and_minutes};
use crate::sheets::cell::{Cell, letters};
use crate::sheets::cell_types::CellType;
use crate::sheets::directory::EntityKind;
use crate::sheets::read::timetable::EXPORTED;

/// Number of rows below the last that also have drop-down lists.
const ROWS_TO_COME: usize = 200;
/// The largest width of a column, in characters.
const WIDEST: usize = 48;

/// The formats of cells.
pub(crate) struct Styles {
    /// The title of a sheet.
    pub title: Format,
    /// Headings of columns.
    pub heading: Format,
    /// Emphasised rows of a list.
    pub strong: Format,
    /// Dates.
    pub date: Format,
    /// Dates with a time of day.
    pub moment: Format,
}

impl Styles {
    pub(crate) fn new() -> Styles {
        Styles {
            title: Format::new().set_bold().set_font_size(14),
            heading: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x1F_4E_79))
                .set_align(FormatAlign::VerticalCenter)
                .set_border_bottom(FormatBorder::Thin),
            strong: Format::new().set_bold().set_align(FormatAlign::Top).set_background_color(Color::RGB(0xE8_EE_F5)),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

/// Writes all sheets.
pub(crate) fn bytes(
    head: About<'_>,
    sheets: &[Written],
    timetable: Option<(&Conference, &Schedule)>,
) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    // A fixed time, because with the current time every workbook would differ.
    let created = ExcelDateTime::from_ymd(2020, 1, 1)?;
    let mut properties = DocProperties::new().set_author("plenary").set_creation_datetime(&created);
    if let Some(name) = head.name {
        properties = properties.set_title(plain(name));
    }
    let paper = head.paper();
    if !head.is_template {
        properties = paper.properties(properties);
    }
    workbook.set_properties(&properties);
    let styles = Styles::new();
    let for_people =
        timetable.map(|(conference, schedule)| timetable::sheets(conference, schedule, paper)).transpose()?;
    let for_people = for_people.unwrap_or_default();
    let mut first = Worksheet::new();
    first.set_name("about")?;
    let names: Vec<String> = for_people.iter().map(Worksheet::name).collect();
    about(&mut first, head, sheets, &names, &styles)?;
    // Who fills in a template starts with its explanations; who opens a programme wants to see the programme.
    let (before, after) = if head.is_template { (Some(first), None) } else { (None, Some(first)) };
    if let Some(about) = before {
        workbook.push_worksheet(about);
    }
    for sheet in for_people {
        workbook.push_worksheet(sheet);
    }
    for written in sheets {
        let mut sheet = Worksheet::new();
        sheet.set_name(written.name())?.set_tab_color(Color::RGB(0x1F_4E_79));
        fill(&mut sheet, written, &styles, paper)?;
        drop_downs(&mut sheet, written, sheets, head)?;
        workbook.push_worksheet(sheet);
    }
    if let Some(about) = after {
        workbook.push_worksheet(about);
    }
    workbook.push_worksheet(lists(timetable)?);
    Ok(workbook.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, written: &Written, styles: &Styles, paper: Paper<'_>) -> Result<(), WorkbookError> {
    let top = paper.top();
    let mut all = 0.0;
    for (at, head) in (0_u16..).zip(&written.heads) {
        sheet.write_string_with_format(top, at, &head.heading, &styles.heading)?;
        let width = f64::from(u32::try_from(width(written, at.into())).unwrap_or(10));
        sheet.set_column_width(at, width)?;
        all += width;
    }
    sheet.set_freeze_panes(top + 1, if written.layout.is_some() { 1 } else { 0 })?;
    for (row, cells) in (top + 1..).zip(&written.rows) {
        for (at, cell) in (0_u16..).zip(cells) {
            if let Some(cell) = cell {
                write(sheet, row, at, cell, styles)?;
            }
        }
    }
    let rows = u32::try_from(written.rows.len()).unwrap_or(u32::MAX);
    if let (true, Ok(last)) = (written.layout.is_some() && !written.rows.is_empty(), u16::try_from(written.heads.len()))
    {
        sheet.autofilter(top, 0, top.saturating_add(rows), last.saturating_sub(1))?;
    }
    let columns = u16::try_from(written.heads.len()).unwrap_or(u16::MAX);
    let printed = Printed { last_row: top.saturating_add(rows), columns, width: all, repeated: 1 };
    paper.list(sheet, written.name(), printed)
}

/// Writes a cell. Text stays text, even if it begins like a formula.
pub(crate) fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    styles: &Styles,
) -> Result<(), WorkbookError> {
    match cell {
        Cell::Text(text) | Cell::Broken(text) => drop(sheet.write_string(row, column, text)?),
        Cell::Number(number) => drop(sheet.write_number(row, column, *number)?),
        Cell::Flag(flag) => drop(sheet.write_boolean(row, column, *flag)?),
        // A note in its place: without the formula the cell would look empty.
        Cell::Uncalculated => drop(sheet.write_string(row, column, cell.shown())?),
        Cell::Clock(minutes) => drop(sheet.write_string(row, column, hours_and_minutes(*minutes))?),
        Cell::Date(at) => {
            let midnight = at.time() == chrono::NaiveTime::MIN;
            let style = if midnight { &styles.date } else { &styles.moment };
            sheet.write_number_with_format(row, column, serial(*at), style)?;
        }
    }
    Ok(())
}

/// A date-time as days since 30 December 1899, as in workbooks.
pub(crate) fn serial(at: chrono::NaiveDateTime) -> f64 {
    let epoch = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).and_then(|date| date.and_hms_opt(0, 0, 0)).unwrap_or(at);
    (at - epoch).num_seconds() as f64 / 86_400.0
}

/// The width of a column, from its heading and its first texts.
fn width(written: &Written, at: usize) -> usize {
    let shown = written.rows.iter().filter_map(|row| row.get(at)?.as_ref()).map(|cell| cell.shown().chars().count());
    let widest = shown.take(1000).max().unwrap_or(0);
    let heading = written.heads.get(at).map_or(0, |head| head.heading.chars().count() + 3);
    widest.max(heading).clamp(8, WIDEST)
}

/// Adds drop-down lists to columns whose values come from another sheet or a short list of words; in a template also
/// the meaning of each column, shown next to the cell.
fn drop_downs(
    sheet: &mut Worksheet,
    written: &Written,
    sheets: &[Written],
    about: About<'_>,
) -> Result<(), WorkbookError> {
    let top = about.paper().top();
    for (at, head) in (0_u16..).zip(&written.heads) {
        let described = head.column.filter(|_| about.is_template);
        let list = list(head, sheets, top)?;
        if list.is_none() && described.is_none() {
            continue;
        }
        // Other values stay possible: the lists only help, import reports what is wrong.
        let list = list.unwrap_or_else(|| DataValidation::new().allow_any_value());
        let mut list = list.ignore_blank(true).show_error_message(false);
        if let Some(column) = described {
            list = list.set_input_title(column.heading)?.set_input_message(column.about)?;
        }
        let last = u32::try_from(written.rows.len() + ROWS_TO_COME).unwrap_or(u32::MAX).saturating_add(top);
        sheet.add_data_validation(top + 1, at, last, at, &list)?;
    }
    Ok(())
}

fn list(head: &Head, sheets: &[Written], top: u32) -> Result<Option<DataValidation>, WorkbookError> {
    let Some(column) = head.column else { return Ok(None) };
    let declared = |of: EntityKind| {
        let name = match of {
            EntityKind::Session => "sessions",
            EntityKind::Person => "people",
            EntityKind::Room => "rooms",
            EntityKind::Phase => "phases",
            EntityKind::Service => "services",
            EntityKind::Audience => "audiences",
            EntityKind::Type => "types",
            EntityKind::Track => "tracks",
            EntityKind::Role => return Some(Formula::new("=lists!$C$1:$C$3")),
        };
        let sheet = sheets.iter().find(|sheet| sheet.name() == name)?;
        let at = sheet.heads.iter().position(|head| head.heading == "id")?;
        let (column, first) = (letters(at), top + 2);
        let last = sheet.rows.len() + ROWS_TO_COME + top as usize;
        Some(Formula::new(format!("={name}!${column}${first}:${column}${last}")))
    };
    let validation = DataValidation::new();
    Ok(match column.kind {
        CellType::Flag => Some(validation.allow_list_strings(&["yes", "no"])?),
        CellType::Choice(_) => Some(validation.allow_list_strings(&column.kind.words())?),
        CellType::Setting => Some(validation.allow_list_strings(&["hard", "off", "0.5", "1", "2"])?),
        CellType::Zone => Some(validation.allow_list_formula(Formula::new(format!(
            "=lists!$A$1:$A${}",
            crate::domain::zone::database::in_use().zones().len()
        )))),
        // A cell with several values can still start with one from a list.
        CellType::Ref(of) | CellType::Refs(of) => declared(of).map(|formula| validation.allow_list_formula(formula)),
        _ => None,
    })
}

/// The hidden sheet with the long lists for drop-downs.
fn lists(timetable: Option<(&Conference, &Schedule)>) -> Result<Worksheet, WorkbookError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("lists")?.set_hidden(true);
    for (row, name) in (0_u32..).zip(crate::domain::zone::database::in_use().names()) {
        sheet.write_string(row, 0, name)?;
    }
    for (row, role) in (0_u32..).zip(["speaker", "moderator", "rapporteur"]) {
        sheet.write_string(row, 2, role)?;
    }
    // The timetable as it is exported: an import tells by it which sheet was edited.
    let Some((conference, schedule)) = timetable else { return Ok(sheet) };
    for (row, id) in (0_u32..).zip(conference.session_ids()) {
        let session = &conference.sessions[id.index()];
        let placement = schedule.get(id);
        let room = placement.and_then(|placement| conference.rooms.get(placement.room?.index()));
        let texts = [
            Some(session.id.clone()),
            placement.map(|placement| placement.start.to_string()),
            room.map(|room| room.id.clone()),
        ];
        for (column, text) in EXPORTED.into_iter().zip(texts) {
            if let (Ok(column), Some(text)) = (u16::try_from(column), text) {
                sheet.write_string(row, column, text)?;
            }
        }
    }
    Ok(sheet)
}

/// Prepares a text for a cell for people: without control characters, and limited in length.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if crate::sheets::cell_types::is_plain(&c.to_string()) { c } else { ' ' })
        .take(10_000)
        .collect()
}
