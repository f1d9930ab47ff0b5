//! `plenary notify`: a letter and a calendar for each person whom a new version affects, and a list for a mail merge.

use std::path::PathBuf;

use super::arguments::TimetableArgs;
use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::notify::{Notified, NotifyDocument, NotifyRequest, notify};
use crate::report::notify::summary;
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};

/// Write a letter and a calendar for each person whom a new version affects, and a CSV list for a mail merge.
///
/// Calendar programs replace the entry of a moved session, because the new entry has the same identifier and a higher
/// revision. They remove cancelled sessions, because the calendar contains them as cancelled. In the CSV list, a cell
/// that begins with =, +, - or @ gets an apostrophe in front, so that spreadsheet programs do not run it as a formula.
#[derive(Debug, clap::Args)]
pub(super) struct NotifyArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file of the version that people have
    old: PathBuf,
    /// The schedule file of the new version
    new: PathBuf,
    /// Directory to write to; created if it does not exist
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The programme file that OLD was made for, if PROGRAMME has changed since
    #[arg(long, value_name = "FILE")]
    old_instance: Option<PathBuf>,
    /// Write to all people, with all their sessions and not only the changed ones
    #[arg(long)]
    all: bool,
    /// Timestamp in the calendars: 2020-11-09T14:00 in the event's time zone, or 2020-11-09T14:00Z with an offset
    /// [default: midnight of the first day]
    #[arg(long, value_name = "TIME")]
    stamp: Option<String>,
    /// Replace the messages of an earlier run. Messages that are no longer needed are listed, not deleted
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    timetable: TimetableArgs,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// Writes all messages and lists them.
pub(super) fn run(args: &NotifyArgs) -> Result<Exit, Failure> {
    let request = NotifyRequest {
        programme: args.instance.clone(),
        old_programme: args.old_instance.clone(),
        old: args.old.clone(),
        new: args.new.clone(),
        timetable_from: args.timetable.sheet_of(&[Some(&args.old), Some(&args.new)])?,
        output: args.output.clone(),
        all: args.all,
        stamp: args.stamp.clone(),
        replace: args.replace,
    };
    let notified = notify(&request, &output::WarningPrinter)?;
    if args.json {
        output::document(&NotifyDocument::new(&request, &notified))?;
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
        out.push_str("Nothing changed for any person.\n");
    }
    let messages = count(notified.messages.len(), "message");
    out.push_str(&format!("\nWrote {messages} and {}.\n", notified.list.display()));
    match notified.without_email() {
        0 => {}
        1 => out.push_str("1 of these people has no e-mail address in the programme file.\n"),
        more => out.push_str(&format!("{more} of these people have no e-mail address in the programme file.\n")),
    }
    out
}
