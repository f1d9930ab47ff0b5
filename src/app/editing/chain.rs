//! Which changes in a journal follow one another without a change by something else between them.

use super::journal::Journal;

/// How many changes can be taken back one after the other, if the schedule file is as the last entry left it: back from
/// the last one, as long as each left the file as the one after it found it.
pub(super) fn takeable(journal: &Journal) -> usize {
    let Some(last) = journal.entries().last() else { return 0 };
    let undoable = journal.undoable();
    // How the file is now, and how each change found it.
    let found = std::iter::once(&last.after).chain(undoable.iter().rev().map(|entry| &entry.before));
    undoable.iter().rev().zip(found).take_while(|(entry, found)| entry.after == **found).count()
}

/// How many changes can be made again one after the other, if the schedule file is as the last entry left it.
pub(super) fn remakeable(journal: &Journal) -> usize {
    let Some(last) = journal.entries().last() else { return 0 };
    let redoable = journal.redoable();
    let found = std::iter::once(&last.after).chain(redoable.iter().rev().map(|entry| &entry.after));
    redoable.iter().rev().zip(found).take_while(|(entry, found)| entry.before == **found).count()
}

/// For each entry, whether something else changed the schedule file between the entry before and this one.
pub(super) fn breaks(journal: &Journal) -> Vec<bool> {
    let entries = journal.entries();
    let between = entries.windows(2).map(|pair| pair[0].after != pair[1].before);
    entries.iter().take(1).map(|_| false).chain(between).collect()
}

#[cfg(test)]
mod tests {
    use super::super::journal::Entry;
    use super::*;

    fn journal(digests: &[[&str; 2]]) -> Journal {
        let mut journal = Journal::default();
        for pair in digests {
            journal.add(Entry::new("x".to_owned(), [0, 0], pair.map(str::to_owned), vec![])).unwrap();
        }
        journal
    }

    #[test]
    fn only_changes_without_a_break_can_be_taken_back() {
        assert_eq!(takeable(&Journal::default()), 0);
        let mut broken = journal(&[["a", "b"], ["c", "d"], ["d", "e"]]);
        assert_eq!((takeable(&broken), breaks(&broken)), (2, vec![false, true, false]));
        for left in [1, 0] {
            let undo = broken.undoable().last().unwrap().reversed();
            broken.add(undo).unwrap();
            assert_eq!(takeable(&broken), left);
        }
        assert_eq!(broken.undoable().len(), 1);
        for left in [1, 0] {
            let redo = broken.redoable().last().unwrap().repeated();
            broken.add(redo).unwrap();
            assert_eq!((remakeable(&broken), takeable(&broken)), (left, 2 - left));
        }
        assert_eq!(takeable(&journal(&[["a", "b"], ["b", "c"]])), 2);
    }
}
