//! The changes of `plenary what-if`: each example works, and a removed item is not referred to any more.

use std::collections::BTreeMap;

use plenary::change::{Case, Draft, Spot, kinds};
use plenary::generate::DEMO;
use plenary::instance::{Loaded, document, instant, load};
use plenary::rules::catalogue;
use serde_json::{Value, json};

const PLACES: [(&str, &str, &str); 5] = [
    ("welcome", "2027-03-01T10:00Z", "room-1"),
    ("opening", "2027-03-03T11:00Z", "room-1"),
    ("networks", "2027-03-03T12:30Z", "room-2"),
    ("languages", "2027-03-03T12:30Z", "room-1"),
    ("trust", "2027-03-03T14:30Z", "room-2"),
];

fn draft_of(text: &str, schedule: bool) -> Draft {
    let zone = plenary::domain::Zone::parse("UTC").unwrap();
    let spot = |at: &str, room: &str| Spot { start: instant(at, zone).unwrap(), room: Some(room.to_owned()) };
    let places: BTreeMap<String, Spot> =
        PLACES.iter().map(|(id, at, room)| ((*id).to_owned(), spot(at, room))).collect();
    Draft::new(document(text.as_bytes(), "i").unwrap(), schedule.then_some(places), catalogue())
}

/// The draft after some changes, or the messages of their errors.
fn changed(text: &str, changes: &str) -> Result<Draft, Vec<String>> {
    let mut draft = draft_of(text, true);
    let messages =
        |found: Vec<plenary::diagnostic::Diagnostic>| found.into_iter().map(|d| d.message).collect::<Vec<_>>();
    Case::parse(&format!("case: {changes}"), "--case").map_err(messages)?.apply(&mut draft).map_err(messages)?;
    Ok(draft)
}

fn written(draft: &Draft) -> Value {
    serde_json::to_value(&draft.instance).unwrap()
}

fn loaded(draft: &Draft) -> Loaded {
    load(serde_json::to_string_pretty(&draft.instance).unwrap().as_bytes(), "case", &catalogue())
}

fn session<'a>(document: &'a Value, id: &str) -> &'a Value {
    document["sessions"].as_array().unwrap().iter().find(|session| session["id"] == id).unwrap()
}

#[test]
fn a_document_keeps_its_meaning_when_it_is_read_and_written_again() {
    for name in ["igf-2020.json", "working-group.json", "slots.json", "clock-change.json", "infeasible.json"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("instances").join(name);
        let bytes = std::fs::read(path).unwrap();
        let again = serde_json::to_vec_pretty(&document(&bytes, name).unwrap()).unwrap();
        // The document may switch between short and long forms, so the digest may differ.
        let meaning = |bytes: &[u8]| {
            let conference = load(bytes, name, &catalogue()).conference.unwrap();
            plenary::domain::Conference { digest: String::new(), ..conference }
        };
        assert!(meaning(&bytes) == meaning(&again), "{name}");
    }
}

#[test]
fn each_example_changes_the_demo_into_a_programme_that_loads() {
    let before = written(&draft_of(DEMO, true));
    // The example already has what these changes set.
    let silent =
        ["rule default", "room open", "session unlock", "session anytime", "slots drop", "apart drop", "relation drop"];
    for kind in kinds() {
        assert!(kind.example.starts_with(kind.name), "{}", kind.example);
        let draft = changed(DEMO, kind.example).unwrap_or_else(|why| panic!("{}: {why:?}", kind.example));
        assert!(written(&draft) != before || silent.contains(&kind.name), "{} changes nothing", kind.example);
        let result = loaded(&draft);
        assert!(result.conference.is_some(), "{}: {:?}", kind.example, result.diagnostics);
        assert!(kind.sentence.ends_with('.') && !kind.arguments.is_empty(), "{}", kind.name);
    }
}

#[test]
fn a_change_that_needs_a_schedule_asks_for_it_if_there_is_none() {
    for kind in kinds().filter(|kind| kind.needs_schedule) {
        let case = Case::parse(kind.example, "--case").unwrap();
        let found = case.apply(&mut draft_of(DEMO, false)).unwrap_err();
        assert!(found[0].help.as_deref().unwrap().contains("--from"), "{found:?}");
    }
}

