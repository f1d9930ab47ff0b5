//! Writes a timetable as files to publish.

mod feed_key;
mod feeds;
mod options;
mod source;

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::check::verified_quality;
use super::create::refuse_existing;
use super::load::{Timetable, TimetableSheet, programme_text};
use super::{Failure, Observer, files};
use crate::check::check;
use crate::explain;
use crate::explain::programme::{Programme, Readers};
use crate::explain::view::Overview;
use crate::instance;
use crate::report::export::html::Language;
use crate::report::export::{self, FeedOf, File, Format};
use crate::report::numbers::count;
use crate::report::workbook;
use source::Source;

pub use options::{base_address, web_address};

/// A request to export a timetable.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// The programme file.
    pub programme: PathBuf,
    /// The schedule file.
    pub schedule: PathBuf,
    /// The sheet whose starts and rooms count, in a schedule file that is a workbook; `None`: the one that was edited.
    pub timetable_from: Option<TimetableSheet>,
    /// The format to write.
    pub target: Target,
    /// The file or directory to write to; `None` to return the bytes.
    pub output: Option<PathBuf>,
    /// Write for organisers: include attendance, personal costs and absences.
    pub internal: bool,
    /// Include the links of sessions and rooms, also for the public.
    pub with_links: bool,
    /// The language of the page's own words; `None` for English.
    pub language: Option<Language>,
    /// Timestamp to print on the programme.
    pub stamp: Option<String>,
    /// Web address of the published page.
    pub url: Option<String>,
    /// Web address of the published folder, with a slash at its end.
    pub base_url: Option<String>,
    /// The key file for personal calendars; it is created if it does not exist. `None`: no personal calendars.
    pub feed_key: Option<PathBuf>,
    /// The file to write for the organisers with the addresses of the personal calendars.
    pub feed_list: Option<PathBuf>,
    /// Only the sessions of this person, by id.
    pub person: Option<String>,
    /// Only the sessions of this track, by id.
    pub track: Option<String>,
    /// The schedule file of the last published version.
    pub previous: Option<PathBuf>,
    /// The programme file that version was made for, if it has changed since.
    pub old_programme: Option<PathBuf>,
    /// Only this day.
    pub day: Option<String>,
}

/// A format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One file that depends only on the programme and its timetable.
    File(Format),
    /// How the inconvenience is shared among regions and people, as one self-contained web page.
    Fairness,
    /// A workbook that `import` reads.
    Workbook,
    /// A directory with all formats except the workbook.
    Site,
}

impl Target {
    /// The value of `--to` for this format.
    pub fn name(self) -> &'static str {
        match self {
            Target::File(format) => format.name(),
            Target::Fairness => "fairness",
            Target::Workbook => "xlsx",
            Target::Site => "site",
        }
    }
}

/// The result of an export.
#[derive(Debug)]
pub struct Exported {
    /// The content of the file, if it was not written to a path.
    pub bytes: Option<Vec<u8>>,
    /// The files that were written.
    pub written: Vec<PathBuf>,
    /// How many of them are personal calendars: the last ones.
    pub personal: usize,
    view: Overview,
    version: String,
}

/// Exports a timetable.
///
/// # Errors
/// A [`Failure`] for an option that the format does not use, an unknown id or day, or a file that cannot be read or
/// written.
pub fn export(request: &ExportRequest, observer: &dyn Observer) -> Result<Exported, Failure> {
    options::refuse_unused_options(request)?;
    let request = &with_output(request)?;
    prepare(request)?;
    feeds::check(request)?;
    let source = Source::read(request, observer)?;
    let Timetable { conference, schedule, .. } = &source.current;
    let report = source.current.check();
    let view = explain::overview(conference, schedule, &report);
    let readers = if request.internal { Readers::Internal } else { Readers::Public };
    let mut programme = explain::programme(conference, schedule, &report, readers);
    source.stamp(&mut programme);
    let links = request.internal || request.with_links || source.current.release().is_some_and(|r| r.with_links);
    if links {
        programme.add_links(conference);
    }
    let options = options::options(request, &source, &programme)?;
    remark(&view, &programme, observer);
    remark_name(request, observer);
    let fair = || explain::fairness(conference, schedule, &view, readers);
    let quality = || verified_quality(&source.current, &check(source.current.problem(), schedule), "", observer);
    let mut personal = 0;
    let (bytes, written) = match request.target {
        Target::File(format) => deliver(request, export::export(&programme, format, &options))?,
        Target::Workbook => deliver(request, workbook(request, &source.current, &programme, links)?)?,
        Target::Fairness => {
            let page = export::fairness_page(&fair(), quality().as_ref(), &programme, &options, &[]);
            deliver(request, page.into_bytes())?
        }
        Target::Site => {
            let calendars = feeds::calendars(request, &source, &programme, observer)?;
            let files = export::site(&programme, &fair(), quality().as_ref(), &options, &calendars);
            let mut written = site(request, &files)?;
            personal = calendars.iter().filter(|feed| feed.of == FeedOf::Person).count();
            if let Some(list) = feeds::write_list(request, &source, &options, &calendars)? {
                written.insert(written.len() - personal, list);
            }
            (None, written)
        }
    };
    Ok(Exported { bytes, written, personal, view, version: programme.version.clone() })
}

/// The request with a path for a workbook, which cannot be printed. Its name says for whom it is, and an existing file is
/// not replaced.
fn with_output(request: &ExportRequest) -> Result<ExportRequest, Failure> {
    let mut request = request.clone();
    if request.target == Target::Workbook && request.output.is_none() {
        let stem = request.programme.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let readers = if request.internal { "internal" } else { "public" };
        let path = PathBuf::from(format!("{stem}-{readers}.xlsx"));
        refuse_existing(&path, &format!("to replace it: -o {}", path.display()))?;
        request.output = Some(path);
    }
    Ok(request)
}

