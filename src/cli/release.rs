//! `plenary release`: a timetable stamped with its version, whether it is final, and what changed since the last one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::document::one_of;
use super::exit::Exit;
use super::failure::Failure;
use super::solve::file::{days, session};
use super::versions::{Paths, Read, Versions};
use super::{inputs, output};
use crate::check::{Report, check};
use crate::domain::{Conference, Schedule, SessionId};
use crate::explain::diff::{Change, diff};
use crate::explain::overview;
use crate::explain::versions::{Kind, Version, of_phases, pairs};
use crate::explain::view::Violation;
use crate::instance::files;
use crate::instance::format::{self, Pairs, ReleaseStatus};
use crate::report;
use crate::report::diff::sentence;
use crate::report::numbers::count;
use crate::report::text::{printable, wrap};

/// The longest name of a version.
const LONGEST: usize = 60;

/// Stamp a timetable with its version and a changelog, as published or as a draft; all of it, or some phases alone.
///
/// What breaks a hard rule is not published (exit code 1); a draft of it may be written. With --phase, sessions held in
/// other phases are left out of the file, which says so. Exports show what the stamp says.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The instance
    instance: PathBuf,
    /// The schedule to release
    schedule: PathBuf,
    /// The version's name
    #[arg(long = "version", value_name = "VERSION")]
    name: String,
    /// The release before, for the changelog
    #[arg(long, value_name = "SCHEDULE")]
    previous: Option<PathBuf>,
    /// The instance the release before was made for, where INSTANCE has changed since
    #[arg(long, value_name = "FILE", requires = "previous")]
    old_instance: Option<PathBuf>,
    /// Only what is held in this phase; may be given several times
    #[arg(long = "phase", value_name = "ID")]
    phases: Vec<String>,
    /// It may still change
    #[arg(long)]
    draft: bool,
    /// Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// What `--json` prints: one of two documents.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(transform = one_of)]
pub enum Answer<'a> {
    /// The release was written.
    Released(Released<'a>),
    /// Hard rules are broken: nothing was written, and the exit code is 1.
    Refused(Refused<'a>),
}

/// A release that was written.
#[derive(Serialize, JsonSchema)]
pub struct Released<'a> {
    /// It was released.
    #[schemars(extend("const" = true))]
    released: bool,
    /// The file written, a schedule.
    schedule: String,
    /// The version's name.
    version: &'a str,
    /// Whether it may still change.
    status: ReleaseStatus,
    /// How many releases came before it.
    revision: u32,
    /// Ids of the phases it publishes; `null` for all.
    phases: Option<&'a [String]>,
    /// How many sessions are in it.
    sessions: usize,
    /// Ids of the sessions that belong to it and have no place.
    unplaced: &'a [String],
    /// What it changes against the release before, in order of time; empty for the first.
    changes: &'a [format::Changed],
}

/// A release that was refused.
#[derive(Serialize, JsonSchema)]
pub struct Refused<'a> {
    /// It was not released.
    #[schemars(extend("const" = false))]
    released: bool,
    /// No file was written.
    schedule: (),
    /// The hard rules that what is to be released breaks.
    violations: &'a [Violation],
}

/// All that goes into the file.
struct Stamped<'a> {
    source: &'a Read,
    schedule: Schedule,
    report: Report,
    release: format::Release,
    /// By session id.
    sequences: BTreeMap<String, u32>,
}

/// Stamps and writes.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let name = version_name(&args.name)?;
    spare_inputs(args)?;
    output::writable(&args.output)?;
    let (source, mut previous) = read(args)?;
    let conference = &source.conference;
    let phases = phases(args, &source)?;
    let only = |version: Version<'_>| match &phases {
        Some(phases) => of_phases(version, phases),
        None => version.schedule.clone(),
    };
    let schedule = only(source.version());
    let report = check(conference, &source.schedule);
    if !args.draft && !publishable(args, conference, &schedule, &report)? {
        return Ok(Exit::No);
    }
    if let Some(previous) = &mut previous {
        previous.schedule = only(previous.version());
    }
    let (release, sequences) = stamp(args, name, phases, previous.as_ref(), conference, &schedule)?;
    let stamped = Stamped { source: &source, schedule, report, release, sequences };
    let mut text = serde_json::to_string_pretty(&document(&stamped)).map_err(Failure::internal)?;
    text.push('\n');
    files::write(&args.output, text.as_bytes())?;
    tell(args, &stamped)?;
    Ok(Exit::Done)
}

fn version_name(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        let failure = Failure::new(format!("--version {name}: this is no name of a version"));
        return Err(failure.hint("write it like 1.2"));
    }
    Ok(name.to_owned())
}

