//! `plenary explain`: who bears what, why a session is where it is, and why not elsewhere.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime};
use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Glance, one_of};
use super::exit::Exit;
use super::failure::Failure;
use super::solve::time_limit;
use super::{inputs, interrupt, output};
use crate::check::{self, Report};
use crate::diagnose::view::Advised;
use crate::diagnose::{self, view};
use crate::domain::{Conference, Instant, LocalInstants, Placement, RoomId, Schedule, SessionId};
use crate::explain;
use crate::explain::view::{Story, WhyNot};
use crate::report::text::wrap;
use crate::report::{advice, overview, placement, story};

/// Explain a schedule: cost by rule, region and person; or one session: why there, why not elsewhere.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The instance
    instance: PathBuf,
    /// The schedule
    schedule: PathBuf,
    /// A session's id: why it is where it is, and what its best alternatives would cost
    session: Option<String>,
    /// Why not then: 2020-11-09T14:00 in the event's zone, or with an offset (2020-11-09T14:00Z)
    #[arg(long, value_name = "TIME", requires = "session")]
    at: Option<String>,
    /// Why not in this room
    #[arg(long, value_name = "ROOM", requires = "session")]
    room: Option<String>,
    /// Which single change of the instance would help most: estimated, and the best tried
    #[arg(long, conflicts_with = "session")]
    advice: bool,
    /// Time for the advice [default: 30s]
    #[arg(long, value_name = "TIME", requires = "advice", value_parser = time_limit)]
    time_limit: Option<Duration>,
    /// One JSON document on standard output; costs in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// What is asked, resolved.
enum Question {
    /// Who bears what?
    Overview,
    /// Why is it there?
    Story(SessionId),
    /// Why is it not there?
    WhyNot(SessionId, Placement),
}

/// What `--json` prints: one of three documents, by what is asked.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(transform = one_of)]
pub enum Answer<'a> {
    /// Without a session: who bears what.
    Overview(Bearing<'a>),
    /// With a session: why it is where it is, and its best other places.
    Story(&'a Story),
    /// With `--at` or `--room`: why it is not there.
    WhyNot(&'a WhyNot),
}

/// A schedule at a glance, and with `--advice` what would help it most.
#[derive(Serialize, JsonSchema)]
pub struct Bearing<'a> {
    #[serde(flatten)]
    glance: Glance<'a>,
    /// The single changes of the instance that would help most, the best first; only with `--advice`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Advised>")]
    advice: Option<Vec<Advised>>,
}

/// Answers the question.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let conference = inputs::instance(&args.instance)?;
    let (schedule, _) = inputs::schedule(&args.schedule, &conference)?;
    let question = resolve(args, &conference, &schedule)?;
    let report = check::check(&conference, &schedule);
    match question {
        Question::Overview => overview_answer(args, &conference, &schedule, &report)?,
        Question::Story(session) => {
            let grounded = inputs::ground(&conference)?;
            let told = explain::story(&conference, &grounded, &schedule, &report, session);
            if args.json {
                output::document(&Answer::Story(&told))?;
            } else {
                output::text(&story::story(&told, output::width()))?;
            }
        }
        Question::WhyNot(session, there) => {
            let answer = explain::why_not(&conference, &schedule, &report, session, there);
            if args.json {
                output::document(&Answer::WhyNot(&answer))?;
            } else {
                output::text(&placement::why_not(&answer, output::width()))?;
            }
        }
    }
    Ok(Exit::Done)
}

