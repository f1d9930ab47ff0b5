//! Spreadsheets as other people make them, by commands: what is left out, mapped, marked and merged.

use serde_json::{Value, json};

use super::{DAY, found, import, import_with};
use crate::common::Folder;
use plenary::sheets::Options;

const SESSIONS: &str =
    "id,title,minutes,status\na,Accepted talk,30,Accepted\nb,Refused talk,30,Rejected\nc,Gone,30,canceled\n";

fn titles(document: &Value) -> Vec<&str> {
    document["sessions"].as_array().unwrap().iter().map(|session| session["title"].as_str().unwrap()).collect()
}

#[test]
fn rejected_and_withdrawn_rows_are_left_out_and_counted() {
    let imported = import(&[DAY, ("sessions", SESSIONS)]);
    assert_eq!(titles(&imported.document), ["Accepted talk"]);
    let rows: Vec<_> = imported.notes.left_out.iter().map(|left| (left.reason.as_str(), left.rows.clone())).collect();
    assert_eq!(rows, [("status \"Rejected\"", vec![3]), ("status \"canceled\"", vec![4])]);
    let statuses = ["rejected".to_owned()];
    let imported = import_with(&[DAY, ("sessions", SESSIONS)], Options { statuses: &statuses, ..Options::default() });
    assert_eq!(titles(&imported.document), ["Refused talk"]);
}

#[test]
fn breaks_with_an_id_are_breaks() {
    let sessions = "id,title,start,minutes,speakers\n1,Opening,2027-06-01 09:00,60,Ana Lima\n\
        2,Coffee break,2027-06-01 10:00,30,\n3,Lunch,2027-06-01 12:00,60,\n4,Lunch,2027-06-01 13:00,60,Bo Two\n";
    let files = [DAY, ("sessions", sessions)];
    let zone = Options { people_zone: Some("UTC"), ..Options::default() };
    let ids = |imported: &plenary::sheets::Imported| -> Vec<String> {
        let sessions = imported.document["sessions"].as_array().unwrap();
        sessions.iter().map(|session| session["id"].as_str().unwrap().to_owned()).collect()
    };
    let imported = import_with(&files, zone);
    // A lunch with a speaker is a session.
    assert_eq!(ids(&imported), ["1", "4"]);
    assert_eq!(
        imported.notes.left_out.iter().map(|left| (&*left.reason, left.rows.len())).collect::<Vec<_>>(),
        [("break", 2)]
    );
    let imported = import_with(&files, Options { with_breaks: true, ..zone });
    assert_eq!(ids(&imported), ["1", "2", "3", "4"]);
    assert!(imported.notes.left_out.is_empty());
    // So is one that another sheet names, by id or title.
    for (sheet, rows) in [("panel", "session,person\n3,Cy Three\n"), ("relations", "kind,sessions\nsame day,1; 3\n")] {
        let imported = import_with(&[files[0], files[1], (sheet, rows)], zone);
        assert_eq!(ids(&imported), ["1", "3", "4"], "{sheet}");
    }
}

#[test]
fn titles_of_sections_totals_and_breaks_are_no_sessions() {
    let sessions =
        "title,minutes,speakers\n--- DAY ONE ---,,\nA,30,Ada One\nLunch,60,\nB,30,Bo Two\nTotal,2 sessions,\n";
    let files = [DAY, ("sessions", sessions)];
    let zone = Options { people_zone: Some("UTC"), ..Options::default() };
    let imported = import_with(&files, zone);
    assert_eq!(titles(&imported.document), ["A", "B"]);
    let reasons: Vec<_> = imported.notes.left_out.iter().map(|left| left.reason.as_str()).collect();
    assert_eq!(reasons, ["title of a section", "total", "break"]);
    let imported = import_with(&files, Options { with_breaks: true, ..zone });
    assert_eq!(titles(&imported.document), ["A", "Lunch", "B"]);
}

#[test]
fn a_phase_limits_the_days_and_two_rooms_are_asked_about() {
    let days = ("days", "date,phase\n2027-06-01,Phase I\n2027-06-02,Phase II\n");
    let imported = import(&[days, ("sessions", "id,title,minutes,phase\na,A,30,2\nb,B,30,\n")]);
    assert_eq!(found(&imported), []);
    let allowed = json!([{ "from": "2027-06-02T00:00", "until": "2027-06-03T00:00" }]);
    assert_eq!(imported.document["sessions"][0]["allowed"], allowed);
    assert!(imported.document["sessions"][1].get("allowed").is_none());
    let imported = import(&[days, ("sessions", "id,title,minutes,phase\na,A,30,7\n")]);
    assert_eq!(found(&imported), [("unknown-phase", "sessions!D2")]);

    let rooms = "id,title,minutes,start,room\na,A,30,2027-06-01 09:00,Hall A / Hall B\nb,B,30,2027-06-01 09:00,Hall A\n\
                 c,C,30,2027-06-01 09:00,Hall B\nd,D,30,2027-06-01 10:00,Arts/Crafts\n";
    let imported = import(&[DAY, ("sessions", rooms)]);
    assert_eq!(found(&imported), [("two-rooms", "sessions!E2")]);
    let rooms: Vec<_> = imported.document["rooms"].as_array().unwrap().iter().map(|room| &room["id"]).collect();
    assert_eq!(rooms, ["Hall A", "Hall B", "Arts/Crafts"]);
}

