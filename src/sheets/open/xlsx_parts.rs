//! Checks the parts of a workbook before calamine reads them. It reserves memory for the counts that a part declares, and
//! stores some elements once for each use; so both are limited here, and every reference to a cell must be possible.

use std::collections::BTreeSet;
use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::Allowance;
use super::refusal;
use super::xml::attribute;
use crate::diagnostic::Diagnostic;
use crate::sheets::codes::NOT_A_WORKBOOK;

/// The elements that the reader stores: the most in all parts, and the longest tag in bytes. The program that introduced
/// the format allows 65,490 formats, names of 31 characters for sheets and fonts, and 255 characters for a format.
const STORED: [(&str, usize, usize); 11] = [
    ("si", 1_000_000, 1_000),
    ("numFmt", 65_536, 2_000),
    ("font", 65_536, 1_000),
    ("fill", 65_536, 1_000),
    ("border", 65_536, 1_000),
    ("xf", 131_072, 1_000),
    ("name", 131_072, 1_000),
    ("sheet", 2_000, 1_000),
    ("definedName", 100_000, 10_000),
    ("mergeCell", 100_000, 1_000),
    ("Relationship", 500_000, 10_000),
];
/// The most texts that cells share.
const MOST_TEXTS: u64 = 1_000_000;
/// The rows and columns of the largest sheet of any spreadsheet program.
const LARGEST_SHEET: (u32, u32) = (1_048_576, 16_384);

/// Refuses a workbook that would take much memory or time, whatever sizes and counts it declares.
pub(super) fn check(bytes: &[u8], file: &str) -> Result<(), Box<Diagnostic>> {
    let refuse = |message: String| refusal(&NOT_A_WORKBOOK, file, format!("the workbook cannot be read: {message}"));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| refuse(error.to_string()))?;
    let mut allowance = Allowance::default();
    let mut parts = Parts::default();
    for index in 0..archive.len() {
        // A part that cannot be unpacked is reported by the reader, if it needs it.
        let Ok(entry) = archive.by_index(index) else { continue };
        let name = entry.name().map_or_else(|_| "a part".to_owned(), |name| name.into_owned());
        let mut reader = Reader::from_reader(BufReader::new(allowance.count(entry)));
        // The same settings as those of calamine, so that no part ends earlier here.
        reader.config_mut().check_end_names = false;
        let found = parts.read(&mut reader);
        drop(reader);
        allowance.check(file)?;
        found.map_err(|message| refuse(format!("{name} {message}")))?;
    }
    Ok(())
}

/// What the parts have so far.
#[derive(Default)]
struct Parts {
    stored: [usize; STORED.len()],
    sheets: BTreeSet<String>,
}

impl Parts {
    /// Reads one part to its end, or to the first error of its form: the reader stops there as well.
    fn read(&mut self, reader: &mut Reader<impl std::io::BufRead>) -> Result<(), String> {
        let mut buffer = Vec::new();
        let mut worksheets = BTreeSet::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(start) | Event::Empty(start)) => self.element(&start, &mut worksheets)?,
                Ok(Event::Eof) | Err(_) => return Ok(()),
                Ok(_) => {}
            }
        }
    }

    fn element(&mut self, start: &BytesStart<'_>, worksheets: &mut BTreeSet<String>) -> Result<(), String> {
        let name = start.local_name();
        let name = name.as_ref();
        match name {
            "row" | "c" => return attribute(start, "r").map_or(Ok(()), |place| possible(&place)),
            "dimension" | "mergeCell" => {
                let range = attribute(start, "ref").unwrap_or_default();
                range.split(':').filter(|place| !place.is_empty()).try_for_each(possible)?;
                ordered(&range)?;
            }
            "sst" => {
                // Any number in the tag: readers differ in what they take for an attribute.
                let mut numbers = start.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
                if let Some(declared) = numbers
                    .find(|digits| digits.parse().is_ok_and(|count: u64| count > MOST_TEXTS) || digits.len() > 18)
                {
                    return Err(format!("declares {declared} texts, and at most {MOST_TEXTS} are read"));
                }
            }
            // A part that is read for several sheets is as good as a part of many times its size.
            "sheet" => {
                let id = attribute(start, "id").unwrap_or_default();
                if !id.is_empty() && !self.sheets.insert(id) {
                    return Err("has two sheets with the same content".to_owned());
                }
            }
            "Relationship" if attribute(start, "Type").is_some_and(|kind| kind.ends_with("/worksheet")) => {
                let target = attribute(start, "Target").unwrap_or_default().to_lowercase();
                let target = target.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
                if !worksheets.insert(target) {
                    return Err("has two sheets with the same content".to_owned());
                }
            }
            _ => {}
        }
        let Some(at) = STORED.iter().position(|(stored, ..)| *stored == name) else { return Ok(()) };
        let (_, most, longest) = STORED[at];
        self.stored[at] += 1;
        if self.stored[at] > most {
            return Err(format!("has more than {most} elements \"{name}\""));
        }
        if start.len() > longest {
            return Err(format!("has an element \"{name}\" of more than {longest} bytes"));
        }
        Ok(())
    }
}

