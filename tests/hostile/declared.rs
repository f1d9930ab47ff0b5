//! Files that declare more than they have, and small files that grow when they are read.

use super::archives::{Xlsx, archive, ods};
use crate::common::{Folder, run_limited};

/// Imports a file with little time and memory. Returns the exit code and what was said.
#[track_caller]
fn import(name: &str, bytes: &[u8]) -> (i32, String) {
    let folder = Folder::empty();
    folder.write(name, bytes);
    let run = run_limited(folder.path(), &["import", name, "-o", "out.json"]);
    assert!(matches!(run.code, 0..=2), "{name}: {}\n{}", run.code, run.err);
    (run.code, run.err)
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], because: &str) {
    let (code, said) = import(name, bytes);
    assert!(code == 2 && said.contains(because), "{because}: exit code {code}\n{said}");
}

/// A cell with a text of its own.
fn cell(place: &str, text: &str) -> String {
    format!("<c r='{place}' t='inlineStr'><is><t>{text}</t></is></c>")
}

#[test]
fn a_workbook_is_refused_for_counts_that_no_workbook_has() {
    let row = cell("A1", "title");
    let rows = format!("<row r='1'>{row}</row>");
    let of = |xlsx: Xlsx<'_>| xlsx.bytes();
    let plain = Xlsx { rows: &rows, ..Xlsx::default() };
    for count in ["4294967295", "1000000000000", "99999999999999999999"] {
        let texts = format!("<sst count='1' uniqueCount='{count}'><si><t>a</t></si></sst>");
        refused("a.xlsx", &of(Xlsx { texts: &texts, ..plain }), "texts");
    }
    for place in ["XFE1", "A1048577", "ZZZZZZZZ1", "A99999999999"] {
        let rows = format!("<row>{}</row>", cell(place, "x"));
        refused("a.xlsx", &of(Xlsx { rows: &rows, ..Xlsx::default() }), place);
    }
    refused("a.xlsx", &of(Xlsx { rows: "<row r='4294967296'/>", ..Xlsx::default() }), "4294967296");
    refused("a.xlsx", &of(Xlsx { sheets: 2, ..plain }), "two sheets with the same content");
    let backwards = "<mergeCells><mergeCell ref='B2:A1'/></mergeCells>";
    refused("a.xlsx", &of(Xlsx { after_rows: backwards, ..plain }), "B2:A1");
    let merged = "<mergeCell ref='A1:A9'/>".repeat(150_000);
    refused("a.xlsx", &of(Xlsx { after_rows: &merged, ..plain }), "mergeCell");
}

#[test]
fn what_a_workbook_repeats_is_counted() {
    let long = "0".repeat(300_000);
    let texts = format!("<sst uniqueCount='1'><si><t>{long}</t></si></sst>");
    let rows: String = (1..=2_000).map(|n| format!("<row r='{n}'><c r='A{n}' t='s'><v>0</v></c></row>")).collect();
    refused("a.xlsx", &Xlsx { rows: &rows, texts: &texts, ..Xlsx::default() }.bytes(), "64 MiB");
    let formats = "<xf numFmtId='200'/>".repeat(60_000);
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='{long}'/></numFmts><cellXfs>{formats}</cellXfs></styleSheet>"
    );
    refused("a.xlsx", &Xlsx { rows: &rows, styles: &styles, ..Xlsx::default() }.bytes(), "numFmt");
    let fonts = format!("<styleSheet><fonts>{}</fonts></styleSheet>", "<font/>".repeat(1_000_000));
    refused("a.xlsx", &Xlsx { rows: &rows, styles: &fonts, ..Xlsx::default() }.bytes(), "font");
    let one = format!("<row r='1'>{}</row>", cell("A1", &"x".repeat(50_000)));
    let merged = "<mergeCells><mergeCell ref='A1:A9999'/></mergeCells>";
    refused("a.xlsx", &Xlsx { rows: &one, after_rows: merged, ..Xlsx::default() }.bytes(), "64 MiB");
    let blank = format!("<row r='1'>{}</row>", " ".repeat(150 << 20));
    refused("a.xlsx", &Xlsx { rows: &blank, ..Xlsx::default() }.bytes(), "128 MiB");
}

