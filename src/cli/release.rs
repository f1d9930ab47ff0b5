//! `plenary release`: stamps a timetable with its version, its status and what changed since the last release.

use std::path::PathBuf;

use super::arguments::TimetableArgs;
use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::release::{Release, ReleaseDocument, ReleaseRequest, Released, release};
use crate::report;
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};

/// Stamp a timetable with a version and a changelog, as published or as a draft.
///
/// A timetable that breaks a hard rule is not published (exit code 1), but --draft allows it. With --phase, the file
/// contains only the sessions of these phases, and says so. `export` and `notify` show the stamp.
#[derive(Debug, clap::Args)]
pub(super) struct ReleaseArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file to release
    schedule: PathBuf,
    /// Name of the version, like 1.2
    #[arg(long = "version", value_name = "VERSION")]
    name: String,
    /// Schedule file of the previous release, for the changelog
    #[arg(long, value_name = "SCHEDULE")]
    previous: Option<PathBuf>,
    /// The programme file of the --previous release, if PROGRAMME has changed since
    #[arg(long, value_name = "FILE", requires = "previous")]
    old_instance: Option<PathBuf>,
    /// Release only the sessions of this phase, by its id; repeat the option for several phases
    #[arg(long = "phase", value_name = "ID")]
    phases: Vec<String>,
    /// Mark the release as a draft, which may still change and may break hard rules
    #[arg(long)]
    draft: bool,
    /// Let public exports of this release include the links where people join the sessions
    #[arg(long)]
    with_links: bool,
    /// Schedule file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// Stamps the timetable, writes it and reports.
pub(super) fn run(args: &ReleaseArgs) -> Result<Exit, Failure> {
    let request = ReleaseRequest {
        programme: args.instance.clone(),
        schedule: args.schedule.clone(),
        timetable_from: args.timetable.sheet_of(&[Some(&args.schedule), args.previous.as_ref()])?,
        version: args.name.clone(),
        previous: args.previous.clone(),
        old_programme: args.old_instance.clone(),
        phases: args.phases.clone(),
        draft: args.draft,
        with_links: args.with_links,
        output: args.output.clone(),
    };
    let released = release(&request, &output::WarningPrinter)?;
    if args.json {
        output::document(&ReleaseDocument::from(&released))?;
    } else {
        output::text(&match &released {
            Release::Written(written) => report(args, written),
            Release::Refused(violations) => {
                let broken = report::overview::violations(violations, output::width());
                format!("Not released: the timetable breaks hard rules.\n{broken}\nA draft may break them: --draft\n")
            }
        })?;
    }
    Ok(Exit::answer(matches!(released, Release::Written(_))))
}

fn report(args: &ReleaseArgs, written: &Released) -> String {
    let width = output::width();
    let status = if args.draft { "draft" } else { "published" };
    let phases = written.phases.as_ref();
    let only = phases.map_or_else(String::new, |phases| format!(", only {}", phases.join(", ")));
    let head = format!("Version {} ({status}{only}): {}.", written.version, count(written.sessions, "session"));
    let mut out = wrap("", &printable(&head), width.0);
    for change in &written.changes {
        out.push_str(&wrap("- ", &change.text, width.0));
    }
    if args.previous.is_some() && written.changes.is_empty() {
        out.push_str("Nothing changed since the previous release.\n");
    }
    if !written.unplaced_ids.is_empty() {
        let ids: Vec<String> = written.unplaced_ids.iter().map(|id| printable(id)).collect();
        out.push_str(&wrap("Unplaced: ", &ids.join(", "), width.0));
    }
    out.push_str(&format!("Wrote {}.\n", written.schedule));
    out
}
