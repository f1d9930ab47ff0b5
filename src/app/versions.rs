//! Reads two versions of the timetable of an event, and makes them comparable.

use std::path::{Path, PathBuf};

use super::load::{Timetable, programme};
use super::{Failure, Observer};
use crate::domain::Conference;
use crate::explain::diff::{Diff, diff};
use crate::explain::notices::Sequences;
use crate::explain::versions::of_phases;
use crate::instance::ReadSchedule;

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
        let new = Timetable::read_accepted(conference, paths.new, observer, accept)?;
        let mut old = read_old(paths, &new, observer)?;
        if let Some(phases) = new.release().and_then(|release| release.phases.as_deref()) {
            old.schedule = of_phases(old.version(), phases);
        }
        Ok(Versions { old, new })
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

fn read_old(paths: &Paths<'_>, new: &Timetable, observer: &dyn Observer) -> Result<Timetable, Failure> {
    const HINT: &str =
        "if the programme has changed since, name the programme file it was made for: --old-instance FILE";
    let same_event = |file: &ReadSchedule, conference: &Conference| of_event(file, paths.old, conference);
    let Some(path) = paths.old_programme else {
        let of_this_state = |file: &ReadSchedule| match &file.digest {
            Some(digest) if *digest != new.conference.digest && file.digest != new.file.digest => {
                let message = format!("{} was made for an earlier state of the programme file", paths.old.display());
                Err(Failure::new(message)
                    .hint(format!("{HINT} (use {} if the changes do not matter)", paths.programme.display())))
            }
            _ => Ok(()),
        };
        let accept = |file: &ReadSchedule, conference: &Conference| {
            same_event(file, conference).and_then(|()| of_this_state(file))
        };
        let read = Timetable::read_accepted(new.conference.clone(), paths.old, observer, accept);
        return read.map_err(|failure| failure.or_hint(HINT));
    };
    let conference = programme(path, observer)?;
    if conference.name != new.conference.name {
        let message = format!(
            "the programme files are of different events: \"{}\" and \"{}\"",
            conference.name, new.conference.name
        );
        return Err(Failure::new(message).hint("only versions of one event can be compared"));
    }
    Timetable::read_accepted(conference, paths.old, observer, same_event)
}

/// Refuses a schedule that names another event. Accepts a schedule without a name.
fn of_event(file: &ReadSchedule, path: &Path, conference: &Conference) -> Result<(), Failure> {
    let document = file.document.as_ref();
    let named =
        document.and_then(|d| d.instance.as_ref().and_then(|made_for| made_for.name.as_ref()).or(d.name.as_ref()));
    match named.filter(|name| **name != conference.name) {
        Some(name) => {
            let message = format!("{} belongs to the event \"{name}\", not to \"{}\"", path.display(), conference.name);
            Err(Failure::new(message).hint("only versions of one event can be compared"))
        }
        None => Ok(()),
    }
}
