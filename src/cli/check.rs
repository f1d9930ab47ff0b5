//! `plenary check`: is a schedule valid, and what does it cost?

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::document::Glance;
use super::exit::Exit;
use super::failure::Failure;
use super::{inputs, output};
use crate::check;
use crate::domain::Conference;
use crate::explain;
use crate::explain::view::Overview;
use crate::instance::ReadSchedule;
use crate::report::numbers::discomfort;
use crate::report::overview::{self, Proof, Quality};
use crate::report::text::{section, wrap};

/// Check a schedule, hand-made or not: every broken rule in words, and the whole cost.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The instance
    instance: PathBuf,
    /// The schedule; ids, starts and rooms are enough
    schedule: PathBuf,
    /// Verify the bound from the certificate in the schedule
    #[arg(long)]
    certificate: bool,
    /// One JSON document on standard output; costs in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// What `--json` prints: the schedule at a glance, and with `--certificate` what that proves.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'a> {
    #[serde(flatten)]
    glance: Glance<'a>,
    /// What the schedule's certificate proves; only with `--certificate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Certified<'a>")]
    certificate: Option<Certified<'a>>,
}

/// What a certificate proves.
#[derive(Serialize, JsonSchema)]
struct Certified<'a> {
    /// It holds: the bound was computed anew from the instance and the certificate alone.
    verified: bool,
    /// No complete timetable costs less, in hundredths of a discomfort-minute; `null` where the certificate does not
    /// hold, or the schedule is not valid.
    bound: Option<i64>,
    /// How far the cost can be above the best possible, as a fraction of it.
    gap: Option<f64>,
    /// The same, as a fraction of what the cost is above the sum of each session's cheapest start.
    avoidable_gap: Option<f64>,
    /// `certificate` where it proves the schedule optimal; `null` where it does not.
    proof: Option<Proof>,
    /// What is wrong with the certificate, in words; empty where it holds.
    problems: &'a [String],
}

/// Checks and tells.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let conference = inputs::instance(&args.instance)?;
    let (schedule, read) = inputs::schedule(&args.schedule, &conference)?;
    let report = check::check(&conference, &schedule);
    let view = explain::overview(&conference, &schedule, &report);
    compare_claims(&read, &view);
    let bound = if args.certificate { Some(verify(&conference, &read, &view)?) } else { None };
    let verified = bound.as_ref().is_none_or(Result::is_ok);
    if args.json {
        output::document(&Answer { glance: Glance::from(&view), certificate: bound.as_ref().map(certified) })?;
    } else {
        output::text(&told(&conference, &view, bound.as_ref()))?;
    }
    Ok(Exit::answer(view.valid && view.unplaced.is_empty() && verified))
}

/// Tells where the file claims another cost than the checker finds.
fn compare_claims(read: &ReadSchedule, view: &Overview) {
    let claimed = read.document.as_ref().and_then(|document| document.cost);
    if let Some(claimed) = claimed.filter(|&claimed| claimed != view.cost) {
        let (claimed, found) = (discomfort(claimed), discomfort(view.cost));
        output::note(&format!("the schedule says that it costs {claimed}; it costs {found}"));
    }
}

/// The bound that the schedule's certificate proves for this timetable, or what is wrong with it.
pub(super) fn verify(
    conference: &Conference,
    read: &ReadSchedule,
    view: &Overview,
) -> Result<Result<Quality, Vec<String>>, Failure> {
    let Some(certificate) = &read.certificate else {
        let failure = Failure::new("the schedule carries no certificate");
        return Err(failure.hint("plenary solve writes one into every schedule for which it proves a bound"));
    };
    Ok(proven(conference, certificate, view))
}

/// What a certificate proves about a timetable.
///
/// # Errors
/// What is wrong with the certificate.
pub fn proven(conference: &Conference, certificate: &Value, view: &Overview) -> Result<Quality, Vec<String>> {
    let bound = check::verify_certificate(conference, certificate)?;
    let complete = view.valid && view.unplaced.is_empty();
    let proof = (complete && bound >= view.cost).then_some(Proof::Certificate);
    // Without any price what remains is the sum of the cheapest starts.
    let unpriced = json!({
        "format": certificate["format"],
        "scale": certificate["scale"],
        "bound": 0,
        "step_minutes": certificate["step_minutes"],
        "origin": certificate["origin"],
        "multipliers": [],
    });
    let base = check::verify_certificate(conference, &unpriced).unwrap_or(0);
    Ok(Quality { cost: view.cost, bound: complete.then_some(bound), base, proof })
}

fn certified(bound: &Result<Quality, Vec<String>>) -> Certified<'_> {
    let (quality, problems) = match bound {
        Ok(quality) => (Some(quality), &[][..]),
        Err(problems) => (None, problems.as_slice()),
    };
    Certified {
        verified: bound.is_ok(),
        bound: quality.and_then(|quality| quality.bound),
        gap: quality.and_then(Quality::gap),
        avoidable_gap: quality.and_then(Quality::avoidable_gap),
        proof: quality.and_then(|quality| quality.proof),
        problems,
    }
}

fn told(conference: &Conference, view: &Overview, bound: Option<&Result<Quality, Vec<String>>>) -> String {
    let width = output::width();
    let mut out = overview::verdict(view);
    out.push_str(&overview::violations(&view.violations, width));
    out.push_str(&overview::unplaced(&view.unplaced, width));
    out.push_str(&overview::cost(view, width));
    out.push_str(&overview::regions(&view.regions, width));
    out.push_str(&overview::people(&view.people, 10, width));
    out.push_str(&overview::days(&view.days, &conference.zone.name(), width));
    match bound {
        None => {}
        Some(Ok(quality)) => {
            out.push_str(&section("Certificate", "Verified from the instance alone.\n"));
            out.push_str(&overview::quality(quality, width));
        }
        Some(Err(problems)) => {
            let body: String = problems.iter().map(|problem| wrap("- ", problem, width.0 - 2)).collect();
            out.push_str(&section("The certificate does not hold", &body));
        }
    }
    out
}
