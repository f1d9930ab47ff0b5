//! An exported workbook after somebody edited what they saw: the list, the grids, or the sheet of sessions.

use chrono::NaiveDate;
use plenary::domain::{Conference, Instant, Placement, RoomId, Schedule};
use plenary::report::workbook;
use plenary::rules::catalogue;
use plenary::sheets::{self, Book, Cell, Imported, Options, TimetableSheet};

const PROGRAMME: &str = r#"{ "format": "plenary/1", "name": "Small", "time_zone": "Europe/Paris",
    "rooms": [ { "id": "r1", "name": "Hall" }, { "id": "r2", "name": "Studio" } ],
    "phases": [ { "id": "p", "days": ["2027-06-01"] } ],
    "sessions": [ { "id": "a", "title": "First", "minutes": 60 }, { "id": "b", "title": "Second", "minutes": 90 },
      { "id": "c", "title": "Third", "minutes": 60 } ] }"#;

/// A workbook with the sessions at 9:00, 10:00 and 13:00.
fn exported() -> (Conference, Book) {
    let (conference, bytes) = written(false, 0);
    (conference, sheets::from_bytes(&bytes, "a.xlsx".as_ref()).unwrap())
}

/// The bytes of a workbook with the sessions at 9:00, 10:00 and some minutes after 13:00.
fn written(is_internal: bool, minutes: u32) -> (Conference, Vec<u8>) {
    let loaded = plenary::instance::load(PROGRAMME.as_bytes(), "p.json", &catalogue());
    let conference = loaded.conference.unwrap();
    let instance = plenary::instance::document(PROGRAMME.as_bytes(), "p.json").unwrap();
    let at = |hour: u32, room| {
        let civil =
            NaiveDate::from_ymd_opt(2027, 6, 1).unwrap().and_hms_opt(hour - 2, if hour == 13 { minutes } else { 0 }, 0);
        let civil = civil.unwrap();
        Some(Placement { start: Instant::from_utc(civil), room: Some(RoomId::new(room)) })
    };
    let schedule = Schedule { placements: vec![at(9, 0), at(10, 1), at(13, 0)] };
    let write = if is_internal { workbook::internal } else { workbook::workbook };
    let bytes = write(&instance, Some((&conference, &schedule)), Some("Version 1 & only")).unwrap();
    (conference, bytes)
}

/// Sets a column of each row that has a text; the rows of a merged block all have its text.
fn set(book: &mut Book, sheet: &str, text: &str, column: usize, value: Cell) {
    let sheet = book.sheets.iter_mut().find(|own| own.name == sheet).unwrap();
    let rows = sheet.rows.iter_mut().filter(|row| row.cells.iter().any(|(_, cell)| cell.shown() == text));
    for row in rows {
        row.cells.iter_mut().find(|(at, _)| *at == column).unwrap().1 = value.clone();
    }
}

fn clock(hour: u32, minute: u32) -> Cell {
    Cell::Date(NaiveDate::from_ymd_opt(2027, 6, 1).unwrap().and_hms_opt(hour, minute, 0).unwrap())
}

fn read(book: &Book, from: Option<TimetableSheet>) -> Imported {
    sheets::import(book, Options { timetable_from: from, ..Options::default() }, &catalogue())
}

/// The starts in UTC and the codes of all problems.
fn found(imported: &Imported) -> (Vec<String>, Vec<&'static str>) {
    let schedule = imported.schedule.iter().flat_map(|(_, schedule)| schedule.placements.iter());
    let starts =
        schedule.map(|placed| placed.map_or_else(String::new, |placed| placed.start.utc().format("%H:%M").to_string()));
    (starts.collect(), imported.diagnostics.iter().map(|problem| problem.code).collect())
}

fn starts(texts: [&str; 3]) -> Vec<String> {
    texts.map(str::to_owned).to_vec()
}

#[test]
fn an_untouched_workbook_gives_the_same_timetable_without_a_word() {
    let (_, book) = exported();
    assert_eq!(found(&read(&book, None)), (starts(["07:00", "08:00", "11:00"]), vec![]));
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names[0], "grid 2027-06-01");
    assert_eq!(names[names.len() - 2..], ["about", "lists"]);
}

