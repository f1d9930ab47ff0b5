//! Variants of a programme, each solved from the same start, and compared.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use schemars::JsonSchema;
use serde::Serialize;

use super::cases::{Base, CaseSettings, PreparedCase, WriteCases, WrittenCase, solve_all, write_cases};
use super::load::{ScheduleFile, TimetableSheet};
use super::{Failure, Observer};
use crate::change;
use crate::diagnostic::Diagnostic;
use crate::instance::files;
use crate::report::summary::one_of;
use crate::report::what_if::document::{ComparisonDocument, document};
use crate::report::what_if::{CaseResult, Comparison};

pub use super::cases::{CaseFolder, JobFiles, Manifest, collect};

/// A request to compare cases.
#[derive(Debug, Clone, Default)]
pub struct WhatIf {
    /// The programme file.
    pub programme: PathBuf,
    /// Cases: `NAME: CHANGE; CHANGE`.
    pub cases: Vec<String>,
    /// A text file with one case on each line.
    pub cases_file: Option<PathBuf>,
    /// The schedule file that each case starts from; `None` to start from nothing.
    pub from: Option<PathBuf>,
    /// The sheet of that file whose starts and rooms count, if it is a workbook; `None`: the one that was edited.
    pub timetable_from: Option<TimetableSheet>,
}

/// Today's programme and all cases, ready to solve.
#[derive(Debug)]
pub struct PreparedCases {
    /// Today's programme.
    pub base: Base,
    /// The cases, today's first.
    pub cases: Vec<PreparedCase>,
    from: Option<PathBuf>,
}

impl WhatIf {
    /// Reads the files and applies the changes of each case.
    ///
    /// # Errors
    /// A [`Failure`] with all problems of all cases, or for a file that cannot be used.
    pub fn prepare(&self, observer: &dyn Observer) -> Result<PreparedCases, Failure> {
        let cases = self.read_cases()?;
        let from = self.from.as_deref().map(|path| ScheduleFile::new(path, self.timetable_from));
        let base = Base::read(&self.programme, from, observer)?;
        let (mut prepared, mut problems) = (Vec::new(), Vec::new());
        for case in cases {
            match base.prepare(&case, observer) {
                Ok(case) => prepared.push(case),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() {
            Ok(PreparedCases { base, cases: prepared, from: self.from.clone() })
        } else {
            Err(unusable(problems))
        }
    }

    /// Today's case, then the cases of the arguments and of the file; or all problems of the cases.
    fn read_cases(&self) -> Result<Vec<change::Case>, Failure> {
        let (mut cases, mut problems) = (vec![change::Case::today()], Vec::new());
        for text in &self.cases {
            match change::Case::parse(text, "--case") {
                Ok(case) => cases.push(case),
                Err(found) => problems.extend(found),
            }
        }
        if let Some(path) = &self.cases_file {
            match change::cases_in(&read_text(path)?, &path.display().to_string()) {
                Ok(found) => cases.extend(found),
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(unusable(problems));
        }
        if cases.len() == 1 {
            let failure = Failure::new("there is no case to solve");
            return Err(failure
                .hint("add a case, like --case \"one more room: room add studio\" (all changes: --help changes)"));
        }
        let mut names = BTreeSet::new();
        match cases.iter().find(|case| !names.insert(&case.name)) {
            Some(twice) => {
                let failure = Failure::new(format!("two cases are called \"{}\"", twice.name));
                Err(failure.hint("give each case its own name"))
            }
            None => Ok(cases),
        }
    }
}

impl PreparedCases {
    /// Solves all cases, for a comparison.
    pub fn compare(&self, settings: &CaseSettings, observer: &dyn Observer, stop: &AtomicBool) -> Comparison {
        let outcomes = solve_all(&self.base, &self.cases.iter().collect::<Vec<_>>(), settings, observer, stop);
        let results = self.cases.iter().zip(outcomes).map(|(case, result)| CaseResult {
            name: case.name.clone(),
            changes: case.changes.clone(),
            result,
        });
        Comparison {
            event: self.base.conference.name.clone(),
            effort: Some(settings.description()),
            from: self.from.as_ref().map(|path| path.display().to_string()),
            free_to_move: self.base.is_free_to_move(),
            interrupted: stop.load(Ordering::SeqCst),
            cases: results.collect(),
        }
    }

    /// Writes all cases into a folder, to solve them elsewhere.
    ///
    /// # Errors
    /// A [`Failure`] if the folder cannot be written to, or contains cases already.
    pub fn write(&self, folder: &Path, settings: &CaseSettings) -> Result<CaseFolder, Failure> {
        let Self { base, cases, from } = self;
        let cases: Vec<_> = cases.iter().map(|case| WrittenCase { case, schedule: None }).collect();
        let from = from.as_deref();
        write_cases(&WriteCases { folder, base, cases: &cases, from, settings, collected_by: "what-if", others: &[] })
    }
}

fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(files::read(path)?)
        .map_err(|_| Failure::new(format!("{} is not a text file in UTF-8", path.display())))
}

fn unusable(problems: Vec<Diagnostic>) -> Failure {
    Failure::of_file("list of cases", problems)
}

/// What `what-if --json` prints: one of two documents.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(transform = one_of)]
pub enum WhatIfDocument<'a> {
    /// The comparison of the cases.
    Compared(ComparisonDocument<'a>),
    /// With `--write-cases`: the written files.
    Written(&'a CaseFolder),
}

impl<'a> From<&'a Comparison> for WhatIfDocument<'a> {
    fn from(comparison: &'a Comparison) -> WhatIfDocument<'a> {
        WhatIfDocument::Compared(document(comparison))
    }
}
