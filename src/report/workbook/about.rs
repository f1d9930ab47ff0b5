//! The sheet `about`: how the workbook is read, and the meaning of each column.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::paper::Paper;
use super::xlsx::{Styles, plain};
use super::{WorkbookError, Written};
use crate::sheets::layout::{EVENT, MORE, layouts};
use crate::sheets::own_marks::INTERNAL;

/// The data of the sheet `about`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'a> {
    /// The event's name.
    pub name: Option<&'a str>,
    /// The version of the timetable.
    pub version: Option<&'a str>,
    /// Whether the workbook is a template with an example.
    pub is_template: bool,
    /// Whether the workbook has data that is for organisers only.
    pub is_internal: bool,
}

/// Writes the sheet.
pub(crate) fn about(
    sheet: &mut Worksheet,
    about: About<'_>,
    sheets: &[Written],
    for_people: &[String],
    styles: &Styles,
) -> Result<(), WorkbookError> {
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let width = [16.0, 24.0, 90.0];
    for (column, width) in (0_u16..).zip(width) {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(0, 0, title(about), &styles.title)?;
    let mut row = 2;
    if let Some(version) = about.version {
        sheet.write_string_with_format(row, 0, plain(version), &Format::new().set_bold())?;
        row += 1;
    }
    for line in lines(for_people, about.is_template) {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    row += 1;
    for (column, heading) in (0_u16..).zip(["sheet", "column", "meaning"]) {
        sheet.write_string_with_format(row, column, heading, &styles.heading)?;
    }
    sheet.set_freeze_panes(row + 1, 0)?;
    row += 1;
    let mut line = |cells: [&str; 3], strong: bool| -> Result<(), WorkbookError> {
        for (column, text) in (0_u16..).zip(cells) {
            if strong {
                sheet.write_string_with_format(row, column, text, &styles.strong)?;
            } else {
                sheet.write_string_with_format(row, column, text, &wrap)?;
            }
        }
        row += 1;
        Ok(())
    };
    line([EVENT.name, "", EVENT.about], true)?;
    for setting in &EVENT.columns {
        line(["", setting.heading, setting.about], false)?;
    }
    for layout in layouts() {
        let required = matches!(layout.name, "sessions" | "days");
        let absent = !sheets.iter().any(|sheet| sheet.name() == layout.name);
        let note = match (required, absent) {
            (true, _) => " Required.",
            (false, true) => " Not in this workbook; it can be added.",
            (false, false) => "",
        };
        line([layout.name, "", &format!("{}{note}", layout.about)], true)?;
        for column in &layout.columns {
            line(["", column.heading, column.about], false)?;
        }
        if layout.extra {
            let about = "Fields without a column, as JSON. Any other column is kept with its row but not used.";
            line(["", MORE, about], false)?;
        }
    }
    about.paper().page(sheet, "about");
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

impl<'a> About<'a> {
    /// What is printed on every page.
    pub(crate) fn paper(self) -> Paper<'a> {
        Paper { event: self.name, version: self.version, is_internal: self.is_internal }
    }
}

/// The first cell: the name of the event, and whether the workbook is for organisers only.
fn title(about: About<'_>) -> String {
    let name = plain(about.name.unwrap_or("A programme for plenary"));
    if about.is_internal { format!("{INTERNAL}: {name}") } else { name }
}

/// How to start with a template.
const TEMPLATE: [&str; 2] = [
    "This is an example. Replace its rows: fill in the sheets sessions and days, and the other sheets that you need.",
    "Then run:  plenary import PROGRAMME.xlsx -o instance.json  and  plenary solve instance.json",
];
/// How the sheets are read.
const READ: [&str; 2] = [
    "plenary import reads the sheets and columns below. Capitals, spaces and the order of columns do not matter.",
    "The columns start and room of the sheet sessions hold the timetable. Times are in the event's time zone.",
];

fn lines(for_people: &[String], is_template: bool) -> Vec<String> {
    let template = TEMPLATE.iter().filter(|_| is_template);
    let of_people = (!for_people.is_empty()).then(|| {
        format!(
            "Sheets for people: {}. What is edited in timetable and the grids is imported as well.",
            for_people.join(", ")
        )
    });
    template.chain(&READ).map(|line| (*line).to_owned()).chain(of_people).collect()
}
