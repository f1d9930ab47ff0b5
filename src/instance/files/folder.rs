//! Writes the files of a folder all together or not at all.
//!
//! The files are written into a new folder beside the old one, and the system exchanges the two in one step. The other
//! files of the old folder are in the new one as well: as hard links, so that they are the same files and never missing.
//!
//! Some folders cannot be exchanged: the working directory, whose programs would stay in the old one; a mount point; a
//! folder with folders or links in it, or with special rights; any folder, on a disk that cannot exchange. There, all
//! files are first written into a new folder inside, and then moved to their places one after the other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::lock::{self, Locked};
use super::part::{self, PartFolder};
use super::{parent, replace_file, sync, target};

/// A file to write: its name in the folder, and its bytes.
pub type NamedBytes<'a> = (&'a str, &'a [u8]);

/// How long to wait for another run that replaces the same folder at this moment.
const WAITS: usize = 500;
const WAIT: Duration = Duration::from_millis(10);

/// Replaces the files of a folder, which is created if needed. Other files in it stay.
pub(super) fn replace_folder(folder: &Path, files: &[NamedBytes<'_>]) -> io::Result<()> {
    let folder = &target(folder)?;
    let parent = parent(folder);
    in_directory(&parent, || {
        part::remove_leftovers(&parent);
        // Otherwise they would count as files of others.
        part::remove_leftovers(folder);
        // If the exchange fails for a reason that also prevents the other way, that one reports it.
        exchange_folder(folder, &parent, files).or_else(|_| replace_files(folder, files))
    })
}

/// Moves new files into a folder one after the other.
pub(super) fn replace_files(folder: &Path, files: &[NamedBytes<'_>]) -> io::Result<()> {
    in_directory(folder, || {
        part::remove_leftovers(folder);
        move_files(folder, files)
    })
}

/// Does this in a directory, which is created if needed. If it fails, no new directory is left.
fn in_directory(directory: &Path, work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    let missing: Vec<&Path> = directory.ancestors().take_while(|path| path.symlink_metadata().is_err()).collect();
    let done = fs::create_dir_all(directory).and_then(|()| work());
    if done.is_err() {
        for path in missing {
            // One that has something in it by now stays.
            let _ = fs::remove_dir(path);
        }
    }
    done
}

fn move_files(folder: &Path, files: &[NamedBytes<'_>]) -> io::Result<()> {
    // Otherwise another run could exchange the folder, and remove the old one with the new files in it.
    let held = hold(folder);
    let new = part::new_folder(folder)?;
    for (name, bytes) in files {
        write_new(&new, folder, name, bytes)?;
    }
    for (name, bytes) in files {
        let place = folder.join(name);
        match fs::symlink_metadata(&place) {
            Ok(metadata) if !metadata.is_file() => replace_file(&place, bytes)?,
            _ => fs::rename(new.path().join(name), &place)?,
        }
    }
    sync(folder);
    drop(new);
    drop(held);
    Ok(())
}

/// Puts a new folder with these files into the place of a folder, in one step.
fn exchange_folder(folder: &Path, parent: &Path, files: &[NamedBytes<'_>]) -> io::Result<()> {
    if is_occupied(folder)? {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let new = part::new_folder(parent)?;
    for (name, bytes) in files {
        write_new(&new, folder, name, bytes)?;
    }
    sync(new.path());
    let held = match system::place(new.path(), folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            // Until the end of the exchange, no other run changes the folder.
            let held = hold(folder);
            system::take_rights(folder, new.path())?;
            link_others(folder, &new, files)?;
            sync(new.path());
            system::exchange(new.path(), folder)?;
            held
        }
        placed => {
            placed?;
            None
        }
    };
    sync(parent);
    // This removes the old folder, which has the name of the new one now.
    drop(new);
    drop(held);
    Ok(())
}

/// Whether it is the working directory or around it.
fn is_occupied(folder: &Path) -> io::Result<bool> {
    let working_directory = std::env::current_dir()?.canonicalize()?;
    Ok(folder.canonicalize().is_ok_and(|folder| working_directory.starts_with(folder)))
}

/// Moves a new folder to its place, on a system that does not do this in one step if there is nothing.
fn place_if_missing(new: &Path, folder: &Path) -> io::Result<()> {
    if folder.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(new, folder)
}

/// Writes a file into a new folder, with the permissions of the file that it will replace.
fn write_new(new: &PartFolder, folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    use io::Write as _;
    let mut file = fs::File::create_new(new.path().join(name))?;
    file.write_all(bytes)?;
    if let Ok(old) = fs::metadata(folder.join(name)) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()
}

/// Links the other files of the old folder into the new one. Fails if there is anything but plain files.
fn link_others(folder: &Path, new: &PartFolder, files: &[NamedBytes<'_>]) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_file() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        if !files.iter().any(|(name, _)| entry.file_name() == *name) {
            fs::hard_link(entry.path(), new.path().join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Locks a folder for as long as the result lives. Waits for other runs, but not for ever. `None` if there is no such
/// folder, or no lock.
pub(super) fn hold(folder: &Path) -> Option<fs::File> {
    for _ in 0..WAITS {
        let file = lock::open(folder).ok()?;
        match lock::lock(&file) {
            Locked::Ours if lock::is_at(&file, folder) => return Some(file),
            Locked::Unknown => return None,
            Locked::Ours => {}
            Locked::Others => std::thread::sleep(WAIT),
        }
    }
    None
}

/// The first of these files that cannot be replaced, and why not.
pub(super) fn unreplaceable(folder: &Path, files: &[NamedBytes<'_>]) -> Option<(PathBuf, io::Error)> {
    files.iter().find_map(|(name, _)| {
        let path = folder.join(name);
        let kind = match fs::metadata(&path).ok()? {
            there if there.is_dir() => io::ErrorKind::IsADirectory,
            // A rename would ignore the write protection.
            there if there.permissions().readonly() => io::ErrorKind::PermissionDenied,
            _ => return None,
        };
        Some((path, kind.into()))
    })
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
mod system {
    use std::fs;
    use std::io;
    use std::os::unix::fs::{MetadataExt, chown};
    use std::path::Path;

    use rustix::fs::{CWD, RenameFlags, listxattr, renameat_with};
    use rustix::io::Errno;

    /// Moves a new folder to its place. `AlreadyExists` if there is one, also one that another run placed just now.
    pub(super) fn place(new: &Path, folder: &Path) -> io::Result<()> {
        match renameat_with(CWD, new, CWD, folder, RenameFlags::NOREPLACE) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => super::place_if_missing(new, folder),
            placed => Ok(placed?),
        }
    }

    pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
        Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
    }

    /// Gives the new folder the owner, the group and the permissions of the old one. Fails if it cannot, or if the old
    /// one has other access lists.
    pub(super) fn take_rights(old: &Path, new: &Path) -> io::Result<()> {
        let (had, has) = (fs::metadata(old)?, fs::metadata(new)?);
        if (had.uid(), had.gid()) != (has.uid(), has.gid()) {
            chown(new, Some(had.uid()), Some(had.gid()))?;
        }
        fs::set_permissions(new, had.permissions())?;
        if attributes(old)? == attributes(new)? { Ok(()) } else { Err(io::ErrorKind::Unsupported.into()) }
    }

    /// The names of the extended attributes, access lists among them. None on a disk that has no such thing.
    fn attributes(path: &Path) -> io::Result<Vec<u8>> {
        let mut names = vec![0; 65_536];
        match listxattr(path, &mut names[..]) {
            Ok(length) => names.truncate(length),
            Err(Errno::NOTSUP) => names.clear(),
            Err(error) => return Err(error.into()),
        }
        Ok(names)
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
mod system {
    use std::io;
    use std::path::Path;

    pub(super) use super::place_if_missing as place;

    pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn take_rights(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const ROUNDS: usize = 40;

    /// Lets eight runs write to one folder at the same time, often. Each time, nothing is there first.
    fn race(name: &str, write: impl Fn(&Path, &[NamedBytes<'_>]) -> io::Result<()> + Sync) {
        let around = tempfile::tempdir().unwrap();
        let folder = &around.path().join(name);
        for round in 0..ROUNDS {
            thread::scope(|scope| {
                for run in 0..8_u8 {
                    let write = &write;
                    scope.spawn(move || {
                        super::super::check_folder(folder).unwrap();
                        let bytes = &[run; 100][..];
                        write(folder, &[("one", bytes), ("two", bytes)]).unwrap_or_else(|error| {
                            panic!("round {round}, run {run}: {error}");
                        });
                    });
                }
            });
            let [one, two] = ["one", "two"].map(|file| fs::read(folder.join(file)).unwrap());
            assert_eq!(one, two, "round {round}: a mixture");
            assert_eq!(fs::read_dir(folder).unwrap().count(), 2, "round {round}");
            assert_eq!(fs::read_dir(around.path()).unwrap().count(), 1, "round {round}");
            fs::remove_dir_all(folder).unwrap();
        }
    }

    #[test]
    fn many_runs_at_once_create_and_exchange_one_folder() {
        race("site", replace_folder);
    }

    #[test]
    fn many_runs_at_once_write_into_one_folder() {
        race("pages", replace_files);
    }

    #[test]
    fn a_file_is_not_lost_when_another_run_exchanges_its_folder() {
        let around = tempfile::tempdir().unwrap();
        let folder = &around.path().join("site");
        fs::create_dir(folder).unwrap();
        thread::scope(|scope| {
            for run in 0..4 {
                scope.spawn(move || {
                    for round in 0..ROUNDS {
                        replace_folder(folder, &[("page", b"page")]).unwrap();
                        let file = folder.join(format!("{run}-{round}"));
                        super::super::write(&file, b"mine").unwrap();
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(folder).unwrap().count(), 4 * ROUNDS + 1);
    }
}
