//! Exchange with other solvers: exports the model of an instance as JSON, and imports their assignments as schedules.
//!
//! `peers-model export INSTANCE MODEL` writes the model that `plenary` itself optimizes; `src/model/score.rs` defines
//! the meaning of each primitive. `peers-model import INSTANCE ASSIGNMENT SCHEDULE` reads an array with `[start,
//! class]` or `null` for each activity, writes a schedule that `plenary check` reads, and prints its score by the
//! model.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use plenary::domain::Conference;
use plenary::explain::rfc3339;
use plenary::instance::{self, files};
use plenary::model::{Assignment, Cost, FORBIDDEN, MinMax, Model, NO_BUCKET, Place, PrecedenceKind, Price, evaluate};
use plenary::rules::{self, Grounded};
use plenary::schedule::to_schedule;
use serde_json::{Value, json};

#[derive(Parser)]
#[command(about = "Exports instances to other solvers and imports their results")]
struct Arguments {
    #[command(subcommand)]
    command: Direction,
}

#[derive(Subcommand)]
enum Direction {
    /// Write the model of an instance as JSON
    Export { instance: PathBuf, model: PathBuf },
    /// Write an assignment as a schedule, and print its score
    Import { instance: PathBuf, assignment: PathBuf, schedule: PathBuf },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Direction::Export { instance, model } => export(&instance, &model),
        Direction::Import { instance, assignment, schedule } => import(&instance, &assignment, &schedule),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn export(instance: &Path, to: &Path) -> Result<(), String> {
    let (_, grounded) = load(instance)?;
    let model = &grounded.model;
    if !model.min_maxes.iter().all(MinMax::is_largest) || !model.least_excesses.is_empty() {
        let what = "the other solvers have no formulation of good-day, and of fair-regions only the measure \"worst\"";
        return Err(format!("{}: {what}", instance.display()));
    }
    write(to, &document(model))
}

fn import(instance: &Path, assignment: &Path, to: &Path) -> Result<(), String> {
    let (conference, grounded) = load(instance)?;
    let bytes = files::read(assignment).map_err(|error| error.message.clone())?;
    let places: Vec<Option<(u32, u32)>> =
        serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", assignment.display()))?;
    let model = &grounded.model;
    if places.len() != model.activities.len() {
        return Err(format!(
            "{}: {} places for {} activities",
            assignment.display(),
            places.len(),
            model.activities.len()
        ));
    }
    let outside =
        |&(start, class): &(u32, u32)| start as usize >= model.starts.len() || class as usize >= model.classes.len();
    if let Some(place) = places.iter().flatten().find(|place| outside(place)) {
        return Err(format!("the model has no start {} or no class {}", place.0, place.1));
    }
    let assignment: Assignment =
        places.into_iter().map(|place| place.map(|(start, class)| Place { start, class })).collect();
    let score = evaluate(model, &assignment);
    write(to, &schedule(&conference, &grounded, &assignment))?;
    println!("{}", json!({ "violations": score.violations, "unplaced": score.unplaced, "cost": score.soft }));
    Ok(())
}

fn load(path: &Path) -> Result<(Conference, Grounded), String> {
    let bytes = files::read(path).map_err(|error| error.message.clone())?;
    let loaded = instance::load(&bytes, &path.display().to_string(), &rules::catalogue());
    let faulty = || format!("{} has problems; `plenary describe` lists them", path.display());
    let conference = loaded.conference.ok_or_else(faulty)?;
    let grounded = rules::ground(&conference).map_err(|error| error.to_string())?;
    Ok((conference, grounded))
}

fn write(path: &Path, document: &Value) -> Result<(), String> {
    files::write(path, document.to_string().as_bytes()).map_err(|error| error.message.clone())
}

fn schedule(conference: &Conference, grounded: &Grounded, assignment: &Assignment) -> Value {
    let schedule = to_schedule(conference, grounded, assignment);
    let sessions: Vec<Value> = schedule
        .placed()
        .map(|(id, placement)| {
            json!({
                "id": conference.sessions[id.index()].id,
                "start": rfc3339(conference, placement.start),
                "room": placement.room.map(|room| conference.rooms[room.index()].id.clone()),
            })
        })
        .collect();
    json!({
        "format": instance::format::SCHEDULE_FORMAT,
        "instance": { "digest": conference.digest },
        "sessions": sessions,
    })
}

/// The model with all its tables. `null` is a forbidden place, or the price of a hard constraint. The names of the
/// members are read by the scripts of the peers.
fn document(model: &Model) -> Value {
    let starts: Vec<Value> = model.starts.iter().map(|start| json!([start.step, start.day, start.date])).collect();
    let activities: Vec<Value> = model
        .activities
        .iter()
        .map(|activity| {
            json!({
                "duration": activity.duration,
                "unplaced": activity.unplaced_penalty,
                "start_cost": costs(&activity.start_cost),
                "place_cost": activity.place_cost.as_deref().map(costs),
            })
        })
        .collect();
    let buckets: Vec<Vec<Option<u32>>> = model
        .buckets
        .iter()
        .map(|table| table.iter().map(|&bucket| (bucket != NO_BUCKET).then_some(bucket)).collect())
        .collect();
    let spans: Vec<Value> = model
        .day_spans
        .iter()
        .map(|span| json!({ "day": span.day, "longest": span.longest, "price": span.price }))
        .collect();
    json!({
        "format": "plenary-model/1",
        "horizon": model.horizon,
        "starts": starts,
        "days": model.days.iter().map(|day| [day.first, day.end]).collect::<Vec<_>>(),
        "classes": model.classes.iter().map(|class| class.size).collect::<Vec<_>>(),
        "activities": activities,
        "measures": model.measures,
        "buckets": buckets,
        "regions": model.start_sets,
        "profiles": cumulatives(model),
        "excesses": bucket_capacities(model),
        "distincts": nvalues(model),
        "orders": precedences(model),
        "spans": spans,
        "worsts": min_maxes(model),
    })
}

fn costs(table: &[Cost]) -> Vec<Option<Cost>> {
    table.iter().map(|&cost| (cost != FORBIDDEN).then_some(cost)).collect()
}

fn price(price: Price) -> Option<Cost> {
    match price {
        Price::Hard => None,
        Price::Soft(price) => Some(price),
    }
}

fn cumulatives(model: &Model) -> Vec<Value> {
    let cumulative = |cumulative: &plenary::model::Cumulative| {
        let uses: Vec<Value> = cumulative
            .uses
            .iter()
            .map(|used| json!([used.activity, used.class, used.from, used.until, used.amount]))
            .collect();
        json!({ "capacity": cumulative.capacity, "price": price(cumulative.price), "uses": uses })
    };
    model.cumulatives.iter().map(cumulative).collect()
}

fn bucket_capacities(model: &Model) -> Vec<Value> {
    let capacity = |capacity: &plenary::model::BucketCapacity| {
        let terms: Vec<Value> =
            capacity.terms.iter().map(|term| json!([term.activity, term.measure, term.buckets])).collect();
        json!({ "buckets": capacity.buckets, "bound": capacity.limit, "price": price(capacity.price), "terms": terms })
    };
    model.bucket_capacities.iter().map(capacity).collect()
}

fn nvalues(model: &Model) -> Vec<Value> {
    let nvalue = |nvalue: &plenary::model::NValue| {
        let terms: Vec<[u32; 2]> = nvalue.terms.iter().map(|term| [term.activity, term.buckets]).collect();
        json!({ "buckets": nvalue.buckets, "free": nvalue.free, "price": nvalue.price, "terms": terms })
    };
    model.nvalues.iter().map(nvalue).collect()
}

fn precedences(model: &Model) -> Vec<Value> {
    let precedence = |precedence: &plenary::model::Precedence| {
        let kind = match precedence.kind {
            PrecedenceKind::Gap { least, most, either_order, same_class } => {
                json!({ "kind": "gap", "least": least, "most": most, "either": either_order, "same_class": same_class })
            }
            PrecedenceKind::Days { least, most } => json!({ "kind": "days", "least": least, "most": most }),
        };
        let (start_set, price) = (precedence.start_set, price(precedence.price));
        json!({ "ask": kind, "region": start_set, "price": price, "pairs": precedence.pairs })
    };
    model.precedences.iter().map(precedence).collect()
}

fn min_maxes(model: &Model) -> Vec<Value> {
    let min_max = |min_max: &MinMax| {
        let terms: Vec<Value> = min_max
            .terms
            .iter()
            .map(|term| {
                let (first, width) = (term.first, term.width);
                json!({ "activity": term.activity, "first": first, "width": width, "cells": term.group_costs })
            })
            .collect();
        json!({ "groups": min_max.groups.len(), "terms": terms })
    };
    model.min_maxes.iter().map(min_max).collect()
}
