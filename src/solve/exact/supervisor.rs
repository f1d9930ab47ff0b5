//! Solvers run on a thread of their own. So a stop or the time limit ends the wait for an answer even in the middle of a
//! long linear program, which no solver can interrupt; the thread then ends by itself at the next chance.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::backend::SolverAnswer;

/// Time between two looks at the stop flag.
const POLL: Duration = Duration::from_millis(10);

/// Time that a solver has after its time limit to report what it has found. HiGHS reports nothing before its end.
const GRACE: Duration = Duration::from_millis(200);

/// How a solver reports what it has found so far, and reads whether anybody still waits for it.
pub(super) struct Reporter {
    answers: Sender<Message>,
    abandoned: Arc<AtomicBool>,
    work: Arc<AtomicU64>,
}

enum Message {
    SoFar(SolverAnswer),
    Final(SolverAnswer),
}

impl Reporter {
    /// Whether the answer is not needed any more.
    pub(super) fn is_abandoned(&self) -> bool {
        self.abandoned.load(Ordering::Relaxed)
    }

    /// Reports what is found so far: the answer, if the solver is abandoned before it ends.
    pub(super) fn report(&self, so_far: SolverAnswer) {
        // Without a receiver the solver is abandoned.
        let _ = self.answers.send(Message::SoFar(so_far));
    }

    /// Reports the work that the solver has done from its beginning.
    pub(super) fn worked(&self, work: u64) {
        self.work.store(work, Ordering::Relaxed);
    }

    #[cfg(test)]
    pub(super) fn to_nobody() -> Reporter {
        Reporter { answers: mpsc::channel().0, abandoned: Arc::default(), work: Arc::default() }
    }
}

/// Runs a solver and waits for its answer, until the time limit or until `stop` is set; then its last report is the
/// answer. Returns the answer and the work that the solver has reported.
pub(super) fn supervise(
    time: Option<Duration>,
    stop: Option<&AtomicBool>,
    solver: impl FnOnce(&Reporter) -> SolverAnswer + Send + 'static,
) -> (SolverAnswer, u64) {
    let (answers, received) = mpsc::channel();
    let abandoned = Arc::new(AtomicBool::new(false));
    let work = Arc::new(AtomicU64::new(0));
    let reporter = Reporter { answers, abandoned: Arc::clone(&abandoned), work: Arc::clone(&work) };
    let thread = std::thread::Builder::new().name("integer program".to_owned()).spawn(move || {
        let answer = solver(&reporter);
        let _ = reporter.answers.send(Message::Final(answer));
    });
    if let Err(error) = thread {
        return (SolverAnswer::Failed(format!("no thread can be started: {error}")), 0);
    }
    let deadline = time.and_then(|time| Instant::now().checked_add(time.saturating_add(GRACE)));
    let mut last = SolverAnswer::Values { values: None, bound: None };
    let answer = loop {
        match received.recv_timeout(POLL) {
            Ok(Message::Final(answer)) => break answer,
            Ok(Message::SoFar(answer)) => last = answer,
            Err(RecvTimeoutError::Disconnected) => {
                break SolverAnswer::Failed("the solver ended without an answer".to_owned());
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        let is_late = deadline.is_some_and(|deadline| Instant::now() >= deadline);
        if is_late || stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            abandoned.store(true, Ordering::Relaxed);
            break last;
        }
    };
    (answer, work.load(Ordering::Relaxed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: f64) -> SolverAnswer {
        SolverAnswer::Values { values: Some(vec![value]), bound: None }
    }

    /// A solver that reports one answer and then works on until it is abandoned.
    fn endless(reporter: &Reporter) -> SolverAnswer {
        reporter.report(found(1.0));
        while !reporter.is_abandoned() {
            std::thread::sleep(Duration::from_millis(1));
        }
        found(2.0)
    }

    #[test]
    fn a_stop_ends_the_wait_with_the_last_report() {
        let stop = AtomicBool::new(true);
        // The stop is set from the beginning: the answer is the report, or nothing if that was not there yet.
        let (answer, _) = supervise(None, Some(&stop), endless);
        assert!([found(1.0), SolverAnswer::Values { values: None, bound: None }].contains(&answer), "{answer:?}");
    }

    #[test]
    fn the_time_limit_ends_the_wait_with_the_last_report() {
        assert_eq!(supervise(Some(Duration::from_millis(300)), None, endless).0, found(1.0));
    }

    #[test]
    fn an_answer_ends_the_wait() {
        let solver = |reporter: &Reporter| {
            reporter.worked(70);
            found(3.0)
        };
        assert_eq!(supervise(None, None, solver), (found(3.0), 70));
    }

    #[test]
    fn a_solver_that_panics_has_failed() {
        let (answer, _) = supervise(None, None, |_| panic!("inside the solver"));
        assert!(matches!(answer, SolverAnswer::Failed(_)), "{answer:?}");
    }
}
