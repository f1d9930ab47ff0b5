//! Reads and writes files, each as a whole or not at all.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::codes::{self, Code};
use crate::diagnostic::Diagnostic;

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
/// bytes are safely on the disk. A target that is not a regular file (a pipe, a terminal) is written to directly.
///
/// # Errors
/// A diagnostic if the directory is missing or not writable, the file is write-protected, or the disk is full.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    write_inner(path, bytes).map_err(|error| {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "the directory does not exist".to_owned(),
            io::ErrorKind::PermissionDenied => "you may not write here".to_owned(),
            io::ErrorKind::StorageFull => "the disk is full; no file was changed".to_owned(),
            io::ErrorKind::IsADirectory => "this is a directory, not a file".to_owned(),
            _ => format!("the file cannot be written: {error}"),
        };
        let code = &codes::FILE_UNWRITABLE;
        let file = path.display().to_string();
        Box::new(Diagnostic::of_file(code.id, &file, message, Some(code.action.to_owned())))
    })
}

fn write_inner(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = target(path)?;
    let existing = match fs::metadata(&target) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    match &existing {
        Some(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Some(metadata) if !metadata.is_file() => {
            return fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes);
        }
        // A rename would ignore the write protection.
        Some(metadata) if metadata.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        _ => {}
    }
    let directory = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".plenary-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut temporary = builder.tempfile_in(&directory)?;
    temporary.write_all(bytes)?;
    if let Some(metadata) = existing {
        temporary.as_file().set_permissions(metadata.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(&target).map_err(|error| error.error)?;
    // The rename survives a power cut only if the directory is synced too. Not all systems can do that.
    if let Ok(directory) = fs::File::open(&directory) {
        let _ = directory.sync_all();
    }
    Ok(())
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
