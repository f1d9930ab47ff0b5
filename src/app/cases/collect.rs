//! Compares cases from schedule files that were solved elsewhere. The checker checks each of them again.

use std::path::Path;

use super::folder::{Entry, Manifest};
use super::{Base, PreparedCase, figures};
use crate::app::load::{ScheduleFile, Timetable, programme};
use crate::app::{Failure, Observer, check};
use crate::check::Report;
use crate::domain::Request;
use crate::instance::{files, format};
use crate::report::overview::{Proof, Quality};
use crate::report::what_if::{CaseResult, Comparison, Figures};

/// Reads a folder of cases with its schedule files. A case without a schedule file, or with one that cannot be used, has
/// a reason instead of figures.
///
/// # Errors
/// A [`Failure`] for a folder without cases, or if today's programme cannot be used.
pub fn collect(folder: &Path, observer: &dyn Observer) -> Result<Comparison, Failure> {
    let manifest = Manifest::read(folder)?;
    let Some(today) = manifest.cases.first() else { return Err(Failure::internal("there is no case")) };
    let start = today.start.as_ref().map(|start| folder.join(start));
    let base = Base::read(&folder.join(&today.instance), start.as_deref().map(ScheduleFile::from), observer)?;
    let mut cases = Vec::new();
    for entry in &manifest.cases {
        let result = if folder.join(&entry.schedule).exists() {
            case_figures(folder, entry, &base, observer).map_err(|failure| failure.brief())
        } else {
            Err(reason(folder, entry))
        };
        cases.push(CaseResult { name: entry.name.clone(), changes: entry.changes.clone(), result });
    }
    Ok(Comparison {
        event: base.conference.name.clone(),
        effort: None,
        from: manifest.from,
        free_to_move: base.is_free_to_move(),
        interrupted: false,
        cases,
    })
}

/// Why a case has no schedule file: the error that its job printed, if there is one.
fn reason(folder: &Path, entry: &Entry) -> String {
    let log = entry.log();
    let Ok(bytes) = files::read(&folder.join(&log)) else {
        return format!("not solved yet: there is no file {}", entry.schedule);
    };
    let text = String::from_utf8_lossy(&bytes);
    match text.lines().rev().find_map(|line| line.strip_prefix("error: ")) {
        Some(error) => format!("failed: {error} (see {log})"),
        None => format!("failed or not finished: there is no file {} (see {log})", entry.schedule),
    }
}

/// The figures of a case, with what is proven of it.
fn case_figures(folder: &Path, entry: &Entry, base: &Base, observer: &dyn Observer) -> Result<Figures, Failure> {
    let conference = programme(&folder.join(&entry.instance), observer)?;
    let start = match &entry.start {
        Some(start) => Some(Timetable::read_for(conference.clone(), &folder.join(start), observer)?.schedule),
        None => None,
    };
    let (name, changes) = (entry.name.clone(), entry.changes.clone());
    let case = PreparedCase { name, changes, bytes: Vec::new(), conference: conference.clone(), start };
    let mut timetable = Timetable::read_for(conference, &folder.join(&entry.schedule), observer)?;
    // All cases are measured against their common start, even if a schedule was made from another one.
    let made_for = std::mem::replace(&mut timetable.request, case.request());
    let report = timetable.check();
    let verified = check::verified_quality(&timetable, &report, &format!("{}: ", case.name), observer);
    let quality = verified.unwrap_or(Quality { cost: report.cost, ..Quality::default() });
    let quality = with_solvers_bound(quality, &timetable, &made_for, &report);
    Ok(figures(base, &case, &timetable.schedule, &report, quality))
}

/// Adds the bound in the schedule file, which an exact solver may have proved without a certificate. It counts if the
/// file is that of `solve` for this very case: the same programme, the same request, the same cost.
fn with_solvers_bound(quality: Quality, timetable: &Timetable, made_for: &Request, report: &Report) -> Quality {
    let Some(file) = &timetable.file.document else { return quality };
    let same_case =
        timetable.file.digest.as_ref() == Some(&timetable.conference.digest) && *made_for == timetable.request;
    let claimed = file.bound.filter(|&bound| bound <= report.cost);
    if !same_case || !report.is_feasible() || file.cost != Some(report.cost) || claimed <= quality.bound {
        return quality;
    }
    let by_solver = (file.proof == Some(format::Proof::Solver)).then_some(Proof::Solver);
    let base = if quality.bound.is_some() { quality.base } else { file.base.unwrap_or(quality.base) };
    Quality { bound: claimed, base, proof: quality.proof.or(by_solver), ..quality }
}
