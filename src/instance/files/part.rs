//! Files and folders in the making, `.plenary-*.part`, and what is left of them when a run is killed.
//!
//! A run locks what it makes. So a part without a lock is a leftover, and the next run that writes into the same folder
//! removes it. Between the creation and the lock, another run may take a part for a leftover and remove it; then this
//! one makes another.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempDir};

use super::lock::{self, Locked};

const PREFIX: &str = ".plenary-";
const SUFFIX: &str = ".part";
/// Number of random letters and digits between the two.
const RANDOM: usize = 6;
/// How often a part is made anew because another run removed it.
const ATTEMPTS: usize = 100;

/// A folder in the making. It is removed with its files when this is dropped.
#[derive(Debug)]
pub(super) struct PartFolder {
    folder: TempDir,
    _lock: Option<File>,
}

impl PartFolder {
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Makes a file for the bytes that will replace a file of this folder.
pub(super) fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    new_file_with(folder, 0o666)
}

/// Makes a file that only its owner can read.
pub(super) fn new_private_file(folder: &Path) -> io::Result<NamedTempFile> {
    new_file_with(folder, 0o600)
}

fn new_file_with(folder: &Path, mode: u32) -> io::Result<NamedTempFile> {
    new(|builder| {
        let part = permitted(builder, mode).tempfile_in(folder)?;
        Ok(is_kept(part.as_file(), part.path()).then_some(part))
    })
}

/// Makes a folder in this folder.
pub(super) fn new_folder(parent: &Path) -> io::Result<PartFolder> {
    new(|builder| {
        let folder = permitted(builder, 0o777).tempdir_in(parent)?;
        let Ok(file) = lock::open(folder.path()) else {
            // No locks on this system; or another run removed the folder.
            return Ok(folder.path().exists().then(|| PartFolder { folder, _lock: None }));
        };
        Ok(is_kept(&file, folder.path()).then_some(PartFolder { folder, _lock: Some(file) }))
    })
}

/// Makes a part until one is kept.
fn new<T>(make: impl Fn(&mut Builder<'_, '_>) -> io::Result<Option<T>>) -> io::Result<T> {
    for _ in 0..ATTEMPTS {
        if let Some(part) = make(Builder::new().prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM))? {
            return Ok(part);
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

/// Locks a new part. Returns whether it is still there.
fn is_kept(part: &File, path: &Path) -> bool {
    lock::lock(part) != Locked::Others && lock::is_at(part, path)
}

/// What the user's mask leaves of these permissions.
fn permitted<'a, 'b, 'c>(builder: &'a mut Builder<'b, 'c>, mode: u32) -> &'a mut Builder<'b, 'c> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// Removes the parts in a folder whose runs have ended. What cannot be removed stays: the next run tries again.
pub(super) fn remove_leftovers(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let parts: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(is_name))
        .map(|entry| entry.path())
        .collect();
    for part in parts {
        let _ = remove_leftover(&part);
    }
}

fn remove_leftover(part: &Path) -> io::Result<()> {
    let file = lock::open(part)?;
    if lock::lock(&file) != Locked::Ours || !lock::is_at(&file, part) {
        return Ok(());
    }
    if file.metadata()?.is_dir() { fs::remove_dir_all(part) } else { fs::remove_file(part) }
}

/// Whether a file name is that of a part.
fn is_name(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[cfg(unix)]
    #[test]
    fn leftovers_are_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let kept =
            [".plenary-abc.part", ".plenary-abcdef.txt", ".plenary-abc-ef.part", "plenary-abcdef.part", "a.part"];
        for name in kept {
            fs::write(folder.path().join(name), "theirs").unwrap();
        }
        fs::write(folder.path().join(".plenary-abcdef.part"), "ours").unwrap();
        fs::create_dir_all(folder.path().join(".plenary-abcde1.part/deeper")).unwrap();
        std::os::unix::fs::symlink("a.part", folder.path().join(".plenary-abcde2.part")).unwrap();
        remove_leftovers(folder.path());
        let mut expected = Vec::from(kept.map(str::to_owned));
        expected.push(".plenary-abcde2.part".to_owned());
        expected.sort();
        assert_eq!(names(folder.path()), expected);
    }

    #[cfg(unix)]
    #[test]
    fn the_parts_of_a_living_run_stay() {
        let folder = tempfile::tempdir().unwrap();
        let (file, inner) = (new_file(folder.path()).unwrap(), new_folder(folder.path()).unwrap());
        assert!([file.path(), inner.path()].iter().all(|path| is_name(path.file_name().unwrap().to_str().unwrap())));
        remove_leftovers(folder.path());
        assert_eq!(names(folder.path()).len(), 2);
        let left = file.into_temp_path().keep().unwrap();
        remove_leftovers(folder.path());
        assert!(!left.exists());
        drop(inner);
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn many_runs_at_once_do_not_remove_each_others_parts() {
        let folder = tempfile::tempdir().unwrap();
        let work = || {
            for _ in 0..200 {
                let part = new_file(folder.path()).unwrap();
                remove_leftovers(folder.path());
                let inner = new_folder(folder.path()).unwrap();
                assert!(part.path().exists() && inner.path().exists());
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(work);
            }
        });
        assert!(names(folder.path()).is_empty());
    }
}