/// The release is never written over what it is made from.
fn spare_inputs(args: &Args) -> Result<(), Failure> {
    let same = |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    let inputs = [Some(&args.instance), Some(&args.schedule), args.previous.as_ref(), args.old_instance.as_ref()];
    match inputs.into_iter().flatten().find(|input| same(input, &args.output)) {
        Some(input) => {
            let failure = Failure::new(format!("{} is what the release is made from", input.display()));
            Err(failure.hint("name another file with -o"))
        }
        None => Ok(()),
    }
}

/// The schedule to release, and the release before.
fn read(args: &Args) -> Result<(Read, Option<Read>), Failure> {
    let Some(previous) = &args.previous else {
        return Ok((Read::alone(&args.instance, &args.schedule)?, None));
    };
    let old_instance = args.old_instance.as_ref();
    let Versions { old, new } =
        Versions::read(&Paths { instance: &args.instance, old_instance, old: previous, new: &args.schedule })?;
    Ok((new, Some(old)))
}

/// The phases released, if not all; those of a release of some phases alone stay.
fn phases(args: &Args, source: &Read) -> Result<Option<Vec<String>>, Failure> {
    if args.phases.is_empty() {
        return Ok(source.release().and_then(|release| release.phases.clone()));
    }
    let known = || source.conference.phases.iter().map(|phase| phase.id.as_str());
    for id in &args.phases {
        if !known().any(|known| known == id) {
            return Err(inputs::unknown("phase", id, known()));
        }
    }
    // In the order of the instance, each once.
    Ok(Some(known().filter(|known| args.phases.iter().any(|id| id == known)).map(str::to_owned).collect()))
}

/// Whether what is released breaks no hard rule; tells which it breaks.
fn publishable(args: &Args, conference: &Conference, schedule: &Schedule, report: &Report) -> Result<bool, Failure> {
    let released = |id: &SessionId| schedule.get(*id).is_some();
    let mut broken = report.clone();
    broken.violations.retain(|v| v.sessions.is_empty() || v.sessions.iter().any(released));
    if broken.violations.is_empty() {
        return Ok(true);
    }
    let view = overview(conference, schedule, &broken);
    if args.json {
        let refused = Refused { released: false, schedule: (), violations: &view.violations };
        output::document(&Answer::Refused(refused))?;
    } else {
        let mut out = "Not released: hard rules are broken.\n".to_owned();
        out.push_str(&report::overview::violations(&view.violations, output::width()));
        out.push_str("\nA draft may break them: --draft\n");
        output::text(&out)?;
    }
    Ok(false)
}

/// The stamp, and the revision in which each session last changed.
fn stamp(
    args: &Args,
    version: String,
    phases: Option<Vec<String>>,
    before: Option<&Read>,
    conference: &Conference,
    schedule: &Schedule,
) -> Result<(format::Release, BTreeMap<String, u32>), Failure> {
    let status = if args.draft { ReleaseStatus::Draft } else { ReleaseStatus::Published };
    let Some(before) = before else {
        let changelog = vec![format::Changes { version: version.clone(), since: None, changes: Vec::new() }];
        return Ok((format::Release { version, status, revision: 0, phases, changelog }, BTreeMap::new()));
    };
    let last = before.release();
    if last.is_some_and(|last| last.version == version) {
        let failure = Failure::new(format!("the release before is version {version} already"));
        return Err(failure.hint("give this one another name: --version"));
    }
    let revision = last.map_or(0, |last| last.revision).saturating_add(1);
    let new = Version { conference, schedule };
    let known: BTreeMap<&str, u32> = before
        .conference
        .sessions
        .iter()
        .map(|session| session.id.as_str())
        .zip(before.file.sequences.iter().copied())
        .collect();
    let sequences = pairs(before.version(), new)
        .iter()
        .map(|pair| match pair.kind() {
            Kind::Unchanged => (pair.id.to_owned(), known.get(pair.id).copied().unwrap_or(0)),
            _ => (pair.id.to_owned(), revision),
        })
        .collect();
    let old = before.version();
    let verdicts = (check(old.conference, old.schedule), check(conference, schedule));
    let view = diff((old, &verdicts.0), (new, &verdicts.1));
    let changes = view.changes.iter().map(changed).collect();
    let since = last.map(|last| last.version.clone());
    let mut changelog = vec![format::Changes { version: version.clone(), since, changes }];
    changelog.extend(last.iter().flat_map(|last| last.changelog.iter().cloned()));
    Ok((format::Release { version, status, revision, phases, changelog }, sequences))
}

