//! Reads and writes files, each as a whole or not at all; and folders of files.

pub mod folder;
mod line_file;
mod lock;
mod part;
mod trouble;

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::codes::{self, Code};
use crate::diagnostic::Diagnostic;

pub use folder::NamedBytes;
pub use line_file::{LineFile, Opened};
pub use trouble::trouble;

/// The largest file that is read, in bytes. The largest programme that the format allows needs a tenth of this.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Reads the bytes of a file.
///
/// # Errors
/// A diagnostic if the file is missing, is a directory, may not be read, or is larger than 256 MiB.
pub fn read(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let name = path.display().to_string();
    let refuse = |code: &'static Code, message: String| {
        Box::new(Diagnostic::of_file(code.id, &name, message, Some(code.action.to_owned())))
    };
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => refuse(&codes::FILE_MISSING, "there is no such file".into()),
        io::ErrorKind::PermissionDenied => refuse(&codes::FILE_UNREADABLE, "you may not read this file".into()),
        _ => refuse(&codes::FILE_UNREADABLE, format!("the file cannot be read: {error}")),
    };
    if fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(refuse(&codes::FILE_UNREADABLE, "this is a directory, not a file".into()));
    }
    let mut bytes = Vec::new();
    let mut limited = fs::File::open(path).map_err(failed)?.take(MOST_BYTES + 1);
    limited.read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(refuse(&codes::FILE_UNREADABLE, "the file is larger than 256 MiB".into()));
    }
    Ok(bytes)
}

/// Writes a file as a whole or not at all: into a temporary file in the same directory, which then replaces the target.
///
/// An existing file keeps its permissions, a link still points to its file, and the old content stays until the new
/// bytes are safely on the disk. A target that is not a regular file (a pipe, a terminal) is written to directly. What
/// a killed run left in the directory is removed.
///
/// # Errors
/// A diagnostic if the directory is missing or not writable, the file is write-protected, or the disk is full.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    let held = target(path).ok().and_then(|target| folder::hold(&parent(&target)));
    let written = replace_file(path, bytes).map_err(|error| unwritable(path, &error));
    drop(held);
    written
}

/// Creates a file that only its owner can read, as a whole or not at all. Returns whether it was created: an existing
/// file stays as it is.
///
/// # Errors
/// A diagnostic as for [`write()`].
pub fn create_private(path: &Path, bytes: &[u8]) -> Result<bool, Box<Diagnostic>> {
    let directory = parent(path);
    let held = folder::hold(&directory);
    let create = || {
        part::remove_leftovers(&directory);
        let mut temporary = part::new_private_file(&directory)?;
        temporary.write_all(bytes)?;
        temporary.as_file().sync_all()?;
        match temporary.persist_noclobber(path) {
            Ok(_) => sync(&directory),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            Err(error) => return Err(error.error),
        }
        Ok(true)
    };
    let created = create().map_err(|error| unwritable(path, &error));
    drop(held);
    created
}

/// Writes a file as [`write()`] does. A new one can be read by its owner only; an existing one keeps its permissions.
///
/// # Errors
/// A diagnostic as for [`write()`].
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    if path.symlink_metadata().is_err() && create_private(path, bytes)? { Ok(()) } else { write(path, bytes) }
}

/// The bytes of a regular file that can be read. `None` for everything else: reading a device or a pipe may never end.
pub fn read_regular(path: &Path) -> Option<Vec<u8>> {
    let is_regular = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    is_regular.then(|| read(path).ok()).flatten()
}

/// Checks that a file can be written, without changing anything.
///
/// # Errors
/// The diagnostic of [`write()`].
pub fn check_writable(path: &Path) -> Result<(), Box<Diagnostic>> {
    let check = || {
        let target = target(path)?;
        if replaceable(&target)?.is_none_or(|existing| existing.is_file()) {
            part::new_file(&parent(&target))?;
        }
        Ok(())
    };
    check().map_err(|error| unwritable(path, &error))
}

/// Checks that a directory can be written to, or can be created, without changing anything.
///
/// # Errors
/// The diagnostic of [`write_folder`].
pub fn check_folder(path: &Path) -> Result<(), Box<Diagnostic>> {
    let check = || {
        let path = target(path)?;
        let there = path.ancestors().find(|ancestor| ancestor.exists()).unwrap_or(Path::new("."));
        // Otherwise another run could exchange the directory at this moment.
        let _held = folder::hold(there);
        part::new_folder(there)
    };
    check().map(drop).map_err(|error| unwritable(path, &error))
}

