//! `plenary check`: whether a timetable is valid, and what it costs.

use std::path::PathBuf;

use super::arguments::TimetableArgs;
use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::check::{CheckDocument, Checked, check};
use crate::app::load::{ScheduleFile, Timetable};
use crate::app::time_zones;
use crate::domain::Request;
use crate::report::text::{section, wrap};
use crate::report::{Width, overview};

/// Check a timetable, also one made by hand: list every broken rule and show the cost.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file; session ids, starts and rooms are enough. A workbook or a CSV file works too
    schedule: PathBuf,
    /// Verify the bound with the certificate in the schedule file
    #[arg(long)]
    certificate: bool,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Checks the timetable and reports.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let sheet = args.timetable.sheet_of(&[Some(&args.schedule)])?;
    let file = ScheduleFile::new(&args.schedule, sheet);
    let timetable = Timetable::read(&args.instance, file, &output::WarningPrinter)?;
    let checked = check(&timetable, args.certificate, &output::WarningPrinter)?;
    if args.json {
        output::document(&CheckDocument::from(&checked))?;
    } else {
        output::text(&report(&checked, &timetable))?;
    }
    Ok(Exit::answer(checked.holds()))
}

/// The parts of the request that were checked in addition to the programme; empty without a request.
fn request_checks(request: &Request, width: Width) -> String {
    let earlier = request
        .reference
        .as_ref()
        .map(|_| "the file contains an earlier timetable, and sessions that moved from it count".to_owned());
    let kept = match request.kept_sessions().len() {
        0 => None,
        1 => Some("1 session is locked".to_owned()),
        kept => Some(format!("{kept} sessions are locked")),
    };
    let later = request.not_before.map(|_| "no other session may start before the given time".to_owned());
    let all: Vec<String> = earlier.into_iter().chain(kept).chain(later).collect();
    if all.is_empty() {
        String::new()
    } else {
        wrap("Checked with the request in the file: ", &format!("{}.", all.join("; ")), width.0)
    }
}

fn report(checked: &Checked, timetable: &Timetable) -> String {
    let (view, width) = (&checked.view, output::width());
    let mut out = overview::verdict(view);
    out.push_str(&request_checks(&timetable.request, width));
    out.push_str(&overview::violations(&view.violations, width));
    out.push_str(&overview::unplaced(&view.unplaced, width));
    out.push_str(&overview::cost(view, width));
    out.push_str(&overview::regions(&view.regions, width));
    out.push_str(&overview::people(&view.people, 10, width));
    out.push_str(&overview::days(&view.days, &timetable.conference.zone.name(), width));
    out.push_str(&format!("\nTime zones: tz database {}.\n", time_zones::version()));
    match &checked.certificate {
        None => {}
        Some(Ok(quality)) => {
            let verified = "The bound was verified from the programme file and the certificate alone.";
            let body = wrap("", &format!("{verified} {}", overview::quality(quality)), width.0 - 2);
            out.push_str(&section("Certificate", &body));
        }
        Some(Err(problems)) => {
            let body: String = problems.iter().map(|problem| wrap("- ", problem, width.0 - 2)).collect();
            out.push_str(&section("The certificate is not valid", &body));
        }
    }
    out
}
