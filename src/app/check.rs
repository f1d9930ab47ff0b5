//! Checks a timetable: whether it is valid, what it costs, and what its certificate proves.

use schemars::JsonSchema;
use serde::Serialize;

use super::load::Timetable;
use super::{Failure, Observer, time_zones, verified_bound};
use crate::check::Report;
use crate::explain;
use crate::explain::view::Overview;
use crate::report::numbers::discomfort;
use crate::report::overview::{Proof, Quality};
use crate::report::summary::ScheduleSummary;

/// A checked timetable.
#[derive(Debug)]
pub struct Checked {
    /// The checker's verdict.
    pub report: Report,
    /// The timetable in figures.
    pub view: Overview,
    /// What the certificate proves, or what is wrong with it; `None` if it was not checked.
    pub certificate: Option<Result<Quality, Vec<String>>>,
}

impl Checked {
    /// Whether the timetable is feasible, and its certificate, if checked, is valid.
    pub fn holds(&self) -> bool {
        self.report.is_feasible() && self.certificate.as_ref().is_none_or(Result::is_ok)
    }
}

/// Checks a timetable by its programme and its request, and with `certificate` verifies its bound. Notes if the file
/// states another cost.
///
/// # Errors
/// A [`Failure`] if the bound shall be verified and the file has no certificate.
pub fn check(timetable: &Timetable, certificate: bool, observer: &dyn Observer) -> Result<Checked, Failure> {
    let report = timetable.check();
    compare_claims(timetable, &report, observer);
    let view = explain::overview(&timetable.conference, &timetable.schedule, &report);
    let certificate = if certificate { Some(verify(timetable, &report)?) } else { None };
    Ok(Checked { report, view, certificate })
}

/// Notes if the file states another cost than the checker finds.
fn compare_claims(timetable: &Timetable, report: &Report, observer: &dyn Observer) {
    let claimed = timetable.file.document.as_ref().and_then(|document| document.cost);
    if let Some(claimed) = claimed.filter(|&claimed| claimed != report.cost) {
        let (claimed, found) = (discomfort(claimed), discomfort(report.cost));
        observer.note(&format!("the schedule file states a cost of {claimed}, but the timetable costs {found}"));
    }
}

/// The quality that the certificate in the schedule file proves, or the problems of the certificate.
fn verify(timetable: &Timetable, report: &Report) -> Result<Result<Quality, Vec<String>>, Failure> {
    let Some(certificate) = &timetable.file.certificate else {
        let failure = Failure::new("the schedule file contains no certificate");
        return Err(failure.hint("leave out --certificate; plenary solve writes a certificate if it proves a bound"));
    };
    Ok(verified_bound::verify(timetable.problem(), certificate, report))
}

/// The quality that the certificate in the schedule file proves; `None` without a certificate, or with an invalid one,
/// which is noted. `name` is the start of that note.
pub(super) fn verified_quality(
    timetable: &Timetable,
    report: &Report,
    name: &str,
    observer: &dyn Observer,
) -> Option<Quality> {
    let certificate = timetable.file.certificate.as_ref()?;
    match verified_bound::verify(timetable.problem(), certificate, report) {
        Ok(quality) => Some(quality),
        Err(problems) => {
            let why = problems.first().map_or("", String::as_str);
            observer.note(&format!("{name}the certificate is not valid and is ignored: {why}"));
            None
        }
    }
}

/// What `check --json` prints: the figures of the timetable, and with `--certificate` what the certificate proves.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckDocument<'a> {
    #[serde(flatten)]
    summary: ScheduleSummary<'a>,
    /// The version of the time zone database in use, by which all local times were read.
    tz_database: &'static str,
    /// What the certificate in the schedule file proves; only with `--certificate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Certified<'a>")]
    certificate: Option<Certified<'a>>,
}

/// What a certificate proves.
#[derive(Debug, Serialize, JsonSchema)]
struct Certified<'a> {
    /// Whether the certificate is valid: the checker computed the bound again from the programme file and the
    /// certificate alone.
    verified: bool,
    /// The proven bound: no feasible timetable costs less, in hundredths of a discomfort-minute. `null` if the
    /// certificate is not valid, or the timetable is not feasible.
    bound: Option<i64>,
    /// How far the cost can be above the least possible cost, as a fraction of the cost: (cost - bound) / cost.
    gap: Option<f64>,
    /// The same as a fraction of the avoidable cost, that is the cost above the sum of each session's cheapest start.
    avoidable_gap: Option<f64>,
    /// `certificate` if it proves that the timetable is optimal; `null` if it does not.
    proof: Option<Proof>,
    /// The problems of the certificate, in words; empty if it is valid.
    problems: &'a [String],
}

impl<'a> From<&'a Checked> for CheckDocument<'a> {
    fn from(checked: &'a Checked) -> CheckDocument<'a> {
        let certificate = checked.certificate.as_ref().map(Certified::from);
        CheckDocument { summary: ScheduleSummary::from(&checked.view), tz_database: time_zones::version(), certificate }
    }
}

impl<'a> From<&'a Result<Quality, Vec<String>>> for Certified<'a> {
    fn from(verified: &'a Result<Quality, Vec<String>>) -> Certified<'a> {
        let quality = verified.as_ref().ok();
        Certified {
            verified: verified.is_ok(),
            bound: quality.and_then(|quality| quality.bound),
            gap: quality.and_then(Quality::gap),
            avoidable_gap: quality.and_then(Quality::avoidable_gap),
            proof: quality.and_then(|quality| quality.proof),
            problems: verified.as_ref().err().map_or(&[], Vec::as_slice),
        }
    }
}
