//! What participants rely on: calendar entries that keep their ids, links only where they are asked for, and elements
//! that are named as people name them.

use std::fs;

use crate::common::{Folder, run};

const EDITION: &str = r#"{ "format": "plenary/1", "name": "Annual meeting", "phases": [ { "id": "p", "days": ["2026-07-23"],
  "hours": { "earliest": "09:00", "latest": "12:00" } } ],
  "rooms": [ { "id": "hall", "link": "https://join.example.org/hall" }, { "id": "attic" } ],
  "people": [ { "id": "jroe", "name": "Jane Roe", "zone": "UTC" } ],
  "sessions": [
    { "id": "opening", "title": "Opening & welcome", "minutes": 30,
      "fixed": { "start": "2026-07-23T10:00", "room": "hall" },
      "description": "First line.\n\nSecond <b>line</b>.", "languages": ["en", "fr"], "interpretation": ["es"] },
    { "id": "ws-112", "title": "Children online", "minutes": 30, "people": ["jroe"], "status": "tentative",
      "link": "https://join.example.org/ws-112?a=1&b=2", "fixed": { "start": "2026-07-23T10:00", "room": "attic" } }
  ] }"#;

fn write(dir: &Folder, name: &str, text: &str) {
    fs::write(dir.file(name), text).unwrap();
}

fn folder() -> Folder {
    let dir = Folder::empty();
    write(&dir, "e.json", EDITION);
    assert_eq!(run(dir.path(), "solve e.json --steps 100 -o s.json").code, 0);
    dir
}

fn uids(dir: &Folder, programme: &str, schedule: &str) -> Vec<String> {
    let calendar = run(dir.path(), &format!("export {programme} {schedule} --to ics")).out;
    calendar.lines().filter_map(|line| line.strip_prefix("UID:")).map(str::to_owned).collect()
}

#[test]
fn two_editions_of_one_name_share_no_calendar_entry_and_a_corrected_name_renews_none() {
    let dir = folder();
    let first = uids(&dir, "e.json", "s.json");
    let next = EDITION.replace("2026-07-23", "2027-07-23");
    write(&dir, "next.json", &next);
    assert_eq!(run(dir.path(), "solve next.json --steps 100 -o next.s.json").code, 0);
    let second = uids(&dir, "next.json", "next.s.json");
    assert_eq!(first.len(), 2);
    assert!(first.iter().all(|uid| !second.contains(uid)), "{first:?} {second:?}");
    // The id that the name and the year give: writing it down renews nothing, and then the name may change.
    let with_id = EDITION
        .replace("\"name\": \"Annual meeting\"", "\"id\": \"annual-meeting-2026\", \"name\": \"Annual Meeting\"");
    write(&dir, "corrected.json", &with_id);
    assert_eq!(uids(&dir, "corrected.json", "s.json"), first);
}

#[test]
fn a_release_follows_an_event_whose_name_was_corrected_by_its_id() {
    let dir = folder();
    let with_id = |id: &str, name: &str| {
        EDITION.replace("\"name\": \"Annual meeting\"", &format!("\"id\": \"{id}\", \"name\": \"{name}\""))
    };
    write(&dir, "e.json", &with_id("am26", "Anual meeting"));
    run(dir.path(), "solve e.json --steps 100 -o s.json");
    run(dir.path(), "release e.json s.json --version 1.0 -o v1.json");
    write(&dir, "e.json", &with_id("am26", "Annual meeting"));
    let released = run(dir.path(), "release e.json s.json --version 1.1 --previous v1.json -o v2.json");
    assert_eq!(released.code, 0, "{}", released.err);
    assert!(!released.err.contains("renewed"), "{}", released.err);
    write(&dir, "e.json", &with_id("other", "Annual meeting"));
    let refused = run(dir.path(), "release e.json s.json --version 1.1 --previous v1.json -o v3.json");
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("am26") && refused.err.contains("other"), "{}", refused.err);
}

