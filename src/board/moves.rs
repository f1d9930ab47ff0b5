//! Changes of the timetable, and what they do.

use axum::http::StatusCode;
use chrono::DateTime;
use serde_json::json;

use super::desk::Desk;
use super::documents::{
    Accepted, Changed, Effect, Nearby, Noted, Place, Prices, RegionCost, Step, Stepped, Swap, Wanted, Woken,
};
use super::jobs::Job;
use super::refusal::Refusal;
use super::state::{rule_costs, violation};
use crate::app::editing::Plan;
use crate::domain::{Conference, Instant, Lock, Placement, RoomId, SessionId};
use crate::explain::edits::{Edit, EditEffect, best_room};
use crate::explain::prices::SwapPrice;
use crate::explain::slots::SlotChoice;
use crate::report::Width;
use crate::report::edits::{Outcome, answer, request_lock_sentences};

/// No line of an answer is broken: the page does that.
const UNBROKEN: Width = Width(100_000);

/// The longest note, in characters.
const LONGEST_NOTE: usize = 2000;

/// Range of accepted starts, in minutes since 1970: the years 1970 to 2100.
const YEARS: std::ops::RangeInclusive<i64> = 0..=68_900_000;

impl Desk<'_> {
    /// What every place of a session costs while nothing else moves.
    ///
    /// # Errors
    /// A [`Refusal`] for an unknown session, or a programme that is too large for the model.
    pub(super) fn prices(&mut self, session: &str) -> Result<Prices, Refusal> {
        let timetable = self.editor.timetable();
        let id = session_of(&timetable.conference, session)?;
        let report = self.evaluator.verdict(&timetable.schedule);
        let prices = self.evaluator.prices((&timetable.schedule, &report), id)?;
        let rooms = &timetable.conference.rooms;
        let place = |price: crate::explain::prices::PlacePrice| {
            let room = price.place.room.and_then(|room| rooms.get(room.index()))?;
            Some(Place {
                start: price.place.start.0,
                room: room.id.clone(),
                difference: price.difference,
                rules: price.rules.iter().map(ToString::to_string).collect(),
            })
        };
        let swaps = self.evaluator.swap_prices((&timetable.schedule, &report), id)?;
        let is_locked = |id: SessionId| timetable.file.locks.get(id.index()).copied().flatten().is_some();
        let swap = |swap: SwapPrice| Swap {
            session: timetable.conference.sessions[swap.with.index()].id.clone(),
            difference: swap.difference,
        };
        Ok(Prices {
            revision: self.revision,
            session: session.to_owned(),
            exact: prices.exact,
            swaps: swaps.into_iter().filter(|swap| !is_locked(swap.with)).map(swap).collect(),
            places: prices.places.into_iter().filter_map(place).collect(),
        })
    }

    /// What a change would do. Changes nothing.
    ///
    /// # Errors
    /// A [`Refusal`] for a change that cannot be meant.
    pub(super) fn effect(&mut self, wanted: &Wanted, nearby: bool) -> Result<Effect, Refusal> {
        let mut plan = self.plan(wanted)?;
        if nearby {
            plan.effect.nearby = self.editor.nearby(&mut self.evaluator, &plan)?;
        }
        Ok(self.document(&plan.effect, outcome(&plan, false)))
    }

    /// Makes a change.
    ///
    /// # Errors
    /// A [`Refusal`] for a change that cannot be meant or is not allowed, or if the file cannot be written.
    pub(super) fn change(&mut self, wanted: &Wanted) -> Result<Changed, Refusal> {
        self.require(wanted.revision.unwrap_or(self.revision))?;
        let plan = self.plan(wanted)?;
        self.make(plan, wanted.force)
    }

    /// Makes a change that was planned.
    ///
    /// # Errors
    /// A [`Refusal`] if it is not allowed, or the file cannot be written.
    pub(super) fn make(&mut self, plan: Plan, force: bool) -> Result<Changed, Refusal> {
        let outcome = outcome(&plan, force);
        let effect = self.document(&plan.effect, outcome);
        if outcome == Outcome::Refused {
            let effect = serde_json::to_value(&effect).unwrap_or_default();
            let hint = "nothing was changed; the change can be made all the same if you say so";
            let refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "this breaks a hard rule or a lock", hint);
            return Err(refusal.with("effect", effect));
        }
        let mut change = None;
        if outcome == Outcome::Made {
            let (after, report) = (plan.after().clone(), plan.report().clone());
            if let Err(failure) = self.editor.refuse_release(force) {
                let effect = serde_json::to_value(&effect).unwrap_or_default();
                return Err(Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, &failure).with("effect", effect));
            }
            change = Some(self.editor.make(plan, force)?);
            self.evaluator.keep(&after, &report);
            self.advance();
        }
        Ok(Changed { change, effect: Effect { revision: self.revision, ..effect }, state: self.state(true)? })
    }

    /// Sets or removes the note of a session.
    ///
    /// # Errors
    /// A [`Refusal`] for an unknown session or a note that is too long, or if the file cannot be written.
    pub(super) fn note(&mut self, noted: &Noted) -> Result<Changed, Refusal> {
        self.require(noted.revision)?;
        let timetable = self.editor.timetable();
        let session = session_of(&timetable.conference, &noted.session)?;
        let note = noted.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
        if note.as_ref().is_some_and(|note| note.chars().count() > LONGEST_NOTE) {
            return Err(bad("the note is longer than 2000 characters", "write less"));
        }
        let edit = Edit {
            session,
            place: timetable.schedule.get(session),
            lock: timetable.file.locks.get(session.index()).copied().flatten(),
        };
        let plan = self.editor.plan_edits(&mut self.evaluator, vec![edit], false)?;
        let effect = self.document(&plan.effect, Outcome::Same);
        let made = self.editor.note(session, note, noted.force);
        let change = made.map_err(|failure| Refusal::of(StatusCode::UNPROCESSABLE_ENTITY, &failure))?;
        if change.is_some() {
            self.advance();
        }
        Ok(Changed { change, effect: Effect { revision: self.revision, ..effect }, state: self.state(true)? })
    }

    /// Makes the changes that a search proposed, as one change.
    ///
    /// # Errors
    /// As for [`Desk::change`].
    pub(super) fn accept(&mut self, job: &Job, accepted: &Accepted) -> Result<Changed, Refusal> {
        self.require(accepted.revision)?;
        let timetable = self.editor.timetable();
        let mut edits: Vec<Edit> = Vec::new();
        for &number in &accepted.proposals {
            let proposal = job.proposals.get(number);
            let proposal = proposal.ok_or_else(|| bad("the job has no such proposal", "look at the job again"))?;
            for step in &proposal.moves {
                let session = session_of(&timetable.conference, &step.session)?;
                let room = step.room.as_ref().map(|id| room_of(&timetable.conference, id)).transpose()?;
                let place = step.start.map(|start| Placement { start: Instant(start), room });
                let lock = timetable.file.locks.get(session.index()).copied().flatten().filter(|_| place.is_some());
                edits.retain(|edit| edit.session != session);
                edits.push(Edit { session, place, lock });
            }
        }
        if edits.is_empty() {
            return Err(bad("no proposal is accepted", "tick at least one"));
        }
        let plan = self.editor.plan_edits(&mut self.evaluator, edits, false)?;
        self.make(plan, accepted.force)
    }

    /// Takes the last change back.
    ///
    /// # Errors
    /// A [`Refusal`] if the timetable is another one by now, or the file cannot be written.
    pub(super) fn undo(&mut self, step: &Step) -> Result<Stepped, Refusal> {
        self.require(step.revision)?;
        let change = self.editor.undo().map_err(|failure| Refusal::of(StatusCode::CONFLICT, &failure))?.change;
        self.stepped(change)
    }

    /// Makes the change again that was taken back last.
    ///
    /// # Errors
    /// As for [`Desk::undo`].
    pub(super) fn redo(&mut self, step: &Step) -> Result<Stepped, Refusal> {
        self.require(step.revision)?;
        let change = self.editor.redo().map_err(|failure| Refusal::of(StatusCode::CONFLICT, &failure))?.change;
        self.stepped(change)
    }

    fn stepped(&mut self, change: Option<crate::report::history::HistoryEntry>) -> Result<Stepped, Refusal> {
        let number = change.as_ref().and_then(|_| self.editor.history().changes.last().map(|last| last.number));
        if change.is_some() {
            self.advance();
        }
        Ok(Stepped { change: number, text: change.map(|change| change.text), state: self.state(true)? })
    }

    fn plan(&mut self, wanted: &Wanted) -> Result<Plan, Refusal> {
        let edits = self.edits(wanted)?;
        Ok(self.editor.plan_edits(&mut self.evaluator, edits, wanted.lock == Some(None))?)
    }

    /// The edits that a change means.
    fn edits(&mut self, wanted: &Wanted) -> Result<Vec<Edit>, Refusal> {
        let timetable = self.editor.timetable();
        let (conference, schedule) = (&timetable.conference, &timetable.schedule);
        let session = session_of(conference, &wanted.session)?;
        let now = schedule.get(session);
        let lock_of = |id: SessionId| timetable.file.locks.get(id.index()).copied().flatten();
        let lock = wanted.lock.unwrap_or(lock_of(session));
        let edits = match (&wanted.swap, wanted.start, &wanted.room) {
            _ if wanted.unplace => vec![Edit { session, place: None, lock: None }],
            (Some(other), _, _) => {
                let other = session_of(conference, other)?;
                let there = schedule.get(other).filter(|_| other != session);
                let there = there.ok_or_else(|| {
                    bad("a session can only swap places with another one that has a place", "choose another session")
                })?;
                let theirs = now.and(lock_of(other));
                vec![Edit { session, place: Some(there), lock }, Edit { session: other, place: now, lock: theirs }]
            }
            (None, None, None) => vec![Edit { session, place: now, lock }],
            (None, start, room) => {
                let start = start.map(Instant).or(now.map(|now| now.start));
                let start = start.filter(|start| YEARS.contains(&start.0)).ok_or_else(|| {
                    bad("the new place has no start, or one outside the years 1970 to 2100", "send a start")
                })?;
                let room = room.as_ref().map(|id| room_of(conference, id)).transpose()?;
                let mut place = Placement { start, room };
                if room.is_none() {
                    let before = self.evaluator.verdict(schedule);
                    let checker = &mut self.evaluator.checker;
                    place = best_room(conference, checker, (schedule, &before), session, place);
                }
                vec![Edit { session, place: Some(place), lock }]
            }
        };
        let keeps = |lock: Option<Option<Lock>>| matches!(lock, Some(Some(_)));
        if keeps(wanted.lock) && edits.first().is_some_and(|edit| edit.place.is_none()) {
            return Err(bad("a session without a place cannot be locked", "give it a place first"));
        }
        Ok(edits)
    }

    /// The document of an effect.
    pub(super) fn document(&self, effect: &EditEffect, outcome: Outcome) -> Effect {
        let text = answer(effect, outcome, UNBROKEN);
        let nearby = |choice: &SlotChoice| {
            let start = DateTime::parse_from_rfc3339(&choice.spot.start).ok()?;
            Some(Nearby {
                start: start.timestamp().div_euclid(60),
                room: choice.spot.room.clone(),
                with: choice.with.as_ref().map(|with| with.id.clone()),
                difference: choice.difference,
            })
        };
        Effect {
            revision: self.revision,
            allowed: effect.is_allowed(),
            cost: effect.cost,
            difference: effect.difference,
            by_rule: rule_costs(&effect.by_rule),
            broken: effect.broken.iter().map(violation).collect(),
            locked: effect.locked.clone(),
            request_locks: request_lock_sentences(effect),
            regions: effect
                .regions
                .iter()
                .map(|region| RegionCost { name: region.name.clone(), difference: region.difference })
                .collect(),
            woken: effect
                .woken
                .iter()
                .map(|woken| Woken {
                    who: woken.name.clone(),
                    when: woken.when.clone(),
                    minutes: woken.night_minutes_difference,
                })
                .collect(),
            remarks: effect.remarks.clone(),
            nearby: effect.nearby.iter().filter_map(nearby).collect(),
            // Without places nearby, none were looked for.
            text: text
                .lines()
                .filter(|line| !effect.nearby.is_empty() || !line.starts_with("Nearby: "))
                .map(str::to_owned)
                .collect(),
        }
    }
}