#[test]
fn times_may_have_ranges_and_zones_and_no_date() {
    let start = |sessions: &str, options: Options<'_>| {
        let imported = import_with(&[DAY, ("sessions", sessions)], options);
        assert_eq!(found(&imported), [], "{sessions}");
        let minutes = imported.document["sessions"][0]["minutes"].as_i64();
        let (_, schedule) = imported.schedule.unwrap();
        (schedule.placed().next().unwrap().1.start.to_string(), minutes.unwrap())
    };
    let utc = Options::default();
    assert_eq!(start("id,time\na,09:30-10:30\n", utc), ("2027-06-01T09:30Z".into(), 60));
    assert_eq!(start("id,time\na,09:30 – 10:15 CEST\n", utc), ("2027-06-01T07:30Z".into(), 45));
    assert_eq!(start("id,day,start,end,timezone\na,Tuesday,12:00,13:00,NZST UTC+12\n", utc).0, "2027-06-01T00:00Z");
    let paris = Options { time_zone: Some("Europe/Paris"), ..utc };
    assert_eq!(start("id,start,end\na,12:00,13:00\n", paris).0, "2027-06-01T10:00Z");
}

#[test]
fn without_a_zone_times_are_said_to_be_read_as_utc() {
    let says = |sessions: &str, options: Options<'_>| {
        import_with(&[DAY, ("sessions", sessions)], options).notes.times_read_as_utc
    };
    let local = "id,start,minutes\na,2027-06-01 09:00,30\n";
    assert!(says(local, Options::default()));
    assert!(!says(local, Options { time_zone: Some("Europe/Paris"), ..Options::default() }));
    assert!(!says("id,start,minutes\na,2027-06-01T09:00Z,30\n", Options::default()));
    assert!(!says("id,minutes\na,30\n", Options::default()));
}

/// A folder with a programme whose column of lengths has an unknown heading.
fn unknown_length() -> Folder {
    let folder = Folder::empty();
    folder.write("p/days.csv", "date\n2027-06-01\n");
    folder.write("p/sessions.csv", "id,title,So long,Who,People\na,A,90 min,Ada One,x\nb,B,1 h,Bo Two,y\n");
    folder
}

#[test]
fn a_mapping_is_kept_for_the_next_import() {
    let folder = unknown_length();
    let run = folder.run("import p -o a.json --people-zone UTC").ended(2);
    assert!(run.err.contains("--map \"So long=minutes\""), "{}", run.err);
    let map = "--map 'So long=minutes' --map Who=speakers --map People=ignore";
    folder.run(&format!("import p -o a.json --people-zone UTC {map} --write-mapping m.json")).ended(0);
    assert_eq!(folder.document("a.json")["sessions"][0]["minutes"], 90);
    assert_eq!(folder.document("a.json")["sessions"][0]["people"], json!(["ada-one"]));
    folder.run("import p -o b.json --people-zone UTC --mapping m.json").ended(0);
    assert_eq!(folder.document("a.json")["sessions"], folder.document("b.json")["sessions"]);
    let wrong = folder.run("import p -o c.json --map 'So long=minuts'").ended(2);
    assert!(wrong.err.contains("did you mean \"minutes\""), "{}", wrong.err);
}

#[test]
fn a_newer_export_is_merged_and_only_the_programme_file_is_replaced() {
    let folder = unknown_length();
    let map = "--map 'So long=minutes' --map Who=speakers --map People=ignore";
    folder.run(&format!("import p -o a.json --people-zone Europe/Paris --time-zone Europe/Paris {map}")).ended(0);
    let mut programme = folder.document("a.json");
    programme["sessions"][0]["fixed"] = json!({ "start": "2027-06-01T09:00" });
    folder.write("a.json", programme.to_string());
    folder
        .write("p/sessions.csv", "id,title,So long,Who,start\na,A,60 min,Ada One,2027-06-01 09:00\nc,C,1 h,Bo Two,\n");
    let refused = folder.run("import p --into a.json --marked a.json").ended(2);
    assert!(refused.err.contains("an input of this import"), "{}", refused.err);
    // Mapping, zones and the event's time zone come from the programme.
    let run = folder.run("import p --into a.json --schedule t.json").ended(0);
    for line in ["1 session added: c.", "1 session changed: a.", "1 session withdrawn: b."] {
        assert!(run.out.contains(line), "{}", run.out);
    }
    assert!(!run.out.contains("read as UTC"), "{}", run.out);
    let merged = folder.document("a.json");
    assert_eq!((&merged["sessions"][0]["minutes"], &merged["people"][0]["zone"]), (&json!(60), &json!("Europe/Paris")));
    assert_eq!(merged["sessions"][0]["fixed"], json!({ "start": "2027-06-01T09:00" }));
    folder.run("check a.json t.json").ended(1);
}

#[test]
fn the_problems_are_marked_in_a_copy_of_the_workbook() {
    let folder = unknown_length();
    folder.write("p/sessions.csv", "id,title,minutes\na,A,long\n");
    let run = folder.run("import p -o a.json --marked marked.xlsx").ended(2);
    assert!(run.err.contains("the problems are marked in marked.xlsx"), "{}", run.err);
    let book = plenary::sheets::open(&folder.file("marked.xlsx")).unwrap();
    assert_eq!(book.sheets[0].name, "problems");
    assert!(!folder.has("a.json"));
}
