//! The bridge between plenary and other solvers: an instance's model out as JSON, their assignments back in as schedules.
//!
//! `peers-model export INSTANCE MODEL` writes what `plenary` itself optimises; the meaning of each primitive is that of
//! `src/model/score.rs`. `peers-model import INSTANCE ASSIGNMENT SCHEDULE` turns an array of `[start, class]` or `null`,
//! one for each activity, into a schedule that `plenary check` reads, and prints the model's own score of it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use plenary::domain::Conference;
use plenary::explain::rfc3339;
use plenary::instance::{self, files};
use plenary::model::{Assignment, Cost, FORBIDDEN, Model, NO_BUCKET, Place, PrecedenceKind, Price, evaluate};
use plenary::rules::{self, Grounded};
use plenary::schedule::to_schedule;
use serde_json::{Value, json};

#[derive(Parser)]
#[command(about = "Carries instances to other solvers and their answers back")]
struct Arguments {
    #[command(subcommand)]
    command: Direction,
}

#[derive(Subcommand)]
enum Direction {
    /// Write an instance's model as JSON
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
    write(to, &document(&grounded.model))
}

fn import(instance: &Path, assignment: &Path, to: &Path) -> Result<(), String> {
    let (conference, grounded) = load(instance)?;
    let bytes = files::read(assignment).map_err(|error| error.message.clone())?;
    let places: Vec<Option<(u32, u32)>> =
        serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", assignment.display()))?;
    let model = &grounded.model;
    if places.len() != model.activities.len() {
        return Err(format!("{} places for {} activities", places.len(), model.activities.len()));
    }
    let outside =
        |&(start, class): &(u32, u32)| start as usize >= model.starts.len() || class as usize >= model.classes.len();
    if let Some(place) = places.iter().flatten().find(|place| outside(place)) {
        return Err(format!("there is no start {} or no class {}", place.0, place.1));
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
    let faulty = || format!("{} has faults: see `plenary check`", path.display());
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

/// The model, every table as it is; what may not be is `null`, and so is a hard price.
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
        "profiles": profiles(model),
        "excesses": excesses(model),
        "distincts": distincts(model),
        "orders": orders(model),
        "spans": spans,
        "worsts": worsts(model),
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

fn profiles(model: &Model) -> Vec<Value> {
    let profile = |profile: &plenary::model::Cumulative| {
        let uses: Vec<Value> = profile
            .uses
            .iter()
            .map(|used| json!([used.activity, used.class, used.from, used.until, used.amount]))
            .collect();
        json!({ "capacity": profile.capacity, "price": price(profile.price), "uses": uses })
    };
    model.cumulatives.iter().map(profile).collect()
}

fn excesses(model: &Model) -> Vec<Value> {
    let excess = |excess: &plenary::model::BucketCapacity| {
        let terms: Vec<Value> =
            excess.terms.iter().map(|term| json!([term.activity, term.measure, term.buckets])).collect();
        json!({ "buckets": excess.buckets, "bound": excess.limit, "price": price(excess.price), "terms": terms })
    };
    model.bucket_capacities.iter().map(excess).collect()
}

fn distincts(model: &Model) -> Vec<Value> {
    let distinct = |distinct: &plenary::model::NValue| {
        let terms: Vec<[u32; 2]> = distinct.terms.iter().map(|term| [term.activity, term.buckets]).collect();
        json!({ "buckets": distinct.buckets, "free": distinct.free, "price": distinct.price, "terms": terms })
    };
    model.nvalues.iter().map(distinct).collect()
}

fn orders(model: &Model) -> Vec<Value> {
    let order = |order: &plenary::model::Precedence| {
        let kind = match order.kind {
            PrecedenceKind::Gap { least, most, either_order, same_class } => {
                json!({ "kind": "gap", "least": least, "most": most, "either": either_order, "same_class": same_class })
            }
            PrecedenceKind::Days { least, most } => json!({ "kind": "days", "least": least, "most": most }),
        };
        json!({ "ask": kind, "region": order.start_set, "price": price(order.price), "pairs": order.pairs })
    };
    model.precedences.iter().map(order).collect()
}

fn worsts(model: &Model) -> Vec<Value> {
    let worst = |worst: &plenary::model::MinMax| {
        let terms: Vec<Value> = worst
            .terms
            .iter()
            .map(|term| json!({ "activity": term.activity, "first": term.first, "width": term.width, "cells": term.group_costs }))
            .collect();
        json!({ "groups": worst.groups.len(), "terms": terms })
    };
    model.min_maxes.iter().map(worst).collect()
}
