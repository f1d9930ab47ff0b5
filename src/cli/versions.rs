//! Two versions of one event's timetable, read and made comparable.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::inputs;
use crate::domain::{Conference, Schedule};
use crate::explain::notices::Sequences;
use crate::explain::versions::{Version, of_phases};
use crate::instance::ReadSchedule;
use crate::instance::format::Release;

/// The files.
pub struct Paths<'a> {
    /// The instance as it is now.
    pub instance: &'a Path,
    /// The instance as it was when the old version was made, if it was another.
    pub old_instance: Option<&'a PathBuf>,
    /// The old version.
    pub old: &'a Path,
    /// The new one.
    pub new: &'a Path,
}

/// A version, with the conference as it was then.
pub struct Read {
    /// The conference.
    pub conference: Conference,
    /// The timetable.
    pub schedule: Schedule,
    /// What else its file says.
    pub file: ReadSchedule,
}

impl Read {
    /// A version of which no other counts.
    pub fn alone(instance: &Path, schedule: &Path) -> Result<Read, Failure> {
        let conference = inputs::instance(instance)?;
        let (schedule, file) = inputs::schedule(schedule, &conference)?;
        Ok(Read { conference, schedule, file })
    }

    /// Both as the explanations take them.
    pub fn version(&self) -> Version<'_> {
        Version { conference: &self.conference, schedule: &self.schedule }
    }

    /// As what it was released, if it was.
    pub fn release(&self) -> Option<&Release> {
        self.file.document.as_ref().and_then(|document| document.release.as_ref())
    }

    /// By session id: how often its entry in calendars was revised, as the file says.
    pub fn sequences(&self) -> BTreeMap<String, u32> {
        let ids = self.conference.sessions.iter().map(|session| session.id.clone());
        ids.zip(self.file.sequences.iter().copied()).collect()
    }
}

/// Both versions.
pub struct Versions {
    /// The old one.
    pub old: Read,
    /// The new one.
    pub new: Read,
}

impl Versions {
    /// Reads both. What the new version does not publish, as it is a release of some phases alone, is left out of the
    /// old one too.
    ///
    /// # Errors
    /// Files that cannot be used, and versions of different events.
    pub fn read(paths: &Paths<'_>) -> Result<Versions, Failure> {
        let conference = inputs::instance(paths.instance)?;
        let (schedule, file) =
            inputs::schedule_if(paths.new, &conference, |file| of_event(file, paths.new, &conference))?;
        let new = Read { conference, schedule, file };
        let mut old = read_old(paths, &new)?;
        if let Some(phases) = new.release().and_then(|release| release.phases.as_deref()) {
            old.schedule = of_phases(old.version(), phases);
        }
        Ok(Versions { old, new })
    }

    /// How often each session's entry in calendars was revised. A version that was never released is one revision
    /// after the old one.
    pub fn sequences(&self) -> Sequences {
        let before = self.old.release().map_or(0, |release| release.revision);
        let now = self.new.release().map_or(0, |release| release.revision);
        let revision = now.max(before.saturating_add(1));
        Sequences { old: self.old.sequences(), new: self.new.sequences(), revision }
    }
}

fn read_old(paths: &Paths<'_>, new: &Read) -> Result<Read, Failure> {
    const WAY_OUT: &str = "if the instance has changed since, name the one it was made for: --old-instance FILE";
    let Some(path) = paths.old_instance else {
        let known = |file: &ReadSchedule| match &file.digest {
            Some(digest) if *digest != new.conference.digest && file.digest != new.file.digest => {
                let message = format!("{} was made for another state of the instance", paths.old.display());
                Err(Failure::new(message).hint(format!("{WAY_OUT} (it may be {} itself)", paths.instance.display())))
            }
            _ => Ok(()),
        };
        let will_do = |file: &ReadSchedule| of_event(file, paths.old, &new.conference).and_then(|()| known(file));
        let read = inputs::schedule_if(paths.old, &new.conference, will_do);
        let (schedule, file) = read.map_err(|failure| failure.or_hint(WAY_OUT))?;
        return Ok(Read { conference: new.conference.clone(), schedule, file });
    };
    let conference = inputs::instance(path)?;
    if conference.name != new.conference.name {
        let message = format!("these are different events: \"{}\" and \"{}\"", conference.name, new.conference.name);
        return Err(Failure::new(message).hint("only versions of one event can be compared"));
    }
    let (schedule, file) = inputs::schedule_if(paths.old, &conference, |file| of_event(file, paths.old, &conference))?;
    Ok(Read { conference, schedule, file })
}

/// A schedule that names another event is refused; one that names none is taken.
fn of_event(file: &ReadSchedule, path: &Path, conference: &Conference) -> Result<(), Failure> {
    let document = file.document.as_ref();
    let named =
        document.and_then(|d| d.instance.as_ref().and_then(|made_for| made_for.name.as_ref()).or(d.name.as_ref()));
    match named.filter(|name| **name != conference.name) {
        Some(name) => {
            let message = format!("{} is of another event: \"{name}\", not \"{}\"", path.display(), conference.name);
            Err(Failure::new(message).hint("only versions of one event can be compared"))
        }
        None => Ok(()),
    }
}
