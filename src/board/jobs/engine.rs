//! What the searches do.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use chrono::DateTime;

use super::document::{Kind, Move, Proposal};
use super::proposals::proposals;
use super::{Found, Running};
use crate::app::editing::{Basis, Evaluator};
use crate::app::solve::{Search, solve};
use crate::app::{Budget, Failure, Method, Observer, Progress, SlotOptions};
use crate::domain::{Conference, KeptSession, Lock, Reference, Request, RuleId, Schedule, SessionId, Strength};
use crate::explain::slots::SlotChoice;
use crate::explain::view::Spot;
use crate::report::overview::name;
use crate::report::session_explanation::label;

/// The proposals of the best places and swaps.
const MOST: usize = 5;

/// Least time between two messages about a search.
const PAUSE: Duration = Duration::from_millis(250);

/// A copy of the timetable, for a search.
#[derive(Debug, Clone)]
pub(in crate::board) struct Snapshot {
    pub conference: Conference,
    pub schedule: Schedule,
    pub request: Request,
    pub locks: Vec<Option<Lock>>,
    pub revision: u64,
    pub cost: i64,
}

impl Snapshot {
    /// Searches. `session` is the one that the question is about.
    ///
    /// # Errors
    /// A [`Failure`] if the programme is too large for the model.
    pub(in crate::board) fn search(
        &self,
        kind: Kind,
        session: Option<SessionId>,
        limit: Duration,
        running: &Running,
    ) -> Result<Found, Failure> {
        match (kind, session) {
            (Kind::Places | Kind::Swaps, Some(session)) => self.best(kind, session),
            (Kind::Repair, _) => self.solve(Method::Repair, session, limit, running),
            _ => self.solve(Method::Auto, None, limit, running),
        }
    }

    /// The best places or swaps of a session.
    fn best(&self, kind: Kind, session: SessionId) -> Result<Found, Failure> {
        let basis = Basis::new(&self.conference, &self.request);
        let swaps = kind == Kind::Swaps;
        let options = SlotOptions { most: MOST, swaps, all: false, near: None };
        let found = Evaluator::new(&basis).slots(&self.schedule, session, options)?;
        let choices = if swaps { found.swaps } else { found.places };
        let id = &self.conference.sessions[session.index()].id;
        let proposal = |choice: &SlotChoice| {
            let mut moves = vec![at(id, Some(&choice.spot))?];
            if let Some(with) = &choice.with {
                moves.push(at(&with.id, with.there.as_ref())?);
            }
            Some(Proposal { text: text(choice), difference: Some(choice.difference), moves })
        };
        Ok(Found { proposals: choices.iter().filter_map(proposal).collect(), ..Found::default() })
    }

    /// Solves from the timetable, and proposes what moved. A repair keeps `session` where it is.
    fn solve(
        &self,
        method: Method,
        session: Option<SessionId>,
        limit: Duration,
        running: &Running,
    ) -> Result<Found, Failure> {
        let is_repair = method == Method::Repair;
        let request = self.request_of(is_repair, session);
        let search = Search {
            budget: Budget::Time(limit),
            threads: 1,
            method,
            start: Some(self.schedule.clone()),
            ..Search::default()
        };
        let teller = Teller { running, has_bound: !request.has_locks() && !is_repair, told: Mutex::new(None) };
        let outcome = solve(&self.conference, &request, &search, &teller, &running.stop)?;
        let basis = Basis::new(&self.conference, &self.request);
        let mut checker = Evaluator::new(&basis).checker;
        let before = checker.check(&self.schedule);
        let mut after = outcome.schedule;
        if let Some(session) = session {
            after.placements[session.index()] = self.schedule.get(session);
        }
        let report = checker.check(&after);
        running.reached(Some(report.cost), outcome.proven.quality.bound.filter(|_| !is_repair));
        let key = |report: &crate::check::Report| (report.violations.len(), report.unplaced_minutes, report.cost);
        if key(&report) >= key(&before) {
            return Ok(Found { difference: Some(0), ..Found::default() });
        }
        let proposals = proposals(&self.conference, &mut checker, &self.schedule, &after);
        let difference = report.cost.saturating_sub(before.cost);
        Ok(Found { proposals, difference: Some(difference), ..Found::default() })
    }

    /// The request of a search: what is locked stays, and rooms stay where they can.
    fn request_of(&self, is_repair: bool, session: Option<SessionId>) -> Request {
        let mut request = self.request.clone();
        let locked = self.schedule.placed().filter_map(|(id, placement)| {
            let lock = if session == Some(id) { Some(Lock::Fixed) } else { self.locks.get(id.index()).copied()? };
            lock.map(|lock| KeptSession { session: id, placement, lock })
        });
        request.kept.extend(locked);
        // An earlier timetable that has no price keeps the rooms.
        if is_repair || self.conference.rule(RuleId::Stay) == Strength::Off {
            request.reference = Some(Reference { schedule: self.schedule.clone(), count_room_changes: is_repair });
        }
        request
    }
}

/// A place, or a session to swap with and its place.
fn text(choice: &SlotChoice) -> String {
    match &choice.with {
        Some(with) => format!("swap with {} ({})", name(&with.id, &with.title), label(&with.now)),
        None => label(&choice.spot),
    }
}

fn at(session: &str, spot: Option<&Spot>) -> Option<Move> {
    let Some(spot) = spot else { return Some(Move { session: session.to_owned(), start: None, room: None }) };
    let start = DateTime::parse_from_rfc3339(&spot.start).ok()?.timestamp().div_euclid(60);
    Some(Move { session: session.to_owned(), start: Some(start), room: spot.room.clone() })
}

/// Passes the progress of a search on to the pages.
struct Teller<'r> {
    running: &'r Running,
    has_bound: bool,
    told: Mutex<Option<Instant>>,
}

impl Observer for Teller<'_> {
    fn progress(&self, _: usize, progress: &Progress) {
        let mut told = self.told.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if told.is_some_and(|told| told.elapsed() < PAUSE) {
            return;
        }
        *told = Some(Instant::now());
        let complete = progress.best.filter(|best| best.violations == 0 && best.unplaced == 0);
        self.running.reached(complete.map(|best| best.soft), progress.bound.filter(|_| self.has_bound));
    }
}
