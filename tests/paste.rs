//! What `why` and `explain --advice` print can be pasted into `what-if --case`, and means the same there: of the document
//! as of the conference that was read from it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use plenary::change::{Case, Draft};
use plenary::check::check;
use plenary::diagnose::{Answer, Proposal, advise, why};
use plenary::domain::change::read;
use plenary::domain::{Conference, Placement, RoomId, Schedule, SessionId, Window};
use plenary::generate::DEMO;
use plenary::instance::{document, load};
use plenary::rules::catalogue;

const LIMIT: Duration = Duration::from_secs(600);

fn conference(text: &[u8], name: &str) -> Conference {
    let loaded = load(text, name, &catalogue());
    loaded.conference.unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics))
}

/// The instance with a case carried out, or what is wrong with it.
fn pasted(text: &[u8], case: &str) -> Result<Conference, String> {
    let mut draft = Draft::new(document(text, "given").map_err(|why| format!("{why:?}"))?, None);
    let said = |why: Vec<plenary::diagnostic::Diagnostic>| format!("{case}: {why:?}");
    Case::parse(case, "--case").map_err(said)?.apply(&mut draft).map_err(said)?;
    let bytes = serde_json::to_vec_pretty(&draft.instance).unwrap();
    let loaded = load(&bytes, "case", &catalogue());
    loaded.conference.ok_or_else(|| format!("{case}: {:?}", loaded.diagnostics))
}

/// A schedule of one conference as one of another in which its sessions and rooms have other positions.
fn carried(schedule: &Schedule, from: &Conference, to: &Conference) -> Schedule {
    let room = |room: RoomId| {
        let id = &from.rooms[room.index()].id;
        RoomId::new(to.rooms.iter().position(|other| other.id == *id).unwrap())
    };
    let place = |id: &String| {
        let session = from.sessions.iter().position(|session| session.id == *id)?;
        let place = schedule.get(SessionId::new(session))?;
        Some(Placement { start: place.start, room: place.room.map(room) })
    };
    Schedule { placements: to.sessions.iter().map(|session| place(&session.id)).collect() }
}

/// Takes sessions out of a conference.
fn without(c: &mut Conference, gone: &[SessionId]) {
    let kept: Vec<SessionId> = c.session_ids().filter(|session| !gone.contains(session)).collect();
    let new = |session: SessionId| kept.iter().position(|&other| other == session).map(SessionId::new);
    c.sessions = kept.iter().map(|session| c.sessions[session.index()].clone()).collect();
    for session in &mut c.sessions {
        for orders in [&mut session.after, &mut session.before] {
            orders.retain_mut(|order| new(order.session).map(|to| order.session = to).is_some());
        }
        session.apart_from.retain_mut(|apart| new(apart.session).map(|to| apart.session = to).is_some());
    }
    let interest = c.interest.iter().filter_map(|pair| {
        let mut pair = *pair;
        (pair.first, pair.second) = (new(pair.first)?, new(pair.second)?);
        Some(pair)
    });
    c.interest = interest.collect();
    let relations = c.relations.iter().flat_map(|relation| {
        let pairs = relation.pairs().into_iter().filter_map(|(a, b)| Some(vec![new(a)?, new(b)?]));
        pairs.map(|sessions| plenary::domain::Relation { sessions, ..relation.clone() }).collect::<Vec<_>>()
    });
    c.relations = relations.collect();
}

/// What a conference says, whatever the words: its digest does not count, a relation is its pairs, people's times count
/// about the event's days, and windows that allow everything allow as much as none.
fn meaning(mut c: Conference) -> Conference {
    c.digest.clear();
    without(&mut c, &[]);
    let (from, until) = (c.days[0].earliest, c.days[c.days.len() - 1].latest);
    let clipped = |windows: &[Window]| -> Vec<Window> {
        let cut = windows.iter().map(|w| Window { from: w.from.max(from), until: w.until.min(until) });
        cut.filter(|w| w.from < w.until).collect()
    };
    for person in &mut c.people {
        person.unavailable = clipped(&person.unavailable);
        person.available = person.available.as_deref().map(clipped);
    }
    for session in &mut c.sessions {
        session.allowed.take_if(|windows| windows.iter().any(|w| w.from <= from && until <= w.until));
    }
    c
}

