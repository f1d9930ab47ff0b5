//! No input causes a panic, however broken it is.

use proptest::prelude::*;

use super::read;
use super::rich::RICH;
use crate::domain::testing::catalogue;
use crate::instance::load::load;
use crate::instance::read_schedule;

/// Words of the format, to build documents that pass the first checks.
const WORDS: [&str; 24] = [
    "id",
    "sessions",
    "phase-1",
    "2020-11-02T09:00",
    "2020-03-29",
    "25:00",
    "Europe/Berlin",
    "+05:30",
    "of-1",
    "room-1",
    "",
    "\u{200b}",
    "gap",
    "days",
    "hard",
    "9999999999999999999",
    "-1",
    "1e400",
    "null",
    "[",
    "{",
    "}",
    "]",
    "\"",
];

fn json() -> impl Strategy<Value = serde_json::Value> {
    let word = prop::sample::select(&WORDS[..]).prop_map(str::to_owned);
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        word.clone().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 30, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::vec((word.clone(), inner), 0..5)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// All positions in a document, as JSON pointers.
fn places(value: &serde_json::Value, at: String, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, v)| places(v, format!("{at}/{i}"), found));
        }
        serde_json::Value::Object(map) => map.iter().for_each(|(k, v)| places(v, format!("{at}/{k}"), found)),
        _ => {}
    }
    found.push(at);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn replaced_bytes_cause_no_panic(cut in 0..RICH.len(), length in 0..40_usize, word in prop::sample::select(&WORDS[..])) {
        let bytes = RICH.as_bytes();
        let torn = [&bytes[..cut], word.as_bytes(), &bytes[(cut + length).min(bytes.len())..]].concat();
        let loaded = load(&torn, "f", &catalogue());
        prop_assert_eq!(loaded.conference.is_none(), crate::diagnostic::has_errors(&loaded.diagnostics));
    }

    #[test]
    fn replaced_values_cause_no_panic(picks in prop::collection::vec((any::<prop::sample::Index>(), json()), 1..4)) {
        let mut document: serde_json::Value = serde_json::from_str(RICH).unwrap();
        for (pick, value) in picks {
            let mut found = Vec::new();
            places(&document, String::new(), &mut found);
            if let Some(place) = document.pointer_mut(&found[pick.index(found.len())]) {
                *place = value;
            }
        }
        let loaded = read(&document.to_string());
        prop_assert_eq!(loaded.conference.is_none(), crate::diagnostic::has_errors(&loaded.diagnostics));
        crate::diagnostic::render(&loaded.diagnostics);
    }

    #[test]
    fn random_schedules_cause_no_panic(sessions in json(), format in any::<bool>()) {
        let conference = read(RICH).conference.unwrap();
        let mut document = serde_json::json!({ "format": "plenary-schedule/1", "sessions": sessions });
        if !format {
            document = document["sessions"].take();
        }
        let result = read_schedule(document.to_string().as_bytes(), "f", &conference);
        prop_assert_eq!(result.schedule.is_none(), crate::diagnostic::has_errors(&result.diagnostics));
    }
}
