//! What is broken, empty, huge or made to do harm: a clear word, and no panic.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use plenary::report::workbook;
use plenary::rules::catalogue;
use plenary::sheets::{self, Options};
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::spreadsheets::{found, import};

fn open(bytes: &[u8]) -> Result<plenary::sheets::Book, &'static str> {
    sheets::from_bytes(bytes, Path::new("a.xlsx")).map_err(|problem| problem.code)
}

#[test]
fn what_is_no_workbook_is_refused() {
    assert_eq!(open(b"").unwrap_err(), "not-a-workbook");
    assert_eq!(open(b"id,title\n").unwrap_err(), "not-a-workbook");
    assert_eq!(open(b"PK\x03\x04 and then nothing").unwrap_err(), "not-a-workbook");
    assert_eq!(open(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]).unwrap_err(), "not-a-workbook");
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    assert_eq!(open(&workbook.save_to_buffer().unwrap()).unwrap_err(), "empty-workbook");
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(sheets::open(dir.path()).unwrap_err().code, "empty-workbook");
    assert_eq!(sheets::open(&dir.path().join("none.xlsx")).unwrap_err().code, "file-missing");
    fs::write(dir.path().join("sessions.csv"), "\n\n;;\n").unwrap();
    assert_eq!(sheets::open(dir.path()).unwrap_err().code, "empty-workbook");
}

#[test]
fn every_cut_of_a_workbook_is_read_or_refused() {
    let whole = workbook::template_workbook().unwrap();
    for part in 1..40 {
        let mut bytes = whole[..whole.len() * part / 40].to_vec();
        assert!(open(&bytes).is_err(), "{part}");
        // And with a byte turned in the middle.
        bytes = whole.clone();
        bytes[whole.len() * part / 40] ^= 0x55;
        if let Ok(book) = sheets::from_bytes(&bytes, Path::new("a.xlsx")) {
            sheets::import(&book, Options::default(), &catalogue());
        }
    }
}

#[test]
fn missing_sheets_and_headings_are_named() {
    let imported = import(&[("people", "name,zone\nAna,UTC\n")]);
    let found_ = found(&imported);
    assert!(found_.contains(&("no-sheet", "")), "{found_:?}");
    assert_eq!(found_.iter().filter(|(code, _)| *code == "no-sheet").count(), 2);
    let imported = import(&[("days", "what,ever\n1,2\n"), ("sessions", "title\nA\n")]);
    assert!(found(&imported).contains(&("no-headings", "days!1")), "{:?}", found(&imported));
    let imported = import(&[("days", "phase\none\n"), ("sessions", "minutes,type\n60,x\n")]);
    assert!(found(&imported).contains(&("no-column", "days!1")), "{:?}", found(&imported));
    assert!(found(&imported).contains(&("no-column", "sessions!1")), "{:?}", found(&imported));
    let imported = import(&[("days", "date\n2020-11-02\n"), ("sessions", "id,title,title\na,A,B\n")]);
    assert!(found(&imported).contains(&("doubled-column", "sessions!C1")), "{:?}", found(&imported));
}