/// A programme with many references between its parts.
const CROSS_REFERENCED: &str = r#"{ "format": "plenary/1",
    "rooms": [ { "id": "r1" }, { "id": "r2" } ],
    "services": [ { "id": "s", "rooms": ["r1", "r2"] } ],
    "phases": [ { "id": "one", "days": ["2027-03-01"], "slots": [ { "from": "09:00", "until": "12:00", "rooms": ["r2"] },
                                                                  { "from": "13:00", "until": "15:00" } ] },
                { "id": "two", "days": ["2027-03-02"] } ],
    "types": [ { "id": "talk", "minutes": 60, "after": ["a"], "people": ["p"], "services": ["s"] } ],
    "tracks": [ { "id": "t", "wishes": [ { "rooms": ["r2"], "discomfort": 5 } ] } ],
    "audiences": [ { "id": "x", "zones": [ { "zone": "UTC", "share": 0.25 }, { "zone": "Asia/Tokyo", "share": 0.75 } ] } ],
    "people": [ { "id": "p", "zone": "UTC" }, { "id": "q", "zone": "UTC" } ],
    "sessions": [
      { "id": "a", "minutes": 60, "tags": ["g"], "attendance": 30, "audience": { "x": 2 }, "people": ["p"], "after": [] },
      { "id": "b", "minutes": 90, "tags": ["h"], "attendance": 50, "people": ["q", "p"], "before": ["d"],
        "apart_from": ["c", { "phase": "two" }], "fixed": { "start": "2027-03-01T13:00", "room": "r2" } },
      { "id": "c", "type": "talk", "apart_from": ["a"], "after": [ { "id": "b", "gap_minutes": 5 } ], "track": "t" },
      { "id": "d", "type": "talk", "allowed": [ { "from": "2027-03-02T08:00", "until": "2027-03-03T00:00" } ] } ],
    "relations": [ { "kind": "same-day", "sessions": ["a", "c"] },
                   { "kind": "different-days", "sessions": ["a", "b", "d"] },
                   { "kind": "different-days", "sessions": [ { "type": "talk" }, "b" ] } ],
    "interest": [ { "sessions": ["a", "b"], "people": 10 }, { "sessions": ["b", "c"], "people": 20 } ] }"#;

fn changed_document(changes: &str) -> Value {
    let draft = changed(CROSS_REFERENCED, changes).unwrap_or_else(|why| panic!("{changes}: {why:?}"));
    let result = loaded(&draft);
    assert!(result.conference.is_some(), "{changes}: {:?}", result.diagnostics);
    written(&draft)
}

#[test]
fn references_to_a_withdrawn_session_are_removed() {
    let document = changed_document("session withdraw a");
    assert_eq!(document["sessions"].as_array().unwrap().len(), 3);
    assert_eq!(document["types"][0]["after"], json!([]));
    assert_eq!(session(&document, "c")["apart_from"], json!([]));
    assert_eq!(document["relations"].as_array().unwrap().len(), 2);
    assert_eq!(document["relations"][0]["sessions"], json!(["b", "d"]));
    assert_eq!(document["interest"], json!([{ "sessions": ["b", "c"], "people": 20 }]));
    assert!(!document.to_string().contains("\"a\""), "{document}");
}

#[test]
fn references_to_a_removed_room_phase_person_service_or_audience_are_removed() {
    let document = changed_document("room remove r2");
    assert_eq!(session(&document, "b")["fixed"], json!({ "start": "2027-03-01T13:00" }));
    assert!(!document.to_string().contains("r2"), "{document}");
    assert_eq!(document["phases"][0]["slots"].as_array().unwrap().len(), 1);
    assert_eq!(changed(CROSS_REFERENCED, "room remove r2; room remove r1").unwrap_err(), ["\"r1\" is the only room"]);
    assert_eq!(session(&changed_document("phase drop two"), "b")["apart_from"], json!(["c"]));
    assert!(!changed_document("person gone p").to_string().contains("\"p\""));
    assert!(!changed_document("service remove s").to_string().contains("\"s\""));
    assert!(!changed_document("audience remove x").to_string().contains("\"x\""));
}

