//! Finds the programme files of a run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::app::Failure;
use crate::instance::files;

/// The programme files of a run.
#[derive(Debug)]
pub(super) struct InstanceFiles {
    /// Paths by file name; the run follows the order of the names.
    pub instances: BTreeMap<String, PathBuf>,
    /// Whether a whole folder was named. The baseline is then expected to contain exactly its files.
    pub whole: bool,
}

/// The named files, and all JSON files of the named folders except those of other plenary formats.
pub(super) fn find(paths: &[PathBuf]) -> Result<InstanceFiles, Failure> {
    let mut found = InstanceFiles { instances: BTreeMap::new(), whole: false };
    for path in paths {
        if path.is_dir() {
            found.whole = true;
            for file in in_folder(path)? {
                add(&mut found, file)?;
            }
        } else {
            // A file that cannot be read is reported before the first programme is solved.
            files::read(path)?;
            add(&mut found, path.clone())?;
        }
    }
    if found.instances.is_empty() {
        let named: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let failure = Failure::new(format!("there is no programme file in {}", named.join(", ")));
        return Err(failure.hint("name a folder that contains programme files, or the files themselves"));
    }
    Ok(found)
}

fn add(found: &mut InstanceFiles, path: PathBuf) -> Result<(), Failure> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match found.instances.insert(name, path.clone()) {
        Some(other) if other != path => {
            let (one, two) = (other.display(), path.display());
            let failure = Failure::new(format!("{one} and {two} have the same file name"));
            Err(failure.hint("rename one of them: the table and the baseline identify a programme by its file name"))
        }
        _ => Ok(()),
    }
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error| Failure::new(format!("the folder {} cannot be read: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let json = path.extension().is_some_and(|extension| extension == "json");
        if json && !hidden && path.is_file() && !is_something_else(&path) {
            found.push(path);
        }
    }
    Ok(found)
}

/// The format that a JSON file states.
#[derive(Deserialize)]
struct Head {
    format: String,
}

/// Whether the file is a schedule, a baseline or a table of plenary. A broken file or one without a format counts as a
/// programme file, so that the run reports its problem.
fn is_something_else(path: &Path) -> bool {
    let head = files::read(path).ok().and_then(|bytes| serde_json::from_slice::<Head>(&bytes).ok());
    head.is_some_and(|head| head.format.starts_with("plenary-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programme_files_and_broken_files_are_found_and_files_of_other_formats_are_not() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("b.json", r#"{ "format": "plenary/1" }"#),
            ("a.json", "{ not json"),
            ("a.schedule.json", r#"{ "sessions": [], "format": "plenary-schedule/1" }"#),
            (".hidden.json", r#"{ "format": "plenary/1" }"#),
            ("notes.txt", "notes"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let found = find(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found.instances.keys().collect::<Vec<_>>(), ["a.json", "b.json"]);
        assert!(found.whole);
        let one = find(&[folder.path().join("b.json")]).unwrap();
        assert!(!one.whole && one.instances.len() == 1);
        assert!(find(&[folder.path().join("none.json")]).is_err());
        assert!(find(&[tempfile::tempdir().unwrap().path().to_owned()]).is_err());
    }

    #[test]
    fn two_programme_files_with_the_same_name_are_refused() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let paths: Vec<PathBuf> = [&one, &two].map(|folder| folder.path().join("a.json")).into();
        for path in &paths {
            fs::write(path, "{}").unwrap();
        }
        assert!(find(&paths).is_err());
        assert_eq!(find(&[paths[0].clone(), paths[0].clone()]).unwrap().instances.len(), 1);
    }
}
