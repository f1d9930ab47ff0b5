//! How sheets are printed, and the marks of a workbook for organisers: a first row, a colour of the tab, and a line on
//! every page.

use rust_xlsxwriter::{Color, DocProperties, Format, Worksheet};

use super::WorkbookError;
use crate::domain::one_line;
use crate::sheets::own_marks::INTERNAL;

/// A4, in the numbers of the workbook format.
const A4: u8 = 9;
/// The most characters of a part of a header. The format allows 255 for the whole line.
const LONGEST_PART: usize = 60;
/// The widths of the columns that are readable on a landscape page, and on one in portrait, in characters.
const LANDSCAPE: f64 = 260.0;
const PORTRAIT: f64 = 120.0;
/// The colour of the marks of a workbook for organisers.
const RED: Color = Color::RGB(0xA6_1C_00);

/// What is printed on every page of a workbook.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paper<'a> {
    /// The event's name.
    pub event: Option<&'a str>,
    /// The version of the timetable.
    pub version: Option<&'a str>,
    /// Whether the workbook has data that is for organisers only.
    pub is_internal: bool,
}

/// The part of a sheet that is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printed {
    /// The last row, from 0.
    pub last_row: u32,
    /// The number of columns.
    pub columns: u16,
    /// The widths of the columns together, in characters.
    pub width: f64,
    /// The columns at the left that are on every page.
    pub repeated: u16,
}

impl Paper<'_> {
    /// The first row of the headings: below the mark of a workbook for organisers.
    pub(crate) fn top(self) -> u32 {
        u32::from(self.is_internal)
    }

    /// Prints a list: in portrait if it is narrow, otherwise landscape, as wide as a page, or several pages beside each
    /// other if it is too wide to be read. Its headings are on each page.
    pub(crate) fn list(self, sheet: &mut Worksheet, title: &str, printed: Printed) -> Result<(), WorkbookError> {
        let beside = (printed.width / LANDSCAPE).ceil().clamp(1.0, 20.0) as u16;
        self.sheet(sheet, title, printed, (beside, 0))?;
        if printed.width <= PORTRAIT {
            sheet.set_portrait();
        }
        Ok(())
    }

    /// Prints a sheet on this number of pages, side by side and below each other; 0 for as many as it needs.
    pub(crate) fn sheet(
        self,
        sheet: &mut Worksheet,
        title: &str,
        printed: Printed,
        (beside, below): (u16, u16),
    ) -> Result<(), WorkbookError> {
        self.page(sheet, title);
        sheet.set_landscape().set_print_fit_to_pages(beside, below);
        sheet.set_print_area(0, 0, printed.last_row, printed.columns.saturating_sub(1))?;
        sheet.set_repeat_rows(0, self.top())?;
        if beside > 1 && printed.repeated > 0 {
            sheet.set_repeat_columns(0, printed.repeated - 1)?;
        }
        self.mark(sheet, printed.columns)
    }

    /// The paper, and the lines above and below each page.
    pub(crate) fn page(self, sheet: &mut Worksheet, title: &str) {
        let (event, version) = (part(self.event.unwrap_or_default()), part(self.version.unwrap_or_default()));
        let above = if self.is_internal { format!("&\"-,Bold\"{INTERNAL}\n&\"-,Regular\"") } else { String::new() };
        sheet
            .set_paper_size(A4)
            .set_margins(0.4, 0.4, if self.is_internal { 0.85 } else { 0.7 }, 0.6, 0.3, 0.3)
            .set_header(format!("&L{event}&C{above}{}&R{version}", part(title)))
            .set_footer(format!("&L{}&RPage &P of &N", self.readers()));
        if self.is_internal {
            sheet.set_tab_color(RED);
        }
    }

    /// For whom the workbook is.
    fn readers(self) -> &'static str {
        if self.is_internal { INTERNAL } else { PUBLIC }
    }

    /// Writes the first row of a sheet for organisers.
    fn mark(self, sheet: &mut Worksheet, columns: u16) -> Result<(), WorkbookError> {
        if !self.is_internal {
            return Ok(());
        }
        let style = Format::new().set_bold().set_font_color(Color::White).set_background_color(RED);
        sheet.write_string_with_format(0, 0, INTERNAL, &style)?;
        for column in 1..columns {
            sheet.write_blank(0, column, &style)?;
        }
        Ok(())
    }

    /// The workbook's properties, with its readers.
    pub(crate) fn properties(self, properties: DocProperties) -> DocProperties {
        properties.set_subject(self.readers())
    }
}

/// What a workbook for the public says on its pages and in its properties.
const PUBLIC: &str = "Public programme";

/// Whether a workbook of plenary is for organisers; `None` for other files.
pub fn is_internal(bytes: &[u8]) -> Option<bool> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let file = archive.by_name("docProps/core.xml").ok()?;
    let mut properties = String::new();
    std::io::Read::read_to_string(&mut std::io::Read::take(file, 100_000), &mut properties).ok()?;
    let says = |readers: &str| properties.contains(&format!("<dc:subject>{readers}</dc:subject>"));
    match (says(INTERNAL), says(PUBLIC)) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}

/// A text in a header, where `&` begins a code.
fn part(text: &str) -> String {
    let short: String = one_line(text).chars().take(LONGEST_PART).collect();
    short.trim().replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_headers_are_no_codes() {
        assert_eq!(part("R&D\n& more"), "R&&D && more");
        assert_eq!(part(&"x".repeat(100)).len(), LONGEST_PART);
    }

    #[test]
    fn other_files_have_no_readers() {
        assert_eq!([is_internal(b""), is_internal(b"PK\x03\x04")], [None, None]);
    }
}
