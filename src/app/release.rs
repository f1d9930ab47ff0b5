//! Stamps a timetable with its version, its status and a changelog.

mod file;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::load::{ScheduleFile, Timetable, TimetableSheet, find};
use super::versions::read_publication;
use super::{Failure, Observer, files};
use crate::check::Report;
use crate::domain::{Schedule, SessionId};
use crate::explain::diff::{SessionChange, diff};
use crate::explain::overview;
use crate::explain::versions::{SessionChangeKind, Version, of_phases, pairs};
use crate::explain::view::{Spot, Violation};
use crate::instance::format::{self, ReleaseStatus};
use crate::report::diff::sentence;
use crate::report::summary::one_of;

/// Longest name of a version, in characters.
const LONGEST: usize = 60;

/// A request to release a timetable.
#[derive(Debug, Clone)]
pub struct ReleaseRequest {
    /// The programme file.
    pub programme: PathBuf,
    /// The schedule file to release.
    pub schedule: PathBuf,
    /// The sheet whose starts and rooms count, in a schedule file that is a workbook; `None`: the one that was edited.
    pub timetable_from: Option<TimetableSheet>,
    /// Name of the version.
    pub version: String,
    /// Schedule file of the previous release, for the changelog.
    pub previous: Option<PathBuf>,
    /// The programme file the previous release was made for, if it has changed since.
    pub old_programme: Option<PathBuf>,
    /// Ids of the phases to release; empty for all.
    pub phases: Vec<String>,
    /// Release a draft, which may still change and may break hard rules.
    pub draft: bool,
    /// Public exports of this release include the links of sessions and rooms.
    pub with_links: bool,
    /// The schedule file to write.
    pub output: PathBuf,
}

/// The result of a request.
#[derive(Debug)]
pub enum Release {
    /// The release was written.
    Written(Released),
    /// The timetable breaks hard rules: nothing was written. The violations are in the order of the table of rules.
    Refused(Vec<Violation>),
}

/// A release that was written; `release --json` prints it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Released {
    /// Always `true`: the release was written.
    #[schemars(extend("const" = true))]
    pub released: bool,
    /// The schedule file that was written.
    pub schedule: String,
    /// Name of the version.
    pub version: String,
    /// Whether the release is final, or a draft that may still change.
    pub status: ReleaseStatus,
    /// Number of releases before this one.
    pub revision: u32,
    /// Ids of the released phases; `null` for all.
    pub phases: Option<Vec<String>>,
    /// Number of sessions in the release.
    pub sessions: usize,
    /// Ids of the unplaced sessions that belong to the released phases.
    pub unplaced_ids: Vec<String>,
    /// The changes since the previous release, in order of time; empty for the first release.
    pub changes: Vec<format::ReleasedChange>,
}

/// What `release --json` prints: one of two documents.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(transform = one_of)]
pub enum ReleaseDocument<'a> {
    /// The release was written.
    Released(&'a Released),
    /// The timetable breaks hard rules: nothing was written, and the exit code is 1.
    Refused(Refused<'a>),
}

/// A release that was refused.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Refused<'a> {
    /// Always `false`: nothing was released.
    #[schemars(extend("const" = false))]
    released: bool,
    /// Always `null`: no file was written.
    schedule: (),
    /// The hard rules that the timetable breaks.
    violations: &'a [Violation],
}

impl<'a> From<&'a Release> for ReleaseDocument<'a> {
    fn from(release: &'a Release) -> ReleaseDocument<'a> {
        match release {
            Release::Written(released) => ReleaseDocument::Released(released),
            Release::Refused(violations) => {
                ReleaseDocument::Refused(Refused { released: false, schedule: (), violations })
            }
        }
    }
}

/// The content of the file to write.
struct Stamped {
    source: Timetable,
    schedule: Schedule,
    report: Report,
    release: format::Release,
    /// The revision in which each session last changed, by session id.
    sequences: BTreeMap<String, u32>,
}

/// Stamps a timetable and writes it. Refuses a timetable that breaks a hard rule, unless it is a draft.
///
/// # Errors
/// A [`Failure`] for an invalid version name, an unknown phase, or a file that cannot be read or written.
pub fn release(request: &ReleaseRequest, observer: &dyn Observer) -> Result<Release, Failure> {
    let version = version_name(&request.version)?;
    let inputs =
        [Some(&request.programme), Some(&request.schedule), request.previous.as_ref(), request.old_programme.as_ref()];
    let inputs = inputs.into_iter().flatten().map(PathBuf::as_path);
    files::refuse_overwriting_input(&request.output, inputs, "an input of this release", "name another file with -o")?;
    files::check_writable(&request.output)?;
    let (source, mut previous) = read(request, observer)?;
    let phases = phases(request, &source)?;
    let only = |version: Version<'_>| match &phases {
        Some(phases) => of_phases(version, phases),
        None => version.schedule.clone(),
    };
    let schedule = only(source.version());
    let report = source.check();
    if !request.draft {
        let broken = broken(&source, &schedule, &report);
        if !broken.is_empty() {
            return Ok(Release::Refused(broken));
        }
    }
    if let Some(previous) = &mut previous {
        previous.schedule = only(previous.version());
    }
    let status = if request.draft { ReleaseStatus::Draft } else { ReleaseStatus::Published };
    let stamp =
        format::Release { version, status, revision: 0, phases, with_links: request.with_links, changelog: Vec::new() };
    let (release, sequences) = stamped(stamp, previous.as_ref(), &source, &schedule)?;
    let stamped = Stamped { source, schedule, report, release, sequences };
    let mut text = serde_json::to_string_pretty(&file::document(&stamped)).map_err(Failure::internal)?;
    text.push('\n');
    files::write(&request.output, text.as_bytes())?;
    Ok(Release::Written(summary(request, &stamped)))
}

