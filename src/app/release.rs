//! A timetable stamped with its version, whether it is final, and what changed since the last one.

mod file;

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::load::{Timetable, unknown};
use super::versions::{Paths, Versions};
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

/// The longest name of a version.
const LONGEST: usize = 60;

/// What is asked.
#[derive(Debug, Clone)]
pub struct ReleaseRequest {
    /// The programme file.
    pub programme: PathBuf,
    /// The timetable to release.
    pub schedule: PathBuf,
    /// The version's name.
    pub version: String,
    /// The release before, for the changelog.
    pub previous: Option<PathBuf>,
    /// The programme file the release before was made for, where it has changed since.
    pub old_programme: Option<PathBuf>,
    /// Ids of the phases to release; empty for all.
    pub phases: Vec<String>,
    /// It may still change, and may break hard rules.
    pub draft: bool,
    /// Where to write it.
    pub output: PathBuf,
}

/// What came of it.
#[derive(Debug)]
pub enum Release {
    /// The release was written.
    Written(Released),
    /// Hard rules are broken: nothing was written. In the order of the rules' table.
    Refused(Vec<Violation>),
}

/// A release that was written, and what `release --json` prints then.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Released {
    /// It was released.
    #[schemars(extend("const" = true))]
    pub released: bool,
    /// The file written, a schedule.
    pub schedule: String,
    /// The version's name.
    pub version: String,
    /// Whether it may still change.
    pub status: ReleaseStatus,
    /// How many releases came before it.
    pub revision: u32,
    /// Ids of the phases it publishes; `null` for all.
    pub phases: Option<Vec<String>>,
    /// How many sessions are in it.
    pub sessions: usize,
    /// Ids of the sessions that belong to it and are unplaced.
    pub unplaced_ids: Vec<String>,
    /// What it changes against the release before, in order of time; empty for the first.
    pub changes: Vec<format::Changed>,
}

/// What `release --json` prints: one of two documents.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(transform = one_of)]
pub enum ReleaseDocument<'a> {
    /// The release was written.
    Released(&'a Released),
    /// Hard rules are broken: nothing was written, and the exit code is 1.
    Refused(Refused<'a>),
}

/// A release that was refused.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Refused<'a> {
    /// It was not released.
    #[schemars(extend("const" = false))]
    released: bool,
    /// No file was written.
    schedule: (),
    /// The hard rules that what is to be released breaks.
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

/// All that goes into the file.
struct Stamped {
    source: Timetable,
    schedule: Schedule,
    report: Report,
    release: format::Release,
    /// By session id: the revision in which it last changed.
    sequences: BTreeMap<String, u32>,
}

/// Stamps a timetable and writes it. One that breaks a hard rule is refused, unless it is a draft.
///
/// # Errors
/// A name that is none, phases that are none, files that cannot be used or written.
pub fn release(asked: &ReleaseRequest, observer: &dyn Observer) -> Result<Release, Failure> {
    let version = version_name(&asked.version)?;
    let inputs = [Some(&asked.programme), Some(&asked.schedule), asked.previous.as_ref(), asked.old_programme.as_ref()];
    let inputs = inputs.into_iter().flatten().map(PathBuf::as_path);
    files::spare_inputs(&asked.output, inputs, "what the release is made from", "name another file with -o")?;
    files::writable(&asked.output)?;
    let (source, mut previous) = read(asked, observer)?;
    let phases = phases(asked, &source)?;
    let only = |version: Version<'_>| match &phases {
        Some(phases) => of_phases(version, phases),
        None => version.schedule.clone(),
    };
    let schedule = only(source.version());
    let report = source.check();
    if !asked.draft {
        let broken = broken(&source, &schedule, &report);
        if !broken.is_empty() {
            return Ok(Release::Refused(broken));
        }
    }
    if let Some(previous) = &mut previous {
        previous.schedule = only(previous.version());
    }
    let status = if asked.draft { ReleaseStatus::Draft } else { ReleaseStatus::Published };
    let stamp = format::Release { version, status, revision: 0, phases, changelog: Vec::new() };
    let (release, sequences) = stamped(stamp, previous.as_ref(), &source, &schedule)?;
    let stamped = Stamped { source, schedule, report, release, sequences };
    let mut text = serde_json::to_string_pretty(&file::document(&stamped)).map_err(Failure::internal)?;
    text.push('\n');
    files::write(&asked.output, text.as_bytes())?;
    Ok(Release::Written(written(asked, &stamped)))
}

fn version_name(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        let failure = Failure::new(format!("--version {name}: this is no name of a version"));
        return Err(failure.hint("write it like 1.2"));
    }
    Ok(name.to_owned())
}

/// The timetable to release, and the release before.
fn read(asked: &ReleaseRequest, observer: &dyn Observer) -> Result<(Timetable, Option<Timetable>), Failure> {
    let Some(previous) = &asked.previous else {
        return Ok((Timetable::read(&asked.programme, &asked.schedule, observer)?, None));
    };
    let old_programme = asked.old_programme.as_ref();
    let paths = Paths { programme: &asked.programme, old_programme, old: previous, new: &asked.schedule };
    let Versions { old, new } = Versions::read(&paths, observer)?;
    Ok((new, Some(old)))
}

/// The phases released, if not all; those of a release of some phases alone stay.
fn phases(asked: &ReleaseRequest, source: &Timetable) -> Result<Option<Vec<String>>, Failure> {
    if asked.phases.is_empty() {
        return Ok(source.release().and_then(|release| release.phases.clone()));
    }
    let known = || source.conference.phases.iter().map(|phase| phase.id.as_str());
    if let Some(id) = asked.phases.iter().find(|id| !known().any(|known| known == *id)) {
        return Err(unknown("phase", id, known()));
    }
    // In the order of the programme, each once.
    Ok(Some(known().filter(|known| asked.phases.iter().any(|id| id == known)).map(str::to_owned).collect()))
}

/// The hard rules that what is released breaks.
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
        let changelog = vec![format::Changes { version, since: None, changes: Vec::new() }];
        return Ok((format::Release { changelog, ..stamp }, BTreeMap::new()));
    };
    let last = before.release();
    if last.is_some_and(|last| last.version == version) {
        let failure = Failure::new(format!("the release before is version {version} already"));
        return Err(failure.hint("give this one another name: --version"));
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
    let mut changelog = vec![format::Changes { version, since, changes }];
    changelog.extend(last.iter().flat_map(|last| last.changelog.iter().cloned()));
    Ok((format::Release { revision, changelog, ..stamp }, sequences))
}

fn changed(change: &SessionChange) -> format::Changed {
    let room = |spot: &Option<Spot>| spot.as_ref().and_then(|spot| spot.room.clone());
    format::Changed {
        kind: change.kind.id().to_owned(),
        session: change.id.clone(),
        old_start: change.old.as_ref().map(|spot| spot.start.clone()),
        old_room: room(&change.old),
        start: change.new.as_ref().map(|spot| spot.start.clone()),
        room: room(&change.new),
        text: sentence(change),
    }
}

fn written(asked: &ReleaseRequest, stamped: &Stamped) -> Released {
    let release = &stamped.release;
    Released {
        released: true,
        schedule: asked.output.display().to_string(),
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