#[test]
fn an_id_that_is_added_later_and_renews_the_entries_is_pointed_out() {
    let dir = folder();
    run(dir.path(), "release e.json s.json --version 1.0 -o v1.json");
    let with_id = |id: &str| {
        let head = format!("\"id\": \"{id}\", \"name\": \"Annual meeting\"");
        EDITION.replace("\"name\": \"Annual meeting\"", &head)
    };
    write(&dir, "e.json", &with_id("annual-meeting-2026"));
    let same = run(dir.path(), "release e.json s.json --version 1.1 --previous v1.json -o v2.json");
    assert!(same.code == 0 && !same.err.contains("renewed"), "{}", same.err);
    write(&dir, "e.json", &with_id("am26"));
    let other = run(dir.path(), "release e.json s.json --version 1.1 --previous v1.json -o v3.json");
    assert!(other.code == 0 && other.err.contains("renewed"), "{}", other.err);
}

#[test]
fn letters_and_calendars_that_renew_all_entries_say_so() {
    let dir = folder();
    let commands =
        ["notify e.json s.json s.json --all --replace -o out", "export e.json s.json --to ics --previous s.json"];
    let name = "\"name\": \"Annual meeting\"";
    let with_id = |id: &str| EDITION.replace(name, &format!("\"id\": \"{id}\", {name}"));
    for (id, is_renewed) in [("annual-meeting-2026", false), ("am26", true)] {
        write(&dir, "e.json", &with_id(id));
        for line in commands {
            let made = run(dir.path(), line);
            assert_eq!(made.code, 0, "{line}: {}", made.err);
            assert_eq!(made.err.contains("their entries are renewed"), is_renewed, "{id}: {line}: {}", made.err);
            assert_eq!(made.err.contains("annual-meeting-2026"), is_renewed, "{id}: {line}: {}", made.err);
        }
    }
}

#[test]
fn public_exports_have_links_only_if_asked() {
    let dir = folder();
    for format in ["html", "ics", "csv", "json", "xml", "md", "svg"] {
        let export = |more: &str| {
            run(dir.path(), &format!("export e.json s.json --to {format} {more}")).out.replace("\r\n ", "")
        };
        assert!(!export("").contains("join.example.org"), "{format}");
        if !matches!(format, "md" | "svg") {
            for more in ["--with-links", "--internal"] {
                let text = export(more);
                assert!(text.contains("https://join.example.org/hall"), "{format} {more}: {text}");
                assert!(text.contains("https://join.example.org/ws-112?a=1"), "{format} {more}: {text}");
            }
        }
    }
    run(dir.path(), "release e.json s.json --version 1.0 --with-links -o v1.json");
    assert!(
        run(dir.path(), "export e.json v1.json --to ics").out.contains("\r\nURL:https://join.example.org/hall\r\n")
    );
}

