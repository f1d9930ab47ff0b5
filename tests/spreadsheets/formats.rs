//! Formats of other programs: calendars, schedule.xml and schedule.json, OpenDocument spreadsheets, and what is refused.

use std::io::Write as _;
use std::path::Path;

use plenary::rules::catalogue;
use plenary::sheets::{self, Options};

use crate::common::Folder;

/// A small OpenDocument spreadsheet.
pub fn ods() -> Vec<u8> {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<table:table-row>{cells}<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>")
    };
    let end = "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row>";
    let sheet = |name: &str, rows: &[&[&str]]| {
        let rows: String = rows.iter().map(|cells| row(cells)).collect();
        format!("<table:table table:name=\"{name}\">{rows}{end}</table:table>")
    };
    let sheets = sheet("days", &[&["date"], &["2027-06-01"]])
        + &sheet("sessions", &[&["id", "title", "minutes"], &["a", "A &amp; B", "60"]]);
    let body = format!("<o:document-content><o:spreadsheet>{sheets}</o:spreadsheet></o:document-content>");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(body.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A small calendar.
pub const ICS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Small\r\nBEGIN:VEVENT\r\nUID:a@x.org\r\nSUMMARY:A\\, and \
    b\r\nDTSTART;TZID=\"Romance Standard Time\":20270601T090000\r\nDURATION:PT1H30M\r\nLOCATION:Hall\r\nCATEGORIES:Trust\r\n\
    ATTENDEE;CN=\"Roe, Jane\";ROLE=CHAIR:mailto:j@x.org\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b@x.org\r\nSUMMARY:Gone\r\n\
    STATUS:CANCELLED\r\nDTSTART:20270601T070000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// A small schedule.xml.
pub const XML: &str = "<?xml version='1.0'?><schedule><conference><title>Small</title>\
    <time_zone_name>Europe/Paris</time_zone_name></conference><day date='2027-06-01' \
    start='2027-06-01T09:00:00+02:00' end='2027-06-02T02:00:00+02:00'><room name='Hall'><event id='1' guid='g'>\
    <date>2027-06-02T00:30:00+02:00</date><duration>01:00</duration><title>A &amp; B</title><persons>\
    <person id='1'>Jane</person></persons></event></room></day></schedule>";

/// A small schedule.json.
pub const JSON: &str = r#"{ "schedule": { "conference": { "title": "Small", "time_zone_name": "Europe/Paris", "days": [ { "date":
    "2027-06-01", "rooms": { "Hall": [ { "id": 1, "guid": "g", "date": "2027-06-01T09:00:00+02:00", "duration": "1:00",
    "title": "A", "persons": [ { "id": 1, "public_name": "Jane" } ] } ] } } ] } } }"#;

fn open_and_import(bytes: &[u8], name: &str) {
    if let Ok(book) = sheets::from_bytes(bytes, Path::new(name)) {
        sheets::import(&book, Options { people_zone: Some("UTC"), ..Options::default() }, &catalogue());
    }
}

#[test]
fn every_cut_and_every_changed_byte_is_read_or_refused() {
    let samples =
        [("a.ics", ICS.as_bytes().to_vec()), ("a.xml", XML.into()), ("a.json", JSON.into()), ("a.ods", ods())];
    for (name, whole) in &samples {
        for at in 0..whole.len() {
            open_and_import(&whole[..at], name);
            let mut bytes = whole.clone();
            bytes[at] ^= [0x01, 0x10, 0x55][at % 3];
            open_and_import(&bytes, name);
        }
    }
}

#[test]
fn each_format_is_imported_under_its_name() {
    let folder = Folder::empty();
    let samples: [(&str, Vec<u8>, &str); 4] = [
        ("a.ics", ICS.into(), "an iCalendar file"),
        ("b.xml", XML.into(), "a schedule.xml (frab, pretalx, c3voc)"),
        ("c.json", JSON.into(), "a schedule.json (frab, pretalx, c3voc)"),
        ("d.ods", ods(), "an OpenDocument spreadsheet"),
    ];
    for (name, bytes, read_as) in samples {
        folder.write(name, bytes);
        let run = folder.run(&format!("import {name} -o out.json --people-zone UTC --json")).ended(0);
        assert_eq!((&run.json()["read_as"], &run.json()["sessions"]), (&read_as.into(), &1.into()), "{name}");
    }
    folder.run("import a.ics -o out.json --schedule s.json --people-zone UTC").ended(0);
    let (programme, schedule) = (folder.document("out.json"), folder.document("s.json"));
    assert_eq!((&programme["name"], &programme["time_zone"]), (&"Small".into(), &"Europe/Paris".into()));
    assert_eq!(
        (&programme["sessions"][0]["title"], &programme["sessions"][0]["minutes"]),
        (&"A, and b".into(), &90.into())
    );
    assert_eq!(
        (&schedule["sessions"][0]["id"], &schedule["sessions"][0]["start"]),
        (&"a".into(), &"2027-06-01T09:00".into())
    );
    assert_eq!(programme["people"][0]["name"], "Roe, Jane");
    // Half past midnight belongs to the day before, which ends at two.
    folder.run("import b.xml -o out.json --schedule s.json --people-zone UTC").ended(0);
    assert_eq!(folder.document("out.json")["phases"][0]["days"], serde_json::json!(["2027-06-01"]));
    folder.run("check out.json s.json").ended(0);
}

