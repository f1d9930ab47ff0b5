//! Instance -> workbook -> instance, for random instances that use every field of the format, and for committed ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use plenary::instance::format::Instance;
use plenary::instance::load;
use plenary::report::workbook;
use plenary::rules::catalogue;
use plenary::sheets::{self, Book, Options};
use plenary::solve::{Budget, Method, Options as Solving, exact::Backend, solve};
use plenary::{rules, schedule};
use serde_json::{Map, Value, json};

use crate::properties::random::Random;

/// The workbook of an instance, as reading finds it. Half of them are marked as internal on every sheet.
fn there(instance: &Instance) -> Book {
    let write = if instance.sessions.len() % 2 == 0 { workbook::workbook } else { workbook::internal };
    let bytes = write(instance, None, None).unwrap();
    sheets::from_bytes(&bytes, Path::new("a.xlsx")).unwrap()
}

/// The instance that a workbook is read as.
fn back(book: &Book) -> Result<Instance, String> {
    let imported = sheets::import(book, Options::default(), &catalogue());
    serde_json::from_value(imported.document).map_err(|error| format!("{error}: {:?}", imported.diagnostics))
}

/// Texts as hostile to a spreadsheet as the format allows.
const TEXTS: [&str; 30] = [
    "a",
    "Plain words",
    "=1+1",
    "+49 30",
    "-5",
    "@home",
    "a; b",
    "a, b",
    "two\nlines",
    " blank",
    "blank ",
    "",
    "100",
    "1.5",
    "yes",
    "TRUE",
    "2020-11-02",
    "09:30",
    "tbc",
    "Zürich – 会議",
    "\u{202e}turned",
    "a\u{1}b",
    "\u{ffff}",
    "_x0041_",
    "type: keynote",
    "x + 30",
    "Name (moderator)",
    "a\r\nb",
    "{\"a\": 1}",
    "more (JSON)",
];

fn text(random: &mut Random) -> Value {
    random.pick(&TEXTS).into()
}

/// Ids of a list: most of them tidy, some of them not; no two the same once blanks are taken off.
fn ids(random: &mut Random, kind: &str, most: usize) -> Vec<String> {
    let count = random.below(most + 1);
    (0..count)
        .map(|n| match random.below(8) {
            0 => format!("{kind} {n}; x"),
            1 => format!(" {kind}-{n} "),
            2 => format!("{kind}: {n}"),
            3 => format!("{}-{n}", kind.to_uppercase()),
            _ => format!("{kind}-{n}"),
        })
        .collect()
}

fn id(random: &mut Random, ids: &[String]) -> Value {
    // One in ten names nothing.
    if ids.is_empty() || random.chance(10) { "nothing".into() } else { ids[random.below(ids.len())].clone().into() }
}

fn some_ids(random: &mut Random, all: &[String]) -> Value {
    (0..random.below(4)).map(|_| id(random, all)).collect()
}

fn moment(random: &mut Random) -> Value {
    let forms = [
        "2020-11-02T09:00",
        "2020-11-03T00:00",
        "2020-11-02T24:00",
        "2020-11-02 09:00",
        "2020-11-02T09:00+05:30",
        "2020-11-02T09:00Z",
        "1800-01-01T00:00",
    ];
    random.pick(&forms).into()
}

fn clock(random: &mut Random) -> Value {
    random.pick(&["08:00", "22:00", "26:00", "00:00"]).into()
}

fn number(random: &mut Random) -> Value {
    random.pick(&["0.5", "1.25", "0.000001", "300", "0.1"]).parse().unwrap()
}

fn window(random: &mut Random) -> Value {
    json!({ "from": moment(random), "until": moment(random) })
}

fn list(random: &mut Random, most: usize, mut element: impl FnMut(&mut Random) -> Value) -> Value {
    (0..random.below(most + 1)).map(|_| element(random)).collect()
}

fn extra(random: &mut Random) -> Value {
    let mut extra = Map::new();
    for _ in 0..random.below(4) {
        let key = random.pick(&[
            "Notes",
            "notes",
            "country",
            "city",
            " odd",
            "title",
            "a/b",
            "deep",
            "more (JSON) 2",
            "✓",
            "Längen (h)",
        ]);
        let value = match random.below(6) {
            0 => json!({ "a": [1, null] }),
            1 => json!(random.between(-5, 5)),
            2 => json!(0.25),
            3 => json!(true),
            4 => Value::Null,
            _ => text(random),
        };
        extra.insert(key.to_owned(), value);
    }
    Value::Object(extra)
}