#[test]
fn formulas_give_their_values_and_broken_ones_are_reported() {
    let mut workbook = Workbook::new();
    let days = workbook.add_worksheet();
    days.set_name("days").unwrap();
    days.write_string(0, 0, "date").unwrap();
    let date = Format::new().set_num_format("dd/mm/yyyy");
    days.write_number_with_format(1, 0, 44_137.0, &date).unwrap();
    days.write_number(2, 0, 44_138.0).unwrap();
    let sessions = workbook.add_worksheet();
    sessions.set_name("sessions").unwrap();
    for (column, heading) in (0..).zip(["id", "title", "minutes", "start"]) {
        sessions.write_string(0, column, heading).unwrap();
    }
    sessions.write_string(1, 0, "a").unwrap();
    sessions.write_string(1, 1, "=HYPERLINK(\"x\")").unwrap();
    sessions.write_formula(1, 2, Formula::new("=30*2").set_result("60")).unwrap();
    sessions.write_number_with_format(1, 3, 44_137.395_833_333_3, &date).unwrap();
    sessions.write_string(2, 0, "b").unwrap();
    sessions.write_formula(2, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let book = sheets::from_bytes(&bytes, Path::new("a.xlsx")).unwrap();
    let imported = sheets::import(&book, Options::default(), &catalogue());
    assert_eq!(imported.document["phases"][0]["days"], serde_json::json!(["2020-11-02", "2020-11-03"]));
    assert_eq!(imported.document["sessions"][0]["minutes"], 60);
    assert_eq!(imported.document["sessions"][0]["title"], "=HYPERLINK(\"x\")");
    assert_eq!(found(&imported), [("broken-formula", "sessions!C3")]);
}

/// A programme in which one cell is a formula, with what its file says of the value: an attribute and an element.
fn with_formula(cell: &str, kind: &str, value: &str, recalculates: bool) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("sessions").unwrap();
    let rows =
        [["id", "title", "start", "minutes", "speakers", "Room"], ["a", "A", "2027-06-01 09:00", "60", "Ana", "x"]];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let mut parts = zip::ZipArchive::new(Cursor::new(workbook.save_to_buffer().unwrap())).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let name = part.name().unwrap().into_owned();
        if name == "xl/worksheets/sheet1.xml" {
            let from = text.find(&format!("<c r=\"{cell}\"")).unwrap();
            let until = from + text[from..].find("</c>").unwrap() + 4;
            text.replace_range(from..until, &format!("<c r=\"{cell}\"{kind}><f>A1&amp;A2</f>{value}</c>"));
        }
        if !recalculates {
            text = text.replace(" fullCalcOnLoad=\"1\"", "");
        }
        changed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        changed.write_all(text.as_bytes()).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

#[test]
fn formulas_without_a_value_are_reported_in_every_column() {
    let found = |bytes: &[u8]| {
        let book = sheets::from_bytes(bytes, Path::new("a.xlsx")).unwrap();
        let days = ["2027-06-01".parse().unwrap()];
        let options = Options { people_zone: Some("UTC"), days: &days, ..Options::default() };
        let imported = sheets::import(&book, options, &catalogue());
        let problems = imported.diagnostics.iter().filter(|problem| problem.is_error());
        problems.map(|problem| (problem.code, problem.pointer.clone())).collect::<Vec<_>>()
    };
    for cell in ["A2", "B2", "C2", "D2", "E2", "F2"] {
        let expected = |code| vec![(code, format!("sessions!{cell}"))];
        for value in ["<v></v>", "<v/>", ""] {
            assert_eq!(
                found(&with_formula(cell, "", value, false)),
                expected("uncalculated-formula"),
                "{cell} {value}"
            );
        }
        // Libraries write 0 for what they do not calculate.
        assert_eq!(found(&with_formula(cell, "", "<v>0</v>", true)), expected("uncalculated-formula"), "{cell}");
        let broken = with_formula(cell, " t=\"e\"", "<v>#REF!</v>", false);
        assert_eq!(found(&broken), expected("broken-formula"), "{cell}");
    }
    // The result of a formula may be an empty text, or 0.
    assert_eq!(found(&with_formula("F2", " t=\"str\"", "<v></v>", true)), []);
    assert_eq!(found(&with_formula("D2", "", "<v>0</v>", false)), [("bad-number", "sessions!D2".to_owned())]);
    assert_eq!(found(&with_formula("D2", "", "<v>45</v>", true)), []);
}

#[test]
fn merged_cells_hold_for_all_their_rows() {
    let mut workbook = Workbook::new();
    let format = Format::new();
    let days = workbook.add_worksheet();
    days.set_name("days").unwrap();
    days.merge_range(0, 0, 0, 2, "The days of the event", &format).unwrap();
    for (column, heading) in (0..).zip(["date", "phase", "opens"]) {
        // Headings over two rows.
        days.merge_range(1, column, 2, column, heading, &format).unwrap();
    }
    for (row, date) in (3..).zip(["2020-11-02", "2020-11-03", "2020-11-04"]) {
        days.write_string(row, 0, date).unwrap();
    }
    days.merge_range(3, 1, 4, 1, "first", &format).unwrap();
    days.write_string(5, 1, "second").unwrap();
    let sessions = workbook.add_worksheet();
    sessions.set_name("sessions").unwrap();
    sessions.write_string(0, 0, "title").unwrap();
    sessions.write_string(0, 1, "minutes").unwrap();
    sessions.write_string(1, 0, "A").unwrap();
    sessions.write_number(1, 1, 60).unwrap();
    let book = sheets::from_bytes(&workbook.save_to_buffer().unwrap(), Path::new("a.xlsx")).unwrap();
    let imported = sheets::import(&book, Options::default(), &catalogue());
    assert_eq!(found(&imported), []);
    assert_eq!(
        imported.document["phases"],
        serde_json::json!([{ "id": "first", "days": ["2020-11-02", "2020-11-03"] }, { "id": "second", "days": ["2020-11-04"] }])
    );
}

#[test]
fn a_sheet_that_reaches_to_the_end_of_the_world_costs_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("sessions").unwrap();
    sheet.write_string(0, 0, "id").unwrap();
    sheet.write_string(1_048_575, 0, "last").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let book = sheets::from_bytes(&bytes, Path::new("a.xlsx")).unwrap();
    assert_eq!(book.sheets[0].rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 1_048_576]);
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_string(0, 16_383, "far").unwrap();
    assert_eq!(open(&workbook.save_to_buffer().unwrap()).unwrap_err(), "too-large-sheet");
}
