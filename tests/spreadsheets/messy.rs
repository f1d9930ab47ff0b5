//! Spreadsheets as people keep them.

use plenary::sheets::{FilledInZones, Options};
use serde_json::json;

use crate::spreadsheets::{found, import, import_with};

const DAYS: (&str, &str) = ("Days", "Date,Phase\n2020-11-02,one\n2020-11-03,one\n");

#[test]
fn headings_are_matched_forgivingly_and_unknown_columns_kept() {
    let imported = import(&[
        ("days", "\u{feff}Day ;Block; Opens ;Closes\r\n2 Nov 2020;main;9:00;18:00\r\n;;;\r\n3 Nov 2020;main;;\r\n"),
        (
            "Sessions",
            "Programme of the event,,,,\n,,,,\nCODE,Session Title,Theme,Duration (min),Catering\n ws-1 ,Cables ,Networks,1:30,lunch\n,Clouds,Networks,60,\n",
        ),
    ]);
    assert_eq!(found(&imported), []);
    let unused: Vec<_> =
        imported.notes.unused_columns.iter().map(|column| (&*column.sheet, &*column.heading)).collect();
    assert_eq!(unused, [("Sessions", "Catering")]);
    let document = &imported.document;
    assert_eq!(
        document["sessions"],
        json!([
            { "id": "ws-1", "title": "Cables", "track": "Networks", "minutes": 90, "extra": { "Catering": "lunch" } },
            { "title": "Clouds", "track": "Networks", "minutes": 60, "id": "clouds" },
        ])
    );
    assert_eq!(
        document["phases"],
        json!([{ "id": "main", "days": ["2020-11-02", "2020-11-03"], "hours": { "earliest": "09:00", "latest": "18:00" } }])
    );
    assert!(imported.instance.is_some());
}

#[test]
fn speakers_in_one_cell_become_people() {
    let sessions = "id,length,speakers,chair\na,60,Anna Schmidt; Bo Li (rapporteur); tbc,Cy Abe\nb,60,\"Anna Schmitt\nana\",Bo  LI\n";
    let people = "id,name,country,city\nana,Ana Souza,Brazil,São Paulo\n";
    let files = [DAYS, ("sessions", sessions), ("people", people)];
    let imported = import_with(&files, Options { people_zone: Some("Europe/Paris"), ..Options::default() });
    assert_eq!(found(&imported), [("near-names", "sessions!C3")]);
    let document = &imported.document;
    assert_eq!(
        document["sessions"][0]["people"],
        json!(["anna-schmidt", { "id": "bo-li", "role": "rapporteur" }, { "id": "cy-abe", "role": "moderator" }])
    );
    assert_eq!(
        document["sessions"][1]["people"],
        json!(["anna-schmitt", "ana", { "id": "bo-li", "role": "moderator" }])
    );
    assert_eq!(document["people"][0]["zone"], "America/Sao_Paulo");
    assert_eq!(document["people"][0]["extra"], json!({ "country": "Brazil", "city": "São Paulo" }));
    assert_eq!(document["people"][1], json!({ "id": "anna-schmidt", "name": "Anna Schmidt", "zone": "Europe/Paris" }));
    // Without a zone for them, each is reported where they are named, with what to do.
    let imported = import(&files);
    assert_eq!(imported.diagnostics.iter().filter(|problem| problem.code == "no-zone").count(), 4);
    assert!(
        imported
            .diagnostics
            .iter()
            .any(|problem| problem.help.as_deref().is_some_and(|help| help.contains("--people-zone")))
    );
}

