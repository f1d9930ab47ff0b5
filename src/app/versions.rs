//! Reads two versions of the timetable of an event, and makes them comparable.

use std::fmt;
use std::path::{Path, PathBuf};

use super::load::{ScheduleFile, Timetable, TimetableSheet, programme, programme_text};
use super::{Failure, Observer};
use crate::domain::{Conference, NAMELESS, event_id};
use crate::explain::diff::{Diff, diff};
use crate::explain::notices::Sequences;
use crate::explain::versions::of_phases;
use crate::instance::{ReadSchedule, digest_with_name};

/// The files of both versions.
#[derive(Debug, Clone, Copy)]
pub struct Paths<'a> {
    /// The programme file as it is now.
    pub programme: &'a Path,
    /// The programme file the old version was made for, if it has changed since.
    pub old_programme: Option<&'a PathBuf>,
    /// The schedule file of the old version.
    pub old: &'a Path,
    /// The schedule file of the new version.
    pub new: &'a Path,
    /// The sheet whose starts and rooms count, in a schedule file that is a workbook; `None`: the one that was edited.
    pub timetable_from: Option<TimetableSheet>,
}

impl<'a> Paths<'a> {
    fn file(&self, path: &'a Path) -> ScheduleFile<'a> {
        ScheduleFile::new(path, self.timetable_from)
    }
}

/// Both versions.
#[derive(Debug)]
pub struct Versions {
    /// The old version.
    pub old: Timetable,
    /// The new version.
    pub new: Timetable,
}

impl Versions {
    /// Reads both versions. If the new version is a release of some phases, the sessions of other phases are removed
    /// from the old version too.
    ///
    /// # Errors
    /// A [`Failure`] for a file that cannot be used, or for versions of different events.
    pub fn read(paths: &Paths<'_>, observer: &dyn Observer) -> Result<Versions, Failure> {
        let conference = programme(paths.programme, observer)?;
        let accept = |file: &ReadSchedule, conference: &Conference| of_event(file, paths.new, conference);
        let new = Timetable::read_accepted(conference, paths.file(paths.new), observer, accept)?;
        let mut old = read_old(paths, &new, observer)?;
        if let Some(phases) = new.release().and_then(|release| release.phases.as_deref()) {
            old.schedule = of_phases(old.version(), phases);
        }
        Ok(Versions { old, new })
    }

    /// Reads both versions, of which people have the old one. Notes if the calendars of the old version know the event
    /// by another id, so that their entries are not replaced.
    ///
    /// # Errors
    /// As [`read`](Versions::read).
    pub fn read_published(paths: &Paths<'_>, observer: &dyn Observer) -> Result<Versions, Failure> {
        let mut versions = Versions::read(paths, observer)?;
        let kept = versions.old.kept_id(&versions.new.conference);
        let id = &mut versions.new.conference.id;
        *id = id.take().or(kept);
        note_renewed_entries(&versions.old, &versions.new.conference, observer);
        Ok(versions)
    }

    /// The number of revisions of the calendar entry of each session. A new version without a release has one revision
    /// more than the old version.
    pub fn sequences(&self) -> Sequences {
        let before = self.old.release().map_or(0, |release| release.revision);
        let now = self.new.release().map_or(0, |release| release.revision);
        let revision = now.max(before.saturating_add(1));
        Sequences { old: self.old.sequences(), new: self.new.sequences(), revision }
    }

    /// What changed from the old version to the new one, for which people, and what it costs.
    pub fn diff(&self) -> Diff {
        let verdicts = (self.old.check(), self.new.check());
        diff((self.old.version(), &verdicts.0), (self.new.version(), &verdicts.1))
    }
}

/// Reads a timetable to publish and, if `previous` names one, the version that people have.
///
/// # Errors
/// A [`Failure`] for a file that cannot be used, or for versions of different events.
pub(super) fn read_publication(
    programme: &Path,
    new: ScheduleFile<'_>,
    previous: Option<&PathBuf>,
    old_programme: Option<&PathBuf>,
    observer: &dyn Observer,
) -> Result<(Timetable, Option<Timetable>), Failure> {
    let Some(old) = previous else { return Ok((Timetable::read(programme, new, observer)?, None)) };
    let paths = Paths { programme, old_programme, old, new: new.path, timetable_from: new.sheet };
    let Versions { old, new } = Versions::read_published(&paths, observer)?;
    Ok((new, Some(old)))
}

fn read_old(paths: &Paths<'_>, new: &Timetable, observer: &dyn Observer) -> Result<Timetable, Failure> {
    const HINT: &str =
        "if the programme has changed since, name the programme file it was made for: --old-instance FILE";
    let same_event = |file: &ReadSchedule, conference: &Conference| of_event(file, paths.old, conference);
    let Some(path) = paths.old_programme else {
        let of_this_state = |file: &ReadSchedule| match &file.digest {
            Some(digest)
                if *digest != new.conference.digest
                    && file.digest != new.file.digest
                    && !has_only_another_name(file, paths.programme) =>
            {
                let message = format!("{} was made for an earlier state of the programme file", paths.old.display());
                Err(Failure::new(message)
                    .hint(format!("{HINT} (use {} if the changes do not matter)", paths.programme.display())))
            }
            _ => Ok(()),
        };
        let accept = |file: &ReadSchedule, conference: &Conference| {
            same_event(file, conference).and_then(|()| of_this_state(file))
        };
        let read = Timetable::read_accepted(new.conference.clone(), paths.file(paths.old), observer, accept);
        return read.map_err(|failure| failure.or_hint(HINT));
    };
    let conference = programme(path, observer)?;
    let (one, other) = (Event::of(&conference), Event::of(&new.conference));
    if !one.is(&other) {
        let message = format!("the programme files are of different events: {one} and {other}");
        return Err(Failure::new(message).hint(other.hint(&one)));
    }
    Timetable::read_accepted(conference, paths.file(paths.old), observer, same_event)
}

/// What identifies an event in a file.
#[derive(Debug)]
struct Event<'a> {
    /// The id as written.
    id: Option<&'a str>,
    /// The name; `None` if the file does not give one.
    name: Option<&'a str>,
}

