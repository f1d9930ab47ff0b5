//! A timetable that is changed by hand.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::history::take_back;
use super::request::{MoveRequest, edits};
use super::rewrite::splices;
use super::store::{Access, Store};
use crate::app::load::{self, Timetable};
use crate::app::{Failure, Observer, Silent, files, solve};
use crate::check::{Checker, Report};
use crate::domain::{Conference, Problem, Schedule};
use crate::explain::edits::{Edit, EditEffect, edit_effect, edited, nearby};
use crate::explain::request_locks::request_locks;
use crate::instance::format::ReleaseStatus;
use crate::report::edits::sentence;
use crate::report::history::Undone;

/// The most places nearby.
const MOST_NEARBY: usize = 3;

/// A timetable that is changed by hand, with its journal.
#[derive(Debug)]
pub struct Editor {
    path: PathBuf,
    timetable: Timetable,
    /// The conference under the request in the schedule file, by which `check` checks the timetable.
    restricted: Conference,
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
        let conference = load::programme(programme, observer)?;
        if files::same_file(programme, schedule) {
            let failure = Failure::new(format!("{} is the programme file, not a schedule file", schedule.display()));
            return Err(failure.hint("name the schedule file as the second file"));
        }
        let store = Store::open(schedule, Access::Write, observer)?;
        if store.is_foreign() {
            let last = store.journal().next() - 1;
            observer.note(&format!(
                "{} was changed by another program or by hand after change {last} of its journal; changes up to that \
                 one can no longer be taken back",
                schedule.display()
            ));
        }
        let timetable = Timetable::parse(conference, store.bytes(), schedule, observer)?;
        let restricted = timetable.request.restrict(&timetable.conference);
        Ok(Editor { path: schedule.to_owned(), timetable, restricted, store })
    }

    /// The timetable as it is now.
    pub fn timetable(&self) -> &Timetable {
        &self.timetable
    }

    /// Finds out what a change would do. Changes nothing.
    ///
    /// # Errors
    /// A [`Failure`] for a request that cannot be meant, or if the programme is too large for the model.
    pub fn plan(&self, request: &MoveRequest) -> Result<Plan, Failure> {
        let (problem, schedule) = (self.problem(), &self.timetable.schedule);
        let mut checker = Checker::new(problem);
        let before = checker.check(schedule);
        let edits = edits(request, &self.timetable, &mut checker, &before)?;
        let after = edited(schedule, &edits);
        let report = checker.check(&after);
        let locks = &self.timetable.file.locks;
        let conference = &self.timetable.conference;
        let mut effect = edit_effect(conference, &mut checker, (schedule, &before), &report, &edits, locks);
        let unlocks = request.lock == Some(None);
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
        let moved = edits.first().filter(|edit| edit.place != schedule.get(edit.session));
        if let Some((session, place)) = moved.and_then(|edit| Some((edit.session, edit.place?))) {
            let grounded = solve::ground(problem)?;
            effect.nearby = nearby(problem, &grounded, (schedule, &before), session, place, MOST_NEARBY);
        }
        Ok(Plan { effect, edits, after, report })
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

    /// Takes the last change back, as [`undo`](super::undo) does.
    ///
    /// # Errors
    /// As for [`undo`](super::undo).
    pub fn undo(&mut self) -> Result<Undone, Failure> {
        let undone = take_back(&mut self.store)?;
        self.read_again()?;
        Ok(undone)
    }

    /// Reads the timetable from the changed text.
    fn read_again(&mut self) -> Result<(), Failure> {
        let conference = self.timetable.conference.clone();
        // Its warnings were passed on when it was opened.
        self.timetable = Timetable::parse(conference, self.store.bytes(), &self.path, &Silent)?;
        Ok(())
    }

    /// A published release stays what was published: the next version is compared with it.
    fn refuse_release(&self, force: bool) -> Result<(), Failure> {
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

    fn problem(&self) -> Problem<'_> {
        self.timetable.request.problem(&self.restricted)
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