/// What becomes of a change.
fn outcome(plan: &Plan, force: bool) -> Outcome {
    match (plan.is_change(), plan.effect.is_allowed() || force) {
        (false, _) if !plan.effect.request_locks.is_empty() => Outcome::Held,
        (false, _) => Outcome::Same,
        (true, false) => Outcome::Refused,
        (true, true) => Outcome::Made,
    }
}

/// A request that cannot be meant.
pub(super) fn bad(error: &str, hint: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, error, hint)
}

/// The session with this id.
pub(super) fn session_of(conference: &Conference, id: &str) -> Result<SessionId, Refusal> {
    let position = conference.sessions.iter().position(|session| session.id == id);
    position.map(SessionId::new).ok_or_else(|| unknown("session", id))
}

/// The room with this id.
pub(super) fn room_of(conference: &Conference, id: &str) -> Result<RoomId, Refusal> {
    let position = conference.rooms.iter().position(|room| room.id == id);
    position.map(RoomId::new).ok_or_else(|| unknown("room", id))
}

fn unknown(what: &str, id: &str) -> Refusal {
    let hint = "load the page again if the programme was changed, after a new start of the board";
    Refusal::new(StatusCode::NOT_FOUND, &format!("there is no {what} \"{id}\""), hint).with("id", json!(id))
}
