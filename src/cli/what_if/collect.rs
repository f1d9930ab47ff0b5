//! `plenary what-if --collect DIR`: the table from timetables that were made elsewhere, each checked anew.

use std::path::Path;

use super::folder::{Entry, Manifest};
use crate::check;
use crate::cli::cases::{Base, Prepared, figures};
use crate::cli::failure::Failure;
use crate::cli::{inputs, output};
use crate::domain::{RuleId, Schedule, Strength};
use crate::explain;
use crate::instance::ReadSchedule;
use crate::report::overview::Quality;
use crate::report::what_if::{CaseResult, Comparison, Figures};

/// Reads a folder of cases and the schedules that are in it.
pub fn collect(folder: &Path) -> Result<Comparison, Failure> {
    let manifest = Manifest::read(folder)?;
    let Some(today) = manifest.cases.first() else { return Err(Failure::internal("there is no case")) };
    let start = today.start.as_ref().map(|start| folder.join(start));
    let base = Base::read(&folder.join(&today.instance), start.as_deref())?;
    let mut cases = Vec::new();
    for entry in &manifest.cases {
        let result = one(folder, entry, &base)?;
        cases.push(CaseResult { name: entry.name.clone(), changes: entry.changes.clone(), result });
    }
    Ok(Comparison {
        event: base.conference.name.clone(),
        effort: None,
        from: manifest.from,
        free_to_move: base.conference.rule(RuleId::Stay) == Strength::Off,
        interrupted: false,
        cases,
    })
}

/// The figures of a case; a schedule that is not there yet is no failure.
fn one(folder: &Path, entry: &Entry, base: &Base) -> Result<Result<Figures, String>, Failure> {
    let path = folder.join(&entry.schedule);
    if !path.exists() {
        return Ok(Err(format!("not solved yet: there is no {}", entry.schedule)));
    }
    let mut conference = inputs::instance(&folder.join(&entry.instance))?;
    let start = match &entry.start {
        Some(start) => Some(inputs::schedule(&folder.join(start), &conference)?.0),
        None => None,
    };
    if conference.rule(RuleId::Stay) != Strength::Off {
        conference.earlier.clone_from(&start);
    }
    let (schedule, read) = inputs::schedule(&path, &conference)?;
    let (name, changes) = (entry.name.clone(), entry.changes.clone());
    let case = Prepared { name, changes, bytes: Vec::new(), conference, start };
    Ok(Ok(checked(base, &case, &schedule, &read)))
}

/// The checker's figures. Of what is proven only what the certificate shows is taken over.
fn checked(base: &Base, case: &Prepared, schedule: &Schedule, read: &ReadSchedule) -> Figures {
    let report = check::check(&case.conference, schedule);
    let view = explain::overview(&case.conference, schedule, &report);
    let quality = match &read.certificate {
        None => Quality { cost: report.cost, ..Quality::default() },
        Some(certificate) => match crate::cli::check::proven(&case.conference, certificate, &view) {
            Ok(quality) => quality,
            Err(problems) => {
                let why = problems.first().map_or("", String::as_str);
                output::note(&format!("{}: the certificate does not hold: {why}", case.name));
                Quality { cost: report.cost, ..Quality::default() }
            }
        },
    };
    figures(base, case, schedule, &report, quality)
}
