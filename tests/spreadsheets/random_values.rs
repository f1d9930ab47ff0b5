//! Random values of fields, with texts that are hostile to a spreadsheet.

use serde_json::{Map, Value, json};

use crate::properties::random::Random;

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

pub fn text(random: &mut Random) -> Value {
    random.pick(&TEXTS).into()
}

/// Ids of a list: most of them tidy, some of them not; no two the same once blanks are taken off.
pub fn ids(random: &mut Random, kind: &str, most: usize) -> Vec<String> {
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

pub fn id(random: &mut Random, ids: &[String]) -> Value {
    // One in ten names nothing.
    if ids.is_empty() || random.chance(10) { "nothing".into() } else { ids[random.below(ids.len())].clone().into() }
}

pub fn some_ids(random: &mut Random, all: &[String]) -> Value {
    (0..random.below(4)).map(|_| id(random, all)).collect()
}

pub fn moment(random: &mut Random) -> Value {
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

pub fn clock(random: &mut Random) -> Value {
    random.pick(&["08:00", "22:00", "26:00", "00:00"]).into()
}

pub fn number(random: &mut Random) -> Value {
    random.pick(&["0.5", "1.25", "0.000001", "300", "0.1"]).parse().unwrap()
}

pub fn window(random: &mut Random) -> Value {
    json!({ "from": moment(random), "until": moment(random) })
}

pub fn list(random: &mut Random, most: usize, mut element: impl FnMut(&mut Random) -> Value) -> Value {
    (0..random.below(most + 1)).map(|_| element(random)).collect()
}

pub fn extra(random: &mut Random) -> Value {
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

pub fn comfort(random: &mut Random) -> Value {
    json!({ "from": clock(random), "until": clock(random), "discomfort": random.between(0, 100) })
}
