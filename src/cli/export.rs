//! `plenary export`: a timetable as files that can be published as they are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

use super::check::verify;
use super::exit::Exit;
use super::failure::Failure;
use super::{inputs, output};
use crate::check;
use crate::domain::{Conference, Instant, Schedule};
use crate::explain;
use crate::explain::programme::{Programme, Readers, Time};
use crate::explain::view::Overview;
use crate::instance::{self, ReadSchedule, files};
use crate::report::export::{self, File, Format, Options};
use crate::report::numbers::count;
use crate::report::overview::Quality;
use crate::sheets;

/// Write a schedule as a page, a table, a calendar or an exchange file.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The instance
    instance: PathBuf,
    /// The schedule
    schedule: PathBuf,
    /// The format
    #[arg(long, value_name = "FORMAT")]
    to: Target,
    /// Where to write it, a directory for `site`; standard output if not given
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// For organisers: attendance, personal costs and absences as well
    #[arg(long)]
    internal: bool,
    /// As of when the programme is said to be: 2020-10-01T12:00Z; nothing is said if not given
    #[arg(long, value_name = "TIME", value_parser = instant)]
    stamp: Option<Instant>,
    /// Address at which the page will be found; json and xml link to it
    #[arg(long, value_name = "URL", value_parser = address)]
    url: Option<String>,
    /// Only the sessions of this person, by id; of an ics
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Only the sessions of this track, by id; of an ics
    #[arg(long, value_name = "ID")]
    track: Option<String>,
    /// Only this day of an svg
    #[arg(long, value_name = "DATE")]
    day: Option<NaiveDate>,
    /// One JSON document on standard output: what was written; needs -o
    #[arg(long, requires = "output")]
    json: bool,
}

/// What `--json` prints.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'a> {
    /// The format, as `--to` names it.
    format: String,
    /// The files written.
    written: Vec<String>,
    /// They are for organisers, with attendance, personal costs and absences.
    internal: bool,
    /// The version of the programme, as the files name it.
    version: &'a str,
    /// How many sessions the event has.
    sessions: usize,
    /// How many of them have a place.
    placed: usize,
    /// No hard rule is broken.
    valid: bool,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Target {
    /// The programme as one self-contained page
    Html,
    /// Who bears what, as one self-contained page
    Fairness,
    /// A calendar, whole or for one person or track
    Ics,
    /// A row a session
    Csv,
    /// A workbook to go on with: a grid for each day, everybody's times, and the programme, which `import` reads back;
    /// whole with --internal
    Xlsx,
    /// schedule.json of frab and c3voc
    Json,
    /// schedule.xml of frab and c3voc, as pretalx writes it
    Xml,
    /// Tables by day in Markdown
    Md,
    /// A picture of the rooms by day
    Svg,
    /// A directory with all of them
    Site,
}

impl Target {
    /// The format of one file, if it is one that the programme alone makes.
    fn format(self) -> Option<Format> {
        match self {
            Target::Html => Some(Format::Html),
            Target::Ics => Some(Format::Ics),
            Target::Csv => Some(Format::Csv),
            Target::Json => Some(Format::Json),
            Target::Xml => Some(Format::Xml),
            Target::Md => Some(Format::Markdown),
            Target::Svg => Some(Format::Svg),
            Target::Fairness | Target::Site | Target::Xlsx => None,
        }
    }
}

