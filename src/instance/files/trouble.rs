//! Why a file or folder cannot be written, and what to do about it.

use std::io::{self, ErrorKind};

/// The reason and the remedy for an error of writing. The remedy is `None` if we know none that fits.
pub fn trouble(error: &io::Error) -> (String, Option<&'static str>) {
    let (reason, remedy) = match error.kind() {
        ErrorKind::NotFound => {
            ("the directory does not exist", "create the directory first, or name a file in another one")
        }
        ErrorKind::PermissionDenied => {
            ("you may not write here", "ask for the permission to write, or write to a directory of your own")
        }
        ErrorKind::ReadOnlyFilesystem => ("this disk is read-only", "write to a disk that can be written"),
        ErrorKind::StorageFull => {
            ("the disk is full", "delete files that you no longer need, or write to another disk")
        }
        ErrorKind::QuotaExceeded => (
            "your share of this disk is used up",
            "delete files that you no longer need, ask for a larger quota, or write to another disk",
        ),
        ErrorKind::FileTooLarge => (
            "the file is larger than this disk or the limits of your account allow",
            "raise the limit (ulimit -f), or write to another disk",
        ),
        ErrorKind::InvalidFilename => (
            "the name is too long for this disk, or has a character that it does not allow",
            "use a shorter name of letters, digits and hyphens",
        ),
        ErrorKind::IsADirectory => ("this is a directory, not a file", "name a file"),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            ("a directory of this path is a file", "name a path through directories")
        }
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => (
            "another program uses this file, or it is mounted by itself, so that it cannot be replaced as a whole",
            "name another file, and copy it to this place",
        ),
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected
        | ErrorKind::TimedOut => {
            ("the network disk does not answer", "connect it again, or write to a disk of this computer")
        }
        _ => return (format!("it cannot be written: {error}"), None),
    };
    (reason.to_owned(), Some(remedy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn each_fault_of_a_disk_has_its_own_remedy() {
        // EPERM, ENOENT, EACCES, EBUSY, EEXIST, EXDEV, ENOTDIR, EISDIR, EFBIG, ENOSPC, EROFS, ENAMETOOLONG, ENETDOWN,
        // ETIMEDOUT, EHOSTUNREACH, ESTALE, EDQUOT
        for number in [1, 2, 13, 16, 17, 18, 20, 21, 27, 28, 30, 36, 100, 110, 113, 116, 122] {
            let (reason, remedy) = trouble(&io::Error::from_raw_os_error(number));
            assert!(remedy.is_some(), "{number}: {reason}");
        }
        let (reason, remedy) = trouble(&io::Error::from_raw_os_error(28));
        assert!(reason.contains("full") && remedy.unwrap().contains("delete files"));
        let (reason, remedy) = trouble(&io::Error::from_raw_os_error(5));
        assert!(reason.contains("error") && remedy.is_none());
    }
}
