//! A list of people whose time zones are not known, to fill in and read back.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::WorkbookError;
use super::xlsx::plain;
use crate::sheets::layout::PEOPLE;

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

/// Writes the list as a workbook with a sheet `people`. [`people_zones`](crate::sheets::people_zones) reads it.
///
/// # Errors
/// The workbook format cannot hold the data.
pub fn missing_zones(people: &[PersonWithoutZone]) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2020, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("plenary").set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name(PEOPLE.name)?;
    let bold = Format::new().set_bold();
    let heads =
        [("id", 24.0), ("name", 36.0), ("organisation", 30.0), ("time zone", 24.0), ("country", 20.0), ("city", 20.0)];
    for (column, (heading, width)) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    for (row, person) in (1_u32..).zip(people) {
        for (column, text) in (0_u16..).zip([&person.id, &person.name, &person.organisation]) {
            sheet.write_string(row, column, plain(text))?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::{from_bytes, people_zones};

    #[test]
    fn the_list_is_read_back() {
        let person = PersonWithoutZone { id: "a".into(), name: "=A()".into(), organisation: String::new() };
        let bytes = missing_zones(&[person]).unwrap();
        let book = from_bytes(&bytes, "a.xlsx".as_ref()).unwrap();
        assert_eq!(book.sheets[0].rows[1].cells.len(), 2);
        assert!(people_zones(&book).unwrap().is_empty());
    }
}
