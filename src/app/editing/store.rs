//! A schedule file with its journal: reads both, brings the file up to date, and writes changes so that none is lost.

use std::path::{Path, PathBuf};

use super::journal::{Entry, Journal};
use crate::app::{Failure, Observer};
use crate::instance::files::{self, LineFile, Opened};
use crate::instance::{Splice, digest_of_bytes, spliced};
use crate::sheets;

/// A schedule file and its journal.
#[derive(Debug)]
pub(super) struct Store {
    path: PathBuf,
    bytes: Vec<u8>,
    journal: Journal,
    /// The journal, locked for other processes; `None` if there is none yet, or nothing is to be written.
    lines: Option<LineFile>,
    /// Whether something else changed the file after the last change in the journal.
    is_foreign: bool,
    /// Whether the journal is kept locked even while it has no changes.
    is_held: bool,
}

/// What is to be done with a schedule file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

impl Store {
    /// Opens a schedule file. A change that only the journal has, because a run was killed, is made in the file as
    /// well.
    ///
    /// # Errors
    /// A [`Failure`] if a file cannot be read or written, another process changes the timetable at this moment, or the
    /// journal is damaged.
    pub(super) fn open(path: &Path, access: Access, observer: &dyn Observer) -> Result<Store, Failure> {
        if sheets::is_spreadsheet(path) {
            let failure = Failure::new(format!("{} is a spreadsheet; a schedule file is needed", path.display()));
            return Err(failure.hint("plenary import writes one with --schedule"));
        }
        let journal_path = journal_of(path);
        let mut lines = None;
        let written = match access {
            Access::Write => match LineFile::open(&journal_path)? {
                Opened::Ours(mut file) => {
                    let written = file.read()?;
                    lines = Some(file);
                    written
                }
                Opened::Busy => return Err(busy(path)),
                Opened::Missing => Vec::new(),
            },
            Access::Read if journal_path.is_file() => files::read(&journal_path)?,
            Access::Read if journal_path.exists() => {
                let failure = Failure::new(format!("the journal {} is not a file", journal_path.display()));
                return Err(failure.hint("move it to another place"));
            }
            Access::Read => Vec::new(),
        };
        let journal = Journal::read(&written).map_err(|(line, why)| damaged(&journal_path, line, &why))?;
        let bytes = files::read(path)?;
        let mut store = Store { path: path.to_owned(), bytes, journal, lines, is_foreign: false, is_held: false };
        store.catch_up(observer)?;
        Ok(store)
    }

    /// Compares the file with the last change in the journal.
    fn catch_up(&mut self, observer: &dyn Observer) -> Result<(), Failure> {
        let Some(last) = self.journal.entries().last() else { return Ok(()) };
        let digest = digest_of_bytes(&self.bytes);
        if digest == last.after {
            return Ok(());
        }
        let unwritten = self.journal.unwritten().filter(|last| last.before == digest);
        let after = unwritten.and_then(|last| spliced(&self.bytes, &last.splices));
        let Some(after) = after.filter(|after| digest_of_bytes(after) == last.after) else {
            self.is_foreign = true;
            return Ok(());
        };
        let number = last.number;
        self.bytes = after;
        if self.lines.is_some() {
            self.replace()?;
        }
        observer.note(&format!(
            "change {number} was in the journal but not yet in {}, because a run was interrupted; it counts",
            self.path.display()
        ));
        Ok(())
    }

    /// Keeps other processes from changing the timetable until the store is dropped. If there is no journal yet, an empty
    /// one is created, which is removed with the store if it is still empty then.
    ///
    /// # Errors
    /// A [`Failure`] if another process changes the timetable at this moment, or the journal cannot be created.
    pub(super) fn hold(&mut self) -> Result<(), Failure> {
        if self.lines.is_none() {
            files::check_writable(&self.path)?;
            self.lines = Some(self.new_journal()?);
        }
        self.is_held = true;
        Ok(())
    }

