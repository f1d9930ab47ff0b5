//! Two versions of one event's timetable, read and made comparable.

use std::path::{Path, PathBuf};

use super::load::{Timetable, programme};
use super::{Failure, Observer};
use crate::domain::Conference;
use crate::explain::diff::{Diff, diff};
use crate::explain::notices::Sequences;
use crate::explain::versions::of_phases;
use crate::instance::ReadSchedule;

/// The files.
#[derive(Debug, Clone, Copy)]
pub struct Paths<'a> {
    /// The programme file as it is now.
    pub programme: &'a Path,
    /// The programme file as it was when the old version was made, if it was another.
    pub old_programme: Option<&'a PathBuf>,
    /// The old version.
    pub old: &'a Path,
    /// The new one.
    pub new: &'a Path,
}

/// Both versions.
#[derive(Debug)]
pub struct Versions {
    /// The old one.
    pub old: Timetable,
    /// The new one.
    pub new: Timetable,
}

impl Versions {
    /// Reads both. What the new version does not publish, as it is a release of some phases alone, is left out of the
    /// old one too.
    ///
    /// # Errors
    /// Files that cannot be used, and versions of different events.
    pub fn read(paths: &Paths<'_>, observer: &dyn Observer) -> Result<Versions, Failure> {
        let conference = programme(paths.programme, observer)?;
        let accept = |file: &ReadSchedule, conference: &Conference| of_event(file, paths.new, conference);
        let new = Timetable::of_if(conference, paths.new, observer, accept)?;
        let mut old = read_old(paths, &new, observer)?;
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

    /// What changed from the old version to the new one, for whom, and at what cost.
    pub fn diff(&self) -> Diff {
        let verdicts = (self.old.check(), self.new.check());
        diff((self.old.version(), &verdicts.0), (self.new.version(), &verdicts.1))
    }
}

fn read_old(paths: &Paths<'_>, new: &Timetable, observer: &dyn Observer) -> Result<Timetable, Failure> {
    const WAY_OUT: &str = "if the instance has changed since, name the one it was made for: --old-instance FILE";
    let same_event = |file: &ReadSchedule, conference: &Conference| of_event(file, paths.old, conference);
    let Some(path) = paths.old_programme else {
        let of_this_state = |file: &ReadSchedule| match &file.digest {
            Some(digest) if *digest != new.conference.digest && file.digest != new.file.digest => {
                let message = format!("{} was made for another state of the instance", paths.old.display());
                Err(Failure::new(message).hint(format!("{WAY_OUT} (it may be {} itself)", paths.programme.display())))
            }
            _ => Ok(()),
        };
        let accept = |file: &ReadSchedule, conference: &Conference| {
            same_event(file, conference).and_then(|()| of_this_state(file))
        };
        let read = Timetable::of_if(new.conference.clone(), paths.old, observer, accept);
        return read.map_err(|failure| failure.or_hint(WAY_OUT));
    };
    let conference = programme(path, observer)?;
    if conference.name != new.conference.name {
        let message = format!("these are different events: \"{}\" and \"{}\"", conference.name, new.conference.name);
        return Err(Failure::new(message).hint("only versions of one event can be compared"));
    }
    Timetable::of_if(conference, paths.old, observer, same_event)
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
