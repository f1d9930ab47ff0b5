//! `plenary explain`: what a timetable costs, why a session is where it is, and why not elsewhere.

use std::path::PathBuf;
use std::time::Duration;

use super::arguments::{TimetableArgs, time_limit};
use super::exit::Exit;
use super::{interrupt, output};
use crate::app::Failure;
use crate::app::explain::{ExplainDocument, Explanation, Question, advise, explain, influence};
use crate::app::load::{ScheduleFile, Timetable};
use crate::report::text::wrap;
use crate::report::{self, overview, placement, session_explanation};

/// Explain a timetable: its cost by rule, region and person; or why one session is where it is, and not elsewhere.
#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file
    schedule: PathBuf,
    /// Id of a session: explain why it is where it is, and what the best alternatives would cost
    session: Option<String>,
    /// Explain why the session is not at this time: 2020-11-09T14:00 in the event's time zone, or 2020-11-09T14:00Z
    /// with an offset
    #[arg(long, value_name = "TIME", requires = "session")]
    at: Option<String>,
    /// Explain why the session is not in this room
    #[arg(long, value_name = "ROOM", requires = "session")]
    room: Option<String>,
    /// Show which single change of the programme would reduce the cost most. plenary estimates all changes and tries
    /// the best ones
    #[arg(long, group = "search", conflicts_with = "session")]
    advice: bool,
    /// Show how much each region counts in the cost, and the people who are charged most; and how the others would
    /// fare without one of them. plenary makes a timetable without each
    #[arg(long, group = "search", conflicts_with = "session")]
    fairness: bool,
    /// Time limit for --advice or --fairness, like 30s or 5min [default: 30s]
    #[arg(long, value_name = "TIME", requires = "search", value_parser = time_limit)]
    time_limit: Option<Duration>,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Time limit for `--advice` and `--fairness` without `--time-limit`.
const DEFAULT_LIMIT: Duration = Duration::from_secs(30);
/// Number of people listed, those with the most discomfort first.
const WORST_OFF: usize = 20;

/// Answers the question that the arguments ask.
pub(super) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let sheet = args.timetable.sheet_of(&[Some(&args.schedule)])?;
    let file = ScheduleFile::new(&args.schedule, sheet);
    let timetable = Timetable::read(&args.instance, file, &output::WarningPrinter)?;
    let question = Question::parse(&timetable, args.session.as_deref(), args.at.as_deref(), args.room.as_deref())?;
    let explanation = explain(&timetable, question)?;
    let limit = args.time_limit.unwrap_or(DEFAULT_LIMIT);
    let stop = || interrupt::watch("the results so far will be shown");
    let advice = args.advice.then(|| advise(&timetable, &args.instance, limit, stop())).transpose()?;
    let influence = args.fairness.then(|| influence(&timetable, &args.instance, limit, stop())).transpose()?;
    if args.json {
        output::document(&ExplainDocument::new(&explanation, advice.as_deref(), influence.as_ref()))?;
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
            if let Some(influence) = &influence {
                out.push_str(&report::region_influence::region_influence(&influence.regions, width));
                out.push_str(&report::person_influence::person_influence(&influence.people, width));
            }
            out.push_str(&overview::people(&view.people, WORST_OFF, width));
            out.push_str(&overview::days(&view.days, &timetable.conference.zone.name(), width));
            if let Some(advice) = &advice {
                out.push_str(&report::advice::advice(advice, view.cost, width));
            }
            let (instance, schedule) = (args.instance.display(), args.schedule.display());
            let usage = format!("plenary explain {instance} {schedule} SESSION [--at TIME] [--room ROOM]");
            out.push('\n');
            out.push_str(&wrap("To explain one session: ", &usage, width.0));
        }
    }
    output::text(&out)?;
    Ok(Exit::Done)
}