#[test]
fn a_workbook_that_declares_all_cells_and_has_few_is_read() {
    let cells = |row: u32, texts: [&str; 2]| {
        format!("<row r='{row}'>{}{}</row>", cell(&format!("A{row}"), texts[0]), cell(&format!("B{row}"), texts[1]))
    };
    let rows = format!("{}{}", cells(1, ["title", "minutes"]), cells(2, ["One", "60"]));
    let far = "<row r='1048576'><c r='XFD1048576' s='0'/></row>";
    let rows = format!("{rows}{far}");
    let merged = "<mergeCells><mergeCell ref='C1:XFD1048576'/></mergeCells>";
    let bytes = Xlsx { rows: &rows, after_rows: merged, ..Xlsx::default() }.bytes();
    let (_, said) = import("a.xlsx", &bytes);
    assert!(!said.contains("cannot be read") && !said.contains("too-large"), "{said}");
}

#[test]
fn a_spreadsheet_that_repeats_much_is_refused() {
    let text = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes} office:value-type='string'><text:p>{text}</text:p></table:table-cell>")
    };
    let table = |row: &str, cells: &str| {
        ods(&format!("<table:table table:name='a'><table:table-row {row}>{cells}</table:table-row></table:table>"))
    };
    let long = "x".repeat(300_000);
    refused("a.ods", &table("table:number-rows-repeated='9999'", &text("", &long)), "64 MiB");
    refused("a.ods", &table("", &text("table:number-columns-repeated='900'", &long)), "64 MiB");
    refused("a.ods", &table("", &text("table:number-rows-spanned='9999'", &long)), "64 MiB");
    refused("a.ods", &table("", &text("table:number-columns-repeated='4294967295'", "x")), "columns");
    refused("a.ods", &table("table:number-rows-repeated='1048576'", &text("", "x")), "repeated");
    refused("a.ods", &ods(&"<table:table table:name='a'/>".repeat(3_000)), "2000 sheets");
    refused("a.ods", &ods(&" ".repeat(150 << 20)), "128 MiB");
    import("a.ods", &ods(&"<table:table-cell>".repeat(1_000_000)));
}

#[test]
fn an_archive_is_not_believed() {
    let plain = Xlsx { rows: &format!("<row r='1'>{}</row>", cell("A1", "title")), ..Xlsx::default() }.bytes();
    // A second end of the directory, which says that there are very many files.
    let mut end = b"PK\x06\x06\x2c\0\0\0\0\0\0\0\x2d\0\x2d\0\0\0\0\0\0\0\0\0".to_vec();
    end.extend([0xff; 32]);
    refused("a.xlsx", &[&plain[..], &end].concat(), "10000 files");
    let many: Vec<String> = (0..11_000).map(|n| n.to_string()).collect();
    refused("a.xlsx", &archive(&many.iter().map(|name| (name.as_str(), "")).collect::<Vec<_>>()), "10000 files");
    // Unpacked sizes that are too small and too large, in the directory and before the parts.
    for size in [0_u32, 1, 0x7fff_ffff, u32::MAX - 1] {
        let mut lying = plain.clone();
        for at in 0..lying.len() - 30 {
            let field = match &lying[at..at + 4] {
                b"PK\x01\x02" => at + 24,
                b"PK\x03\x04" => at + 22,
                _ => continue,
            };
            lying[field..field + 4].copy_from_slice(&size.to_le_bytes());
        }
        import("a.xlsx", &lying);
    }
}

