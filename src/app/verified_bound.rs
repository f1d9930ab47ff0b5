//! What is proven about a timetable: the bound, its certificate, the gaps. plenary reports only what the checker
//! confirms.

use serde_json::{Value, json};

use super::{Failure, Observer};
use crate::check::{self, Report};
use crate::domain::Problem;
use crate::report::numbers::discomfort;
use crate::report::overview::{Proof, Quality};
use crate::rules::Grounded;
use crate::schedule::certificate;
use crate::solve::{self, Solution};

/// What is proven about a timetable.
#[derive(Debug, Clone)]
pub struct VerifiedBound {
    /// The bound and the gaps.
    pub quality: Quality,
    /// The certificate of the bound, if the timetable is complete and the checker accepts it.
    pub certificate: Option<Value>,
}

impl VerifiedBound {
    /// Verifies the certificate of a solution with the checker. The result contains only bounds that the checker
    /// confirms or an exact solver proved.
    ///
    /// # Errors
    /// A [`Failure`] for a mistake in plenary itself: a bound above the cost of a timetable.
    pub(super) fn new(
        problem: Problem<'_>,
        grounded: &Grounded,
        report: &Report,
        solution: &Solution,
        observer: &dyn Observer,
    ) -> Result<VerifiedBound, Failure> {
        // A timetable that breaks a hard rule or leaves a session out may cost less than all feasible ones, so the bound
        // does not apply to it.
        let feasible = report.is_feasible();
        let (certificate, confirmed) = match &solution.bound {
            Some(bound) if feasible => confirmed(problem, certificate(problem.conference, grounded, bound), observer),
            _ => (None, None),
        };
        let claimed = solution.bound.as_ref().map(|bound| bound.value);
        let exact = solution.lower.filter(|&lower| claimed.is_none_or(|claimed| lower > claimed));
        let bound = exact.max(confirmed).filter(|_| feasible);
        if bound.is_some_and(|bound| bound > report.cost) {
            let message = format!("a bound of {bound:?} is above the cost of a timetable, {}", report.cost);
            return Err(Failure::internal(message));
        }
        let by_certificate = feasible && confirmed == Some(report.cost);
        let by_solver = solution.proof == Some(solve::Proof::Solver);
        let proof = match (by_certificate, by_solver) {
            (true, _) => Some(Proof::Certificate),
            (false, true) => Some(Proof::Solver),
            (false, false) => None,
        };
        let base = (0..grounded.model.activities.len()).filter_map(|a| grounded.model.cheapest(a)).sum();
        Ok(VerifiedBound { quality: Quality { cost: report.cost, bound, base, proof }, certificate })
    }

    /// Removes all claims. With locks, the bound would only hold for timetables that respect the locks.
    pub(super) fn withdraw(&mut self) {
        (self.certificate, self.quality.bound, self.quality.proof) = (None, None, None);
    }
}

/// The certificate, with the bound that the checker computes from it.
fn confirmed(problem: Problem<'_>, certificate: Value, observer: &dyn Observer) -> (Option<Value>, Option<i64>) {
    match check::verify_certificate(problem, &certificate) {
        Ok(confirmed) => (Some(certificate), Some(confirmed)),
        Err(problems) => {
            let why = problems.first().map_or("", String::as_str);
            observer.note(&format!("the bound is not reported, because the checker does not confirm it: {why}"));
            (None, None)
        }
    }
}

/// What a certificate proves about a timetable. Uses the programme and the certificate only.
///
/// # Errors
/// The problems of the certificate, in words; or that it says nothing about a timetable off the grid.
pub fn verify(problem: Problem<'_>, certificate: &Value, report: &Report) -> Result<Quality, Vec<String>> {
    let bound = check::verify_certificate(problem, certificate)?;
    let feasible = report.is_feasible();
    if feasible && bound > report.cost {
        return Err(vec![format!(
            "the timetable costs {}, less than the bound of {}: the bound holds for starts on the grid only, and a \
             session starts off it",
            discomfort(report.cost),
            discomfort(bound)
        )]);
    }
    let proof = (feasible && bound >= report.cost).then_some(Proof::Certificate);
    // Without multipliers, the bound is the sum of the cheapest starts.
    let unpriced = json!({
        "format": certificate["format"],
        "scale": certificate["scale"],
        "bound": 0,
        "step_minutes": certificate["step_minutes"],
        "origin": certificate["origin"],
        "multipliers": [],
    });
    let base = check::verify_certificate(problem, &unpriced).unwrap_or(0);
    Ok(Quality { cost: report.cost, bound: feasible.then_some(bound), base, proof })
}