fn changed(change: &Change) -> format::Changed {
    let room = |spot: &Option<crate::explain::view::Spot>| spot.as_ref().and_then(|spot| spot.room.clone());
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

/// The file. A release of all phases keeps what the schedule says of its making, as far as it still holds; one of some
/// phases alone has no cost and no bound, since nobody has solved it.
fn document(stamped: &Stamped<'_>) -> format::Schedule {
    let Stamped { source, schedule, report, release, sequences } = stamped;
    let conference = &source.conference;
    let sessions = schedule.placed().map(|(id, placement)| {
        let mut entry = session(conference, id, placement);
        entry.value.sequence = sequences.get(&entry.value.id.value).copied().filter(|&sequence| sequence > 0);
        entry
    });
    let made = source.file.document.clone().unwrap_or_default();
    let mut document = format::Schedule {
        format: format::SCHEDULE_FORMAT.to_owned().into(),
        name: Some(conference.name.clone()),
        instance: Some(format::MadeFor {
            name: Some(conference.name.clone()),
            digest: conference.digest.clone().into(),
        }),
        release: Some(release.clone()),
        days: Some(days(conference, schedule)),
        sessions: sessions.collect(),
        unplaced: Some(unplaced(stamped, &made)),
        ..format::Schedule::default()
    };
    if release.phases.is_some() {
        return document;
    }
    document.valid = Some(report.is_valid() && report.is_complete());
    document.cost = Some(report.cost);
    document.unplaced_minutes = Some(report.unplaced_minutes);
    document.by_rule =
        Some(Pairs(report.by_rule.iter().map(|&(rule, cost)| (rule.to_string().into(), cost.into())).collect()));
    if source.file.digest.as_ref() == Some(&conference.digest) && made.cost == Some(report.cost) {
        document.status = made.status;
        document.bound = made.bound;
        document.base = made.base;
        document.gap = made.gap;
        document.avoidable_gap = made.avoidable_gap;
        document.proof = made.proof;
        document.solver = made.solver;
        document.certificate.clone_from(&source.file.certificate);
    }
    document
}

/// The sessions without a place that belong to what is released, with what the schedule says why.
fn unplaced(stamped: &Stamped<'_>, made: &format::Schedule) -> Vec<format::Unplaced> {
    let conference = &stamped.source.conference;
    let elsewhere = |id: &SessionId| {
        let kind = conference.sessions[id.index()].kind;
        let of_type = conference.phases.iter().filter(|phase| phase.types.as_ref().is_none_or(|t| t.contains(&kind)));
        let mut phases = of_type.map(|phase| &phase.id);
        stamped.release.phases.as_ref().is_some_and(|released| phases.any(|id| !released.contains(id)))
    };
    let reasons = |id: &str| {
        let known = made.unplaced.iter().flatten().find(|unplaced| unplaced.id == id);
        known.map_or_else(Vec::new, |unplaced| unplaced.reasons.clone())
    };
    let left_out = stamped.report.unplaced.iter().filter(|id| !elsewhere(id));
    left_out
        .map(|id| &conference.sessions[id.index()].id)
        .map(|id| format::Unplaced { id: id.clone(), reasons: reasons(id) })
        .collect()
}

fn tell(args: &Args, stamped: &Stamped<'_>) -> Result<(), Failure> {
    let release = &stamped.release;
    let (sessions, shown) = (stamped.schedule.placed().count(), args.output.display());
    let unplaced: Vec<String> = unplaced(stamped, &format::Schedule::default()).into_iter().map(|u| u.id).collect();
    let changes = release.changelog.first().map_or(&[][..], |entry| &entry.changes);
    if args.json {
        return output::document(&Answer::Released(Released {
            released: true,
            schedule: shown.to_string(),
            version: &release.version,
            status: release.status,
            revision: release.revision,
            phases: release.phases.as_deref(),
            sessions,
            unplaced: &unplaced,
            changes,
        }));
    }
    let width = output::width();
    let status = if args.draft { "draft" } else { "published" };
    let alone = release.phases.as_ref().map_or_else(String::new, |phases| format!(", {} alone", phases.join(", ")));
    let head = format!("Version {} ({status}{alone}): {}.", release.version, count(sessions, "session"));
    let mut out = wrap("", &printable(&head), width.0);
    for change in changes {
        out.push_str(&wrap("- ", &change.text, width.0));
    }
    if args.previous.is_some() && changes.is_empty() {
        out.push_str("Nothing changed since the release before.\n");
    }
    if !unplaced.is_empty() {
        let ids: Vec<String> = unplaced.iter().map(|id| printable(id)).collect();
        out.push_str(&wrap("Without a place: ", &ids.join(", "), width.0));
    }
    out.push_str(&format!("Wrote {shown}.\n"));
    output::text(&out)
}
