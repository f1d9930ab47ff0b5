//! A letter and a calendar for everybody whom a new version concerns, and a list for a mail merge.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::load::instant;
use super::versions::{Paths, Versions};
use super::{Failure, Observer, files};
use crate::explain::notices::{Item, Notice, notices};
use crate::instance::format::ReleaseStatus;
use crate::report::file_names::file_stem;
use crate::report::ics;
use crate::report::notify::{MailMergeRow, Mailing, calendar, letter, mail_merge};
use crate::report::text::printable;

/// The list's name.
const LIST: &str = "mail-merge.csv";
/// How many files are named before the rest is counted.
const MOST_NAMED: usize = 5;

/// What is asked.
#[derive(Debug, Clone)]
pub struct NotifyRequest {
    /// The programme file.
    pub programme: PathBuf,
    /// The programme file the old version was made for, where it has changed since.
    pub old_programme: Option<PathBuf>,
    /// The version people know.
    pub old: PathBuf,
    /// The new version.
    pub new: PathBuf,
    /// The directory to write to; made if it does not exist.
    pub output: PathBuf,
    /// Everybody's whole timetable, not only what changed.
    pub all: bool,
    /// The time stamp in calendars, as written; the first day's midnight if not given.
    pub stamp: Option<String>,
    /// Write over messages of an earlier run.
    pub replace: bool,
}

/// What was written.
#[derive(Debug)]
pub struct Notified {
    /// A message a person, in file order.
    pub messages: Vec<Message>,
    /// The list for a mail merge.
    pub list: PathBuf,
    /// Names of messages left in the directory from an earlier run.
    pub left: Vec<String>,
}

/// A person's notice, and their files.
#[derive(Debug)]
pub struct Message {
    /// What they are told.
    pub notice: Notice,
    letter: String,
    letter_file: String,
    calendar_file: String,
}

impl Notified {
    /// How many people have no e-mail address.
    pub fn without_email(&self) -> usize {
        self.messages.iter().filter(|message| message.notice.email.is_none()).count()
    }
}

/// Writes all messages, the list last.
///
/// # Errors
/// Files that cannot be used or written; a directory with other messages in it, unless they are to be replaced.
pub fn notify(asked: &NotifyRequest, observer: &dyn Observer) -> Result<Notified, Failure> {
    let old_programme = asked.old_programme.as_ref();
    let paths = Paths { programme: &asked.programme, old_programme, old: &asked.old, new: &asked.new };
    let versions = Versions::read(&paths, observer)?;
    let circular = circular(asked, &versions)?;
    let found = notices(versions.old.version(), versions.new.version(), &versions.sequences(), asked.all);
    let messages: Vec<Message> = found.into_iter().map(|notice| message(&circular, notice)).collect();
    let contents = contents(&circular, &messages)?;
    let left = prepare(&asked.output, &contents, asked.replace)?;
    let (list, rest): (Vec<_>, Vec<_>) = contents.iter().partition(|(name, _)| name.as_str() == LIST);
    for (name, bytes) in rest.into_iter().chain(list) {
        files::write(&asked.output.join(name), bytes)?;
    }
    if !left.is_empty() {
        let what = named(left.iter());
        observer.note(&format!("left from an earlier run, and not among these messages: {what}"));
    }
    Ok(Notified { messages, list: asked.output.join(LIST), left })
}

fn circular(asked: &NotifyRequest, versions: &Versions) -> Result<Mailing, Failure> {
    let conference = &versions.new.conference;
    let release = versions.new.release();
    Ok(Mailing {
        event: conference.name.clone(),
        zone: conference.zone.name(),
        version: release.map(|release| release.version.clone()),
        draft: release.is_some_and(|release| release.status == ReleaseStatus::Draft),
        all: asked.all,
        stamp: match &asked.stamp {
            Some(text) => instant(conference, "--stamp", text)?,
            None => ics::default_stamp(conference),
        },
    })
}

fn message(circular: &Mailing, notice: Notice) -> Message {
    let stem = file_stem(&notice.id);
    Message {
        letter: letter(circular, &notice),
        letter_file: format!("{stem}.txt"),
        calendar_file: format!("{stem}.ics"),
        notice,
    }
}

/// All files, by name.
fn contents(circular: &Mailing, messages: &[Message]) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut contents = BTreeMap::new();
    for message in messages {
        contents.insert(message.letter_file.clone(), message.letter.clone().into_bytes());
        let calendar = ics::calendar(&calendar(circular, &message.notice));
        contents.insert(message.calendar_file.clone(), calendar.into_bytes());
    }
    let rows: Vec<MailMergeRow<'_>> = messages
        .iter()
        .map(|message| MailMergeRow {
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
fn prepare(dir: &Path, contents: &BTreeMap<String, Vec<u8>>, replace: bool) -> Result<Vec<String>, Failure> {
    let unusable =
        |error: std::io::Error| Failure::new(format!("the directory {} cannot be used: {error}", dir.display()));
    fs::create_dir_all(dir).map_err(unusable)?;
    let (mut left, mut other) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(dir).map_err(unusable)? {
        let name = entry.map_err(unusable)?.file_name().to_string_lossy().into_owned();
        match contents.get(&name) {
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

/// What `notify --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NotifyDocument<'a> {
    /// The directory written to.
    directory: String,
    /// The name of the list for a mail merge in it.
    list: &'static str,
    /// Everybody who is told something.
    people: Vec<Recipient<'a>>,
    /// How many of them have no e-mail address.
    without_email: usize,
    /// Names of messages left in the directory from an earlier run.
    left: &'a [String],
}

/// Somebody who is told something. The files are in the directory.
#[derive(Debug, Serialize, JsonSchema)]
struct Recipient<'a> {
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

impl<'a> NotifyDocument<'a> {
    /// The document of what was written for a request.
    pub fn new(asked: &NotifyRequest, notified: &'a Notified) -> NotifyDocument<'a> {
        let recipient = |message: &'a Message| Recipient {
            id: &message.notice.id,
            letter: &message.letter_file,
            calendar: &message.calendar_file,
            zone: &message.notice.zone,
            items: &message.notice.items,
        };
        NotifyDocument {
            directory: asked.output.display().to_string(),
            list: LIST,
            people: notified.messages.iter().map(recipient).collect(),
            without_email: notified.without_email(),
            left: &notified.left,
        }
    }
}