#[test]
fn a_calendar_says_what_it_left_out() {
    let folder = Folder::empty();
    folder.write("a.ics", ICS);
    folder.run("import a.ics --people-zone UTC").snapshot("import/calendar");
}

#[test]
fn own_exports_come_back() {
    let folder = Folder::solved();
    for format in ["ics", "json", "xml", "csv"] {
        let file = format!("out.{format}");
        folder
            .run(&format!(
                "export conference.json conference.schedule.json --to {format} -o {file} --url https://example.org/p"
            ))
            .ended(0);
        let line = format!("import {file} -o back.json --schedule back.s.json --people-zone UTC --json");
        let run = folder.run(&line);
        // A table has no days; the other formats are complete.
        if format != "csv" {
            let back = run.ended(0).json();
            assert_eq!(back["placed"], back["sessions"], "{format}");
        }
    }
}

/// A programme with what is easily lost on the way: an id with blanks, a name with a comma, a session that looks like a
/// break, a session without a room.
const AWKWARD: &str = r#"{ "format": "plenary/1", "name": "Small", "time_zone": "Europe/Paris",
    "rooms": [ { "id": "r1", "name": "Hall" }, { "id": "r2", "name": "Studio; small" } ],
    "phases": [ { "id": "p", "days": ["2027-06-01"] } ],
    "people": [ { "id": "jr", "name": "Roe, Jane", "zone": "UTC" }, { "id": "li", "name": "Li Wei", "zone": "UTC" } ],
    "sessions": [
      { "id": "WS 1/ü~", "title": "First", "minutes": 60, "people": ["jr", "li"], "description": "About it." },
      { "id": "b", "title": "Second", "minutes": 90, "people": ["li"], "link": "https://example.org/join" },
      { "id": "lunch", "title": "Lunch", "minutes": 60, "description": "With soup" } ] }"#;

/// What a timetable says: id, title, start, end, room and people of each session.
fn timetable(folder: &Folder, programme: &str, schedule: &str) -> Vec<Vec<String>> {
    folder.run(&format!("export {programme} {schedule} --to csv -o table.csv")).ended(0);
    let book = sheets::open(&folder.file("table.csv")).unwrap();
    let (head, rows) = book.sheets[0].rows.split_first().unwrap();
    let at = ["id", "title", "start_utc", "end_utc", "room", "people", "description"]
        .map(|wanted| head.cells.iter().find(|(_, cell)| cell.shown() == wanted).unwrap().0);
    let shown = |row: &sheets::Row| at.map(|at| row.cell(at).map(|cell| cell.shown()).unwrap_or_default()).to_vec();
    let mut rows: Vec<Vec<String>> = rows.iter().map(shown).collect();
    rows.sort();
    rows
}

#[test]
fn own_exports_keep_ids_starts_rooms_and_people() {
    let folder = Folder::solved();
    folder.write("awkward.json", AWKWARD);
    folder.run("solve awkward.json --steps 300 -o awkward.schedule.json").ended(0);
    for name in ["conference", "awkward"] {
        let (programme, schedule) = (format!("{name}.json"), format!("{name}.schedule.json"));
        let before = timetable(&folder, &programme, &schedule);
        for format in ["ics", "json", "xml"] {
            for more in ["", "--url https://example.org/p", "--with-links"] {
                folder.run(&format!("export {programme} {schedule} --to {format} -o out.{format} {more}")).ended(0);
                let line = format!("import out.{format} -o back.json --schedule back.s.json --people-zone UTC");
                folder.run(&line).ended(0);
                assert_eq!(timetable(&folder, "back.json", "back.s.json"), before, "{name} {format} {more}");
                let back = folder.document("back.json");
                let links: Vec<_> =
                    back["sessions"].as_array().unwrap().iter().filter_map(|one| one.get("link")).collect();
                let is_linked = name == "awkward" && more == "--with-links";
                assert_eq!(links.len(), usize::from(is_linked), "{name} {format} {more}: {links:?}");
            }
        }
    }
}

