//! Where a timetable is written. An existing schedule is replaced only by a complete one.

use std::fs;
use std::path::{Path, PathBuf};

use super::settings::Settings;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::Conference;
use crate::instance::{files, read_schedule};

/// A place to write to, looked at before the work begins.
pub struct Destination {
    path: PathBuf,
    /// Something is there that an incomplete timetable must not replace.
    guarded: bool,
}

/// What was written.
pub struct Written {
    /// Where.
    pub path: PathBuf,
    /// The file that was spared, if the timetable was written beside it.
    pub spared: Option<PathBuf>,
}

impl Destination {
    /// Looks at the place, so that what cannot be written fails before the work and not after.
    pub fn prepare(settings: &Settings, conference: &Conference) -> Result<Destination, Failure> {
        let path = settings.output.clone();
        let same = |a: &Path, b: &Path| matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b);
        if same(&path, &settings.instance) {
            let failure = Failure::new(format!("{} is the instance itself", path.display()));
            return Err(failure.hint("name another file with -o"));
        }
        output::writable(&path)?;
        let guarded = path.is_file() && !is_incomplete(&path, conference);
        Ok(Destination { path, guarded })
    }

    /// Writes the timetable, whole or not at all.
    pub fn write(self, bytes: &[u8], complete: bool) -> Result<Written, Failure> {
        if complete || !self.guarded {
            files::write(&self.path, bytes)?;
            return Ok(Written { path: self.path, spared: None });
        }
        let beside = partial_name(&self.path);
        files::write(&beside, bytes)?;
        Ok(Written { path: beside, spared: Some(self.path) })
    }
}

/// Whether the file is a schedule of this conference that leaves something out. What cannot be read as one is not.
fn is_incomplete(path: &Path, conference: &Conference) -> bool {
    let Ok(bytes) = files::read(path) else { return false };
    let read = read_schedule(&bytes, "", conference);
    read.schedule.is_some_and(|schedule| schedule.placements.iter().any(Option::is_none))
}

/// `igf.schedule.json` -> `igf.partial.schedule.json`
fn partial_name(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(".schedule.json").or(name.strip_suffix(".json")).unwrap_or(&name);
    path.with_file_name(format!("{stem}.partial.schedule.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_timetables_have_a_name_of_their_own() {
        let name = |text: &str| partial_name(Path::new(text)).display().to_string();
        assert_eq!(name("a/igf-2020.schedule.json"), "a/igf-2020.partial.schedule.json");
        assert_eq!(name("plan.json"), "plan.partial.schedule.json");
        assert_eq!(name("plan"), "plan.partial.schedule.json");
    }
}