fn comfort(random: &mut Random) -> Value {
    json!({ "from": clock(random), "until": clock(random), "discomfort": random.between(0, 100) })
}

/// An object that has each of these members in half of all cases.
macro_rules! maybe {
    ($random:expr, $object:expr, $($key:literal: $value:expr),* $(,)?) => {$(
        if $random.chance(50) {
            let value = $value;
            $object.insert($key.to_owned(), value);
        }
    )*};
}

/// All ids of an instance.
struct Ids {
    rooms: Vec<String>,
    services: Vec<String>,
    phases: Vec<String>,
    types: Vec<String>,
    tracks: Vec<String>,
    audiences: Vec<String>,
    people: Vec<String>,
    sessions: Vec<String>,
    roles: Vec<String>,
}

fn selector(random: &mut Random, ids: &Ids) -> Map<String, Value> {
    let mut object = Map::new();
    match random.below(6) {
        0 => drop(object.insert("type".into(), id(random, &ids.types))),
        1 => drop(object.insert("tag".into(), text(random))),
        2 => {
            object.insert("track".into(), id(random, &ids.tracks));
            object.insert("phase".into(), id(random, &ids.phases));
        }
        _ => drop(object.insert("id".into(), id(random, &ids.sessions))),
    }
    object
}

fn seat(random: &mut Random, ids: &Ids) -> Value {
    let mut seat = Map::from_iter([("id".to_owned(), id(random, &ids.people))]);
    if random.chance(50) {
        maybe!(
            random, seat,
            "role": id(random, &ids.roles),
            "optional": json!(random.chance(50)),
            "recorded": json!(true),
            "attends": if random.chance(50) { json!({}) } else { json!({ "from": 5, "until": 30 }) },
        );
    }
    Value::Object(seat)
}

fn wish(random: &mut Random, ids: &Ids) -> Value {
    let (from, until) = (moment(random), moment(random));
    json!({ "from": from, "until": until, "rooms": some_ids(random, &ids.rooms), "discomfort": 20 })
}

fn fixed(random: &mut Random, ids: &Ids) -> Value {
    let mut fixed = Map::from_iter([("start".to_owned(), moment(random))]);
    maybe!(random, fixed, "room": id(random, &ids.rooms));
    Value::Object(fixed)
}

fn shared(random: &mut Random, ids: &Ids, object: &mut Map<String, Value>) {
    maybe!(
        random, object,
        "track": id(random, &ids.tracks),
        "minutes": json!(random.between(1, 200)),
        "attendance": json!(random.between(0, 5000)),
        "people": list(random, 3, |random| seat(random, ids)),
        "audience": {
            let mut object = Map::new();
            for audience in ids.audiences.iter().take(random.below(3)) {
                object.insert(audience.clone(), number(random));
            }
            Value::Object(object)
        },
        "tags": list(random, 3, text),
        "services": some_ids(random, &ids.services),
        "alone": json!(random.chance(50)),
        "after": list(random, 2, |random| {
            let mut order = selector(random, ids);
            if random.chance(50) {
                order.insert("gap_minutes".into(), json!(random.between(0, 90)));
            }
            Value::Object(order)
        }),
        "before": list(random, 2, |random| Value::Object(selector(random, ids))),
        "apart_from": list(random, 2, |random| {
            let mut apart = selector(random, ids);
            if random.chance(50) {
                apart.insert("weight".into(), number(random));
            }
            Value::Object(apart)
        }),
        "wishes": list(random, 2, |random| wish(random, ids)),
        "allowed": list(random, 2, window),
        "extra": extra(random),
    );
}

