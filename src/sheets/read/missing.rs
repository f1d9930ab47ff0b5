//! Reads the list of people whose time zones an import asked for, after it was filled in.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Options;
use super::record::Reader;
use super::table;
use crate::diagnostic::Diagnostic;
use crate::domain::Instant;
use crate::sheets::cell::Book;
use crate::sheets::codes::NO_SHEET;
use crate::sheets::directory::Directory;
use crate::sheets::headings::heading;
use crate::sheets::layout::PEOPLE;
use crate::sheets::problem::Fault;

/// The time zones in a filled-in list of people, by the ids of the people. Empty cells are left out.
///
/// # Errors
/// All problems of the list: there is no sheet `people`, or a time zone, country or city is not known.
pub fn people_zones(book: &Book) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let directory = Directory::new();
    let halves = ["2027-01-15T12:00:00", "2027-07-15T12:00:00"];
    let when: Vec<Instant> = halves.iter().filter_map(|text| Some(Instant::from_utc(text.parse().ok()?))).collect();
    let mut reader = Reader::new(book, &directory, &when);
    let mut zones = BTreeMap::new();
    let sheet = book.sheets.iter().position(|sheet| PEOPLE.is_called(&heading(&sheet.name)));
    let table = sheet.and_then(|sheet| table::table(book, sheet, &PEOPLE, &Options::default(), &mut reader.problems));
    match table.filter(|table| table.position("id").is_some()) {
        Some(table) => {
            for row in table.rows() {
                let record = reader.record(&table, row);
                let text = |field: &str| record.fields.get(field).and_then(Value::as_str).map(str::to_owned);
                if let (Some(id), Some(zone)) = (text("id"), text("zone")) {
                    zones.insert(id, zone);
                }
            }
        }
        None => {
            let fault = Fault::new(&NO_SHEET, "there is no sheet \"people\" with the columns \"id\" and \"time zone\"");
            reader.problems.add_whole(book, fault.help("use the file that --write-missing has written"));
        }
    }
    if reader.problems.has_errors() { Err(reader.problems.finish()) } else { Ok(zones) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::open::from_bytes;

    #[test]
    fn zones_countries_and_cities_are_read() {
        let zones = |text: &str| people_zones(&from_bytes(text.as_bytes(), "people.csv".as_ref()).unwrap());
        let read = zones("id,name,time zone,country\na,A,Europe/Berlin,\nb,B,,Kenya\nc,C,,\n").unwrap();
        let read: Vec<_> = read.iter().map(|(id, zone)| (id.as_str(), zone.as_str())).collect();
        assert_eq!(read, [("a", "Europe/Berlin"), ("b", "Africa/Nairobi")]);
        assert_eq!(zones("id,time zone\na,Utopia\n").unwrap_err()[0].code, "unknown-zone");
        assert_eq!(zones("name,time zone\nA,UTC\n").unwrap_err()[0].code, "no-sheet");
    }
}