    /// Creates a journal.
    fn new_journal(&self) -> Result<LineFile, Failure> {
        let Opened::Ours(mut lines) = LineFile::create(&journal_of(&self.path), &self.path)? else {
            return Err(busy(&self.path));
        };
        if lines.read()?.is_empty() { Ok(lines) } else { Err(meanwhile(&self.path)) }
    }

    /// The content of the schedule file if something else changed it since it was read.
    ///
    /// # Errors
    /// A [`Failure`] if it cannot be read.
    pub(super) fn changed(&self) -> Result<Option<Vec<u8>>, Failure> {
        let bytes = files::read(&self.path)?;
        Ok((bytes != self.bytes).then_some(bytes))
    }

    /// Goes on from what something else made of the schedule file.
    pub(super) fn adopt(&mut self, bytes: Vec<u8>) {
        let digest = digest_of_bytes(&bytes);
        self.is_foreign = self.journal.entries().last().is_some_and(|last| last.after != digest);
        self.bytes = bytes;
    }

    /// The content of the schedule file.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Whether something else changed the file after the last change in the journal.
    pub(super) fn is_foreign(&self) -> bool {
        self.is_foreign
    }

    /// Makes a change: first in the journal, then in the schedule file. Returns its number.
    ///
    /// # Errors
    /// A [`Failure`] if another process changed or changes the timetable, or a file cannot be written. Nothing is
    /// changed then.
    pub(super) fn change(&mut self, text: String, cost: [i64; 2], splices: Vec<Splice>) -> Result<u64, Failure> {
        let after =
            spliced(&self.bytes, &splices).ok_or_else(|| Failure::internal("a change does not fit the file"))?;
        let digests = [digest_of_bytes(&self.bytes), digest_of_bytes(&after)];
        self.write(Entry::new(text, cost, digests, splices), after)
    }

    /// The change that [`Store::undo`] would take back; `None` if there is none.
    ///
    /// # Errors
    /// A [`Failure`] if the schedule file is not as that change left it.
    pub(super) fn last_change(&self) -> Result<Option<&Entry>, Failure> {
        let undoable = self.journal.undoable();
        match undoable.last() {
            Some(last) if last.after != digest_of_bytes(&self.bytes) => {
                Err(self.overwritten(last, "taking that change back", last.number))
            }
            last => Ok(last.copied()),
        }
    }

    /// The change that [`Store::redo`] would make again; `None` if there is none.
    ///
    /// # Errors
    /// A [`Failure`] if the schedule file is not as that change was made in it.
    pub(super) fn next_change(&self) -> Result<Option<&Entry>, Failure> {
        let redoable = self.journal.redoable();
        match (redoable.last(), self.journal.entries().last()) {
            (Some(next), Some(last)) if next.before != digest_of_bytes(&self.bytes) => {
                Err(self.overwritten(last, "making a change again", next.number))
            }
            (next, _) => Ok(next.copied()),
        }
    }

    /// Makes the change again that was taken back last. Returns the change that does so; `None` if there is nothing to
    /// make again.
    ///
    /// # Errors
    /// As for [`Store::change`]; and a [`Failure`] if the schedule file is not as it was before that change.
    pub(super) fn redo(&mut self) -> Result<Option<&Entry>, Failure> {
        let Some(next) = self.next_change()? else { return Ok(None) };
        let entry = next.repeated();
        self.write_entry(entry)?;
        Ok(self.journal.entries().last())
    }

    /// Takes the last change back. Returns the change that does so; `None` if there is nothing to take back.
    ///
    /// # Errors
    /// As for [`Store::change`]; and a [`Failure`] if the schedule file is not as the last change left it.
    pub(super) fn undo(&mut self) -> Result<Option<&Entry>, Failure> {
        let Some(last) = self.last_change()? else { return Ok(None) };
        let entry = last.reversed();
        self.write_entry(entry)?;
        Ok(self.journal.entries().last())
    }