fn person(random: &mut Random, ids: &Ids, id_: &str) -> Value {
    let mut person = Map::from_iter([("id".to_owned(), json!(id_))]);
    let stretch = |random: &mut Random| {
        let mut stretch = Map::new();
        maybe!(
            random, stretch,
            "days": list(random, 2, |random| random.pick(&["2020-11-02", "2020-11-03"]).into()),
            "from": if random.chance(50) { clock(random) } else { moment(random) },
            "until": if random.chance(50) { clock(random) } else { moment(random) },
        );
        Value::Object(stretch)
    };
    maybe!(
        random, person,
        "name": text(random),
        "title": text(random),
        "email": text(random),
        "organisation": text(random),
        "zone": random.pick(&["Europe/Berlin", "+05:30", "utopia", "GB", "EST"]).into(),
        "audience": id(random, &ids.audiences),
        "available": list(random, 2, stretch),
        "unavailable": list(random, 2, stretch),
        "comfort": list(random, 2, comfort),
        "days_off": json!({ "weekdays": ["sunday"], "dates": ["2020-11-02"], "surcharge": 5 }),
        "optional": json!(false),
        "recorded": json!(true),
        "extra": extra(random),
    );
    Value::Object(person)
}

fn instance(seed: u64) -> Value {
    let random = &mut Random::new(seed, 7);
    let ids = Ids {
        rooms: ids(random, "room", 3),
        services: ids(random, "service", 2),
        phases: ids(random, "phase", 3),
        types: ids(random, "type", 3),
        tracks: ids(random, "track", 2),
        audiences: ids(random, "audience", 3),
        people: ids(random, "person", 5),
        sessions: ids(random, "session", 5),
        roles: ids(random, "role", 2),
    };
    let mut root = Map::from_iter([("format".to_owned(), json!("plenary/1"))]);
    maybe!(
        random, root,
        "id": text(random),
        "name": text(random),
        "time_zone": random.pick(&["Europe/Berlin", "UTC", "+05:30", "nowhere"]).into(),
        "grid_minutes": json!(5),
        "turnaround_minutes": json!(10),
        "person_gap_minutes": json!(0),
        "comfort": list(random, 2, comfort),
        "extra": extra(random),
    );
    if random.chance(80) {
        let room = |random: &mut Random, name: &String| {
            let mut room = Map::from_iter([("id".to_owned(), json!(name))]);
            maybe!(
                random, room,
                "name": text(random),
                "capacity": json!(500),
                "closed": list(random, 2, window),
                "link": json!("https://a.org/hall"),
                "extra": extra(random),
            );
            Value::Object(room)
        };
        root.insert("rooms".into(), ids.rooms.iter().map(|name| room(random, name)).collect());
    }
    let mut all = |key: &str, names: &[String], make: &mut dyn FnMut(&str) -> Value| {
        root.insert(key.to_owned(), names.iter().map(|name| make(name)).collect());
    };
    all("services", &ids.services, &mut |name| {
        let mut service = Map::from_iter([("id".to_owned(), json!(name))]);
        maybe!(
            random, service,
            "teams": json!(2),
            "unlimited": json!(true),
            "rooms": some_ids(random, &ids.rooms),
            "minutes_per_day": json!(240),
            "extra": extra(random),
        );
        Value::Object(service)
    });
    all("roles", &ids.roles, &mut |name| json!({ "id": name, "weight": number(random) }));
    all("phases", &ids.phases, &mut |name| {
        let days = list(random, 3, |random| random.pick(&["2020-11-02", "2020-11-03", "2020-11-04", "soon"]).into());
        let mut phase = Map::from_iter([("id".to_owned(), json!(name)), ("days".to_owned(), days)]);
        let mut hours = Map::new();
        maybe!(
            random, hours,
            "earliest": clock(random),
            "latest": clock(random),
            "longest_day_minutes": json!(480),
        );
        maybe!(
            random, phase,
            "name": text(random),
            "session_types": some_ids(random, &ids.types),
            "hours": Value::Object(hours),
            "slots": json!([{ "from": "09:00", "until": "10:00" }]),
            "extra": extra(random),
        );
        Value::Object(phase)
    });
    all("types", &ids.types, &mut |name| {
        let mut kind = Map::from_iter([("id".to_owned(), json!(name))]);
        shared(random, &ids, &mut kind);
        Value::Object(kind)
    });
    all("tracks", &ids.tracks, &mut |name| {
        let mut track = Map::from_iter([("id".to_owned(), json!(name))]);
        maybe!(
            random, track,
            "name": text(random),
            "wishes": json!([{ "rooms": ["x"], "discomfort": 3 }]),
            "extra": extra(random),
        );
        Value::Object(track)
    });
    all("audiences", &ids.audiences, &mut |name| {
        let zone = |random: &mut Random| {
            let mut zone = Map::from_iter([(
                "zone".to_owned(),
                random.pick(&["Africa/Lagos", "Asia/Tokyo", "+01:00", "utopia"]).into(),
            )]);
            maybe!(random, zone, "share": number(random));
            Value::Object(zone)
        };
        let mut audience =
            Map::from_iter([("id".to_owned(), json!(name)), ("zones".to_owned(), list(random, 3, zone))]);
        maybe!(
            random, audience,
            "name": text(random),
            "people": number(random),
            "weight": number(random),
            "comfort": list(random, 1, comfort),
            "days_off": json!({ "surcharge": 5 }),
            "extra": extra(random),
        );
        Value::Object(audience)
    });
    all("people", &ids.people, &mut |name| person(random, &ids, name));
    all("sessions", &ids.sessions, &mut |name| {
        let mut session = Map::from_iter([("id".to_owned(), json!(name))]);
        maybe!(
            random, session,
            "title": text(random),
            "type": id(random, &ids.types),
            "description": text(random),
            "link": json!("https://a.org/join"),
            "languages": list(random, 2, text),
            "interpretation": list(random, 2, text),
            "status": text(random),
            "fixed": fixed(random, &ids),
        );
        shared(random, &ids, &mut session);
        Value::Object(session)
    });
    let relations = list(random, 3, |random| {
        let sessions: Value = (0..random.below(3)).map(|_| Value::Object(selector(random, &ids))).collect();
        let mut relation = Map::from_iter([
            ("kind".to_owned(), random.pick(&["gap", "same-day", "odd"]).into()),
            ("sessions".to_owned(), sessions),
        ]);
        maybe!(
            random, relation,
            "least": json!(5),
            "most": json!(50),
            "either_order": json!(true),
            "same_room": json!(false),
            "minutes": json!(3),
            "weight": number(random),
        );
        Value::Object(relation)
    });
    root.insert("relations".into(), relations);
    let interest = list(random, 2, |random| {
        let sessions: Value = (0..2).map(|_| Value::Object(selector(random, &ids))).collect();
        json!({ "sessions": sessions, "people": number(random) })
    });
    root.insert("interest".into(), interest);
    let mut rules = Map::new();
    maybe!(
        random, rules,
        "track-overlap": json!("hard"),
        "person-rest": json!("off"),
        "fair-regions": json!({ "weight": 0.5, "measure": "tail", "share": 0.2 }),
        "good-day": json!({ "weight": 1, "threshold": 0.3 }),
        "track-reach": json!({ "weight": 2, "share": 0.6 }),
        "stay": json!({ "strength": "hard", "share": 0.5 }),
        "odd; rule": json!("whatever"),
        "empty": json!({}),
    );
    root.insert("rules".into(), Value::Object(rules));
    Value::Object(root)
}

