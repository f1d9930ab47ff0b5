//! Searches beside the board. Each runs in a thread of its own with a copy of the timetable, and only proposes:
//! nothing changes until proposals are accepted.

mod document;
mod engine;
mod proposals;
mod what_if;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::http::StatusCode;
use serde_json::json;

use super::events::Events;
use super::refusal::Refusal;
use crate::app::Failure;

pub(super) use document::{Asked, Job, Kind, Proposal, Standing};
pub(super) use engine::Snapshot;
pub(super) use what_if::Case;

/// The most searches at the same time: each takes a core.
const MOST_RUNNING: usize = 2;

/// The stack of a search, in bytes: that of a main thread, on which `plenary solve` searches.
const STACK: usize = 8 << 20;

/// The most jobs that are remembered.
const MOST_KEPT: usize = 20;

/// All jobs of a board.
#[derive(Debug)]
pub(super) struct Jobs {
    events: Arc<Events>,
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    last: u64,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    job: Job,
    started: Instant,
    stop: Arc<AtomicBool>,
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub proposals: Vec<Proposal>,
    pub difference: Option<i64>,
    pub lines: Vec<String>,
}

/// A running job, as its thread sees it.
#[derive(Debug, Clone)]
pub(super) struct Running {
    jobs: Arc<Jobs>,
    number: u64,
    pub stop: Arc<AtomicBool>,
}

impl Jobs {
    /// No jobs yet.
    pub(super) fn new(events: Arc<Events>) -> Jobs {
        Jobs { events, table: Mutex::default() }
    }

    /// Starts a search. Returns the number of its job.
    ///
    /// # Errors
    /// A [`Refusal`] if too many are running, or the system starts no thread.
    pub(super) fn start(
        self: &Arc<Jobs>,
        job: Job,
        work: impl FnOnce(&Running) -> Result<Found, Failure> + Send + 'static,
    ) -> Result<u64, Refusal> {
        let (number, stop) = {
            let mut table = self.table();
            if table.entries.iter().filter(|entry| entry.job.state == Standing::Running).count() >= MOST_RUNNING {
                let error = format!("{MOST_RUNNING} searches are running already");
                let hint = "wait until one has ended, or stop it";
                return Err(Refusal::new(StatusCode::CONFLICT, &error, hint));
            }
            table.last += 1;
            let (number, stop) = (table.last, Arc::new(AtomicBool::new(false)));
            let entry = Entry { job: Job { job: number, ..job }, started: Instant::now(), stop: Arc::clone(&stop) };
            table.entries.push(entry);
            if table.entries.len() > MOST_KEPT {
                let oldest = table.entries.iter().position(|entry| entry.job.state != Standing::Running);
                oldest.map(|oldest| table.entries.remove(oldest));
            }
            (number, stop)
        };
        let running = Running { jobs: Arc::clone(self), number, stop };
        let thread = std::thread::Builder::new().name(format!("job {number}")).stack_size(STACK);
        let started = thread.spawn(move || {
            // A mistake in a search is a failed job, not the end of the board.
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&running)));
            let result = caught.unwrap_or_else(|_| Err(Failure::internal("a search has ended unexpectedly")));
            running.end(result);
        });
        if let Err(error) = started {
            self.table().entries.retain(|entry| entry.job.job != number);
            return Err(Failure::new(format!("the system starts no thread: {error}")).into());
        }
        Ok(number)
    }

    /// All jobs that are remembered, the last one last.
    pub(super) fn list(&self) -> Vec<Job> {
        self.table().entries.iter().map(Entry::now).collect()
    }

    /// A job.
    ///
    /// # Errors
    /// A [`Refusal`] if there is none with this number.
    pub(super) fn find(&self, number: u64) -> Result<Job, Refusal> {
        let table = self.table();
        let entry = table.entries.iter().find(|entry| entry.job.job == number);
        entry.map(Entry::now).ok_or_else(|| unknown(number))
    }

    /// Stops a job; what it found so far is proposed.
    ///
    /// # Errors
    /// A [`Refusal`] if there is none with this number.
    pub(super) fn stop(&self, number: u64) -> Result<(), Refusal> {
        let table = self.table();
        let entry = table.entries.iter().find(|entry| entry.job.job == number).ok_or_else(|| unknown(number))?;
        entry.stop.store(true, Ordering::SeqCst);
        Ok(())
    }

    /// Stops all jobs.
    pub(super) fn stop_all(&self) {
        self.table().entries.iter().for_each(|entry| entry.stop.store(true, Ordering::SeqCst));
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes a job, and tells all pages.
    fn update(&self, number: u64, change: impl FnOnce(&mut Job)) {
        let mut table = self.table();
        let Some(entry) = table.entries.iter_mut().find(|entry| entry.job.job == number) else { return };
        entry.job.seconds = entry.started.elapsed().as_secs_f64();
        change(&mut entry.job);
        self.events.send("job", &json!(entry.job));
    }
}

