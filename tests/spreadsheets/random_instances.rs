//! Random instances that use every field of the format.

use serde_json::{Map, Value, json};

use super::random_values::{clock, comfort, extra, id, ids, list, moment, number, some_ids, text, window};
use crate::properties::random::Random;

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

pub(super) fn instance(seed: u64) -> Value {
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
