//! The journal of a schedule file: one JSON line for each change, in the order in which they were made.

use serde::{Deserialize, Serialize};

use crate::instance::{Splice, reversed};
use crate::report::history::Action;

/// The value of `format` in each line.
const FORMAT: &str = "plenary-journal/1";

/// A change of a schedule file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    format: String,
    /// Its number, from 1.
    pub number: u64,
    pub action: Action,
    /// The number of the change that it takes back.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub undoes: Option<u64>,
    /// The number of the change that it makes again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub redoes: Option<u64>,
    /// When it was made, in UTC: `2027-01-01T12:00:00Z`.
    pub at: String,
    /// What it is, in words.
    pub text: String,
    /// The cost of the timetable before and after, in hundredths of a discomfort-minute.
    pub cost: [i64; 2],
    /// The digests of the schedule file before and after.
    pub before: String,
    pub after: String,
    /// The parts of the schedule file that it replaces.
    pub splices: Vec<Splice>,
}

/// A line that says that the schedule file has a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: String,
    /// The number of the change.
    written: u64,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Line {
    Entry(Box<Entry>),
    Written(Written),
}

impl Entry {
    /// A change of a file with the digest `before`.
    pub(super) fn new(text: String, cost: [i64; 2], [before, after]: [String; 2], splices: Vec<Splice>) -> Entry {
        let at = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let (format, action) = (FORMAT.to_owned(), Action::Change);
        Entry { format, number: 0, action, undoes: None, redoes: None, at, text, cost, before, after, splices }
    }

    /// The change that takes this one back.
    pub(super) fn reversed(&self) -> Entry {
        let digests = [self.after.clone(), self.before.clone()];
        let [before, after] = self.cost;
        let entry = Entry::new(self.text.clone(), [after, before], digests, reversed(&self.splices));
        Entry { action: Action::Undo, undoes: Some(self.number), ..entry }
    }

    /// The change that makes this one again after it was taken back.
    pub(super) fn repeated(&self) -> Entry {
        let digests = [self.before.clone(), self.after.clone()];
        let entry = Entry::new(self.text.clone(), self.cost, digests, self.splices.clone());
        Entry { action: Action::Redo, redoes: Some(self.number), ..entry }
    }
}

/// The changes of a schedule file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Journal {
    entries: Vec<Entry>,
    /// The number of the last change that the schedule file is known to have.
    written: u64,
    /// The number of bytes of the lines that are complete.
    pub whole: u64,
}

impl Journal {
    /// Reads a journal. A last line without its end was not acknowledged, and does not count.
    ///
    /// # Errors
    /// The number of the first line that is not a line of a journal, and why.
    pub(super) fn read(bytes: &[u8]) -> Result<Journal, (usize, String)> {
        let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let mut journal = Journal { whole: whole as u64, ..Journal::default() };
        for (number, line) in (1..).zip(bytes[..whole].split_inclusive(|&byte| byte == b'\n')) {
            let wrong = |why: &str| (number, why.to_owned());
            match serde_json::from_slice(line).map_err(|_| wrong("it is not a change or a mark"))? {
                Line::Entry(entry) => {
                    if entry.format != FORMAT {
                        return Err(wrong("another version of the program wrote it"));
                    }
                    if entry.number != journal.next() {
                        return Err(wrong(&format!(
                            "the change has the number {}, not {}",
                            entry.number,
                            journal.next()
                        )));
                    }
                    journal.entries.push(*entry);
                }
                Line::Written(mark) if mark.format != FORMAT => {
                    return Err(wrong("another version of the program wrote it"));
                }
                Line::Written(mark) => journal.written = mark.written,
            }
        }
        Ok(journal)
    }

    /// All changes, the first one first.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The number of the next change.
    pub(super) fn next(&self) -> u64 {
        self.entries.last().map_or(1, |last| last.number.saturating_add(1))
    }

    /// The last change, if the schedule file is not known to have it.
    pub(super) fn unwritten(&self) -> Option<&Entry> {
        self.entries.last().filter(|last| last.number > self.written)
    }

    /// The changes that were not taken back, or were made again, the last one last.
    pub(super) fn undoable(&self) -> Vec<&Entry> {
        self.stacks().0
    }

    /// The changes that were taken back and can be made again, the next one last. Every new change empties the list.
    pub(super) fn redoable(&self) -> Vec<&Entry> {
        self.stacks().1
    }

    fn stacks(&self) -> (Vec<&Entry>, Vec<&Entry>) {
        let (mut undoable, mut redoable) = (Vec::new(), Vec::new());
        for entry in &self.entries {
            match entry.action {
                Action::Change => {
                    undoable.push(entry);
                    redoable.clear();
                }
                Action::Undo => redoable.extend(undoable.pop()),
                Action::Redo => undoable.extend(redoable.pop()),
            }
        }
        (undoable, redoable)
    }

    /// Adds a change, and returns its line.
    pub(super) fn add(&mut self, mut entry: Entry) -> Result<String, serde_json::Error> {
        entry.number = self.next();
        let line = serde_json::to_string(&entry)?;
        self.whole += line.len() as u64 + 1;
        self.entries.push(entry);
        Ok(line)
    }