/// Exports.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    prepare(args)?;
    let conference = inputs::instance(&args.instance)?;
    let (schedule, read) = inputs::schedule(&args.schedule, &conference)?;
    let report = check::check(&conference, &schedule);
    let view = explain::overview(&conference, &schedule, &report);
    let readers = if args.internal { Readers::Internal } else { Readers::Public };
    let mut programme = explain::programme(&conference, &schedule, &report, readers);
    count_changes(&mut programme, &conference, &read);
    let options = options(args, &conference, &programme)?;
    remark(&view);
    let fair = || explain::fairness(&conference, &schedule, &view, readers);
    let quality = || quality(&conference, &read, &view);
    let written = match args.to.format() {
        Some(format) => deliver(args, export::export(&programme, format, &options))?,
        None if args.to == Target::Xlsx => deliver(args, workbook(args, &conference, &schedule)?)?,
        None if args.to == Target::Fairness => {
            let page = export::fairness_page(&fair(), quality()?.as_ref(), &programme.version, &options, &[]);
            deliver(args, page.into_bytes())?
        }
        None => site(args, &export::site(&programme, &fair(), quality()?.as_ref(), &options))?,
    };
    if args.json {
        output::document(&Answer {
            format: format!("{:?}", args.to).to_lowercase(),
            written: written.iter().map(|path| path.display().to_string()).collect(),
            internal: args.internal,
            version: &programme.version,
            sessions: view.sessions,
            placed: view.placed,
            valid: view.valid,
        })?;
    } else if args.output.is_some() {
        let all: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
        output::text(&format!("Wrote {}.\n", all.join(", ")))?;
    }
    Ok(Exit::Done)
}

/// Puts in when each session last changed, as a released schedule says: calendars replace an entry only by a later one.
fn count_changes(programme: &mut Programme, conference: &Conference, read: &ReadSchedule) {
    let sequences: BTreeMap<&str, u32> =
        conference.sessions.iter().map(|session| session.id.as_str()).zip(read.sequences.iter().copied()).collect();
    for session in &mut programme.sessions {
        session.sequence = sequences.get(session.id.as_str()).copied().unwrap_or(0);
    }
}

/// Looks at the place to write to before the work begins.
fn prepare(args: &Args) -> Result<(), Failure> {
    match (&args.output, args.to) {
        (None, Target::Site) => Err(Failure::new("a site is more than one file").hint("name a directory: -o DIR")),
        (None, Target::Xlsx) => Err(Failure::new("a workbook is no text").hint("name a file: -o programme.xlsx")),
        (None, _) => Ok(()),
        (Some(dir), Target::Site) => std::fs::create_dir_all(dir).map_err(|error| {
            let failure = Failure::new(format!("the directory {} cannot be made: {error}", dir.display()));
            failure.hint("name another directory with -o")
        }),
        (Some(path), _) => {
            let same = |a: &Path| std::fs::canonicalize(a).ok().zip(std::fs::canonicalize(path).ok());
            if [&args.instance, &args.schedule].iter().any(|input| same(input).is_some_and(|(a, b)| a == b)) {
                let failure = Failure::new(format!("{} is what is to be exported", path.display()));
                return Err(failure.hint("name another file with -o"));
            }
            output::writable(path)
        }
    }
}

fn options(args: &Args, conference: &Conference, programme: &Programme) -> Result<Options, Failure> {
    only(args.day.is_some(), "--day", args.to, Target::Svg)?;
    only(args.person.is_some(), "--person", args.to, Target::Ics)?;
    only(args.track.is_some(), "--track", args.to, Target::Ics)?;
    if let Some(day) = args.day.filter(|day| programme.days.iter().all(|known| known.date != *day)) {
        let days: Vec<String> = programme.days.iter().map(|day| day.date.to_string()).collect();
        let failure = Failure::new(format!("nothing is held on {day}"));
        return Err(failure.hint(format!("there are: {}", days.join(", "))));
    }
    Ok(Options {
        stamp: args.stamp.map(|stamp| Time::new(conference.zone, stamp)),
        url: args.url.clone(),
        day: args.day,
        person: position("person", args.person.as_deref(), programme.people.iter().map(|person| person.id.as_str()))?,
        track: position("track", args.track.as_deref(), programme.tracks.iter().map(|track| track.id.as_str()))?,
    })
}

/// Refuses an option of another format, which would otherwise change nothing without a word.
fn only(given: bool, option: &str, to: Target, its: Target) -> Result<(), Failure> {
    if !given || to == its {
        return Ok(());
    }
    let its = format!("{its:?}").to_lowercase();
    Err(Failure::new(format!("{option} is for {its} alone")).hint(format!("leave it out, or write --to {its}")))
}

