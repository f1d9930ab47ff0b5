//! Explains a timetable: what it costs each region and person, why a session is where it is and not elsewhere, and
//! which change of the programme would help most.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::Serialize;

use super::load::{Timetable, instant, room, session};
use super::{Failure, solve};
use crate::check::check;
use crate::diagnose::view::AdviceDocument;
use crate::diagnose::{self, view, without_person, without_region};
use crate::domain::{Placement, SessionId};
use crate::explain::slots::{SlotOptions, Slots};
use crate::explain::view::{Overview, SessionExplanation, WhyNot};
use crate::explain::{self, PersonInfluence, RegionInfluence};
use crate::report::summary::{ScheduleSummary, one_of};

/// A question about a timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// What does the timetable cost, by rule, region and person?
    Overview,
    /// Why is the session where it is?
    Session(SessionId),
    /// Why is the session not at this placement?
    WhyNot(SessionId, Placement),
}

/// The answer to a [`Question`].
#[derive(Debug)]
pub enum Explanation {
    /// The cost by rule, region and person.
    Overview(Overview),
    /// Why a session is where it is.
    Session(SessionExplanation),
    /// Why a session is not at another placement.
    WhyNot(WhyNot),
}

impl Question {
    /// The question about a session, from its id and optionally a time and a room as the user wrote them. Without an
    /// id, the question is about the whole timetable.
    ///
    /// # Errors
    /// A [`Failure`] for an unknown session or room, an invalid time, or a room without a time for an unplaced session.
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
                let failure = Failure::new(format!("--room needs a time, because the session \"{id}\" is unplaced"));
                return Err(failure.hint("add --at TIME"));
            }
        };
        Ok(Question::WhyNot(session, Placement { start, room }))
    }
}

/// Answers a question about a timetable.
///
/// # Errors
/// A [`Failure`] if the programme is too large for the model.
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

/// The single changes of the programme that would reduce the cost of a timetable most, found within a time limit.
///
/// # Errors
/// A [`Failure`] if the timetable is not feasible; its hint names the file `programme`.
pub fn advise(
    timetable: &Timetable,
    programme: &Path,
    limit: Duration,
    stop: &AtomicBool,
) -> Result<Vec<AdviceDocument>, Failure> {
    let (problem, schedule) = (timetable.problem(), &timetable.schedule);
    if !check(problem, schedule).is_feasible() {
        return Err(not_feasible("--advice", programme));
    }
    Ok(view::advice(&timetable.conference, &diagnose::advise(problem, schedule, limit, stop)))
}

/// Number of people in [`Influence::people`].
const MOST_CHARGED: usize = 5;

/// Who decides, under the rules of fairness.
#[derive(Debug, Clone, Default)]
pub struct Influence {
    /// How much each region counts in the cost, in file order.
    pub regions: Vec<RegionInfluence>,
    /// How much the people count for whom the rules on people charge most.
    pub people: Vec<PersonInfluence>,
}

/// How much regions and people count in the cost, and how the others fare in timetables made without one of them, as
/// far as the time allows.
///
/// # Errors
/// A [`Failure`] if the timetable is not feasible; its hint names the file `programme`.
pub fn influence(
    timetable: &Timetable,
    programme: &Path,
    limit: Duration,
    stop: &AtomicBool,
) -> Result<Influence, Failure> {
    let (problem, schedule) = (timetable.problem(), &timetable.schedule);
    if !check(problem, schedule).is_feasible() {
        return Err(not_feasible("--fairness", programme));
    }
    let conference = &timetable.conference;
    let mut regions = explain::region_influence(problem, schedule);
    let mut people = explain::person_influence(conference, schedule, MOST_CHARGED);
    let figures = crate::check::regions(conference, schedule);
    let end = Instant::now() + limit;
    let over = || Instant::now() >= end || stop.load(Ordering::Relaxed);
    if let Some(now) = without_region(problem, schedule, None, stop) {
        for (index, (region, figures)) in regions.iter_mut().zip(&figures).enumerate() {
            if over() {
                break;
            }
            let without = without_region(problem, schedule, Some(figures), stop);
            region.without = without.map(|without| explain::other_regions(problem, index, &now, &without));
        }
        for (person, influence) in &mut people {
            if over() {
                break;
            }
            let without = without_person(problem, schedule, *person, stop);
            influence.without = without.map(|without| explain::other_people(conference, *person, &now, &without));
        }
    }
    Ok(Influence { regions, people: people.into_iter().map(|(_, influence)| influence).collect() })
}

fn not_feasible(option: &str, programme: &Path) -> Failure {
    let failure = Failure::new(format!("{option} needs a timetable that is complete and breaks no hard rule"));
    failure.hint(format!("to find out why there is none: plenary why {}", programme.display()))
}

/// The places where a session could move if nothing else moves, and the sessions it could swap with.
///
/// # Errors
/// A [`Failure`] for an unknown session, or if the programme is too large for the model.
pub fn slots(timetable: &Timetable, id: &str, options: SlotOptions) -> Result<Slots, Failure> {
    let session = session(&timetable.conference, id)?;
    let (problem, schedule) = (timetable.problem(), &timetable.schedule);
    let grounded = solve::ground(problem)?;
    let report = check(problem, schedule);
    Ok(explain::slots::slots(problem, &grounded, schedule, &report, session, options))
}

/// What `explain --json` prints: one of three documents, depending on the question.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(transform = one_of)]
pub enum ExplainDocument<'a> {
    /// Without a session: the cost by rule, region and person.
    Overview(OverviewDocument<'a>),
    /// With a session: why it is where it is, and its best alternatives.
    Session(&'a SessionExplanation),
    /// With `--at` or `--room`: why the session is not there.
    WhyNot(&'a WhyNot),
}

/// The figures of a timetable, and with `--advice` the changes that would help most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OverviewDocument<'a> {
    #[serde(flatten)]
    summary: ScheduleSummary<'a>,
    /// The single changes of the programme that would help most, the best first; only with `--advice`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&'a [AdviceDocument]")]
    advice: Option<&'a [AdviceDocument]>,
    /// How much each region counts in the cost, in file order; only with `--fairness`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&'a [RegionInfluence]")]
    fairness: Option<&'a [RegionInfluence]>,
    /// How much the people count for whom the rules `people-hours` and `fair-people` charge most, those first; only
    /// with `--fairness`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&'a [PersonInfluence]")]
    fairness_of_people: Option<&'a [PersonInfluence]>,
}

impl<'a> ExplainDocument<'a> {
    /// The document of an explanation. Only an overview contains the advice and the influence of regions and people.
    pub fn new(
        explanation: &'a Explanation,
        advice: Option<&'a [AdviceDocument]>,
        influence: Option<&'a Influence>,
    ) -> ExplainDocument<'a> {
        match explanation {
            Explanation::Overview(view) => ExplainDocument::Overview(OverviewDocument {
                summary: ScheduleSummary::from(view),
                advice,
                fairness: influence.map(|influence| influence.regions.as_slice()),
                fairness_of_people: influence.map(|influence| influence.people.as_slice()),
            }),
            Explanation::Session(session) => ExplainDocument::Session(session),
            Explanation::WhyNot(why_not) => ExplainDocument::WhyNot(why_not),
        }
    }
}