impl Entry {
    fn now(&self) -> Job {
        let mut job = self.job.clone();
        if job.state == Standing::Running {
            job.seconds = self.started.elapsed().as_secs_f64();
        }
        job
    }
}

impl Running {
    /// Tells the cost and the bound that the search has reached.
    pub(super) fn reached(&self, cost: Option<i64>, bound: Option<i64>) {
        self.jobs.update(self.number, |job| job.set(cost, bound));
    }

    fn end(&self, result: Result<Found, Failure>) {
        let is_stopped = self.stop.load(Ordering::SeqCst);
        self.jobs.update(self.number, |job| match result {
            Ok(found) => {
                job.state = if is_stopped { Standing::Stopped } else { Standing::Done };
                (job.proposals, job.difference, job.lines) = (found.proposals, found.difference, found.lines);
            }
            Err(failure) => (job.state, job.error) = (Standing::Failed, Some(failure.brief())),
        });
    }
}

fn unknown(number: u64) -> Refusal {
    let hint = "look at the list of jobs; only the last ones are remembered";
    Refusal::new(StatusCode::NOT_FOUND, &format!("there is no job {number}"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Job {
        Job::new(Kind::Improve, 3, Some(10))
    }

    /// Waits until no job is running.
    fn ended(jobs: &Jobs) -> Vec<Job> {
        loop {
            let list = jobs.list();
            if list.iter().all(|job| job.state != Standing::Running) {
                return list;
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn jobs_end_with_what_they_found_or_why_they_failed() {
        let jobs = Arc::new(Jobs::new(Arc::default()));
        let found = |_: &Running| Ok(Found { difference: Some(-5), ..Found::default() });
        assert_eq!(jobs.start(job(), found).unwrap(), 1);
        assert_eq!(jobs.start(job(), |_| Err(Failure::new("no"))).unwrap(), 2);
        let list = ended(&jobs);
        assert_eq!((list[0].state, list[0].difference, list[0].revision), (Standing::Done, Some(-5), 3));
        assert_eq!((list[1].state, list[1].error.as_deref()), (Standing::Failed, Some("no")));
        jobs.start(job(), |_| panic!("a mistake")).unwrap();
        assert_eq!(ended(&jobs)[2].state, Standing::Failed);
        assert!(jobs.find(4).is_err() && jobs.stop(4).is_err());
    }

    #[test]
    fn few_run_at_a_time_and_each_can_be_stopped() {
        let jobs = Arc::new(Jobs::new(Arc::default()));
        let wait = |running: &Running| {
            while !running.stop.load(Ordering::SeqCst) {
                std::thread::yield_now();
            }
            Ok(Found::default())
        };
        for _ in 0..MOST_RUNNING {
            jobs.start(job(), wait).unwrap();
        }
        assert!(jobs.start(job(), wait).is_err());
        jobs.stop(1).unwrap();
        while jobs.find(1).unwrap().state == Standing::Running {
            std::thread::yield_now();
        }
        assert_eq!(jobs.find(1).unwrap().state, Standing::Stopped);
        assert!(jobs.start(job(), wait).is_ok());
        jobs.stop_all();
        ended(&jobs);
    }
}