/// Columns that are only read, or only filled in with a timetable.
const ONLY_READ: [&str; 19] = [
    "sessions/abstract",
    "sessions/url",
    "sessions/moderators",
    "sessions/rapporteurs",
    "sessions/fixed",
    "sessions/day",
    "sessions/start",
    "sessions/end",
    "sessions/room",
    "sessions/time zone",
    "sessions/phase",
    "days/earliest",
    "days/latest",
    "days/longest day",
    "days/types",
    "people/first name",
    "people/last name",
    "relations/first",
    "relations/second",
];

#[test]
fn a_workbook_loses_nothing_of_any_instance_and_uses_every_column() {
    let mut written = BTreeSet::new();
    for seed in 0..300 {
        let instance: Instance =
            serde_json::from_value(instance(seed)).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        let book = there(&instance);
        for sheet in &book.sheets {
            let is_mark = |row: &&sheets::Row| row.cells.iter().all(|(_, cell)| cell.shown().starts_with("INTERNAL"));
            let heads = sheet.rows.iter().skip_while(is_mark).take(1).flat_map(|row| &row.cells);
            written.extend(heads.map(|(_, head)| format!("{}/{}", sheet.name, head.shown())));
        }
        let back = back(&book).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert!(back == instance, "seed {seed}: {}", difference(&instance, &back));
    }
    for layout in sheets::layout::layouts() {
        for column in &layout.columns {
            let name = format!("{}/{}", layout.name, column.heading);
            assert!(written.contains(&name) || ONLY_READ.contains(&name.as_str()), "{name} was never written");
        }
    }
}

