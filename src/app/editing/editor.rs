//! A timetable that is changed by hand.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::evaluator::{Basis, Evaluator};
use super::history::{entries, make_again, take_back};
use super::request::{MoveRequest, edits};
use super::rewrite::{note_splices, quality, splices};
use super::store::{Access, Store};
use crate::app::load::{self, Timetable};
use crate::app::{Failure, Observer, Silent, files};
use crate::check::Report;
use crate::domain::{Schedule, SessionId};
use crate::explain::edits::{Edit, EditEffect, edit_effect, edited, nearby};
use crate::explain::request_locks::request_locks;
use crate::explain::slots::SlotChoice;
use crate::instance::format::ReleaseStatus;
use crate::report::edits::sentence;
use crate::report::history::{History, Redone, Undone};
use crate::report::overview::{Quality, name};

/// The most places nearby.
const MOST_NEARBY: usize = 3;

/// A timetable that is changed by hand, with its journal.
#[derive(Debug)]
pub struct Editor {
    path: PathBuf,
    timetable: Timetable,
    store: Store,
}

/// A change that was not made yet.
#[derive(Debug)]
pub struct Plan {
    /// What it does.
    pub effect: EditEffect,
    edits: Vec<Edit>,
    after: Schedule,
    report: Report,
}

impl Plan {
    /// The timetable after it.
    pub fn after(&self) -> &Schedule {
        &self.after
    }

    /// The verdict on the timetable after it.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Whether it changes a place or a lock.
    pub fn is_change(&self) -> bool {
        self.effect.sessions.iter().any(|session| session.old != session.new || session.old_lock != session.lock)
    }
}

impl Editor {
    /// Opens a timetable to change it. Until the editor is dropped, other processes cannot do so, once the timetable
    /// has a journal.
    ///
    /// # Errors
    /// A [`Failure`] if a file cannot be used, or another process changes the timetable at this moment.
    pub fn open(programme: &Path, schedule: &Path, observer: &dyn Observer) -> Result<Editor, Failure> {
        Editor::with_access(programme, schedule, Access::Write, observer)
    }

    fn with_access(
        programme: &Path,
        schedule: &Path,
        access: Access,
        observer: &dyn Observer,
    ) -> Result<Editor, Failure> {
        let conference = load::programme(programme, observer)?;
        if files::same_file(programme, schedule) {
            let failure = Failure::new(format!("{} is the programme file, not a schedule file", schedule.display()));
            return Err(failure.hint("name the schedule file as the second file"));
        }
        let store = Store::open(schedule, access, observer)?;
        if store.is_foreign() {
            let last = store.journal().next() - 1;
            observer.note(&format!(
                "{} was changed by another program or by hand after change {last} of its journal; changes up to that \
                 one can no longer be taken back",
                schedule.display()
            ));
        }
        let timetable = Timetable::parse(conference, store.bytes(), schedule, observer)?;
        Ok(Editor { path: schedule.to_owned(), timetable, store })
    }

    /// Opens a timetable to look at it, while others change it.
    ///
    /// # Errors
    /// A [`Failure`] if a file cannot be used.
    pub fn look(programme: &Path, schedule: &Path, observer: &dyn Observer) -> Result<Editor, Failure> {
        Editor::with_access(programme, schedule, Access::Read, observer)
    }

    /// Keeps other processes from changing the timetable until the editor is dropped.
    ///
    /// # Errors
    /// A [`Failure`] if another process changes it at this moment, or the journal cannot be created.
    pub fn hold(&mut self) -> Result<(), Failure> {
        self.store.hold()
    }

    /// Reads the schedule file again. Returns whether something else changed it.
    ///
    /// # Errors
    /// A [`Failure`] if it can no longer be used. The timetable is as it was then.
    pub fn refresh(&mut self) -> Result<bool, Failure> {
        let Some(bytes) = self.store.changed()? else { return Ok(false) };
        let conference = self.timetable.conference.clone();
        self.timetable = Timetable::parse(conference, &bytes, &self.path, &Silent)?;
        self.store.adopt(bytes);
        Ok(true)
    }

