//! The table from timetables that were made elsewhere, each checked anew.

use std::path::Path;

use super::folder::{Entry, Manifest};
use crate::app::cases::{Base, PreparedCase, figures};
use crate::app::load::{Timetable, programme};
use crate::app::{Failure, Observer, check};
use crate::report::overview::Quality;
use crate::report::what_if::{CaseResult, Comparison, Figures};

/// Reads a folder of cases and the schedules that are in it.
///
/// # Errors
/// A folder that has no cases, or files that cannot be used.
pub fn collect(folder: &Path, observer: &dyn Observer) -> Result<Comparison, Failure> {
    let manifest = Manifest::read(folder)?;
    let Some(today) = manifest.cases.first() else { return Err(Failure::internal("there is no case")) };
    let start = today.start.as_ref().map(|start| folder.join(start));
    let base = Base::read(&folder.join(&today.instance), start.as_deref(), observer)?;
    let mut cases = Vec::new();
    for entry in &manifest.cases {
        let result = one(folder, entry, &base, observer)?;
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

/// The figures of a case; a schedule that is not there yet is no failure. Of what is proven only what the certificate
/// shows is taken over.
fn one(folder: &Path, entry: &Entry, base: &Base, observer: &dyn Observer) -> Result<Result<Figures, String>, Failure> {
    let path = folder.join(&entry.schedule);
    if !path.exists() {
        return Ok(Err(format!("not solved yet: there is no {}", entry.schedule)));
    }
    let conference = programme(&folder.join(&entry.instance), observer)?;
    let start = match &entry.start {
        Some(start) => Some(Timetable::of(conference.clone(), &folder.join(start), observer)?.schedule),
        None => None,
    };
    let (name, changes) = (entry.name.clone(), entry.changes.clone());
    let case = PreparedCase { name, changes, bytes: Vec::new(), conference: conference.clone(), start };
    let mut timetable = Timetable::of(conference, &path, observer)?;
    // Every case is judged against the start that all have in common, whatever its schedule was made against.
    timetable.request = case.request();
    let report = timetable.check();
    let proven = check::proven(&timetable, &report, &format!("{}: ", case.name), observer);
    let quality = proven.unwrap_or(Quality { cost: report.cost, ..Quality::default() });
    Ok(Ok(figures(base, &case, &timetable.schedule, &report, quality)))
}
