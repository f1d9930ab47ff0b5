//! `plenary release`: a timetable stamped with its version, whether it is final, and what changed since the last one.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::release::{Release, ReleaseDocument, ReleaseRequest, Released, release};
use crate::report;
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};

/// Stamp a timetable with its version and a changelog, as published or as a draft; all of it, or some phases alone.
///
/// What breaks a hard rule is not published (exit code 1); a draft of it may be written. With --phase, sessions held in
/// other phases are left out of the file, which says so. Exports show what the stamp says.
#[derive(Debug, clap::Args)]
pub(super) struct ReleaseArgs {
    /// The instance
    instance: PathBuf,
    /// The schedule to release
    schedule: PathBuf,
    /// The version's name
    #[arg(long = "version", value_name = "VERSION")]
    name: String,
    /// The release before, for the changelog
    #[arg(long, value_name = "SCHEDULE")]
    previous: Option<PathBuf>,
    /// The instance the release before was made for, where INSTANCE has changed since
    #[arg(long, value_name = "FILE", requires = "previous")]
    old_instance: Option<PathBuf>,
    /// Only what is held in this phase; may be given several times
    #[arg(long = "phase", value_name = "ID")]
    phases: Vec<String>,
    /// It may still change
    #[arg(long)]
    draft: bool,
    /// Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// Stamps, writes and reports.
pub(super) fn run(args: &ReleaseArgs) -> Result<Exit, Failure> {
    let asked = ReleaseRequest {
        programme: args.instance.clone(),
        schedule: args.schedule.clone(),
        version: args.name.clone(),
        previous: args.previous.clone(),
        old_programme: args.old_instance.clone(),
        phases: args.phases.clone(),
        draft: args.draft,
        output: args.output.clone(),
    };
    let released = release(&asked, &output::WarningPrinter)?;
    if args.json {
        output::document(&ReleaseDocument::from(&released))?;
    } else {
        output::text(&match &released {
            Release::Written(written) => report(args, written),
            Release::Refused(violations) => {
                let broken = report::overview::violations(violations, output::width());
                format!("Not released: hard rules are broken.\n{broken}\nA draft may break them: --draft\n")
            }
        })?;
    }
    Ok(Exit::answer(matches!(released, Release::Written(_))))
}

fn report(args: &ReleaseArgs, written: &Released) -> String {
    let width = output::width();
    let status = if args.draft { "draft" } else { "published" };
    let alone = written.phases.as_ref().map_or_else(String::new, |phases| format!(", {} alone", phases.join(", ")));
    let head = format!("Version {} ({status}{alone}): {}.", written.version, count(written.sessions, "session"));
    let mut out = wrap("", &printable(&head), width.0);
    for change in &written.changes {
        out.push_str(&wrap("- ", &change.text, width.0));
    }
    if args.previous.is_some() && written.changes.is_empty() {
        out.push_str("Nothing changed since the release before.\n");
    }
    if !written.unplaced_ids.is_empty() {
        let ids: Vec<String> = written.unplaced_ids.iter().map(|id| printable(id)).collect();
        out.push_str(&wrap("Unplaced: ", &ids.join(", "), width.0));
    }
    out.push_str(&format!("Wrote {}.\n", written.schedule));
    out
}
