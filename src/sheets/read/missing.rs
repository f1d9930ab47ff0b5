//! Reads the list of people and audiences whose time zones an import asked for, after it was filled in.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Options;
use super::people::zone;
use super::record::Reader;
use super::table;
use crate::diagnostic::Diagnostic;
use crate::domain::Instant;
use crate::sheets::cell::Book;
use crate::sheets::codes::NO_SHEET;
use crate::sheets::directory::Directory;
use crate::sheets::headings::heading;
use crate::sheets::layout::{AUDIENCES, Layout, PEOPLE};
use crate::sheets::problem::Fault;

/// Time zones that a workbook does not have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FilledInZones {
    /// The time zones of people, by their ids.
    pub people: BTreeMap<String, String>,
    /// The time zones of audiences with their shares, as in the programme file, by the ids of the audiences.
    pub audiences: BTreeMap<String, Vec<Value>>,
}

/// The time zones in a filled-in list of people and audiences. Empty cells are left out.
///
/// # Errors
/// All problems of the list: there is no sheet `people` or `audiences`, or a time zone, country or city is not known.
pub fn filled_in_zones(book: &Book) -> Result<FilledInZones, Vec<Diagnostic>> {
    let directory = Directory::new();
    let halves = ["2027-01-15T12:00:00", "2027-07-15T12:00:00"];
    let when: Vec<Instant> = halves.iter().filter_map(|text| Some(Instant::from_utc(text.parse().ok()?))).collect();
    let mut reader = Reader::new(book, &directory, &when);
    let people = rows(&mut reader, &PEOPLE);
    let audiences = rows(&mut reader, &AUDIENCES);
    if people.is_none() && audiences.is_none() {
        let message = "there is no sheet \"people\" or \"audiences\" with the columns \"id\" and \"time zone\"";
        let fault = Fault::new(&NO_SHEET, message);
        reader.problems.add_whole(book, fault.help("use the file that --write-missing has written"));
    }
    let mut zones = FilledInZones::default();
    for (id, zone) in people.into_iter().flatten() {
        zones.people.extend(zone.get("zone").and_then(Value::as_str).map(|zone| (id, zone.to_owned())));
    }
    for (id, zone) in audiences.into_iter().flatten() {
        zones.audiences.entry(id).or_default().push(Value::Object(zone));
    }
    if reader.problems.has_errors() { Err(reader.problems.finish()) } else { Ok(zones) }
}

/// The ids in a sheet, each with the time zone in its row; `None` if there is no such sheet.
fn rows(reader: &mut Reader<'_>, layout: &'static Layout) -> Option<Vec<(String, Map<String, Value>)>> {
    let book = reader.book;
    let sheet = book.sheets.iter().position(|sheet| layout.is_called(&heading(&sheet.name)))?;
    let table = table::table(book, sheet, layout, &Options::default(), &mut reader.problems)?;
    table.position("id")?;
    let mut found = Vec::new();
    for row in table.rows() {
        let mut record = reader.record(&table, row);
        if let (Some(id), Some((zone, _))) = (record.take("id"), zone(&mut record))
            && zone.contains_key("zone")
        {
            found.push((id, zone));
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::open::from_bytes;

    fn zones(text: &str, name: &str) -> Result<FilledInZones, Vec<Diagnostic>> {
        filled_in_zones(&from_bytes(text.as_bytes(), name.as_ref()).unwrap())
    }

    #[test]
    fn zones_countries_and_cities_are_read() {
        let read = zones("id,name,time zone,country\na,A,Europe/Berlin,\nb,B,,Kenya\nc,C,,\n", "people.csv").unwrap();
        let read: Vec<_> = read.people.iter().map(|(id, zone)| (id.as_str(), zone.as_str())).collect();
        assert_eq!(read, [("a", "Europe/Berlin"), ("b", "Africa/Nairobi")]);
        assert_eq!(zones("id,time zone\na,Utopia\n", "people.csv").unwrap_err()[0].code, "unknown-zone");
        assert_eq!(zones("name,time zone\nA,UTC\n", "people.csv").unwrap_err()[0].code, "no-sheet");
    }

    #[test]
    fn an_audience_may_have_several_rows() {
        let text = "id,country,share\nafrica,Kenya,0.6\nafrica,Nigeria,0.4\nasia,Japan,\neurope,,\n";
        let read = zones(text, "audiences.csv").unwrap().audiences;
        let of_africa = serde_json::json!([
            { "zone": "Africa/Nairobi", "share": 0.6 }, { "zone": "Africa/Lagos", "share": 0.4 }
        ]);
        assert_eq!(Value::Array(read["africa"].clone()), of_africa);
        assert_eq!(read["asia"], [serde_json::json!({ "zone": "Asia/Tokyo" })]);
        assert!(!read.contains_key("europe"));
    }
}