    /// What its changes are valued with, until something else changes the request in the schedule file.
    pub fn basis(&self) -> Basis {
        Basis::new(&self.timetable.conference, &self.timetable.request)
    }

    /// The timetable as it is now.
    pub fn timetable(&self) -> &Timetable {
        &self.timetable
    }

    /// Finds out what a change would do. Changes nothing.
    ///
    /// # Errors
    /// A [`Failure`] for a request that cannot be meant, or if the programme is too large for the model.
    pub fn plan(&self, evaluator: &mut Evaluator<'_>, request: &MoveRequest) -> Result<Plan, Failure> {
        let before = evaluator.verdict(&self.timetable.schedule);
        let edits = edits(request, &self.timetable, &mut evaluator.checker, &before)?;
        let mut plan = self.plan_edits(evaluator, edits, request.lock == Some(None))?;
        plan.effect.nearby = self.nearby(evaluator, &plan)?;
        Ok(plan)
    }

    /// As [`Editor::plan`], for edits, and without the places nearby. `unlocks` says that the lock of the first session
    /// is to be removed, so that it does not hold for this change either.
    ///
    /// # Errors
    /// A [`Failure`] if the programme is too large for the model.
    pub fn plan_edits(&self, evaluator: &mut Evaluator<'_>, edits: Vec<Edit>, unlocks: bool) -> Result<Plan, Failure> {
        let schedule = &self.timetable.schedule;
        let before = evaluator.verdict(schedule);
        let after = edited(schedule, &edits);
        let checker = &mut evaluator.checker;
        let report = checker.check(&after);
        let locks = &self.timetable.file.locks;
        let conference = &self.timetable.conference;
        let mut effect = edit_effect(conference, checker, (schedule, &before), &report, &edits, locks);
        for (index, edit) in edits.iter().enumerate() {
            let session = &conference.sessions[edit.session.index()].id;
            if unlocks && index == 0 {
                effect.locked.retain(|id| id != session);
            }
            let goes = edit.place.filter(|_| edit.place != schedule.get(edit.session));
            if goes.is_some() || (unlocks && index == 0) {
                effect.request_locks.extend(request_locks(conference, &self.timetable.request, edit.session, goes));
            }
        }
        Ok(Plan { effect, edits, after, report })
    }

    /// The best places near the new one of the first session of a plan.
    ///
    /// # Errors
    /// A [`Failure`] if the programme is too large for the model.
    pub fn nearby(&self, evaluator: &mut Evaluator<'_>, plan: &Plan) -> Result<Vec<SlotChoice>, Failure> {
        let schedule = &self.timetable.schedule;
        let moved = plan.edits.first().filter(|edit| edit.place != schedule.get(edit.session));
        let Some((session, place)) = moved.and_then(|edit| Some((edit.session, edit.place?))) else {
            return Ok(Vec::new());
        };
        let before = evaluator.verdict(schedule);
        let grounded = evaluator.grounded()?;
        Ok(nearby(evaluator.problem(), grounded, (schedule, &before), session, place, MOST_NEARBY))
    }

    /// Makes a change, whatever it breaks. Returns its number in the journal. When this returns, the change is on the
    /// disk.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be written, another process changed it or changes it at this moment, or it is a
    /// published release and `force` is not set.
    pub fn make(&mut self, plan: Plan, force: bool) -> Result<u64, Failure> {
        self.refuse_release(force)?;
        let Plan { effect, edits, after, report } = plan;
        let splices = splices(self.store.bytes(), &self.timetable, (&after, &report), &edits)?;
        let cost = [effect.cost.saturating_sub(effect.difference), effect.cost];
        let number = self.store.change(sentence(&effect.sessions), cost, splices)?;
        self.read_again()?;
        Ok(number)
    }