#[test]
fn tables_that_are_not_utf_8_are_read() {
    let folder = Folder::empty();
    for delimiter in [";", "\t"] {
        let table =
            "id,title,start,minutes,speakers\na,Zürich café,2027-06-01 09:00,60,Zoé Müller\n".replace(',', delimiter);
        let utf_16: Vec<u8> = format!("\u{feff}{table}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        // The first 256 characters of Unicode are Latin-1.
        let latin_1: Vec<u8> = table.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        for (name, bytes, read_as, warned) in
            [("a.txt", utf_16, "a CSV file in UTF-16LE", false), ("a.csv", latin_1, "a CSV file in Windows-1252", true)]
        {
            folder.write(name, bytes);
            let run = folder.run(&format!("import {name} -o p.json --people-zone UTC --json")).ended(0).json();
            assert_eq!(run["read_as"], read_as);
            let programme = folder.document("p.json");
            assert_eq!(
                (&programme["sessions"][0]["title"], &programme["people"][0]["name"]),
                (&"Zürich café".into(), &"Zoé Müller".into())
            );
            let codes: Vec<_> = run["diagnostics"].as_array().unwrap().iter().map(|problem| &problem["code"]).collect();
            assert_eq!(codes.contains(&&"encoding-guessed".into()), warned, "{codes:?}");
        }
    }
}

#[test]
fn other_formats_are_named_and_refused() {
    let folder = Folder::solved();
    let samples: [(&str, &[u8]); 6] = [
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.html", b"<!DOCTYPE html><html></html>"),
        ("a.vcf", b"BEGIN:VCARD\nEND:VCARD\n"),
        ("a.xml", b"<feed><entry/></feed>"),
        ("a.json", b"{ \"sessions\": [] }"),
        ("broken.json", b"{ \"schedule\": "),
    ];
    for (name, bytes) in samples {
        folder.write(name, bytes);
    }
    let mut all = String::new();
    for name in samples.map(|(name, _)| name).into_iter().chain(["conference.json", "conference.schedule.json"]) {
        let run = folder.run(&format!("import {name} -o out2.json")).ended(2);
        all.push_str(&run.err);
    }
    crate::common::compare("import/refused-formats", &all);
}

#[test]
fn audiences_without_a_zone_are_asked_for_too() {
    let folder = Folder::empty();
    std::fs::create_dir_all(folder.file("programme")).unwrap();
    folder.write("programme/sessions.csv", "title,minutes,speakers\nA,60,Pat Roe\n");
    folder.write("programme/days.csv", "date\n2027-06-01\n");
    folder.write("programme/regions.csv", "Region,Participants\nAfrica,420\nGRULAC,260\n");
    let asked = folder.run("import programme --write-missing list.xlsx").ended(2);
    assert!(asked.err.contains("wrote list.xlsx: 1 person and 2 audiences without a time zone"), "{}", asked.err);
    assert!(asked.err.contains("where are \"Africa\", \"GRULAC\"?"), "{}", asked.err);
    let list = sheets::open(&folder.file("list.xlsx")).unwrap();
    let names: Vec<_> = list.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["people", "audiences"]);
    std::fs::create_dir_all(folder.file("list")).unwrap();
    folder.write("list/people.csv", "id,city\npat-roe,Nairobi\n");
    folder.write("list/audiences.csv", "id,country,city\nAfrica,Kenya,\nAfrica,Nigeria,\nGRULAC,,Lima\n");
    folder.run("import programme --missing list -o p.json").ended(0);
    let audiences = &folder.document("p.json")["audiences"];
    let zones = serde_json::json!([{ "zone": "Africa/Nairobi" }, { "zone": "Africa/Lagos" }]);
    assert_eq!((&audiences[0]["people"], &audiences[0]["zones"]), (&420.into(), &zones));
    assert_eq!(audiences[1]["zones"], serde_json::json!([{ "zone": "America/Lima" }]));
    // The next export needs no list: the programme knows the answers.
    folder.write("programme/regions.csv", "Region,Participants\nAfrica,430\nGRULAC,260\n");
    folder.run("import programme --into p.json").ended(0);
    let audiences = &folder.document("p.json")["audiences"];
    assert_eq!((&audiences[0]["people"], &audiences[0]["zones"]), (&430.into(), &zones));
}

#[test]
fn people_without_a_zone_are_asked_for_once() {
    let folder = Folder::empty();
    folder.write("a.ics", ICS);
    folder.run("import a.ics --write-missing people.xlsx").snapshot("import/write-missing");
    folder.run("import a.ics --write-missing people.xlsx").ended(2);
    let list = sheets::open(&folder.file("people.xlsx")).unwrap();
    let shown = |row: usize| list.sheets[0].rows[row].cells.iter().map(|(_, cell)| cell.shown()).collect::<Vec<_>>();
    assert_eq!(shown(1)[1], "Roe, Jane");
    folder.write("people.csv", format!("id,name,time zone,country\n{},\"Roe, Jane\",,Kenya\n", shown(1)[0]));
    folder.run("import a.ics --missing people.csv --json").ended(0);
    assert_eq!(folder.document("a.json")["people"][0]["zone"], "Africa/Nairobi");
}
