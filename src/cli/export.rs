//! `plenary export`: a timetable as files that can be published as they are.

mod options;
mod source;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::check::verify;
use super::exit::Exit;
use super::failure::Failure;
use super::output;
use super::versions::Read;
use crate::check;
use crate::domain::{Conference, Instant};
use crate::explain;
use crate::explain::programme::{Programme, Readers};
use crate::explain::view::Overview;
use crate::instance::{self, ReadSchedule, files};
use crate::report::export::{self, File, Format};
use crate::report::numbers::count;
use crate::report::overview::Quality;
use crate::report::text::wrap;
use crate::report::workbook;
use options::{address, instant};
use source::Source;

/// Write a schedule as a page, a table, a calendar or an exchange file.
///
/// What `release` stamped is shown: the version's name, that it is a draft, that it has some phases alone. With
/// --previous, a calendar takes out of people's calendars what they have from that version and is held no longer, and
/// for --person or --track, what is theirs no longer.
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
    /// The version that people have, of an ics and a site: what it has and this one has not is in the calendar as
    /// cancelled
    #[arg(long, value_name = "SCHEDULE")]
    previous: Option<PathBuf>,
    /// The instance that version was made for, where INSTANCE has changed since
    #[arg(long, value_name = "FILE", requires = "previous")]
    old_instance: Option<PathBuf>,
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
    /// A row a session, in UTF-8 with its mark, as spreadsheets want it
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
    /// A directory with all of them but the workbook
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
    options::fit(args)?;
    prepare(args)?;
    let source = Source::read(args)?;
    let Read { conference, schedule, file } = &source.current;
    let report = check::check(conference, schedule);
    let view = explain::overview(conference, schedule, &report);
    let readers = if args.internal { Readers::Internal } else { Readers::Public };
    let mut programme = explain::programme(conference, schedule, &report, readers);
    source.stamp(&mut programme);
    let options = options::options(args, &source, &programme)?;
    remark(&view, &programme);
    let fair = || explain::fairness(conference, schedule, &view, readers);
    let quality = || quality(conference, file, &view);
    let written = match args.to.format() {
        Some(format) => deliver(args, export::export(&programme, format, &options))?,
        None if args.to == Target::Xlsx => deliver(args, workbook(args, &source.current, &programme)?)?,
        None if args.to == Target::Fairness => {
            let page = export::fairness_page(&fair(), quality()?.as_ref(), &programme, &options, &[]);
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
        output::text(&wrap("Wrote ", &format!("{}.", all.join(", ")), output::width().0))?;
    }
    Ok(Exit::Done)
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
            let inputs =
                [Some(&args.instance), Some(&args.schedule), args.previous.as_ref(), args.old_instance.as_ref()];
            if inputs.into_iter().flatten().any(|input| same(input).is_some_and(|(a, b)| a == b)) {
                let failure = Failure::new(format!("{} is what the export is made from", path.display()));
                return Err(failure.hint("name another file with -o"));
            }
            output::writable(path)
        }
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
            output::note(&format!("the certificate does not hold and is left aside: {why}"));
            Ok(None)
        }
    }
}

/// Tells what a publisher should know; nothing of it keeps a file from being written.
fn remark(view: &Overview, programme: &Programme) {
    if !view.valid {
        let places = count(view.violations.len(), "place");
        output::note(&format!("hard rules are broken in {places}; plenary check says where"));
    }
    let left_out = programme.left_out().count();
    if left_out > 0 {
        let sessions = count(left_out, "session");
        output::note(&format!("{sessions} without a place; json, xml and svg leave them out"));
    }
}

/// The instance and its timetable as a workbook, for everybody or for organisers.
fn workbook(args: &Args, read: &Read, programme: &Programme) -> Result<Vec<u8>, Failure> {
    let name = args.instance.display().to_string();
    let document = instance::document(&files::read(&args.instance)?, &name);
    let mut document = document.map_err(|problems| Failure::of_file("instance", problems))?;
    if !args.internal {
        document = workbook::public(&document);
    }
    let timetable = Some((&read.conference, &read.schedule));
    let version = export::version::sentence(programme);
    workbook::workbook(&document, timetable, version.as_deref()).map_err(|error| Failure::new(error.to_string()))
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
