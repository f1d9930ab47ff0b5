//! A timetable as files that can be published as they are.

mod options;
mod source;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::check::proven;
use super::load::Timetable;
use super::{Failure, Observer, files};
use crate::check::check;
use crate::domain::Instant;
use crate::explain;
use crate::explain::programme::{Programme, Readers};
use crate::explain::view::Overview;
use crate::instance;
use crate::report::export::{self, File, Format};
use crate::report::numbers::count;
use crate::report::workbook;
use source::Source;

pub use options::web_address;

/// What is asked.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// The programme file.
    pub programme: PathBuf,
    /// The timetable.
    pub schedule: PathBuf,
    /// The format.
    pub target: Target,
    /// Where to write it; `None` to be given the bytes.
    pub output: Option<PathBuf>,
    /// For organisers: attendance, personal costs and absences as well.
    pub internal: bool,
    /// As of when the programme is said to be.
    pub stamp: Option<Instant>,
    /// Address at which the page will be found.
    pub url: Option<String>,
    /// Only the sessions of this person, by id.
    pub person: Option<String>,
    /// Only the sessions of this track, by id.
    pub track: Option<String>,
    /// The version that people have.
    pub previous: Option<PathBuf>,
    /// The programme file that version was made for, where it has changed since.
    pub old_programme: Option<PathBuf>,
    /// Only this day.
    pub day: Option<NaiveDate>,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One file that the programme alone makes.
    File(Format),
    /// Who bears what, as one self-contained page.
    Fairness,
    /// A workbook to go on with.
    Workbook,
    /// A directory with all of them but the workbook.
    Site,
}

impl Target {
    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Target::File(format) => format.name(),
            Target::Fairness => "fairness",
            Target::Workbook => "xlsx",
            Target::Site => "site",
        }
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Exported {
    /// The file, where it was to be given and not written.
    pub bytes: Option<Vec<u8>>,
    /// The files written.
    pub written: Vec<PathBuf>,
    view: Overview,
    version: String,
}

/// Exports a timetable.
///
/// # Errors
/// Options that the format has no use for; ids and days that are none; files that cannot be used or written.
pub fn export(asked: &ExportRequest, observer: &dyn Observer) -> Result<Exported, Failure> {
    options::refuse_useless(asked)?;
    prepare(asked)?;
    let source = Source::read(asked, observer)?;
    let Timetable { conference, schedule, .. } = &source.current;
    let report = source.current.check();
    let view = explain::overview(conference, schedule, &report);
    let readers = if asked.internal { Readers::Internal } else { Readers::Public };
    let mut programme = explain::programme(conference, schedule, &report, readers);
    source.stamp(&mut programme);
    let options = options::options(asked, &source, &programme)?;
    remark(&view, &programme, observer);
    let fair = || explain::fairness(conference, schedule, &view, readers);
    let quality = || proven(&source.current, &check(source.current.problem(), schedule), "", observer);
    let (bytes, written) = match asked.target {
        Target::File(format) => deliver(asked, export::export(&programme, format, &options))?,
        Target::Workbook => deliver(asked, workbook(asked, &source.current, &programme)?)?,
        Target::Fairness => {
            let page = export::fairness_page(&fair(), quality().as_ref(), &programme, &options, &[]);
            deliver(asked, page.into_bytes())?
        }
        Target::Site => (None, site(asked, &export::site(&programme, &fair(), quality().as_ref(), &options))?),
    };
    Ok(Exported { bytes, written, view, version: programme.version.clone() })
}

/// Looks at the place to write to before the work begins.
fn prepare(asked: &ExportRequest) -> Result<(), Failure> {
    match (&asked.output, asked.target) {
        (None, Target::Site) => Err(Failure::new("a site is more than one file").hint("name a directory: -o DIR")),
        (None, Target::Workbook) => Err(Failure::new("a workbook is no text").hint("name a file: -o programme.xlsx")),
        (None, _) => Ok(()),
        (Some(dir), Target::Site) => files::make_directory(dir, "name another directory with -o"),
        (Some(path), _) => {
            let inputs =
                [Some(&asked.programme), Some(&asked.schedule), asked.previous.as_ref(), asked.old_programme.as_ref()];
            let inputs = inputs.into_iter().flatten().map(PathBuf::as_path);
            files::spare_inputs(path, inputs, "what the export is made from", "name another file with -o")?;
            files::writable(path)
        }
    }
}

/// Notes what a publisher should know; nothing of it keeps a file from being written.
fn remark(view: &Overview, programme: &Programme, observer: &dyn Observer) {
    if !view.valid {
        let places = count(view.violations.len(), "place");
        observer.note(&format!("hard rules are broken in {places}; plenary check says where"));
    }
    let unplaced = programme.unplaced().count();
    if unplaced > 0 {
        let sessions = count(unplaced, "session");
        observer.note(&format!("{sessions} unplaced; json, xml and svg do not have them"));
    }
}

/// The programme and its timetable as a workbook, for everybody or for organisers.
fn workbook(asked: &ExportRequest, read: &Timetable, programme: &Programme) -> Result<Vec<u8>, Failure> {
    let name = asked.programme.display().to_string();
    let document = instance::document(&instance::files::read(&asked.programme)?, &name);
    let mut document = document.map_err(|problems| Failure::of_file("instance", problems))?;
    if !asked.internal {
        document = workbook::public(&document);
    }
    let timetable = Some((&read.conference, &read.schedule));
    let version = export::version::sentence(programme);
    workbook::workbook(&document, timetable, version.as_deref()).map_err(|error| Failure::new(error.to_string()))
}

/// What is given and what is written of one file.
type Delivered = (Option<Vec<u8>>, Vec<PathBuf>);

/// One file to where it is wanted.
fn deliver(asked: &ExportRequest, bytes: Vec<u8>) -> Result<Delivered, Failure> {
    match &asked.output {
        Some(path) => {
            files::write(path, &bytes)?;
            Ok((None, vec![path.clone()]))
        }
        None => Ok((Some(bytes), Vec::new())),
    }
}

/// All files of a site; those of other names in the directory are left alone.
fn site(asked: &ExportRequest, all: &[File]) -> Result<Vec<PathBuf>, Failure> {
    let dir = asked.output.as_deref().unwrap_or(Path::new("."));
    let mut written = Vec::new();
    for file in all {
        let path = dir.join(file.name);
        files::write(&path, &file.bytes)?;
        written.push(path);
    }
    Ok(written)
}

/// What `export --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ExportDocument<'a> {
    /// The format, as `--to` names it.
    format: &'static str,
    /// The files written.
    written: Vec<String>,
    /// They are for organisers, with attendance, personal costs and absences.
    internal: bool,
    /// The version of the programme, as the files name it.
    version: &'a str,
    /// How many sessions the event has.
    sessions: usize,
    /// How many of them are placed.
    placed: usize,
    /// No hard rule is broken.
    valid: bool,
    /// Every session is placed.
    complete: bool,
}

impl<'a> ExportDocument<'a> {
    /// The document of what was exported for a request.
    pub fn new(asked: &ExportRequest, exported: &'a Exported) -> ExportDocument<'a> {
        ExportDocument {
            format: asked.target.name(),
            written: exported.written.iter().map(|path| path.display().to_string()).collect(),
            internal: asked.internal,
            version: &exported.version,
            sessions: exported.view.sessions,
            placed: exported.view.placed,
            valid: exported.view.valid,
            complete: exported.view.is_complete(),
        }
    }
}