#[test]
fn every_problem_is_reported_with_its_cell() {
    let imported = import(&[
        ("days", "date,earliest\n02/11/2020,9:00\n2020-11-31,25 o'clock\n"),
        (
            "sessions",
            "id,title,minutes,attendance,room,after\na,A,long,many,attic,\n,,60,,,\nc,C,60,,,nowhere\nc,C again,0,,,\n",
        ),
        ("people", "name,country\nPat,United States\nSam,Atlantis\n"),
        ("panel", "session,person\nz,Pat\n,Pat\n"),
        ("availability", "person,when\nNobody,away\nPat,sometimes\n"),
        ("rules", "rule,setting\nroom-fit,soft\n"),
    ]);
    let expected = [
        ("unknown-person", "availability!A2"),
        ("bad-cell", "availability!B3"),
        ("unclear-date", "days!A2"),
        ("bad-date", "days!A3"),
        ("bad-time", "days!B3"),
        ("unknown-session", "panel!A2"),
        ("empty-cell", "panel!A3"),
        ("unclear-zone", "people!B2"),
        ("unknown-zone", "people!B3"),
        ("bad-cell", "rules!B2"),
        ("bad-number", "sessions!C2"),
        ("bad-number", "sessions!D2"),
        ("empty-cell", "sessions!A3"),
        ("unknown-session", "sessions!F4"),
        ("duplicate-id", "sessions!A5"),
        ("bad-number", "sessions!C5"),
    ];
    let found = found(&imported);
    for problem in expected {
        assert!(found.contains(&problem), "{problem:?} is missing in {found:#?}");
    }
    assert!(imported.instance.is_none());
    let zone = imported.diagnostics.iter().find(|problem| problem.code == "unclear-zone").unwrap();
    assert_eq!((zone.line, zone.column, zone.value.as_deref()), (2, 2, Some("United States")));
    assert!(zone.help.as_deref().is_some_and(|help| help.contains("America/Chicago")));
    let text = zone.to_string();
    assert!(text.contains("people.csv:2:2: error[unclear-zone]"), "{text}");
}

#[test]
fn start_and_room_are_a_timetable() {
    let imported = import(&[
        ("days", "date\n2020-11-02\n2020-11-03\n"),
        ("rooms", "room,seats\nHall A,100\nHall B,\n"),
        (
            "sessions",
            "id,date,start,end,minutes,room,fixed\na,2 Nov 2020,9:00,10:30,,hall a,yes\nb,3 Nov 2020,14:00,15:00,,Hall B,\nc,,,,45,,\n",
        ),
    ]);
    assert_eq!(found(&imported), []);
    let conference = imported.conference.unwrap();
    let minutes: Vec<i64> = conference.sessions.iter().map(|session| session.minutes).collect();
    assert_eq!(minutes, [90, 60, 45]);
    assert_eq!(imported.document["sessions"][0]["fixed"], json!({ "start": "2020-11-02T09:00", "room": "Hall A" }));
    let (written, schedule) = imported.schedule.unwrap();
    let shown: Vec<_> =
        schedule.placements.iter().map(|p| p.map(|p| (p.start.to_string(), p.room.map(|r| r.0)))).collect();
    assert_eq!(shown, [Some(("2020-11-02T09:00Z".into(), Some(0))), Some(("2020-11-03T14:00Z".into(), Some(1))), None]);
    assert_eq!(written.sessions.len(), 3);
}

#[test]
fn a_zone_in_the_heading_is_that_of_the_times() {
    let imported = import(&[
        ("event", "Time zone,Germany\nName,Forum\nOrganiser,Somebody\n"),
        DAYS,
        ("sessions", "id,minutes,start (UTC)\na,60,2020-11-02 09:00\nb,60,2 Nov 2020 10:00\n"),
    ]);
    assert_eq!(found(&imported), []);
    let (_, schedule) = imported.schedule.unwrap();
    let starts: Vec<String> = schedule.placed().map(|(_, p)| p.start.to_string()).collect();
    assert_eq!(starts, ["2020-11-02T09:00Z", "2020-11-02T10:00Z"]);
    assert_eq!(imported.document["time_zone"], "Europe/Berlin");
    assert_eq!(imported.document["extra"], json!({ "Organiser": "Somebody" }));
}

