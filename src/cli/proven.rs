//! What is proven about a timetable: the bound, its certificate, the gaps.

use serde_json::Value;

use super::failure::Failure;
use super::output;
use crate::check::{self, Report};
use crate::domain::Conference;
use crate::report::overview::{Proof, Quality};
use crate::rules::Grounded;
use crate::schedule::certificate;
use crate::solve::{self, Solution};

/// What is proven about a timetable.
pub struct Proven {
    /// The bound and the gaps.
    pub quality: Quality,
    /// The certificate of the bound, if there is one and the checker accepts it.
    pub certificate: Option<Value>,
}

impl Proven {
    /// Claims nothing any more.
    pub fn forget(&mut self) {
        (self.certificate, self.quality.bound, self.quality.proof) = (None, None, None);
    }

    /// Has the checker verify the certificate; only what it confirms, or an exact solver proved, is claimed.
    pub fn new(
        conference: &Conference,
        grounded: &Grounded,
        report: &Report,
        solution: &Solution,
    ) -> Result<Proven, Failure> {
        let (certificate, confirmed) = match &solution.bound {
            Some(bound) => certified(conference, grounded, bound),
            None => (None, None),
        };
        // What breaks a hard rule may cost less than every timetable that breaks none.
        let complete = report.is_valid() && report.is_complete();
        let claimed = solution.bound.as_ref().map(|bound| bound.value);
        let exact = solution.lower.filter(|&lower| claimed.is_none_or(|claimed| lower > claimed));
        let bound = exact.max(confirmed).filter(|_| complete);
        if bound.is_some_and(|bound| bound > report.cost) {
            let message = format!("a bound of {bound:?} is above the cost of a timetable, {}", report.cost);
            return Err(Failure::internal(message));
        }
        let by_certificate = complete && confirmed == Some(report.cost);
        let by_solver = solution.proof == Some(solve::Proof::Solver);
        let proof = match (by_certificate, by_solver) {
            (true, _) => Some(Proof::Certificate),
            (false, true) => Some(Proof::Solver),
            (false, false) => None,
        };
        let base = (0..grounded.model.activities.len()).filter_map(|a| grounded.model.cheapest(a)).sum();
        Ok(Proven { quality: Quality { cost: report.cost, bound, base, proof }, certificate })
    }
}

/// The certificate with the bound that the checker recomputes from it.
fn certified(
    conference: &Conference,
    grounded: &Grounded,
    bound: &solve::bound::Bound,
) -> (Option<Value>, Option<i64>) {
    let certificate = certificate(conference, grounded, bound);
    match check::verify_certificate(conference, &certificate) {
        Ok(confirmed) => (Some(certificate), Some(confirmed)),
        Err(problems) => {
            let why = problems.first().map_or("", String::as_str);
            output::note(&format!("the bound is not reported, as the checker does not confirm it: {why}"));
            (None, None)
        }
    }
}
