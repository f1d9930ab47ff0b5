//! Which instances a run is over.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::app::Failure;
use crate::instance::files;

/// The instances of a run.
#[derive(Debug)]
pub(super) struct InstanceFiles {
    /// By the name of the file, in whose order they run.
    pub instances: BTreeMap<String, PathBuf>,
    /// A whole folder was asked for: a baseline is expected to know all of it, and nothing else.
    pub whole: bool,
}

/// The files named, and of the folders named every file that is an instance or pretends to be one.
pub(super) fn find(paths: &[PathBuf]) -> Result<InstanceFiles, Failure> {
    let mut found = InstanceFiles { instances: BTreeMap::new(), whole: false };
    for path in paths {
        if path.is_dir() {
            found.whole = true;
            for file in in_folder(path)? {
                add(&mut found, file)?;
            }
        } else {
            // What cannot be read is told before the first instance runs.
            files::read(path)?;
            add(&mut found, path.clone())?;
        }
    }
    if found.instances.is_empty() {
        let named: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let failure = Failure::new(format!("there is no instance in {}", named.join(", ")));
        return Err(failure.hint("name a folder with instances in it, or the files themselves"));
    }
    Ok(found)
}

fn add(found: &mut InstanceFiles, path: PathBuf) -> Result<(), Failure> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match found.instances.insert(name, path.clone()) {
        Some(other) if other != path => {
            let (one, two) = (other.display(), path.display());
            let failure = Failure::new(format!("{one} and {two} have the same name"));
            Err(failure.hint("a table and a baseline know instances by the names of their files: rename one"))
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

/// What a JSON file says it is.
#[derive(Deserialize)]
struct Head {
    format: String,
}

/// A schedule, a baseline or a table of ours. What is broken, or says nothing, counts as an instance: it will be told.
fn is_something_else(path: &Path) -> bool {
    let head = files::read(path).ok().and_then(|bytes| serde_json::from_slice::<Head>(&bytes).ok());
    head.is_some_and(|head| head.format.starts_with("plenary-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instances_and_broken_files_are_found_and_other_formats_are_not() {
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
    fn a_name_stands_for_one_file() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let paths: Vec<PathBuf> = [&one, &two].map(|folder| folder.path().join("a.json")).into();
        for path in &paths {
            fs::write(path, "{}").unwrap();
        }
        assert!(find(&paths).is_err());
        assert_eq!(find(&[paths[0].clone(), paths[0].clone()]).unwrap().instances.len(), 1);
    }
}
