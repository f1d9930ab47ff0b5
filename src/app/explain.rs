//! Why a timetable is as it is: who bears what, why a session is where it is, why not elsewhere, what would help.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use super::load::{Timetable, instant, room, session};
use super::{Failure, solve};
use crate::check::check;
use crate::diagnose::view::AdviceDocument;
use crate::diagnose::{self, view};
use crate::domain::{Placement, SessionId};
use crate::explain::slots::{SlotOptions, Slots};
use crate::explain::view::{Overview, SessionExplanation, WhyNot};
use crate::explain::{self};
use crate::report::summary::{ScheduleSummary, one_of};

/// What is asked about a timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Who bears what?
    Overview,
    /// Why is the session where it is?
    Session(SessionId),
    /// Why is the session not there?
    WhyNot(SessionId, Placement),
}

/// The answer to a [`Question`].
#[derive(Debug)]
pub enum Explanation {
    /// Who bears what.
    Overview(Overview),
    /// Why a session is where it is.
    Session(SessionExplanation),
    /// Why a session is not elsewhere.
    WhyNot(WhyNot),
}

impl Question {
    /// The question about a session by its id, with a time and a room as they are written; about the whole timetable
    /// without one.
    ///
    /// # Errors
    /// A session, a room or a time that is none; a room alone for a session that is not placed.
    pub fn parse(
        timetable: &Timetable,
        id: Option<&str>,
        at: Option<&str>,
        in_room: Option<&str>,
    ) -> Result<Question, Failure> {
        let conference = &timetable.conference;
        let Some(id) = id else { return Ok(Question::Overview) };
        let session = session(conference, id)?;
        if at.is_none() && in_room.is_none() {
            return Ok(Question::Session(session));
        }
        let room = in_room.map(|id| room(conference, id)).transpose()?;
        let start = match (at, timetable.schedule.get(session)) {
            (Some(text), _) => instant(conference, "--at", text)?,
            (None, Some(now)) => now.start,
            (None, None) => {
                let failure =
                    Failure::new(format!("{id} is unplaced in the schedule, so --room alone says too little"));
                return Err(failure.hint("add --at TIME"));
            }
        };
        Ok(Question::WhyNot(session, Placement { start, room }))
    }
}

/// Answers a question about a timetable.
///
/// # Errors
/// A programme that is too large to be turned into a model.
pub fn explain(timetable: &Timetable, question: Question) -> Result<Explanation, Failure> {
    let (problem, schedule) = (timetable.problem(), &timetable.schedule);
    let report = check(problem, schedule);
    Ok(match question {
        Question::Overview => Explanation::Overview(explain::overview(&timetable.conference, schedule, &report)),
        Question::Session(session) => {
            let grounded = solve::ground(problem)?;
            Explanation::Session(explain::explain_session(problem, &grounded, schedule, &report, session))
        }
        Question::WhyNot(session, there) => {
            Explanation::WhyNot(explain::why_not(problem, schedule, &report, session, there))
        }
    })
}

/// The single changes of the programme that would help a timetable most, within a time.
///
/// # Errors
/// A [`Failure`] where the timetable is not feasible. `programme` is named in its remedy.
pub fn advise(
    timetable: &Timetable,
    programme: &Path,
    limit: Duration,
    stop: &AtomicBool,
) -> Result<Vec<AdviceDocument>, Failure> {
    let (problem, schedule) = (timetable.problem(), &timetable.schedule);
    if !check(problem, schedule).is_feasible() {
        let failure = Failure::new("advice is for a timetable that is complete and breaks no hard rule");
        return Err(failure.hint(format!("what stands in the way of one: plenary why {}", programme.display())));
    }
    Ok(view::advice(&timetable.conference, &diagnose::advise(problem, schedule, limit, stop)))
}

/// Where else a session could go with all else untouched, and with which it could change places.
///
/// # Errors
/// A session that is none; a programme that is too large to be turned into a model.
pub fn slots(timetable: &Timetable, id: &str, asked: SlotOptions) -> Result<Slots, Failure> {
    let session = session(&timetable.conference, id)?;
    let (problem, schedule) = (timetable.problem(), &timetable.schedule);
    let grounded = solve::ground(problem)?;
    let report = check(problem, schedule);
    Ok(explain::slots::slots(problem, &grounded, schedule, &report, session, asked))
}

/// What `explain --json` prints: one of three documents, by what is asked.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(transform = one_of)]
pub enum ExplainDocument<'a> {
    /// Without a session: who bears what.
    Overview(OverviewDocument<'a>),
    /// With a session: why it is where it is, and its best other places.
    Session(&'a SessionExplanation),
    /// With `--at` or `--room`: why it is not there.
    WhyNot(&'a WhyNot),
}

/// A timetable in figures, and with `--advice` what would help it most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OverviewDocument<'a> {
    #[serde(flatten)]
    summary: ScheduleSummary<'a>,
    /// The single changes of the instance that would help most, the best first; only with `--advice`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&'a [AdviceDocument]")]
    advice: Option<&'a [AdviceDocument]>,
}

impl<'a> ExplainDocument<'a> {
    /// The document of an explanation; advice goes with an overview.
    pub fn new(explanation: &'a Explanation, advice: Option<&'a [AdviceDocument]>) -> ExplainDocument<'a> {
        match explanation {
            Explanation::Overview(view) => {
                ExplainDocument::Overview(OverviewDocument { summary: ScheduleSummary::from(view), advice })
            }
            Explanation::Session(session) => ExplainDocument::Session(session),
            Explanation::WhyNot(why_not) => ExplainDocument::WhyNot(why_not),
        }
    }
}