#[test]
fn audiences_have_a_row_for_each_zone() {
    let sessions = ("sessions", "id,minutes,audience\na,60,Africa: 2\n");
    let shares = "region,country,people,share\nAfrica,Nigeria,300,60 %\nAfrica,Kenya,,40%\nAsia,India,500,\n";
    let imported = import(&[DAYS, sessions, ("audiences", shares)]);
    assert_eq!(found(&imported), []);
    let document = &imported.document;
    assert_eq!(
        document["audiences"][0]["zones"],
        json!([{ "zone": "Africa/Lagos", "share": 0.6 }, { "zone": "Africa/Nairobi", "share": 0.4 }])
    );
    assert_eq!(document["audiences"][1]["people"], 500);
    assert_eq!(document["sessions"][0]["audience"], json!({ "Africa": 2 }));
    // A number in every row is each zone's own.
    let counts = "region,city,people\nAfrica,Lagos,30\nAfrica,Nairobi,10\n";
    let imported = import(&[DAYS, ("sessions", "id,minutes\na,60\n"), ("audiences", counts)]);
    assert_eq!(found(&imported), []);
    assert_eq!(imported.document["audiences"][0]["people"], 40);
    assert_eq!(imported.document["audiences"][0]["zones"][0]["share"], 0.75);
    // Two rows that say different things of one audience are refused.
    let contradiction = "region,name,city,share\nAfrica,Africa,Lagos,0.5\nAfrica,Afrique,Nairobi,0.5\n";
    let imported = import(&[DAYS, ("sessions", "id,minutes\na,60\n"), ("audiences", contradiction)]);
    assert_eq!(found(&imported), [("contradiction", "audiences!B3")]);
}

#[test]
fn people_come_and_go_in_their_own_time() {
    let imported = import(&[
        DAYS,
        ("sessions", "id,minutes,speakers\na,60,Ana\n"),
        ("people", "name,zone\nAna,America/Sao_Paulo\n"),
        (
            "availability",
            "person,when,days,from,until\nana,,2 Nov 2020; 3 Nov 2020,9:00,20:00\nAna,away,,2020-11-03 12:00,2020-11-03 14:00\nAna,absent,,3 Nov 2020,3 Nov 2020\n",
        ),
    ]);
    assert_eq!(found(&imported), []);
    let person = &imported.document["people"][0];
    assert_eq!(
        person["available"],
        json!([{ "days": ["2020-11-02", "2020-11-03"], "from": "09:00", "until": "20:00" }])
    );
    assert_eq!(
        person["unavailable"],
        json!([{ "from": "2020-11-03 12:00", "until": "2020-11-03 14:00" }, { "from": "2020-11-03T00:00", "until": "2020-11-03T24:00" }])
    );
}

#[test]
fn relations_rules_and_the_rest_have_sheets() {
    let imported = import(&[
        DAYS,
        (
            "sessions",
            "id,title,type,minutes,after,apart from\na,One,talk,60,,\nb,Two,talk,60,One + 30,a\nc,Three,keynote,60,,type: talk\n",
        ),
        ("relations", "relation,session,other session,weight,Why\ndifferent days,One,Two,2,rest\n"),
        ("rules", "rule,weight\ntrack-overlap,Hard\nfair-regions,0.5\nperson-rest,off\n"),
        ("interest", "sessions,people\nOne; Three,12\n"),
        ("comfort", "from,until,discomfort\n12:00,13:00,10\n"),
    ]);
    assert_eq!(found(&imported), []);
    let document = &imported.document;
    assert_eq!(document["sessions"][1]["after"], json!([{ "id": "a", "gap_minutes": 30 }]));
    assert_eq!(document["sessions"][2]["apart_from"], json!([{ "type": "talk" }]));
    assert_eq!(document["relations"], json!([{ "kind": "different-days", "weight": 2, "sessions": ["a", "b"] }]));
    assert_eq!(document["extra"]["relations"], json!([{ "row": 2, "Why": "rest" }]));
    assert_eq!(
        document["rules"],
        json!({ "track-overlap": "hard", "fair-regions": { "weight": 0.5 }, "person-rest": "off" })
    );
    assert_eq!(document["interest"], json!([{ "sessions": ["a", "c"], "people": 12 }]));
}

#[test]
fn days_first_or_months_first_is_taken_from_the_column_and_said() {
    let sessions = ("sessions", "id,minutes\na,60\n");
    let imported = import(&[("days", "date\n02/11/2020\n13/11/2020\n"), sessions]);
    assert_eq!(found(&imported), [("order-of-dates", "days!A1")]);
    assert_eq!(imported.document["phases"][0]["days"], json!(["2020-11-02", "2020-11-13"]));
    let imported = import(&[("days", "date\n02/11/2020\n13/11/2020\n11/14/2020\n"), sessions]);
    assert_eq!(found(&imported)[0], ("unclear-date", "days!A2"));
}

