//! Compares cases from schedule files that were solved elsewhere. The checker checks each of them again.

use std::path::Path;

use super::folder::{Entry, Manifest};
use crate::app::cases::{Base, PreparedCase, figures};
use crate::app::load::{ScheduleFile, Timetable, programme};
use crate::app::{Failure, Observer, check};
use crate::report::overview::Quality;
use crate::report::what_if::{CaseResult, Comparison, Figures};

/// Reads a folder of cases with its schedule files.
///
/// # Errors
/// A [`Failure`] for a folder without cases, or a file that cannot be used.
pub fn collect(folder: &Path, observer: &dyn Observer) -> Result<Comparison, Failure> {
    let manifest = Manifest::read(folder)?;
    let Some(today) = manifest.cases.first() else { return Err(Failure::internal("there is no case")) };
    let start = today.start.as_ref().map(|start| folder.join(start));
    let base = Base::read(&folder.join(&today.instance), start.as_deref().map(ScheduleFile::from), observer)?;
    let mut cases = Vec::new();
    for entry in &manifest.cases {
        let result = case_figures(folder, entry, &base, observer)?;
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

/// The figures of a case, with the bound that the certificate proves. A missing schedule file is not a failure: the
/// case is not solved yet.
fn case_figures(
    folder: &Path,
    entry: &Entry,
    base: &Base,
    observer: &dyn Observer,
) -> Result<Result<Figures, String>, Failure> {
    let path = folder.join(&entry.schedule);
    if !path.exists() {
        return Ok(Err(format!("not solved yet: there is no file {}", entry.schedule)));
    }
    let conference = programme(&folder.join(&entry.instance), observer)?;
    let start = match &entry.start {
        Some(start) => Some(Timetable::read_for(conference.clone(), &folder.join(start), observer)?.schedule),
        None => None,
    };
    let (name, changes) = (entry.name.clone(), entry.changes.clone());
    let case = PreparedCase { name, changes, bytes: Vec::new(), conference: conference.clone(), start };
    let mut timetable = Timetable::read_for(conference, &path, observer)?;
    // All cases are measured against their common start, even if a schedule was made from another one.
    timetable.request = case.request();
    let report = timetable.check();
    let proven = check::verified_quality(&timetable, &report, &format!("{}: ", case.name), observer);
    let quality = proven.unwrap_or(Quality { cost: report.cost, ..Quality::default() });
    Ok(Ok(figures(base, &case, &timetable.schedule, &report, quality)))
}