    /// Sets or removes the note of a session. Returns the number of the change, or `None` if it is the same note.
    ///
    /// # Errors
    /// As for [`Editor::make`].
    pub fn note(&mut self, session: SessionId, note: Option<String>, force: bool) -> Result<Option<u64>, Failure> {
        self.refuse_release(force)?;
        if self.timetable.file.notes[session.index()] == note {
            return Ok(None);
        }
        let data = &self.timetable.conference.sessions[session.index()];
        let what = note.as_ref().map_or_else(|| "no note".to_owned(), |note| format!("note \"{note}\""));
        let text = format!("{} stays, {what}", name(&data.id, &data.title));
        let cost = self.timetable.file.document.as_ref().and_then(|document| document.cost).unwrap_or(0);
        let splices = note_splices(self.store.bytes(), &self.timetable, session, note)?;
        let number = self.store.change(text, [cost, cost], splices)?;
        self.read_again()?;
        Ok(Some(number))
    }

    /// The bytes of the schedule file.
    pub fn bytes(&self) -> &[u8] {
        self.store.bytes()
    }

    /// Takes the last change back, as [`undo`](super::undo) does.
    ///
    /// # Errors
    /// As for [`undo`](super::undo).
    pub fn undo(&mut self) -> Result<Undone, Failure> {
        let undone = take_back(&mut self.store)?;
        self.read_again()?;
        Ok(undone)
    }

    /// Makes the change again that was taken back last, as [`redo`](super::redo) does.
    ///
    /// # Errors
    /// As for [`redo`](super::redo).
    pub fn redo(&mut self) -> Result<Redone, Failure> {
        let redone = make_again(&mut self.store)?;
        self.read_again()?;
        Ok(redone)
    }

    /// What the schedule file proves about the timetable, whose verdict is `report`.
    pub fn quality(&self, report: &Report) -> Quality {
        quality(&self.timetable, report)
    }

    /// The changes so far.
    pub fn history(&self) -> History {
        History { changes: entries(&self.store), changed_since: self.store.is_foreign() }
    }

    /// What [`Editor::undo`] would take back, in words; `None` if there is nothing, or something else changed the file.
    pub fn undoable(&self) -> Option<&str> {
        self.store.last_change().ok().flatten().map(|entry| entry.text.as_str())
    }

    /// What [`Editor::redo`] would make again, in words; `None` if there is nothing, or something else changed the file.
    pub fn redoable(&self) -> Option<&str> {
        self.store.next_change().ok().flatten().map(|entry| entry.text.as_str())
    }

    /// Reads the timetable from the changed text.
    fn read_again(&mut self) -> Result<(), Failure> {
        let conference = self.timetable.conference.clone();
        // Its warnings were passed on when it was opened.
        self.timetable = Timetable::parse(conference, self.store.bytes(), &self.path, &Silent)?;
        Ok(())
    }

    /// A published release stays what was published: the next version is compared with it.
    ///
    /// # Errors
    /// A [`Failure`] if the timetable is one, and `force` is not set.
    pub fn refuse_release(&self, force: bool) -> Result<(), Failure> {
        match self.timetable.release() {
            Some(release) if release.status == ReleaseStatus::Published && !force => {
                let message = format!(
                    "{} is the release {}, which was published; changed, it would no longer be that release",
                    self.path.display(),
                    release.version
                );
                let hint = "copy the file, and change the copy with --force, which removes the stamp of the release";
                Err(Failure::new(message).hint(hint))
            }
            _ => Ok(()),
        }
    }
}

/// What `move --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MoveDocument<'a> {
    /// Whether the change was made. `false` if it breaks a hard rule or a lock, and if there is nothing to change.
    pub moved: bool,
    /// The number of the change in the journal; `null` if it was not made.
    pub change: Option<u64>,
    /// What the change does, or would do.
    #[serde(flatten)]
    pub effect: &'a EditEffect,
}