#[test]
fn edits_of_the_list_are_taken() {
    let (conference, mut book) = exported();
    set(&mut book, "timetable", "a", 0, clock(15, 0));
    set(&mut book, "timetable", "b", 2, Cell::Text("Hall".into()));
    set(&mut book, "timetable", "c", 0, Cell::Text("not scheduled".into()));
    let imported = read(&book, None);
    assert_eq!(found(&imported), (starts(["13:00", "08:00", ""]), vec!["edited-timetable"]));
    assert_eq!(imported.schedule.as_ref().unwrap().1.placements[1].unwrap().room, Some(RoomId::new(0)));
    // `check` reads the same.
    let read = sheets::schedule(&book, &conference, None);
    assert_eq!(read.schedule, imported.schedule.map(|(_, schedule)| schedule));
    assert_eq!(read.diagnostics.len(), 1);
    // And so does an export from before the hidden copy, by the grids.
    book.sheets.retain(|sheet| sheet.name != "lists");
    set(&mut book, "timetable", "b", 2, Cell::Text("Studio".into()));
    set(&mut book, "timetable", "c", 0, clock(13, 0));
    assert_eq!(found(&self::read(&book, None)), (starts(["13:00", "08:00", "11:00"]), vec!["edited-timetable"]));
    // Without grids as well, the end that was left as it was tells which start was edited.
    book.sheets.retain(|sheet| !sheet.name.starts_with("grid "));
    assert_eq!(found(&self::read(&book, None)), (starts(["13:00", "08:00", "11:00"]), vec!["edited-timetable"]));
}

/// Moves the block of a session in the grid to another row.
fn move_block(book: &mut Book, session: &str, to: &str) {
    let sheet = book.sheets.iter_mut().find(|sheet| sheet.name.starts_with("grid ")).unwrap();
    let mut block = None;
    for row in &mut sheet.rows {
        row.cells.retain(|(at, cell)| {
            let is_it = *at > 0 && cell.shown().ends_with(&format!("· {session}"));
            if is_it {
                block = Some((*at, cell.clone()));
            }
            !is_it
        });
    }
    let row = sheet.rows.iter_mut().find(|row| row.cell(0).is_some_and(|cell| cell.shown() == to)).unwrap();
    row.cells.push(block.unwrap());
    row.cells.sort_by_key(|(at, _)| *at);
}

#[test]
fn edits_of_a_grid_are_taken() {
    let (_, mut book) = exported();
    move_block(&mut book, "c", "12:00");
    assert_eq!(found(&read(&book, None)), (starts(["07:00", "08:00", "10:00"]), vec!["edited-timetable"]));
    // The time in the text of a block that stayed where it was.
    let (_, mut book) = exported();
    let text = "Third\n12:30–13:30 · c";
    set(&mut book, "grid 2027-06-01", "Third\n13:00–14:00 · c", 1, Cell::Text(text.into()));
    assert_eq!(found(&read(&book, None)), (starts(["07:00", "08:00", "10:30"]), vec!["edited-timetable"]));
    // Without the list, too.
    move_block(&mut book, "a", "11:00");
    book.sheets.retain(|sheet| sheet.name != "timetable");
    assert_eq!(found(&read(&book, None)), (starts(["09:00", "08:00", "10:30"]), vec!["edited-timetable"]));
}

/// Rows of five minutes share a label of half an hour, and a workbook for organisers has a row above the rooms.
#[test]
fn edits_of_a_grid_with_short_rows_are_taken() {
    for is_internal in [false, true] {
        let (_, bytes) = written(is_internal, 5);
        let mut book = sheets::from_bytes(&bytes, "a.xlsx".as_ref()).unwrap();
        assert_eq!(found(&read(&book, None)), (starts(["07:00", "08:00", "11:05"]), vec![]), "{is_internal}");
        let rows = &book.sheets[0].rows;
        let of_time = |time: &str| {
            let at = rows.iter().filter(|row| row.cell(0).is_some_and(|cell| cell.shown() == time));
            at.map(|row| row.number).collect::<Vec<_>>()
        };
        let top = if is_internal { 3 } else { 2 };
        assert_eq!(of_time("09:30"), (top + 6..top + 12).collect::<Vec<_>>());
        // The third of the six rows of half past twelve.
        let row = of_time("12:30")[2];
        move_block(&mut book, "c", "12:30");
        let block = book.sheets[0].rows.iter_mut().find_map(|row| {
            let at = row.cells.iter().position(|(at, cell)| *at > 0 && cell.shown().ends_with("· c"))?;
            Some(row.cells.remove(at))
        });
        let target = book.sheets[0].rows.iter_mut().find(|own| own.number == row).unwrap();
        target.cells.push(block.unwrap());
        target.cells.sort_by_key(|(at, _)| *at);
        assert_eq!(found(&read(&book, None)), (starts(["07:00", "08:00", "10:40"]), vec!["edited-timetable"]));
    }
}

