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
use serde_json::{Value, json};

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

/// Leaves out of a list what nobody uses, and sorts it; `uses` are the positions that are used.
fn tidied<T: Clone + Ord>(list: &mut Vec<T>, uses: Vec<&mut u32>) {
    let used: BTreeSet<&T> = uses.iter().map(|at| &list[**at as usize]).collect();
    let tidy: Vec<T> = used.into_iter().cloned().collect();
    for at in uses {
        let place = tidy.iter().position(|known| *known == list[*at as usize]).unwrap();
        *at = u32::try_from(place).unwrap();
    }
    *list = tidy;
}

/// What a conference says, whatever the words: its digest does not count, nor the order of types, tracks and tags, nor
/// those that nobody uses; a relation is its pairs, people's times count on the event's days, and windows that allow
/// everything allow as much as none.
fn meaning(mut c: Conference) -> Conference {
    c.digest.clear();
    without(&mut c, &[]);
    let of_phases = c.phases.iter_mut().flat_map(|phase| phase.types.iter_mut().flatten());
    tidied(&mut c.types, c.sessions.iter_mut().map(|s| &mut s.kind).chain(of_phases).map(|kind| &mut kind.0).collect());
    c.phases.iter_mut().for_each(|phase| phase.types.iter_mut().for_each(|types| types.sort_unstable()));
    tidied(&mut c.tracks, c.sessions.iter_mut().filter_map(|s| s.track.as_mut()).map(|track| &mut track.0).collect());
    tidied(&mut c.tags, c.sessions.iter_mut().flat_map(|s| &mut s.tags).map(|tag| &mut tag.0).collect());
    let (from, until) = (c.days[0].earliest, c.days[c.days.len() - 1].latest);
    let days = c.days.clone();
    let clipped = |windows: &[Window]| -> Vec<Window> {
        let on = |day: &plenary::domain::Day| {
            let (from, until) = (day.earliest, day.latest);
            windows
                .iter()
                .map(move |w| Window { from: w.from.max(from), until: w.until.min(until) })
                .collect::<Vec<_>>()
        };
        days.iter().flat_map(on).filter(|w| w.from < w.until).collect()
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

/// Draws what stands in small instances, and changes of them.
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// One of these, or nothing.
    fn maybe(&mut self, list: &[Value]) -> Value {
        if self.below(2) == 0 { Value::Null } else { self.of(list) }
    }

    /// Some of these, in their order.
    fn some(&mut self, list: &[Value]) -> Value {
        list.iter().filter(|_| self.below(2) == 0).cloned().collect()
    }
}

/// The object without what is not said.
fn said(mut object: Value) -> Value {
    object.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    object
}

const DATES: [&str; 4] = ["2027-03-13", "2027-03-14", "2027-03-28", "2027-03-29"];

/// How sessions are named by the phase in which they can be held.
const PHASE: &str = "\"phase\":\"one\"";

/// What sessions and types can say.
fn shared(d: &mut Draw, id: &str, minutes: Value) -> Value {
    let window = |from: &str, until: &str| json!({ "from": from, "until": until });
    let allowed = [
        json!([window("2027-03-13T08:00", "2027-03-14T20:00")]),
        json!([window("2027-03-13T08:00", "2027-03-13T20:00"), window("2027-03-28T09:00Z", "2027-03-29T24:00")]),
    ];
    let seats = [json!("p"), json!({ "id": "q", "attends": { "from": 20 } }), json!({ "id": "r", "optional": true })];
    let orders = [json!("a"), json!({ "tag": "first", "gap_minutes": 10 }), json!({ "track": "t", "phase": "one" })];
    let aparts = [json!({ "track": "t" }), json!({ "type": "main", "weight": 2 }), json!("b"), json!({ "tag": "x" })];
    let people = d.some(&seats);
    said(json!({
        "id": id, "minutes": minutes, "track": d.maybe(&[json!("t"), json!("u")]), "tags": d.maybe(&[json!(["first"]), json!(["x"])]),
        "people": d.maybe(&[people]), "services": d.maybe(&[json!(["s"]), json!([])]), "alone": d.maybe(&[json!(true)]),
        "after": if d.below(4) == 0 { json!([d.of(&orders)]) } else { Value::Null },
        "before": if d.below(6) == 0 { json!([d.of(&orders)]) } else { Value::Null },
        "apart_from": if d.below(3) == 0 { json!([d.of(&aparts)]) } else { Value::Null },
        "allowed": if d.below(4) == 0 { d.of(&allowed) } else { Value::Null },
    }))
}

/// A small instance. Not every one is valid.
fn instance(d: &mut Draw) -> Value {
    let window = |from: &str, until: &str| json!({ "from": from, "until": until });
    let days: Vec<Value> = DATES.iter().map(|date| json!(date)).collect();
    let slots = [
        json!({ "from": "09:00", "until": "11:30" }),
        json!({ "from": "13:00", "until": "16:00", "rooms": ["r1"] }),
        json!({ "from": "16:30", "until": "18:00", "days": ["2027-03-13"] }),
    ];
    let phase = |id: &str, days: &[Value], d: &mut Draw| {
        let exceptions = [json!({ "day": days[0], "latest": "19:00" }), json!({ "day": days[1], "earliest": "09:30" })];
        let hours =
            said(json!({ "earliest": d.maybe(&[json!("08:00")]), "latest": d.maybe(&[json!("21:00"), json!("26:00")]),
            "longest_day_minutes": d.maybe(&[json!(600)]), "exceptions": d.some(&exceptions) }));
        let types = d.maybe(&[json!(["talk"]), json!(["main", "talk"])]);
        said(
            json!({ "id": id, "days": days, "hours": hours, "session_types": types, "slots": if id == "one" { d.some(&slots) } else { json!([]) } }),
        )
    };
    let one = phase("one", &days[..2], d);
    let two = phase("two", &days[2..], d);
    let closed = [window("2027-03-13T08:00", "2027-03-13T12:00"), window("2027-03-13T11:00", "2027-03-14T09:00")];
    let away = [
        json!({ "from": "22:00", "until": "07:00" }),
        json!({ "days": ["2027-03-14"] }),
        json!({ "from": "2027-03-13T10:00", "until": "2027-03-13T15:00" }),
    ];
    let person = |id: &str, d: &mut Draw| {
        let there = d.some(&away);
        said(json!({ "id": id, "zone": d.of(&["UTC", "Asia/Tokyo", "America/New_York"]), "unavailable": d.some(&away),
            "available": if d.below(3) == 0 { there } else { Value::Null } }))
    };
    let people: Vec<Value> = ["p", "q", "r"].iter().map(|id| person(id, d)).collect();
    let mut sessions = Vec::new();
    for id in ["a", "b", "c", "d"] {
        let minutes = d.maybe(&[json!(60), json!(90)]);
        let mut session = shared(d, id, minutes);
        session["type"] = d.of(&[json!("talk"), json!("main")]);
        if d.below(4) == 0 {
            session["fixed"] = json!({ "start": "2027-03-13T13:00", "room": "r1" });
        }
        sessions.push(session);
    }
    let some = [json!("a"), json!("b"), json!({ "track": "t" }), json!({ "type": "talk" }), json!("d")];
    let relation = |d: &mut Draw| {
        let weight = d.maybe(&[json!(2)]);
        let kind = d.of(&["same-day", "different-days", "directly-after", "gap"]);
        said(json!({ "kind": kind, "sessions": d.some(&some), "weight": weight }))
    };
    let relations: Vec<Value> = (0..d.below(3)).map(|_| relation(d)).collect();
    let services = json!([said(
        json!({ "id": "s", "rooms": d.maybe(&[json!(["r1"])]), "minutes_per_day": d.maybe(&[json!(300)]) })
    )]);
    json!({
        "format": "plenary/1", "time_zone": d.of(&["UTC", "Europe/Berlin", "America/New_York", "+05:30"]),
        "turnaround_minutes": d.of(&[0, 10]), "person_gap_minutes": d.of(&[0, 30]),
        "rooms": [said(json!({ "id": "r1", "capacity": d.maybe(&[json!(50)]), "closed": d.some(&closed) })), { "id": "r2" }],
        "services": services, "phases": [one, two], "people": people,
        "types": [shared(d, "talk", json!(60)), shared(d, "main", json!(120))],
        "tracks": [{ "id": "t", "wishes": [{ "rooms": ["r1"], "discomfort": 5 }] }, { "id": "u" }],
        "sessions": sessions, "relations": relations,
        "interest": [{ "sessions": [{ "type": "talk" }, "a"], "people": 10 }],
    })
}

/// A case of a kind that is proposed. Not every one makes a valid instance.
fn case(d: &mut Draw) -> String {
    let (a, b) = (d.of(&["a", "b"]), d.of(&["c", "d"]));
    let (one, other) = if d.below(2) == 0 { (a, b) } else { (b, a) };
    let date = d.of(&DATES);
    let kinds = [
        format!("hours earliest {date} 0{}:30", 5 + d.below(4)),
        format!("hours latest {date} {}:00", 19 + d.below(6)),
        format!("hours longest {} 11h", d.of(&["one", "two"])),
        format!("turnaround {}", d.of(&[0, 5])),
        "gap 15".to_owned(),
        "service minutes s 7h".to_owned(),
        "service teams s 2".to_owned(),
        "service rooms s r1,r2".to_owned(),
        format!("session shorten {one} by 25"),
        format!("person free {} {date}", d.of(&["p", "q", "r"])),
        format!("person free {} 2027-03-13T09:00Z 2027-03-14T05:00Z", d.of(&["p", "q", "r"])),
        format!("person leave {} {one}", d.of(&["p", "q", "r"])),
        format!("session service {one} without s"),
        "room add r3 like r1; room add r4 like r1".to_owned(),
        format!("room open r1 {date}"),
        "room open r1 2027-03-13T10:00Z 2027-03-13T15:00Z".to_owned(),
        "room capacity r1 75".to_owned(),
        "phase types one main,talk".to_owned(),
        "day add 2027-03-15 to one".to_owned(),
        "day add 2027-03-30 to two".to_owned(),
        "slots drop one".to_owned(),
        format!("session unlock {one}"),
        format!("session anytime {one}"),
        format!("session alone {one} no"),
        format!("order drop {one} before {other}"),
        format!("apart drop {one} and {other}"),
        format!("relation drop {} {one} and {other}", d.of(&["same-day", "different-days", "directly-after", "gap"])),
        "track drop t".to_owned(),
        format!("session withdraw {one}"),
    ];
    d.of(&kinds)
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
