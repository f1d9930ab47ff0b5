//! Writes a letter and a calendar for each person whom a new version affects, and a list for a mail merge.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::load::{TimetableSheet, instant};
use super::versions::{Paths, Versions};
use super::{Failure, Observer, files};
use crate::explain::notices::{Item, Notice, notices};
use crate::instance::format::ReleaseStatus;
use crate::report::file_names::file_stem;
use crate::report::ics;
use crate::report::notify::{MailMergeRow, Mailing, calendar, letter, mail_merge};
use crate::report::text::printable;

/// File name of the list.
const LIST: &str = "mail-merge.csv";
/// Number of files that a message names; it counts the others.
const MOST_NAMED: usize = 5;

/// A request to write messages.
#[derive(Debug, Clone)]
pub struct NotifyRequest {
    /// The programme file.
    pub programme: PathBuf,
    /// The programme file the old version was made for, if it has changed since.
    pub old_programme: Option<PathBuf>,
    /// The schedule file of the version that people have.
    pub old: PathBuf,
    /// The schedule file of the new version.
    pub new: PathBuf,
    /// The sheet whose starts and rooms count, in a schedule file that is a workbook; `None`: the one that was edited.
    pub timetable_from: Option<TimetableSheet>,
    /// The directory to write to; created if it does not exist.
    pub output: PathBuf,
    /// Write to all people, with all their sessions and not only the changed ones.
    pub all: bool,
    /// Timestamp in the calendars, as the user wrote it; `None` for midnight of the first day.
    pub stamp: Option<String>,
    /// Replace the messages of an earlier run.
    pub replace: bool,
}

/// The messages that were written.
#[derive(Debug)]
pub struct Notified {
    /// One message for each person, in the order of the programme file.
    pub messages: Vec<Message>,
    /// The list for a mail merge.
    pub list: PathBuf,
    /// File names of messages of an earlier run that are still in the directory and not among these.
    pub left: Vec<String>,
}

/// The notice for a person, and its files.
#[derive(Debug)]
pub struct Message {
    /// What changes for the person.
    pub notice: Notice,
    letter: String,
    letter_file: String,
    calendar_file: String,
}

impl Notified {
    /// Number of people without an e-mail address.
    pub fn without_email(&self) -> usize {
        self.messages.iter().filter(|message| message.notice.email.is_none()).count()
    }
}

/// Writes all messages, and the list last.
///
/// # Errors
/// A [`Failure`] for a file that cannot be read or written, or for a directory with other messages if `replace` is not
/// set.
pub fn notify(request: &NotifyRequest, observer: &dyn Observer) -> Result<Notified, Failure> {
    let old_programme = request.old_programme.as_ref();
    let paths = Paths {
        programme: &request.programme,
        old_programme,
        old: &request.old,
        new: &request.new,
        timetable_from: request.timetable_from,
    };
    let versions = Versions::read_published(&paths, observer)?;
    let mailing = mailing(request, &versions)?;
    let found = notices(versions.old.version(), versions.new.version(), &versions.sequences(), request.all);
    let messages: Vec<Message> = found.into_iter().map(|notice| message(&mailing, notice)).collect();
    let contents = contents(&mailing, &messages)?;
    let left = prepare(&request.output, &contents, request.replace)?;
    let named = contents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let (list, mut all): (Vec<_>, Vec<_>) = named.partition(|(name, _)| *name == LIST);
    all.extend(list);
    files::write_folder(&request.output, &all)?;
    if !left.is_empty() {
        let what = list_names(left.iter());
        observer.note(&format!("these files are from an earlier run and do not belong to the new messages: {what}"));
    }
    Ok(Notified { messages, list: request.output.join(LIST), left })
}

fn mailing(request: &NotifyRequest, versions: &Versions) -> Result<Mailing, Failure> {
    let conference = &versions.new.conference;
    let release = versions.new.release();
    Ok(Mailing {
        identity: conference.identity(),
        event: conference.title().to_owned(),
        zone: conference.zone.name(),
        version: release.map(|release| release.version.clone()),
        draft: release.is_some_and(|release| release.status == ReleaseStatus::Draft),
        all: request.all,
        stamp: match &request.stamp {
            Some(text) => instant(conference, "--stamp", text)?,
            None => ics::default_stamp(conference),
        },
    })
}