#[test]
fn texts_that_grow_when_they_are_read_are_refused() {
    import("a.csv", ",".repeat(20 << 20).as_bytes());
    refused("a.csv", format!("id{}x", ",".repeat(1_000_000)).as_bytes(), "1000 columns");
    refused("a.csv", " ".repeat(33 << 20).as_bytes(), "32 MiB");
    refused("a.csv", format!("id,title\n\"{}", "a,\n".repeat(1 << 20)).as_bytes(), "400000 bytes");
    import("a.csv", format!("id,title\n\"{}", "a,\n".repeat(100_000)).as_bytes());
    let rows: String = (0..450_000).map(|n| format!("a{n},60\n")).collect();
    import("a.csv", format!("title,minutes\n{rows}").as_bytes());
    let calendar = |events: &str| format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n").into_bytes();
    refused("a.ics", &calendar(&"A:\n".repeat(3_000_000)), "calendar has more than");
    refused("a.ics", &calendar(&format!("A:{}\n", ",".repeat(3_000_000))), "calendar has more than");
    import("a.ics", &calendar(&"BEGIN:VEVENT\n".repeat(100_000)));
    import("a.ics", &calendar(&"X\n ".repeat(1_000_000)));
    let event = |lines: &str| {
        calendar(&format!("BEGIN:VEVENT\nUID:1\nSUMMARY:One\nDTSTART:20270601T090000Z\n{lines}END:VEVENT\n"))
    };
    import("a.ics", &event("RRULE:FREQ=SECONDLY;COUNT=99999999999\nRRULE:FREQ=YEARLY;UNTIL=99991231T000000Z\n"));
    import("a.ics", &event("DURATION:P99999999999999W\nDTEND:99999999T999999Z\n"));
    let people: String = (0..20_000).map(|n| format!("ATTENDEE;CN=A{n}:mailto:a{n}@b.c\n")).collect();
    import("a.ics", &event(&people));
}

#[test]
fn documents_that_grow_when_they_are_read_are_refused() {
    let schedule = |inside: &str| format!("<schedule><conference/>{inside}</schedule>").into_bytes();
    refused("a.xml", &schedule(&"<a>".repeat(1_000_000)), "inside one another");
    refused("a.xml", &schedule(&"<a/>".repeat(2_000_000)), "elements and attributes");
    let attributes: String = (0..1_500_000).map(|n| format!(" a{n}=''")).collect();
    refused("a.xml", &schedule(&format!("<a{attributes}/>")), "elements and attributes");
    let rooms: String = (0..200_000).map(|n| format!("<room name='{n}'/>")).collect();
    import("a.xml", &schedule(&format!("<day date='2027-06-01'>{rooms}</day>")));
    let days: String =
        (0..200_000).map(|n| format!("<day date='{:04}-01-{:02}'/>", n / 28 % 10_000, n % 28 + 1)).collect();
    import("a.xml", &schedule(&days));
    let entities = "<!DOCTYPE schedule [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'>]>";
    import("a.xml", format!("{entities}<schedule><conference><title>&b;</title></conference></schedule>").as_bytes());
    for name in ["a.json", "programme.json"] {
        refused(name, "[".repeat(1_000_000).as_bytes(), "deep");
        refused(name, format!("{{\"a\":[0{}]}}", ",0".repeat(5_000_000)).as_bytes(), "4000000 values");
    }
    let folder = Folder::empty();
    folder.write("a.json", format!("{{\"format\":\"plenary/1\",\"a\":[0{}]}}", ",0".repeat(5_000_000)));
    let run = run_limited(folder.path(), &["check", "a.json", "a.json"]).ended(2);
    assert!(run.err.contains("4000000 values"), "{}", run.err);
    folder.write("b.json", format!("{{\"format\":\"plenary/1\",\"sessions\":[0{}]}}", ",{}".repeat(1_000_000)));
    run_limited(folder.path(), &["check", "b.json", "b.json"]).ended(2);
    let keys: String = (0..300_000).map(|n| format!(",\"k{n}\":0")).collect();
    folder.write("c.json", format!("{{\"format\":\"plenary/1\"{keys}}}"));
    run_limited(folder.path(), &["check", "c.json", "c.json"]).ended(2);
}
