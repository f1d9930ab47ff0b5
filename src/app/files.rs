//! Output files. Their paths are checked before the work starts, so that a wrong path fails at once.

use std::io::Error;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::domain::Conference;
use crate::instance::{files, read_schedule};

pub use crate::instance::files::{read_regular, trouble};

/// Whether both paths lead to the same existing file.
pub fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Refuses to overwrite an input file. `what` describes the inputs in the message: "an input of this release".
///
/// # Errors
/// A [`Failure`] that names the input, with the given hint.
pub fn refuse_overwriting_input<'a>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'a Path>,
    what: &str,
    hint: &str,
) -> Result<(), Failure> {
    match inputs.into_iter().find(|input| same_file(input, output)) {
        Some(_) => {
            let message = format!("the output would overwrite {}, which is {what}", output.display());
            Err(Failure::new(message).hint(hint))
        }
        None => Ok(()),
    }
}

/// Checks the path of an output file.
///
/// # Errors
/// A [`Failure`] if the path is a directory, is in a directory that does not exist, or may not be written.
pub fn check_writable(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        let failure = Failure::new(format!("{} is a directory, not a file", path.display()));
        return Err(failure.hint("name a file"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let failure = Failure::new(format!("the directory {} does not exist", folder.display()));
        return Err(failure.hint("create the directory first, or name another file"));
    }
    Ok(files::check_writable(path)?)
}

/// Checks the path of an output directory, which is created later if it does not exist.
///
/// # Errors
/// A [`Failure`] if the path is a file, with the given hint; or if the directory cannot be created or written to.
pub fn check_directory(path: &Path, hint: &str) -> Result<(), Failure> {
    if path.ancestors().any(Path::is_file) {
        let message = format!("the directory {} cannot be created: a file has this name", path.display());
        return Err(Failure::new(message).hint(hint));
    }
    Ok(files::check_folder(path)?)
}

/// Writes a file completely or not at all.
///
/// # Errors
/// A [`Failure`] if the file cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    Ok(files::write(path, bytes)?)
}

/// Writes a file that, if it is new, only its owner can read.
///
/// # Errors
/// A [`Failure`] if the file cannot be written.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    Ok(files::write_private(path, bytes)?)
}

/// Writes files into a directory all together or not at all, and creates it if it does not exist. Other files in it stay.
///
/// # Errors
/// A [`Failure`] if a file cannot be written.
pub fn write_folder(path: &Path, contents: &[files::NamedBytes<'_>]) -> Result<(), Failure> {
    Ok(files::write_folder(path, contents)?)
}

/// Writes files into a directory of many programs, and creates it if it does not exist.
///
/// # Errors
/// A [`Failure`] if a file cannot be written.
pub fn write_into(path: &Path, contents: &[files::NamedBytes<'_>]) -> Result<(), Failure> {
    Ok(files::write_into(path, contents)?)
}

/// The failure to write a result to standard output.
pub fn unprintable(error: &Error) -> Failure {
    let (reason, remedy) = files::trouble(error);
    let failure = Failure::new(format!("the result cannot be written to standard output: {reason}"));
    remedy.map_or(failure.clone(), |remedy| failure.hint(remedy))
}

/// The schedule file to write. An existing complete schedule is replaced only by a complete one.
#[derive(Debug)]
pub struct Destination(PathBuf);

/// The schedule file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub path: PathBuf,
    /// The complete schedule that was kept, if the timetable was written next to it.
    pub kept: Option<PathBuf>,
}

impl Destination {
    /// Checks the path of the schedule file.
    ///
    /// # Errors
    /// A [`Failure`] if the path is the programme file, is a directory, or is in a directory that does not exist.
    pub fn prepare(path: &Path, programme: &Path) -> Result<Destination, Failure> {
        refuse_overwriting_input(path, [programme], "the programme file", "name another file with -o")?;
        check_writable(path)?;
        Ok(Destination(path.to_owned()))
    }

    /// Writes the schedule file completely or not at all. An incomplete schedule gets another name if a complete one
    /// exists by now; another run may have written it.
    ///
    /// # Errors
    /// A [`Failure`] if the file cannot be written.
    pub fn write(self, bytes: &[u8], complete: bool, conference: &Conference) -> Result<Written, Failure> {
        let Destination(path) = self;
        if complete || !path.is_file() || is_incomplete(&path, conference) {
            write(&path, bytes)?;
            return Ok(Written { path, kept: None });
        }
        let partial = partial_name(&path);
        write(&partial, bytes)?;
        Ok(Written { path: partial, kept: Some(path) })
    }
}

/// Whether the file is a schedule of this conference with an unplaced session. A file that cannot be read as a schedule
/// is not.
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
    fn an_incomplete_timetable_gets_a_name_with_partial() {
        let name = |text: &str| partial_name(Path::new(text)).display().to_string();
        assert_eq!(name("a/igf-2020.schedule.json"), "a/igf-2020.partial.schedule.json");
        assert_eq!(name("plan.json"), "plan.partial.schedule.json");
        assert_eq!(name("plan"), "plan.partial.schedule.json");
    }

    #[test]
    fn inputs_and_directories_are_refused_as_output_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, "{}").unwrap();
        let other = folder.path().join("b.json");
        assert!(refuse_overwriting_input(&path, [other.as_path(), &path], "an input", "name another").is_err());
        assert!(refuse_overwriting_input(&other, [path.as_path()], "an input", "name another").is_ok());
        assert!(check_writable(folder.path()).is_err() && check_writable(&folder.path().join("none/a.json")).is_err());
    }
}
