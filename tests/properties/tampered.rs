//! A certificate that was tampered with proves less than the optimum, or is refused: whatever is written in it, no bound
//! that the checker computes exceeds the cost of the best timetable. The tampering climbs: a copy that proves more than
//! the one before is tampered with again.

use plenary::check::verify_certificate;
use plenary::domain::{Conference, Problem, RuleId};
use plenary::rules::ground;
use plenary::schedule::{certificate, priced};
use plenary::solve::bound::Lagrangian;
use serde_json::{Value, json};

use crate::properties::oracle::optimum_of;
use crate::properties::random::Random;

crate::in_parts!(no_tampered_certificate_proves_more_than_the_optimum);

/// Number of tampered copies of each certificate.
const COPIES: usize = 40;

fn no_tampered_certificate_proves_more_than_the_optimum(seed: u64, problem: Problem<'_>) -> Result<(), String> {
    let best = optimum_of(seed, problem).ok_or("no optimum")?;
    if best.unplaced > 0 {
        return Ok(());
    }
    let mut random = Random::new(seed, 7);
    let mut document = honest(&mut random, problem, best.cost)?;
    let mut most = i64::MIN;
    for _ in 0..COPIES {
        let mut copy = document.clone();
        for _ in 0..random.between(1, 3) {
            tamper(&mut random, problem.conference, &mut copy);
        }
        let Ok(bound) = verify_certificate(problem, &copy) else { continue };
        if bound > best.cost {
            return Err(format!("{bound} verifies above the optimum {}\n{copy:#}", best.cost));
        }
        if bound >= most {
            (document, most) = (copy, bound);
        }
    }
    Ok(())
}

/// A certificate with good multipliers, or with none. It claims nothing, so that it is not refused for its claim.
fn honest(random: &mut Random, problem: Problem<'_>, cost: i64) -> Result<Value, String> {
    let grounded = ground(problem).map_err(|error| error.to_string())?;
    let may_price = priced(&grounded);
    let lagrangian = Lagrangian::pricing(&grounded.model, |label| may_price[label.0 as usize]);
    let mut lagrangian = lagrangian.ok_or("no bound, although every session has a place")?;
    lagrangian.iterate(random.pick(&[0, 3, 20]), cost);
    let mut document = certificate(problem.conference, &grounded, lagrangian.best());
    document["bound"] = 0.into();
    Ok(document)
}

/// Changes one thing.
fn tamper(random: &mut Random, c: &Conference, document: &mut Value) {
    match random.below(8) {
        0 => document["hubs"] = json!({ "first": session(random, c), "last": session(random, c) }),
        1 => document["step_minutes"] = random.pick(&[1, 2, 5, 10, 15, 30, 60]).into(),
        2 => document["origin"] = c.origin().plus(random.pick(&[-1440, -60, 5, 30, 60, 1440])).to_string().into(),
        _ => {
            let Some(entries) = document["multipliers"].as_array_mut() else { return };
            tamper_with_entries(random, c, entries);
        }
    }
}

fn tamper_with_entries(random: &mut Random, c: &Conference, entries: &mut Vec<Value>) {
    let chosen = random.below(entries.len());
    let other = random.below(entries.len());
    match (random.below(10), entries.len()) {
        (0, _) | (_, 0) => entries.push(made_up(random, c)),
        (1, _) => {
            entries.remove(chosen);
        }
        (2, _) => entries.push(entries[chosen].clone()),
        (3, _) => {
            let subject = entries[other]["subject"].clone();
            entries[chosen]["subject"] = subject;
        }
        (4, _) => {
            let at = entries[chosen]["at"].as_i64().unwrap_or(0) + random.between(-6, 6);
            entries[chosen]["at"] = at.into();
        }
        (5, _) => entries[chosen]["values"] = values(random).into(),
        (6..=8, _) => {
            let percent = random.pick(&[50, 90, 110, 150, 200, 400, 1600]);
            for value in entries[chosen]["values"].as_array_mut().into_iter().flatten() {
                *value = (value.as_i64().unwrap_or(0).saturating_mul(percent) / 100).into();
            }
        }
        _ => {
            let rule = entries[other]["rule"].clone();
            entries[chosen]["rule"] = rule;
        }
    }
}

/// An entry that no bound wrote.
fn made_up(random: &mut Random, c: &Conference) -> Value {
    let ids = |all: Vec<&str>, random: &mut Random| match all.is_empty() {
        true => vec![],
        false => vec![random.pick(&all).to_owned()],
    };
    let (rule, subject) = match random.below(6) {
        0 => {
            let rooms: Vec<&str> = c.rooms.iter().map(|room| room.id.as_str()).collect();
            (RuleId::RoomClash, random.some(&rooms, 60).into_iter().map(str::to_owned).collect())
        }
        1 => (RuleId::Alone, vec![]),
        2 => (RuleId::Service, ids(c.services.iter().map(|service| service.id.as_str()).collect(), random)),
        3 => (RuleId::TrackOverlap, ids(c.tracks.iter().map(|track| track.0.as_str()).collect(), random)),
        4 => (RuleId::TagOverlap, ids(c.tags.iter().map(String::as_str).collect(), random)),
        _ => {
            let limit = random.pick(&["60", "180"]).to_owned();
            let person = ids(c.people.iter().map(|person| person.id.as_str()).collect(), random);
            let value = random.between(0, 70_000);
            let subject: Vec<String> = person.into_iter().chain([limit]).collect();
            return json!({ "rule": RuleId::FairPeople, "subject": subject, "at": 0, "values": [value] });
        }
    };
    json!({ "rule": rule, "subject": subject, "at": random.between(-3, 40), "values": values(random) })
}

/// Multipliers from nothing to far above every price.
fn values(random: &mut Random) -> Vec<i64> {
    let largest = random.pick(&[0, 1 << 16, 1 << 24, 1 << 32, 1 << 40, i64::MAX / 4]);
    (0..random.between(1, 12)).map(|_| random.between(0, largest)).collect()
}

fn session(random: &mut Random, c: &Conference) -> Value {
    match random.chance(30) {
        true => Value::Null,
        false => c.sessions[random.below(c.sessions.len())].id.as_str().into(),
    }
}