/// The parts of the XML of a workbook's sheets that a printer sees.
#[test]
fn every_sheet_says_how_it_is_printed_and_for_whom() {
    for is_internal in [false, true] {
        let (_, bytes) = written(is_internal, 5);
        assert_eq!(workbook::is_internal(&bytes), Some(is_internal));
        let book = sheets::from_bytes(&bytes, "a.xlsx".as_ref()).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
        // The workbook opens on its first sheet: the grid of the first day.
        assert!(!part("xl/workbook.xml").contains("activeTab"));
        assert_eq!(book.sheets[0].name, "grid 2027-06-01");
        for (number, sheet) in (1..).zip(&book.sheets).filter(|(_, sheet)| sheet.name != "lists") {
            let xml = part(&format!("xl/worksheets/sheet{number}.xml"));
            let (mark, readers) = ("INTERNAL, not for publication", "Public programme");
            let footer = format!("&amp;L{}&amp;RPage &amp;P of &amp;N", if is_internal { mark } else { readers });
            let mut wanted = vec!["paperSize=\"9\"", "&amp;LSmall&amp;C", "&amp;RVersion 1 &amp;&amp; only", &footer];
            if sheet.name.starts_with("grid ") {
                // A day is one page.
                wanted.extend(["orientation=\"landscape\"", "<pageSetUpPr fitToPage=\"1\"/>", "Tue 1 Jun 2027"]);
                assert!(!xml.contains("fitToHeight") && !xml.contains("fitToWidth"), "{xml}");
            }
            for wanted in wanted {
                assert!(xml.contains(wanted), "{}: no {wanted} in {xml}", sheet.name);
            }
            let first = sheet.rows[0].cells[0].1.shown();
            assert_eq!(first.starts_with(mark), is_internal, "{}: {first}", sheet.name);
            assert_eq!(xml.contains(&format!("{mark}\n")), is_internal, "{}", sheet.name);
            assert_eq!(xml.contains("FFA61C00"), is_internal, "{}", sheet.name);
        }
    }
}

#[test]
fn cells_of_a_timetable_that_are_not_read_are_named() {
    let unread = |imported: &Imported| {
        let problems = imported.diagnostics.iter().filter(|problem| problem.code == "unread-timetable-cell");
        problems.map(|problem| (problem.pointer.clone(), problem.message.clone())).collect::<Vec<_>>()
    };
    let expected = |place: &str, message: &str| vec![(place.to_owned(), message.to_owned())];
    // A block that was overwritten.
    let grid = "grid 2027-06-01";
    let (_, mut book) = exported();
    set(&mut book, grid, "Third\n13:00–14:00 · c", 1, Cell::Text("Lunch\nfor all".into()));
    let imported = read(&book, None);
    assert_eq!(found(&imported).0, starts(["07:00", "08:00", "11:00"]));
    let lunch = expected("grid 2027-06-01!B10", "no session of the programme is called \"Lunch\"");
    assert_eq!(unread(&imported), lunch);
    assert_eq!(unread(&read(&book, Some(TimetableSheet::Grid))), lunch);
    assert_eq!(unread(&read(&book, Some(TimetableSheet::Timetable))), []);
    // A column of no room, and a row without a time.
    let (_, mut book) = exported();
    set(&mut book, grid, "Studio", 2, Cell::Text("Stdio".into()));
    let message = "this column has sessions, but \"Stdio\" is no room of the programme";
    assert_eq!(unread(&read(&book, None)), expected("grid 2027-06-01!C1", message));
    let (_, mut book) = exported();
    set(&mut book, grid, "13:00", 0, Cell::Text("at one".into()));
    let message = "the start of \"c\" is not known: its row has no time";
    assert_eq!(unread(&read(&book, None)), expected("grid 2027-06-01!B10", message));
    // Rows of the list.
    let (_, mut book) = exported();
    set(&mut book, "timetable", "c", 3, Cell::Text("d".into()));
    assert_eq!(unread(&read(&book, None)), expected("timetable!D4", "no session of the programme is called \"d\""));
    let (_, mut book) = exported();
    set(&mut book, "timetable", "c", 0, Cell::Text("later".into()));
    assert_eq!(unread(&read(&book, None)), expected("timetable!A4", "the start of \"c\" cannot be read: \"later\""));
}

#[test]
fn edits_of_the_sheet_of_sessions_are_taken_as_before() {
    let (_, mut book) = exported();
    let sessions = book.sheets.iter().find(|sheet| sheet.name == "sessions").unwrap();
    let start = sessions.rows[0].cells.iter().find(|(_, cell)| cell.shown() == "start").unwrap().0;
    set(&mut book, "sessions", "a", start, clock(16, 0));
    assert_eq!(found(&read(&book, None)), (starts(["14:00", "08:00", "11:00"]), vec![]));
    // Two sheets edited differently: a question, and a choice.
    set(&mut book, "timetable", "a", 0, clock(17, 0));
    let imported = read(&book, None);
    assert_eq!(found(&imported).1, ["sheets-disagree"]);
    let message = &imported.diagnostics[0].message;
    assert!(message.contains("\"a\" (2027-06-01 16:00 in sessions, 2027-06-01 17:00 in timetable"), "{message}");
    for (from, start) in
        [(TimetableSheet::Sessions, "14:00"), (TimetableSheet::Timetable, "15:00"), (TimetableSheet::Grid, "07:00")]
    {
        assert_eq!(found(&read(&book, Some(from))).0, starts([start, "08:00", "11:00"]), "{from:?}");
    }
    // Edited in the same way in both: nothing to ask.
    set(&mut book, "timetable", "a", 0, clock(16, 0));
    assert_eq!(found(&read(&book, None)), (starts(["14:00", "08:00", "11:00"]), vec![]));
}
