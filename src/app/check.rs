//! Is a timetable valid, what does it cost, and what does its certificate prove?

use schemars::JsonSchema;
use serde::Serialize;

use super::load::Timetable;
use super::{Failure, Observer, verified_bound};
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
    /// What the certificate proves, or what is wrong with it; `None` where it was not asked for.
    pub certificate: Option<Result<Quality, Vec<String>>>,
}

impl Checked {
    /// Whether the timetable is feasible, and its certificate, if asked for, holds.
    pub fn holds(&self) -> bool {
        self.report.is_feasible() && self.certificate.as_ref().is_none_or(Result::is_ok)
    }
}

/// Checks a timetable by the programme and by the request it was made for; `certificate` has its bound verified too.
/// Notes where the file claims another cost.
///
/// # Errors
/// A [`Failure`] if a certificate is asked for and there is none.
pub fn check(timetable: &Timetable, certificate: bool, observer: &dyn Observer) -> Result<Checked, Failure> {
    let report = timetable.check();
    compare_claims(timetable, &report, observer);
    let view = explain::overview(&timetable.conference, &timetable.schedule, &report);
    let certificate = if certificate { Some(verify(timetable, &report)?) } else { None };
    Ok(Checked { report, view, certificate })
}

/// Notes where the file claims another cost than the checker finds.
fn compare_claims(timetable: &Timetable, report: &Report, observer: &dyn Observer) {
    let claimed = timetable.file.document.as_ref().and_then(|document| document.cost);
    if let Some(claimed) = claimed.filter(|&claimed| claimed != report.cost) {
        let (claimed, found) = (discomfort(claimed), discomfort(report.cost));
        observer.note(&format!("the schedule says that it costs {claimed}; it costs {found}"));
    }
}

/// The bound that the certificate in a timetable's file proves, or what is wrong with it.
fn verify(timetable: &Timetable, report: &Report) -> Result<Result<Quality, Vec<String>>, Failure> {
    let Some(certificate) = &timetable.file.certificate else {
        let failure = Failure::new("the schedule carries no certificate");
        return Err(failure.hint("plenary solve writes one into every schedule for which it proves a bound"));
    };
    Ok(verified_bound::verify(timetable.problem(), certificate, report))
}

/// What is proven about a timetable by the certificate in its file; `None` where there is none or, which is noted, it
/// does not hold.
pub(super) fn proven(timetable: &Timetable, report: &Report, name: &str, observer: &dyn Observer) -> Option<Quality> {
    let certificate = timetable.file.certificate.as_ref()?;
    match verified_bound::verify(timetable.problem(), certificate, report) {
        Ok(quality) => Some(quality),
        Err(problems) => {
            let why = problems.first().map_or("", String::as_str);
            observer.note(&format!("{name}the certificate does not hold and is left aside: {why}"));
            None
        }
    }
}

/// What `check --json` prints: the timetable in figures, and with `--certificate` what that proves.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckDocument<'a> {
    #[serde(flatten)]
    summary: ScheduleSummary<'a>,
    /// What the schedule's certificate proves; only with `--certificate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Certified<'a>")]
    certificate: Option<Certified<'a>>,
}

/// What a certificate proves.
#[derive(Debug, Serialize, JsonSchema)]
struct Certified<'a> {
    /// It holds: the bound was computed anew from the instance and the certificate alone.
    verified: bool,
    /// No feasible timetable costs less, in hundredths of a discomfort-minute; `null` where the certificate does not
    /// hold, or the timetable is not feasible.
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

impl<'a> From<&'a Checked> for CheckDocument<'a> {
    fn from(checked: &'a Checked) -> CheckDocument<'a> {
        let certificate = checked.certificate.as_ref().map(Certified::from);
        CheckDocument { summary: ScheduleSummary::from(&checked.view), certificate }
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