fn overview_answer(args: &Args, conference: &Conference, schedule: &Schedule, report: &Report) -> Result<(), Failure> {
    let view = explain::overview(conference, schedule, report);
    let advised = if args.advice { Some(advised(args, conference, schedule, report)?) } else { None };
    if args.json {
        return output::document(&Answer::Overview(Bearing { glance: Glance::from(&view), advice: advised }));
    }
    let width = output::width();
    let mut out = overview::verdict(&view);
    out.push_str(&overview::cost(&view, width));
    out.push_str(&overview::regions(&view.regions, width));
    out.push_str(&overview::people(&view.people, 20, width));
    out.push_str(&overview::days(&view.days, &conference.zone.name(), width));
    if let Some(advised) = &advised {
        out.push_str(&advice::advice(advised, view.cost, width));
    }
    let (instance, schedule) = (args.instance.display(), args.schedule.display());
    out.push('\n');
    let usage = format!("plenary explain {instance} {schedule} SESSION [--at TIME] [--room ROOM]");
    out.push_str(&wrap("One session: ", &usage, width.0));
    output::text(&out)
}

/// Without `--time-limit`.
const ADVICE_LIMIT: Duration = Duration::from_secs(30);

/// What would help most.
fn advised(
    args: &Args,
    conference: &Conference,
    schedule: &Schedule,
    report: &Report,
) -> Result<Vec<Advised>, Failure> {
    if !report.is_valid() || !report.is_complete() {
        let failure = Failure::new("advice is for a timetable that is complete and breaks no hard rule");
        return Err(failure.hint(format!("what stands in the way of one: plenary why {}", args.instance.display())));
    }
    let stop = interrupt::watch("what is known so far will be told");
    let advice = diagnose::advise(conference, schedule, args.time_limit.unwrap_or(ADVICE_LIMIT), stop);
    Ok(view::advice(conference, &advice))
}

fn resolve(args: &Args, conference: &Conference, schedule: &Schedule) -> Result<Question, Failure> {
    let Some(id) = &args.session else { return Ok(Question::Overview) };
    let session = inputs::session(conference, id)?;
    if args.at.is_none() && args.room.is_none() {
        return Ok(Question::Story(session));
    }
    let room = match &args.room {
        None => None,
        Some(id) => {
            let ids = || conference.rooms.iter().map(|room| room.id.as_str());
            let found = ids().position(|known| known == id);
            Some(found.map(RoomId::new).ok_or_else(|| inputs::unknown("room", id, ids()))?)
        }
    };
    let start = match (&args.at, schedule.get(session)) {
        (Some(text), _) => instant(conference, "--at", text)?,
        (None, Some(now)) => now.start,
        (None, None) => {
            let failure = Failure::new(format!("{id} has no place in the schedule, so --room alone says too little"));
            return Err(failure.hint("add --at TIME"));
        }
    };
    Ok(Question::WhyNot(session, Placement { start, room }))
}

/// Reads a time: RFC 3339 with an offset, or the civil time of the event's zone.
pub fn instant(conference: &Conference, option: &str, text: &str) -> Result<Instant, Failure> {
    const YEARS: std::ops::RangeInclusive<i64> = -525_600..=69_000_000;
    let hint = "write it like 2020-11-09T14:00, or with an offset: 2020-11-09T14:00Z";
    let wrong = |why: &str| Failure::new(format!("{option} {text}: {why}")).hint(hint);
    let bounded = |at: Instant| {
        if YEARS.contains(&at.0) { Ok(at) } else { Err(wrong("the year is outside 1970 to 2100")) }
    };
    let text = text.trim();
    let seconds = ["%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%dT%H:%M%:z", "%Y-%m-%d %H:%M%:z"];
    let zulu = text.strip_suffix(['Z', 'z']).map(|rest| format!("{rest}+00:00"));
    let with_offset = zulu.as_deref().unwrap_or(text);
    if let Some(at) = seconds.iter().find_map(|form| DateTime::parse_from_str(with_offset, form).ok()) {
        return bounded(Instant::from_utc(at.naive_utc()));
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"];
    let Some(civil) = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()) else {
        return Err(wrong("this is no date and time"));
    };
    let naive = bounded(Instant::from_utc(civil))?;
    match conference.zone.instants(naive.utc()) {
        LocalInstants::Once(at) | LocalInstants::Twice(at, _) => Ok(at),
        LocalInstants::Skipped => {
            Err(wrong(&format!("clocks in {} skip this time on that day", conference.zone.name())))
        }
    }
}