/// Where two conferences differ.
fn differences(a: &Conference, b: &Conference) -> Vec<String> {
    let (a, b) = (format!("{a:#?}"), format!("{b:#?}"));
    let lines = a.lines().zip(b.lines()).filter(|(a, b)| a != b);
    let mut found: Vec<String> = lines.take(8).map(|(a, b)| format!("{} / {}", a.trim(), b.trim())).collect();
    if a.lines().count() != b.lines().count() {
        found.push("one says more".to_owned());
    }
    found
}

/// What is wrong with a proposal once it is pasted: the document has to come to say what the conference does.
fn misunderstood(text: &[u8], given: &Conference, proposal: &Proposal) -> Result<Conference, String> {
    let pasted = pasted(text, &proposal.line())?;
    let mut applied = proposal.applied(given);
    without(&mut applied, &proposal.left_out(given));
    let found = differences(&meaning(applied), &meaning(pasted.clone()));
    if found.is_empty() { Ok(pasted) } else { Err(format!("{}: {found:#?}", proposal.line())) }
}

fn infeasible() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/infeasible");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_repair_can_be_pasted_and_repairs() {
    let (mut wrong, mut kinds) = (Vec::new(), BTreeSet::new());
    for file in infeasible() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read(&file).unwrap();
        let given = conference(&text, &name);
        let Answer::Impossible(conflicts) = why(&given, LIMIT, 1, &AtomicBool::new(false), &mut |_| {}) else {
            panic!("{name} is not impossible");
        };
        for (number, conflict) in conflicts.iter().enumerate() {
            let others = conflicts.iter().enumerate().filter(|(other, _)| *other != number);
            let others: BTreeSet<SessionId> = others.flat_map(|(_, conflict)| conflict.core.sessions()).collect();
            for remedy in &conflict.remedies {
                kinds.insert(remedy.proposal.kind());
                let pasted = match misunderstood(&text, &given, &remedy.proposal) {
                    Ok(pasted) => pasted,
                    Err(why) => {
                        wrong.push(format!("{name}: {why}"));
                        continue;
                    }
                };
                let applied = remedy.proposal.applied(&given);
                let report = check(&pasted, &carried(&remedy.timetable, &applied, &pasted));
                let unplaced = report.unplaced.iter().map(|session| &pasted.sessions[session.index()].id);
                let open: Vec<&String> = others.iter().map(|session| &given.sessions[session.index()].id).collect();
                if !report.is_valid() || unplaced.collect::<Vec<_>>() != open {
                    wrong.push(format!("{name}: {} does not repair it: {report:?}", remedy.proposal.line()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kinds.len() >= 20, "only {kinds:?}");
}

/// The demo, with a timetable.
fn demo() -> (Conference, Schedule) {
    let given = conference(DEMO.as_bytes(), "demo");
    let at = |text: &str| plenary::instance::instant(text, given.zone).unwrap();
    let place = |start: &str, room| Some(Placement { start: at(start), room: Some(RoomId(room)) });
    let placements = vec![
        place("2027-03-01T10:00", 0),
        place("2027-03-03T11:00", 0),
        place("2027-03-03T12:30", 1),
        place("2027-03-03T12:30", 0),
        place("2027-03-03T14:30", 1),
    ];
    (given, Schedule { placements })
}

#[test]
fn every_advice_can_be_pasted() {
    let (given, schedule) = demo();
    let report = check(&given, &schedule);
    assert!(report.is_valid() && report.is_complete(), "{report:?}");
    let advice = advise(&given, &schedule, LIMIT, &AtomicBool::new(false));
    assert!(advice.len() >= 3, "{advice:?}");
    let told = advice.iter().map(|advice| misunderstood(DEMO.as_bytes(), &given, &advice.proposal));
    let wrong: Vec<String> = told.filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An instance in which sessions are named by what they have in common, and types say much for them.
const KNOT: &str = r#"{ "format": "plenary/1", "time_zone": "Europe/Berlin", "turnaround_minutes": 20, "person_gap_minutes": 30,
    "rooms": [ { "id": "r1", "capacity": 50, "closed": [ { "from": "2027-03-27T08:00", "until": "2027-03-27T12:00" },
                                                       { "from": "2027-03-28T08:00", "until": "2027-03-28T10:00" } ] },
               { "id": "big, hall" } ],
    "services": [ { "id": "s", "rooms": ["r1"], "minutes_per_day": 300 }, { "id": "none", "teams": 2 } ],
    "phases": [ { "id": "one", "days": ["2027-03-27", "2027-03-28"], "session_types": ["talk"],
                  "hours": { "earliest": "08:00", "latest": "20:00", "longest_day_minutes": 480,
                             "exceptions": [ { "day": "2027-03-28", "latest": "18:00" } ] },
                  "slots": [ { "from": "09:00", "until": "12:00", "rooms": ["r1"] },
                             { "from": "13:00", "until": "16:00", "days": ["2027-03-27", "2027-03-28"] },
                             { "from": "16:00", "until": "18:00", "days": ["2027-03-28"] } ] },
                { "id": "two", "days": ["2027-04-01"] } ],
    "types": [ { "id": "talk", "minutes": 60, "after": [ { "tag": "first", "gap_minutes": 5 } ], "track": "t", "services": ["s"],
                 "people": [ "p", { "id": "q", "attends": { "from": 40 } } ],
                 "allowed": [ { "from": "2027-03-27T08:00", "until": "2027-03-28T18:00" } ] },
               { "id": "main", "alone": true, "minutes": 90 } ],
    "tracks": [ { "id": "t", "wishes": [ { "rooms": ["r1"], "discomfort": 5 } ] }, { "id": "u" } ],
    "people": [ { "id": "p", "zone": "Asia/Tokyo", "available": [ { "from": "09:00", "until": "18:00" } ] },
                { "id": "q", "zone": "UTC", "unavailable": [ { "from": "12:00", "until": "13:00" },
                    { "days": ["2027-03-27"] }, { "from": "2027-03-28T06:00", "until": "2027-03-28T09:00" } ] } ],
    "sessions": [
      { "id": "a", "type": "main", "tags": ["first"], "before": [ { "track": "t", "phase": "one" } ] },
      { "id": "b", "type": "talk", "apart_from": [ { "type": "main" }, { "id": "c", "weight": 0.5 } ] },
      { "id": "c", "type": "talk", "track": "u", "services": ["s", "none"], "fixed": { "start": "2027-03-27T09:00", "room": "r1" } },
      { "id": "d d", "type": "talk", "people": ["q"], "apart_from": [ { "track": "t" } ] },
      { "id": "e,e", "type": "talk", "allowed": [ { "from": "2027-03-27T08:00", "until": "2027-03-27T18:00" } ] } ],
    "relations": [ { "kind": "same-day", "sessions": [ { "type": "talk" } ] },
                   { "kind": "directly-after", "sessions": ["b", "d d", "e,e"] },
                   { "kind": "different-days", "weight": 2, "sessions": [ { "track": "t" }, "a" ] } ],
    "interest": [ { "sessions": [ { "track": "t" }, "a" ], "people": 10 }, { "sessions": ["b", "c"], "people": 20 } ] }"#;

/// Cases of kinds that are proposed.
const PROPOSED: [&str; 45] = [
    "hours earliest 2027-03-28 06:30",
    "hours latest 2027-03-27 24:00",
    "hours latest one 21:00",
    "hours earliest 07:00",
    "hours latest 2027-03-28 19:00; hours earliest 2027-03-28 07:00",
    "hours longest one 9h",
    "turnaround 0",
    "gap 10",
    "service minutes s 8h",
    "service teams none 3",
    "service rooms s r1,'big\\, hall'",
    "session shorten b by 25",
    "session shorten e\\,e by 15",
    "person free p 2027-03-26T23:00Z 2027-03-27T23:00Z",
    "person free q 2027-03-27T11:30Z 2027-03-28T07:00Z",
    "person free q 2027-03-28",
    "person leave p b",
    "person leave q 'd d'",
    "session service c without none",
    "session service b without s",
    "room add r1+1 like r1; room add r1+2 like r1",
    "room add other like 'big, hall'",
    "room open r1 2027-03-27T07:00Z 2027-03-27T11:00Z",
    "room open r1 2027-03-27T09:00 2027-03-28T08:00",
    "room open r1 2027-03-28",
    "room open r1",
    "room capacity r1 75",
    "phase types one main,talk",
    "phase types one all",
    "day add 2027-03-29 to one",
    "day add 2027-04-02 to two",
    "slots drop one",
    "session unlock c",
    "session anytime b",
    "session anytime e\\,e",
    "session alone a no",
    "order drop a before b",
    "order drop a before c",
    "apart drop a and b",
    "apart drop c and b",
    "relation drop same-day b and 'd d'",
    "relation drop directly-after 'd d' and b",
    "track drop t",
    "session withdraw 'd d'",
    "session withdraw c,e\\,e",
];

#[test]
fn a_document_and_a_conference_are_changed_alike() {
    let given = conference(KNOT.as_bytes(), "knot");
    let proposal = |case: &str| {
        let changes = case.split("; ").map(|line| read(line).unwrap_or_else(|why| panic!("{line}: {why:?}")));
        Proposal { changes: changes.collect(), amount: None }
    };
    let mut wrong = Vec::new();
    for case in PROPOSED {
        let proposal = proposal(case);
        wrong.extend(misunderstood(KNOT.as_bytes(), &given, &proposal).err());
        if proposal.applied(&given) == given && proposal.left_out(&given).is_empty() {
            wrong.push(format!("{case} changes nothing"));
        }
    }
    // One after another as well: what comes second is said of what the first has made.
    for pair in PROPOSED.windows(2).filter(|pair| !pair.iter().any(|case| case.contains("withdraw"))) {
        wrong.extend(misunderstood(KNOT.as_bytes(), &given, &proposal(&pair.join("; "))).err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_printed_is_what_a_shell_takes() {
    let folder = tempfile::tempdir().unwrap();
    let plenary = |args: &[&str]| {
        let command = assert_cmd::Command::cargo_bin("plenary").unwrap().current_dir(folder.path()).args(args).output();
        let output = command.unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let name = "only-room-closed.json";
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/infeasible").join(name), folder.path().join(name))
        .unwrap();
    let (code, told) = plenary(&["why", name]);
    assert_eq!(code, 1, "{told}");
    let (_, document) = plenary(&["why", name, "--json"]);
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let remedies = document["conflicts"][0]["remedies"].as_array().unwrap();
    let words = shell_words::split(&told[told.find("--case").unwrap()..told.find("Took").unwrap()]).unwrap();
    for remedy in remedies {
        let case = remedy["case"].as_str().unwrap();
        assert!(words.iter().any(|word| word.split_whitespace().eq(case.split_whitespace())), "{case} in {told}");
        let (code, table) = plenary(&["what-if", name, "--case", case, "--steps", "2000", "--json"]);
        assert_ne!(code, 2, "{case}");
        let table: serde_json::Value = serde_json::from_str(&table).unwrap();
        assert_eq!(table["cases"][1]["name"], case, "{table}");
    }
}