/// Writes files into a directory all together or not at all, as far as the system can do that: see [`folder`]. The
/// directory is created if needed. Other files in it stay.
///
/// # Errors
/// A diagnostic as for [`write()`].
pub fn write_folder(path: &Path, files: &[NamedBytes<'_>]) -> Result<(), Box<Diagnostic>> {
    write_together(path, files, folder::replace_folder)
}

/// Writes files into a directory that other programs use as well, such as one of man pages, and creates it if needed. All
/// files are written before the first one replaces an old one.
///
/// # Errors
/// A diagnostic as for [`write()`].
pub fn write_into(path: &Path, files: &[NamedBytes<'_>]) -> Result<(), Box<Diagnostic>> {
    write_together(path, files, folder::replace_files)
}

fn write_together(
    path: &Path,
    files: &[NamedBytes<'_>],
    replace: impl Fn(&Path, &[NamedBytes<'_>]) -> io::Result<()>,
) -> Result<(), Box<Diagnostic>> {
    if let Some((path, error)) = folder::unreplaceable(path, files) {
        return Err(unwritable(&path, &error));
    }
    replace(path, files).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let code = &codes::FILE_UNWRITABLE;
    let (mut reason, remedy) = trouble(error);
    if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge) {
        reason.push_str("; nothing was changed here");
    }
    Box::new(Diagnostic::of_file(
        code.id,
        &path.display().to_string(),
        reason,
        Some(remedy.unwrap_or(code.action).to_owned()),
    ))
}

/// Writes a file as [`write()`] does, into a directory that the caller holds.
fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = target(path)?;
    let existing = replaceable(&target)?;
    if existing.as_ref().is_some_and(|existing| !existing.is_file()) {
        return fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes);
    }
    let directory = parent(&target);
    // First, because a full disk may need the room.
    part::remove_leftovers(&directory);
    let mut temporary = part::new_file(&directory)?;
    temporary.write_all(bytes)?;
    if let Some(existing) = existing {
        temporary.as_file().set_permissions(existing.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(&target).map_err(|error| error.error)?;
    sync(&directory);
    Ok(())
}

/// What is at the path now, if that may be replaced. A write-protected file may not, although a rename could do it.
fn replaceable(target: &Path) -> io::Result<Option<fs::Metadata>> {
    match fs::metadata(target) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(metadata) if metadata.is_file() && metadata.permissions().readonly() => {
            Err(io::ErrorKind::PermissionDenied.into())
        }
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A rename survives a power cut only if its directory is synced. Not all systems can do that.
fn sync(directory: &Path) {
    if let Ok(directory) = fs::File::open(directory) {
        let _ = directory.sync_all();
    }
}

/// The directory of a file.
fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The file that a path leads to, through symbolic links.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.file_type().is_symlink() => match fs::canonicalize(path) {
            Ok(target) => Ok(target),
            // The target does not exist yet: resolve the link relative to its own directory.
            Err(_) => Ok(path.parent().unwrap_or(Path::new("")).join(fs::read_link(path)?)),
        },
        _ => Ok(path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_path_is_refused_with_its_reason() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(read(directory.path()).unwrap_err().code, "file-unreadable");
        assert_eq!(read(&directory.path().join("none.json")).unwrap_err().code, "file-missing");
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_no_temporary_file_is_left() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.json");
        write(&path, b"one, and longer").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_written_stays_unchanged() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(write(directory.path(), b"x").unwrap_err().code, "file-unwritable");
        let nowhere = directory.path().join("none").join("a.json");
        assert!(write(&nowhere, b"x").unwrap_err().message.contains("directory does not exist"));
        let path = directory.path().join("protected.json");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(write(&path, b"new").unwrap_err().message.contains("may not write"));
        assert_eq!(read(&path).unwrap(), b"old");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_no_regular_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("file");
        fs::write(&path, b"text").unwrap();
        assert_eq!(read_regular(&path), Some(b"text".to_vec()));
        for other in [Path::new("/dev/null"), directory.path(), &directory.path().join("missing")] {
            assert_eq!(read_regular(other), None, "{}", other.display());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_created_once_and_its_owner_alone_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("key");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert!(create_private(&path, b"one").unwrap());
        assert!(!create_private(&path, b"two").unwrap());
        assert_eq!((read(&path).unwrap(), mode()), (b"one".to_vec(), 0o600));
        write_private(&path, b"three").unwrap();
        assert_eq!((read(&path).unwrap(), mode()), (b"three".to_vec(), 0o600));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let (path, link) = (directory.path().join("a.json"), directory.path().join("link.json"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("a.json", &link).unwrap();
        write(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
        assert_eq!(read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
