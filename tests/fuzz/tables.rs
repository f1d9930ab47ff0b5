//! What is imported: workbooks, OpenDocument spreadsheets, CSV files, calendars. A programme that is read is written,
//! and loads as the same; so does its timetable.

use std::path::Path;

use plenary::domain::Conference;
use plenary::generate::{DEMO, render};
use plenary::instance::{load, read_schedule};
use plenary::report::workbook;
use plenary::rules::catalogue;
use plenary::sheets::{Options, from_bytes, import};

use super::{Target, codes, edits, parts};
use crate::common::root;
use crate::spreadsheets::formats;

#[test]
fn workbooks() {
    let demo = serde_json::from_str(DEMO).unwrap();
    let seeds = vec![workbook::workbook(&demo, None, None).unwrap(), workbook::template_workbook().unwrap()];
    Target { name: "workbooks", seeds, edit: parts::edit, run: |input| run(input, "a.xlsx") }.fuzz();
}

#[test]
fn open_documents() {
    let seeds = vec![formats::ods()];
    Target { name: "open-documents", seeds, edit: parts::edit, run: |input| run(input, "a.ods") }.fuzz();
}

#[test]
fn csv_files() {
    let seeds = vec![
        golden("demo.csv"),
        b"id;title;start;end;speakers;room;track;type\n1;\"A; \"\"b\"\"\";01.06.2027 09:00;10:30;Ana (Chair), \
          Dr Bo Li;Hall;Trust;talk\n2;C;2/6/2027 2 pm;14.45;;Hall, Room 2;;\n"
            .to_vec(),
        b"Session\tDate\tTime\tDuration\tTime zone\tPeople\nA\tTue 1 June 2027\t9:00-10:00\t1h\tParis\tAna; Bo\n"
            .to_vec(),
    ];
    Target { name: "csv-files", seeds, edit: edits::bytes, run: |input| run(input, "a.csv") }.fuzz();
}

#[test]
fn calendars() {
    let seeds = vec![golden("demo.ics"), formats::ICS.into()];
    Target { name: "calendars", seeds, edit: edits::bytes, run: |input| run(input, "a.ics") }.fuzz();
}

#[test]
fn schedules_of_other_programs() {
    let seeds = vec![golden("demo.xml"), formats::XML.into(), formats::JSON.into()];
    Target { name: "other-schedules", seeds, edit: edits::bytes, run: |input| run(input, "a.xml") }.fuzz();
}

fn golden(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/golden").join(name)).unwrap()
}

fn run(input: &[u8], name: &str) -> Result<String, String> {
    let book = match from_bytes(input, Path::new(name)) {
        Ok(book) => book,
        Err(why) => return Ok(codes(&[*why])),
    };
    let imported = import(&book, Options { people_zone: Some("UTC"), ..Options::default() }, &catalogue());
    let described = format!("{} {}", codes(&book.warnings), codes(&imported.diagnostics));
    let Some(conference) = imported.conference else { return Ok(described) };
    let text = render(&imported.document);
    let again = load(text.as_bytes(), "p.json", &catalogue());
    let again = again.conference.ok_or_else(|| format!("what is imported does not load: {:?}", again.diagnostics))?;
    let again = Conference { digest: conference.digest.clone(), ..again };
    if again != conference {
        return Err(format!("what is imported loads as something else:\n{text}"));
    }
    let Some((file, schedule)) = imported.schedule else { return Ok(described) };
    let file = serde_json::to_vec(&file).map_err(|error| error.to_string())?;
    let read = read_schedule(&file, "s.json", &conference);
    if read.schedule.as_ref() != Some(&schedule) {
        let problems = read.diagnostics;
        return Err(format!("the timetable loads as something else: {problems:?}\n{}", String::from_utf8_lossy(&file)));
    }
    Ok(format!("{described} with a timetable"))
}
