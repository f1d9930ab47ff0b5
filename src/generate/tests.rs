//! Tests of the generated documents.

use serde_json::Value;

use super::*;

fn list<'a>(document: &'a Value, key: &str) -> &'a Vec<Value> {
    document[key].as_array().unwrap()
}

fn flagship() -> Value {
    generate("igf-2020", 1, 1).unwrap()
}

/// A field of a session, or of its type if the session does not have it.
fn field<'a>(document: &'a Value, session: &'a Value, key: &str) -> &'a Value {
    let own = &session[key];
    if !own.is_null() {
        return own;
    }
    &list(document, "types").iter().find(|t| t["id"] == session["type"]).unwrap()[key]
}

/// The committed instances, each with its file name.
const COMMITTED: [(&str, &str); 20] = [
    ("igf-2020.json", include_str!("../../instances/igf-2020.json")),
    ("igf-2020-observed.json", include_str!("../../instances/igf-2020-observed.json")),
    ("igf-2020-observed.schedule.json", include_str!("../../instances/igf-2020-observed.schedule.json")),
    ("demo.json", DEMO),
    ("infeasible.json", include_str!("../../instances/infeasible.json")),
    ("clock-change.json", include_str!("../../instances/clock-change.json")),
    ("clock-change-fixed.schedule.json", include_str!("../../instances/clock-change-fixed.schedule.json")),
    ("working-group.json", include_str!("../../instances/working-group.json")),
    ("working-group-real.schedule.json", include_str!("../../instances/working-group-real.schedule.json")),
    ("igf-2020-seed-2.json", include_str!("../../instances/igf-2020-seed-2.json")),
    ("igf-2020-seed-3.json", include_str!("../../instances/igf-2020-seed-3.json")),
    ("igf-2020-phase-two.json", include_str!("../../instances/igf-2020-phase-two.json")),
    ("igf-2020-loose.json", include_str!("../../instances/igf-2020-loose.json")),
    ("igf-2020-overfull.json", include_str!("../../instances/igf-2020-overfull.json")),
    ("slots.json", include_str!("../../instances/slots.json")),
    ("wikimania-2021.json", include_str!("../../instances/wikimania-2021.json")),
    ("wikimania-2021-real.schedule.json", include_str!("../../instances/wikimania-2021-real.schedule.json")),
    ("rfc-9400.json", include_str!("../../instances/rfc-9400.json")),
    ("rfc-9400-rotation.schedule.json", include_str!("../../instances/rfc-9400-rotation.schedule.json")),
    ("rfc-9400-noon.schedule.json", include_str!("../../instances/rfc-9400-noon.schedule.json")),
];

#[test]
fn committed_generated_instances_equal_a_new_generation() {
    let mut seen = 0;
    for (file, committed) in COMMITTED {
        let document: Value = serde_json::from_str(committed).unwrap();
        let made = &document["extra"]["generated"];
        let Some(profile) = made["profile"].as_str() else { continue };
        let (seed, scale) = (made["seed"].as_u64().unwrap(), made["scale"].as_u64().unwrap() as u32);
        let again = render(&generate(profile, seed, scale).unwrap());
        // After an intended change, write the file again: plenary generate PROFILE --seed SEED -o instances/FILE
        assert!(committed == again, "instances/{file} differs from {profile}, seed {seed}, scale {scale}");
        assert!(committed.len() < 400_000, "{file} is too large to be committed");
        seen += 1;
    }
    assert_eq!(seen, 7);
}

#[test]
fn committed_files_have_the_form_of_the_writer_and_a_note() {
    for (file, text) in COMMITTED {
        let document: Value = serde_json::from_str(text).unwrap();
        assert!(text == render(&document), "{file} is not in the writer's form");
        let schedule = document["format"] == "plenary-schedule/1";
        assert!(schedule || document["extra"]["note"].as_str().is_some_and(|note| note.len() > 40), "{file}");
    }
}

