//! `plenary check`: is a schedule valid, and what does it cost?

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::check::{CheckDocument, Checked, check};
use crate::app::load::Timetable;
use crate::domain::Request;
use crate::report::numbers::count;
use crate::report::text::{section, wrap};
use crate::report::{Width, overview};

/// Check a schedule, hand-made or not: every broken rule in words, and the whole cost.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// The instance
    instance: PathBuf,
    /// The schedule; ids, starts and rooms are enough
    schedule: PathBuf,
    /// Verify the bound from the certificate in the schedule
    #[arg(long)]
    certificate: bool,
    /// One JSON document on standard output; costs in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

/// Checks and reports.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let timetable = Timetable::read(&args.instance, &args.schedule, &output::WarningPrinter)?;
    let checked = check(&timetable, args.certificate, &output::WarningPrinter)?;
    if args.json {
        output::document(&CheckDocument::from(&checked))?;
    } else {
        output::text(&report(&checked, &timetable))?;
    }
    Ok(Exit::answer(checked.holds()))
}

/// What was asked of the timetable beyond the programme, and is checked too; nothing if nothing was.
fn asked(request: &Request, width: Width) -> String {
    let earlier =
        request.reference.as_ref().map(|_| "moves count against the earlier timetable in the file".to_owned());
    let kept = match request.kept_sessions().len() {
        0 => None,
        kept => Some(format!("{} locked", count(kept, "session"))),
    };
    let later = request.not_before.map(|_| "the others start no earlier than was asked".to_owned());
    let all: Vec<String> = earlier.into_iter().chain(kept).chain(later).collect();
    if all.is_empty() {
        String::new()
    } else {
        wrap("Checked with its request: ", &format!("{}.", all.join("; ")), width.0)
    }
}

fn report(checked: &Checked, timetable: &Timetable) -> String {
    let (view, width) = (&checked.view, output::width());
    let mut out = overview::verdict(view);
    out.push_str(&asked(&timetable.request, width));
    out.push_str(&overview::violations(&view.violations, width));
    out.push_str(&overview::unplaced(&view.unplaced, width));
    out.push_str(&overview::cost(view, width));
    out.push_str(&overview::regions(&view.regions, width));
    out.push_str(&overview::people(&view.people, 10, width));
    out.push_str(&overview::days(&view.days, &timetable.conference.zone.name(), width));
    match &checked.certificate {
        None => {}
        Some(Ok(quality)) => {
            let verified = format!("Verified from the programme file alone. {}", overview::quality(quality));
            out.push_str(&section("Certificate", &wrap("", &verified, width.0 - 2)));
        }
        Some(Err(problems)) => {
            let body: String = problems.iter().map(|problem| wrap("- ", problem, width.0 - 2)).collect();
            out.push_str(&section("The certificate does not hold", &body));
        }
    }
    out
}
