//! The thread that owns the timetable. The checker and the model borrow the conference, so they live here as well, and
//! are built once. Questions and changes are tasks that it works off one by one.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use axum::http::StatusCode;
use serde_json::json;
use tokio::sync::oneshot;

use super::events::Events;
use super::jobs::Snapshot;
use super::refusal::Refusal;
use crate::app::editing::{Basis, Editor, Evaluator};
use crate::app::{Failure, Silent};

/// The stack of the desk, in bytes: that of a main thread, on which commands work.
const STACK: usize = 8 << 20;

/// How long the desk waits for the first task before it builds the model, so that nobody waits for it later.
const WARM_UP: Duration = Duration::from_millis(20);

/// How often the desk looks whether something else changed the schedule file.
const LOOK: Duration = Duration::from_secs(1);

/// Something that the desk is asked to do.
type Task = Box<dyn for<'d> FnOnce(&mut Desk<'d>) + Send>;

/// The files of a board.
#[derive(Debug, Clone)]
pub(super) struct Paths {
    pub programme: PathBuf,
    pub schedule: PathBuf,
    pub read_only: bool,
}

/// The timetable, and what its changes are valued with.
pub(super) struct Desk<'d> {
    pub editor: &'d mut Editor,
    pub evaluator: Evaluator<'d>,
    pub paths: &'d Paths,
    /// Grows with every change.
    pub revision: u64,
    /// Why the schedule file cannot be used at this moment.
    pub trouble: Option<Failure>,
    basis: &'d Basis,
    events: &'d Events,
    /// When the schedule file was last changed, and its size.
    stamp: Option<(SystemTime, u64)>,
}

/// Asks the desk.
#[derive(Debug, Clone)]
pub(super) struct Handle {
    tasks: Sender<Task>,
}

impl Handle {
    /// Asks a question, and waits for the answer.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl for<'d> FnOnce(&mut Desk<'d>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let (sender, receiver) = oneshot::channel();
        // Nobody waits for an answer any more if the client is gone.
        let task: Task = Box::new(move |desk| drop(sender.send(question(desk))));
        self.tasks.send(task).map_err(|_| Refusal::ended())?;
        receiver.await.map_err(|_| Refusal::ended())?
    }
}

/// Starts the thread. It ends when all its handles are dropped.
///
/// # Errors
/// A [`Failure`] if the system starts no thread.
pub(super) fn start(editor: Editor, paths: Paths, events: Arc<Events>) -> Result<(Handle, JoinHandle<()>), Failure> {
    let (tasks, received) = channel();
    let thread = std::thread::Builder::new().name("desk".to_owned()).stack_size(STACK);
    let thread = thread
        .spawn(move || run(editor, &paths, &events, &received))
        .map_err(|error| Failure::new(format!("the system starts no thread: {error}")))?;
    Ok((Handle { tasks }, thread))
}

fn run(mut editor: Editor, paths: &Paths, events: &Events, tasks: &Receiver<Task>) {
    let mut revision = 1;
    let mut pending = None;
    loop {
        // Anew only if something else changed the request in the schedule file.
        let basis = editor.basis();
        let mut desk = Desk {
            evaluator: Evaluator::new(&basis),
            editor: &mut editor,
            paths,
            revision,
            trouble: None,
            basis: &basis,
            events,
            stamp: None,
        };
        desk.stamp = desk.stamp_now();
        match desk.work(tasks, pending.take()) {
            None => return,
            Some(task) => pending = task,
        }
        revision = desk.revision;
    }
}

impl Desk<'_> {
    /// Works off tasks until the basis changes, and then returns the task that is still to be done; `None` when there
    /// will be no more tasks.
    fn work(&mut self, tasks: &Receiver<Task>, mut pending: Option<Task>) -> Option<Option<Task>> {
        let mut wait = WARM_UP;
        loop {
            let task = match pending.take() {
                Some(task) => Some(task),
                None => match tasks.recv_timeout(wait) {
                    Ok(task) => Some(task),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return None,
                },
            };
            self.look();
            if !self.basis.is_of(&self.editor.timetable().request) {
                return Some(task);
            }
            match task {
                Some(task) => task(self),
                None => {
                    // If the programme is too large for the model, the questions that need it say so.
                    let _ = self.evaluator.pricer();
                    wait = LOOK;
                }
            }
        }
    }

    /// Notices whether something else changed the schedule file.
    fn look(&mut self) {
        let stamp = self.stamp_now();
        if stamp == self.stamp && self.trouble.is_none() {
            return;
        }
        self.stamp = stamp;
        let had_trouble = self.trouble.take().is_some();
        match self.editor.refresh() {
            Ok(changed) => {
                if changed && self.paths.read_only {
                    // The journal is another one as well.
                    let (programme, schedule) = (&self.paths.programme, &self.paths.schedule);
                    match Editor::look(programme, schedule, &Silent) {
                        Ok(editor) => *self.editor = editor,
                        Err(failure) => self.trouble = Some(failure),
                    }
                }
                if changed || had_trouble {
                    self.advance();
                }
            }
            Err(failure) => {
                self.trouble = Some(failure);
                if !had_trouble {
                    self.advance();
                }
            }
        }
    }

    fn stamp_now(&self) -> Option<(SystemTime, u64)> {
        let metadata = std::fs::metadata(&self.paths.schedule).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    }

    /// A copy of the timetable, for a search.
    pub(super) fn snapshot(&mut self) -> Snapshot {
        let timetable = self.editor.timetable();
        let cost = self.evaluator.verdict(&timetable.schedule).cost;
        Snapshot {
            conference: timetable.conference.clone(),
            schedule: timetable.schedule.clone(),
            request: timetable.request.clone(),
            locks: timetable.file.locks.clone(),
            revision: self.revision,
            cost,
        }
    }

    /// The timetable is another one: tells all pages.
    pub(super) fn advance(&mut self) {
        self.revision += 1;
        self.events.send("revision", &json!({ "revision": self.revision }));
    }

    /// Refuses a change of a timetable that is no longer the present one, or that cannot be written.
    ///
    /// # Errors
    /// A [`Refusal`] with the present state.
    pub(super) fn require(&mut self, revision: u64) -> Result<(), Refusal> {
        if let Some(failure) = &self.trouble {
            let hint = "mend the file; until then, the board shows the timetable as it was";
            return Err(Refusal::of(StatusCode::CONFLICT, &failure.clone().or_hint(hint)));
        }
        if revision == self.revision {
            return Ok(());
        }
        let hint = "nothing was changed here; look at the timetable as it is now, and try again";
        let refusal =
            Refusal::new(StatusCode::CONFLICT, "the timetable was changed meanwhile, in another window or file", hint);
        let state = serde_json::to_value(self.state(true)?).unwrap_or_default();
        Err(refusal.with("state", state))
    }
}