#[test]
fn names_that_differ_only_in_writing_are_pointed_out() {
    let imported = import(&[DAYS, ("sessions", "id,minutes,track,tags\na,60,Trust,x\nb,60,trust,X\nc,60,Trust,x\n")]);
    assert_eq!(found(&imported), [("like-another", "sessions!C3"), ("like-another", "sessions!D3")]);
}

#[test]
fn slips_in_headings_and_sheets_are_pointed_out() {
    let imported = import(&[DAYS, ("sessions", "id,minutes,atendance\na,60,5\n"), ("peopel", "name\nAna\n")]);
    assert_eq!(found(&imported), [("likely-sheet", "peopel"), ("likely-column", "sessions!C1")]);
    assert_eq!(imported.notes.unread_sheets.iter().map(|sheet| &*sheet.name).collect::<Vec<_>>(), ["peopel"]);
    let imported = import(&[DAYS, ("Sheet1", "code,title,duration\na,A,60\n")]);
    assert_eq!(found(&imported), []);
    assert_eq!(imported.document["sessions"][0]["minutes"], 60);
}

#[test]
fn rooms_and_times_of_a_published_list_are_taken_as_they_are() {
    let imported = import(&[
        DAYS,
        (
            "sessions",
            "id,type,title,phase,date,start_utc,end_utc,minutes,room\nPRE-1,pre-event,DNS,1,2020-11-02,18:35,20:05,90,Room 3\nWS-2,workshop,Trust,2,2020-11-03,,,60,\n",
        ),
    ]);
    assert_eq!(found(&imported), []);
    assert_eq!(imported.document["grid_minutes"], 5);
    assert_eq!(imported.document["rooms"], json!([{ "id": "Room 3" }]));
    assert_eq!(imported.document["sessions"][0]["extra"], json!({ "phase": 1.to_string() }));
    let (_, schedule) = imported.schedule.unwrap();
    assert_eq!(schedule.placed().map(|(_, p)| p.start.to_string()).collect::<Vec<_>>(), ["2020-11-02T18:35Z"]);
}

#[test]
fn a_zone_from_a_list_replaces_a_country_with_several_zones() {
    let files = [
        DAYS,
        ("sessions", "id,title,minutes,speakers\na,A,60,Pat Roe\n"),
        ("people", "name,country\nPat Roe,United States\n"),
        ("audiences", "region,participants\nafrica,400\nasia,500\n"),
    ];
    // One problem of the audiences has one message, which names the way without that sheet.
    let imported = import(&files);
    assert_eq!(found(&imported), [("no-column", "audiences!1"), ("unclear-zone", "people!B2")]);
    let help = imported.diagnostics[0].help.as_deref().unwrap();
    assert!(help.contains("--map \"audiences=ignore\""), "{help}");
    let mut mapping = plenary::sheets::Mapping::default();
    mapping.add("audiences=ignore").unwrap();
    let mut zones = FilledInZones::default();
    zones.people.insert("pat-roe".to_owned(), "America/Chicago".to_owned());
    let options = Options { zones: Some(&zones), mapping: &mapping, ..Options::default() };
    let imported = import_with(&files, options);
    assert_eq!(found(&imported), []);
    assert_eq!(imported.document["people"][0]["zone"], "America/Chicago");
    assert!(imported.document.get("audiences").is_none());
    // Or the list gives the time zones of the audiences, too.
    zones.audiences.insert("africa".to_owned(), vec![json!({ "zone": "Africa/Lagos" })]);
    let imported = import_with(&files, Options { zones: Some(&zones), ..Options::default() });
    assert_eq!(found(&imported), [("no-column", "audiences!1")]);
    assert!(imported.diagnostics[0].message.ends_with("where are \"asia\"?"), "{}", imported.diagnostics[0].message);
    let of_asia = json!([{ "zone": "Asia/Tokyo", "share": 0.3 }, { "zone": "Asia/Kolkata", "share": 0.7 }]);
    zones.audiences.insert("asia".to_owned(), of_asia.as_array().unwrap().clone());
    let imported = import_with(&files, Options { zones: Some(&zones), ..Options::default() });
    assert_eq!(found(&imported), []);
    assert_eq!(imported.document["audiences"][1], json!({ "id": "asia", "people": 500, "zones": of_asia }));
}
