//! A file of lines to which one process at a time adds lines. A line counts once it is on the disk as a whole.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::lock::{self, Locked};
use super::{MOST_BYTES, parent, sync, unwritable};
use crate::diagnostic::Diagnostic;

/// A file of lines that is open and locked.
#[derive(Debug)]
pub struct LineFile {
    file: File,
    path: PathBuf,
}

/// The answer to an attempt to open a file of lines.
#[derive(Debug)]
pub enum Opened {
    /// It is open, and no other process can open it until it is dropped.
    Ours(LineFile),
    /// Another process has it open.
    Busy,
    /// There is no such file.
    Missing,
}

impl LineFile {
    /// Opens a file of lines that exists.
    ///
    /// # Errors
    /// A diagnostic if it may not be read and written.
    pub fn open(path: &Path) -> Result<Opened, Box<Diagnostic>> {
        open(path, false).map_err(|error| unwritable(path, &error))
    }

    /// Opens a file of lines, and creates an empty one if there is none, with the permissions of the file `like`.
    ///
    /// # Errors
    /// A diagnostic if it may not be read and written, or cannot be created.
    pub fn create(path: &Path, like: &Path) -> Result<Opened, Box<Diagnostic>> {
        let create = || {
            let is_new = !path.exists();
            let opened = open(path, true)?;
            if let (true, Opened::Ours(lines)) = (is_new, &opened) {
                lines.file.set_permissions(std::fs::metadata(like)?.permissions())?;
                sync(&parent(path));
            }
            Ok(opened)
        };
        create().map_err(|error| unwritable(path, &error))
    }

    /// All bytes of the file.
    ///
    /// # Errors
    /// A diagnostic if it cannot be read, or is larger than 256 MiB.
    pub fn read(&mut self) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut bytes = Vec::new();
        let read = self.file.seek(SeekFrom::Start(0)).and_then(|_| {
            let read = (&mut self.file).take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
            if read as u64 > MOST_BYTES { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(()) }
        });
        read.map(|()| bytes).map_err(|error| unwritable(&self.path, &error))
    }

    /// Adds a line after the first `whole` bytes, and returns once it is on the disk. What follows them, the beginning
    /// of a line whose process was killed, is removed. If that fails, the file has these bytes as before.
    ///
    /// # Errors
    /// A diagnostic if the line cannot be written.
    pub fn add(&mut self, whole: u64, line: &str) -> Result<(), Box<Diagnostic>> {
        let added = self.file.set_len(whole).and_then(|()| {
            self.file.seek(SeekFrom::Start(whole))?;
            self.file.write_all(format!("{line}\n").as_bytes())?;
            self.file.sync_all()
        });
        added.map_err(|error| {
            let _ = self.cut(whole);
            unwritable(&self.path, &error)
        })
    }

    /// Removes the file.
    ///
    /// # Errors
    /// A diagnostic if it cannot be removed.
    pub fn remove(self) -> Result<(), Box<Diagnostic>> {
        std::fs::remove_file(&self.path).map_err(|error| unwritable(&self.path, &error))
    }

    /// Removes all bytes but the first `whole`.
    ///
    /// # Errors
    /// A diagnostic if they cannot be removed.
    pub fn cut(&mut self, whole: u64) -> Result<(), Box<Diagnostic>> {
        let cut = self.file.set_len(whole).and_then(|()| self.file.sync_all());
        cut.map_err(|error| unwritable(&self.path, &error))
    }
}

impl Drop for LineFile {
    fn drop(&mut self) {
        lock::unlock(&self.file);
    }
}

/// How often a file is opened anew because another process removed it between the opening and the lock.
const ATTEMPTS: usize = 10;

fn open(path: &Path, create: bool) -> io::Result<Opened> {
    for _ in 0..ATTEMPTS {
        match open_once(path, create)? {
            Opened::Ours(lines) if !lock::is_at(&lines.file, path) => {}
            opened => return Ok(opened),
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

fn open_once(path: &Path, create: bool) -> io::Result<Opened> {
    let opened = OpenOptions::new().read(true).write(true).create(create).truncate(false).open(path);
    let file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !create => return Ok(Opened::Missing),
        Err(error) => return Err(error),
    };
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    match lock::lock(&file) {
        Locked::Others => Ok(Opened::Busy),
        Locked::Ours | Locked::Unknown => Ok(Opened::Ours(LineFile { file, path: path.to_owned() })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(opened: Opened) -> LineFile {
        match opened {
            Opened::Ours(lines) => lines,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn lines_are_added_and_the_rest_of_a_line_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, like) = (folder.path().join("a.journal"), folder.path().join("a"));
        std::fs::write(&like, "").unwrap();
        assert!(matches!(LineFile::open(&path).unwrap(), Opened::Missing));
        let mut lines = ours(LineFile::create(&path, &like).unwrap());
        lines.add(0, "one").unwrap();
        lines.add(4, "two").unwrap();
        assert_eq!(lines.read().unwrap(), b"one\ntwo\n");
        lines.add(4, "2").unwrap();
        assert_eq!(lines.read().unwrap(), b"one\n2\n");
        lines.cut(4).unwrap();
        assert_eq!(lines.read().unwrap(), b"one\n");
        drop(lines);
        assert_eq!(ours(LineFile::open(&path).unwrap()).read().unwrap(), b"one\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_second_process_is_turned_away_and_the_permissions_are_those_of_the_other_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, like) = (folder.path().join("a.journal"), folder.path().join("a"));
        std::fs::write(&like, "").unwrap();
        std::fs::set_permissions(&like, std::fs::Permissions::from_mode(0o600)).unwrap();
        let lines = ours(LineFile::create(&path, &like).unwrap());
        assert!(matches!(LineFile::open(&path).unwrap(), Opened::Busy));
        assert!(matches!(LineFile::create(&path, &like).unwrap(), Opened::Busy));
        drop(lines);
        assert!(matches!(LineFile::open(&path).unwrap(), Opened::Ours(_)));
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_was_removed_is_created_again() {
        let folder = tempfile::tempdir().unwrap();
        let (path, like) = (folder.path().join("a.journal"), folder.path().join("a"));
        std::fs::write(&like, "").unwrap();
        let lines = ours(LineFile::create(&path, &like).unwrap());
        lines.remove().unwrap();
        assert!(!path.exists() && matches!(LineFile::open(&path).unwrap(), Opened::Missing));
        // A link leads elsewhere, and could lead to a file that another process has.
        std::os::unix::fs::symlink("a", &path).unwrap();
        assert!(LineFile::open(&path).is_err());
    }

    #[test]
    fn a_directory_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(LineFile::open(folder.path()).unwrap_err().code, "file-unwritable");
    }
}