impl<'a> Event<'a> {
    fn of(conference: &'a Conference) -> Event<'a> {
        Event { id: conference.id.as_deref(), name: Some(&conference.name) }
    }

    fn of_file(file: &'a ReadSchedule) -> Event<'a> {
        let document = file.document.as_ref();
        let made_for = document.and_then(|document| document.instance.as_ref());
        Event {
            id: document.and_then(|document| document.id.as_deref()),
            name: made_for.and_then(|made_for| made_for.name.as_deref()).or(document.and_then(|d| d.name.as_deref())),
        }
    }

    /// Whether both are the same event: by their ids if both have one, else by their names. A file without a name
    /// may be of any event.
    fn is(&self, other: &Event<'_>) -> bool {
        match (self.id, other.id) {
            (Some(one), Some(other)) => one == other,
            _ => self.is_nameless() || other.is_nameless() || self.name == other.name,
        }
    }

    fn is_nameless(&self) -> bool {
        self.name.is_none_or(|name| name == NAMELESS)
    }

    /// What to do if this event is not the `old` one.
    fn hint(&self, old: &Event<'_>) -> String {
        match (old.id, self.id) {
            (Some(id), None) => {
                format!(
                    "only versions of one event can be compared. If only the name was corrected, write \"id\": \"{id}\" into \
                     the programme file"
                )
            }
            (None, _) => {
                "only versions of one event can be compared. If only the name was corrected, correct it in the older \
                 files too, and give the programme file an `id`: then names may change"
                    .to_owned()
            }
            (Some(_), Some(_)) => "only versions of one event can be compared".to_owned(),
        }
    }
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.unwrap_or_default();
        match self.id {
            Some(id) => write!(f, "\"{name}\" (id {id})"),
            None => write!(f, "\"{name}\""),
        }
    }
}

/// Refuses a schedule that names another event. Accepts a schedule without a name.
fn of_event(file: &ReadSchedule, path: &Path, conference: &Conference) -> Result<(), Failure> {
    let (old, new) = (Event::of_file(file), Event::of(conference));
    if old.is(&new) {
        return Ok(());
    }
    let message = format!("{} belongs to the event {old}, not to {new}", path.display());
    Err(Failure::new(message).hint(new.hint(&old)))
}

/// Whether the programme file had the digest of the schedule file when the event had another name, or none.
fn has_only_another_name(file: &ReadSchedule, programme: &Path) -> bool {
    let Some(name) = Event::of_file(file).name else { return false };
    let Ok(text) = programme_text(programme) else { return false };
    let names = [Some(name), None].into_iter().take(if name == NAMELESS { 2 } else { 1 });
    file.digest.is_some() && names.map(|name| digest_with_name(&text, name)).any(|digest| digest == file.digest)
}

/// The id by which calendars know an earlier version.
fn published_id(old: &Timetable) -> Option<String> {
    let event = Event::of_file(&old.file);
    event.id.map(str::to_owned).or_else(|| event.name.map(|name| event_id(name, old.conference.first_date())))
}

fn note_renewed_entries(old: &Timetable, new: &Conference, observer: &dyn Observer) {
    let Some(identity) = published_id(old) else { return };
    if identity != new.identity() {
        observer.note(&format!(
            "calendars know the earlier version as the event {identity}, and this one as {}: their entries are renewed, \
             and people who imported the earlier calendars see both. To keep the entries, write \"id\": \"{identity}\" \
             into the programme file",
            new.identity()
        ));
    }
}