/// Checks the output path before the work starts.
fn prepare(request: &ExportRequest) -> Result<(), Failure> {
    match (&request.output, request.target) {
        (None, Target::Site) => {
            Err(Failure::new("a site consists of several files and needs a directory").hint("add: -o DIR"))
        }
        (None, _) => Ok(()),
        (Some(dir), Target::Site) => files::check_directory(dir, "name another directory with -o"),
        (Some(path), _) => {
            let inputs = [
                Some(&request.programme),
                Some(&request.schedule),
                request.previous.as_ref(),
                request.old_programme.as_ref(),
            ];
            let inputs = inputs.into_iter().flatten().map(PathBuf::as_path);
            files::refuse_overwriting_input(path, inputs, "an input of this export", "name another file with -o")?;
            refuse_other_readers(request, path)?;
            files::check_writable(path)
        }
    }
}

/// Refuses to write a workbook for organisers in the place of a public one, or the reverse: those who have a link to the
/// file would get the other one.
fn refuse_other_readers(request: &ExportRequest, path: &Path) -> Result<(), Failure> {
    let before = (request.target == Target::Workbook).then(|| files::read_regular(path)).flatten();
    match before.and_then(|bytes| workbook::is_internal(&bytes)) {
        Some(is_internal) if is_internal != request.internal => {
            let readers = |is_internal| if is_internal { "for organisers" } else { "for the public" };
            let message = format!(
                "{} is a workbook {}; this export would replace it with one {}",
                path.display(),
                readers(is_internal),
                readers(request.internal)
            );
            Err(Failure::new(message).hint("name another file with -o, or delete this one first"))
        }
        _ => Ok(()),
    }
}

/// Warns of a file name that says the opposite of what the file is for.
fn remark_name(request: &ExportRequest, observer: &dyn Observer) {
    let name = request.output.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().to_lowercase());
    let (opposite, readers) =
        if request.internal { ("public", "organisers only") } else { ("internal", "the public, without private data") };
    if let Some(name) = name.filter(|name| name.contains(opposite)) {
        observer.note(&format!("{name} is written for {readers}, but its name says \"{opposite}\""));
    }
}

/// Notes broken hard rules and unplaced sessions. The files are written all the same.
fn remark(view: &Overview, programme: &Programme, observer: &dyn Observer) {
    if !view.valid {
        let places = count(view.violations.len(), "place");
        observer.note(&format!("the timetable breaks hard rules in {places}; plenary check lists them"));
    }
    let unplaced = programme.unplaced().count();
    if unplaced > 0 {
        let sessions = count(unplaced, "session");
        observer.note(&format!("{sessions} unplaced; json, xml and svg do not contain them"));
    }
}

/// The programme and its timetable as a workbook, for the public or for organisers.
fn workbook(request: &ExportRequest, read: &Timetable, programme: &Programme, links: bool) -> Result<Vec<u8>, Failure> {
    let name = request.programme.display().to_string();
    let document = instance::document(&programme_text(&request.programme)?, &name);
    let mut document = document.map_err(|problems| Failure::of_file("programme file", problems))?;
    if !request.internal {
        document = workbook::public(&document, links);
    }
    let timetable = Some((&read.conference, &read.schedule));
    let version = export::version::sentence(programme);
    let write = if request.internal { workbook::internal } else { workbook::workbook };
    write(&document, timetable, version.as_deref()).map_err(|error| Failure::new(error.to_string()))
}

/// The content of a file if it was not written, and the paths of the written files.
type Delivered = (Option<Vec<u8>>, Vec<PathBuf>);

/// Writes one file to the output path, or returns it if there is none.
fn deliver(request: &ExportRequest, bytes: Vec<u8>) -> Result<Delivered, Failure> {
    match &request.output {
        Some(path) => {
            files::write(path, &bytes)?;
            Ok((None, vec![path.clone()]))
        }
        None => Ok((Some(bytes), Vec::new())),
    }
}

/// Writes all files of a site. Other files in the directory stay unchanged.
fn site(request: &ExportRequest, all: &[File]) -> Result<Vec<PathBuf>, Failure> {
    let dir = request.output.as_deref().unwrap_or(Path::new("."));
    let contents: Vec<_> = all.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    files::write_folder(dir, &contents)?;
    Ok(all.iter().map(|file| dir.join(&file.name)).collect())
}

/// What `export --json` prints.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ExportDocument<'a> {
    /// The format, as in `--to`.
    format: &'static str,
    /// The files that were written.
    written: Vec<String>,
    /// Whether the files are for organisers, with attendance, personal costs and absences.
    internal: bool,
    /// The version of the programme, as in the files.
    version: &'a str,
    /// Number of sessions of the event.
    sessions: usize,
    /// Number of placed sessions.
    placed: usize,
    /// Whether no hard rule is broken.
    valid: bool,
    /// Whether every session is placed.
    complete: bool,
}

impl<'a> ExportDocument<'a> {
    /// The document of the result of a request.
    pub fn new(request: &ExportRequest, exported: &'a Exported) -> ExportDocument<'a> {
        ExportDocument {
            format: request.target.name(),
            written: exported.written.iter().map(|path| path.display().to_string()).collect(),
            internal: request.internal,
            version: &exported.version,
            sessions: exported.view.sessions,
            placed: exported.view.placed,
            valid: exported.view.valid,
            complete: exported.view.is_complete(),
        }
    }
}