#[test]
fn calendars_and_pages_have_descriptions_and_languages() {
    let dir = folder();
    let calendar = run(dir.path(), "export e.json s.json --to ics").out.replace("\r\n ", "");
    for part in [
        "Languages: English\\, French. Interpretation into: Spanish.",
        "First line.\\n\\nSecond <b>line</b>.",
        "STATUS:TENTATIVE",
    ] {
        assert!(calendar.contains(part), "{part}: {calendar}");
    }
    let page = run(dir.path(), "export e.json s.json --to html").out;
    for part in ["<details class=\"about\">", "Second &lt;b&gt;line&lt;/b&gt;.", "Tentative"] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn names_titles_and_moments_are_taken_as_people_write_them() {
    let dir = folder();
    for session in ["ws-112", "'Children online'", "'ws 112'", "'CHILDREN  online'"] {
        let shown = run(dir.path(), &format!("explain e.json s.json {session}"));
        assert!(shown.code == 0 && shown.out.contains("ws-112"), "{session}: {}", shown.err);
    }
    let moved = run(dir.path(), "explain e.json s.json 'Children online' --at '23 Jul 11:00' --room Attic");
    assert!(moved.code != 2, "{}", moved.err);
    let calendar = run(dir.path(), "export e.json s.json --to ics --person 'Dr. Jane Roe'");
    assert_eq!((calendar.code, calendar.out.matches("BEGIN:VEVENT").count()), (0, 1), "{}", calendar.err);
    let unknown = run(dir.path(), "explain e.json s.json online");
    assert!(unknown.code == 2 && unknown.err.contains("ws-112 (Children online)"), "{}", unknown.err);
    let changed =
        run(dir.path(), "what-if e.json --from s.json --steps 100 --case 'session attendance \"Children online\" 20'");
    assert_eq!(changed.code, 0, "{}", changed.err);
    let moments = ["\"23 Jul 11:00\"", "23 Jul 11:00", "\"July 23, 11 am\"", "11:00", "2026-07-23T11:00:00+00:00"];
    for (number, at) in moments.into_iter().enumerate() {
        let case = format!("--case 'x: session fix opening at {at} in hall'");
        let moved = run(dir.path(), &format!("what-if e.json --steps 100 --write-cases cases-{number} {case}"));
        assert_eq!(moved.code, 0, "{at}: {}", moved.err);
        let cases = dir.names(&format!("cases-{number}"));
        let mut programmes = cases.iter().map(|name| dir.text(&format!("cases-{number}/{name}")));
        assert!(programmes.any(|text| text.contains("2026-07-23T11:00")), "{at}: {cases:?}");
    }
    let unclear = run(dir.path(), "what-if e.json --steps 100 --case 'session fix opening at \"6/7/2026 11:00\"'");
    assert!(unclear.code == 2 && unclear.err.contains("can mean"), "{}", unclear.err);
    for day in ["2026-07-23", "'23 Jul'", "Thursday", "'Day 1'"] {
        let picture = run(dir.path(), &format!("export e.json s.json --to svg --day {day}"));
        assert!(picture.code == 0 && picture.out.contains("<svg"), "{day}: {}", picture.err);
    }
    let other = run(dir.path(), "export e.json s.json --to svg --day 24.7.");
    assert!(other.code == 2 && other.err.contains("the days with sessions are: 2026-07-23"), "{}", other.err);
    let wrong = run(dir.path(), "export e.json s.json --to svg --day someday");
    assert!(wrong.code == 2 && wrong.err.contains("--day someday"), "{}", wrong.err);
    let unclear = run(dir.path(), "what-if e.json --from s.json --steps 100 --case 'session attendance \"online\" 20'");
    assert!(unclear.code == 2 && unclear.err.contains("ws-112 (Children online)"), "{}", unclear.err);
}

#[test]
fn a_workbook_or_a_folder_is_a_programme() {
    let dir = Folder::empty();
    fs::create_dir(dir.path().join("book")).unwrap();
    write(&dir, "book/days.csv", "date,earliest,latest\n2027-06-01,09:00,12:00\n");
    write(&dir, "book/sessions.csv", "title,minutes,speakers\nOpening,30,\nClosing,30,\n");
    let solved = run(dir.path(), "solve book --steps 100 -o s.json");
    assert_eq!(solved.code, 0, "{}", solved.err);
    assert_eq!(run(dir.path(), "check book s.json").code, 0);
    assert_eq!(run(dir.path(), "describe book").code, 0);
    let explained = run(dir.path(), "explain book s.json Opening");
    assert_eq!(explained.code, 0, "{}", explained.err);
    write(&dir, "book/sessions.csv", "title,minutes\nOpening,soon\n");
    let refused = run(dir.path(), "describe book");
    assert!(refused.code == 2 && refused.err.contains("sessions"), "{}", refused.err);
}

#[test]
fn a_timetable_without_sessions_has_the_days_of_the_event_in_its_exchange_files() {
    let dir = folder();
    write(&dir, "none.json", r#"{ "format": "plenary-schedule/1", "sessions": [] }"#);
    let xml = run(dir.path(), "export e.json none.json --to xml").out;
    assert!(xml.contains("<day index=\"1\" date=\"2026-07-23\" start=\"2026-07-23T09:00:00+00:00\""), "{xml}");
    let json = run(dir.path(), "export e.json none.json --to json").out;
    assert!(json.contains("\"daysCount\": 1"), "{json}");
}

#[test]
fn a_wish_by_time_of_day_is_for_every_day() {
    let dir = folder();
    let programme = r#"{ "format": "plenary/1", "phases": [ { "id": "p", "days": ["2027-06-01", "2027-06-02"],
      "hours": { "earliest": "08:00", "latest": "18:00" } } ],
      "sessions": [ { "id": "a", "minutes": 60, "wishes": [ { "from": "08:00", "until": "17:00", "discomfort": 50 } ] } ] }"#;
    write(&dir, "w.json", programme);
    let solved = run(dir.path(), "solve w.json --steps 500 -o w.s.json");
    assert_eq!(solved.code, 0, "{}", solved.err);
    let schedule = fs::read_to_string(dir.path().join("w.s.json")).unwrap();
    assert!(schedule.contains("T17:00"), "{schedule}");
    let checked = run(dir.path(), "check w.json w.s.json");
    assert_eq!(checked.code, 0, "{}", checked.err);
}
