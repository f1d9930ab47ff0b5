//! Each code is reported for a file with that problem, at its line and pointer.

use std::collections::BTreeSet;

use super::{LINES, read, with_line};
use crate::instance::codes::INDEX;

/// A line of the small instance, its replacement, and exactly the codes with pointers that must be reported.
type Case = (usize, &'static str, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    (1, "", &[("syntax", "")]),
    (2, "\"format\": \"plenary/2\",", &[("wrong-format", "/format")]),
    (2, "\"format\": \"plenary/1\", \"format\": \"plenary/1\",", &[("duplicate-key", "")]),
    (2, "\"format\": \"plenary/1\", \"rule\": {},", &[("unknown-field", "/rule")]),
    (2, "\"format\": \"plenary/1\", \"grid_minutes\": 0,", &[("bad-number", "/grid_minutes")]),
    (2, "\"format\": \"plenary/1\", \"grid_minutes\": 2.5,", &[("bad-number", "/grid_minutes")]),
    (2, "\"format\": \"plenary/1\", \"time_zone\": \"Utopia\",", &[("unknown-zone", "/time_zone")]),
    (2, "\"format\": \"plenary/1\", \"time_zone\": \"EST\",", &[("trap-zone", "/time_zone")]),
    (3, "\"rooms\": [],", &[("no-rooms", "/rooms")]),
    (3, "\"rooms\": [ { \"id\": \"r\" }, { \"id\": \" r \" } ],", &[("duplicate-id", "/rooms/1/id")]),
    (3, "\"rooms\": [ { \"id\": \"\\u200b\" } ],", &[("bad-id", "/rooms/0/id")]),
    (3, "\"rooms\": [ { \"id\": \"r\", \"name\": \"a\\u202eb\" } ],", &[("hidden-character", "/rooms/0/name")]),
    (
        6,
        "\"people\": [ { \"id\": \"x\", \"zone\": \"UTC\", \"email\": \"a@b.c, d@e.f\" } ],",
        &[("bad-email", "/people/0/email")],
    ),
    (3, "\"rooms\": [ { \"id\": \"r\", \"capacity\": -1 } ],", &[("bad-number", "/rooms/0/capacity")]),
    (
        3,
        "\"rooms\": [ { \"id\": \"r\", \"closed\": [ { \"from\": \"2020-11-02T12:00\", \"until\": \"2020-11-02T12:00\" } ] } ],",
        &[("empty-window", "/rooms/0/closed/0/until")],
    ),
    (3, "\"services\": [ { \"id\": \"s\", \"rooms\": [\"q\"] } ],", &[("unknown-room", "/services/0/rooms/0")]),
    (
        3,
        "\"rooms\": [ { \"id\": \"r\" }, { \"id\": \"q\" } ], \"services\": [ { \"id\": \"s\", \"rooms\": [\"q\", \"r\"] } ],",
        &[("one-team", "/services/0/id")],
    ),
    (
        3,
        "\"services\": [ { \"id\": \"s\", \"teams\": 2, \"unlimited\": true } ],",
        &[("bad-number", "/services/0/unlimited")],
    ),
    (4, "\"phases\": [],", &[("no-days", "/format")]),
    (4, "\"phases\": [ { \"id\": \"p\" } ],", &[("missing-field", "/phases/0")]),
    (4, "\"phases\": [ { \"id\": \"p\", \"days\": [\"2020-11-31\"] } ],", &[("bad-date", "/phases/0/days/0")]),
    (4, "\"phases\": [ { \"id\": \"p\", \"days\": [\"1066-10-14\"] } ],", &[("bad-year", "/phases/0/days/0")]),
    (
        4,
        "\"phases\": [ { \"id\": \"p\", \"days\": [\"2020-11-02\", \"2020-11-02\"] } ],",
        &[("duplicate-day", "/phases/0/days/1")],
    ),
    (
        4,
        "\"phases\": [ { \"id\": \"p\", \"days\": [\"2020-11-02\", \"2020-11-03\"], \"hours\": { \"latest\": \"26:00\" } } ],",
        &[("overlapping-days", "/phases/0/days/1")],
    ),
    (
        4,
        "\"phases\": [ { \"id\": \"p\", \"days\": [\"2020-11-02\", \"2030-11-03\"] } ],",
        &[("long-calendar", "/phases/0/days/1")],
    ),
    (
        4,
        "\"phases\": [ { \"id\": \"p\", \"days\": [\"2020-11-02\"], \"hours\": { \"earliest\": \"9:00\" } } ],",
        &[("bad-time", "/phases/0/hours/earliest")],
    ),
    (
        4,
        "\"phases\": [ { \"id\": \"p\", \"days\": [\"2020-11-02\"], \"slots\": [ { \"from\": \"09:00\", \"until\": \"10:00\", \"days\": [\"2020-11-03\"] } ] } ],",
        &[("day-outside", "/phases/0/slots/0/days/0")],
    ),
    (
        4,
        "\"phases\": [ { \"id\": \"p\", \"days\": [\"2020-11-02\"], \"session_types\": [\"session\", \"sesion\"] } ],",
        &[("unused-type", "/phases/0/session_types/1")],
    ),
    (
        4,
        "\"phases\": [ { \"id\": \"p\", \"days\": [\"2020-11-02\"], \"hours\": { \"latest\": \"01:30\" } } ],",
        &[("overfull", "/phases/0")],
    ),
    (
        5,
        "\"audiences\": [ { \"id\": \"all\", \"zones\": [ { \"zone\": \"UTC\", \"share\": 0.5 } ] } ],",
        &[("shares-sum", "/audiences/0/zones")],
    ),
    (5, "\"audiences\": [ { \"id\": \"all\", \"zones\": [] } ],", &[("no-shares", "/audiences/0/zones")]),
    (
        5,
        "\"audiences\": [ { \"id\": \"all\", \"zones\": [ { \"zone\": \"UTC\", \"share\": -0.5 } ] } ],",
        &[("bad-number", "/audiences/0/zones/0/share")],
    ),
    (6, "\"people\": [ { \"id\": \"x\" } ],", &[("no-zone", "/people/0")]),
    (6, "\"people\": [ { \"id\": \"x\", \"audience\": \"al\" } ],", &[("unknown-audience", "/people/0/audience")]),
    (
        6,
        "\"people\": [ { \"id\": \"x\", \"zone\": \"UTC\", \"days_off\": { \"weekdays\": [\"caturday\"], \"surcharge\": 1 } } ],",
        &[("unknown-weekday", "/people/0/days_off/weekdays/0")],
    ),
    (
        6,
        "\"people\": [ { \"id\": \"x\", \"zone\": \"Europe/Berlin\", \"available\": [ { \"days\": [\"2020-03-29\"], \"from\": \"02:30\", \"until\": \"09:00\" } ] } ],",
        &[("skipped-time", "/people/0/available/0/from")],
    ),
    (
        6,
        "\"people\": [ { \"id\": \"x\", \"zone\": \"Europe/Berlin\", \"available\": [ { \"from\": \"2020-10-25T02:30\", \"until\": \"2020-11-09T09:00\" } ] } ],",
        &[("doubled-time", "/people/0/available/0/from")],
    ),
    (
        6,
        "\"people\": [ { \"id\": \"x\", \"zone\": \"UTC\", \"unavailable\": [ { \"from\": \"2020-11-02T09:00\" } ] } ],",
        &[("half-window", "/people/0/unavailable/0")],
    ),
    (7, "\"sessions\": [ { \"id\": \"a\" } ],", &[("no-length", "/sessions/0")]),
    (7, "\"sessions\": [ { \"id\": \"a\", \"minutes\": 0 } ],", &[("bad-number", "/sessions/0/minutes")]),
    (7, "\"sessions\": [ { \"id\": \"a\", \"minutes\": \"60\" } ],", &[("wrong-type", "/sessions/0/minutes")]),
    (7, "\"sessions\": [ { \"id\": \"a\", \"minutes\": 1441 } ],", &[("too-long", "/sessions/0/minutes")]),
    (
        7,
        "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60, \"people\": [\"y\", { \"id\": \"x\", \"role\": \"speker\" }] } ],",
        &[("unknown-person", "/sessions/0/people/0"), ("unknown-role", "/sessions/0/people/1/role")],
    ),
    (
        7,
        "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60, \"people\": [ { \"id\": \"x\", \"attends\": { \"until\": 61 } } ] } ],",
        &[("bad-part", "/sessions/0/people/0/attends")],
    ),
    (
        7,
        "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60, \"services\": [\"web\"] } ],",
        &[("unknown-service", "/sessions/0/services/0")],
    ),
    (
        7,
        "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60, \"wishes\": [ { \"discomfort\": 20 } ] } ],",
        &[("empty-wish", "/sessions/0/wishes/0")],
    ),
    (
        7,
        "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60, \"link\": \"javascript:alert(1)\", \"status\": \"withdrawn\" } ],",
        &[("bad-link", "/sessions/0/link"), ("still-scheduled", "/sessions/0/status")],
    ),
    (
        7,
        "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60, \"after\": [\"c\", \"a\", {}, { \"phase\": \"q\" }, { \"track\": \"t\" }] } ],",
        &[
            ("unknown-session", "/sessions/0/after/0"),
            ("self-reference", "/sessions/0/after/1"),
            ("empty-selector", "/sessions/0/after/2"),
            ("unknown-phase", "/sessions/0/after/3/phase"),
            ("matches-nothing", "/sessions/0/after/4/track"),
        ],
    ),
    (
        7,
        "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60, \"after\": [\"b\"] }, { \"id\": \"b\", \"minutes\": 60, \"after\": [\"a\"] } ],",
        &[("order-cycle", "/sessions/1/after/0")],
    ),
    (
        7,
        "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60, \"fixed\": { \"start\": \"2020-11-05T09:00\" } } ],",
        &[("fixed-outside", "/sessions/0")],
    ),
    (
        7,
        "\"sessions\": [ { \"id\": \"a\", \"minutes\": 60, \"fixed\": { \"start\": \"2020-11-02T09:00\", \"room\": \"r\" } }, { \"id\": \"b\", \"minutes\": 60, \"fixed\": { \"start\": \"2020-11-02T09:30\", \"room\": \"r\" } } ],",
        &[("fixed-clash", "/sessions/1")],
    ),
    (
        8,
        "\"relations\": [ { \"kind\": \"sameday\", \"sessions\": [\"a\", \"b\"] } ]",
        &[("unknown-kind", "/relations/0/kind")],
    ),
    (
        8,
        "\"relations\": [ { \"kind\": \"days\", \"least\": 2, \"most\": 1, \"sessions\": [\"a\", \"b\"] } ]",
        &[("bad-relation", "/relations/0/most")],
    ),
    (
        8,
        "\"relations\": [ { \"kind\": \"same-day\", \"least\": 1, \"sessions\": [\"a\"] } ]",
        &[("bad-relation", "/relations/0/least"), ("bad-relation", "/relations/0/sessions")],
    ),
    (8, "\"interest\": [ { \"sessions\": [\"a\"], \"people\": 3 } ]", &[("bad-interest", "/interest/0/sessions")]),
    (8, "\"rules\": { \"track-overlaps\": \"off\" }", &[("unknown-rule", "/rules/track-overlaps")]),
    (
        8,
        "\"rules\": { \"placed\": \"off\", \"track-overlap\": { \"share\": 0.5 } }",
        &[("rule-setting", "/rules/placed"), ("rule-setting", "/rules/track-overlap")],
    ),
];