    /// Notes that the schedule file has all changes, and returns the line that says so.
    pub(super) fn mark(&mut self) -> Result<String, serde_json::Error> {
        self.written = self.entries.last().map_or(0, |last| last.number);
        let line = serde_json::to_string(&Written { format: FORMAT.to_owned(), written: self.written })?;
        self.whole += line.len() as u64 + 1;
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> Entry {
        let splices = vec![Splice { at: 3, old: "a".into(), new: "bc".into() }];
        Entry::new(text.to_owned(), [5, 7], ["before".to_owned(), "after".to_owned()], splices)
    }

    #[test]
    fn what_is_written_is_read() {
        let mut journal = Journal::default();
        let mut text = journal.add(entry("one")).unwrap() + "\n";
        assert_eq!(journal.unwritten().map(|entry| entry.number), Some(1));
        text += &(journal.mark().unwrap() + "\n");
        let undo = journal.entries()[0].reversed();
        text += &(journal.add(entry("two")).unwrap() + "\n");
        assert_eq!(Journal::read(text.as_bytes()).unwrap(), journal);
        assert_eq!(journal.unwritten().map(|entry| entry.number), Some(2));
        assert_eq!((undo.undoes, undo.cost, undo.before.as_str()), (Some(1), [7, 5], "after"));
        assert_eq!(undo.splices, [Splice { at: 3, old: "bc".into(), new: "a".into() }]);
    }

    #[test]
    fn the_beginning_of_a_line_does_not_count() {
        let mut journal = Journal::default();
        let text = journal.add(entry("one")).unwrap() + "\n";
        let torn = format!("{text}{}", &journal.clone().add(entry("two")).unwrap()[..20]);
        assert_eq!(Journal::read(torn.as_bytes()).unwrap(), journal);
        assert_eq!(Journal::read(b"").unwrap(), Journal::default());
        assert_eq!(Journal::read(b"{").unwrap(), Journal::default());
    }

    #[test]
    fn a_line_that_is_no_change_is_named() {
        let mut journal = Journal::default();
        let text = journal.add(entry("one")).unwrap() + "\n";
        assert_eq!(Journal::read(format!("{text}what\n").as_bytes()).unwrap_err().0, 2);
        assert_eq!(Journal::read(format!("{text}{text}").as_bytes()).unwrap_err().0, 2);
        assert!(Journal::read(text.replace("journal/1", "journal/2").as_bytes()).is_err());
        let mark = journal.mark().unwrap() + "\n";
        assert!(Journal::read(format!("{text}{mark}").as_bytes()).is_ok());
        assert!(Journal::read(format!("{text}{}", mark.replace("journal/1", "x")).as_bytes()).is_err());
    }

    #[test]
    fn an_undo_takes_the_last_change_off_the_list() {
        let mut journal = Journal::default();
        for text in ["one", "two"] {
            journal.add(entry(text)).unwrap();
        }
        let numbers = |journal: &Journal| journal.undoable().iter().map(|entry| entry.number).collect::<Vec<_>>();
        assert_eq!(numbers(&journal), [1, 2]);
        let undo = journal.undoable()[1].reversed();
        journal.add(undo).unwrap();
        assert_eq!(numbers(&journal), [1]);
        journal.add(entry("three")).unwrap();
        assert_eq!(numbers(&journal), [1, 4]);
    }

    #[test]
    fn a_redo_makes_the_last_undone_change_again_until_there_is_a_new_one() {
        let mut journal = Journal::default();
        for text in ["one", "two"] {
            journal.add(entry(text)).unwrap();
        }
        let numbers = |list: Vec<&Entry>| list.iter().map(|entry| entry.number).collect::<Vec<_>>();
        let redo = |journal: &mut Journal| {
            let entry = journal.redoable().last().unwrap().repeated();
            journal.add(entry).unwrap()
        };
        for _ in 0..2 {
            let entry = journal.undoable().last().unwrap().reversed();
            journal.add(entry).unwrap();
        }
        assert_eq!((numbers(journal.undoable()), numbers(journal.redoable())), (vec![], vec![2, 1]));
        let line = redo(&mut journal);
        assert_eq!((numbers(journal.undoable()), numbers(journal.redoable())), (vec![1], vec![2]));
        let read: Entry = serde_json::from_str(&line).unwrap();
        assert_eq!(
            (read.action, read.redoes, read.cost, read.before.as_str()),
            (Action::Redo, Some(1), [5, 7], "before")
        );
        redo(&mut journal);
        assert_eq!((numbers(journal.undoable()), numbers(journal.redoable())), (vec![1, 2], vec![]));
        let entry_two = journal.undoable().last().unwrap().reversed();
        assert_eq!(entry_two.undoes, Some(2), "the change itself, not that it was made again");
        journal.add(entry_two).unwrap();
        journal.add(entry("three")).unwrap();
        assert_eq!((numbers(journal.undoable()), numbers(journal.redoable())), (vec![1, 8], vec![]));
    }
}