fn version_name(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        let failure = Failure::new(format!("--version {name}: this is not the name of a version"));
        return Err(failure.hint(format!("use 1 to {LONGEST} characters, like 1.2")));
    }
    Ok(name.to_owned())
}

/// The timetable to release, and the previous release.
fn read(request: &ReleaseRequest, observer: &dyn Observer) -> Result<(Timetable, Option<Timetable>), Failure> {
    let file = ScheduleFile::new(&request.schedule, request.timetable_from);
    let (previous, old_programme) = (request.previous.as_ref(), request.old_programme.as_ref());
    read_publication(&request.programme, file, previous, old_programme, observer)
}

/// The phases to release; `None` for all. Without `--phase`, a schedule that is a release of some phases keeps them.
fn phases(request: &ReleaseRequest, source: &Timetable) -> Result<Option<Vec<String>>, Failure> {
    if request.phases.is_empty() {
        return Ok(source.release().and_then(|release| release.phases.clone()));
    }
    let known = || source.conference.phases.iter().map(|phase| (phase.id.as_str(), phase.name.as_str()));
    let named = request.phases.iter().map(|text| find("phase", text, known()));
    // In the order of the programme file, without repetition.
    let named = named.collect::<Result<BTreeSet<usize>, Failure>>()?;
    Ok(Some(named.into_iter().map(|phase| source.conference.phases[phase].id.clone()).collect()))
}

/// The violations that concern released sessions, or the programme as a whole.
fn broken(source: &Timetable, schedule: &Schedule, report: &Report) -> Vec<Violation> {
    let released = |id: &SessionId| schedule.get(*id).is_some();
    let mut broken = report.clone();
    broken.violations.retain(|v| v.sessions.is_empty() || v.sessions.iter().any(released));
    overview(&source.conference, schedule, &broken).violations
}

/// The stamp with its changelog, and the revision in which each session last changed.
fn stamped(
    stamp: format::Release,
    before: Option<&Timetable>,
    source: &Timetable,
    schedule: &Schedule,
) -> Result<(format::Release, BTreeMap<String, u32>), Failure> {
    let version = stamp.version.clone();
    let Some(before) = before else {
        let changelog = vec![format::ReleaseChanges { version, since: None, changes: Vec::new() }];
        return Ok((format::Release { changelog, ..stamp }, BTreeMap::new()));
    };
    let last = before.release();
    if last.is_some_and(|last| last.version == version) {
        let failure = Failure::new(format!("the previous release has the name {version} already"));
        return Err(failure.hint("choose another name with --version"));
    }
    let revision = last.map_or(0, |last| last.revision).saturating_add(1);
    let (old, new) = (before.version(), Version { conference: &source.conference, schedule });
    let known = before.sequences();
    let sequences = pairs(old, new)
        .iter()
        .map(|pair| match pair.kind() {
            SessionChangeKind::Unchanged => (pair.id.to_owned(), known.get(pair.id).copied().unwrap_or(0)),
            _ => (pair.id.to_owned(), revision),
        })
        .collect();
    let check = |timetable: &Timetable, version: Version<'_>| {
        crate::check::check(timetable.request.problem(version.conference), version.schedule)
    };
    let verdicts = (check(before, old), check(source, new));
    let view = diff((old, &verdicts.0), (new, &verdicts.1));
    let changes = view.changes.iter().map(changed).collect();
    let since = last.map(|last| last.version.clone());
    let mut changelog = vec![format::ReleaseChanges { version, since, changes }];
    changelog.extend(last.iter().flat_map(|last| last.changelog.iter().cloned()));
    Ok((format::Release { revision, changelog, ..stamp }, sequences))
}

fn changed(change: &SessionChange) -> format::ReleasedChange {
    let room = |spot: &Option<Spot>| spot.as_ref().and_then(|spot| spot.room.clone());
    format::ReleasedChange {
        kind: change.kind.id().to_owned(),
        session: change.id.clone(),
        old_start: change.old.as_ref().map(|spot| spot.start.clone()),
        old_room: room(&change.old),
        start: change.new.as_ref().map(|spot| spot.start.clone()),
        room: room(&change.new),
        text: sentence(change),
    }
}

fn summary(request: &ReleaseRequest, stamped: &Stamped) -> Released {
    let release = &stamped.release;
    Released {
        released: true,
        schedule: request.output.display().to_string(),
        version: release.version.clone(),
        status: release.status,
        revision: release.revision,
        phases: release.phases.clone(),
        sessions: stamped.schedule.placed().count(),
        unplaced_ids: file::unplaced(stamped)
            .map(|id| stamped.source.conference.sessions[id.index()].id.clone())
            .collect(),
        changes: release.changelog.first().map_or_else(Vec::new, |entry| entry.changes.clone()),
    }
}
