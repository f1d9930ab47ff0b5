//! `plenary notify`: a letter and a calendar for everybody whom a new version concerns, and a list for a mail merge.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::notify::{Notified, NotifyDocument, NotifyRequest, notify};
use crate::report::notify::summary;
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};

/// Tell everybody what a new version changes for them: a text and an .ics each, and a CSV for a mail merge.
///
/// Calendars know a moved session again: its entry has the same identity and a higher revision. Sessions that are
/// cancelled are entries too, as cancelled. In the CSV, a cell that begins with = + - @ gets an apostrophe before it.
#[derive(Debug, clap::Args)]
pub(super) struct NotifyArgs {
    /// The instance
    instance: PathBuf,
    /// The version people know
    old: PathBuf,
    /// The new version
    new: PathBuf,
    /// The directory to write to; made if it does not exist
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The instance OLD was made for, where INSTANCE has changed since
    #[arg(long, value_name = "FILE")]
    old_instance: Option<PathBuf>,
    /// Everybody's whole timetable, not only what changed
    #[arg(long)]
    all: bool,
    /// The time stamp in calendars: 2020-11-09T14:00 in the event's zone, or with an offset [default: the first day's
    /// midnight]
    #[arg(long, value_name = "TIME")]
    stamp: Option<String>,
    /// Write over messages of an earlier run; what is left of it is named, never deleted
    #[arg(long)]
    replace: bool,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// Writes all messages and reports.
pub(super) fn run(args: &NotifyArgs) -> Result<Exit, Failure> {
    let asked = NotifyRequest {
        programme: args.instance.clone(),
        old_programme: args.old_instance.clone(),
        old: args.old.clone(),
        new: args.new.clone(),
        output: args.output.clone(),
        all: args.all,
        stamp: args.stamp.clone(),
        replace: args.replace,
    };
    let notified = notify(&asked, &output::WarningPrinter)?;
    if args.json {
        output::document(&NotifyDocument::new(&asked, &notified))?;
    } else {
        output::text(&report(&notified))?;
    }
    Ok(Exit::Done)
}

fn report(notified: &Notified) -> String {
    let mut out = String::new();
    for notice in notified.messages.iter().map(|message| &message.notice) {
        out.push_str(&wrap("", &format!("{}: {}", printable(&notice.name), summary(notice)), output::width().0));
    }
    if notified.messages.is_empty() {
        out.push_str("Nothing changed for anybody.\n");
    }
    let messages = count(notified.messages.len(), "message");
    out.push_str(&format!("\nWrote {messages} and {}.\n", notified.list.display()));
    match notified.without_email() {
        0 => {}
        unreachable => out.push_str(&format!("No e-mail address is known for {unreachable} of them.\n")),
    }
    out
}