/// The position of an id among those known.
fn position<'a>(
    what: &str,
    id: Option<&str>,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Result<Option<usize>, Failure> {
    let Some(id) = id else { return Ok(None) };
    match known.clone().position(|known| known == id) {
        Some(position) => Ok(Some(position)),
        None => Err(inputs::unknown(what, id, known)),
    }
}

/// What is proven about the schedule, if it carries a certificate that holds.
fn quality(conference: &Conference, read: &ReadSchedule, view: &Overview) -> Result<Option<Quality>, Failure> {
    if read.certificate.is_none() {
        return Ok(None);
    }
    match verify(conference, read, view)? {
        Ok(quality) => Ok(Some(quality)),
        Err(problems) => {
            let why = problems.first().map_or("", String::as_str);
            output::talk(&format!("note: the certificate does not hold and is left aside: {why}"));
            Ok(None)
        }
    }
}

/// Tells what a publisher should know; nothing of it keeps a file from being written.
fn remark(view: &Overview) {
    if !view.valid {
        let places = count(view.violations.len(), "place");
        output::talk(&format!("note: hard rules are broken in {places}; plenary check says where"));
    }
    if !view.unplaced.is_empty() {
        let sessions = count(view.unplaced.len(), "session");
        output::talk(&format!("note: {sessions} without a place; json, xml and svg leave them out"));
    }
}

/// The instance and its timetable as a workbook, for everybody or for organisers.
fn workbook(args: &Args, conference: &Conference, schedule: &Schedule) -> Result<Vec<u8>, Failure> {
    let name = args.instance.display().to_string();
    let document = instance::document(&files::read(&args.instance)?, &name);
    let mut document = document.map_err(|problems| Failure::of_file("instance", problems))?;
    if !args.internal {
        document = sheets::public(&document);
    }
    sheets::workbook(&document, Some((conference, schedule))).map_err(|error| Failure::new(error.to_string()))
}

/// One file to where it is wanted.
fn deliver(args: &Args, bytes: Vec<u8>) -> Result<Vec<PathBuf>, Failure> {
    match &args.output {
        Some(path) => {
            files::write(path, &bytes)?;
            Ok(vec![path.clone()])
        }
        None => {
            output::text(&String::from_utf8_lossy(&bytes))?;
            Ok(Vec::new())
        }
    }
}

/// All files of a site; those of other names in the directory are left alone.
fn site(args: &Args, all: &[File]) -> Result<Vec<PathBuf>, Failure> {
    let dir = args.output.as_deref().unwrap_or(Path::new("."));
    let mut written = Vec::new();
    for file in all {
        let path = dir.join(file.name);
        files::write(&path, &file.bytes)?;
        written.push(path);
    }
    Ok(written)
}

/// A time with an offset.
fn instant(text: &str) -> Result<Instant, String> {
    let zulu = text.strip_suffix(['Z', 'z']).map(|rest| format!("{rest}+00:00"));
    let text = zulu.as_deref().unwrap_or(text);
    let forms = ["%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%dT%H:%M%:z"];
    let read = forms.iter().find_map(|form| DateTime::parse_from_str(text, form).ok());
    let at = read.map(|at| Instant::from_utc(at.naive_utc()));
    let in_calendar = at.filter(|at| (0..69_000_000).contains(&at.0));
    in_calendar.ok_or_else(|| "write it with an offset, like 2020-10-01T12:00Z".to_owned())
}

/// An address of the web without a fragment.
fn address(text: &str) -> Result<String, String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}#".contains(&b));
    if web && plain { Ok(text.to_owned()) } else { Err("write it like https://example.org/programme.html".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_need_an_offset_and_addresses_a_scheme() {
        assert_eq!(instant("1970-01-01T01:00+01:00"), Ok(Instant(0)));
        assert!(instant("2020-10-01T12:00Z").is_ok() && instant("2020-10-01T12:00:00-05:00").is_ok());
        assert!(instant("2020-10-01T12:00").is_err() && instant("9999-01-01T00:00Z").is_err());
        assert!(address("https://a.org/p?x=1").is_ok());
        for wrong in ["javascript:alert(1)", "https://a.org/\"x", "https://a.org/#top", "a.org"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
