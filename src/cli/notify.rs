//! `plenary notify`: a letter and a calendar for everybody whom a new version concerns, and a list for a mail merge.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::exit::Exit;
use super::explain::instant;
use super::failure::Failure;
use super::output;
use super::versions::{Paths, Versions};
use crate::explain::notices::{Item, Notice, notices};
use crate::instance::files;
use crate::instance::format::ReleaseStatus;
use crate::report::ics;
use crate::report::names::file_stem;
use crate::report::notify::{Circular, Row, calendar, letter, mail_merge, summary};
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};

/// The list's name.
const LIST: &str = "mail-merge.csv";
/// How many files are named before the rest is counted.
const MOST_NAMED: usize = 5;

/// Tell everybody what a new version changes for them: a text and an .ics each, and a CSV for a mail merge.
///
/// Calendars know a moved session again: its entry has the same identity and a higher revision. Sessions that are
/// cancelled are entries too, as cancelled. In the CSV, a cell that begins with = + - @ gets an apostrophe before it.
#[derive(Debug, clap::Args)]
pub struct Args {
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

/// What `--json` prints.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'a> {
    /// The directory written to.
    directory: String,
    /// The name of the list for a mail merge in it.
    list: &'static str,
    /// Everybody who is told something.
    people: Vec<Told<'a>>,
    /// How many of them have no e-mail address.
    without_email: usize,
    /// Names of messages left in the directory from an earlier run.
    left: &'a [String],
}

/// Somebody who is told something. The files are in the directory.
#[derive(Serialize, JsonSchema)]
struct Told<'a> {
    /// Their id.
    id: &'a str,
    /// The file of their letter.
    letter: &'a str,
    /// The file of their calendar.
    calendar: &'a str,
    /// The zone in which their times are told; the event's where theirs is not known.
    zone: &'a str,
    /// Their sessions, in order of time.
    items: &'a [Item],
}

/// A person's notice, and their files.
struct Message {
    notice: Notice,
    letter: String,
    letter_file: String,
    calendar_file: String,
}

/// Writes all messages, the list last.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let versions = Versions::read(&Paths {
        instance: &args.instance,
        old_instance: args.old_instance.as_ref(),
        old: &args.old,
        new: &args.new,
    })?;
    let circular = circular(args, &versions)?;
    let found = notices(versions.old.version(), versions.new.version(), &versions.sequences(), args.all);
    let messages: Vec<Message> = found.into_iter().map(|notice| message(&circular, notice)).collect();
    let written = contents(&circular, &messages)?;
    let left = prepare(&args.output, &written, args.replace)?;
    let (list, rest): (Vec<_>, Vec<_>) = written.iter().partition(|(name, _)| name.as_str() == LIST);
    for (name, bytes) in rest.into_iter().chain(list) {
        files::write(&args.output.join(name), bytes)?;
    }
    tell(args, &messages, &left)?;
    Ok(Exit::Done)
}

fn circular(args: &Args, versions: &Versions) -> Result<Circular, Failure> {
    let conference = &versions.new.conference;
    let release = versions.new.release();
    Ok(Circular {
        event: conference.name.clone(),
        zone: conference.zone.name(),
        version: release.map(|release| release.version.clone()),
        draft: release.is_some_and(|release| release.status == ReleaseStatus::Draft),
        all: args.all,
        stamp: match &args.stamp {
            Some(text) => instant(conference, "--stamp", text)?,
            None => ics::default_stamp(conference),
        },
    })
}

fn message(circular: &Circular, notice: Notice) -> Message {
    let stem = file_stem(&notice.id);
    Message {
        letter: letter(circular, &notice),
        letter_file: format!("{stem}.txt"),
        calendar_file: format!("{stem}.ics"),
        notice,
    }
}

/// All files, by name.
fn contents(circular: &Circular, messages: &[Message]) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut contents = BTreeMap::new();
    for message in messages {
        contents.insert(message.letter_file.clone(), message.letter.clone().into_bytes());
        let calendar = ics::calendar(&calendar(circular, &message.notice));
        contents.insert(message.calendar_file.clone(), calendar.into_bytes());
    }
    let rows: Vec<Row<'_>> = messages
        .iter()
        .map(|message| Row {
            notice: &message.notice,
            letter_file: &message.letter_file,
            calendar_file: &message.calendar_file,
            letter: &message.letter,
        })
        .collect();
    contents.insert(LIST.to_owned(), mail_merge(&rows).map_err(Failure::internal)?);
    Ok(contents)
}

/// Makes the directory, and finds what is in it that these messages are not. Without `replace`, that is a reason to
/// write nothing: old messages among new ones get sent.
fn prepare(dir: &Path, written: &BTreeMap<String, Vec<u8>>, replace: bool) -> Result<Vec<String>, Failure> {
    let unusable =
        |error: std::io::Error| Failure::new(format!("the directory {} cannot be used: {error}", dir.display()));
    fs::create_dir_all(dir).map_err(unusable)?;
    let (mut left, mut other) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(dir).map_err(unusable)? {
        let name = entry.map_err(unusable)?.file_name().to_string_lossy().into_owned();
        match written.get(&name) {
            Some(bytes) if fs::read(dir.join(&name)).is_ok_and(|there| there == *bytes) => {}
            Some(_) => other.push(name),
            None if [".txt", ".ics", ".csv"].iter().any(|ending| name.ends_with(ending)) => left.push(name),
            None => {}
        }
    }
    left.sort_unstable();
    other.sort_unstable();
    let foreign = !left.is_empty() || !other.is_empty();
    if foreign && !replace {
        let what = named(left.iter().chain(&other));
        let failure = Failure::new(format!("{} has other messages already: {what}", dir.display()));
        return Err(failure.hint("name another directory, or write over them with --replace"));
    }
    Ok(left)
}

/// Names of files, the first few.
fn named<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let names: Vec<&str> = names.map(String::as_str).collect();
    let mut shown: Vec<String> = names.iter().take(MOST_NAMED).map(|name| printable(name)).collect();
    if names.len() > MOST_NAMED {
        shown.push(format!("and {} more", names.len() - MOST_NAMED));
    }
    shown.join(", ")
}

fn told(message: &Message) -> Told<'_> {
    Told {
        id: &message.notice.id,
        letter: &message.letter_file,
        calendar: &message.calendar_file,
        zone: &message.notice.zone,
        items: &message.notice.items,
    }
}

fn tell(args: &Args, messages: &[Message], left: &[String]) -> Result<(), Failure> {
    if !left.is_empty() {
        let what = named(left.iter());
        output::note(&format!("left from an earlier run, and not among these messages: {what}"));
    }
    let unreachable = messages.iter().filter(|message| message.notice.email.is_none()).count();
    let list = args.output.join(LIST);
    if args.json {
        return output::document(&Answer {
            directory: args.output.display().to_string(),
            list: LIST,
            people: messages.iter().map(told).collect(),
            without_email: unreachable,
            left,
        });
    }
    let mut out = String::new();
    for message in messages {
        let notice = &message.notice;
        out.push_str(&wrap("", &format!("{}: {}", printable(&notice.name), summary(notice)), output::width().0));
    }
    if messages.is_empty() {
        out.push_str("Nothing changed for anybody.\n");
    }
    out.push_str(&format!("\nWrote {} and {}.\n", count(messages.len(), "message"), list.display()));
    if unreachable > 0 {
        out.push_str(&format!("No e-mail address is known for {unreachable} of them.\n"));
    }
    output::text(&out)
}
