//! `plenary explain`: who bears what, why a session is where it is, and why not elsewhere.

use std::path::PathBuf;
use std::time::Duration;

use super::arguments::time_limit;
use super::exit::Exit;
use super::{interrupt, output};
use crate::app::Failure;
use crate::app::explain::{ExplainDocument, Explanation, Question, advise, explain};
use crate::app::load::Timetable;
use crate::report::text::wrap;
use crate::report::{self, overview, placement, session_explanation};

/// Explain a schedule: cost by rule, region and person; or one session: why there, why not elsewhere.
#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
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

/// Without `--time-limit`.
const ADVICE_LIMIT: Duration = Duration::from_secs(30);
/// The worst-off people listed.
const WORST_OFF: usize = 20;

/// Answers the question.
pub(super) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let timetable = Timetable::read(&args.instance, &args.schedule, &output::WarningPrinter)?;
    let question = Question::parse(&timetable, args.session.as_deref(), args.at.as_deref(), args.room.as_deref())?;
    let explanation = explain(&timetable, question)?;
    let advice = if args.advice {
        let stop = interrupt::watch("what is known so far will be told");
        Some(advise(&timetable, &args.instance, args.time_limit.unwrap_or(ADVICE_LIMIT), stop)?)
    } else {
        None
    };
    if args.json {
        output::document(&ExplainDocument::new(&explanation, advice.as_deref()))?;
        return Ok(Exit::Done);
    }
    let width = output::width();
    let mut out = String::new();
    match &explanation {
        Explanation::Session(found) => out.push_str(&session_explanation::session_explanation(found, width)),
        Explanation::WhyNot(found) => out.push_str(&placement::why_not(found, width)),
        Explanation::Overview(view) => {
            out.push_str(&overview::verdict(view));
            out.push_str(&overview::cost(view, width));
            out.push_str(&overview::regions(&view.regions, width));
            out.push_str(&overview::people(&view.people, WORST_OFF, width));
            out.push_str(&overview::days(&view.days, &timetable.conference.zone.name(), width));
            if let Some(advice) = &advice {
                out.push_str(&report::advice::advice(advice, view.cost, width));
            }
            let (instance, schedule) = (args.instance.display(), args.schedule.display());
            let usage = format!("plenary explain {instance} {schedule} SESSION [--at TIME] [--room ROOM]");
            out.push('\n');
            out.push_str(&wrap("One session: ", &usage, width.0));
        }
    }
    output::text(&out)?;
    Ok(Exit::Done)
}