#[test]
fn a_merged_session_has_the_tags_people_and_relations_of_both() {
    let document = changed_document("session merge a and b");
    let merged = session(&document, "a");
    assert_eq!(merged["minutes"], 90);
    assert_eq!(merged["tags"], json!(["g", "h"]));
    assert_eq!(merged["people"], json!(["p", "q"]));
    // 30 and 50 minus the 10 people who want both; the multiplier is 2 for 30 of 80 people.
    assert_eq!((&merged["attendance"], &merged["audience"]["x"]), (&json!(70), &json!(1.375)));
    assert_eq!(merged["fixed"]["room"], "r2");
    assert_eq!(merged["before"], json!(["d"]));
    assert_eq!(session(&document, "c")["after"], json!([{ "id": "a", "gap_minutes": 5 }]));
    assert_eq!(document["interest"], json!([{ "sessions": ["a", "c"], "people": 20 }]));
    assert!(!document.to_string().contains("\"b\""), "{document}");
    let names: Vec<&Value> = document["relations"].as_array().unwrap().iter().map(|r| &r["sessions"]).collect();
    assert_eq!(names, [&json!(["a", "c"]), &json!(["a", "d"]), &json!([{ "type": "talk" }, "a"])]);
    assert_eq!(session(&changed_document("session merge a and b minutes 2h"), "a")["minutes"], 120);
    assert!(changed(CROSS_REFERENCED, "session merge a and a").is_err());
}

#[test]
fn both_parts_of_a_split_session_keep_its_order_and_gaps() {
    let document = changed_document("session split b after 30");
    let (first, rest) = (session(&document, "b"), session(&document, "b-2"));
    assert_eq!((&first["minutes"], &rest["minutes"]), (&json!(30), &json!(60)));
    assert_eq!(rest["after"], json!(["b"]));
    let gaps = json!([{ "id": "b", "gap_minutes": 5 }, { "id": "b-2", "gap_minutes": 5 }]);
    assert_eq!(session(&document, "c")["after"], gaps);
    assert!(rest.get("fixed").is_none() && first.get("fixed").is_some());
    assert_eq!(document["interest"].as_array().unwrap().len(), 4);
    let document = changed_document("session split a after 20 into z");
    assert_eq!(document["types"][0]["after"], json!(["a", "z"]));
    assert_eq!(session(&document, "c")["apart_from"], json!(["a", "z"]));
    assert!(changed(CROSS_REFERENCED, "session split a after 60").is_err());
}

#[test]
fn a_session_without_a_length_is_changed_from_the_length_of_its_type() {
    assert_eq!(session(&changed_document("session lengthen type=talk by 30"), "d")["minutes"], 90);
    assert_eq!(session(&changed_document("session shorten c,d to 45min"), "c")["minutes"], 45);
    assert!(changed(CROSS_REFERENCED, "session shorten c to 90").is_err());
    assert!(changed(CROSS_REFERENCED, "session shorten c by 60").is_err());
    assert_eq!(changed(CROSS_REFERENCED, "session shorten type=tolk by 5").unwrap_err().len(), 1);
}

#[test]
fn the_times_of_a_moved_day_move_with_it() {
    let document = changed_document("day move 2027-03-02 to 2027-03-05");
    let allowed = &session(&document, "d")["allowed"];
    assert_eq!(allowed, &json!([{ "from": "2027-03-05T08:00", "until": "2027-03-06T00:00" }]));
    let moved = changed(DEMO, "day move 2027-03-03 to 2027-03-05").unwrap();
    assert_eq!(moved.places["trust"].start.to_string(), "2027-03-05T14:30Z");
    assert!(changed(CROSS_REFERENCED, "day move 2027-03-02 to 2027-03-01").is_err());
    let dropped = changed_document("day drop 2027-03-01");
    assert!(session(&dropped, "b").get("fixed").is_none());
}

