//! What changes of a timetable are valued with. It depends on the programme and the request in the schedule file only,
//! so it serves for as many changes as are made.

use std::cell::OnceCell;

use crate::app::{Failure, solve};
use crate::check::{Checker, Report};
use crate::domain::{Conference, Problem, Request, Schedule, SessionId};
use crate::explain::prices::{Pricer, Prices, SwapPrice};
use crate::explain::slots::{SlotOptions, Slots, slots};
use crate::rules::Grounded;

/// The programme under the request in a schedule file, and its model once one is needed.
#[derive(Debug)]
pub struct Basis {
    /// The conference under the request, by which `check` checks the timetable.
    restricted: Conference,
    request: Request,
    grounded: OnceCell<Grounded>,
}

impl Basis {
    /// The basis of a conference and the request in the schedule file.
    pub fn new(conference: &Conference, request: &Request) -> Basis {
        Basis { restricted: request.restrict(conference), request: request.clone(), grounded: OnceCell::new() }
    }

    /// Whether it is the basis of this request, too.
    pub fn is_of(&self, request: &Request) -> bool {
        self.request == *request
    }

    /// What determines the cost of a timetable.
    pub fn problem(&self) -> Problem<'_> {
        self.request.problem(&self.restricted)
    }

    fn grounded(&self) -> Result<&Grounded, Failure> {
        if let Some(grounded) = self.grounded.get() {
            return Ok(grounded);
        }
        let grounded = solve::ground(self.problem())?;
        Ok(self.grounded.get_or_init(|| grounded))
    }
}

/// The checker and the model of a [`Basis`], each built at most once.
#[derive(Debug)]
pub struct Evaluator<'b> {
    basis: &'b Basis,
    /// The checker.
    pub checker: Checker<'b>,
    pricer: OnceCell<Pricer<'b>>,
    /// The last schedule that was checked, with the verdict on it.
    known: Option<(Schedule, Report)>,
}

impl<'b> Evaluator<'b> {
    /// Builds the checker. The model is built when it is needed first.
    pub fn new(basis: &'b Basis) -> Evaluator<'b> {
        Evaluator { basis, checker: Checker::new(basis.problem()), pricer: OnceCell::new(), known: None }
    }

    /// What determines the cost of a timetable.
    pub fn problem(&self) -> Problem<'b> {
        self.basis.problem()
    }

    /// The model.
    ///
    /// # Errors
    /// A [`Failure`] if the programme is too large for it.
    pub fn grounded(&self) -> Result<&'b Grounded, Failure> {
        self.basis.grounded()
    }

    /// The model, prepared to value places.
    ///
    /// # Errors
    /// A [`Failure`] if the programme is too large for it.
    pub fn pricer(&self) -> Result<&Pricer<'b>, Failure> {
        let grounded = self.basis.grounded()?;
        Ok(self.pricer.get_or_init(|| Pricer::new(self.problem(), grounded)))
    }

    /// The prices of all places of a session. `report` is the verdict on the schedule.
    ///
    /// # Errors
    /// A [`Failure`] if the programme is too large for the model.
    pub fn prices(&mut self, (schedule, report): (&Schedule, &Report), session: SessionId) -> Result<Prices, Failure> {
        self.pricer()?;
        let pricer = self.pricer.get().ok_or_else(|| Failure::internal("the model is missing"))?;
        Ok(pricer.prices(&mut self.checker, (schedule, report), session))
    }

    /// The prices of the swaps of a session; none if the model cannot hold the timetable. `report` is
    /// the verdict on the schedule.
    ///
    /// # Errors
    /// A [`Failure`] if the programme is too large for the model.
    pub fn swap_prices(
        &mut self,
        (schedule, report): (&Schedule, &Report),
        session: SessionId,
    ) -> Result<Vec<SwapPrice>, Failure> {
        self.pricer()?;
        let pricer = self.pricer.get().ok_or_else(|| Failure::internal("the model is missing"))?;
        Ok(pricer.swaps(&mut self.checker, (schedule, report), session).unwrap_or_default())
    }

    /// The places of a session if nothing else moves, and its swaps.
    ///
    /// # Errors
    /// A [`Failure`] if the programme is too large for the model.
    pub fn slots(&mut self, schedule: &Schedule, session: SessionId, options: SlotOptions) -> Result<Slots, Failure> {
        let report = self.verdict(schedule);
        Ok(slots(self.problem(), self.grounded()?, schedule, &report, session, options))
    }

    /// The verdict on a schedule. One that was checked just before is not checked again.
    pub fn verdict(&mut self, schedule: &Schedule) -> Report {
        if let Some((_, report)) = self.known.as_ref().filter(|(known, _)| known == schedule) {
            return report.clone();
        }
        let report = self.checker.check(schedule);
        self.keep(schedule, &report);
        report
    }

    /// Keeps the verdict on a schedule, for the next time it is asked for.
    pub fn keep(&mut self, schedule: &Schedule, report: &Report) {
        self.known = Some((schedule.clone(), report.clone()));
    }
}
