//! Places to write to, looked at before the work begins: what cannot be written fails before the work and not after.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::domain::Conference;
use crate::instance::{files, read_schedule};

/// Whether two paths lead to one file that exists.
pub fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Refuses to write over what the work reads. `what` says what that is: "what the release is made from".
///
/// # Errors
/// A [`Failure`] that names the input and says to name another file.
pub fn spare_inputs<'a>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'a Path>,
    what: &str,
    remedy: &str,
) -> Result<(), Failure> {
    match inputs.into_iter().find(|input| same_file(input, output)) {
        Some(_) => Err(Failure::new(format!("{} is {what}", output.display())).hint(remedy)),
        None => Ok(()),
    }
}

/// Looks at a place to write to.
///
/// # Errors
/// A [`Failure`] if it is a directory, or lies in one that does not exist.
pub fn writable(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        let failure = Failure::new(format!("{} is a directory", path.display()));
        return Err(failure.hint("name a file"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let failure = Failure::new(format!("there is no directory {} to write to", folder.display()));
        return Err(failure.hint("make it first, or name another place"));
    }
    Ok(())
}

/// Writes a file whole or not at all.
///
/// # Errors
/// A [`Failure`] for a directory that is missing or not writable, a write-protected file, a full disk.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    Ok(files::write(path, bytes)?)
}

/// Makes a directory to write to, with those above it.
///
/// # Errors
/// A [`Failure`] that says why it cannot be made, and the remedy given.
pub fn make_directory(path: &Path, remedy: &str) -> Result<(), Failure> {
    std::fs::create_dir_all(path).map_err(|error| {
        let why = match error.kind() {
            std::io::ErrorKind::AlreadyExists | std::io::ErrorKind::NotADirectory => "it is a file".to_owned(),
            _ => error.to_string(),
        };
        Failure::new(format!("the directory {} cannot be made: {why}", path.display())).hint(remedy)
    })
}

/// Where a timetable is written. An existing complete schedule is replaced only by a complete one.
#[derive(Debug)]
pub struct Destination {
    path: PathBuf,
    /// A complete schedule is there, which an incomplete one must not replace.
    guarded: bool,
}

/// Where a timetable was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub path: PathBuf,
    /// The complete schedule that was kept, if the timetable was written beside it.
    pub kept: Option<PathBuf>,
}

impl Destination {
    /// Looks at the place to write to.
    ///
    /// # Errors
    /// A [`Failure`] if it is the programme itself, a directory, or in none.
    pub fn prepare(path: &Path, programme: &Path, conference: &Conference) -> Result<Destination, Failure> {
        spare_inputs(path, [programme], "the instance itself", "name another file with -o")?;
        writable(path)?;
        let guarded = path.is_file() && !is_incomplete(path, conference);
        Ok(Destination { path: path.to_owned(), guarded })
    }

    /// Writes the timetable, whole or not at all.
    ///
    /// # Errors
    /// A [`Failure`] for what keeps the file from being written.
    pub fn write(self, bytes: &[u8], complete: bool) -> Result<Written, Failure> {
        if complete || !self.guarded {
            write(&self.path, bytes)?;
            return Ok(Written { path: self.path, kept: None });
        }
        let beside = partial_name(&self.path);
        write(&beside, bytes)?;
        Ok(Written { path: beside, kept: Some(self.path) })
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

    #[test]
    fn what_is_read_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, "{}").unwrap();
        let other = folder.path().join("b.json");
        assert!(spare_inputs(&path, [other.as_path(), &path], "an input", "name another").is_err());
        assert!(spare_inputs(&other, [path.as_path()], "an input", "name another").is_ok());
        assert!(writable(folder.path()).is_err() && writable(&folder.path().join("none/a.json")).is_err());
    }
}
