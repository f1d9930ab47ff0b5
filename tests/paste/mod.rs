//! What `why` and `explain --advice` print can be pasted into `what-if --case`, and means the same there: of the document
//! as of the conference that was read from it.

mod meaning;
mod random;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use plenary::change::{Case, Draft};
use plenary::check::check;
use plenary::diagnose::{Diagnosis, Proposal, advise, why};
use plenary::domain::change::read;
use plenary::domain::{Conference, Placement, RoomId, Schedule, SessionId};
use plenary::generate::DEMO;
use plenary::instance::{document, load};
use plenary::rules::catalogue;

use meaning::{carried, differences, meaning, without};
use random::{Draw, PHASE, case, instance};

use crate::common::{Folder, run_words};

const LIMIT: Duration = Duration::from_secs(600);

fn conference(text: &[u8], name: &str) -> Conference {
    let loaded = load(text, name, &catalogue());
    loaded.conference.unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics))
}

/// The instance with a case carried out, or what is wrong with it.
fn pasted(text: &[u8], case: &str) -> Result<Conference, String> {
    let mut draft = Draft::new(document(text, "given").map_err(|why| format!("{why:?}"))?, None, catalogue());
    let said = |why: Vec<plenary::diagnostic::Diagnostic>| format!("{case}: {why:?}");
    Case::parse(case, "--case").map_err(said)?.apply(&mut draft).map_err(said)?;
    let bytes = serde_json::to_vec_pretty(&draft.instance).unwrap();
    let loaded = load(&bytes, "case", &catalogue());
    loaded.conference.ok_or_else(|| format!("{case}: {:?}", loaded.diagnostics))
}

/// What is wrong with a proposal once it is pasted: the document has to come to say what the conference does.
fn misunderstood(text: &[u8], given: &Conference, proposal: &Proposal) -> Result<Conference, String> {
    let pasted = pasted(text, &proposal.line())?;
    let mut applied = proposal.applied(given);
    without(&mut applied, &proposal.withdrawn(given));
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
        let Diagnosis::Impossible(conflicts) = why(&given, LIMIT, 1, &AtomicBool::new(false), &mut |_| {}) else {
            panic!("{name} is not impossible");
        };
        for (number, conflict) in conflicts.iter().enumerate() {
            let others = conflicts.iter().enumerate().filter(|(other, _)| *other != number);
            let others: BTreeSet<SessionId> = others.flat_map(|(_, conflict)| conflict.core.sessions()).collect();
            for remedy in &conflict.repairs {
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
        if proposal.applied(&given) == given && proposal.withdrawn(&given).is_empty() {
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
fn random_documents_and_conferences_are_changed_alike() {
    let (mut draw, mut wrong, mut seen) = (Draw(1), Vec::new(), BTreeSet::new());
    let mut cases = 0;
    for _ in 0..300 {
        let text = serde_json::to_vec(&instance(&mut draw)).unwrap();
        let Some(given) = load(&text, "random", &catalogue()).conference else { continue };
        for _ in 0..8 {
            let case = case(&mut draw);
            // What cannot be carried out, or makes no valid instance, is nobody's proposal.
            if pasted(&text, &case).is_err() {
                continue;
            }
            // Which sessions can be held in a phase is asked of the document again, and a conference knows only which
            // could be.
            let asks = ["hours", "phase", "day", "session shorten", "session unlock", "session anytime"];
            if String::from_utf8_lossy(&text).contains(PHASE) && asks.iter().any(|kind| case.starts_with(kind)) {
                continue;
            }
            let changes: Vec<_> = case.split("; ").map(|line| read(line).unwrap()).collect();
            seen.insert(changes[0].name());
            cases += 1;
            if let Err(why) = misunderstood(&text, &given, &Proposal { changes, amount: None }) {
                wrong.push(format!("{why}\n{}", String::from_utf8_lossy(&text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {cases}\n{}", wrong.len(), wrong[..wrong.len().min(4)].join("\n"));
    assert!(cases > 400 && seen.len() == 26, "{cases} cases of {seen:?}");
}

#[test]
fn what_is_printed_is_what_a_shell_takes() {
    let folder = Folder::empty();
    folder.take("tests/infeasible/only-room-closed.json", "i.json");
    let told = folder.run("why i.json").ended(1).out;
    let document = folder.run("why i.json --json").json();
    let remedies = document["conflicts"][0]["remedies"].as_array().unwrap();
    let words = shell_words::split(&told[told.find("--case").unwrap()..told.find("Took").unwrap()]).unwrap();
    for remedy in remedies {
        let case = remedy["case"].as_str().unwrap();
        assert!(words.iter().any(|word| word.split_whitespace().eq(case.split_whitespace())), "{case} in {told}");
        let run = run_words(folder.path(), &["what-if", "i.json", "--case", case, "--steps", "2000", "--json"]);
        assert_ne!(run.code, 2, "{case}");
        assert_eq!(run.json()["cases"][1]["name"], case);
    }
}