#[test]
fn schedules_place_the_sessions_of_their_instances() {
    for (schedule, instance) in [(2, 1), (6, 5), (8, 7), (16, 15), (18, 17), (19, 17)] {
        let ids = |at: usize| -> Vec<String> {
            let document: Value = serde_json::from_str(COMMITTED[at].1).unwrap();
            list(&document, "sessions").iter().map(|s| s["id"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(ids(schedule), ids(instance), "{}", COMMITTED[schedule].0);
    }
}

#[test]
fn equal_seeds_give_equal_bytes_and_other_seeds_other_bytes() {
    let text = |profile, seed, scale| render(&generate(profile, seed, scale).unwrap());
    assert_eq!(text("igf-2020", 2, 1), text("igf-2020", 2, 1));
    assert_ne!(text("igf-2020", 2, 1), text("igf-2020", 3, 1));
}

#[test]
fn the_forum_fills_91_per_cent_of_the_rooms() {
    let document = flagship();
    let minutes = |session: &Value| field(&document, session, "minutes").as_i64().unwrap();
    let alone = |session: &Value| field(&document, session, "alone") == &Value::Bool(true);
    let sessions = list(&document, "sessions");
    let used: i64 = sessions.iter().map(|s| minutes(s) + 10 + if alone(s) { 2 * minutes(s) } else { 0 }).sum();
    assert_eq!(used, 25_880);
    let days: usize = list(&document, "phases").iter().map(|p| list(p, "days").len()).sum();
    let longest = document["phases"][0]["hours"]["longest_day_minutes"].as_u64().unwrap() as usize;
    assert_eq!(days * list(&document, "rooms").len() * (longest + 10), 28_440);
}

#[test]
fn each_type_is_in_the_phases_of_the_table() {
    let document = flagship();
    let phases = |kind: &str| -> Vec<usize> {
        let takes = |phase: &&usize| list(&document["phases"][**phase], "session_types").iter().any(|t| t == kind);
        [0, 1].iter().filter(takes).copied().collect()
    };
    for (kinds, expected) in [
        (["pre-event", "orientation", "introduction", "youth"].as_slice(), [0].as_slice()),
        (&["open-forum", "nri", "dynamic-coalition", "networking"], &[0, 1]),
        (&["workshop", "main", "high-level", "parliamentary", "best-practice-forum"], &[1]),
        (&["conclusion", "opening", "open-microphone", "wrap-up", "closing"], &[1]),
    ] {
        for kind in kinds {
            assert_eq!(phases(kind), expected, "{kind}");
        }
    }
}

#[test]
fn attendance_is_76_on_average_with_the_known_peaks() {
    let document = flagship();
    let attendance = |session: &Value| field(&document, session, "attendance").as_u64().unwrap();
    let total: u64 = list(&document, "sessions").iter().map(attendance).sum();
    assert_eq!(total / 275, 76);
    for (kind, expected) in [("main", 400), ("high-level", 1_000), ("opening", 1_500), ("closing", 1_500)] {
        let of_kind = |s: &&Value| s["type"] == kind;
        assert!(list(&document, "sessions").iter().filter(of_kind).all(|s| attendance(s) == expected), "{kind}");
    }
}

#[test]
fn participants_are_spread_as_the_report_says() {
    for (profile, shares) in [("igf-2020", [15, 17, 12, 13, 35, 8]), ("igf-2020-accounts", [18, 20, 12, 12, 29, 9])] {
        let document = generate(profile, 1, 1).unwrap();
        let audiences = list(&document, "audiences");
        let people = |a: &Value| a["people"].as_i64().unwrap();
        assert_eq!(audiences.iter().map(people).sum::<i64>(), 6_149);
        for (audience, share) in audiences.iter().zip(shares) {
            let exact = share * 6_149;
            assert!((people(audience) * 100 - exact).abs() < 100, "{profile}: {}", audience["id"]);
            let sum: f64 = list(audience, "zones").iter().map(|z| z["share"].as_f64().unwrap()).sum();
            assert!((sum - 1.0).abs() < 1e-9);
        }
    }
}

#[test]
fn the_two_weightings_differ_in_their_audiences_only() {
    let mut registered = flagship();
    let accounts = generate("igf-2020-accounts", 1, 1).unwrap();
    assert_ne!(registered["audiences"], accounts["audiences"]);
    registered["audiences"] = accounts["audiences"].clone();
    registered["extra"] = accounts["extra"].clone();
    assert_eq!(registered, accounts);
}

#[test]
fn fifteen_per_cent_are_away_and_leaders_have_few_hours() {
    let document = flagship();
    let people = list(&document, "people");
    assert_eq!(people.len(), 1_000);
    assert_eq!(people.iter().filter(|p| p["unavailable"].is_array()).count(), 150);
    let needed_by_leaders = |id: &Value| {
        list(&document, "sessions").iter().any(|s| {
            let speaker = |seat: &&Value| &seat["id"] == id && seat["role"].is_null();
            (s["type"] == "high-level" || s["type"] == "parliamentary") && list(s, "people").iter().any(|p| speaker(&p))
        })
    };
    for person in people {
        assert_eq!(person["available"].is_array(), needed_by_leaders(&person["id"]), "{}", person["id"]);
    }
}

#[test]
fn a_doubled_forum_has_twice_as_many_sessions_people_and_rooms() {
    let document = generate("igf-2020", 1, 2).unwrap();
    let count = |key: &str| list(&document, key).len();
    assert_eq!([count("sessions"), count("people"), count("rooms"), count("phases")], [550, 2_000, 6, 2]);
    assert_eq!(document["services"][0]["teams"], 2);
    let openings = list(&document, "sessions").iter().filter(|s| s["type"] == "opening").count();
    assert_eq!(openings, 1, "a larger conference still opens once");
}

#[test]
fn the_reference_places_all_sessions() {
    let schedule = reference_schedule("igf-2020", 1, 1).unwrap();
    assert_eq!(schedule["format"], "plenary-schedule/1");
    assert_eq!(list(&schedule, "sessions").len(), 275);
}

#[test]
fn requests_that_cannot_be_generated_are_refused_with_help() {
    let message = |profile: &str, scale| generate(profile, 1, scale).unwrap_err().to_string();
    let unknown = message("igf-2021", 1);
    assert!(unknown.starts_with("there is no profile \"igf-2021\"; choose one of: igf-2020, igf-2020-"), "{unknown}");
    assert_eq!(message("igf-2020", 0), "the scale is 0; choose a whole number from 1 to 72");
    assert!(generate("igf-2020", u64::MAX, 73).is_err());
    assert_eq!(message("hundred-days", 26), "the scale is 26; choose a whole number from 1 to 25");
    assert!(message("igf-2020-overfull", 2).ends_with("leave out the scale"));
}
