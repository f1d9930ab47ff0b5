//! Schedule files: placements, locks, the request, the certificate. What is read is checked, and its certificate
//! verified; written again, it is read as the same.

use std::sync::OnceLock;

use plenary::app::Silent;
use plenary::app::load::parse_programme;
use plenary::check::{check, verify_certificate};
use plenary::domain::Conference;
use plenary::generate::DEMO;
use plenary::instance::{ReadSchedule, read_draft, read_schedule};
use plenary::rules::ground;
use plenary::schedule::{certificate, priced};
use plenary::solve::bound::Lagrangian;
use serde_json::{Value, json};

use super::{Target, codes, documents};
use crate::common::root;

#[test]
fn schedules() {
    let solved = std::fs::read(root().join("tests/golden/demo.schedule.json")).unwrap();
    let mut asked: Value = serde_json::from_slice(&solved).unwrap();
    let placed: Vec<Value> = asked["sessions"].as_array().unwrap().clone();
    let earlier = |entry: &Value| json!({ "session": entry["id"], "start": entry["start"], "room": entry["room"] });
    let locked = |(entry, lock): (&Value, &str)| {
        let mut kept = earlier(entry);
        kept["lock"] = lock.into();
        kept
    };
    let locks = ["day", "time", "room", "fixed"];
    asked["request"] = json!({
        "earlier": placed.iter().map(earlier).collect::<Vec<_>>(),
        "count_room_changes": true,
        "kept": placed.iter().zip(locks).map(locked).collect::<Vec<_>>(),
        "not_before": placed[0]["start"],
    });
    for (entry, lock) in asked["sessions"].as_array_mut().unwrap().iter_mut().zip(locks) {
        (entry["lock"], entry["status"], entry["sequence"]) = (lock.into(), "confirmed".into(), 3.into());
    }
    asked["certificate"] = proof(demo());
    let seeds = vec![solved, asked.to_string().into_bytes()];
    Target { name: "schedules", seeds, edit: documents::edit, run }.fuzz();
}

fn run(input: &[u8]) -> Result<String, String> {
    let conference = demo();
    drop(read_draft(input, "s.json", conference));
    let read = read_schedule(input, "s.json", conference);
    let described = codes(&read.diagnostics);
    let Some(schedule) = &read.schedule else { return Ok(described) };
    let problem = read.request.problem(conference);
    let report = check(read.request.problem(&read.request.restrict(conference)), schedule);
    let proved = match read.certificate.as_ref().map(|certificate| verify_certificate(problem, certificate)) {
        None => "nothing",
        Some(Ok(_)) => "proved",
        Some(Err(_)) => "refused",
    };
    let written = write(conference, &read)?;
    let again = read_schedule(written.to_string().as_bytes(), "s.json", conference);
    let same = again.schedule == read.schedule
        && (&again.request, &again.locks, &again.statuses) == (&read.request, &read.locks, &read.statuses)
        && (&again.sequences, &again.certificate) == (&read.sequences, &read.certificate);
    if !same {
        return Err(format!("written again, it differs: {:?}\n{written:#}", again.diagnostics));
    }
    Ok(format!("{described} {proved} {}", report.is_valid()))
}

/// The file again, with the sessions as they were understood.
fn write(c: &Conference, read: &ReadSchedule) -> Result<Value, String> {
    let mut document = serde_json::to_value(&read.document).map_err(|error| error.to_string())?;
    let entry = |index: usize| {
        let place = read.schedule.as_ref().and_then(|schedule| schedule.placements[index]);
        let mut entry = json!({
            "id": c.sessions[index].id,
            "room": place.and_then(|place| place.room).map(|room| &c.rooms[room.index()].id),
            "sequence": read.sequences[index],
        });
        let members = [
            ("start", place.map(|place| place.start.to_string().into())),
            ("lock", read.locks[index].map(|lock| lock.name().into())),
            ("status", read.statuses[index].clone().map(Value::from)),
        ];
        for (name, value) in members {
            if let Some(value) = value {
                entry[name] = value;
            }
        }
        entry
    };
    document["sessions"] = (0..c.sessions.len()).map(entry).collect();
    if let Some(certificate) = &read.certificate {
        document["certificate"] = certificate.clone();
    }
    Ok(document)
}

/// A certificate with multipliers.
fn proof(conference: &Conference) -> Value {
    let grounded = ground(conference).unwrap();
    let may_price = priced(&grounded);
    let mut lagrangian = Lagrangian::pricing(&grounded.model, |label| may_price[label.0 as usize]).unwrap();
    lagrangian.iterate(20, i64::MAX);
    let mut document = certificate(conference, &grounded, lagrangian.best());
    document["bound"] = 0.into();
    document
}

fn demo() -> &'static Conference {
    static READ: OnceLock<Conference> = OnceLock::new();
    READ.get_or_init(|| parse_programme(DEMO.as_bytes(), "demo.json", &Silent).unwrap())
}