/// The lines around the first that differs.
fn difference(before: &Instance, after: &Instance) -> String {
    // The order of keys does not count.
    let text = |instance: &Instance| {
        let mut value = serde_json::to_value(instance).unwrap();
        value.sort_all_objects();
        serde_json::to_string_pretty(&value).unwrap()
    };
    let (before, after) = (text(before), text(after));
    let differs = before.lines().zip(after.lines()).position(|(a, b)| a != b).unwrap_or(0);
    let near = |text: &str| text.lines().skip(differs.saturating_sub(12)).take(24).collect::<Vec<_>>().join("\n");
    format!("\n--- before\n{}\n--- after\n{}", near(&before), near(&after))
}

/// All committed instances.
fn committed() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        path.to_string_lossy().ends_with(".json") && !path.to_string_lossy().ends_with(".schedule.json")
    });
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

#[test]
fn committed_instances_come_back_as_they_were_and_load() {
    for (name, text) in committed() {
        let instance: Instance = serde_json::from_slice(&text).unwrap();
        let bytes = workbook::workbook(&instance, None, None).unwrap();
        assert_eq!(bytes, workbook::workbook(&instance, None, None).unwrap(), "{name}: the same bytes every time");
        let book = sheets::from_bytes(&bytes, Path::new("a.xlsx")).unwrap();
        let imported = sheets::import(&book, Options::default(), &catalogue());
        let errors: Vec<_> = imported.diagnostics.iter().filter(|problem| problem.is_error()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        assert_eq!(imported.instance.as_ref(), Some(&instance), "{name}");
        assert!(imported.notes.unread_sheets.is_empty(), "{name}: {:?}", imported.notes);
        // The digest looks at everything but `extra`, as it is spelled: the original may be spelled otherwise.
        let written = serde_json::to_vec(&instance).unwrap();
        let loaded = load(&written, &name, &catalogue()).conference.unwrap();
        assert_eq!(imported.conference.unwrap().digest, loaded.digest, "{name}");
    }
}

#[test]
fn a_timetable_comes_back_with_its_instance() {
    for name in ["demo.json", "clock-change.json", "slots.json"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("instances").join(name);
        let text = fs::read(path).unwrap();
        let instance: Instance = serde_json::from_slice(&text).unwrap();
        let conference = load(&text, name, &catalogue()).conference.unwrap();
        let grounded = rules::ground(&conference).unwrap();
        let options = Solving {
            seed: 1,
            budget: Budget::Steps(500),
            searchers: 1,
            threads: 1,
            method: Method::Auto,
            backend: Backend::Microlp,
            initial: None,
            priced: schedule::priced(&grounded),
            ..Solving::default()
        };
        let solution = solve(&grounded.model, &options, &mut |_| {}, &Default::default());
        let timetable = schedule::to_schedule(&conference, &grounded, &solution.assignment);
        assert!(timetable.placed().count() > 0, "{name}");
        let bytes = workbook::workbook(&instance, Some((&conference, &timetable)), None).unwrap();
        assert_eq!(bytes, workbook::workbook(&instance, Some((&conference, &timetable)), None).unwrap(), "{name}");
        let book = sheets::from_bytes(&bytes, Path::new("a.xlsx")).unwrap();
        let imported = sheets::import(&book, Options::default(), &catalogue());
        assert_eq!(imported.instance.as_ref(), Some(&instance), "{name}");
        assert_eq!(imported.schedule.unwrap().1, timetable, "{name}");
        assert!(imported.notes.unread_sheets.is_empty(), "{name}: {:?}", imported.notes);
        let read = sheets::schedule(&book, &conference, None);
        assert_eq!(read.schedule, Some(timetable), "{name}: {:?}", read.diagnostics);
    }
}