#[test]
fn delay_swap_and_lock_use_the_places_of_the_schedule() {
    let fixed = |changes: &str, id: &str| session(&written(&changed(DEMO, changes).unwrap()), id)["fixed"].clone();
    let there = json!({ "start": "2027-03-03T15:00Z", "room": "room-2" });
    assert_eq!(fixed("session delay trust 30", "trust"), there);
    assert_eq!(fixed("session delay trust 1h; session advance trust 30", "trust"), there);
    let swapped = "session swap trust with languages";
    assert_eq!(fixed(swapped, "languages"), json!({ "start": "2027-03-03T14:30Z", "room": "room-2" }));
    assert_eq!(fixed(swapped, "trust"), json!({ "start": "2027-03-03T12:30Z", "room": "room-1" }));
    assert_eq!(fixed("session lock trust time", "trust"), json!({ "start": "2027-03-03T14:30Z" }));
    assert_eq!(fixed("session lock trust; session unlock trust", "trust"), Value::Null);
    let day = written(&changed(DEMO, "session lock trust day").unwrap());
    let window = json!([{ "from": "2027-03-03T00:00Z", "until": "2027-03-04T00:00Z" }]);
    assert_eq!(session(&day, "trust")["allowed"], window);
    let room = written(&changed(DEMO, "session lock trust,languages room").unwrap());
    assert_eq!(session(&room, "trust")["services"], json!(["locked-to-room-2"]));
    assert_eq!(room["services"].as_array().unwrap().len(), 3);
}

#[test]
fn people_can_be_replaced_added_and_can_join_sessions() {
    let document = changed_document("person replace p by q");
    assert_eq!(session(&document, "b")["people"], json!(["q", "q"]));
    assert_eq!(document["people"].as_array().unwrap().len(), 1);
    let document = changed_document("person replace p by z zone UTC in c");
    assert_eq!(session(&document, "c")["people"], json!(["z"]));
    assert_eq!(session(&document, "a")["people"], json!(["p"]));
    assert_eq!(session(&changed_document("person join q d"), "d")["people"], json!(["p", "q"]));
    assert!(changed(CROSS_REFERENCED, "person replace p by z").is_err());
    assert!(changed(CROSS_REFERENCED, "person replace q by z zone UTC in a").is_err());
}

#[test]
fn a_new_share_of_a_zone_scales_the_shares_of_the_other_zones() {
    let document = changed_document("audience share x Europe/Paris 0.2");
    let shares: Vec<&Value> =
        document["audiences"][0]["zones"].as_array().unwrap().iter().map(|z| &z["share"]).collect();
    assert_eq!(shares, [&json!(0.2), &json!(0.6), &json!(0.2)]);
}

#[test]
fn a_new_strength_of_a_rule_keeps_its_share() {
    let text =
        DEMO.replacen("\"rooms\"", "\"rules\": { \"track-reach\": { \"weight\": 2, \"share\": 0.7 } }, \"rooms\"", 1);
    let rules = |changes: &str| written(&changed(&text, changes).unwrap())["rules"].clone();
    assert_eq!(rules("rule hard track-reach"), json!({ "track-reach": { "strength": "hard", "share": 0.7 } }));
    assert_eq!(rules("rule weight wishes 0.5")["wishes"], json!({ "weight": 0.5 }));
    assert_eq!(rules("rule default track-reach"), Value::Null);
}

#[test]
fn a_wrong_id_gets_the_most_similar_one_and_a_wrong_change_gets_its_syntax() {
    let help = |changes: &str| {
        let mut draft = draft_of(DEMO, true);
        let found = Case::parse(&format!("case: {changes}"), "--case").unwrap().apply(&mut draft).unwrap_err();
        (found[0].code, found[0].help.clone().unwrap())
    };
    assert_eq!(help("room remove room-3"), ("unknown-room", "did you mean \"room-1\"?".to_owned()));
    assert_eq!(help("session withdraw trsut"), ("unknown-session", "did you mean \"trust\"?".to_owned()));
    assert_eq!(help("room capacity room-1"), ("bad-change", "write: room capacity ROOM N|none".to_owned()));
    assert_eq!(help("room open room-1 now").0, "bad-change");
    let both = changed(DEMO, "room remove x; turnaround soon; session retype trust talk").unwrap_err();
    assert_eq!(both.len(), 3, "{both:?}");
}
