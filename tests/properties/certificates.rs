//! A verified certificate is a bound for any multipliers: legal ones never prove more than the optimum, and illegal
//! ones are refused.

use plenary::check::verify_certificate;
use plenary::domain::Problem;
use plenary::rules::ground;
use plenary::schedule::{certificate, priced};
use plenary::solve::bound::Lagrangian;
use serde_json::{Value, json};

use crate::properties::oracle::optimum_of;
use crate::properties::random::Random;

crate::in_parts!(a_certificate_above_the_optimum_is_refused);

/// Number of perturbed copies of each certificate.
const COPIES: usize = 12;

fn a_certificate_above_the_optimum_is_refused(seed: u64, problem: Problem<'_>) -> Result<(), String> {
    let conference = problem.conference;
    let grounded = ground(problem).map_err(|error| error.to_string())?;
    let best = optimum_of(seed, problem).ok_or("no optimum")?;
    let may_price = priced(&grounded);
    let lagrangian = Lagrangian::pricing(&grounded.model, |label| may_price[label.0 as usize]);
    let Some(mut lagrangian) = lagrangian.filter(|_| best.unplaced == 0) else { return Ok(()) };
    lagrangian.iterate(20, best.cost);
    let mut document = certificate(conference, &grounded, lagrangian.best());
    document["bound"] = 0.into();
    let mut random = Random::new(seed, 4);
    for _ in 0..COPIES {
        let mut copy = document.clone();
        if let Some(entries) = copy["multipliers"].as_array_mut() {
            entries.iter_mut().filter(|entry| !is_region_weight(entry)).for_each(|entry| perturb(&mut random, entry));
            shift(&mut random, entries);
        }
        match verify_certificate(problem, &copy) {
            Ok(bound) if bound > best.cost => {
                return Err(format!("{bound} verifies above the optimum {}\n{copy:#}", best.cost));
            }
            // Multipliers above a price, or weights that do not sum to one, are refused correctly.
            Ok(_) | Err(_) => {}
        }
        copy["bound"] = (best.cost + 1).into();
        if let Ok(bound) = verify_certificate(problem, &copy) {
            return Err(format!("a claim above the optimum {} verifies, as {bound}\n{copy:#}", best.cost));
        }
    }
    illegal_multipliers_are_refused(problem, &document)
}

/// Whether the entry is the weight of a region; these weights sum to one.
fn is_region_weight(entry: &Value) -> bool {
    entry["rule"] == "fair-regions"
}

/// Changes the values at random.
fn perturb(random: &mut Random, entry: &mut Value) {
    let Some(values) = entry["values"].as_array_mut() else { return };
    for value in values {
        let old = value.as_i64().unwrap_or(0);
        let new = match random.below(5) {
            0 | 1 => old,
            2 => old / 2,
            3 => old + random.between(0, old.min(1 << 40)),
            _ => 0,
        };
        *value = new.into();
    }
}

/// Moves weight from one region to another.
fn shift(random: &mut Random, entries: &mut [Value]) {
    let regions: Vec<usize> = (0..entries.len()).filter(|&i| is_region_weight(&entries[i])).collect();
    if regions.len() < 2 {
        return;
    }
    let (from, to) = (random.pick(&regions), random.pick(&regions));
    let of = |entry: &Value| entry["values"][0].as_i64().unwrap_or(0);
    let moved = random.between(0, of(&entries[from]));
    entries[from]["values"][0] = (of(&entries[from]) - moved).into();
    entries[to]["values"][0] = (of(&entries[to]) + moved).into();
}

/// Illegal multipliers must be refused.
fn illegal_multipliers_are_refused(problem: Problem<'_>, document: &Value) -> Result<(), String> {
    let room = problem.conference.rooms[0].id.clone();
    let negative = json!([{ "rule": "room-clash", "subject": [room], "at": 0, "values": [-1] }]);
    let unknown = json!([{ "rule": "room-clash", "subject": ["nowhere"], "at": 0, "values": [1] }]);
    let unpriced = json!([{ "rule": "day-length", "subject": [], "at": 0, "values": [1] }]);
    let mut illegal = vec![negative, unknown, unpriced];
    // Weights that no longer sum to one.
    let mut light = document["multipliers"].clone();
    if let Some(entry) =
        light.as_array_mut().and_then(|entries| entries.iter_mut().find(|entry| is_region_weight(entry)))
    {
        entry["values"][0] = (entry["values"][0].as_i64().unwrap_or(0) - 1).into();
        illegal.push(light);
    }
    for multipliers in illegal {
        let mut copy = document.clone();
        copy["multipliers"] = multipliers.clone();
        if verify_certificate(problem, &copy).is_ok() {
            return Err(format!("{multipliers} is accepted"));
        }
    }
    Ok(())
}