/// The row and the column of a reference like `B7` or `7`, from 1; 0 if there is none.
fn row_and_column(place: &str) -> Option<(u32, u32)> {
    let at = place.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(place.len());
    let (letters, digits) = place.split_at(at);
    let digit = |column: u32, letter: u8| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = if letters.len() > 3 { return None } else { letters.bytes().fold(0, digit) };
    let row = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    (row <= LARGEST_SHEET.0 && column <= LARGEST_SHEET.1).then_some((row, column))
}

/// Refuses a reference to a cell that no sheet has.
fn possible(place: &str) -> Result<(), String> {
    let shown: String = place.chars().take(20).collect();
    row_and_column(place).map(|_| ()).ok_or_else(|| format!("names the cell \"{shown}\", which no sheet has"))
}

/// Refuses a range that ends before it begins.
fn ordered(range: &str) -> Result<(), String> {
    let Some((first, last)) = range.split_once(':') else { return Ok(()) };
    match (row_and_column(first), row_and_column(last)) {
        (Some((top, left)), Some((bottom, right))) if top > bottom || left > right => {
            Err(format!("names the range \"{range}\", which ends before it begins"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_possible_cells_are_taken() {
        for place in ["A1", "XFD1048576", "a7", "7", "C"] {
            assert!(possible(place).is_ok(), "{place}");
        }
        for place in ["XFE1", "A1048577", "AAAAAAAAAA1", "A99999999999999", "A-1", "A\u{202e}1", "Ä1"] {
            assert!(possible(place).is_err(), "{place}");
        }
        assert!(ordered("A1:B2").is_ok() && ordered("B2:A1").is_err() && ordered("A2:B1").is_err());
    }

    #[test]
    fn what_is_stored_for_each_use_is_limited() {
        let read = |text: &str| Parts::default().read(&mut Reader::from_reader(text.as_bytes()));
        assert_eq!(read("<sst uniqueCount='1000000'/>"), Ok(()));
        assert!(read("<sst uniqueCount='4294967295'/>").unwrap_err().contains("4294967295 texts"));
        assert!(read(&"<sheet/>".repeat(2001)).unwrap_err().contains("2000 elements"));
        assert!(read(&format!("<numFmt formatCode='{}'/>", "0".repeat(2_000))).unwrap_err().contains("2000 bytes"));
        assert!(read("<sheet r:id='a'/><sheet r:id='a'/>").is_err() && read("<sheet r:id='a'/><sheet/>").is_ok());
        let twice =
            "<Relationship Type='x/worksheet' Target='a/s1.xml'/><Relationship Type='x/worksheet' Target='S1.xml'/>";
        assert!(read(twice).is_err() && read(&twice.replace("S1", "S2")).is_ok());
    }
}
