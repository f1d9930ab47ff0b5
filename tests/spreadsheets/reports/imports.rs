//! Files to import, each against the programme or the errors that are right.

use std::path::Path;

use plenary::sheets;
use serde_json::{Value, json};

use super::reports;
use crate::common::Folder;

/// What an import of a file must give.
pub(super) enum Expected {
    /// The programme is written, with these values (JSON pointers into it), and these codes of warnings and no others.
    Programme(&'static [&'static str], Vec<(&'static str, Value)>),
    /// The timetable is written too, with these values.
    Timetable(&'static [&'static str], Vec<(&'static str, Value)>),
    /// It is refused, with these codes of errors and no others.
    Refused(&'static [&'static str]),
}
use Expected::{Programme, Refused, Timetable};

const NONE: &[&str] = &[];
const NOBODY: &[&str] = &["no-people"];

/// Each input with further arguments. People without a zone are in UTC, unless the arguments say something else.
pub(super) fn table() -> Vec<(&'static str, &'static str, Expected)> {
    let minutes = |list: &[i64]| {
        let at = ["/sessions/0/minutes", "/sessions/1/minutes", "/sessions/2/minutes"];
        at.into_iter().zip(list).map(|(at, minutes)| (at, json!(minutes))).collect::<Vec<_>>()
    };
    let starts = |list: &[&str]| {
        let at = ["/sessions/0/start", "/sessions/1/start"];
        at.into_iter().zip(list).map(|(at, start)| (at, json!(start))).collect::<Vec<_>>()
    };
    let people = |first: &[&str], second: &[&str]| {
        vec![("/sessions/0/people", json!(first)), ("/sessions/1/people", json!(second))]
    };
    vec![
        ("f-clir", "", Timetable(NOBODY, starts(&["2020-11-09T10:00"]))),
        ("f-ieeevr2022", "--days 2022-03-14", Timetable(NONE, starts(&["2022-03-14T12:00+13:00"]))),
        ("f-ieeevr2022", "", Refused(&["no-sheet"])),
        ("f-orconf2019", "", Programme(&["days-from-starts"], minutes(&[60, 30, 30]))),
        ("f-purplecon2019", "--days 2019-09-12", Timetable(NONE, starts(&["2019-09-12T09:20"]))),
        ("f-couchbase-2014.xlsx", "", Programme(&["days-from-starts", "overfull"], vec![("/grid_minutes", json!(5))])),
        ("f-couchbase-2014-days.xlsx", "", Programme(&["overfull"], vec![("/grid_minutes", json!(5))])),
        ("f-gwadw2026.xlsx", "", Refused(&["bad-number"])),
        ("f-qip2022-grid.xlsx", "", Refused(&["no-sheet"])),
        ("f-vldb2014-grid.xlsx", "", Refused(&["no-sheet"])),
        ("googlecal", "", Timetable(NOBODY, starts(&["2026-07-13T09:00", "2026-07-14T10:00"]))),
        ("hms", "", Programme(NOBODY, minutes(&[60, 30, 20]))),
        ("ietf-range", "", Timetable(NOBODY, starts(&["2026-07-13T09:30", "2026-07-13T11:00"]))),
        ("ietf-range", "", Programme(NOBODY, minutes(&[60, 90]))),
        ("indico", "", Programme(NONE, people(&["ada-one", "bo-two"], &["cy-three"]))),
        ("indico", "", Programme(NONE, minutes(&[30, 90]))),
        ("mini-affiliation", "", Programme(NONE, people(&["jane-roe"], &["jane-roe"]))),
        ("mini-double-booked", "", Programme(NONE, people(&["jane-roe"], &["jane-roe"]))),
        ("mini-ponentes", "", Programme(NONE, vec![("/sessions/0/people", json!(["ana"]))])),
        ("pretalx-comma", "", Programme(NONE, people(&["ada-one", "bo-two"], &["bo-two"]))),
        // The second is rejected.
        ("pretalx-comma-utc", "", Programme(NONE, vec![("/sessions/0/people", json!(["ada-one", "bo-two"]))])),
        ("pretalx-newline", "", Timetable(NONE, starts(&["2026-07-13T09:00+02:00", "2026-07-13T10:00+02:00"]))),
        ("pretalx-newline", "", Programme(NONE, people(&["ada-one", "bo-two"], &["cy-three"]))),
        ("r43-1904.xlsx", "", Timetable(NOBODY, starts(&["2027-06-01T09:00"]))),
        ("r43-duration-frac.xlsx", "", Programme(NOBODY, minutes(&[90, 45]))),
        ("r43-duration-hmm.xlsx", "", Refused(&["too-long"])),
        ("r43-duration-time.xlsx", "", Programme(NOBODY, minutes(&[90, 45]))),
        ("r43-sheetjs-rounding.xlsx", "", Timetable(NOBODY, starts(&["2027-06-01T09:50", "2027-06-01T10:20"]))),
        ("r50-old.xls", "", Refused(&["not-a-workbook"])),
        ("r52-status", "", Programme(NOBODY, vec![("/sessions/0/id", json!("a")), ("/sessions/1", Value::Null)])),
        ("r53-firstlast", "", Programme(NONE, people(&["ada-one"], &["bo-two"]))),
        ("r54-pst-ist", "", Refused(&["unclear-zone"])),
        (
            "r54-winzones",
            "",
            Programme(
                NONE,
                vec![
                    ("/people/0/zone", json!("Europe/Berlin")),
                    ("/people/2/zone", json!("America/New_York")),
                    ("/people/3/zone", json!("America/Los_Angeles")),
                ],
            ),
        ),
        ("r55-js-instant", "", Timetable(NOBODY, starts(&["2027-06-01T07:00Z"]))),
        ("r55-two-digit-year", "", Timetable(NOBODY, starts(&["2027-06-01T09:00"]))),
        (
            "r55-us-dates",
            "",
            Timetable(&["no-people", "order-of-dates"], starts(&["2027-06-01T09:00", "2027-06-02T13:00"])),
        ),
        ("r56-over-midnight", "", Programme(NOBODY, minutes(&[60]))),
        ("r58-two-rooms", "", Refused(&["two-rooms"])),
        (
            "r59-affil",
            "",
            Programme(
                NONE,
                vec![
                    ("/sessions/0/people", json!(["ada-one"])),
                    ("/sessions/1/people", json!(["ada-one"])),
                    ("/sessions/2/people", json!(["bo-two"])),
                    ("/sessions/3/people", json!(["bo-two"])),
                    ("/sessions/4/people", Value::Null),
                ],
            ),
        ),
        (
            "r59-and-ampersand",
            "",
            Programme(
                NONE,
                vec![
                    ("/sessions/0/people", json!(["bo-two", "cy-three"])),
                    ("/sessions/1/people", json!(["cy-three"])),
                    ("/sessions/2/people", json!(["di-four", "ed-five"])),
                    ("/sessions/3/people", json!(["ed-five"])),
                ],
            ),
        ),
        ("r63-est-in-june", "", Programme(&["trap-zone"], vec![])),
        ("r65-cell-zone", "", Timetable(NOBODY, starts(&["2027-03-14T12:00+01:00"]))),
        ("r65-heading-zone", "", Timetable(NOBODY, starts(&["2027-03-14T12:00+01:00"]))),
        ("r65-heading-zone2", "", Timetable(NOBODY, starts(&["2027-03-14T12:00+01:00"]))),
        ("r65-timezone-column", "", Timetable(NOBODY, starts(&["2027-03-14T12:00+13:00", "2027-03-14T14:00+13:00"]))),
        ("r90-merged-day.xlsx", "", Timetable(NOBODY, starts(&["2027-06-01T09:00", "2027-06-01T10:00"]))),
        ("sched", "", Programme(NOBODY, minutes(&[60, 120]))),
        ("sessionize-flat", "", Timetable(NONE, starts(&["2026-07-13 09:00", "2026-07-13 10:00"]))),
        ("sessionize-flat", "", Programme(NONE, people(&["ada-one", "bo-two"], &["cy-three"]))),
        ("sessionize-persons", "", Programme(NONE, people(&["ada-one", "bo-two"], &["cy-three"]))),
        ("g6.xlsx", "", Programme(NONE, vec![])),
        ("g4.xlsx", "", Refused(&["no-column", "no-length", "unclear-zone"])),
        ("gdd.xlsx", "", Refused(&["no-column", "unclear-zone"])),
        ("gdd.ods", "", Refused(&["no-column", "unclear-zone"])),
        ("r50-libreoffice.ods", "", Programme(NOBODY, vec![])),
        (
            "r51-latin1",
            "",
            Programme(&["encoding-guessed", "no-people"], vec![("/sessions/0/title", json!("Zürich café"))]),
        ),
        ("r51-utf16", "", Programme(NOBODY, vec![("/sessions/0/title", json!("Zürich café"))])),
        ("r57-breaks", "", Programme(NOBODY, vec![("/sessions/0/title", json!("Break"))])),
        ("r70-schedule.json", "", Programme(NOBODY, vec![])),
        ("r70-schedule.xml", "", Programme(NOBODY, vec![])),
        ("r91-formula.xlsx", "", Refused(&["uncalculated-formula"])),
        ("f-biomedvis2024", "", Refused(&["no-sheet"])),
        ("f-mutation2024", "", Refused(&["no-length", "no-sheet"])),
        ("edited-timetable-tab.xlsx", "", Timetable(&["edited-timetable", "unread-timetable-cell"], vec![])),
    ]
}

#[test]
fn real_files_are_read_as_is_right() {
    let Some(folder) = reports() else { return };
    let wrong: Vec<String> = table().into_iter().filter_map(|case| compare(&folder, &case).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first hour of the manual: one list to fill in, and no word about the sheets.
#[test]
fn the_workbook_of_a_secretariat_needs_one_list() {
    let Some(reports) = reports() else { return };
    for name in ["gdd.xlsx", "gdd.ods"] {
        let folder = Folder::empty();
        let source = reports.join(name).display().to_string();
        folder.run(&format!("import '{source}' --write-missing list.xlsx -o p.json")).ended(2);
        let list = sheets::open(&folder.file("list.xlsx")).unwrap();
        let names: Vec<&str> = list.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["people", "audiences"], "{name}");
        std::fs::create_dir(folder.file("list")).unwrap();
        for sheet in &list.sheets {
            let ids = sheet.rows.iter().skip(1).map(|row| row.cells[0].1.shown());
            let rows: String = ids.map(|id| format!("{id},Nairobi\n")).collect();
            folder.write(&format!("list/{}.csv", sheet.name), format!("id,city\n{rows}"));
        }
        folder.run(&format!("import '{source}' --missing list -o p.json")).ended(0);
        let programme = folder.document("p.json");
        let zones = &programme["audiences"][0]["zones"];
        assert_eq!(
            (programme["audiences"].as_array().map(Vec::len), zones),
            (Some(5), &json!([{ "zone": "Africa/Nairobi" }]))
        );
    }
}

fn compare(reports: &Path, (name, arguments, expected): &(&str, &str, Expected)) -> Result<(), String> {
    let folder = Folder::empty();
    let schedule = if matches!(expected, Timetable(..)) { "--schedule t.json" } else { "" };
    let source = reports.join(name);
    let run =
        folder.run(&format!("import '{}' -o p.json --people-zone UTC --json {schedule} {arguments}", source.display()));
    let document: Value = serde_json::from_str(&run.out).map_err(|error| format!("{name}: {error}: {}", run.err))?;
    let mut codes: Vec<&str> = document["diagnostics"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|problem| !matches!(expected, Refused(_)) || problem["severity"] == "error")
        .filter_map(|problem| problem["code"].as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let (code, wanted, values, file) = match expected {
        Programme(codes, values) => (0, codes, values.as_slice(), "p.json"),
        Timetable(codes, values) => (0, codes, values.as_slice(), "t.json"),
        Refused(codes) => (2, codes, [].as_slice(), ""),
    };
    if run.code != code || codes != **wanted {
        return Err(format!("{name}: exit code {}, {codes:?}; {code} and {wanted:?} is right", run.code));
    }
    if file.is_empty() {
        return Ok(());
    }
    let written = folder.document(file);
    for (at, value) in values {
        let found = written.pointer(at).cloned().unwrap_or(Value::Null);
        if found != *value {
            return Err(format!("{name}: {at} is {found}, not {value}"));
        }
    }
    Ok(())
}