#[test]
fn each_file_has_exactly_the_expected_problems_at_their_places() {
    let mut wrong = String::new();
    for (line, text, expected) in CASES {
        let found = with_line(*line, text);
        let seen: Vec<_> = found.iter().map(|d| (d.code, d.pointer.as_str())).collect();
        // A missing part of the document is reported at its first line.
        let elsewhere = matches!(expected[0].0, "no-days" | "syntax");
        let place = if elsewhere { 2 } else { *line };
        if seen != *expected || found.iter().any(|d| d.line != place) {
            wrong.push_str(&format!("{text}\n{}\n", crate::diagnostic::render(&found)));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_messages_of_all_codes_are_as_recorded() {
    let rendered = |(line, text, _): &Case| format!("{text}\n{}\n", crate::diagnostic::render(&with_line(*line, text)));
    let all: String = CASES.iter().map(rendered).collect();
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/diagnostics"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("instance", all));
}

#[test]
fn every_code_has_a_case() {
    // Reported by other functions, and tested there; `no-phase` and `too-many` are tested below.
    let elsewhere = [
        "file-missing",
        "never-holds",
        "file-unreadable",
        "file-unwritable",
        "not-utf8",
        "empty-file",
        "too-deep",
        "doubled-session",
        "other-instance",
        "other-time-zones",
        "bad-time-zones",
        "distant-event",
        "off-grid",
        "bad-change",
        "gone-session",
        "gone-room",
        "no-phase",
        "too-many",
    ];
    let covered: BTreeSet<&str> = CASES.iter().flat_map(|c| c.2.iter().map(|e| e.0)).chain(elsewhere).collect();
    let all: BTreeSet<&str> = INDEX.iter().map(|c| c.id).collect();
    assert_eq!(covered, all);
}

#[test]
fn days_between_all_pairs_of_three_sessions_can_never_be_one() {
    let relation = |sessions: &str, kind: &str| {
        let text = LINES.join("\n").replace(
            "{ \"id\": \"a\", \"minutes\": 60 }",
            "{ \"id\": \"a\", \"minutes\": 60 }, { \"id\": \"c1\", \"minutes\": 60 }, { \"id\": \"c2\", \"minutes\": 60 }",
        );
        let relations = format!("\"relations\": [ {{ {kind}, \"sessions\": [{sessions}] }} ], \"rules\": {{}}");
        let found = read(&text.replace("\"rules\": {}", &relations)).diagnostics;
        found.iter().map(|d| d.code).filter(|code| *code == "never-holds").count()
    };
    let one_day = "\"kind\": \"days\", \"least\": 1, \"most\": 1";
    assert_eq!(relation("\"a\", \"c1\", \"c2\"", one_day), 1);
    assert_eq!(relation("\"a\", \"c1\"", one_day), 0);
    assert_eq!(relation("\"a\", \"c1\", \"c2\"", "\"kind\": \"days\", \"least\": 1, \"most\": 2"), 0);
    assert_eq!(relation("\"a\", \"c1\", \"c2\"", "\"kind\": \"gap\", \"least\": 30, \"most\": 30"), 0);
}

#[test]
fn a_type_without_a_phase_and_too_long_a_list_are_reported() {
    let text = LINES.join("\n").replace("\"days\"", "\"session_types\": [\"main\"], \"days\"");
    let codes: Vec<_> = read(&text).diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["unused-type", "no-phase", "no-phase"]);
    let rooms: Vec<String> = (0..1_001).map(|i| format!("{{ \"id\": \"r{i}\" }}")).collect();
    let found = with_line(3, &format!("\"rooms\": [ {} ],", rooms.join(", ")));
    assert_eq!(found.iter().map(|d| (d.code, d.pointer.as_str())).collect::<Vec<_>>(), [("too-many", "/rooms/1000")]);
}

#[test]
fn all_problems_are_reported_at_once_and_each_only_once() {
    let text = LINES
        .join("\n")
        .replace("\"id\": \"x\", \"zone\": \"UTC\"", "\"id\": \"x\", \"zone\": 7")
        .replace("{ \"id\": \"a\", \"minutes\": 60 }", "{ \"id\": \"a\", \"minutes\": \"x\", \"people\": [\"x\"] }")
        .replace("{ \"id\": \"r\" }", "{ \"id\": \"r\", \"capacty\": 3 }")
        .replace(
            "\"rules\": {}",
            "\"relations\": [ { \"kind\": \"days\", \"sessions\": [\"a\", \"b\"] } ], \"rules\": []",
        );
    let loaded = read(&text);
    assert!(loaded.conference.is_none());
    let seen: Vec<_> = loaded.diagnostics.iter().map(|d| (d.code, d.line)).collect();
    assert_eq!(seen, [("unknown-field", 3), ("wrong-type", 6), ("wrong-type", 7), ("wrong-type", 8)]);
    assert_eq!(loaded.diagnostics[0].help.as_deref(), Some("did you mean \"capacity\"?"));
}
