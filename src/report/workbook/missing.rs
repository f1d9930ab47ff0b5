//! A list of people and audiences whose time zones are not known, to fill in and read back.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use super::WorkbookError;
use super::xlsx::plain;
use crate::sheets::layout::{AUDIENCES, Layout, PEOPLE};

/// A person without a time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonWithoutZone {
    /// The id.
    pub id: String,
    /// The name; empty if it is not known.
    pub name: String,
    /// The organisation; empty if it is not known.
    pub organisation: String,
}

/// An audience without a time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceWithoutZone {
    /// The id.
    pub id: String,
    /// The name; empty if it is not known.
    pub name: String,
}

/// Writes the list as a workbook with the sheets `people` and `audiences`, as far as they have rows.
/// [`filled_in_zones`](crate::sheets::filled_in_zones) reads it.
///
/// # Errors
/// The workbook format cannot hold the data.
pub fn missing_zones(
    people: &[PersonWithoutZone],
    audiences: &[AudienceWithoutZone],
) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("plenary").set_creation_datetime(&created));
    if !people.is_empty() || audiences.is_empty() {
        let rows = people.iter().map(|person| [&person.id, &person.name, &person.organisation]);
        let heads = [("id", 24.0), ("name", 36.0), ("organisation", 30.0)];
        list(workbook.add_worksheet(), &PEOPLE, &[&heads[..], &PLACE].concat(), rows)?;
    }
    if !audiences.is_empty() {
        let rows = audiences.iter().map(|audience| [&audience.id, &audience.name]);
        let heads = [("id", 24.0), ("name", 36.0)];
        list(workbook.add_worksheet(), &AUDIENCES, &[&heads[..], &PLACE, &[("share", 10.0)]].concat(), rows)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The columns to fill in, with their widths.
const PLACE: [(&str, f64); 3] = [("time zone", 24.0), ("country", 20.0), ("city", 20.0)];

/// Writes a sheet: headings with their widths, and the texts of each row.
fn list<'t, const COLUMNS: usize>(
    sheet: &mut Worksheet,
    layout: &Layout,
    heads: &[(&str, f64)],
    rows: impl Iterator<Item = [&'t String; COLUMNS]>,
) -> Result<(), WorkbookError> {
    sheet.set_name(layout.name)?;
    let bold = Format::new().set_bold();
    for (column, (heading, width)) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(0, column, *heading, &bold)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    for (row, texts) in (1_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(texts) {
            sheet.write_string(row, column, plain(text))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::{FilledInZones, filled_in_zones, from_bytes};

    #[test]
    fn the_list_is_read_back() {
        let person = PersonWithoutZone { id: "a".into(), name: "=A()".into(), organisation: String::new() };
        let audience = AudienceWithoutZone { id: "africa".into(), name: "Africa".into() };
        let names = |people: &[PersonWithoutZone], audiences: &[AudienceWithoutZone]| {
            let book = from_bytes(&missing_zones(people, audiences).unwrap(), "a.xlsx".as_ref()).unwrap();
            assert_eq!(filled_in_zones(&book), Ok(FilledInZones::default()));
            assert!(book.sheets.iter().all(|sheet| sheet.rows[1].cells.len() == 2));
            book.sheets.into_iter().map(|sheet| sheet.name).collect::<Vec<_>>()
        };
        assert_eq!(names(std::slice::from_ref(&person), &[]), ["people"]);
        assert_eq!(names(&[person], std::slice::from_ref(&audience)), ["people", "audiences"]);
        assert_eq!(names(&[], &[audience]), ["audiences"]);
    }
}
