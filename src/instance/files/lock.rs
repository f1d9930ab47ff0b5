//! Locks on files and folders, so that no run removes or mixes what another one is writing. The system releases the
//! locks of a process that ends, however it ends.

use std::fs::File;
use std::io;
use std::path::Path;

/// The answer to an attempt to lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Locked {
    /// We hold the lock, until the file is closed.
    Ours,
    /// Another process holds it.
    Others,
    /// This system or disk has no such locks.
    Unknown,
}

/// Tries to lock an open file or folder. Does not wait.
#[cfg(unix)]
pub(super) fn lock(file: &File) -> Locked {
    match rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Locked::Ours,
        Err(rustix::io::Errno::WOULDBLOCK) => Locked::Others,
        Err(_) => Locked::Unknown,
    }
}

/// Releases the lock of an open file, also if a process that is being started has a copy of the file for a moment.
#[cfg(unix)]
pub(super) fn unlock(file: &File) {
    let _ = rustix::fs::flock(file, rustix::fs::FlockOperation::Unlock);
}

/// Opens a regular file or a folder in order to lock it. Follows no link, and waits for no pipe.
#[cfg(unix)]
pub(super) fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let kind = path.symlink_metadata()?.file_type();
    let access = match (kind.is_dir(), kind.is_file()) {
        (true, _) => OFlags::RDONLY,
        // On a network disk, only a file that is open for writing can be locked.
        (_, true) => OFlags::RDWR,
        _ => return Err(io::ErrorKind::Unsupported.into()),
    };
    let flags = access | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

/// Whether the path still leads to this open file or folder.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let (opened, there) = (file.metadata().map(identity), path.symlink_metadata().map(identity));
    matches!((opened, there), (Ok(opened), Ok(there)) if opened == there)
}

#[cfg(not(unix))]
pub(super) fn lock(_: &File) -> Locked {
    Locked::Unknown
}

#[cfg(not(unix))]
pub(super) fn unlock(_: &File) {}

#[cfg(not(unix))]
pub(super) fn open(_: &Path) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