fn message(mailing: &Mailing, notice: Notice) -> Message {
    let stem = file_stem(&notice.id);
    Message {
        letter: letter(mailing, &notice),
        letter_file: format!("{stem}.txt"),
        calendar_file: format!("{stem}.ics"),
        notice,
    }
}

/// The content of all files, by name.
fn contents(mailing: &Mailing, messages: &[Message]) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut contents = BTreeMap::new();
    for message in messages {
        contents.insert(message.letter_file.clone(), message.letter.clone().into_bytes());
        let calendar = ics::calendar(&calendar(mailing, &message.notice));
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

/// Checks the directory, and returns the names of messages in it that are not among the new ones. Without `replace`,
/// other messages are an error: a person could send the old ones together with the new ones.
fn prepare(dir: &Path, contents: &BTreeMap<String, Vec<u8>>, replace: bool) -> Result<Vec<String>, Failure> {
    let unusable =
        |error: std::io::Error| Failure::new(format!("the directory {} cannot be used: {error}", dir.display()));
    files::check_directory(dir, "name another directory with -o")?;
    let (mut left, mut other) = (Vec::new(), Vec::new());
    if !dir.exists() {
        return Ok(left);
    }
    for entry in fs::read_dir(dir).map_err(unusable)? {
        let name = entry.map_err(unusable)?.file_name().to_string_lossy().into_owned();
        match contents.get(&name) {
            Some(bytes) if files::read_regular(&dir.join(&name)).is_some_and(|there| there == *bytes) => {}
            Some(_) => other.push(name),
            None if [".txt", ".ics", ".csv"].iter().any(|ending| name.ends_with(ending)) => left.push(name),
            None => {}
        }
    }
    left.sort_unstable();
    other.sort_unstable();
    let foreign = !left.is_empty() || !other.is_empty();
    if foreign && !replace {
        let what = list_names(left.iter().chain(&other));
        let failure =
            Failure::new(format!("the directory {} contains messages of an earlier run: {what}", dir.display()));
        return Err(failure.hint("name another directory with -o, or replace the messages with --replace"));
    }
    Ok(left)
}

/// The first names, and the number of the others.
fn list_names<'a>(names: impl Iterator<Item = &'a String>) -> String {
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
    /// The directory that was written to.
    directory: String,
    /// File name of the list for a mail merge, in that directory.
    list: &'static str,
    /// The people with a message.
    people: Vec<Recipient<'a>>,
    /// Number of these people without an e-mail address.
    without_email: usize,
    /// File names of messages of an earlier run that are still in the directory and not among these.
    left: &'a [String],
}

/// A person with a message. The files are in the directory.
#[derive(Debug, Serialize, JsonSchema)]
struct Recipient<'a> {
    /// Id of the person.
    id: &'a str,
    /// File name of the letter.
    letter: &'a str,
    /// File name of the calendar.
    calendar: &'a str,
    /// Time zone of the times in the message: that of the person, or of the event if theirs is not known.
    zone: &'a str,
    /// The sessions in the message, in order of time.
    items: &'a [Item],
}

impl<'a> NotifyDocument<'a> {
    /// The document of the messages written for a request.
    pub fn new(request: &NotifyRequest, notified: &'a Notified) -> NotifyDocument<'a> {
        let recipient = |message: &'a Message| Recipient {
            id: &message.notice.id,
            letter: &message.letter_file,
            calendar: &message.calendar_file,
            zone: &message.notice.zone,
            items: &message.notice.items,
        };
        NotifyDocument {
            directory: request.output.display().to_string(),
            list: LIST,
            people: notified.messages.iter().map(recipient).collect(),
            without_email: notified.without_email(),
            left: &notified.left,
        }
    }
}