    /// Makes the change of an entry.
    fn write_entry(&mut self, entry: Entry) -> Result<u64, Failure> {
        let after = spliced(&self.bytes, &entry.splices).filter(|after| digest_of_bytes(after) == entry.after);
        let after = after.ok_or_else(|| damaged(&journal_of(&self.path), 0, "its last change does not fit"))?;
        self.write(entry, after)
    }

    fn write(&mut self, entry: Entry, after: Vec<u8>) -> Result<u64, Failure> {
        // Before a journal is created.
        files::check_writable(&self.path)?;
        if self.lines.is_none() {
            self.lines = Some(self.new_journal()?);
        }
        if files::read(&self.path)? != self.bytes {
            return Err(meanwhile(&self.path));
        }
        let Some(lines) = &mut self.lines else { return Err(busy(&self.path)) };
        let before = self.journal.clone();
        let line = self.journal.add(entry).map_err(Failure::internal)?;
        if let Err(error) = lines.add(before.whole, &line) {
            self.take_back(before);
            return Err(error.into());
        }
        let old = std::mem::replace(&mut self.bytes, after);
        if let Err(failure) = self.replace() {
            self.bytes = old;
            self.take_back(before);
            return Err(failure);
        }
        self.is_foreign = false;
        Ok(self.journal.entries().last().map_or(0, |last| last.number))
    }

    /// Takes a change out of the journal that was not made, so that the next run does not make it. If that fails as
    /// well, the next run makes it: it finds a change that the schedule file does not have.
    fn take_back(&mut self, before: Journal) {
        if before.whole == 0 && !self.is_held {
            let _ = self.lines.take().map(LineFile::remove);
        } else if let Some(lines) = &mut self.lines {
            let _ = lines.cut(before.whole);
        }
        self.journal = before;
    }

    /// Writes the schedule file, and a mark that says so into the journal.
    fn replace(&mut self) -> Result<(), Failure> {
        files::write(&self.path, &self.bytes)?;
        let (whole, mut marked) = (self.journal.whole, self.journal.clone());
        // Without the mark, the next run compares the file with the journal and finds the same.
        if let (Some(lines), Ok(mark)) = (&mut self.lines, marked.mark())
            && lines.add(whole, &mark).is_ok()
        {
            self.journal = marked;
        }
        Ok(())
    }

    /// `what` would be done with the change of this number.
    fn overwritten(&self, last: &Entry, what: &str, number: u64) -> Failure {
        let what = if number == last.number { what.to_owned() } else { format!("{what} (change {number})") };
        let failure = Failure::new(format!(
            "{} was changed by another program or by hand after change {} of its journal; {what} would overwrite this",
            self.path.display(),
            last.number
        ));
        failure.hint(
            "go on with plenary move, whose changes can be taken back; or put a copy of the file back as it was after \
             that change",
        )
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.is_held && self.journal.whole == 0 {
            let _ = self.lines.take().map(LineFile::remove);
        }
    }
}

/// The journal of a schedule file: beside the file itself, also if the path is a link to it.
pub(super) fn journal_of(path: &Path) -> PathBuf {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".journal");
    target.with_file_name(name)
}

fn busy(path: &Path) -> Failure {
    let failure = Failure::new(format!("another run of plenary is changing {} at this moment", path.display()));
    failure.hint("wait until it has ended, and try again")
}

fn meanwhile(path: &Path) -> Failure {
    let failure = Failure::new(format!("{} was changed by another program meanwhile", path.display()));
    failure.hint("nothing was changed here; try again")
}

fn damaged(path: &Path, line: usize, why: &str) -> Failure {
    let place = if line > 0 { format!("line {line}: ") } else { String::new() };
    let failure = Failure::new(format!("the journal {} cannot be used: {place}{why}", path.display()));
    failure
        .hint("rename the journal; the timetable is complete without it, but its changes can no longer be taken back")
}
